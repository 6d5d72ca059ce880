"""A page of a PDF: its lines, its tables, and whether it has pictures; called by ``reader``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.importing.pdf import turning
from gongkai.importing.pdf.columns import parted
from gongkai.importing.pdf.filled import filled_in
from gongkai.importing.pdf.glyphs import Glyph, glyph_of
from gongkai.importing.pdf.lines import Column, Line, lines_of
from gongkai.importing.pdf.tables import Grid, grid_of

MOST_SIGNS = 50_000
"""On one page; a poster of statistics has ten thousand."""
_MOST_EDGES = 3_000
"""Lines and boxes drawn on a page: more are a map, in which to look for tables takes minutes."""
_MOST_CELLS = 2_000
_PICTURE = 20.0
"""Points: what is narrower or lower is an ornament."""
_WHOLE_PAGE = 0.8
_NARROW = 0.5
"""Of the page's width: text runs around a frame that is narrower."""
_LINES = 1.5
"""Of the size: a box that is lower is around words of the text."""
_FRAME = 1_000
"""Frames are numbered behind all columns."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    """From top to bottom, without those in tables."""
    grids: tuple[Grid, ...] = ()
    has_picture: bool = False
    is_picture: bool = False
    """Whether one picture covers it: a scan, with the text that a program read from it."""
    aslant: tuple[str, ...] = ()
    """Text that stands otherwise than the rest: a watermark, a number beside a table."""
    filled: tuple[str, ...] = ()
    """Text that was typed over it, in fields and boxes."""
    is_downward: bool = False
    """Whether its text is set one sign below the other, and was read from the right."""
    gutters: frozenset[float] = frozenset()
    """Where its columns begin, the first left out."""
    is_doubtful: bool = False
    """Whether it may have columns that were not told apart."""
    unreadable: int = 0
    """Signs that the file does not say the character of."""
    is_crowded: bool = False
    """Whether it has more signs than any page has; then nothing of it is read."""

    @property
    def is_blank(self) -> bool:
        """Whether no text was found on it."""
        return not (self.lines or self.grids)

    def in_order(self) -> list[Line]:
        """Its lines as they are read, column by column."""
        return sorted(self.lines, key=lambda line: line.order)

    def without(self, furniture: Iterable[Line]) -> Page:
        gone = {id(line) for line in furniture}
        return replace(self, lines=tuple(line for line in self.lines if id(line) not in gone))


def page_of(page: Any, number: int, known: frozenset[float] = frozenset()) -> Page:
    """What pdfplumber finds on a page; ``known`` are the gutters of the one before."""
    filled = filled_in(page.page_obj)
    by = turning.most(page.chars)
    if by:
        page = turning.turned(page, by)
    width, height = float(page.width), float(page.height)
    if len(page.chars) > MOST_SIGNS:
        return Page(number, width, height, (), is_crowded=True)
    upright, other = _signs(page.chars, width, height)
    pictures = _pictures(page.images)
    made = Page(
        number,
        width,
        height,
        (),
        has_picture=bool(pictures),
        is_picture=any(w * h > _WHOLE_PAGE * width * height for w, h in pictures),
        filled=filled,
        unreadable=sum(char["text"].startswith("(cid:") for char in page.chars),
    )
    down, rest = turning.downward(upright)
    if down and not _tables(page):
        return _read_downward(made, down, rest, other)
    return _read_along(made, page, upright, other, known)


def _read_downward(
    made: Page, down: list[Glyph], rest: list[Glyph], other: list[tuple[Glyph, int | None]]
) -> Page:
    """A page whose text runs downward, its columns from the right; ``rest`` does not."""
    down = [*down, *(glyph for glyph, turn in other if turn == 270)]  # figures, letters
    lines = lines_of(turning.laid(down, made.width), made.number)
    away = [line.text for line in lines_of(rest, made.number)]
    away += [g.text for g, _ in turning.joined_pieces([o for o in other if o[1] != 270])]
    return replace(
        made,
        width=made.height,
        height=made.width,
        lines=tuple(lines),
        aslant=tuple(away),
        is_downward=True,
    )


def _read_along(
    made: Page,
    page: Any,
    upright: list[Glyph],
    other: list[tuple[Glyph, int | None]],
    known: frozenset[float],
) -> Page:
    """A page whose lines run from left to right: tables, frames, columns, and what is left."""
    number = made.number
    pieces = turning.joined_pieces(other)
    sideways = [glyph for glyph, turn in pieces if turn in (90, 270)]
    aslant = [glyph.text for glyph, turn in pieces if turn not in (90, 270)]
    grids, frames, glyphs = _grids(page, number, [*upright, *sideways])
    beside = {id(piece) for piece in sideways}
    away = [*aslant, *(glyph.text for glyph in glyphs if id(glyph) in beside)]
    glyphs = [glyph for glyph in glyphs if id(glyph) not in beside]
    boxes = [(g.left, g.top, g.right, g.bottom) for g in grids]
    boxes += [(f.left, f.top, f.left, f.top) for f, _ in frames]
    parts = parted(glyphs, boxes, known)
    groups = [*parts.groups, *frames]
    lines = [line for column, group in groups for line in lines_of(group, number, column)]
    return replace(
        made,
        lines=tuple(sorted(lines, key=lambda line: (line.base, line.x0))),
        grids=tuple(replace(g, column=c) for g, c in zip(grids, parts.boxes, strict=False)),
        aslant=tuple(away),
        gutters=parts.gutters,
        is_doubtful=parts.is_doubtful,
    )


def _signs(
    chars: Iterable[Mapping[str, Any]], width: float, height: float
) -> tuple[list[Glyph], list[tuple[Glyph, int | None]]]:
    """The signs that stand upright, and the others with the turn that would set them so."""
    upright: list[Glyph] = []
    other: list[tuple[Glyph, int | None]] = []
    for char in chars:
        if glyph := glyph_of(char, width, height):
            turn = turning.turn_of(char)
            upright.append(glyph) if turn == 0 else other.append((glyph, turn))
    return upright, other


def _grids(
    page: Any, number: int, glyphs: list[Glyph]
) -> tuple[list[Grid], list[tuple[Column, tuple[Glyph, ...]]], list[Glyph]]:
    """Tables of a page from top to bottom, frames that text runs around, and the other signs."""
    grids = []
    frames: list[tuple[Column, tuple[Glyph, ...]]] = []
    for table in _tables(page):
        if len(table.cells) > _MOST_CELLS:
            continue
        inside = [glyph for glyph in glyphs if _is_in(glyph, table.bbox)]
        if inside and (grid := grid_of(table.bbox, table.cells, inside, number)):
            grids.append(grid)
            taken = {id(glyph) for glyph in inside}
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
    for left, top, right, bottom in sorted(_frames(page)):
        inside = [glyph for glyph in glyphs if _is_in(glyph, (left, top, right, bottom))]
        if inside and bottom - top > _LINES * max(glyph.size for glyph in inside):
            kind = (-1, number, len(frames), 0)
            frames.append((Column(_FRAME + len(frames), top, left, kind, True), tuple(inside)))
            taken = {id(glyph) for glyph in inside}
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
    return sorted(grids, key=lambda grid: grid.top), frames, glyphs


def _tables(page: Any) -> list[Any]:
    edges = len(page.lines) + len(page.rects) + len(page.curves)
    return page.find_tables() if 2 <= edges <= _MOST_EDGES else []


def _frames(page: Any) -> set[tuple[float, float, float, float]]:
    """Boxes that are drawn around something narrower than the text."""
    drawn = [shape for shape in (*page.rects, *page.curves) if shape["stroke"]]
    boxes = {(shape["x0"], shape["top"], shape["x1"], shape["bottom"]) for shape in drawn}
    return {box for box in boxes if box[2] - box[0] < _NARROW * float(page.width)}


def _pictures(images: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    sizes = [(float(i["x1"] - i["x0"]), float(i["bottom"] - i["top"])) for i in images]
    return [(w, h) for w, h in sizes if w >= _PICTURE and h >= _PICTURE]


def _is_in(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
