"""Running heads that stand lower than the edge of a page, and feet that stand higher.

The text may begin there too. So a head has to be the same, and at the same height, on nearly every
page, with nothing outside it, and smaller than the text; or apart from it, between the halves of a
sentence or of a table. What is only like one stays in the text and is told.

Called by ``furniture``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.paragraphs import ENDS
from gongkai.importing.pdf.repeats import (
    DISTANT,
    OTHER_SIZE,
    SENTENCE,
    Edges,
    from_the_text,
    inward,
    outward,
    pattern,
    repeated,
)
from gongkai.importing.pdf.tables import goes_on

LOW = 0.2
"""Of the page's height: an office's head of size 10.5 stood at 0.132, its text began at 0.16."""
_LEVEL = 2.0
"""Points by which heights differ that are the same."""
_INDENT, _SLACK = 2.6, 1.2
"""Signs that a full line may lack at its beginning and at its end."""
_LACKING = 5
"""Of so many pages one may lack the head; and one always may, as the first page often does."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How lines that are repeated stand on their pages."""

    is_everywhere: bool
    """On nearly every page."""
    is_often: bool
    """On three pages or more."""
    is_level: bool
    is_smaller: bool
    """Than the text."""
    is_apart: bool
    """From the text."""
    is_varied: bool
    """Whether what is beside them differs: forms of one kind go on alike."""
    is_of_table: bool
    """Whether a table stands next to each, whose caption or unit it may be."""
    is_between: bool
    """Whether one parts a sentence or a table that goes on over the end of a page."""

    @property
    def is_head(self) -> bool:
        is_like = self.is_smaller and (self.is_apart or not self.is_of_table)
        return self.is_everywhere and self.is_level and (is_like or self.is_between)

    @property
    def may_be_head(self) -> bool:
        is_set_off = self.is_smaller or self.is_apart
        return (self.is_smaller or self.is_varied) and (
            self.is_everywhere or (self.is_often and is_set_off)
        )


def lowered(
    pages: Sequence[Page],
    edges: Edges,
    numbers: set[int],
    heads: set[int],
    frame: tuple[float, float],
) -> tuple[list[Line], list[Line]]:
    """Further heads, and lines that are like heads; ``numbers`` and ``heads`` are known already.

    ``edges`` reach to ``LOW``; ``frame`` is the size of the text and the distance of its lines.
    """
    written = {page.number: page for page in pages if not page.is_blank}
    known = numbers | heads
    found: list[Line] = []
    likely: list[Line] = []
    for edge, lines in sorted(repeated(pages, edges, numbers), key=from_the_text, reverse=True):
        further = [line for line in lines if id(line) not in known]
        if (
            not further
            or SENTENCE.search(further[0].text)
            or not all(_is_outermost(o, edge, written[o.page], known) for o in further)
        ):
            continue
        count = len({line.page for line in lines})
        look = _look_of(further, count, edge, written, known, frame)
        if look.is_head:
            found += further
            known |= {id(line) for line in further}
        elif look.may_be_head:
            likely += further
    return found, likely


def _look_of(
    lines: Sequence[Line],
    count: int,
    edge: str,
    pages: Mapping[int, Page],
    known: set[int],
    frame: tuple[float, float],
) -> _Look:
    """``count`` are the pages that have the same, at the edge too; ``known`` is no text."""
    size, leading = frame
    places = [(line, pages[line.page]) for line in lines]
    heights = [line.base for line in lines]
    gaps = [inward(line, edge, page, known) for line, page in places]
    is_apart = all(gap is None or gap > DISTANT * leading for gap in gaps)
    nexts = [_beside(line, edge, page) for line, page in places]
    return _Look(
        is_everywhere=len(pages) - count <= max(len(pages) // _LACKING, len(pages) > 2),
        is_often=count > 2,
        is_level=max(heights) - min(heights) <= _LEVEL,
        is_smaller=all(line.size < size - OTHER_SIZE for line in lines),
        is_apart=is_apart,
        is_varied=len({pattern(line.text) if line else "" for line in nexts}) > 1,
        is_of_table=all(_is_at_table(line, edge, page) for line, page in places),
        is_between=is_apart and any(_parts(line, edge, pages, known) for line in lines),
    )


def _is_outermost(line: Line, edge: str, page: Page, known: set[int]) -> bool:
    others = (o for o in page.lines if id(o) not in known and o is not line)
    return all((o.base - line.base) * outward(edge) < line.size / 2 for o in others)


def _beside(line: Line, edge: str, page: Page) -> Line | None:
    """The next line toward the text."""
    lines = [o for o in page.lines if (line.base - o.base) * outward(edge) > line.size / 2]
    return min(lines, key=lambda o: abs(o.base - line.base), default=None)


def _is_at_table(line: Line, edge: str, page: Page) -> bool:
    """Whether a table stands nearer to it than any text."""
    places = [place for grid in page.grids for place in (grid.top, grid.bottom)]
    gaps = [gap for place in places if (gap := (line.base - place) * outward(edge)) > 0]
    text = _beside(line, edge, page)
    return bool(gaps) and (text is None or min(gaps) < abs(line.base - text.base))


def _parts(line: Line, edge: str, pages: Mapping[int, Page], known: set[int]) -> bool:
    """Whether a sentence or a table goes on over the end of the page that it stands at."""
    number = line.page - 1 if edge == "top" else line.page
    above, below = pages.get(number), pages.get(number + 1)
    if not above or not below:
        return False
    lines = [o for o in above.lines if id(o) not in known and o.text != line.text]
    if above.grids and all(o.base < above.grids[-1].bottom for o in lines):
        return bool(below.grids) and goes_on(above.grids[-1], below.grids[0])
    if not lines:
        return False
    last, left, right = lines[-1], min(o.x0 for o in lines), max(o.x1 for o in lines)
    is_full = last.x0 - left < _INDENT * last.size and right - last.x1 < _SLACK * last.size
    return is_full and last.text[-1] not in ENDS
