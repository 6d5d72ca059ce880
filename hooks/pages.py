"""Adds the pages that no one writes by hand, and the reports' attachments."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import engine


def on_files(files: Files, config: MkDocsConfig) -> Files:
    engine.drop_unused_theme_files(files, config)
    engine.add_attachments(files, config)
    return engine.ColumnFiles(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    engine.note_menu(nav, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    site_page = engine.page_of(page, config)
    page.meta["template"] = site_page.template
    page.meta["title"] = site_page.title


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return engine.readable_content(html, page, config)
