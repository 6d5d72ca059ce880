"""Leaving: whoever follows a link to a site that is not the government's is told so first.

The notice is a page of its own for each address, so that it needs no script and its words are on no
report's page. Source: 政府网站发展指引 (国办发〔2017〕47号), on links to sites of others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from gongkai import paths
from gongkai.addresses import host_of, plain
from gongkai.archive import Archive
from gongkai.settings import Settings

_TAG = re.compile(
    r"<!--.*?-->|<a(?=\s)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>(?P<text>[^<]*)", re.I | re.S
)
"""A comment, in which nothing leads anywhere, or the start of a link and its first words."""
_WEB = re.compile(r"(https?|ftp):/*|(//)/*", re.IGNORECASE)


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
    return LeavingView(url, host_of(url) or url)


def addresses(archive: Archive, settings: Settings) -> Iterator[str]:
    """Those that front matter leads out to, and the settings but for the footer."""
    if settings.license.url and web_link("", settings.license.url, settings).leaves:
        yield settings.license.url
    for report in archive.public:
        for url in (*(related.url for related in report.related), report.original_url):
            if url and web_link("", url, settings).leaves:
                yield url


def over_notices(html: str, path: str, settings: Settings) -> tuple[str, list[str]]:
    """A page's rendered text with each link out leading to its notice, and the addresses of those.

    ``path`` is the page's own, such as ``reports/2024/a.html``. The address stays in ``data-url``,
    for paper; not where it is the link's words already.
    """
    if "<a" not in html.lower():
        return html, []
    found: list[str] = []

    def turned(match: re.Match[str]) -> str:
        attributes = _Tag(match[0]).found
        url = _on_the_web(attributes.get("href") or "")
        if not url or not settings.is_elsewhere(url):
            return match[0]
        found.append(url)
        where = posixpath.relpath(paths.of_leaving(url), posixpath.dirname(path) or ".")
        said = {"data-said": ""} if unescape(match["text"]).strip() == url else {}
        new = {**attributes, "href": where, "data-url": url, **said, "rel": "external nofollow"}
        return _start(new) + match["text"]

    return _TAG.sub(turned, html), found


def _on_the_web(href: str) -> str:
    """An absolute address in its usual form; empty where it is none. Browsers count no slashes."""
    text = plain(href)
    start = _WEB.match(text)
    if not start:
        return ""
    return f"{(start[1] or 'https').lower()}://{text[start.end() :]}"


class _Tag(HTMLParser):
    """The attributes of the tag that it is fed; of two with one name the first counts."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.found.setdefault(name, value)


def _start(attributes: Mapping[str, str | None]) -> str:
    shown = (n if v is None else f'{n}="{escape(v)}"' for n, v in attributes.items())
    return f"<a {' '.join(shown)}>"
