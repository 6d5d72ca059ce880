"""What decides, besides the files, what reading and checking come to: programs and settings."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from gongkai.checks import REPORT_RULES
from gongkai.checks.examinations import digest_of_rules
from gongkai.reading.nodes import parser_name
from gongkai.settings import Settings

_LIBRARIES = ("PyYAML", "Markdown", "pypinyin")
_PLACES = ("path", "reports_dir", "docs_dir", "site_dir")
"""Settings that say where files lie: no rule over one report looks at them, so that a copy of the
project may use the memory that came with it."""


def context(settings: Settings) -> str:
    """SHA-256 of all that every remembered thing depends on.

    Of the settings all counts: to know which of them a rule looks at would be one more thing to go
    wrong, and settings change a few times a year.
    """
    values = {
        field.name: _plain(getattr(settings, field.name))
        for field in fields(settings)
        if field.name not in _PLACES
    }
    # A site's own hook may have added a rule or taken one away.
    rules = [f"{rule.__module__}.{rule.__qualname__}" for rule in REPORT_RULES]
    everything = repr((software(), parser_name(), rules, values))
    return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def software() -> str:
    """SHA-256 of this package's sources, of Python, and of the libraries that read texts.

    Measured: 10 ms for the sources, once a process; their times and sizes would take half of that,
    and say less.
    """
    versions = []
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            versions.append((library, version(library)))
    return repr((digest_of_rules(), sys.version, versions))


def _plain(value: object) -> object:
    """The same in one fixed order: that of a set changes from one process to the next."""
    return sorted(value) if isinstance(value, frozenset) else value
