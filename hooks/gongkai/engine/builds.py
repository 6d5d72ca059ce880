"""One build: what its hooks share, and how it begins."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.nav import Navigation

from gongkai import fingerprints, paths
from gongkai.column import Column, read_column
from gongkai.problems import Problem, as_text, failing, tally
from gongkai.publishing import home, pages, prose
from gongkai.publishing.depends import Known
from gongkai.publishing.furniture import Footer, footer
from gongkai.publishing.home import HomeView
from gongkai.publishing.pages import SitePage
from gongkai.settings import Settings
from gongkai.shelf import Shelf

_SLOT = "gongkai"
_SHELVES = Path(".cache/gongkai")
"""Beside ``mkdocs.yml``."""


@dataclass
class Build:
    """Everything that the hooks of one build share; MkDocs makes a new configuration for each."""

    column: Column
    known: Known
    """What is made of which report."""
    pages: dict[str, SitePage]
    """Source name that MkDocs knows a generated page by (``reports/2024/a.md``) → the page."""
    footer: Footer
    style: str
    """The theme's own style sheet, whose name changes with its version."""
    shelf: Shelf
    """Files that are finished, from this build or an earlier one."""
    is_preview: bool
    """Whether it is looked at on this machine alone, by a server with threads: then no other
    processes may help, and nobody needs a manifest."""
    nav: Navigation | None = None
    """The menu, once MkDocs has made it."""
    rest: Callable[[], None] | None = None
    """What is being made by others is waited for, and what comes after it is made."""
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
    site = Path(config.site_dir)
    column = read_column(Path(config.config_file_path), may_split=not is_preview, site=site)
    report_problems(column.problems)
    if not is_preview and failing(column.problems, strict=config.strict):
        raise Abort(f"没有构建：{tally(column.problems)}。改正后再运行。")
    column = replace(column.without_broken(), settings=_served(column, config))
    known = Known(column.archive)
    found = {source_name(page): page for page in _all_pages(column, known)}
    config.mdx_configs.setdefault("toc", {})["slugify"] = paths.anchor
    config.markdown_extensions.append(prose.NAME)
    config.theme.static_templates.discard("sitemap.xml")
    settle_memory()
    shown = footer(column.settings)
    shelf = Shelf(_shelf_folder(config, is_preview=is_preview), Path(config.site_dir))
    config[_SLOT] = Build(
        column, known, found, shown, _theme_style(config), shelf, is_preview=is_preview
    )


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


def note_menu(nav: Navigation, config: MkDocsConfig) -> None:
    """The menu is on every page; where it leads out of the government's sites is kept in mind."""
    build = build_of(config)
    build.nav = nav
    for item in nav.items:
        url = getattr(item, "url", None) or ""
        if url.startswith(("https://", "http://")) and build.column.settings.is_elsewhere(url):
            build.left_for.add(url)


def _all_pages(column: Column, known: Known) -> Iterator[SitePage]:
    yield from pages.generated_pages(column.archive, column.settings, known)
    for path in column.broken:
        problems = tuple(p for p in column.problems if p.path == path)
        yield pages.broken_page(path, problems)


def _shelf_folder(config: MkDocsConfig, *, is_preview: bool) -> Path:
    """One for the preview, whose site lies elsewhere each time, and one for each other site."""
    project = Path(config.config_file_path).parent
    site = Path(config.site_dir)
    place = site.relative_to(project) if site.is_relative_to(project) else site
    name = "preview" if is_preview else f"site-{fingerprints.digest(place.as_posix())[:8]}"
    return project / _SHELVES / name


def _served(column: Column, config: MkDocsConfig) -> Settings:
    """In the preview MkDocs serves the site from an address of its own."""
    return replace(column.settings, site_url=config.site_url or column.settings.site_url)


def _theme_style(config: MkDocsConfig) -> str:
    """``assets/stylesheets/main.<hash>.min.css``, wherever the theme keeps it."""
    for folder in config.theme.dirs:
        for path in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css")):
            return f"assets/stylesheets/{path.name}"
    raise Abort("主题里没有样式表：请核对 mkdocs-material 的版本。")
