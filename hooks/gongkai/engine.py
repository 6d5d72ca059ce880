"""The one module that knows MkDocs: it turns our pages and files into MkDocs', and back.

MkDocs 1.x is no longer developed, so everything that would have to be rewritten for its successor
stands here and in ``hooks/*.py``. Called by those hooks only.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from urllib.parse import quote, unquote

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import paths
from gongkai.archive import Archive
from gongkai.beside import Beside, WorkFailed
from gongkai.checks.active import offences
from gongkai.checks.attachments import public_files
from gongkai.column import Column, read_column
from gongkai.permanence.manifest import write_manifest
from gongkai.problems import Problem, as_text, failing, tally
from gongkai.publishing import body, home, leaving, pages, prose, redirects
from gongkai.publishing.data import data_files
from gongkai.publishing.files import write_files
from gongkai.publishing.furniture import Footer, footer
from gongkai.publishing.home import HomeView
from gongkai.publishing.pages import SitePage
from gongkai.publishing.search import search_files
from gongkai.report import Report
from gongkai.settings import Settings

log = logging.getLogger("mkdocs.gongkai")
_SLOT = "gongkai"
_UNUSED_THEME_FILES = (
    "assets/javascripts/",
    "assets/images/",
    "assets/_mkdocstrings",
    "assets/stylesheets/palette.",
)


@dataclass(frozen=True)
class Build:
    """Everything that the hooks of one build share; MkDocs makes a new configuration for each."""

    column: Column
    pages: dict[str, SitePage]
    """Source name that MkDocs knows a generated page by (``reports/2024/a.md``) → the page."""
    footer: Footer
    style: str
    """The theme's own style sheet, whose name changes with its version."""
    beside: Beside
    """Search index, open data and downloads being written."""
    left_for: set[str] = field(default_factory=set)
    """Addresses outside the government's sites that rendered texts lead to."""

    @cached_property
    def home(self) -> HomeView:
        return home.view(self.column.archive, self.column.settings)

    @cached_property
    def broken(self) -> tuple[SitePage, ...]:
        """In the preview, the pages of reports that cannot be published yet."""
        return tuple(p for p in self.pages.values() if p.template == "broken.html")


def refuse_leftovers(*, is_preview: bool, dirty: bool) -> None:
    """``--dirty`` leaves what an earlier build wrote, and with it what was withdrawn since."""
    if dirty and not is_preview:
        raise Abort("不能用 --dirty：撤回了的附件会留在网站里。去掉它再构建。")


def start(config: MkDocsConfig, *, is_preview: bool) -> None:
    """Reads and checks everything; on an error raises before MkDocs has touched the site folder."""
    gc.unfreeze()
    column = read_column(Path(config.config_file_path), may_split=not is_preview)
    report_problems(column.problems)
    if not is_preview and failing(column.problems, strict=config.strict):
        raise Abort(f"没有构建：{tally(column.problems)}。改正后再运行。")
    column = replace(column.without_broken(), settings=_served(column, config))
    found = {source_name(page): page for page in _all_pages(column)}
    config.mdx_configs.setdefault("toc", {})["slugify"] = paths.anchor
    config.markdown_extensions.append(prose.NAME)
    config.theme.static_templates.discard("sitemap.xml")
    settle_memory()
    shown = footer(column.settings)
    write = partial(write_beside, column.archive, column.settings, Path(config.site_dir))
    beside = Beside(write, may_split=not is_preview)
    config[_SLOT] = Build(column, found, shown, _theme_style(config), beside)


def settle_memory() -> None:
    """Tells the garbage collector that what is there will stay, so that it need not look again.

    Measured: a tenth of the time of a build. A build starts by taking it back.
    """
    gc.freeze()


def report_problems(problems: tuple[Problem, ...]) -> None:
    """Findings on standard error, one a line, as ``gongkai check`` prints them."""
    sys.stderr.write(as_text(problems, Path.cwd()))
    sys.stderr.flush()


