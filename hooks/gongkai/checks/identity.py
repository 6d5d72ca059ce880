"""Rules over what identifies a report: its folder, category, numbers and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote

from gongkai import paths
from gongkai.addresses import unquoted
from gongkai.archive import Archive
from gongkai.checks.targets import Addresses
from gongkai.fields import nearest
from gongkai.problems import Problem, Severity, shown_path
from gongkai.report import Report, Status
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

YEAR_FOLDER = Rule(
    "year-folder",
    Severity.ERROR,
    finds="报告不在本年度的文件夹里",
    reason="文件夹的年度就是网址里的年度。放错了，网址和报告对不上，公开以后又不能再改。",
    source="约定：报告放在 reports/年度/文件名.md，见手册第二节",
    wrong="年度: 2022\n发布日期: 2023-03-05",
    right="年度: 2023\n发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
CATEGORY_UNKNOWN = Rule(
    "category-unknown",
    Severity.ERROR,
    finds="不认识的类别",
    reason="期限按类别算，读者也按类别找。同一类写成两个名称，就有报告找不到。",
    source="约定：类别写在 mkdocs.yml 里，见手册第四节",
    wrong="类别: 法治政府建设报告",
    right="类别: 法治政府建设年度报告",
    example=Example.FRONT_MATTER,
)
INDEX_NUMBER_MISSING = Rule(
    "index-number-missing",
    Severity.ERROR,
    finds="缺少索引号",
    reason="公开目录要有每份信息的索引，读者和上级网站靠索引号找到这份报告。",
    source="政府信息公开条例第十二条：公开目录包括索引、名称、内容概述、生成日期",
    wrong="mkdocs.yml 要求每份报告有索引号，报告里没有“索引号”",
    right="报告里加一行 索引号: 11999921MB0K24713D/2024-00021",
    example=Example.FILES,
)
INDEX_NUMBER_PATTERN = Rule(
    "index-number-pattern",
    Severity.ERROR,
    finds="索引号不合格式",
    reason="索引号按本地的规则编。编错了，在上级网站的目录里就查不到。",
    source="约定：本地的格式写在 mkdocs.yml 的 index_number 里，见手册第四节",
    wrong="mkdocs.yml 规定 YD 加三位数字，报告里写 索引号: YD-21",
    right="报告里写 索引号: YD021",
    example=Example.FILES,
)
INDEX_NUMBER_DUPLICATE = Rule(
    "index-number-duplicate",
    Severity.ERROR,
    finds="索引号用了两次",
    reason="一个索引号找出两份报告，读者不知道要的是哪一份。",
    source="宁波的索引号规则：每条信息的索引号是唯一的",
    wrong="2022 年度和 2023 年度的报告都写 索引号: YD-001",
    right="2022 年度的写 YD-001，2023 年度的写 YD-002",
    example=Example.FILES,
)
REPORT_DUPLICATE = Rule(
    "report-duplicate",
    Severity.ERROR,
    finds="同一年度有两份有效的报告",
    reason="两份都说有效，读者不知道该信哪一份。",
    source="经验：同一份文件，一个网站标失效，另一个网站标有效（2021 年的记述）",
    wrong="云渡县司法局 2023 年度的报告有两份，都是有效的",
    right="旧的一份写明 有效性: 废止，并写状态日期和状态说明",
    example=Example.FILES,
)
ADDRESS_SHARED = Rule(
    "address-shared",
    Severity.ERROR,
    finds="一个网址对着两个页面",
    reason="一个网址只能打开一个页面，另一个从此打不开。",
    source="约定：公开过的网址一直能打开",
    wrong="两份报告的“旧网址”都写 /old/1.html",
    right="/old/1.html 只写在原来放在那里的一份报告里",
    example=Example.FILES,
)
RULES = (
    YEAR_FOLDER,
    CATEGORY_UNKNOWN,
    INDEX_NUMBER_MISSING,
    INDEX_NUMBER_PATTERN,
    INDEX_NUMBER_DUPLICATE,
    REPORT_DUPLICATE,
    ADDRESS_SHARED,
)


def folder_is_the_year(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-folder``: a report lies in the folder of its year (E)."""
    if report.folder_year != report.year:
        yield YEAR_FOLDER.problem(
            report.path,
            report.place("year"),
            f"年度 {report.year} 的报告放在了 {report.folder_year} 文件夹里",
            f"移到 reports/{report.year}/，或改正年度",
        )


