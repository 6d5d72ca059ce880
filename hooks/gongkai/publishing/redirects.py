"""Old addresses lead on: as pages for every server, and as a map for nginx.

A page needs no script and no server's configuration; the map answers to what no file can answer to
(``/view.asp?id=3``), and spares readers the page in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote, unquote, urlsplit

from gongkai import paths
from gongkai.archive import Archive
from gongkai.settings import Settings

_MAP_HEAD = """\
# 旧网址 → 新网址，由构建写成。在 nginx 的 http 里写：
#   map $request_uri $gongkai_moved { include /网站的文件夹/redirects.map; }
# 在这个网站的 server 里写：
#   if ($gongkai_moved) { return 301 $gongkai_moved; }
"""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One old address."""

    old: str
    """As it was, with a leading slash."""
    file: str
    """Path of the page that answers to it; empty where only a server can."""
    path: str
    """Where it leads, inside the site."""
    title: str

    @property
    def target(self) -> str:
        """Where it leads, seen from the page: it works from a folder too."""
        return relpath(self.path, quote(dirname(self.file)) or ".")


def redirects(archive: Archive) -> Iterator[Redirect]:
    """Every old address, sorted."""
    found = (
        Redirect(alias, paths.of_old(alias), paths.of_report(report), report.title)
        for report in archive.reports
        for alias in report.aliases
    )
    yield from sorted(found, key=lambda redirect: redirect.old)


def as_nginx_map(archive: Archive, settings: Settings) -> str:
    """``redirects.map``: old and new path, each below the path that the site is at."""
    base = urlsplit(settings.site_url).path.rstrip("/")
    lines = [
        f"{_quoted(base + _sent(redirect.old))} {_quoted(f'{base}/{redirect.path}')};\n"
        for redirect in redirects(archive)
    ]
    return _MAP_HEAD + "".join(dict.fromkeys(lines))


def _sent(address: str) -> str:
    """As a browser sends it."""
    path, mark, query = address.partition("?")
    sent = quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
    return f"{sent}{mark}{quote(query, safe='=&%+/?:@!,;-._~')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{escaped}"'
