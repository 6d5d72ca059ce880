"""Signs become lines, with the spaces that were typed and without those of justification.

Called by ``pages`` for what stands on the page, and by ``tables`` for what is in a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from gongkai.importing.pdf.glyphs import Glyph, once
from gongkai.importing.pdf.scripts import SMALLER, placed, written

_SAME_LINE = 0.45
"""Of the size, lines are 1 apart at least."""
_RAISED = 0.6
"""Of the larger size: small signs of the same line are nowhere further away."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003fffd“”‘’—…·"
IS_WIDE = re.compile(f"[{_WIDE}]")
"""What Chinese is written with; no space stands between any two of them."""
_WORD = re.compile(r"[!-~]+")
_NOT_FIRST = "，。、；：！？）〕】》〉”’…—％%,.;:!?)]"
"""What may not begin a line, and takes the sign before it along."""
_NOT_LAST = "（〔【《〈“‘(["
_GAP = 0.2
"""Of the size, between letters: a space that is only a distance."""
_BROAD = 0.9
"""Of the size, between Chinese characters: a space that somebody meant."""

_TABULAR = 2.0
"""Of the size: a gap that no paragraph has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text beside others."""

    number: int = 0
    """Counts in reading order on its page; 0 is text over the whole width."""
    top: float = 0
    """Of all columns that stand side by side."""
    left: float = 0
    kind: tuple[int, ...] = ()
    """The same for columns at the same place of other pages."""
    is_aside: bool = False
    """Whether it is a frame that the text runs around: it parts no paragraph."""


WHOLE = Column()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    top: float
    bottom: float
    size: float
    """Of most of its signs."""
    font: str
    """Of most of its Chinese characters; of most signs where it has none."""
    is_bold: bool
    """Whether all of it is."""
    head: float
    """Width of its beginning that cannot be parted: it had to fit on the line before."""
    replaced: int = 0
    """Look-alikes in it."""
    head_font: str = ""
    """Of its first Chinese character; empty where it has none."""
    tail_font: str = ""
    """Of its last one."""
    has_gap: bool = False
    """Whether it has a gap as rows of a table without lines have."""
    column: Column = WHOLE
    flat: tuple[str, ...] = ()
    """What stands high or low in it, and is written like the rest."""

    @property
    def order(self) -> tuple[float, int, float, float]:
        """Sorts what stands on a page in the order in which it is read."""
        return order_in(self.column, self.top, self.bottom)


def order_in(column: Column, top: float, bottom: float) -> tuple[float, int, float, float]:
    """Columns side by side follow one another; all else goes from top to bottom."""
    return (column.top if column.number else top, column.number, top, bottom)


def lines_of(glyphs: Iterable[Glyph], page: int, column: Column = WHOLE) -> list[Line]:
    """From top to bottom; what has no sign on it is no line."""
    return [line for row in rows_of(glyphs) if (line := _line(once(row), page, column))]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Signs that stand on one line, from top to bottom."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        larger = max(size, glyph.size)
        is_mark = min(size, glyph.size) < SMALLER * larger
        if not rows or glyph.base - base > (_RAISED if is_mark else _SAME_LINE) * larger:
            rows.append([])
            size = 0
        rows[-1].append(glyph)
        if glyph.size >= size and not glyph.is_space:
            base, size = glyph.base, glyph.size
    return rows


def _line(row: Sequence[Glyph], page: int, column: Column) -> Line | None:
    seen = [glyph for glyph in row if not glyph.is_space]
    if not seen:
        return None
    wide = [glyph for glyph in seen if IS_WIDE.match(glyph.text)]
    text, flat = _spaced(row)
    return Line(
        text,
        page,
        min(glyph.x0 for glyph in seen),
        max(glyph.x1 for glyph in seen),
        median(glyph.base for glyph in seen),
        min(glyph.top for glyph in seen),
        max(glyph.bottom for glyph in seen),
        Counter(glyph.size for glyph in seen).most_common(1)[0][0],
        Counter(glyph.font for glyph in (wide or seen)).most_common(1)[0][0],
        all(glyph.is_bold for glyph in seen),
        _head(seen),
        sum(glyph.is_replaced for glyph in seen),
        wide[0].font if wide else "",
        wide[-1].font if wide else "",
        any(b.x0 - a.x1 > _TABULAR * b.size for a, b in pairwise(seen)) and _spacing(seen) < 1,
        column,
        flat,
    )


def _spaced(row: Sequence[Glyph]) -> tuple[str, tuple[str, ...]]:
    """The text of a line, a space where one was meant, whatever the file draws there; and what of
    its small signs is written like the rest."""
    pieces: list[str] = []
    flat: list[str] = []
    seen = [glyph for glyph in row if not glyph.is_space]
    typed = {id(after) for space, after in pairwise(row) if space.is_space}
    spaced_out = _spacing(seen), _spacing(seen, of_wide=True)
    scripts = placed(seen)
    last: Glyph | None = None
    for script, group in groupby(seen, lambda glyph: scripts.get(id(glyph), "")):
        signs = list(group)
        if script:
            text, rest = written("".join(glyph.text for glyph in signs), script)
            pieces.append(text)
            flat += [rest] if rest else []
            last = last and replace(last, x1=signs[-1].x1)
            continue
        for glyph in signs:
            if last and _is_parted(last, glyph, id(glyph) in typed, spaced_out):
                pieces.append(" ")
            pieces.append(glyph.text)
            last = glyph
    return "".join(pieces), tuple(flat)


def _is_parted(left: Glyph, right: Glyph, typed: bool, spaced_out: tuple[float, float]) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    wide = bool(IS_WIDE.match(left.text[-1])) + bool(IS_WIDE.match(right.text[0]))
    if wide == 2:
        return gap > _BROAD * size + max(spaced_out)
    if wide == 1:
        return (typed and gap > 0) or gap > _BROAD * size + max(spaced_out)
    return typed or gap > _GAP * size + spaced_out[0]


def _spacing(seen: Sequence[Glyph], *, of_wide: bool = False) -> float:
    """By how much a whole line is spaced out (工 作 报 告), as titles and short lines are.

    Beside an address that does not fit, only the Chinese characters are.
    """
    gaps = [
        b.x0 - a.x1
        for a, b in pairwise(seen)
        if not of_wide or (IS_WIDE.match(a.text) and IS_WIDE.match(b.text))
    ]
    return max(0.0, median(gaps)) if len(gaps) > 1 else 0.0


def _head(seen: Sequence[Glyph]) -> float:
    """How wide the first piece is that a line cannot be broken in."""
    text = [glyph.text[:1] for glyph in seen]
    end = 1
    while end < len(seen) and (
        text[end - 1] in _NOT_LAST
        or text[end] in _NOT_FIRST
        or (_WORD.fullmatch(text[end - 1]) and _WORD.fullmatch(text[end]) and _touch(seen, end))
    ):
        end += 1
    return seen[end - 1].x1 - seen[0].x0


def _touch(seen: Sequence[Glyph], place: int) -> bool:
    gap = seen[place].x0 - seen[place - 1].x1
    return gap <= _GAP * seen[place].size


def joined(left: str, right: str) -> str:
    """Two lines of one paragraph: a space only between words of letters."""
    is_address = re.search(r"(?:://|www\.|@)\S*$", left)
    between = left[-1:].isascii() and right[:1].isascii() and not is_address
    letters = left[-1:].isalpha() or right[:1].isalpha() or left[-1:] in ",.;:"
    return f"{left}{' ' if between and letters and left[-1:] != '-' else ''}{right}"
