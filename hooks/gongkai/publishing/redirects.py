"""Old addresses lead on: as pages for every server, and as a map for nginx.

A page needs no script and no server's configuration; the map answers to what no file can answer to
(``/view.asp?id=3``, a PDF), and spares readers the page in between. Where a report of this site was
before, its downloads, attachments and pictures were too: they lead on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, relpath
from urllib.parse import quote, unquote, urlsplit

from gongkai import addresses, paths
from gongkai.archive import Archive
from gongkai.checks.attachments import public_files
from gongkai.report import Report
from gongkai.settings import Settings

_OWN_PAGE = re.compile(r"(/reports/[0-9]{4}/[^/?]+)\.html")
"""An address as this site makes it for a report."""
_MAP_HEAD = """\
# 旧网址 → 新网址，由构建写成。在 nginx 的 http 里写：
#   map_hash_bucket_size {bucket};
#   map $request_uri $gongkai_moved {{ include /网站的文件夹/redirects.map; }}
# 在这个网站的 server 里写：
#   if ($gongkai_moved) {{ return 301 $gongkai_moved; }}
"""
_BUCKET = 1024
"""Bytes: nginx takes no name that does not fit, and its own 64 are too few for many files."""


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
    """Every old address, sorted; one that a report claims goes before one that follows from it."""
    claimed: dict[str, Redirect] = {}
    following: dict[str, Redirect] = {}
    for report in archive.reports:
        if not report.aliases:
            continue  # and no folder is looked through for nothing
        files = _files(report)
        found = {old: path for alias in report.aliases for old, path in _beside(alias, files)}
        by_name = {basename(inside): path for inside, path in reversed(files.items())}
        for alias in report.aliases:
            path = found.pop(alias, "") or _led_to(alias, by_name) or paths.of_report(report)
            claimed.setdefault(_sent(alias), _redirect(alias, path, report))
        for old, path in found.items():
            following.setdefault(_sent(old), _redirect(old, path, report))
    yield from sorted((following | claimed).values(), key=lambda redirect: redirect.old)


def _redirect(old: str, path: str, report: Report) -> Redirect:
    return Redirect(old, paths.of_old(old), path, report.title)


def _files(report: Report) -> dict[str, str]:
    """What followed the report's address without ``.html`` → where it is now."""
    if report.is_withdrawn:
        return {}
    found = {".txt": paths.of_text(report), ".md": paths.of_markdown(report)}
    folder = paths.of_report(report).removesuffix(".html")
    for path in public_files(report):
        inside = quote(path.relative_to(report.folder).as_posix())
        found[f"/{inside}"] = f"{folder}/{inside}"
    return found


def _beside(alias: str, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Old address and present path of what lay beside a page of this site."""
    if match := _OWN_PAGE.fullmatch(alias):
        for end, path in files.items():
            yield f"{match[1]}{end}", path


def _led_to(alias: str, by_name: dict[str, str]) -> str:
    """The file that an old address names, as ``/uploads/2020/shuju.csv`` does; none for a page."""
    is_page = paths.of_old(alias) or "?" in alias
    return "" if is_page else by_name.get(quote(unquote(basename(alias))), "")


def as_nginx_map(archive: Archive, settings: Settings) -> str:
    """``redirects.map``: old and new path, each below the path that the site is at.

    nginx takes no notice of case in these names, and does not start with one that comes twice.
    """
    base = urlsplit(settings.site_url).path.rstrip("/")
    pairs = {
        base + _sent(redirect.old): f"{base}/{redirect.path}" for redirect in redirects(archive)
    }
    # Spellings that differ in capitals alone lead to one report, or the checks refuse them.
    once = {old.lower(): (old, new) for old, new in pairs.items()}
    lines = [f"{_quoted(old)} {_quoted(new)};\n" for old, new in once.values()]
    longest = max(map(len, pairs), default=0) + 32  # with what nginx keeps beside it
    bucket = max(_BUCKET, 1 << longest.bit_length())
    return _MAP_HEAD.format(bucket=bucket) + "".join(lines)


def _sent(address: str) -> str:
    """As a browser sends it."""
    path, mark, query = address.partition("?")
    sent = quote(addresses.unquoted(path), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    return f"{sent}{mark}{quote(query, safe='=&%+/?:@!,;-._~')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{escaped}"'
