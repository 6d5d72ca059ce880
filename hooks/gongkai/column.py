"""The whole column as read from disk: settings, archive, and everything wrong with them.

This is where the one-way flow starts, for the build and for the command alike.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property, partial
from pathlib import Path

from gongkai import dates
from gongkai.archive import Archive
from gongkai.checks import check, check_undated
from gongkai.checks.dates import MISSING
from gongkai.checks.exceptions import settled
from gongkai.checks.external import CODES
from gongkai.checks.rulebook import BY_CODE
from gongkai.checks.targets import Addresses
from gongkai.permanence import Comparison, Entry, Ledger, compare, first_addresses, read_ledger
from gongkai.permanence.rules import BACKDATED, SHOWN_ALL_THE_SAME
from gongkai.permanence.verifying import verify_site_before
from gongkai.problems import Problem, in_order
from gongkai.reading import read_settings
from gongkai.reading.reports import report_files
from gongkai.remembering import Memory, gather
from gongkai.settings import Settings


@dataclass(frozen=True)
class Column:
    """One reading of one column."""

    settings: Settings
    archive: Archive
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    ledger: Ledger
    compared: Callable[[], Comparison] = lambda: Comparison((), ())
    """The archive against the ledger: done once, when somebody asks for it."""

    @property
    def pending(self) -> tuple[Entry, ...]:
        """What is public, or will be, and does not stand in the ledger yet."""
        return self.compared().entries

    @cached_property
    def first_addresses(self) -> Mapping[str, str]:
        """Address → where the report was published first, of those that have moved since."""
        if not self.ledger.entries:
            return {}
        return first_addresses((*self.ledger.entries, *self.pending))

    @cached_property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.is_error)

    @cached_property
    def broken(self) -> tuple[Path, ...]:
        """Report files that cannot be shown: the preview shows their findings instead.

        One that changed silently can: who is mending it wants to see it.
        """
        if not self.errors:
            return ()
        faulty = {p.path for p in self.errors if p.code not in SHOWN_ALL_THE_SAME}
        return tuple(p for p in report_files(self.settings.reports_dir) if p in faulty)

    @cached_property
    def errors_elsewhere(self) -> tuple[Problem, ...]:
        """Errors of files that are no report and so have no page: units, settings, folders."""
        pages = set(self.broken)
        return tuple(p for p in self.errors if p.path not in pages)

    def without_broken(self) -> Column:
        """The same column with only its sound reports, for the preview."""
        if not self.broken:
            return self
        broken = set(self.broken)
        sound = [r for r in self.archive.reports if r.path not in broken]
        return replace(self, archive=Archive.of(sound, self.archive.register))


_SELDOM = (200_000, 20, 20)
"""Objects more than before at which the garbage collector looks for circles, of which reading makes
hardly any: by default it looks at all that was read again and again."""


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Measured at ten thousand remembered reports: a seventh of the time, no more memory."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collecting()
def read_column(
    config: Path,
    now: datetime | None = None,
    environment: Mapping[str, str] = os.environ,
    *,
    may_split: bool = False,
    visit: Callable[[Archive, Settings, date], Iterable[Problem]] | None = None,
    site: Path | None = None,
) -> Column:
    """Reads ``mkdocs.yml``, ``units.yml`` and every report, and checks them; never raises.

    What did not change since the last time is remembered (:mod:`remembering`): ten thousand reports
    take 1 s of a processor's time and not 12. ``may_split``: whether this process has no threads,
    so that a second one may help. ``visit`` asks other sites about the links to them, which no
    build does. ``site``: where the site is built if not where the settings say; the one that stands
    there knows how far the ledger was.
    """
    settings, problems = read_settings(config, environment)
    memory = Memory.of(settings)
    register, found = memory.read_units(settings.reports_dir)
    problems += found
    read = gather(settings, register, memory, may_split=may_split)
    problems += read.problems
    archive = Archive.of(read.reports, register)
    moment = now or dates.now(environment.get("SOURCE_DATE_EPOCH"))
    is_whole = not any(p.is_error for p in problems)
    ledger, broken = read_ledger(settings.reports_dir)
    checked = check(archive, settings, moment, read.found, recorded=_homes(ledger))
    # What is missing is known only when every file could be read.
    found = [p for p in checked if is_whole or p.code != MISSING.code]
    found += check_undated(Archive.of(read.undated, register), settings, moment, read.found)
    found += visit(archive, settings, moment.date()) if visit else ()
    # A warning that is gone once the correction is recorded is no reason to take back what a
    # person has written about it.
    unasked = (BACKDATED.code, *(() if visit else CODES))
    place = site or settings.site_dir
    broken += () if broken else verify_site_before(place, ledger, archive.reports)
    # A ledger or an archive that is known in part only would make all the rest look new, or lost.
    is_known = is_whole and not broken
    is_page = Addresses(archive, settings).has
    compared = cache(partial(compare, archive, ledger, moment.date(), read.contents, is_page))
    found += broken
    if is_known and ledger.entries:  # else what there is to record only ``gongkai publish`` asks
        found += compared().problems
    leaks = any(p.path == register.path and p.code.startswith("privacy-") for p in found)
    memory.keep(read.entries, with_units=not leaks)
    everything, reports = [*problems, *found], (*read.reports, *read.undated)
    left = settled(everything, reports, settings, BY_CODE, is_whole=is_whole, unasked=unasked)
    column = Column(settings, archive, in_order(left), ledger)
    return replace(column, compared=compared) if is_known else column


def _homes(ledger: Ledger) -> Mapping[str, str]:
    """Each address that the ledger knows → where the report that was there is by now."""
    left = {entry.moved_from: entry.path for entry in ledger.entries if entry.moved_from}
    return {**left, **{path: path for path in ledger.current}}
