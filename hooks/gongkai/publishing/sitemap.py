"""``sitemap.xml`` for machines: every public page, with the day of its own last change."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from gongkai.publishing.pages import SitePage
from gongkai.settings import Settings


def as_xml(pages: Iterable[SitePage], settings: Settings) -> str:
    """sitemaps.org 0.9; ``lastmod`` is left out where no report says when a page changed."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for page in sorted(pages, key=lambda p: p.path):
        if page.report and page.report.is_withdrawn:
            continue
        changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
        lines.append(f"<url><loc>{escape(settings.address(page.path))}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])
