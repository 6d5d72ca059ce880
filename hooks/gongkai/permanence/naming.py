"""Units whose id, or whose name on published reports, is another than it was.

Told once for each unit, where it stands in the register: its reports themselves are as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gongkai.archive import Archive
from gongkai.permanence import rules
from gongkai.permanence.ledger import Entry, Ledger
from gongkai.permanence.losing import last_entry
from gongkai.problems import Problem
from gongkai.report import Report


def renumbered(archive: Archive, ledger: Ledger) -> dict[str, str]:
    """New id of a unit → the one that its reports were published under and no unit has any more."""
    published = {entry.unit for entry in ledger.entries}
    found: dict[str, str] = {}
    for report in archive.reports:
        last, _ = last_entry(report, ledger)
        old = last.unit if last else ""
        if old and old not in archive.register.by_id and report.unit.id not in published:
            found.setdefault(report.unit.id, old)
    return found


def told_renumbered(
    found: Mapping[str, str], archive: Archive, ledger: Ledger
) -> Iterator[Problem]:
    for new, old in found.items():
        unit = archive.register.by_id[new]
        count = sum(entry.unit == old for _, entry in ledger.current.values())
        message = f"“{unit.name}”的编号是 {new}，公开时是 {old}：有 {count} 份公开过的报告"
        hint = f"编号改回 {old}，它是单位页面的网址；改了名称的，编号不变，原来的名称写进“曾用名”"
        yield rules.RENUMBERED.problem(archive.register.path, (unit.line, 1), message, hint)


def told_renamed(found: Iterable[tuple[Report, Entry]], archive: Archive) -> Iterator[Problem]:
    """``found``: reports whose 发布机构 is another than was recorded last, and what was."""
    groups: dict[tuple[str, str, str], list[Report]] = {}
    for report, before in found:
        names = report.unit.id, before.unit_name, report.unit_name
        groups.setdefault(names, []).append(report)
    for (unit_id, old, new), reports in groups.items():
        unit = archive.register.by_id[unit_id]
        last = max(report.publish_date.day for report in reports)
        message = f"{len(reports)} 份公开过的报告，发布机构原来是“{old}”，现在变成了“{new}”"
        hint = f"改了名称的，“曾用名”写“{old}”，“终止”写 {last} 以后的一天；改错了的，改回来；"
        hint += f"原来就写错了的，这些报告各加一条“更正记录”，如 {reports[0].id}"
        yield rules.RENAMED.problem(archive.register.path, (unit.line, 1), message, hint)
