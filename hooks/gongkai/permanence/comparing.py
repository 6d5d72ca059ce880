"""The archive as it is against the ledger: what changed silently, and what is to be recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote

from gongkai import paths
from gongkai.archive import Archive
from gongkai.permanence import rules
from gongkai.permanence.ledger import Entry, Event, Ledger
from gongkai.permanence.prints import content_print, parts_prints, revisions_print
from gongkai.problems import Problem, shown_path
from gongkai.report import Report

_NONE: Mapping[Path, str] = MappingProxyType({})
_PARTS = {"text": "正文", "data": "信息", "files": "附件或图片"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out of it."""

    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]
    """What ``gongkai publish`` would record, oldest publication first."""


def compare(
    archive: Archive, ledger: Ledger, today: date, contents: Mapping[Path, str] = _NONE
) -> Comparison:
    """Every report against its last line, and every line against the reports.

    ``contents``: :func:`content_print` of reports, by their paths, as far as it is known already.
    """
    renumbered = _renumbered(archive, ledger)
    problems = list(_told(renumbered, archive, ledger))
    entries: list[Entry] = []
    for report in archive.oldest_first:
        unit = renumbered.get(report.unit.id, report.unit.id)
        known = contents.get(report.path, "") if unit == report.unit.id else ""
        now = _entry(report, today, unit, known or content_print(report, unit))
        entry, found = _compared(report, now, ledger)
        problems += found
        if entry:
            entries.append(entry)
    gone = list(_gone(archive, ledger))
    problems += gone
    # Where something is gone, what looks new may be the same under another name.
    if entries and ledger.entries and not gone:
        problems.append(_behind(entries, ledger))
    return Comparison(tuple(problems), tuple(entries))


def _renumbered(archive: Archive, ledger: Ledger) -> dict[str, str]:
    """New id of a unit → the one that its reports were published under and no unit has any more."""
    published = {entry.unit for entry in ledger.entries}
    found: dict[str, str] = {}
    for report in archive.reports:
        address = f"/{paths.of_report(report)}"
        last = ledger.current.get(address) or ledger.current.get(_moved_from(report, ledger))
        old = last[1].unit if last else ""
        if old and old not in archive.register.by_id and report.unit.id not in published:
            found.setdefault(report.unit.id, old)
    return found


def _told(renumbered: Mapping[str, str], archive: Archive, ledger: Ledger) -> Iterator[Problem]:
    """Once for each unit: its reports themselves are as they were."""
    for new, old in renumbered.items():
        unit = archive.register.by_id[new]
        count = sum(entry.unit == old for _, entry in ledger.current.values())
        message = f"“{unit.name}”的编号是 {new}，公开时是 {old}：有 {count} 份公开过的报告"
        hint = f"编号改回 {old}，它是单位页面的网址；改了名称的，编号不变，原来的名称写进“曾用名”"
        yield rules.RENUMBERED.problem(archive.register.path, (unit.line, 1), message, hint)


def _compared(report: Report, now: Entry, ledger: Ledger) -> tuple[Entry | None, list[Problem]]:
    last = ledger.current.get(now.path)
    moved_from = ""
    if last is None:
        moved_from = _moved_from(report, ledger)
        last = ledger.current.get(moved_from)
    if last is None:
        return now, []
    _, before = last
    if found := list(_silent_changes(report, now, before)):
        return None, found
    if moved_from:
        return replace(now, event=Event.MOVED, moved_from=moved_from), []
    if (now.sha256, now.content) == (before.sha256, before.content):
        return None, []
    return replace(now, event=_event(now, before), note=_note(report, before)), []


def _entry(report: Report, today: date, unit_id: str, content: str) -> Entry:
    return Entry(
        date=str(today),
        event=Event.WITHDRAWN if report.is_withdrawn else Event.PUBLISHED,
        path=f"/{paths.of_report(report)}",
        title=report.title,
        sha256=report.sha256,
        content=content,
        status=report.status.value,
        revisions=len(report.revisions),
        revisions_sha256=revisions_print(report.revisions),
        note=report.status_reason if report.is_withdrawn else "",
        unit=unit_id,
    )


def completed(entries: Iterable[Entry], archive: Archive) -> list[Entry]:
    """Entries as they are recorded, with the prints of their reports' parts: to take those of ten
    thousand reports costs a second, and only what is recorded needs them."""
    reports = {f"/{paths.of_report(report)}": report for report in archive.reports}
    parts = [(entry, parts_prints(reports[entry.path], entry.unit)) for entry in entries]
    return [replace(e, text=p["text"], data=p["data"], files=p["files"]) for e, p in parts]


