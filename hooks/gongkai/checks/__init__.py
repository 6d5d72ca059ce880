"""Rules over the data: what a report, the archive and the site's settings must satisfy.

One module per family, one function per rule. A rule takes what it needs and yields findings; it
reads no file that reading has read already, and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongkai.archive import Archive
from gongkai.checks import active, attachments, contents, dates, identity, privacy, site, status
from gongkai.problems import Problem, Severity
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
    attachments.nothing_left_over,
    active.nothing_active,
    privacy.no_personal_number,
)
"""Rules over one report: (report, settings, now) → findings."""

ARCHIVE_RULES = (
    identity.index_number_once,
    identity.one_in_force,
    identity.one_address,
    status.replacement_exists,
    dates.nothing_missing,
    contents.contents,
)
"""Rules over all reports: (archive, settings, now) → findings."""


def check(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """All findings about an archive; ``now`` is the minute to compare dates with."""
    yield from site.identity(settings)
    yield from site.logo(settings)
    for report in archive.reports:
        for rule in REPORT_RULES:
            yield from _not_accepted(rule(report, settings, now), report)
    by_path = {report.path: report for report in archive.reports}
    for archive_rule in ARCHIVE_RULES:
        for problem in archive_rule(archive, settings, now):
            report_at = by_path.get(problem.path)
            yield from _not_accepted(iter([problem]), report_at)


def _not_accepted(problems: Iterator[Problem], report: Report | None) -> Iterator[Problem]:
    """Warnings that the report's ``allow`` names are left out; an error never is."""
    accepted = {a.code for a in report.allow} if report else set()
    for problem in problems:
        if problem.severity is Severity.ERROR or problem.code not in accepted:
            yield problem
