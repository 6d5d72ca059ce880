"""Every page of the site, in one list: the generated ones whole, the hand-written ones' frame.

A page knows its address, title, description, trail of crumbs, template and what that template is to
show. Templates only lay out; whatever has to be decided is decided here and in the modules of the
views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from gongkai import paths
from gongkai.archive import Archive
from gongkai.problems import Problem, shown_path
from gongkai.publishing import coverage, data_page, leaving, lists, report_page
from gongkai.publishing.data import catalogue, feeds
from gongkai.publishing.data.feeds import Feed
from gongkai.publishing.depends import Known
from gongkai.publishing.home import HomeView
from gongkai.report import Report
from gongkai.settings import Settings


class Kind(Enum):
    """Kinds of page that the head tags of 国办发〔2017〕47号 tell apart."""

    COLUMN = "栏目页"
    CONTENT = "内容页"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of 当前位置."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page, ready for its template."""

    path: str
    """Address inside the site, such as ``reports/2024/index.html``."""
    title: str
    description: str
    template: str
    column: str
    """Name of the column that the page belongs to (``ColumnName``)."""
    column_type: str
    """Its type (``ColumnType``), one of ``settings.COLUMN_TYPES``."""
    crumbs: tuple[Crumb, ...] = ()
    """From the home page to the page's parent."""
    make_view: Callable[[], object] = field(default=lambda: None, repr=False)
    """Makes :attr:`view`, whose type is the template's own; of most pages of a build nobody asks
    for it, they are finished already."""
    made_of: str = ""
    """What the view is made of besides software and settings: it changes whenever the view does."""
    body: str = ""
    """Markdown to render; empty for pages that are lists."""
    report: Report | None = None
    """Set on report pages."""
    changed: date | None = None
    """The day of the newest change, where it is known."""
    kind: Kind = field(default=Kind.COLUMN)
    tab_title: str = ""
    """Where the title is that of other pages too: what the browser's tab says instead."""
    feeds: tuple[Feed, ...] = ()
    """Where programs can subscribe to what the page lists."""
    is_listed: bool = True
    """Whether site maps and search machines shall know it."""

    @property
    def view(self) -> object:
        """What the template shows besides."""
        return self.make_view()


def depends_on(page: SitePage) -> str:
    """All that a page's template is given; of a report's page everything follows from its view."""
    return page.made_of if page.report else repr(page)


HOME = Crumb("首页", paths.HOME)
YEARS = Crumb("按年度", paths.YEARS)
UNITS = Crumb("按单位", paths.UNITS)
CATALOGUE = "法定主动公开内容"
ANNUAL = "政府信息公开年报"

HAND_WRITTEN = {
    paths.HOME: ("政府信息公开", "首页", "home.html"),
    paths.GUIDE: ("政府信息公开指南", "信息公开指南", "page.html"),
    paths.RULES: ("政府信息公开制度", "政策文件", "page.html"),
    paths.SEARCH: ("检索", "信息公开目录", "search.html"),
    paths.HELP: ("使用帮助", "办事服务", "page.html"),
    paths.ACCESSIBILITY: ("无障碍声明", "概况信息", "page.html"),
}
"""Pages that are written by hand in ``docs/``: column name, column type and template."""


def generated_pages(
    archive: Archive, settings: Settings, known: Known | None = None
) -> Iterator[SitePage]:
    """Every page that no one wrote by hand, reports first.

    ``known``: the archive's reports, where they were looked at already.
    """
    known = known or Known(archive)
    for report in archive.reports:
        yield _report_page(archive, report, settings, known)
    yield from _year_pages(archive, settings, known)
    yield from _unit_pages(archive, settings, known)
    yield _column_page(
        paths.COVERAGE,
        "公开情况一览",
        "哪个单位公开了哪个年度的报告，哪些还没有，一张表看全。",
        "coverage.html",
        *_made(coverage.view(archive, settings)),
        archive,
    )
    yield _column_page(
        paths.CATALOGUE,
        CATALOGUE,
        f"{settings.site_name}的目录：每份报告的索引号、名称、内容概述和生成日期。",
        "catalogue.html",
        partial(catalogue.sections, archive, settings),
        known.everything,
        archive,
        subscribe=(feeds.site_feed(archive, settings), *feeds.category_feeds(archive, settings)),
    )
    yield _column_page(
        paths.DATA,
        "开放数据",
        f"下载和订阅{settings.site_name}的目录，以及每个项目的含义。",
        "data.html",
        *_made(data_page.view(archive, settings)),
        archive,
        column_type="数据开放",
        subscribe=(feeds.site_feed(archive, settings),),
    )
    yield _column_page(
        paths.ANNUAL_REPORTS,
        ANNUAL,
        f"{settings.site_name}收录的各单位政府信息公开工作年度报告。",
        "list.html",
        *_made(
            lists.ListView(
                lists.items(archive.by_category.get(settings.disclosure_category, ())),
                empty="本站还没有收录政府信息公开工作年度报告。",
            )
        ),
        archive,
        column_type="信息公开年报",
    )
    yield _column_page(
        paths.SITEMAP,
        "网站地图",
        f"{settings.site_name}的全部页面，按栏目、年度和单位列出。",
        "sitemap.html",
        *_made(lists.site_map(archive)),
        archive,
    )