def known_category(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``category-unknown``: the category is one of the site's (E)."""
    if settings.category(report.category) is None and "categories" not in settings.unread:
        names = [c.name for c in settings.categories]
        near = nearest(report.category, names)
        yield CATEGORY_UNKNOWN.problem(
            report.path,
            report.place("category"),
            f"没有“{report.category}”这个类别",
            f"是不是“{near}”？" if near else f"可用的类别：{'、'.join(names)}",
        )


def index_number(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``index-number-missing``, ``index-number-pattern``: as the site requires (E)."""
    if not report.index_number:
        if settings.index_number_required:
            yield INDEX_NUMBER_MISSING.problem(
                report.path,
                report.place("index_number"),
                "缺少“索引号”",
                "加一行 索引号: …（mkdocs.yml 要求每份报告都有）",
            )
    elif settings.index_number_pattern and not re.fullmatch(
        settings.index_number_pattern, report.index_number
    ):
        yield INDEX_NUMBER_PATTERN.problem(
            report.path,
            report.place("index_number"),
            f"索引号“{report.index_number}”不合格式",
            f"应符合 {settings.index_number_pattern}",
        )


def index_number_once(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``index-number-duplicate``: an 索引号 names one report (E)."""
    first: dict[str, Report] = {}
    for report in archive.oldest_first:
        if not report.index_number:
            continue
        other = first.setdefault(report.index_number, report)
        if other is not report:
            yield INDEX_NUMBER_DUPLICATE.problem(
                report.path,
                report.place("index_number"),
                f"索引号“{report.index_number}”已用于 {_file(other)}",
                "每份报告的索引号不同",
            )


def one_in_force(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``report-duplicate``: one report in force per unit, year and category (E)."""
    first: dict[tuple[str, int, str], Report] = {}
    for report in archive.oldest_first:
        if report.status is not Status.IN_FORCE:
            continue
        other = first.setdefault((report.unit.id, report.year, report.category), report)
        if other is not report:
            yield REPORT_DUPLICATE.problem(
                report.path,
                report.place("unit"),
                f"{report.unit.name} {report.year} 年度的{report.category}已有一份：{_file(other)}",
                "删去多余的一份，或把旧的一份改为 失效、废止 或 已撤回",
            )


def one_address(
    archive: Archive, settings: Settings, recorded: Mapping[str, str]
) -> Iterator[Problem]:
    """``address-shared``: no old address leads to two reports, in a circle or over a page (E).

    ``recorded``: each address that the ledger knows, and where it is led to by now. It decides
    whose an address is; where it says nothing, the report published earlier has it.
    """
    addresses = Addresses(archive, settings)
    known_first = sorted(archive.oldest_first, key=lambda r: paths.address_of(r) not in recorded)
    taken = {_own(report): report for report in archive.reports}
    for report in known_first:
        for alias in report.aliases:
            if recorded.get(alias) == paths.address_of(report):
                taken.setdefault(_name(alias), report)
    files: dict[str, Report] = {}
    for report in known_first:
        twin = files.setdefault(report.id.casefold(), report)
        if twin is not report:
            yield ADDRESS_SHARED.problem(
                report.path,
                (1, 1),
                f"文件名与 {_file(twin)} 只有大小写不同，在有的电脑上是同一个文件",
                f"这份改用别的文件名，附件的文件夹跟着改；{_file(twin)} 不动",
            )
        for number, alias in enumerate(report.aliases):
            other = taken.setdefault(_name(alias), report)
            is_recorded = recorded.get(alias) == paths.address_of(report)
            if said := _claimed(alias, report, other, addresses, is_recorded=is_recorded):
                place = report.place(f"aliases.{number}")
                yield ADDRESS_SHARED.problem(report.path, place, *said)
    yield from _below_another(archive)


def _below_another(archive: Archive) -> Iterator[Problem]:
    """No disk has a file and a folder of one name: ``/a.html`` and ``/a.html/b.html``."""
    old = {
        file.casefold(): alias
        for report in archive.reports
        for alias in report.aliases
        if (file := paths.of_old(alias))
    }
    for report in archive.reports:
        for number, alias in enumerate(report.aliases):
            parts = paths.of_old(alias).casefold().split("/")
            folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
            if above := next((folder for folder in folders if folder in old), ""):
                message = f"旧网址 {alias} 在另一个旧网址 {old[above]} 下面，不能都是网页"
                place = report.place(f"aliases.{number}")
                yield ADDRESS_SHARED.problem(report.path, place, message, "留下一个")


def _claimed(
    alias: str, report: Report, other: Report, addresses: Addresses, *, is_recorded: bool
) -> tuple[str, str] | None:
    """What is wrong with an old address that ``other`` has, and how to mend it."""
    leave = f"从“旧网址”里删去 {alias}"
    if _name(alias) == _own(report):
        return f"旧网址 {alias} 就是这份报告现在的网址", leave
    if _name(alias) == _own(other) and is_recorded:
        message = f"旧网址 {alias} 公开过，现在是 {_file(other)} 的网址"
        return message, f"{_file(other)} 换一个文件名，把网址让给这份报告"
    if _name(alias) == _own(other):
        return f"旧网址 {alias} 是 {_file(other)} 现在的网址", f"{leave}；打开的就是那份报告"
    if other is not report:
        hint = f"{leave}；原来在那里的是这份报告的，改从 {_file(other)} 里删去"
        return f"旧网址 {alias} 已属于 {_file(other)}", hint
    if page := addresses.in_the_way_of(alias):
        return f"旧网址 {alias} 是本站现在的页面 /{page}", f"{leave}；本站的页面不能让给旧网址"
    return None


def _name(alias: str) -> str:
    """What old addresses that are one have in common: neither nginx's map nor the file systems of
    Windows and macOS mind capitals."""
    return (paths.of_old(alias) or unquoted(alias)).casefold()


def _own(report: Report) -> str:
    """The same of the address that a report has now."""
    return unquote(paths.of_report(report)).casefold()


def _file(report: Report) -> str:
    return shown_path(report.path, report.path.parent.parent)
