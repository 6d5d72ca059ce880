"""Rules over 有效性: whoever marks a report as no longer in force says since when and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from gongkai.archive import Archive
from gongkai.fields import nearest
from gongkai.problems import Problem, Severity
from gongkai.report import Report, Status
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

INCOMPLETE = Rule(
    "status-incomplete",
    Severity.ERROR,
    finds="不再有效却没写日期和原因",
    reason="读者要知道报告从哪天起不再有效、为什么，而不是只看到它失效了。",
    source="国办发〔2017〕47号：修改、废止、失效的文件要注明",
    wrong="有效性: 废止",
    right="有效性: 废止\n状态日期: 2024-06-01\n状态说明: 件数有误，已由新的报告代替",
    example=Example.FRONT_MATTER,
)
REPLACEMENT = Rule(
    "replacement-missing",
    Severity.ERROR,
    finds="替代文件不是本站的报告",
    reason="读者照着它找不到新的报告，就会继续用旧的。",
    source="常识：指给读者的地方要到得了",
    wrong="“替代文件”写 2023/yundu-sifajv，本站没有这份报告",
    right="“替代文件”写 2023/yundu-sifaju，本站有这份报告",
    example=Example.FILES,
)
CIRCLE = Rule(
    "replacement-circle",
    Severity.ERROR,
    finds="替代文件绕成了一圈",
    reason="读者照着一份找下一份，又回到开头，不知道哪一份有效。",
    source="常识：最后总有一份没有被替代",
    wrong="2022 年度的“替代文件”写 2023/yundu-sifaju，2023 年度的又写 2022/yundu-sifaju",
    right="只有 2022 年度的写 2023/yundu-sifaju",
    example=Example.FILES,
)
RULES = (INCOMPLETE, REPLACEMENT, CIRCLE)

_NEED_REASON = (Status.EXPIRED, Status.REPEALED, Status.WITHDRAWN)


def has_date_and_reason(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``status-incomplete``: 失效, 废止 and 已撤回 carry date and reason (E)."""
    if report.status not in _NEED_REASON:
        return
    missing = [
        label
        for label, value in (("状态日期", report.status_date), ("状态说明", report.status_reason))
        if not value
    ]
    if missing:
        yield INCOMPLETE.problem(
            report.path,
            report.place("status"),
            f"有效性是“{report.status}”，缺少{'和'.join(f'“{m}”' for m in missing)}",
            f"加上{'、'.join(f'“{m}: …”' for m in missing)}，写明从哪天起、为什么",
        )


def replacement_exists(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``replacement-missing``: 替代文件 names another report of the site (E)."""
    for report in archive.reports:
        name = report.replaced_by
        if name and (name == report.id or not _exists(name, archive, settings)):
            near = nearest(name, (i for i in archive.by_id if i != report.id))
            yield REPLACEMENT.problem(
                report.path,
                report.place("replaced_by"),
                f"替代文件“{name}”不是本站的另一份报告",
                f"是不是“{near}”？" if near else "写作 年度/文件名，如 2024/luzhou",
            )


def replacement_ends(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``replacement-circle``: whoever follows 替代文件 comes to an end (E).

    Said once a circle, at the newest of its reports: what replaces the others is seldom replaced.
    """
    told: set[str] = set()
    for report in archive.reports:
        circle = _circle(report, archive)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield CIRCLE.problem(
                report.path,
                report.place("replaced_by"),
                f"替代文件绕成了一圈：{' → '.join(circle)}",
                "其中一份没有被替代，多半是最新的：从那一份里删去“替代文件”",
            )


def _circle(report: Report, archive: Archive) -> tuple[str, ...]:
    """The way along 替代文件 from a report back to it; none where it ends elsewhere."""
    way = [report.id]
    while after := archive.by_id.get(archive.by_id[way[-1]].replaced_by):
        if after.id in way:
            return (*way, report.id) if after is report and len(way) > 1 else ()
        way.append(after.id)
    return ()


def _exists(name: str, archive: Archive, settings: Settings) -> bool:
    """Whether a report file of that name is there, if only to be mended."""
    if name in archive.by_id:
        return True
    is_name = re.fullmatch(r"[0-9]{4}/[^/\\]{1,80}", name)
    return bool(is_name) and (settings.reports_dir / f"{name}.md").is_file()
