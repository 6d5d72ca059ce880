"""What is printed around the text of every page: page numbers, running heads.

Called by ``reader``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.lowered import LOW, lowered
from gongkai.importing.pdf.notes import begun_notes
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.paragraphs import usual
from gongkai.importing.pdf.repeats import (
    DISTANT,
    OTHER_SIZE,
    SAME_HEIGHT,
    SENTENCE,
    STAYS,
    Edges,
    from_the_text,
    inward,
    pattern,
    repeated,
)

_EDGE = 0.13
"""Of the page's height: GB/T 9704-2012 leaves 37 mm of 297 above the text and 35 below it."""
_DEEP = 3
"""Lines that may stand one below the other there."""
_NUMBER = re.compile(r"[-—–－―~～·•(（\s]*(?:第?\s*[0-9０-９]{1,4}\s*页?)[-—–－―~～·•)）\s]*")
_MARKED = re.compile(
    r"[-—–－―~～·•]+\s*[0-9０-９]{1,4}\s*[-—–－―~～·•]+"
    r"|[(（]?第\s*[0-9０-９]{1,4}\s*页\s*[,，/／|]?\s*(?:[(（]?共\s*[0-9０-９]{1,4}\s*页)?[)）]?"
    r"|(?:page)?\s*[0-9]{1,4}\s*(?:/|／|of)\s*[0-9]{1,4}(?:\s*页)?",
    re.IGNORECASE,
)
"""What is a page number by its form alone."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that are not the text's, and lines that may not be."""

    numbers: Sequence[Line]
    """Of pages."""
    heads: Sequence[Line]
    """Running heads and feet."""
    likely: Sequence[Line]
    """What is like them, and stays in the text."""


def furniture_of(pages: Sequence[Page]) -> Furniture:
    """What is printed on the pages around the text."""
    edges = {page.number: list(_at_the_edges(page, _EDGE)) for page in pages}
    numbers = _numbers(pages, edges)
    known = _ids(numbers)
    frame = usual(pages)
    heads: list[Line] = []
    # From the text outward: of two heads one above the other the upper is as far as the lower.
    for edge, lines in sorted(repeated(pages, edges, known), key=from_the_text):
        if _is_apart(lines, edge, pages, known, frame):
            heads += lines
            known |= _ids(lines)
    heads += _on_every_page(pages, edges, known)
    edges = {page.number: list(_at_the_edges(page, LOW)) for page in pages}
    further, likely = lowered(pages, edges, _ids(numbers), _ids(heads), frame)
    return Furniture(numbers, _in_order([*heads, *further]), _in_order(likely))


def _ids(lines: Sequence[Line]) -> set[int]:
    return {id(line) for line in lines}


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.page, line.base))


def _at_the_edges(page: Page, reach: float) -> Iterator[tuple[str, Line]]:
    """The outermost lines, with the edge that they are at; none that has a table outside it.

    ``reach`` is of the page's height.
    """
    top = min((grid.top for grid in page.grids), default=page.height)
    bottom = max((grid.bottom for grid in page.grids), default=0)
    for line in page.lines[:_DEEP]:
        if line.base < reach * page.height and line.base <= top:
            yield "top", line
    notes = begun_notes(page)  # which may be alike on many pages
    for line in page.lines[-_DEEP:]:
        if line.base > (1 - reach) * page.height and line.base >= bottom and id(line) not in notes:
            yield "bottom", line


def _numbers(pages: Sequence[Page], edges: Edges) -> list[Line]:
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


def _on_every_page(pages: Sequence[Page], edges: Edges, known: set[int]) -> Iterator[Line]:
    """Lines as near to the text as its own: the outermost ones, where all pages have the same to
    the character and each goes on otherwise."""
    pages = [page for page in pages if page.lines]
    if len(pages) < 2:
        return
    gone = set(known)
    for edge in ("top", "bottom") * _DEEP:
        lines = [_outermost(page, edge, gone) for page in pages]
        firsts = [pair[0] for pair in lines if pair and _is_at(edges, edge, pair[0])]
        nexts = {pattern(pair[1].text) for pair in lines if pair}
        heights = [line.base for line in firsts]
        if (
            len(firsts) == len(nexts) == len(pages)
            and len({line.text for line in firsts}) == 1
            and max(heights) - min(heights) <= SAME_HEIGHT
            and not STAYS.match(firsts[0].text)
            and not SENTENCE.search(firsts[0].text)
        ):
            gone |= {id(line) for line in firsts}
            yield from firsts


def _outermost(page: Page, edge: str, gone: set[int]) -> tuple[Line, Line] | None:
    """The line at an edge and the one beside it; none where there are not two."""
    lines = [line for line in page.lines if id(line) not in gone]
    if edge == "bottom":
        lines.reverse()
    return (lines[0], lines[1]) if len(lines) > 1 else None


def _is_at(edges: Edges, edge: str, line: Line) -> bool:
    return any(edge == of and line is other for of, other in edges[line.page])


def _is_apart(
    lines: Sequence[Line],
    edge: str,
    pages: Sequence[Page],
    known: set[int],
    frame: tuple[float, float],
) -> bool:
    """Whether most of them are set apart from the text: it may begin alike on many pages too."""
    size, leading = frame
    of_number = {page.number: page for page in pages}
    votes = 0
    for line in lines:
        if abs(line.size - size) > OTHER_SIZE:
            votes += 1
            continue
        gap = inward(line, edge, of_number[line.page], known)
        if gap is not None:
            votes += 1 if gap > DISTANT * leading else -1
    return votes > 0