def build_of(config: MkDocsConfig) -> Build:
    """What :func:`start` laid down for this build."""
    found = config[_SLOT]
    assert isinstance(found, Build)
    return found


def source_name(page: SitePage) -> str:
    """The Markdown name from which MkDocs derives the page's address."""
    return unquote(page.path).removesuffix(".html") + ".md"


def add_pages(files: Files, config: MkDocsConfig) -> None:
    """Every generated page as a MkDocs file, none of them in the navigation by itself."""
    for page in build_of(config).pages.values():
        file = _as_file(page, config)
        file.inclusion = InclusionLevel.NOT_IN_NAV if page.report else InclusionLevel.UNDEFINED
        files.append(file)


def _as_file(page: SitePage, config: MkDocsConfig) -> File:
    # A first empty line keeps MkDocs from taking the text for metadata.
    return File.generated(config, source_name(page), content="\n" + page.body)


def readable_content(html: str, page: Page, config: MkDocsConfig) -> str:
    """A page's rendered text, fit for every reader; where it leads to is kept in mind."""
    build = build_of(config)
    found = build.pages.get(page.file.src_uri)
    if found and found.report:
        refuse_active(found.report, html)
    path = quote(page.file.dest_uri)
    html, left_for = leaving.over_notices(html, path, build.column.settings)
    build.left_for.update(left_for)
    return body.readable_tables(html)


def refuse_active(report: Report, html: str) -> None:
    """Once more than the checks, which do not know what else ``mkdocs.yml`` has switched on."""
    for offence in offences(html):
        raise Abort(f"没有建成：{report.path.name}：{offence.what}。{offence.hint}。")


def note_menu(nav: Navigation, config: MkDocsConfig) -> None:
    """Where the menu leads out of the government's sites is kept in mind too."""
    build = build_of(config)
    for item in nav.items:
        url = getattr(item, "url", None) or ""
        if url.startswith(("https://", "http://")) and build.column.settings.is_elsewhere(url):
            build.left_for.add(url)


def add_leaving_pages(files: Files, config: MkDocsConfig) -> None:
    """The notices before other sites, once all texts are rendered and their links are known."""
    build = build_of(config)
    archive, settings = build.column.archive, build.column.settings
    urls = {*leaving.addresses(archive, settings), *build.footer.leaving, *build.left_for}
    for site_page in map(pages.leaving_page, sorted(urls)):
        build.pages[source_name(site_page)] = site_page
        file = _as_file(site_page, config)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
        page = Page(None, file, config)
        page.read_source(config)
        page.render(config, files)
        page.meta["template"] = site_page.template


def add_attachments(files: Files, config: MkDocsConfig) -> None:
    """Files that a public report lists or shows, and nothing else from its folder."""
    for report in build_of(config).column.archive.public:
        for path in public_files(report):
            inside = path.relative_to(report.folder).as_posix()
            name = f"reports/{report.folder_year}/{report.slug}/{inside}"
            files.append(File.generated(config, name, abs_src_path=str(path)))


def add_redirects(files: Files, config: MkDocsConfig, env: jinja2.Environment) -> None:
    """A page at every old address that a file can answer to."""
    column = build_of(config).column
    template = env.get_template("moved.html")
    for redirect in redirects.redirects(column.archive):
        if redirect.file:
            canonical = column.settings.address(redirect.path)
            content = template.render(redirect=redirect, canonical=canonical)
            add_data(files, config, redirect.file, content)


def add_data(files: Files, config: MkDocsConfig, name: str, content: str) -> None:
    """A finished file of the site; it takes the place of one that the theme brings."""
    if theirs := files.get_file_from_path(name):
        files.remove(theirs)
    file = File.generated(config, name, content=content)
    file.inclusion = InclusionLevel.NOT_IN_NAV  # MkDocs leaves out names that begin with a dot
    files.append(file)


