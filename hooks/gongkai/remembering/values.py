"""A report's values as plain ones that JSON can hold, and back again.

Left out is what costs nothing to know again: the body, which is the end of the text that is read
anyway, and each value that is its field's default. A test makes sure that nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.dates import Moment
from gongkai.problems import Problem, Severity
from gongkai.report import Acceptance, Attachment, Related, Report, Revision, SourceFile, Status

Values = Mapping[str, Any]
"""By the names of the report's attributes; nothing but what JSON has."""

_TEXTS = (
    *("title", "year", "category", "source", "index_number", "document_number"),
    *("status_reason", "replaced_by", "original_url"),
)
"""Kept as they are."""
_KINDS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "publish_date": (str, lambda text: _moment(text)),
    "written_date": (str, date.fromisoformat),
    "added": (str, date.fromisoformat),
    "status_date": (str, date.fromisoformat),
    "status": (lambda status: status.value, Status),
    "keywords": (list, tuple),
    "aliases": (list, tuple),
    "revisions": (
        lambda items: [[str(r.date), r.note] for r in items],
        lambda rows: tuple(Revision(date.fromisoformat(day), note) for day, note in rows),
    ),
    "attachments": (
        lambda items: [[a.file, a.title] for a in items],
        lambda rows: tuple(Attachment(file, title) for file, title in rows),
    ),
    "related": (
        lambda items: [[r.title, r.url] for r in items],
        lambda rows: tuple(Related(title, url) for title, url in rows),
    ),
    "imported_from": (lambda file: [file.file, file.sha256], lambda row: SourceFile(*row)),
    "allow": (
        lambda items: [[a.code, a.reason, a.value] for a in items],
        lambda rows: tuple(Acceptance(code, reason, value) for code, reason, value in rows),
    ),
}
"""How other values are made plain, and how they are made of that again."""
_SEVERITIES = {severity.value: severity for severity in Severity}
KEPT = frozenset((*_TEXTS, *_KINDS))


def plain(report: Report) -> Values:
    """All values of a report that are kept with it."""
    values = {key: value for key in _TEXTS if (value := getattr(report, key)) != ""}
    for key, (made_plain, _) in _KINDS.items():
        value = getattr(report, key)
        if value not in (None, (), Status.IN_FORCE):
            values[key] = made_plain(value)
    return values


def unfolded(values: Values) -> dict[str, Any]:
    """The values again, for :class:`Report` to take.

    What was not made by :func:`plain` raises ``TypeError``, ``ValueError`` or ``KeyError``.
    """
    return {key: _KINDS[key][1](value) if key in _KINDS else value for key, value in values.items()}


def places_as_text(places: Mapping[str, tuple[int, int]]) -> str:
    """``title 2:5;year 3:5``: reports of one form have the same, which need be read only once."""
    return ";".join(f"{key} {line}:{column}" for key, (line, column) in places.items())


@lru_cache(maxsize=5_000)
def places_of_text(text: str) -> Mapping[str, tuple[int, int]]:
    """The places again; raises ``ValueError`` for what is none."""
    found: dict[str, tuple[int, int]] = {}
    for item in text.split(";") if text else ():
        key, _, place = item.partition(" ")
        line, column = place.split(":")
        found[key] = int(line), int(column)
    return MappingProxyType(found)


def row_of(problem: Problem) -> list[Any]:
    """A finding without its file, which is known by where it is kept."""
    p = problem
    return [p.line, p.column, p.severity.value, p.code, p.message, p.hint]


def problem_of(path: Path, row: Sequence[Any]) -> Problem:
    """The finding again; raises ``TypeError``, ``ValueError`` or ``KeyError`` for no such row."""
    line, column, severity, code, message, hint = row
    return Problem(path, line, column, _SEVERITIES[severity], code, message, hint)


def _moment(text: str) -> Moment:
    day, _, minute = text.partition(" ")
    return Moment(date.fromisoformat(day), time.fromisoformat(minute) if minute else None)
