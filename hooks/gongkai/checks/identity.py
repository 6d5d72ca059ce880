"""Rules over what identifies a report: its folder, category, numbers and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from gongkai.archive import Archive
from gongkai.fields import nearest
from gongkai.problems import Problem, error, shown_path
from gongkai.report import Report, Status
from gongkai.settings import Settings


def folder_is_the_year(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-folder``: a report lies in the folder of its year (E)."""
    if report.folder_year != report.year:
        yield error(
            report.path,
            report.place("year"),
            "year-folder",
            f"年度 {report.year} 的报告放在了 {report.folder_year} 文件夹里",
            f"移到 reports/{report.year}/，或改正年度",
        )


def known_category(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``category-unknown``: the category is one of the site's (E)."""
    if settings.category(report.category) is None and "categories" not in settings.unread:
        names = [c.name for c in settings.categories]
        near = nearest(report.category, names)
        yield error(
            report.path,
            report.place("category"),
            "category-unknown",
            f"没有“{report.category}”这个类别",
            f"是不是“{near}”？" if near else f"可用的类别：{'、'.join(names)}",
        )


def index_number(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``index-number-missing``, ``index-number-pattern``: as the site requires (E)."""
    if not report.index_number:
        if settings.index_number_required:
            yield error(
                report.path,
                report.place("index_number"),
                "index-number-missing",
                "缺少“索引号”",
                "加一行 索引号: …（mkdocs.yml 要求每份报告都有）",
            )
    elif settings.index_number_pattern and not re.fullmatch(
        settings.index_number_pattern, report.index_number
    ):
        yield error(
            report.path,
            report.place("index_number"),
            "index-number-pattern",
            f"索引号“{report.index_number}”不合格式",
            f"应符合 {settings.index_number_pattern}",
        )


def index_number_once(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``index-number-duplicate``: an 索引号 names one report (E)."""
    first: dict[str, Report] = {}
    for report in _oldest_first(archive):
        if not report.index_number:
            continue
        other = first.setdefault(report.index_number, report)
        if other is not report:
            yield error(
                report.path,
                report.place("index_number"),
                "index-number-duplicate",
                f"索引号“{report.index_number}”已用于 {_file(other)}",
                "每份报告的索引号不同",
            )


def one_in_force(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``report-duplicate``: one report in force per unit, year and category (E)."""
    first: dict[tuple[str, int, str], Report] = {}
    for report in _oldest_first(archive):
        if report.status is not Status.IN_FORCE:
            continue
        other = first.setdefault((report.unit.id, report.year, report.category), report)
        if other is not report:
            yield error(
                report.path,
                report.place("unit"),
                "report-duplicate",
                f"{report.unit.name} {report.year} 年度的{report.category}已有一份：{_file(other)}",
                "删去多余的一份，或把旧的一份改为 失效、废止 或 已撤回",
            )


def one_address(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``address-shared``: no old address leads to two reports or hides a page (E)."""
    taken = {f"/reports/{report.id}.html": report for report in archive.reports}
    files: dict[str, Report] = {}
    for report in _oldest_first(archive):
        twin = files.setdefault(report.id.casefold(), report)
        if twin is not report:
            yield error(
                report.path,
                (1, 1),
                "address-shared",
                f"文件名与 {_file(twin)} 只有大小写不同，在有的电脑上是同一个文件",
                "改用别的文件名",
            )
        for number, alias in enumerate(report.aliases):
            other = taken.setdefault(alias, report)
            if other is not report or alias == f"/reports/{report.id}.html":
                yield error(
                    report.path,
                    report.place(f"aliases.{number}"),
                    "address-shared",
                    f"旧网址 {alias} 已属于 {_file(other)}",
                    "一个地址只能打开一份报告",
                )


def _oldest_first(archive: Archive) -> list[Report]:
    """Of two that clash, the one published later is to be mended: the other is known already."""
    return sorted(archive.reports, key=lambda r: (r.publish_date.order, r.path))


def _file(report: Report) -> str:
    return shown_path(report.path, report.path.parent.parent)
