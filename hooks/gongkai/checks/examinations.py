"""What was found in one content, and the shelf that keeps it from one run to the next.

A content is examined once, wherever and however often it is published: the file's name is added
to the findings later. Only findings are kept, never a text, and what they show is masked, so that
nothing that must not be published lies about in a cache. Used by :mod:`contents`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai import fingerprints
from gongkai.files import write_whole
from gongkai.problems import Problem, Severity, without_numbers
from gongkai.reading.documents import ENDINGS
from gongkai.report import Report
from gongkai.rules import Rule

FOLDER = Path(".cache/gongkai/attachments")
"""Beside ``mkdocs.yml``."""
_LIBRARIES = ("pypdf",)
"""What else decides which text is found in a file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that does not know yet whose it is."""

    code: str
    severity: Severity
    message: str
    """What stands behind the file's name."""
    hint: str

    @classmethod
    def of(cls, rule: Rule, message: str, hint: str) -> Finding:
        return cls(rule.code, rule.severity, without_numbers(message), hint)

    def problem(self, report: Report, place: tuple[int, int], name: str) -> Problem:
        """The same as a finding about a file of a report."""
        message = without_numbers(name) + self.message
        return Problem(report.path, *place, self.severity, self.code, message, self.hint)


@dataclass(frozen=True, slots=True)
class Examination:
    """All that is known of one content."""

    kind: str
    is_encrypted: bool
    fault: str
    """Why it could not be read; such a content is examined again each time."""
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [[f.code, f.severity.value, f.message, f.hint] for f in self.findings]
        return {**asdict(self), "findings": rows}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Examination:
        """Raises ``TypeError``, ``ValueError`` or ``KeyError`` for what was not written by us."""
        kind, is_encrypted, fault = (values[key] for key in ("kind", "is_encrypted", "fault"))
        if kind not in ENDINGS or not isinstance(fault, str):
            raise ValueError
        findings = tuple(
            Finding(str(code), Severity(severity), str(message), str(hint))
            for code, severity, message, hint in values["findings"]
        )
        return cls(kind, bool(is_encrypted), fault, findings)


class Shelf:
    """Examinations by the SHA-256 of the content; one that cannot be used counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: dict[str, Examination] = {}

    def take(self, sha256: str) -> Examination | None:
        """What is kept of a content, if it was examined by the rules of today."""
        if sha256 not in self._taken:
            # Whatever is wrong with the file, the content can be examined again.
            with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
                values = json.loads(self._path(sha256).read_text(encoding="utf-8"))
                if values["rules"] == digest_of_rules():
                    self._taken[sha256] = Examination.from_json(values)
        return self._taken.get(sha256)

    def keep(self, sha256: str, examination: Examination) -> None:
        """Writes it down; another run that reads at the same time finds the old file or this."""
        self._taken[sha256] = examination
        if examination.fault:
            return
        values = {"rules": digest_of_rules(), **examination.as_json()}
        text = json.dumps(values, ensure_ascii=False)
        with suppress(OSError, ValueError):
            write_whole(self._path(sha256), text.encode("utf-8", "replace"))

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


@cache
def digest_of_rules() -> str:
    """Changes with every change of the rules, of what they call, and of the libraries."""
    return fingerprints.digest(fingerprints.of_package(), fingerprints.of_libraries(_LIBRARIES))
