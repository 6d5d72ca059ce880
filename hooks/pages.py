"""Adds the pages that no one writes by hand, and the reports' attachments."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from gongkai import engine
from gongkai.publishing import body


def on_files(files: Files, config: MkDocsConfig) -> None:
    engine.drop_unused_theme_files(files, config)
    engine.add_pages(files, config)
    engine.add_attachments(files, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    site_page = engine.page_of(page, config)
    page.meta["template"] = site_page.template
    page.meta["title"] = site_page.title


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    engine.forget_source(page)
    return body.readable_tables(html)
