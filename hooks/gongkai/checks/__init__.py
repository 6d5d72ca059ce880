"""Rules over the data: what a report, the archive and the site's settings must satisfy.

One module per family: its table ``RULES``, which says what is found and why, and one function per
rule, which finds it. A function takes what it needs and yields findings; it reads no file that
reading has read already, and no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from gongkai.archive import Archive
from gongkai.beside import in_halves
from gongkai.checks import (
    active,
    attachments,
    contents,
    dates,
    debris,
    hand_written,
    identity,
    links,
    privacy,
    site,
    status,
    structure,
    wording,
)
from gongkai.problems import Problem
from gongkai.report import Report
from gongkai.settings import Settings

T = TypeVar("T")
R = TypeVar("R")

REPORT_RULES = (
    dates.not_in_the_future,
    dates.year_before_publication,
    dates.year_is_over,
    dates.dates_in_order,
    dates.disclosed_in_time,
    dates.deadline_kept,
    identity.folder_is_the_year,
    identity.known_category,
    identity.index_number,
    status.has_date_and_reason,
    attachments.exist,
    attachments.none_empty,
    attachments.nothing_left_over,
    active.nothing_active,
    privacy.no_personal_data,
    privacy.masked_alike,
    debris.no_odd_character,
    debris.no_mark,
    debris.no_line_of_a_page,
    structure.well_built,
    structure.whole,
    structure.for_every_reader,
    wording.no_slip,
    wording.in_pairs,
    wording.no_figures_run_together,
    wording.no_half_width,
)
"""Rules over one report: (report, settings, now) → findings."""

OF_THE_MOMENT = (dates.not_in_the_future,)
"""Those of them that look at the clock."""
OF_THE_FOLDER = (attachments.exist, attachments.none_empty, attachments.nothing_left_over)
"""Those that look at files beside the report. All others depend on the report, its address and the
settings alone, which a test makes sure of: their findings may be kept from one run to the next."""

ARCHIVE_RULES = (
    identity.index_number_once,
    identity.one_in_force,
    status.replacement_exists,
    status.replacement_ends,
    dates.nothing_missing,
    links.lead_somewhere,
    hand_written.pages_are_sound,
    hand_written.names_are_sound,
    contents.contents,
)
"""Rules over all reports: (archive, settings, now) → findings."""


_NOTHING: Mapping[str, str] = MappingProxyType({})
_MANY = 200
"""Reports from which a second process pays: starting it takes as long as checking some twenty."""

Found = tuple[int, Problem]
"""A finding, and the place of its rule in :data:`REPORT_RULES`."""


def check(
    archive: Archive,
    settings: Settings,
    now: datetime,
    found: Mapping[Path, Sequence[Found]],
    *,
    recorded: Mapping[str, str] = _NOTHING,
) -> Iterator[Problem]:
    """All findings about an archive; ``now`` is the minute to compare dates with.

    ``found``: what :func:`lasting` finds in each report, by its path. ``recorded``: each address
    that the ledger knows, and where it is led to by now.
    """
    yield from site.identity(settings)
    yield from site.logo(settings)
    yield from site.security(settings, now.date())
    for report in archive.reports:
        yield from _of_report(report, settings, now, found[report.path])
    for archive_rule in ARCHIVE_RULES:
        yield from archive_rule(archive, settings, now)
    yield from identity.one_address(archive, settings, recorded)


def check_undated(
    undated: Archive, settings: Settings, now: datetime, found: Mapping[Path, Sequence[Found]]
) -> Iterator[Problem]:
    """All that can be said of reports before their dates are filled in: whoever fills them in
    should not learn only then what else there is to mend."""
    for report in undated.reports:
        yield from _of_report(report, settings, now, found[report.path], is_dated=False)
    yield from contents.contents(undated, settings, now)


def lasting(report: Report, settings: Settings, *, is_dated: bool) -> list[Found]:
    """What the rules find that depend on the report, its address and the settings alone."""
    return [
        (number, problem)
        for number, rule in _LASTING
        if is_dated or rule.__module__ != dates.__name__
        for problem in rule(report, settings, _NO_MOMENT)
    ]


def in_parts(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], *, may_split: bool
) -> list[R]:
    """What ``work`` makes of reports or their files, half of it in a second process where there
    are enough of them."""
    return in_halves(work, items, may_split=may_split and len(items) >= _MANY)


_PASSING = [
    (number, rule)
    for number, rule in enumerate(REPORT_RULES)
    if rule in OF_THE_MOMENT or rule in OF_THE_FOLDER
]
_LASTING = [rule for rule in enumerate(REPORT_RULES) if rule not in _PASSING]
_NO_MOMENT = datetime.max
"""For rules that do not look at it."""


def _of_report(
    report: Report,
    settings: Settings,
    now: datetime,
    kept: Sequence[Found],
    *,
    is_dated: bool = True,
) -> Sequence[Problem]:
    """What is kept of a report and what depends on the moment, in the order of the rules."""
    found = [*kept]
    has_files = attachments.has_any(report)
    for number, rule in _PASSING:
        if is_dated if rule in OF_THE_MOMENT else has_files:
            found += [(number, problem) for problem in rule(report, settings, now)]
    return [problem for _, problem in sorted(found, key=itemgetter(0))] if found else ()
