"""The part of a web page that holds the text; called by ``reader``.

Systems that offices use keep it in an element of a known name. Where there is none, it is the
smallest element with nearly all of the page's punctuation marks, of which navigation has none;
trafilatura is asked for a second opinion, and where the two differ the larger part is taken: what
is too much, a person can delete.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.importing.web.grids import is_layout
from gongkai.importing.web.looks import is_hidden
from gongkai.importing.web.tags import UNSEEN

_NAMES = (
    # TRS, UCAP, 博达 (vsb), webplus, EasySite, 开普, 大汉: the systems behind most pages.
    *("trs_editor", "trs_editor_view", "trs_ueditor", "ucap-content", "zoom", "zoomcon"),
    *("vsb_content", "v_news_content", "wp_articlecontent", "easysite-news-text", "ivs_content"),
    *("fontzoom", "pages_content", "xxgk_content", "zfxxgk_zw_content", "gkml_content"),
    *("article-content", "article_content", "articlecontent", "arti_content", "xl_content"),
    *("info_content", "contenttext", "content_text", "text_content", "detail-content"),
    *("detail_content", "detailcontent", "news-content", "news_content", "newscontent"),
    *("bt_content", "con_text", "article-con", "ewb-article-content", "view", "con"),
)
"""Ids and classes, lower case; the narrower before the wider."""
_MARKS = re.compile(r"[，。；、！？,;]")
_SHARE = 0.9
"""Of a page's marks: fewer are a part of the text."""
_KNOWN_SHARE = 0.5
"""A known name with fewer is something else on this page."""
_STEP = 200
"""Characters that may stand around the text without links: title, signature, day."""
_SPANS = re.compile(r"""\b(?:col|row)span\s*=\s*["']?\s*\d+""", re.IGNORECASE)
"""trafilatura writes out every place that a cell covers: 1,000 a cell take it minutes."""
_LARGEST = 1_000_000
"""Characters of a page that trafilatura is asked about; 1 MB takes it seconds."""


@dataclass(frozen=True, slots=True)
class MainText:
    """Where the text is."""

    roots: tuple[Any, ...]
    """Elements in reading order, none inside another."""
    is_sure: bool
    """Whether the page names it, or both ways of looking found the same."""


def find_main_text(page: Any, source: str) -> MainText:
    """The elements that hold the text; the whole page where nothing tells."""
    marks = _marks(page, lambda text: True)
    total = marks.get(page, 0)
    known = _known(page, marks, total)
    if known:
        return MainText(known, True)
    mine = _holder(page, marks)
    theirs = _second_opinion(page, source)
    chosen = mine if theirs is None else _outer(mine, theirs)
    return MainText((_with_edges(chosen),), theirs is mine)


def _known(page: Any, marks: dict[Any, int], total: int) -> tuple[Any, ...]:
    """All elements of the known name that holds most of the text."""
    found: dict[str, list[Any]] = {}
    for element in page.iter():
        names = [element.get("id", ""), *element.get("class", "").split()]
        for name in {name.lower() for name in names} & set(_NAMES):
            places = found.setdefault(name, [])
            says_something = marks.get(element) or (not total and _length(element))
            if says_something and not any(e in places for e in element.iterancestors()):
                places.append(element)
    held = {
        name: sum(marks.get(element, 0) for element in found[name])
        for name in _NAMES
        if found.get(name)
    }
    best = max(held, key=lambda name: held[name], default="")
    return tuple(found[best]) if best and held[best] >= total * _KNOWN_SHARE else ()


def _marks(page: Any, counts: Callable[[str], bool]) -> dict[Any, int]:
    """Element → punctuation marks in it that are neither in a link nor hidden."""
    own: dict[Any, int] = {}
    order: list[Any] = []
    unseen: set[Any] = set()
    for element in page.iter():
        parent = element.getparent()
        order.append(element)
        if parent in unseen or element.tag == "a" or element.tag in UNSEEN or is_hidden(element):
            unseen.add(element)
        elif (text := element.text) and (number := len(_MARKS.findall(text))) and counts(text):
            own[element] = own.get(element, 0) + number
        if element is page or parent in unseen:
            continue
        if (tail := element.tail) and (number := len(_MARKS.findall(tail))) and counts(tail):
            own[parent] = own.get(parent, 0) + number
    for element in reversed(order):
        if element is not page and element in own:
            parent = element.getparent()
            own[parent] = own.get(parent, 0) + own[element]
    return own


def _holder(page: Any, marks: dict[Any, int]) -> Any:
    """The smallest element that has nearly all of the marks."""
    wanted, found, inner = marks.get(page, 0) * _SHARE, None, page
    while inner is not None:
        found = inner
        inner = next((e for e in found if wanted and marks.get(e, 0) >= wanted), None)
    return _whole(found)


def _whole(element: Any) -> Any:
    """No part of a paragraph or of a table: what it stands in, or the table."""
    table = next((e for e in _upwards(element) if e.tag == "table"), None)
    if table is not None and not is_layout(table):
        return table
    while element.tag in ("p", "span", "font", "b", "strong", "tr", "tbody"):
        element = element.getparent()
    return element


def _second_opinion(page: Any, source: str) -> Any | None:
    """The smallest element with what trafilatura takes for the text; none where it finds none."""
    if len(source) > _LARGEST:
        return None
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = (
            trafilatura.extract(_SPANS.sub("", source), favor_recall=True, include_comments=False)
            or ""
        )
    except Exception:
        # It is written for good pages; what it raises on others is not ours to know.
        return None
    words = _words(text)
    marks = _marks(page, lambda piece: _words(piece) in words)
    return _holder(page, marks) if marks.get(page) else None


def _words(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


def _outer(one: Any, other: Any) -> Any:
    """The smallest element that holds both."""
    around = {one, *one.iterancestors()}
    return next(e for e in _upwards(other) if e in around)


def _upwards(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _with_edges(element: Any) -> Any:
    """The element, or the one around it where that adds but a few words and no links."""
    while (parent := element.getparent()) is not None and parent.tag not in ("body", "html"):
        beside = [e for e in parent if e is not element]
        if any(e.tag == "a" or next(e.iter("a"), None) is not None for e in beside):
            return element
        if _length(parent) - _length(element) > _STEP:
            return element
        element = parent
    return element


def _length(element: Any) -> int:
    return sum(len(_words(text)) for text in element.itertext())
