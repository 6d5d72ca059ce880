"""``search/catalogue.js``: which reports there are, and how the postings are spread over files.

Reports are numbered from the oldest to the newest, so that a new one changes no other's number.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from gongkai.archive import Archive
from gongkai.publishing.search.scripts import json_text, script, text_in
from gongkai.publishing.search.texts import FOLDER
from gongkai.report import Report

T = TypeVar("T", bound=Hashable)
NAME = f"{FOLDER}/catalogue.js"


def numbered(archive: Archive) -> tuple[Report, ...]:
    """Number → public report."""
    return archive.public[::-1]


def catalogue_file(
    archive: Archive, stamp: int, wraps: bool, spread: Mapping[str, Sequence[int]]
) -> tuple[str, str]:
    """Name and content. ``stamp`` changes with every text; ``wraps`` says that one has more
    characters than there are places for; ``spread`` how many files each bucket has."""
    head = {"stamp": stamp, "wraps": wraps, "spread": spread}
    return NAME, script("catalogue", 0, json_text(head | columns(archive)))


def columns(archive: Archive) -> dict[str, object]:
    """All reports by their numbers; read by ``readCatalogue`` in ``engine.js``.

    Titles repeat but for unit and year, so each is the number of a pattern.
    """
    reports = numbered(archive)
    used = {report.unit.id for report in reports}
    units = [unit for unit in archive.register.units if unit.id in used]
    unit_numbers = {unit.id: number for number, unit in enumerate(units)}
    named = [(report.unit_name, unit_numbers[report.unit.id]) for report in reports]
    names = _numbered(named)
    categories = _numbered(report.category for report in reports)
    patterns = [_pattern(r, name) for r, (name, _) in zip(reports, named, strict=True)]
    titles = _numbered(patterns)
    days = [(report.publish_date.day - date(1970, 1, 1)).days for report in reports]
    return {
        "units": [{"id": unit.id, "name": unit.name, "names": unit.names} for unit in units],
        "names": list(names),
        "categories": list(categories),
        "titles": list(titles),
        "name": [names[name] for name in named],
        "category": [categories[r.category] for r in reports],
        "title": [titles[pattern] for pattern in patterns],
        "year": [r.year for r in reports],
        "day": [b - a for a, b in zip([0, *days], days, strict=False)],
        "slugs": ["" if r.slug == r.unit.id else r.slug for r in reports],
    }


class Headings:
    """What an earlier build's catalogue knows of its reports."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.stamp: int = data["stamp"]

    @classmethod
    def read(cls, content: str | None) -> Headings | None:
        """None if the file is missing or damaged."""
        text = text_in(content)
        return None if text is None else cls(json.loads(text))

    def of(self, number: int) -> list[str]:
        """The same as ``heading_fields`` of that report."""
        data = self._data
        name, unit = data["names"][data["name"][number]]
        year = str(data["year"][number])
        title: str = data["titles"][data["title"][number]]
        return [
            title.replace(_UNIT, name).replace(_YEAR, year),
            *data["units"][unit]["names"],
            name,
            f"{year}年度",
            data["categories"][data["category"][number]],
        ]


_UNIT, _YEAR = "\x01", "\x02"
"""Stand for unit and year in a pattern; no title can hold them, since reading refuses them."""


def _pattern(report: Report, name: str) -> str:
    return report.title.replace(name, _UNIT).replace(str(report.year), _YEAR)


def _numbered(values: Iterable[T]) -> dict[T, int]:
    """Each value once, in the order of its first coming, with its number."""
    found: dict[T, int] = {}
    for value in values:
        found.setdefault(value, len(found))
    return found
