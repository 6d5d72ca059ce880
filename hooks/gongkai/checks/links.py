"""Rules over links inside the site: each leads to a page, a file or a place that is there.

The addresses are worked out from the archive, as the pages will be, so that a dead link is known
before anything is built. Links to other sites are asked only where that is wanted (``visiting``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from gongkai import paths
from gongkai.addresses import host_of, plain
from gongkai.archive import Archive
from gongkai.checks.hand_written import hand_written_files, hand_written_text
from gongkai.checks.rendered import html_of, may_make_tags, tags
from gongkai.checks.targets import Addresses
from gongkai.problems import Problem, Severity, shortened
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

BROKEN = Rule(
    "link-broken",
    Severity.ERROR,
    finds="打不开的站内链接",
    reason="链接或图片指着本站没有的页面、附件。每发现一个打不开的链接，检查都要扣分。",
    source="国办发〔2017〕47号：清除错链、断链；2015 年普查：每发现一个打不开的扣分",
    wrong="见[上一年的报告](../2019/yundu-sifaju.md)。",
    right="见[本站的目录](../../catalogue.html)。",
)
ANCHOR = Rule(
    "link-anchor",
    Severity.ERROR,
    finds="链接指着的小标题不存在",
    reason="点了以后停在页面开头，读者找不到所说的那一节，多半是标题改过了。",
    source="国办发〔2017〕47号：清除错链、断链",
    wrong="见[存在的不足](#二不足)。\n\n## 二、存在的不足和原因",
    right="见[存在的不足](#二存在的不足和原因)。\n\n## 二、存在的不足和原因",
)
EMPTY = Rule(
    "link-empty",
    Severity.WARNING,
    finds="没有文字或没有网址的链接",
    reason="没有文字的链接看不见也点不到，读屏软件只能念出网址；没有网址的点了没有反应。",
    source="WCAG 2.2，2.4.4",
    wrong="见[](https://www.gov.cn/)。",
    right="见[中国政府网](https://www.gov.cn/)。",
)
IP = Rule(
    "link-ip",
    Severity.WARNING,
    finds="用 IP 地址写的链接",
    reason="IP 地址会换，证书也对不上，读者看不出是谁的网站。",
    source="国办发〔2017〕47号：网站使用 .gov.cn 域名；检查指标：不得使用 IP 地址",
    wrong="见[原文](http://203.0.113.7/a.html)。",
    right="见[原文](https://www.gov.cn/a.html)。",
)
MISSING_PICTURE = Rule(
    "link-picture",
    Severity.ERROR,
    finds="没有这张图片",
    reason="页面上只有一个空框。图片要放进与报告同名的文件夹。",
    source="国办发〔2017〕47号：图片能够正常显示",
    wrong="现场：![培训现场](yundu-sifaju/peixun.png)",
    right="现场：![培训现场](yundu-sifaju/xianchang.png)",
)
RULES = (BROKEN, ANCHOR, MISSING_PICTURE, EMPTY, IP)

_HINT = "核对地址；报告写 ../年度/文件名.md，附件写 文件名/附件名"
_ID = re.compile(r"""\bid=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_OF_EVERY_PAGE = frozenset({"top", "main", "related", "attachments"})
"""Places that the templates make."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture of a text."""

    element: str
    """``a`` or ``img``."""
    address: str
    text: str
    """What a reader can click on, tags left out but for pictures."""


