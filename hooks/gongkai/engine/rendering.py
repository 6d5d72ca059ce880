"""How a generated page becomes a file: through MkDocs and its hooks, like any other page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import cast
from urllib.parse import quote

import jinja2
from markdown import Markdown
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import TableOfContents, get_toc

from gongkai import fingerprints
from gongkai.beside import WorkFailed
from gongkai.checks.active import offences
from gongkai.engine.builds import build_of
from gongkai.engine.files import ColumnFiles, as_file
from gongkai.making import Made
from gongkai.publishing import body, depends, leaving, pages
from gongkai.publishing.pages import SitePage, depends_on
from gongkai.report import Report

_DECIDING = (
    *("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url"),
    *("theme", "plugins", "markdown_extensions", "mdx_configs", "extra", "extra_css"),
    *("extra_javascript", "extra_templates", "use_directory_urls", "validation"),
)
"""Settings of MkDocs that a page may show, or that decide how it is rendered."""


class Rendering:
    """How a generated page becomes a file: through MkDocs and its hooks, like any other page."""

    def __init__(self, config: MkDocsConfig, files: Files, env: jinja2.Environment) -> None:
        self._config, self._files, self._env = config, files, env
        self._build = build_of(config)
        assert self._build.nav is not None
        self._nav = self._build.nav
        self._converter = Converter(config, files)
        self.moved = env.get_template("moved.html")
        """Template of an old address."""
        column = self._build.column
        own = Path(config.theme.custom_dir or os.devnull)
        self.depends = fingerprints.digest(  # on which every page depends
            fingerprints.of_software(),
            fingerprints.of_files(own.rglob("*"), own),
            fingerprints.of_files(_hook_files(config), Path(config.config_file_path).parent),
            fingerprints.written([config[key] for key in _DECIDING]),
            fingerprints.of_settings(column.settings),
            repr((self._build.style, self._build.footer)),
            repr((self._build.broken, column.errors_elsewhere)),
            repr([(item.title, getattr(item, "url", None)) for item in self._nav.items]),
        )
        self._register = depends.of_register(column.archive.register)

    def key(self, page: SitePage) -> str:
        """Digest of all that a page is made of; a list shows whatever the register says."""
        register = "" if page.report else self._register
        return fingerprints.digest(self.depends, register, depends_on(page))

    def put(self, site_page: SitePage, name: str, key: str, done: Made) -> None:
        """Renders a page and puts it on the shelf, with the addresses outside that it leads to."""
        left_for = self._build.left_for
        before = set(left_for)
        left_for.clear()
        try:
            data = self._rendered(site_page)
            row = self._build.shelf.put(name, key, data, tuple(sorted(left_for)))
            done.files[name] = row
        except Abort as failure:
            raise WorkFailed(str(failure)) from None
        finally:
            left_for |= before

    def _rendered(self, site_page: SitePage) -> bytes:
        config, files, on = self._config, self._files, self._config.plugins
        file = files.of(site_page) if isinstance(files, ColumnFiles) else as_file(site_page, config)
        page = file.page or Page(None, file, config)
        page = on.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        text = on.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.markdown = text
        page.content, page.toc = self._converter.converted(text, file)
        html = on.on_page_content(page.content or "", page=page, config=config, files=files)
        page.content = html
        page.active = True
        context = get_context(self._nav, (), config, page)
        template = self._env.get_template(page.meta["template"])
        context = on.on_page_context(context, page=page, config=config, nav=self._nav)
        output = on.on_post_page(template.render(context), page=page, config=config)
        page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")


class Converter:
    """Markdown of many pages to HTML: MkDocs makes a new converter for each, which takes a fifth of
    the time of rendering one."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._config, self._files = config, files
        self._markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )

    def converted(self, text: str, file: File) -> tuple[str, TableOfContents]:
        """HTML, and the headings in it; links to files are those of the page that they stand on."""
        if not text.strip():
            return "", get_toc([])
        links = _RelativePathTreeprocessor(file, self._files, self._config)
        links._register(self._markdown)
        html = self._markdown.reset().convert(text)
        return html, get_toc(getattr(self._markdown, "toc_tokens", []))


def _hook_files(config: MkDocsConfig) -> Iterator[Path]:
    # Its type says a list; it is a mapping all the same.
    modules = cast("Mapping[str, ModuleType]", config.hooks).values()
    return (Path(module.__file__) for module in modules if module.__file__)


def page_of(page: Page, config: MkDocsConfig) -> SitePage:
    """Our page behind MkDocs': generated, or the frame of a hand-written one."""
    build = build_of(config)
    found = build.pages.get(page.file.src_uri)
    if found is not None:
        return found
    title = str(page.meta.get("title") or page.title or "")
    description = str(page.meta.get("description") or title)
    return pages.hand_written_page(quote(page.file.dest_uri), title, description, build.home)


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
