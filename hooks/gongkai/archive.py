"""All reports together: sorted once, and asked by year, by unit, for neighbours and coverage.

Everything that the site shows, and every rule over more than one report, is derived from here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

from gongkai.report import Report, Status
from gongkai.units import Register, Unit

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The same unit's reports of the same category in the years before and after."""

    previous: Report | None = None
    next: Report | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit and one year in the coverage: what was published, or that it is missing."""

    unit: Unit
    year: int
    reports: tuple[Report, ...] = ()
    """Reports of the category asked for, newest first; withdrawn ones are left out."""
    withdrawn: tuple[Report, ...] = ()
    """Those that were taken back."""
    is_expected: bool = False

    @property
    def is_missing(self) -> bool:
        return self.is_expected and not self.reports and not self.withdrawn


@dataclass(frozen=True)
class Archive:
    """Reports, newest first, and the register of the units that published them."""

    reports: tuple[Report, ...]
    register: Register

    @classmethod
    def of(cls, reports: Iterable[Report], register: Register) -> Archive:
        """Sorts: newest publication first, the same moment by year, then as the register does."""
        rank = {unit.id: number for number, unit in enumerate(register.units)}
        by_name = sorted(reports, key=lambda r: (rank.get(r.unit.id, len(rank)), r.slug))
        newest = sorted(by_name, key=lambda r: (r.publish_date.order, r.year), reverse=True)
        # reverse=True keeps equal items in the order they came in, so the register's order stands.
        return cls(tuple(newest), register)

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Report, ...]]:
        """Year reported on → its reports, newest first; the newest year first."""
        found = _grouped(self.reports, lambda r: r.year)
        return MappingProxyType({year: found[year] for year in sorted(found, reverse=True)})

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Report, ...]]:
        """Unit id → its reports, newest first; in the register's order."""
        found = _grouped(self.reports, lambda r: r.unit.id)
        return MappingProxyType(
            {unit.id: found[unit.id] for unit in self.register.units if unit.id in found}
        )

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Report, ...]]:
        """Category → its reports, newest first."""
        return _grouped(self.reports, lambda r: r.category)

    @cached_property
    def by_id(self) -> Mapping[str, Report]:
        """``<year>/<slug>`` → the report."""
        return MappingProxyType({report.id: report for report in self.reports})

    @cached_property
    def oldest_first(self) -> tuple[Report, ...]:
        """Of two that clash, the one published later is to be mended: the other is known."""
        return tuple(sorted(self.reports, key=lambda r: (r.publish_date.order, r.path)))

    @cached_property
    def public(self) -> tuple[Report, ...]:
        """Reports whose text is shown: all but the withdrawn."""
        return tuple(report for report in self.reports if not report.is_withdrawn)

    @cached_property
    def last_change(self) -> date | None:
        """The newest day on which any report's page changed."""
        return max((report.last_change for report in self.reports), default=None)

    @cached_property
    def years(self) -> range:
        """From the first year reported on to the last, without gaps."""
        return range(min(self.by_year), max(self.by_year) + 1) if self.by_year else range(0)

    @cached_property
    def _series(self) -> Mapping[tuple[str, str], tuple[Report, ...]]:
        """Unit and category → one report a year, oldest year first; one in force goes before."""

        def key(report: Report) -> tuple[str, str, int, bool]:
            in_force = report.status is Status.IN_FORCE
            return report.unit.id, report.category, report.year, not in_force

        found: dict[tuple[str, str], list[Report]] = {}
        for _, same_year in groupby(sorted(self.public, key=key), key=lambda r: key(r)[:3]):
            report = next(same_year)
            found.setdefault((report.unit.id, report.category), []).append(report)
        return {series: tuple(reports) for series, reports in found.items()}

    def neighbours(self, report: Report) -> Neighbours:
        """The nearest earlier and later year of the same unit and category."""
        key = report.unit.id, report.category
        series, years = self._series.get(key, ()), self._series_years.get(key, ())
        before, after = bisect_left(years, report.year), bisect_right(years, report.year)
        return Neighbours(
            series[before - 1] if before else None, series[after] if after < len(series) else None
        )

    @cached_property
    def _series_years(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        return {key: tuple(r.year for r in series) for key, series in self._series.items()}

    def last_year(self, category: str) -> int:
        """The newest year that any unit has reported on: the others owe it too."""
        return self._last_years.get(category, 0)

    @cached_property
    def _last_years(self) -> Mapping[str, int]:
        return {name: max(r.year for r in found) for name, found in self.by_category.items()}

    def expected_years(self, unit: Unit, category: str, last: int) -> range:
        """Years that a unit owes a report on: from its first known one to ``last``.

        The register's ``from`` and ``to`` decide where they are given; otherwise the unit's first
        report does, and a unit with neither owes nothing.
        """
        first = [r.year for r in self._series.get((unit.id, category), ())][:1]
        start = unit.start or (first[0] if first else last + 1)
        return range(start, min(unit.end or last, last) + 1)

    def coverage(self, category: str) -> tuple[tuple[Unit, tuple[Cell, ...]], ...]:
        """Units × years (oldest first): a cell for each unit that published or should have."""
        rows = []
        for unit in self.register.units:
            mine = [r for r in self.by_unit.get(unit.id, ()) if r.category == category]
            expected = self.expected_years(unit, category, self.last_year(category))
            cells = tuple(
                Cell(
                    unit,
                    year,
                    tuple(r for r in mine if r.year == year and not r.is_withdrawn),
                    tuple(r for r in mine if r.year == year and r.is_withdrawn),
                    year in expected,
                )
                for year in self.years
            )
            if any(cell.reports or cell.withdrawn or cell.is_expected for cell in cells):
                rows.append((unit, cells))
        return tuple(rows)


def _grouped(
    reports: Sequence[Report], key: Callable[[Report], K]
) -> Mapping[K, tuple[Report, ...]]:
    """Reports under each key, their order kept; keys in the order of their first report."""
    found: dict[K, list[Report]] = {}
    for report in reports:
        found.setdefault(key(report), []).append(report)
    return MappingProxyType({k: tuple(group) for k, group in found.items()})
