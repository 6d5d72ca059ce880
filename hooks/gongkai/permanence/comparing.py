"""The archive as it is against the ledger: what changed silently, and what is to be recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from gongkai import paths
from gongkai.archive import Archive
from gongkai.permanence import rules
from gongkai.permanence.ledger import Entry, Event, Ledger, published_address
from gongkai.permanence.prints import VERSION, content_print, parts_prints, revisions_print
from gongkai.problems import Problem, shown_path
from gongkai.report import Report, Status

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
    problems = [*_told(renumbered, archive, ledger), *_renamed(archive, ledger)]
    entries: list[Entry] = []
    for report in archive.oldest_first:
        unit = renumbered.get(report.unit.id, report.unit.id)
        known = contents.get(report.path, "") if unit == report.unit.id else ""
        now = _entry(report, today, unit, known or content_print(report, unit), archive)
        entry, found = _compared(report, now, ledger, archive)
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
        address = _address(report)
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


def _renamed(archive: Archive, ledger: Ledger) -> Iterator[Problem]:
    """Units that are no longer known by a name that their reports were published under."""
    names = {(e.unit, e.unit_name) for _, e in ledger.current.values() if e.unit_name}
    for unit_id, name in sorted(names):
        unit = archive.register.by_id.get(unit_id)
        if unit and name not in unit.names:
            message = f"{unit.id} 的报告公开时，发布机构写的是“{name}”，现在没有这个名称了"
            hint = f"改了名称的，把“{name}”写进“曾用名”，注明到哪天为止；不是的，改回来"
            yield rules.RENAMED.problem(archive.register.path, (unit.line, 1), message, hint)


def _compared(
    report: Report, now: Entry, ledger: Ledger, archive: Archive
) -> tuple[Entry | None, list[Problem]]:
    last = ledger.current.get(now.path)
    moved_from = ""
    if last is None:
        moved_from = _moved_from(report, ledger)
        last = ledger.current.get(moved_from)
    if last is None:
        return now, []
    _, before = last
    if before.prints != VERSION:
        content = content_print(report, now.unit, before.prints)
        then = replace(now, content=content, prints=before.prints)
    else:
        then = now
    found = list(_silent_changes(report, then, before, archive))
    if any(problem.is_error for problem in found):
        return None, found
    if moved_from:
        return replace(now, event=Event.MOVED, moved_from=moved_from), found
    if (then.sha256, then.content) == (before.sha256, before.content):
        return None, found
    return replace(now, event=_event(then, before), note=_note(report, before)), found


def _entry(report: Report, today: date, unit_id: str, content: str, archive: Archive) -> Entry:
    other = archive.by_id.get(report.replaced_by)
    return Entry(
        date=str(today),
        event=Event.WITHDRAWN if report.is_withdrawn else Event.PUBLISHED,
        path=_address(report),
        title=report.title,
        sha256=report.sha256,
        content=content,
        status=report.status.value,
        revisions=len(report.revisions),
        revisions_sha256=revisions_print(report.revisions),
        note=report.status_reason if report.is_withdrawn else "",
        unit=unit_id,
        unit_name=report.unit_name,
        publish_date=str(report.publish_date),
        status_date=str(report.status_date or ""),
        status_reason=report.status_reason,
        replaced_by=_address(other) if other else "",
        aliases=tuple(sorted(map(published_address, report.aliases))),
        prints=VERSION,
    )


def _address(report: Report) -> str:
    return f"/{paths.of_report(report)}"


def completed(entries: Iterable[Entry], archive: Archive) -> list[Entry]:
    """Entries as they are recorded, with the prints of their reports' parts: to take those of ten
    thousand reports costs a second, and only what is recorded needs them."""
    reports = {_address(report): report for report in archive.reports}
    parts = [(entry, parts_prints(reports[entry.path], entry.unit)) for entry in entries]
    return [
        replace(e, text=p["text"], data=p["data"], files=p["files"], kept=p["kept"])
        for e, p in parts
    ]


def _silent_changes(
    report: Report, now: Entry, before: Entry, archive: Archive
) -> Iterator[Problem]:
    known = report.revisions[: before.revisions]
    # Of a withdrawn report text and corrections do not show, and may name whom they must not.
    is_kept = report.is_withdrawn or revisions_print(known) == before.revisions_sha256
    if not is_kept:
        message = f"公开过的 {before.revisions} 条更正记录少了或改了"
        hint = "恢复原来的更正记录，新的加在后面"
        yield rules.REVISION_LOST.problem(report.path, report.place("revisions"), message, hint)
        return
    new = report.revisions[before.revisions :]
    if new:
        yield from _early(report, max(revision.date for revision in new), before)
    elif found := _unannounced(report, now, before, archive):
        yield found


def _early(report: Report, newest: date, before: Entry) -> Iterator[Problem]:
    """A correction that readers, who see the newest change first, would not notice."""
    place = report.place(f"revisions.{before.revisions}")
    known = [str(revision.date) for revision in report.revisions[: before.revisions]]
    last = max(before.publish_date[:10], before.status_date, str(report.added or ""), *known)
    hint = "写更正公开的那一天；补记从前的更正，也要有一条写明哪天补的"
    if str(newest) < last:
        message = f"新的更正记录日期是 {newest}，早于已经公开过的 {last}"
        yield rules.OUT_OF_ORDER.problem(report.path, place, message, hint)
    elif str(newest) < before.date:
        message = f"新的更正记录日期是 {newest}，早于上次记入台账的 {before.date}"
        yield rules.BACKDATED.problem(report.path, place, message, hint)


def _unannounced(report: Report, now: Entry, before: Entry, archive: Archive) -> Problem | None:
    """What changed though no correction says so."""
    if now.is_withdrawn:
        kept = parts_prints(report, now.unit)["kept"]
        may_tell = before.prints == VERSION and before.kept
        if may_tell and kept != before.kept:
            return _changed_problem(report, before, "撤回的报告改了信息", report.path)
    elif before.is_withdrawn:
        return _changed_problem(report, before, "撤回过的报告又公开了", report.path)
    elif now.content != before.content:
        parts = _changed(parts_prints(report, now.unit), before)
        where = report.folder if parts == [_PARTS["files"]] else report.path
        what = f"公开过的报告改了{'、'.join(parts) or '内容'}"
        return _changed_problem(report, before, what, where)
    if field := _standing_changed(report, now, before, archive):
        return _changed_problem(report, before, f"公开过的“{field}”改了", report.path)
    return None


def _standing_changed(report: Report, now: Entry, before: Entry, archive: Archive) -> str:
    """The field of 有效性 whose change readers would not notice; another status says so itself."""
    if now.status != before.status:
        return "有效性" if now.status == Status.IN_FORCE else ""
    other = archive.by_id.get(report.replaced_by)
    others = (_address(other), *map(published_address, other.aliases)) if other else ()
    if before.status_date not in ("", now.status_date):
        return "状态日期"
    if before.status_reason not in ("", now.status_reason):
        return "状态说明"
    return "" if before.replaced_by in ("", *others) else "替代文件"


def _changed_problem(report: Report, before: Entry, what: str, where: Path) -> Problem:
    place = shown_path(where, Path.cwd())
    hint = f"改了什么，看 git diff -- {place}（提交过的用 git log -p）；"
    hint += "改错了的，改回来；该改的，“更正记录”加一条：日期和改了什么"
    hint += f"（上次记入台账是 {before.date}）"
    message = f"{what}，“更正记录”里没有新的一条"
    return rules.CHANGED.problem(report.path, (1, 1), message, hint)


def _changed(parts: Mapping[str, str], before: Entry) -> list[str]:
    """Which parts did; none where the ledger cannot tell."""
    if before.prints != VERSION:
        return []
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
    return next((a for a in map(published_address, report.aliases) if a in ledger.current), "")


def _gone(archive: Archive, ledger: Ledger) -> Iterator[Problem]:
    """Addresses that open nothing any more, or another report than the one published there.

    An old address that stands in a report with an address of its own does not save the report that
    was there: two would have become one, and the text of the other would be lost.
    """
    heirs = {_address(report): report for report in archive.reports}
    leading = {published_address(a): report for report in archive.reports for a in report.aliases}
    for address, report in list(heirs.items()):
        if address not in ledger.current and (origin := _moved_from(report, ledger)):
            heirs.setdefault(origin, report)
    for last, names in ledger.names.items():
        heir = heirs.get(last)
        for name, number in names.items():
            is_open = heir and (name == f"/{paths.of_report(heir)}" or leading.get(name) is heir)
            if not is_open:
                yield _gone_from(name, number, leading.get(name), ledger)
        for name, number in ledger.old_names.get(last, {}).items() if heir else ():
            # Such an address was never a report's own: it may lead to another that fits better.
            if name not in leading and name not in heirs:
                yield _alias_gone(name, number, ledger)


def _alias_gone(name: str, number: int, ledger: Ledger) -> Problem:
    message = f"公开过的旧网址 {name}（{ledger.entries[number - 1].title}）不见了"
    hint = "写回“旧网址”里；以前的链接和收藏还会打开它"
    return rules.GONE.problem(ledger.path, (number, 1), message, hint)


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
