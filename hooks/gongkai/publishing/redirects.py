"""Old addresses lead on: as pages for every server, and as a map for nginx.

A page needs no script and no server's configuration; the map answers to what no file can answer to
(``/view.asp?id=3``), and spares readers the page in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote, unquote, urlsplit

from gongkai import paths
from gongkai.archive import Archive
from gongkai.settings import Settings

_MAP_HEAD = """\
# 旧网址 → 新网址，由构建写成。在 nginx 的 http 里写：
#   map_hash_bucket_size {bucket};
#   map $request_uri $gongkai_moved {{ include /网站的文件夹/redirects.map; }}
# 在这个网站的 server 里写：
#   if ($gongkai_moved) {{ return 301 $gongkai_moved; }}
"""
_BESIDE_KEY = 32
"""Bytes that nginx keeps beside a key: pointers, its length, and what fills up to a whole word."""


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
    pairs = {
        base + _sent(redirect.old): f"{base}/{redirect.path}" for redirect in redirects(archive)
    }
    # nginx minds no capitals, and does not start with a key that comes twice.
    once = {old.lower(): (old, new) for old, new in pairs.items()}
    lines = [f"{_quoted(old)} {_quoted(new)};\n" for old, new in once.values()]
    return _MAP_HEAD.format(bucket=_bucket(pairs)) + "".join(lines)


def _bucket(keys: Iterable[str]) -> int:
    """What nginx needs for its longest key, without which it does not start; its own is 64."""
    longest = max(map(len, keys), default=0)
    return max(64, 1 << (longest + _BESIDE_KEY - 1).bit_length())


def _sent(address: str) -> str:
    """As a browser sends it."""
    path, mark, query = address.partition("?")
    sent = quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
    return f"{sent}{mark}{quote(query, safe='=&%+/?:@!,;-._~')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{escaped}"'
