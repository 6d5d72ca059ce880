"""The archive as it is against the ledger: what is wrong, and what is to be recorded.

``changing`` knows what of one report must not change silently, ``losing`` which addresses must go
on answering, ``naming`` what becomes of units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from gongkai import paths
from gongkai.archive import Archive
from gongkai.checks.attachments import public_files
from gongkai.permanence import rules
from gongkai.permanence.changing import new_revisions, silent_changes
from gongkai.permanence.ledger import Entry, Event, Ledger, published_address
from gongkai.permanence.losing import last_entry, lost
from gongkai.permanence.naming import renumbered, told_renamed, told_renumbered
from gongkai.permanence.prints import VERSION, content_print, parts_prints, revisions_print
from gongkai.problems import Problem
from gongkai.report import Report

_NONE: Mapping[Path, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out of it."""

    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]
    """What ``gongkai publish`` would record, oldest publication first."""


def compare(
    archive: Archive,
    ledger: Ledger,
    today: date,
    contents: Mapping[Path, str] = _NONE,
    is_page: Callable[[str], bool] = lambda _: False,
) -> Comparison:
    """Every report against its last line, and every line against the reports.

    ``contents``: :func:`content_print` of reports, by their paths, as far as it is known already;
    ``is_page``: whether the site has a page of its own at a path.
    """
    units = renumbered(archive, ledger)
    problems = list(told_renumbered(units, archive, ledger))
    entries: list[Entry] = []
    renamed: list[tuple[Report, Entry]] = []
    for report in archive.oldest_first:
        unit = units.get(report.unit.id, report.unit.id)
        known = contents.get(report.path, "") if unit == report.unit.id else ""
        now = _entry(report, today, unit, known or content_print(report, unit), archive)
        before, origin = last_entry(report, ledger)
        if before is None:
            entries.append(now)
            continue
        entry, found = _compared(report, now, before, origin, archive)
        problems += found
        if entry:
            entries.append(entry)
        is_renamed = now.unit == before.unit and before.unit_name not in ("", now.unit_name)
        if is_renamed and not new_revisions(report, before):
            renamed.append((report, before))
    problems += told_renamed(renamed, archive)
    gone = list(lost(archive, ledger, is_page))
    problems += gone
    # Where something is gone, what looks new may be the same under another name.
    if entries and ledger.entries and not gone:
        problems.append(_behind(entries, ledger))
    return Comparison(tuple(problems), tuple(entries))


def _compared(
    report: Report, now: Entry, before: Entry, origin: str, archive: Archive
) -> tuple[Entry | None, list[Problem]]:
    """What is to be recorded of a published report, and what is wrong with it."""
    then = now
    if before.prints != VERSION:
        content = content_print(report, now.unit, before.prints)
        then = replace(now, content=content, prints=before.prints)
    found = list(silent_changes(report, then, before, archive))
    if any(problem.is_error for problem in found):
        return None, found
    note = _note(report, before)
    if origin:
        return replace(now, event=Event.MOVED, moved_from=origin, note=note), found
    is_same = (then.sha256, then.content) == (before.sha256, before.content)
    if is_same and before.unit_name:  # the first ledgers told less
        return None, found
    return replace(now, event=_event(report, then, before), note=note), found


def _entry(report: Report, today: date, unit_id: str, content: str, archive: Archive) -> Entry:
    other = archive.by_id.get(report.replaced_by) if report.replaced_by else None
    revisions = report.announced
    return Entry(
        date=str(today),
        event=Event.WITHDRAWN if report.is_withdrawn else Event.PUBLISHED,
        path=paths.address_of(report),
        title=report.title,
        sha256=report.sha256,
        content=content,
        status=report.status.value,
        revisions=len(revisions),
        revisions_sha256=revisions_print(revisions),
        note=report.status_reason if report.is_withdrawn else "",
        unit=unit_id,
        unit_name=report.unit_name,
        publish_date=str(report.publish_date),
        status_date=str(report.status_date or ""),
        status_reason=report.status_reason,
        replaced_by=paths.address_of(other) if other else "",
        aliases=tuple(sorted(map(published_address, report.aliases))),
        prints=VERSION,
    )


def completed(entries: Iterable[Entry], archive: Archive) -> list[Entry]:
    """Entries as they are recorded, with the prints of their reports' parts and the names of their
    files: of ten thousand reports that costs a second, and only what is recorded needs it."""
    reports = {paths.address_of(report): report for report in archive.reports}
    return [_completed(entry, reports[entry.path]) for entry in entries]


def _completed(entry: Entry, report: Report) -> Entry:
    parts = parts_prints(report, entry.unit)
    inside = [] if report.is_withdrawn else public_files(report)
    names = tuple(path.relative_to(report.folder).as_posix() for path in inside)
    return replace(
        entry,
        text=parts["text"],
        data=parts["data"],
        files=parts["files"],
        kept=parts["kept"],
        attached=names,
    )


def _event(report: Report, now: Entry, before: Entry) -> Event:
    if now.is_withdrawn and not before.is_withdrawn:
        return Event.WITHDRAWN
    if new_revisions(report, before) or (now.content != before.content and not now.is_withdrawn):
        return Event.CHANGED
    return Event.STATUS if now.status != before.status else Event.NOTED


def _note(report: Report, before: Entry) -> str:
    if report.status.value != before.status and report.status_reason:
        return report.status_reason
    return "；".join(revision.note for revision in new_revisions(report, before))


def _behind(entries: list[Entry], ledger: Ledger) -> Problem:
    message = f"有 {len(entries)} 项公开还没有记入台账，如 {entries[0].path}"
    hint = "定稿要公开的，先运行 gongkai publish，再构建、上传；台账和报告一起提交"
    return rules.BEHIND.problem(ledger.path, (len(ledger.entries), 1), message, hint)
