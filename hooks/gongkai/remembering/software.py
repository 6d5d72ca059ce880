"""What decides, besides the files, what reading and checking come to: programs and settings."""

from __future__ import annotations

import hashlib
import sys
from functools import cache

from gongkai.checks import REPORT_RULES
from gongkai.checks.examinations import digest_of_rules
from gongkai.fingerprints import of_libraries, of_settings
from gongkai.reading.nodes import parser_name
from gongkai.settings import Settings

_LIBRARIES = ("PyYAML", "Markdown", "pypinyin")


def context(settings: Settings) -> str:
    """SHA-256 of all that every remembered thing depends on."""
    # A site's own hook may have added a rule or taken one away.
    rules = [f"{rule.__module__}.{rule.__qualname__}" for rule in REPORT_RULES]
    everything = repr((software(), parser_name(), rules, of_settings(settings)))
    return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def software() -> str:
    """This package's sources, Python, and the libraries that read texts."""
    return repr((digest_of_rules(), sys.version, of_libraries(_LIBRARIES)))
