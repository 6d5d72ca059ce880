"""What changed of a published report though nothing tells its readers: one rule a function.

A correction (更正记录) announces any change; 有效性 announces itself when the report ceases to be
in force, and what was left open there may be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gongkai import paths
from gongkai.archive import Archive
from gongkai.permanence import rules
from gongkai.permanence.ledger import Entry, published_address
from gongkai.permanence.prints import parts_prints, revisions_print
from gongkai.problems import Problem, shown_path
from gongkai.report import Report, Revision, Status

_PARTS = {"text": "正文", "data": "信息", "files": "附件或图片"}


def silent_changes(
    report: Report, now: Entry, before: Entry, archive: Archive
) -> Iterator[Problem]:
    """``now``: as the report would be recorded, its print taken as that of ``before`` was."""
    known = _counted(report, before)[: before.revisions]
    is_going = report.is_withdrawn and not before.is_withdrawn
    if not is_going and revisions_print(known) != before.revisions_sha256:
        message = f"公开过的 {before.revisions} 条更正记录少了或改了"
        hint = "恢复原来的更正记录，新的加在后面"
        yield rules.REVISION_LOST.problem(report.path, report.place("revisions"), message, hint)
        return
    if new := new_revisions(report, before):
        yield from _early(report, max(revision.date for revision in new), before)
    elif found := _unannounced(report, now, before, archive):
        yield found


def new_revisions(report: Report, before: Entry) -> tuple[Revision, ...]:
    """Corrections that the ledger does not know yet.

    As a report is withdrawn its earlier ones may go: those from that day on are new.
    """
    if report.is_withdrawn and not before.is_withdrawn:
        known = before.revisions if len(report.revisions) > before.revisions else 0
        return tuple(r for r in report.revisions[known:] if str(r.date) >= before.date)
    return _counted(report, before)[before.revisions :]


def _counted(report: Report, before: Entry) -> tuple[Revision, ...]:
    """:attr:`Report.announced`, as it was when the entry was made."""
    since = before.status_date if before.is_withdrawn else ""
    return tuple(revision for revision in report.revisions if str(revision.date) >= since)


def _early(report: Report, newest: date, before: Entry) -> Iterator[Problem]:
    """A correction that readers, who see the newest change first, would not notice."""
    place = report.place(f"revisions.{len(report.revisions) - 1}")
    known = [str(revision.date) for revision in _counted(report, before)[: before.revisions]]
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
        kept = parts_prints(report, now.unit, before.prints)["kept"]
        if before.kept and kept != before.kept:
            return _changed(report, before, "撤回的报告改了信息", report.path)
    elif before.is_withdrawn:
        return _changed(report, before, "撤回过的报告又公开了", report.path)
    elif now.content != before.content:
        parts = _changed_parts(report, now, before)
        where = report.folder if parts == [_PARTS["files"]] else report.path
        what = f"公开过的报告改了{'、'.join(parts) or '内容'}"
        return _changed(report, before, what, where)
    if field := _standing_changed(report, now, before, archive):
        return _changed(report, before, f"公开过的“{field}”改了", report.path)
    return None


def _changed_parts(report: Report, now: Entry, before: Entry) -> list[str]:
    parts = parts_prints(report, now.unit, before.prints)
    return [
        called
        for part, called in _PARTS.items()
        if getattr(before, part) and getattr(before, part) != parts[part]
    ]


def _standing_changed(report: Report, now: Entry, before: Entry, archive: Archive) -> str:
    """The field of 有效性 whose change readers would not notice."""
    if before.status == Status.IN_FORCE:
        return ""
    if now.status == Status.IN_FORCE:
        return "有效性"
    if now.status != before.status and now.status_date > before.status_date:
        return ""  # what happened to it since, with a day of its own
    other = archive.by_id.get(report.replaced_by)
    others = (paths.address_of(other), *map(published_address, other.aliases)) if other else ()
    if before.status_date not in ("", now.status_date):
        return "状态日期"
    if before.status_reason not in ("", now.status_reason):
        return "状态说明"
    return "" if before.replaced_by in ("", *others) else "替代文件"


def _changed(report: Report, before: Entry, what: str, where: Path) -> Problem:
    place = shown_path(where, Path.cwd())
    hint = f"改了什么，看 git diff -- {place}（提交过的用 git log -p）；"
    hint += "改错了的，改回来；该改的，“更正记录”加一条：日期和改了什么"
    hint += f"（上次记入台账是 {before.date}）"
    message = f"{what}，“更正记录”里没有新的一条"
    return rules.CHANGED.problem(report.path, (1, 1), message, hint)
