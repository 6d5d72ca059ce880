"""Hands each template what it shows: the page, its head, the site's footer."""

from collections.abc import Callable
from posixpath import dirname
from typing import Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import engine, paths
from gongkai.publishing import head, leaving, qr_code
from gongkai.publishing.pages import SitePage, not_found_page


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.settle_memory()
    settings = engine.build_of(config).column.settings
    env.filters["qr_code"] = qr_code.svg
    env.filters["outward"] = lambda url, title: leaving.web_link(title, url, settings)
    env.globals["shared"] = _sharing({})
    # A preview makes new ones for each build. To ask a dozen of them for each page whether their
    # files have changed takes a fourteenth of the time.
    env.auto_reload = False
    env.autoescape = True  # before any template is compiled: a title is text, never markup


def _sharing(known: dict[tuple[str, str], Markup]) -> Callable[[Context, str], Markup]:
    """Includes a template that is the same on all reports' pages of a folder, which the menu does
    not name: it is rendered once for each folder, and for each other page."""

    @jinja2.pass_context
    def shared(context: Context, name: str) -> Markup:
        page: SitePage = context["site_page"]
        key = name, dirname(page.path)
        if page.report and key in known:
            return known[key]
        found = Markup(context.environment.get_template(name).render(context.get_all()))
        if page.report:
            known[key] = found
        return found

    return shared


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    return _with_shell(context, engine.page_of(page, config), config)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    return _with_shell(context, not_found_page(), config)


def _with_shell(
    context: dict[str, Any], site_page: SitePage, config: MkDocsConfig
) -> dict[str, Any]:
    build = engine.build_of(config)
    context["site_page"] = site_page
    context["view"] = site_page.view
    context["head"] = head.head(site_page, build.column.settings)
    context["settings"] = build.column.settings
    context["footer"] = build.footer
    context["style"] = build.style
    context["paths"] = paths
    context["broken"] = build.broken
    context["errors_elsewhere"] = build.column.errors_elsewhere
    return context
