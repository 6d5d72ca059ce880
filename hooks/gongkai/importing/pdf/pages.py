"""A page of a PDF: its lines, its tables, and whether it has pictures; called by ``reader``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.importing.pdf.glyphs import Glyph, glyphs_of
from gongkai.importing.pdf.lines import Line, lines_of
from gongkai.importing.pdf.tables import Grid, grid_of

MOST_SIGNS = 50_000
"""On one page; a poster of statistics has ten thousand."""
_MOST_EDGES = 3_000
"""Lines and boxes drawn on a page: more are a map, in which to look for tables takes minutes."""
_MOST_CELLS = 2_000
_PICTURE = 20.0
"""Points: what is narrower or lower is an ornament."""
_WHOLE_PAGE = 0.8


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
    aslant: str = ""
    """Text that does not stand upright: a watermark, a table laid on its side."""
    unreadable: int = 0
    """Signs that the file does not say the character of."""
    is_crowded: bool = False
    """Whether it has more signs than any page has; then nothing of it is read."""

    @property
    def is_blank(self) -> bool:
        """Whether no text was found on it."""
        return not (self.lines or self.grids or self.aslant)

    def without(self, furniture: Iterable[Line]) -> Page:
        gone = {id(line) for line in furniture}
        return replace(self, lines=tuple(line for line in self.lines if id(line) not in gone))


def page_of(page: Any, number: int) -> Page:
    """What pdfplumber finds on a page."""
    width, height = float(page.width), float(page.height)
    chars = page.chars
    if len(chars) > MOST_SIGNS:
        return Page(number, width, height, (), is_crowded=True)
    glyphs = glyphs_of(chars, width, height)
    edges = len(page.lines) + len(page.rects) + len(page.curves)
    found = page.find_tables() if 3 <= edges <= _MOST_EDGES else []
    grids = []
    for table in found:
        if len(table.cells) > _MOST_CELLS:
            continue
        inside = [glyph for glyph in glyphs if _is_in(glyph, table.bbox)]
        if inside and (grid := grid_of(table.bbox, table.cells, inside, number)):
            grids.append(grid)
            taken = {id(glyph) for glyph in inside}
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
    pictures = _pictures(page.images)
    return Page(
        number,
        width,
        height,
        tuple(lines_of(glyphs, number)),
        tuple(sorted(grids, key=lambda grid: grid.top)),
        bool(pictures),
        any(w * h > _WHOLE_PAGE * width * height for w, h in pictures),
        "".join(char["text"] for char in chars if not char["upright"]).strip(),
        sum(char["text"].startswith("(cid:") for char in chars),
    )


def _pictures(images: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    sizes = [(float(i["x1"] - i["x0"]), float(i["bottom"] - i["top"])) for i in images]
    return [(w, h) for w, h in sizes if w >= _PICTURE and h >= _PICTURE]


def _is_in(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
