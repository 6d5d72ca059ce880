"""Adds the pages that no one writes by hand, and the reports' attachments."""

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import engine


def on_files(files: Files, config: MkDocsConfig) -> None:
    engine.drop_unused_theme_files(files, config)
    engine.add_pages(files, config)
    engine.add_attachments(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    engine.note_menu(nav, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    site_page = engine.page_of(page, config)
    page.meta["template"] = site_page.template
    page.meta["title"] = site_page.title


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    engine.forget_source(page)
    return engine.readable_content(html, page, config)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.add_leaving_pages(files, config)