def lead_somewhere(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``link-…``: links of reports and of the pages written by hand."""
    addresses = Addresses(archive, settings)
    for report in archive.public:
        yield from _of_report(report, addresses)
    for path in hand_written_files(settings):
        yield from _of_hand_written(path, addresses)


def links_of(body: str) -> Iterator[Link]:
    """Links and pictures, as the page will have them."""
    if not may_make_tags(body):
        return
    html = html_of(body)
    for element, found, end in tags(html):
        if element == "img":
            yield Link("img", found.get("src", ""), found.get("alt", ""))
        elif element == "a" and "href" in found:
            inner = html[end:].partition("</a>")[0]
            yield Link("a", found["href"], re.sub(r"<(?!img\b)[^>]*>", "", inner).strip())


def _of_report(report: Report, addresses: Addresses) -> Iterator[Problem]:
    page = unquote(paths.of_report(report)) if report.related or may_make_tags(report.body) else ""
    for link, offset in placed_links(report.body):
        place = report.place_in_body(offset)
        yield from _judged(link, page, report.body, report.path, place, addresses)
    for number, related in enumerate(report.related):
        place = report.place(f"related.{number}.url")
        # A path of the front matter is one of this site, in whatever folder that lies.
        own = related.url.startswith("/")
        url = addresses.settings.site_url.rstrip("/") + related.url if own else related.url
        if own and not addresses.settings.site_url:
            continue
        link = Link("a", url, related.title)
        yield from _judged(link, page, report.body, report.path, place, addresses)


def _of_hand_written(path: Path, addresses: Addresses) -> Iterator[Problem]:
    page = path.relative_to(addresses.settings.docs_dir).with_suffix(".html").as_posix()
    body, links = _read(path)
    for place, link in links:
        yield from _judged(link, page, body, path, place, addresses)


def hand_written_links(settings: Settings) -> Iterator[tuple[Path, tuple[int, int], Link]]:
    """File, place and link of everything that the pages of ``docs/`` lead to."""
    for path in hand_written_files(settings):
        for place, link in _read(path)[1]:
            yield path, place, link


def _read(path: Path) -> tuple[str, list[tuple[tuple[int, int], Link]]]:
    """A hand-written page's text, and its links with their lines and columns."""
    body, start, text = hand_written_text(path)
    found = []
    for link, offset in placed_links(body):
        at = start + offset
        found.append(((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), link))
    return body, found


def placed_links(body: str) -> Iterator[tuple[Link, int]]:
    """Each link with its offset: where its address stands, as far as it is written plainly."""
    seen: dict[str, int] = {}
    for link in links_of(body):
        sign = link.address or f"[{link.text}]"
        whole = re.compile(rf"(?<![\w./#%-]){re.escape(sign)}(?![\w./#%-])")
        match = whole.search(body, seen.get(sign, 0)) or whole.search(body)
        seen[sign] = match.end() if match else 0
        yield link, match.start() if match else 0


def _judged(
    link: Link,
    page: str,
    body: str,
    path: Path,
    place: tuple[int, int],
    addresses: Addresses,
) -> Iterator[Problem]:
    """What is wrong with one link of a page."""
    address = plain(link.address)
    if not address or (link.element == "a" and not link.text):
        message = "链接没有网址" if not address else f"链接“{_short(address)}”没有文字"
        yield EMPTY.problem(path, place, message, "写作 [文字](网址)；不要链接的，只留文字")
        return
    if _is_ip(address):
        message = f"链接“{_short(address)}”用的是 IP 地址"
        yield IP.problem(path, place, message, "改用域名；没有域名的，问一问对方")
        return
    try:
        target = _target(address, page, addresses.settings)
    except ValueError:
        yield BROKEN.problem(path, place, f"“{_short(address)}”不是网址", "改成完整的网址")
        return
    if target is None:
        return
    wanted, fragment = target
    is_raw = re.search(rf"href\s*=\s*[\"']?{re.escape(link.address)}", body)
    if is_raw and plain(link.address).partition("#")[0].endswith(".md"):
        # What is written as HTML is left as it is: no page ends in .md.
        hint = "写成 .html，或写成 Markdown 的链接：[文字](地址)"
        yield BROKEN.problem(path, place, f"站内没有“{_short(link.address)}”", hint)
        return
    if not addresses.has(wanted):
        rule = MISSING_PICTURE if link.element == "img" else BROKEN
        near = addresses.near(wanted)
        hint = f"是不是“/{near}”？{_HINT}" if near else _HINT
        what = "没有图片" if rule is MISSING_PICTURE else "站内没有"
        yield rule.problem(path, place, f"{what}“{_short(link.address)}”", hint)
    elif fragment:
        shown = body if wanted == page else addresses.body_of(wanted)
        if shown is not None and fragment not in _places_of(shown):
            message = f"“{_short(link.address)}”：那一页没有这个小标题"
            hint = "小标题的地址是它的文字，标点不写，空格写作 -"
            yield ANCHOR.problem(path, place, message, hint)


def is_own(address: str, settings: Settings) -> bool:
    """Whether a whole web address is one of this site's: same host and port, below its path.

    A column often lies in a folder of the county's own portal, which is another site.
    """
    try:
        mine, parts = urlsplit(settings.site_url), urlsplit(plain(address))
        is_same = (parts.hostname, parts.port) == (mine.hostname, mine.port)
    except ValueError:
        return False
    root = mine.path.rstrip("/") + "/"
    return bool(mine.hostname) and is_same and f"{parts.path or '/'}/".startswith(root)


def _target(address: str, page: str, settings: Settings) -> tuple[str, str] | None:
    """Path in the site and fragment, percent signs resolved; none where it leads elsewhere.

    Raises ``ValueError`` for what is no address at all.
    """
    parts = urlsplit(address)
    if parts.netloc:
        whole = address if parts.scheme else f"https:{address}"
        if not is_own(whole, settings):
            return None
    elif parts.scheme:
        return None
    fragment = unquote(parts.fragment)
    if not parts.path and not parts.netloc:
        return page, fragment
    path = unquote(parts.path)
    if parts.netloc or path.startswith("/"):
        root = unquote(urlsplit(settings.site_url).path).rstrip("/") + "/"
        path = path or "/"
        if not f"{path}/".startswith(root):
            return None  # of the portal that the column is a part of
        return path[len(root) :] or paths.HOME, fragment
    found = normpath(join(dirname(page), path))
    if path.endswith(".md"):
        found = f"{found.removesuffix('.md')}.html"
    return (f"{found}/" if path.endswith("/") else found), fragment


def _places_of(body: str) -> frozenset[str]:
    """Ids of a page: those of its text and those that every page has."""
    ids = ("".join(found) for found in _ID.findall(html_of(body)))
    return _OF_EVERY_PAGE.union(ids)


def _is_ip(address: str) -> bool:
    try:
        ip_address(host_of(address))
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    return shortened(unquote(text), 60)
