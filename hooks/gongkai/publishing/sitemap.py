"""``sitemap.xml`` for machines: every public page, with the day of its own last change.

More pages than one may hold go into several, which ``sitemap.xml`` then lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from gongkai import paths
from gongkai.publishing.pages import SitePage
from gongkai.settings import Settings

MOST = 50_000
"""Pages of one site map. Source: sitemaps.org protocol 0.9."""
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def site_maps(pages: Iterable[SitePage], settings: Settings) -> Iterator[tuple[str, str]]:
    """Name and content of each file."""
    shown = sorted((page for page in pages if _is_public(page)), key=lambda page: page.path)
    parts = [shown[start : start + MOST] for start in range(0, len(shown), MOST)]
    if len(parts) < 2:
        yield paths.SITEMAP_XML, _of_pages(shown, settings)
        return
    names = [paths.of_sitemap(number) for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _of_pages(part, settings)
    yield paths.SITEMAP_XML, _of_parts(names, parts, settings)


def _is_public(page: SitePage) -> bool:
    return not (page.report and page.report.is_withdrawn)


def _of_pages(pages: Sequence[SitePage], settings: Settings) -> str:
    """``lastmod`` is left out where no report says when a page changed."""
    return _document(
        "urlset", "url", ((page.path, str(page.changed or "")) for page in pages), settings
    )


def _of_parts(names: Sequence[str], parts: Sequence[Sequence[SitePage]], settings: Settings) -> str:
    newest = (max((str(page.changed or "") for page in part), default="") for part in parts)
    return _document("sitemapindex", "sitemap", zip(names, newest, strict=True), settings)


def _document(root: str, item: str, rows: Iterable[tuple[str, str]], settings: Settings) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_XMLNS}>"]
    for path, day in rows:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<{item}><loc>{escape(settings.address(path))}</loc>{changed}</{item}>")
    return "\n".join([*lines, f"</{root}>", ""])