def hand_written_page(path: str, title: str, description: str, home: HomeView) -> SitePage:
    """The frame of a page from ``docs/``; one that the site does not know is a plain page."""
    column, column_type, template = HAND_WRITTEN.get(path, (title, "概况信息", "page.html"))
    is_home = path == paths.HOME
    return SitePage(
        path,
        title,
        description,
        template,
        column,
        column_type,
        () if is_home else (HOME,),
        lambda: home if is_home else None,
        changed=home.changed if is_home else None,
        feeds=(home.feed,) if is_home else (),
    )


def not_found_page() -> SitePage:
    """``404.html``, which has no address of its own."""
    return SitePage(
        paths.NOT_FOUND,
        "找不到这个页面",
        "这个地址没有页面。",
        "404.html",
        "政府信息公开",
        "首页",
        (HOME,),
        is_listed=False,
    )


def leaving_page(url: str) -> SitePage:
    """The notice before an address outside the government's sites."""
    return SitePage(
        paths.of_leaving(url),
        "即将离开本站",
        f"提示：{url} 不是政府网站。",
        "leaving.html",
        "政府信息公开",
        "概况信息",
        (HOME,),
        partial(leaving.notice, url),
        tab_title=f"即将离开本站：{url}",
        is_listed=False,
    )


def _report_page(archive: Archive, report: Report, settings: Settings, known: Known) -> SitePage:
    is_annual = report.category == settings.disclosure_category
    return SitePage(
        paths.of_report(report),
        report.title,
        report_page.description(report),
        "report.html",
        ANNUAL if is_annual else CATALOGUE,
        "信息公开年报" if is_annual else "信息公开目录",
        (HOME, YEARS, Crumb(f"{report.year} 年度", paths.of_year(report.year))),
        partial(report_page.view, report, archive, settings),
        known.page(report),
        body="" if report.is_withdrawn else report.body,
        report=report,
        changed=report.last_change,
        kind=Kind.CONTENT,
    )


def _made(view: object) -> tuple[Callable[[], object], str]:
    """A view that is made sooner than it is known by what."""
    return lambda: view, repr(view)


def _column_page(
    path: str,
    title: str,
    description: str,
    template: str,
    make_view: Callable[[], object],
    made_of: str,
    archive: Archive,
    *,
    column_type: str = "信息公开目录",
    subscribe: tuple[Feed, ...] = (),
) -> SitePage:
    return SitePage(
        path,
        title,
        description,
        template,
        title,
        column_type,
        (HOME,),
        make_view,
        made_of,
        changed=archive.last_change,
        feeds=subscribe,
    )


def _year_pages(archive: Archive, settings: Settings, known: Known) -> Iterator[SitePage]:
    yield _column_page(
        paths.YEARS,
        "按年度查阅",
        f"{settings.site_name}收录的报告，按所写的年度排列。",
        "years.html",
        *_made(lists.years(archive)),
        archive,
    )
    for year, reports in archive.by_year.items():
        parts = lists.pages_of(reports)
        for number, part in enumerate(parts, start=1):
            frame = lists.year(archive, year, (), number, len(parts))
            suffix = f"（第 {number} 页，共 {len(parts)} 页）" if len(parts) > 1 else ""
            yield SitePage(
                paths.of_year(year, number),
                f"{year} 年度报告{suffix}",
                f"{settings.site_name}收录的 {year} 年度报告，共 {len(reports)} 份{suffix}。",
                "list.html",
                f"{year} 年度报告",
                "信息公开目录",
                (HOME, YEARS),
                partial(lists.year, archive, year, part, number, len(parts)),
                f"{frame!r} {known.of_all(part)}",
                changed=_newest(part),
            )


def _unit_pages(archive: Archive, settings: Settings, known: Known) -> Iterator[SitePage]:
    last = archive.last_year(settings.main_category.name)
    yield _column_page(
        paths.UNITS,
        "按单位查阅",
        f"在{settings.site_name}公开报告的全部单位，按地区排列。",
        "units.html",
        *_made(lists.units(archive)),
        archive,
    )
    for unit, feed in zip(archive.register.units, feeds.unit_feeds(archive), strict=True):
        reports = archive.by_unit.get(unit.id, ())
        yield SitePage(
            paths.of_unit(unit),
            f"{unit.name}的报告",
            f"{unit.name}公开的报告，共 {len(reports)} 份，以及公开和缺少的年度。",
            "unit.html",
            f"{unit.name}的报告",
            "信息公开目录",
            (HOME, UNITS),
            partial(lists.unit, archive, unit, settings),
            f"{unit!r} {last} {known.of_all(reports)}",
            changed=_newest(reports),
            feeds=(feed,),
        )


def _newest(reports: Sequence[Report]) -> date | None:
    return max((r.last_change for r in reports), default=None)


def broken_page(path: Path, problems: tuple[Problem, ...]) -> SitePage:
    """In the preview only: a report that cannot be published shows what is wrong with it."""
    return SitePage(
        paths.of_file(path.parent.name, path.stem),
        "这份报告还不能公开",
        "这份报告还不能公开：改正下面的错误，保存后本页自动刷新。",
        "broken.html",
        CATALOGUE,
        "信息公开目录",
        (HOME,),
        *_made((shown_path(path, path.parent), problems)),
    )
