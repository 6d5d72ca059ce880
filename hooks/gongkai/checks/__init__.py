"""Rules over the data: what a report, the archive and the site's settings must satisfy.

One module per family: its table ``RULES``, which says what is found and why, and one function per
rule, which finds it. A function takes what it needs and yields findings; it reads no file that
reading has read already, and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType

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


def check(
    archive: Archive,
    settings: Settings,
    now: datetime,
    *,
    recorded: Mapping[str, str] = _NOTHING,
    may_split: bool = False,
) -> Iterator[Problem]:
    """All findings about an archive; ``now`` is the minute to compare dates with.

    ``recorded``: each address that the ledger knows, and where it is led to by now.

    ``may_split``: whether this process has no threads, so that a second one may take half.
    """
    yield from site.identity(settings)
    yield from site.logo(settings)
    yield from site.security(settings, now.date())
    work = partial(_of_reports, settings=settings, now=now)
    may_split = may_split and len(archive.reports) >= _MANY
    yield from in_halves(work, archive.reports, may_split=may_split)
    for archive_rule in ARCHIVE_RULES:
        yield from archive_rule(archive, settings, now)
    yield from identity.one_address(archive, settings, recorded)


def check_undated(undated: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """All that can be said of reports before their dates are filled in: whoever fills them in
    should not learn only then what else there is to mend."""
    for report in undated.reports:
        for rule in REPORT_RULES:
            if rule.__module__ != dates.__name__:
                yield from rule(report, settings, now)
    yield from contents.contents(undated, settings, now)


def _of_reports(reports: Sequence[Report], settings: Settings, now: datetime) -> list[Problem]:
    return [
        problem
        for report in reports
        for rule in REPORT_RULES
        for problem in rule(report, settings, now)
    ]
