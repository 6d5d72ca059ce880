"""What the coverage page shows: units × years, what lacks and since when, what came late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from gongkai import paths
from gongkai.archive import Archive, Cell
from gongkai.publishing.lists import Link
from gongkai.settings import Category, Settings


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: a word that says what is there, and where it leads."""

    state: str
    """``published``, ``late``, ``withdrawn``, ``missing`` or ``none``."""
    word: str
    path: str = ""
    title: str = ""
    is_owed: bool = False


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One unit."""

    name: str
    path: str
    region: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what is owed is there."""

    published: int
    expected: int
    withdrawn: int
    """Of those expected, the ones that were taken back and not replaced."""

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means that nothing lacks."""
        return 100 * self.published // self.expected if self.expected else 100

    @property
    def missing(self) -> int:
        return self.expected - self.published - self.withdrawn


@dataclass(frozen=True, slots=True)
class CoverageYear:
    """One column."""

    link: Link
    """A year without any report has no page to lead to."""
    due: date | None
    """The last day on which its reports were in time."""
    share: Share


@dataclass(frozen=True, slots=True)
class Lapse:
    """A report that lacks or came late."""

    unit: Link
    region: str
    year: int
    due: date | None
    report: Link | None
    published: date | None
    days: int
    """How many days late it came."""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The whole table of the main category."""

    category: str
    years: tuple[CoverageYear, ...]
    """Newest first, as columns."""
    rows: tuple[CoverageRow, ...]
    regions: tuple[str, ...]
    share: Share
    missing: tuple[Lapse, ...]
    """Newest year first, then as the register has the units."""
    late: tuple[Lapse, ...]


def view(archive: Archive, settings: Settings) -> CoverageView:
    """Published, late and missing, for the category that every unit owes each year."""
    category = settings.main_category
    rows = archive.coverage(category.name)
    columns = list(zip(*(row for _, row in rows), strict=True))[::-1]
    cells = list(chain(*columns))
    return CoverageView(
        category.name,
        tuple(
            CoverageYear(
                _year_link(archive, column[0].year), category.due(column[0].year), _share(column)
            )
            for column in columns
        ),
        tuple(
            CoverageRow(
                unit.name,
                paths.of_unit(unit),
                unit.region_name,
                tuple(_mark(cell, category) for cell in reversed(row)),
            )
            for unit, row in rows
        ),
        tuple(dict.fromkeys(unit.region_name for unit, _ in rows)),
        _share(cells),
        tuple(_lapse(cell, category) for cell in cells if cell.is_missing),
        tuple(_lapse(cell, category) for cell in cells if _days_late(cell, category)),
    )


def share(archive: Archive, settings: Settings) -> Share:
    """The whole column's."""
    rows = archive.coverage(settings.main_category.name)
    return _share([cell for _, row in rows for cell in row])


def _share(cells: Sequence[Cell]) -> Share:
    owed = [cell for cell in cells if cell.reports or cell.is_expected]
    published = sum(bool(cell.reports) for cell in owed)
    return Share(published, len(owed), sum(not c.reports and bool(c.withdrawn) for c in owed))


def _year_link(archive: Archive, year: int) -> Link:
    return Link(str(year), paths.of_year(year) if year in archive.by_year else "")


def _days_late(cell: Cell, category: Category) -> int:
    return category.days_late(cell.year, cell.reports[-1].publish_date.day) if cell.reports else 0


def _lapse(cell: Cell, category: Category) -> Lapse:
    report = cell.reports[-1] if cell.reports else None
    return Lapse(
        Link(cell.unit.name, paths.of_unit(cell.unit)),
        cell.unit.region_name,
        cell.year,
        category.due(cell.year),
        Link(report.title, paths.of_report(report)) if report else None,
        report.publish_date.day if report else None,
        _days_late(cell, category),
    )


def _mark(cell: Cell, category: Category) -> Mark:
    if cell.reports:
        report, days = cell.reports[-1], _days_late(cell, category)
        state, word = ("late", f"逾期 {days} 天") if days else ("published", "已公开")
        return Mark(state, word, paths.of_report(report), report.title, is_owed=True)
    if cell.withdrawn:
        report = cell.withdrawn[0]
        where = paths.of_report(report)
        return Mark("withdrawn", "已撤回", where, report.title, is_owed=cell.is_expected)
    return Mark("missing", "缺", is_owed=True) if cell.is_missing else Mark("none", "—")
