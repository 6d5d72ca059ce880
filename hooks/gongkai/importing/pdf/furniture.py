"""What is printed around the text of every page: page numbers, running heads.

Called by ``reader``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.notes import begun_notes
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.paragraphs import usual

_EDGE = 0.13
"""Of the page's height: GB/T 9704-2012 leaves 37 mm of 297 above the text and 35 below it."""
_DEEP = 3
"""Lines that may stand one below the other there."""
_OTHER_SIZE = 0.6
"""Points by which a running head is smaller or larger than the text."""
_DISTANT = 1.4
"""Of the usual distance between lines: what is nearer to the text may be part of it."""
_SAME_HEIGHT = 8.0
"""Points by which the same head may lie higher on another page."""
_NUMBER = re.compile(r"[-—–－―~～·•\s]*(?:第?\s*[0-9０-９]{1,4}\s*页?)[-—–－―~～·•\s]*")
_MARKED = re.compile(
    r"[-—–－―~～·•]+\s*[0-9０-９]{1,4}\s*[-—–－―~～·•]+"
    r"|[(（]?第\s*[0-9０-９]{1,4}\s*页\s*[,，/／|]?\s*(?:[(（]?共\s*[0-9０-９]{1,4}\s*页)?[)）]?"
    r"|(?:page)?\s*[0-9]{1,4}\s*(?:/|／|of)\s*[0-9]{1,4}(?:\s*页)?",
    re.IGNORECASE,
)
"""What is a page number by its form alone."""


def furniture_of(pages: Sequence[Page]) -> tuple[list[Line], list[str]]:
    """The lines that are not the text's, and what among them is more than a page number."""
    edges = {page.number: list(_at_the_edges(page)) for page in pages}
    numbers = _numbers(pages, edges)
    groups = _repeated(pages, edges, {id(line) for line in numbers})
    known = {id(line) for lines in [numbers, *groups] for line in lines}
    frame = usual(pages)
    repeated = [line for lines in groups if _is_apart(lines, pages, known, frame) for line in lines]
    repeated.sort(key=lambda line: (line.page, line.base))
    return [*numbers, *repeated], _one_each(line.text for line in repeated)


def _at_the_edges(page: Page) -> Iterator[tuple[str, Line]]:
    """The outermost lines, with the edge that they are at; none that has a table outside it."""
    top = min((grid.top for grid in page.grids), default=page.height)
    bottom = max((grid.bottom for grid in page.grids), default=0)
    for line in page.lines[:_DEEP]:
        if line.base < _EDGE * page.height and line.base <= top:
            yield "top", line
    notes = begun_notes(page)  # which may be alike on many pages
    for line in page.lines[-_DEEP:]:
        if line.base > (1 - _EDGE) * page.height and line.base >= bottom and id(line) not in notes:
            yield "bottom", line


def _numbers(pages: Sequence[Page], edges: dict[int, list[tuple[str, Line]]]) -> list[Line]:
    """Page numbers: by their form, or because they count with the pages."""
    marked, bare = [], list[Line]()
    for page in pages:
        for _, line in edges[page.number]:
            if _MARKED.fullmatch(line.text):
                marked.append(line)
            elif _NUMBER.fullmatch(line.text):
                bare.append(line)
    steps = Counter(_value(line) - line.page for line in bare)
    if len(pages) == 1:
        return [*marked, *(line for line in bare if _value(line) == 1)]
    return [*marked, *(line for line in bare if steps[_value(line) - line.page] > 1)]


def _value(line: Line) -> int:
    return int("".join(re.findall(r"\d", line.text)))


def _repeated(
    pages: Sequence[Page], edges: dict[int, list[tuple[str, Line]]], known: set[int]
) -> list[list[Line]]:
    """Lines that stand at the same place of many pages, whatever numbers are in them."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for page in pages:
        for edge, line in edges[page.number]:
            if id(line) not in known:
                found[edge, _pattern(line.text)].append(line)
    groups = []
    for lines in found.values():
        kept = []
        for line in lines:
            same = {o.page for o in lines if abs(o.base - line.base) <= _SAME_HEIGHT}
            if len(same) >= 3 or (len(same) >= 2 and len(same) * 5 >= len(pages) * 2):
                kept.append(line)
        if kept:
            groups.append(kept)
    return groups


def _is_apart(
    lines: Sequence[Line], pages: Sequence[Page], known: set[int], frame: tuple[float, float]
) -> bool:
    """Whether most of them are set apart from the text: it may begin alike on many pages too."""
    size, leading = frame
    of_number = {page.number: page for page in pages}
    votes = 0
    for line in lines:
        if abs(line.size - size) > _OTHER_SIZE:
            votes += 1
            continue
        page = of_number[line.page]
        places = [o.base for o in page.lines if id(o) not in known]
        places += [place for grid in page.grids for place in (grid.top, grid.bottom)]
        if places:
            gap = min(abs(place - line.base) for place in places)
            votes += 1 if gap > _DISTANT * leading else -1
    return votes > 0


def _pattern(text: str) -> str:
    return re.sub(r"[0-9０-９]+", "#", "".join(text.split()))


def _one_each(texts: Iterable[str]) -> list[str]:
    """Heads that differ by a page number only, once."""
    shown: dict[str, str] = {}
    for text in texts:
        shown.setdefault(_pattern(text), text)
    return list(shown.values())
