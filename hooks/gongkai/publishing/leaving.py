"""Leaving: whoever follows a link to a site that is not the government's is told so first.

The notice is a page of its own for each address, so that it needs no script and its words are on no
report's page. Source: 政府网站发展指引 (国办发〔2017〕47号), on links to sites of others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

from gongkai.archive import Archive
from gongkai.publishing import paths
from gongkai.settings import Settings

_ANCHOR = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref=(["'])((?:https?:)?//.*?)\1""", re.IGNORECASE)
_REL = re.compile(r"""\srel=(["']).*?\1""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link that may lead anywhere."""

    title: str
    url: str
    """As it was written."""
    path: str = ""
    """Where it leads inside this site: a page, or the notice before another site."""
    leaves: bool = False
    """Whether it leads out of the government's sites."""


@dataclass(frozen=True, slots=True)
class LeavingView:
    """The notice before one address."""

    url: str
    host: str


def web_link(title: str, url: str, settings: Settings) -> WebLink:
    """A link as a template shows it; one of this site's own begins with ``/``."""
    if url.startswith("/") and not url.startswith("//"):
        return WebLink(title, url, url.lstrip("/") or paths.HOME)
    if settings.is_elsewhere(url):
        return WebLink(title, url, paths.of_leaving(url), leaves=True)
    return WebLink(title, url)


def notice(url: str) -> LeavingView:
    """What the page before an address shows; an address that is none is its own host."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return LeavingView(url, host or url)


def addresses(archive: Archive, settings: Settings) -> Iterator[str]:
    """Those that front matter leads out to."""
    for report in archive.public:
        for url in (*(related.url for related in report.related), report.original_url):
            if url and web_link("", url, settings).leaves:
                yield url


def over_notices(html: str, path: str, settings: Settings) -> tuple[str, list[str]]:
    """A page's rendered text with each link out leading to its notice, and the addresses of those.

    ``path`` is the page's own, such as ``reports/2024/a.html``. The address stays in ``data-url``,
    for paper.
    """
    if "//" not in html:
        return html, []
    found: list[str] = []

    def turned(match: re.Match[str]) -> str:
        tag = match[0]
        href = _HREF.search(tag)
        url = unescape(href[2]) if href else ""
        url = f"https:{url}" if url.startswith("//") else url
        if not href or not settings.is_elsewhere(url):
            return tag
        found.append(url)
        where = posixpath.relpath(paths.of_leaving(url), posixpath.dirname(path) or ".")
        new = f'href="{where}" data-url="{escape(url)}" rel="external nofollow"'
        before, after = _REL.sub("", tag[: href.start()]), _REL.sub("", tag[href.end() :])
        return before + new + after

    return _ANCHOR.sub(turned, html), found
