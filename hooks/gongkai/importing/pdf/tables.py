"""Ruled tables of a PDF: cells by the lines around them, joined over page breaks.

Called by ``pages`` for each page and by ``reader`` for what follows one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.importing.blocks import Cell, Table
from gongkai.importing.pdf.glyphs import Glyph
from gongkai.importing.pdf.lines import (
    WHOLE,
    Column,
    Line,
    joined,
    lines_of,
    order_in,
)
from gongkai.importing.pdf.scripts import unanswered

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_NEAR = 3.0
"""Points in which two lines of a table are one."""
_PADDING = 12.0
"""Points left and right of the text in a cell; Word and LibreOffice leave 11."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page."""

    cells: tuple[tuple[Cell, ...], ...]
    columns: tuple[float, ...]
    """Where its columns begin and the last one ends."""
    top: float
    bottom: float
    page: int
    replaced: int = 0
    """Look-alikes in it."""
    last_page: int = 0
    full: frozenset[int] = frozenset()
    """Cells of the last row whose last line is full: their text may go on overleaf."""
    column: Column = WHOLE
    flat: tuple[str, ...] = ()
    """What stands high or low in it, and is written like the rest."""

    @property
    def left(self) -> float:
        return self.columns[0]

    @property
    def right(self) -> float:
        return self.columns[-1]

    @property
    def table(self) -> Table:
        return Table(self.cells, self.page)

    @property
    def order(self) -> tuple[float, int, float, float]:
        return order_in(self.column, self.top, self.bottom)


def grid_of(box: Box, cells: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> Grid | None:
    """The table in a box; None for a frame around text, which is none."""
    columns = _edges([x for cell in cells for x in (cell[0], cell[2])])
    rows = _edges([y for cell in cells for y in (cell[1], cell[3])])
    if len(cells) < 2 or len(columns) < 3 or len(rows) < 2:
        return None
    found: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    full: set[tuple[int, int]] = set()
    replaced = 0
    flat: list[str] = []
    rest = list(glyphs)
    for cell in sorted(cells, key=lambda c: (c[1], c[0])):
        left, right = _place(cell[0], columns), _place(cell[2], columns)
        upper, lower = _place(cell[1], rows), _place(cell[3], rows)
        places = {(r, c) for r in range(upper, lower) for c in range(left, right)}
        if not places or places & covered:
            continue
        covered |= places
        inside = [g for g in rest if _is_inside(g, cell)]
        taken = {id(g) for g in inside}
        rest = [g for g in rest if id(g) not in taken]
        lines = lines_of(inside, page)
        replaced += sum(line.replaced for line in lines)
        text, others = unanswered(_text(lines, cell[2] - cell[0]))
        flat += [*(said for line in lines for said in line.flat), *others]
        if lines and _is_full(lines[-1], lines, 2 * lines[-1].size, cell[2] - cell[0]):
            full.add((upper, left))
        found[upper, left] = Cell(text, right - left, lower - upper)
    if any(not glyph.is_space for glyph in rest):
        return None  # text between the lines of no cell: better all of it as text than a part
    made = []
    for row in range(len(rows) - 1):
        line = [(row, column) for column in range(len(columns) - 1)]
        kept = (found.get(p, Cell("")) for p in line if p in found or p not in covered)
        made.append(tuple(kept))
    last = [place for place in sorted(found) if place[0] == len(rows) - 2]
    ends = frozenset(number for number, place in enumerate(last) if place in full)
    return Grid(
        tuple(made), tuple(columns), box[1], box[3], page, replaced, page, ends, flat=tuple(flat)
    )


def goes_on(above: Grid, below: Grid) -> bool:
    """Whether a table at the top of a page is the one that ended the page before."""
    return (
        below.page == above.last_page + 1
        and len(above.columns) == len(below.columns)
        and all(abs(a - b) <= _NEAR for a, b in zip(above.columns, below.columns, strict=True))
    )


def as_one(above: Grid, below: Grid) -> Grid:
    """Both, the head that is printed again overleaf once, and a row that is cut in two as one."""
    rows = below.cells
    if rows and above.cells and rows[0] == above.cells[0] and len(rows) > 1:
        rows = rows[1:]
    cells = above.cells
    if _is_cut(above, rows[0]):
        pairs = zip(cells[-1], rows[0], strict=True)
        whole = (replace(a, text=joined(a.text, b.text) if b.text else a.text) for a, b in pairs)
        cells, rows = (*cells[:-1], tuple(whole)), rows[1:]
    replaced = above.replaced + below.replaced
    full = below.full if rows else frozenset[int]()
    return replace(
        below,
        cells=(*cells, *rows),
        columns=above.columns,
        top=above.top,
        page=above.page,
        last_page=below.page,
        replaced=replaced,
        full=full,
        flat=(*above.flat, *below.flat),
    )


def _is_cut(above: Grid, row: Sequence[Cell]) -> bool:
    """Whether a row only goes on with the last one: what it has follows a line that is full."""
    said = {number for number, cell in enumerate(row) if cell.text}
    last = above.cells[-1]
    return (
        0 < len(said) < len(row) == len(last)
        and said <= above.full
        and [c.columns for c in row] == [c.columns for c in last]
        and not any(last[number].text.endswith(("。", "；")) for number in said)
    )


def _edges(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _place(value: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def _is_inside(glyph: Glyph, cell: Box) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _text(lines: Sequence[Line], width: float) -> str:
    """Paragraphs of a cell, one a line: a line that is full goes on in the next."""
    text = ""
    for number, line in enumerate(lines):
        above = lines[number - 1]
        if not number:
            text = line.text
        elif _is_full(above, lines, line.head, width):
            text = joined(text, line.text)
        else:
            text += f"\n{line.text}"
    return text


def _is_full(line: Line, lines: Sequence[Line], more: float, width: float) -> bool:
    """Whether no more fits on a line; the first one may be indented."""
    before = line.x0 - min(other.x0 for other in lines)
    after = max(other.x1 for other in lines) - line.x1
    is_centered = abs(before - after) < line.size / 2
    indent = 0 if is_centered else before
    return indent + line.x1 - line.x0 + more > width - _PADDING