def write_beside(archive: Archive, settings: Settings, site: Path) -> None:
    """What needs the archive alone: it takes half as long as rendering the pages."""
    settle_memory()
    try:
        write_files(site, search_files(archive))
        write_files(site, data_files(archive, settings))
    except OSError as failure:
        raise SystemExit(f"检索和数据文件写不进 {site}：{failure.strerror}") from None


def finish_beside(config: MkDocsConfig) -> None:
    """Waits for those files; without them the site is not whole."""
    try:
        build_of(config).beside.finish()
    except WorkFailed:
        raise Abort("没有建成：检索和数据文件没有写完，原因见上面。") from None


def drop_unused_theme_files(files: Files, config: MkDocsConfig) -> None:
    """The theme's scripts, search workers and pictures: no page of ours asks for them."""
    for file in list(files):
        is_theirs = file.src_dir in config.theme.dirs
        if is_theirs and file.src_uri.startswith(_UNUSED_THEME_FILES):
            files.remove(file)


def page_of(page: Page, config: MkDocsConfig) -> SitePage:
    """Our page behind MkDocs': generated, or the frame of a hand-written one."""
    build = build_of(config)
    found = build.pages.get(page.file.src_uri)
    if found is not None:
        return found
    title = str(page.meta.get("title") or page.title or "")
    description = str(page.meta.get("description") or title)
    return pages.hand_written_page(quote(page.file.dest_uri), title, description, build.home)


def forget_source(page: Page) -> None:
    """Lets go of a generated page's Markdown once it is rendered: MkDocs keeps it to the end.

    Measured: 13 KB a report, a quarter of the build's memory.
    """
    if page.file.generated_by is not None:
        page.markdown = ""
        page.file.content_string = ""


def hand_written_pages(files: Files, config: MkDocsConfig) -> Iterator[SitePage]:
    """Pages from ``docs/``, for the site map."""
    build = build_of(config)
    for file in files.documentation_pages():
        if file.generated_by is None:
            yield pages.hand_written_page(quote(file.dest_uri), "", "", build.home)


def prove(config: MkDocsConfig) -> None:
    """Fails when a page or file that the archive calls for is not in the site folder."""
    site, build = config.site_dir, build_of(config)
    called_for = chain(
        (page.path for page in build.pages.values()),
        paths.data_files(build.column.archive, build.column.settings),
    )
    lacking = [path for path in called_for if not os.path.isfile(f"{site}/{unquote(path)}")]  # noqa: PTH113
    if lacking:
        raise Abort(f"少了 {len(lacking)} 个页面或文件，如 {lacking[0]}：请报告这个程序错误。")
    reports = len(build.column.archive.reports)
    log.info(f"建好了：{reports} 份报告。打开 {Path(site) / 'index.html'} 就能看。")


def write_site_manifest(config: MkDocsConfig) -> None:
    """What every file of the site is known by; after it nothing more is written."""
    site, column = Path(config.site_dir), build_of(config).column
    try:
        write_manifest(site, column.ledger, column.archive.reports)
    except OSError as failure:
        raise Abort(f"没有建成：清单写不进 {site}：{failure.strerror or failure}。") from None


def _all_pages(column: Column) -> Iterator[SitePage]:
    yield from pages.generated_pages(column.archive, column.settings)
    for path in column.broken:
        problems = tuple(p for p in column.problems if p.path == path)
        yield pages.broken_page(path, problems)


def _served(column: Column, config: MkDocsConfig) -> Settings:
    """In the preview MkDocs serves the site from an address of its own."""
    return replace(column.settings, site_url=config.site_url or column.settings.site_url)


def _theme_style(config: MkDocsConfig) -> str:
    """``assets/stylesheets/main.<hash>.min.css``, wherever the theme keeps it."""
    for folder in config.theme.dirs:
        for path in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css")):
            return f"assets/stylesheets/{path.name}"
    raise Abort("主题里没有样式表：请核对 mkdocs-material 的版本。")
