"""What the coverage table shows: units × years."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.archive import Archive, Cell
from gongkai.publishing import paths
from gongkai.publishing.lists import Link
from gongkai.settings import Settings


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: a word that says what is there, and where it leads."""

    state: str
    """``published``, ``late``, ``withdrawn``, ``missing`` or ``none``."""
    word: str
    path: str = ""
    title: str = ""
    """What a screen reader hears of the link."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One unit."""

    name: str
    path: str
    region: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The whole table of the main category."""

    category: str
    years: tuple[Link, ...]
    """Newest first, as columns; a year without any report has no page to lead to."""
    rows: tuple[CoverageRow, ...]
    published: int
    expected: int


def view(archive: Archive, settings: Settings) -> CoverageView:
    """Published, late and missing, for the category that every unit owes each year."""
    category = settings.main_category
    rows = archive.coverage(category.name)
    cells = [cell for _, row in rows for cell in row]
    return CoverageView(
        category.name,
        tuple(
            Link(str(year), paths.of_year(year) if year in archive.by_year else "")
            for year in reversed(archive.years)
        ),
        tuple(
            CoverageRow(
                unit.name,
                paths.of_unit(unit),
                unit.region,
                tuple(_mark(cell, settings) for cell in reversed(row)),
            )
            for unit, row in rows
        ),
        sum(bool(cell.reports) for cell in cells),
        sum(bool(cell.reports) or cell.is_expected for cell in cells),
    )


def _mark(cell: Cell, settings: Settings) -> Mark:
    if cell.reports:
        report = cell.reports[-1]
        due = settings.main_category.due(cell.year)
        late = due is not None and report.publish_date.day > due
        state, word = ("late", "逾期公开") if late else ("published", "已公开")
        return Mark(state, word, paths.of_report(report), report.title)
    if cell.withdrawn:
        report = cell.withdrawn[0]
        return Mark("withdrawn", "已撤回", paths.of_report(report), report.title)
    return Mark("missing", "缺") if cell.is_missing else Mark("none", "—")
