"""Pieces of lines: what stands together on one line, with no gap in it that a gutter could be.

Called by ``columns``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from gongkai.importing.pdf.glyphs import Glyph

NEAR = 2.0
"""Points in which two pieces begin at the same place."""
_HANGS = frozenset("，。、；：！？．｡､,.;:!?")
"""What may hang over the end of a line; LibreOffice hangs it out whole, as wide as any sign."""


@dataclass(eq=False, slots=True)
class Piece:
    """Signs of one line with no wide gap between them, or a table."""

    x0: float
    x1: float
    top: float
    base: float
    size: float
    glyphs: tuple[Glyph, ...] = ()
    text: str = field(default="", repr=False)
    own: float = 0.0
    """Where it ends without the sign that may hang out."""
    room: float = 0.0
    """Width of a gutter beside it."""

    def crosses(self, start: float) -> bool:
        """Whether it leaves no gutter before a place; a sign that hangs out may stand in it."""
        is_before = self.x0 < start - NEAR
        return is_before and (self.own + self.room > start or self.x1 > start + NEAR)

    def hangs(self, start: float) -> bool:
        """Whether it leaves the gutter only because a sign may hang out."""
        return self.own < self.x1 and self.x1 + self.room > start


def table(box: tuple[float, float, float, float]) -> Piece:
    """A table as a piece, which nothing hangs out of."""
    x0, top, x1, bottom = box
    return Piece(x0, x1, top, bottom, 0, own=x1)


def piece_of(glyphs: Sequence[Glyph], gutter: float) -> Piece | None:
    """Signs that stand together; None where none of them is seen."""
    seen = [glyph for glyph in glyphs if not glyph.is_space]
    if not seen:
        return None
    own = seen[:-1] if len(seen) > 1 and seen[-1].text in _HANGS else seen
    size = max(glyph.size for glyph in seen)
    return Piece(
        seen[0].x0,
        max(glyph.x1 for glyph in seen),
        min(glyph.top for glyph in seen),
        median(glyph.base for glyph in seen),
        size,
        tuple(glyphs),
        "".join(glyph.text for glyph in seen),
        max(glyph.x1 for glyph in own),
        gutter * size,
    )


def pieces_of(row: Sequence[Glyph], gutter: float) -> Iterator[Piece]:
    """A line cut where a gutter could be, which is so wide in sizes."""
    parts: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in sorted(row, key=lambda g: g.x0):
        if not parts or (
            last and not glyph.is_space and glyph.x0 - last.x1 > gutter * max(glyph.size, last.size)
        ):
            parts.append([])
        parts[-1].append(glyph)
        if not glyph.is_space and (last is None or glyph.x1 > last.x1):
            last = glyph
    for part in parts:
        if piece := piece_of(part, gutter):
            yield piece


def cut_behind_hanging(piece: Piece, starts: Sequence[float], gutter: float) -> Iterator[Piece]:
    """A piece in two where one of these places begins behind a sign that hangs into the gutter."""
    for start in starts:
        if not piece.x0 < start - NEAR < piece.x1:
            continue
        left = [glyph for glyph in piece.glyphs if glyph.x0 < start - NEAR]
        right = [glyph for glyph in piece.glyphs if glyph.x0 >= start - NEAR]
        one, other = piece_of(left, gutter), piece_of(right, gutter)
        if one and other and abs(other.x0 - start) <= NEAR and not one.crosses(start):
            yield one
            yield from cut_behind_hanging(other, starts, gutter)
            return
    yield piece


def as_lines(side: Sequence[Piece]) -> list[Piece]:
    """Pieces of a column as lines: a wide gap within it parts nothing. Tables are left out."""
    lines: list[Piece] = []
    for piece in sorted((piece for piece in side if piece.text), key=lambda p: (p.base, p.x0)):
        last = lines[-1] if lines else None
        if last and piece.base - last.base < 0.4 * piece.size:
            x0, x1 = min(last.x0, piece.x0), max(last.x1, piece.x1)
            own, text = max(last.own, piece.own), last.text + piece.text
            lines[-1] = replace(last, x0=x0, x1=x1, text=text, own=own)
        else:
            lines.append(piece)
    return lines