def _silent_changes(report: Report, now: Entry, before: Entry) -> Iterator[Problem]:
    if report.is_withdrawn:
        return  # its date and reason say that it is gone, and its text and corrections do not show
    known = report.revisions[: before.revisions]
    if revisions_print(known) != before.revisions_sha256:
        message = f"公开过的 {before.revisions} 条更正记录少了或改了"
        hint = "恢复原来的更正记录，新的加在后面"
        yield rules.REVISION_LOST.problem(report.path, report.place("revisions"), message, hint)
    elif (before.content != now.content or before.is_withdrawn) and before.revisions == len(
        report.revisions
    ):
        changed = _changed(parts_prints(report, now.unit), before)
        what = f"公开过的报告改了{'、'.join(changed)}"
        if before.is_withdrawn:
            what = "撤回过的报告又公开了"
        message = f"{what}，“更正记录”里没有新的一条"
        where = report.folder if changed == [_PARTS["files"]] else report.path
        place = shown_path(where, Path.cwd())
        hint = f"改了什么，看 git diff -- {place}（提交过的用 git log -p）；"
        hint += "改错了的，改回来；该改的，“更正记录”加一条：日期和改了什么"
        hint += f"（上次记入台账是 {before.date}）"
        yield rules.CHANGED.problem(report.path, (1, 1), message, hint)


def _changed(parts: Mapping[str, str], before: Entry) -> list[str]:
    """Which parts did; none where the ledger cannot tell."""
    return [
        called
        for part, called in _PARTS.items()
        if getattr(before, part) and getattr(before, part) != parts[part]
    ]


def _event(now: Entry, before: Entry) -> Event:
    if now.is_withdrawn:
        return Event.NOTED if before.is_withdrawn else Event.WITHDRAWN
    if now.content != before.content or now.revisions != before.revisions:
        return Event.CHANGED
    return Event.STATUS if now.status != before.status else Event.NOTED


def _note(report: Report, before: Entry) -> str:
    if report.status.value != before.status and report.status_reason:
        return report.status_reason
    return "；".join(revision.note for revision in report.revisions[before.revisions :])


def _moved_from(report: Report, ledger: Ledger) -> str:
    """The published address that a report with a new one bears on; empty where it is new."""
    return next((a for a in map(_as_published, report.aliases) if a in ledger.current), "")


def _as_published(alias: str) -> str:
    """An old address in the ledger's spelling, for a person may write it without percent signs."""
    return quote(unquote(alias))


def _gone(archive: Archive, ledger: Ledger) -> Iterator[Problem]:
    """Addresses that open nothing any more, or another report than the one published there.

    An old address that stands in a report with an address of its own does not save the report that
    was there: two would have become one, and the text of the other would be lost.
    """
    heirs = {f"/{paths.of_report(report)}": report for report in archive.reports}
    leading = {_as_published(a): report for report in archive.reports for a in report.aliases}
    for address, report in list(heirs.items()):
        if address not in ledger.current and (origin := _moved_from(report, ledger)):
            heirs.setdefault(origin, report)
    for last, names in ledger.names.items():
        heir = heirs.get(last)
        for name, number in names.items():
            is_open = heir and (name == f"/{paths.of_report(heir)}" or leading.get(name) is heir)
            if not is_open:
                yield _gone_from(name, number, leading.get(name), ledger)


def _gone_from(name: str, number: int, other: Report | None, ledger: Ledger) -> Problem:
    message = f"公开过的 {name}（{ledger.entries[number - 1].title}）不见了"
    hint = (
        f"把文件放回原处；改了名的，在新文件写上“旧网址: [{name}]”；"
        "不该再公开的，文件留着，用 gongkai withdraw 撤回"
    )
    if other:
        message += f"，“旧网址”写在了另一份报告 {other.id} 里"
        hint = "一份不能并进另一份：把文件放回原处，用 gongkai withdraw --replaced-by 撤回"
    return rules.GONE.problem(ledger.path, (number, 1), message, hint)


def _behind(entries: list[Entry], ledger: Ledger) -> Problem:
    message = f"有 {len(entries)} 项公开还没有记入台账，如 {entries[0].path}"
    hint = "定稿要公开的，先运行 gongkai publish，再构建、上传；台账和报告一起提交"
    return rules.BEHIND.problem(ledger.path, (len(ledger.entries), 1), message, hint)
