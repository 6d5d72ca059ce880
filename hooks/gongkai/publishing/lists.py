"""What the lists show: years, units, one year, one unit, the site map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai import paths
from gongkai.archive import Archive
from gongkai.report import Report
from gongkai.settings import Settings
from gongkai.units import FormerName, Unit


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a report list."""

    title: str
    path: str
    unit: str
    day: str
    """Day of publication, ``2024-03-05``."""
    moment: str
    """For ``datetime``: with the minute where it is known."""
    status: str
    """有效性 where it is not 有效."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and how many reports stand behind it."""

    title: str
    path: str
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of reports, newest first, perhaps one of several pages."""

    items: tuple[Item, ...]
    empty: str = "这里还没有报告。"
    pages: tuple[Link, ...] = ()
    """All pages of the list; empty where there is one."""
    number: int = 1
    previous: Link | None = None
    next: Link | None = None
    intro: str = ""


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit: who it is, what it published, what it lacks."""

    unit: Unit
    facts: tuple[tuple[str, str], ...]
    """Label and value: region, level, former names."""
    items: tuple[Item, ...]
    published: tuple[int, ...]
    """Years with a report of the main category, newest first."""
    withdrawn: tuple[int, ...]
    """Years whose only reports of it were taken back."""
    missing: tuple[int, ...]
    category: str


def item(report: Report) -> Item:
    """A report as a line of a list."""
    return Item(
        report.title,
        paths.of_report(report),
        report.unit_name,
        str(report.publish_date.day),
        report.publish_date.iso,
        "" if report.status.value == "有效" else report.status.value,
    )


def items(reports: Iterable[Report]) -> tuple[Item, ...]:
    return tuple(item(report) for report in reports)


def pages_of(reports: Sequence[Report]) -> list[tuple[Report, ...]]:
    """A year's reports cut into pages."""
    return [
        tuple(reports[start : start + paths.YEAR_PAGE_SIZE])
        for start in range(0, len(reports), paths.YEAR_PAGE_SIZE)
    ]


def year(archive: Archive, year: int, part: Sequence[Report], number: int, count: int) -> ListView:
    """One page of one year."""
    links = [Link(f"第 {n} 页", paths.of_year(year, n)) for n in range(1, count + 1)]
    total = len(archive.by_year[year])
    units = len({r.unit.id for r in archive.by_year[year]})
    return ListView(
        items(part),
        pages=tuple(links) if count > 1 else (),
        number=number,
        previous=_year_link(archive, year, -1),
        next=_year_link(archive, year, 1),
        intro=f"{units} 个单位，{total} 份报告，最近公开的在前。",
    )


def _year_link(archive: Archive, year: int, direction: int) -> Link | None:
    """The nearest year in that direction that has reports."""
    there = sorted((y for y in archive.by_year if (y - year) * direction > 0), reverse=True)
    if not there:
        return None
    found = there[0] if direction < 0 else there[-1]
    return Link(f"{found} 年度", paths.of_year(found), len(archive.by_year[found]))


def years(archive: Archive) -> tuple[Link, ...]:
    """All years with reports, newest first."""
    return tuple(
        Link(f"{number} 年度", paths.of_year(number), len(reports))
        for number, reports in archive.by_year.items()
    )


def units(archive: Archive) -> tuple[Group, ...]:
    """All units of the register by region, both in the register's order."""
    regions: dict[str, list[Link]] = {}
    for unit in archive.register.units:
        former = "、".join(f.name for f in unit.former_names)
        count = len(archive.by_unit.get(unit.id, ()))
        link = Link(unit.name, paths.of_unit(unit), count, f"曾用名：{former}" if former else "")
        regions.setdefault(unit.region_name, []).append(link)
    return tuple(Group(region, tuple(links)) for region, links in regions.items())


def unit(archive: Archive, unit: Unit, settings: Settings) -> UnitView:
    """One unit's page."""
    category = settings.main_category.name
    reports = archive.by_unit.get(unit.id, ())
    there = {r.year for r in reports if r.category == category}
    published = {r.year for r in reports if r.category == category and not r.is_withdrawn}
    expected = archive.expected_years(unit, category, archive.last_year(category))
    facts = [("地区", unit.region), ("层级", unit.level)]
    facts += [("统一社会信用代码", unit.credit_code), ("简称", "、".join(unit.short_names))]
    facts += [("曾用名", _former(name)) for name in unit.former_names]
    return UnitView(
        unit,
        tuple((label, value) for label, value in facts if value),
        items(reports),
        tuple(sorted(published, reverse=True)),
        tuple(sorted(there - published, reverse=True)),
        tuple(y for y in reversed(expected) if y not in there),
        category,
    )


def _former(former: FormerName) -> str:
    start, end = (f"{d.year}年{d.month}月" if d else "" for d in (former.start, former.end))
    if start and end:
        return f"{former.name}（{start}至{end}）"
    period = f"{end}以前" if end else f"{start}起" if start else ""
    return f"{former.name}（{period}）" if period else former.name


def site_map(archive: Archive) -> tuple[Group, ...]:
    """Every page for people: the fixed ones, then each year with its reports, then each unit."""
    fixed = (
        Link("首页", paths.HOME),
        Link("政府信息公开指南", paths.GUIDE),
        Link("政府信息公开制度", paths.RULES),
        Link("法定主动公开内容", paths.CATALOGUE),
        Link("政府信息公开年报", paths.ANNUAL_REPORTS),
        Link("按年度查阅", paths.YEARS),
        Link("按单位查阅", paths.UNITS),
        Link("公开情况一览", paths.COVERAGE),
        Link("开放数据", paths.DATA),
        Link("检索", paths.SEARCH),
        Link("使用帮助", paths.HELP),
        Link("无障碍声明", paths.ACCESSIBILITY),
    )
    by_unit = tuple(Link(u.name, paths.of_unit(u)) for u in archive.register.units)
    groups = [Group("栏目", fixed), Group("单位", by_unit)]
    for number, reports in archive.by_year.items():
        parts = range(1, len(pages_of(reports)) + 1)
        links = [Link(_list_title(number, part), paths.of_year(number, part)) for part in parts]
        links += [Link(r.title, paths.of_report(r)) for r in reports if not r.is_withdrawn]
        groups.append(Group(f"{number} 年度", tuple(links)))
    return tuple(groups)


def _list_title(year: int, part: int) -> str:
    return f"{year} 年度的全部报告" + (f"（第 {part} 页）" if part > 1 else "")
