"""Published addresses that open nothing any more, or another report than the one published there.

An old address that stands in a report with an address of its own does not save the report that was
there: two would have become one, and the text of the other would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from gongkai import paths
from gongkai.archive import Archive
from gongkai.permanence import rules
from gongkai.permanence.ledger import Entry, Ledger, published_address
from gongkai.problems import Problem, shown_path
from gongkai.report import Report


def last_entry(report: Report, ledger: Ledger) -> tuple[Entry | None, str]:
    """What was recorded of a report last, and the address that it has left since."""
    there = paths.address_of(report)
    origin = "" if there in ledger.current else _moved_from(report, ledger)
    _, entry = ledger.current.get(origin or there, (0, None))
    return entry, origin


def _moved_from(report: Report, ledger: Ledger) -> str:
    """The published address that a report with a new one bears on; empty where it is new."""
    return next((a for a in map(published_address, report.aliases) if a in ledger.current), "")


def lost(archive: Archive, ledger: Ledger, is_page: Callable[[str], bool]) -> Iterator[Problem]:
    """Each once. ``is_page``: whether the site itself has a page at a path."""
    own = {paths.address_of(report): report for report in archive.reports}
    heirs = dict(own)
    leading = {published_address(a): report for report in archive.reports for a in report.aliases}
    for there, report in own.items():
        if there not in ledger.current and (origin := _moved_from(report, ledger)):
            heirs.setdefault(origin, report)
    folded = {there.casefold(): report for there, report in own.items()}
    for last, names in ledger.names.items():
        heir = heirs.get(last) or _returned(names, own, ledger) or folded.get(last.casefold())
        for name, number in names.items():
            is_open = heir and (name == paths.address_of(heir) or leading.get(name) is heir)
            if not is_open:
                yield _lost(name, number, heir, leading.get(name) or own.get(name), ledger)
        for name, number in ledger.old_names.get(last, {}).items() if heir else ():
            # It was never a report's own: it may lead to another that fits better.
            if name not in leading and name not in own and not is_page(unquote(name)[1:]):
                yield _old_lost(name, number, heir, ledger)


def _returned(names: Mapping[str, int], own: Mapping[str, Report], ledger: Ledger) -> Report | None:
    """A report that is back at an address that it had left, and does not name the one since."""
    return next((own[n] for n in names if n in own and n not in ledger.current), None)


def _old_lost(name: str, number: int, heir: Report | None, ledger: Ledger) -> Problem:
    message = f"公开过的旧网址 {name}（{ledger.entries[number - 1].title}）不见了"
    place = f"{_file(heir)} 的" if heir else ""
    hint = f"写回{place}“旧网址”里；以前的链接和收藏还会打开它"
    return rules.GONE.problem(ledger.path, (number, 1), message, hint)


def _lost(
    name: str, number: int, heir: Report | None, other: Report | None, ledger: Ledger
) -> Problem:
    message = f"公开过的 {name}（{ledger.entries[number - 1].title}）不见了"
    hint = (
        f"把文件放回原处；改了名的，在新文件写上“旧网址: [{name}]”；"
        "不该再公开的，文件留着，用 gongkai withdraw 撤回"
    )
    if other and other is not heir:
        message += f"，“旧网址”写在了另一份报告 {other.id} 里"
        hint = "一份不能并进另一份：把文件放回原处，用 gongkai withdraw --replaced-by 撤回"
        if heir:
            hint = f"它属于 {_file(heir)}：写进那里的“旧网址”；{_file(other)} 换一个网址"
    elif heir and paths.address_of(heir).casefold() == name.casefold():
        hint = "网址只差大小写，有的电脑上是同一个文件：文件名改回原来的，或者换一个不同的名字"
    elif heir:
        hint = f"在 {_file(heir)} 的“旧网址”里写上 {name}"
    return rules.GONE.problem(ledger.path, (number, 1), message, hint)


def _file(report: Report) -> str:
    return shown_path(report.path, report.path.parent.parent)
