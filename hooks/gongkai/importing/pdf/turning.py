"""Which way the signs of a page stand: upright, on their side, one below the other, or aslant.

A page is read in the way that most of its signs stand; what stands otherwise is told. Called by
``pages``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from gongkai.importing.pdf.glyphs import Glyph

_UPRIGHT = 0.1
"""Slope of a page that lies askew on the scanner; watermarks have 0.5 and more."""
_FEW = 8
"""Signs one below the other: fewer are a label beside a table."""

Char = Mapping[str, Any]
"""A sign as pdfplumber gives it."""


def turn_of(char: Char) -> int | None:
    """By how many degrees clockwise a page is turned to set a sign upright; None if none does."""
    a, b = float(char["matrix"][0]), float(char["matrix"][1])
    if abs(b) <= _UPRIGHT * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= _UPRIGHT * abs(b):
        return 90 if b > 0 else 270
    return None


def most(chars: Iterable[Char]) -> int:
    """The turn that sets more than half of a page's signs upright; 0 where none does."""
    counts = Counter(turn_of(char) for char in chars if char["text"].strip())
    turn, count = counts.most_common(1)[0] if counts else (0, 0)
    return turn if turn and count * 2 > counts.total() else 0


def turned(page: Any, by: int) -> Any:
    """The same page as it is shown after turning it: signs, ruled lines and pictures."""
    made = page.page_obj
    made.rotate = (made.rotate + by) % 360
    made.attrs = {**made.attrs, "Rotate": made.rotate}
    return type(page)(page.pdf, made, page.page_number)


def joined_pieces(
    glyphs: Sequence[tuple[Glyph, int | None]],
) -> list[tuple[Glyph, int | None]]:
    """Signs that do not stand upright, with their turns; those drawn one after the other as one."""
    pieces: list[tuple[Glyph, int | None]] = []
    for glyph, turn in glyphs:
        if pieces and pieces[-1][1] == turn and _is_next(pieces[-1][0], glyph):
            last = pieces[-1][0]
            pieces[-1] = (
                replace(
                    last,
                    text=last.text + glyph.text,
                    x0=min(last.x0, glyph.x0),
                    x1=max(last.x1, glyph.x1),
                    top=min(last.top, glyph.top),
                    bottom=max(last.bottom, glyph.bottom),
                    base=max(last.base, glyph.base),
                ),
                turn,
            )
        else:
            pieces.append((glyph, turn))
    return [(glyph, turn) for glyph, turn in pieces if not glyph.is_space]


def _is_next(last: Glyph, glyph: Glyph) -> bool:
    """Whether a sign lies beside the ones drawn before it."""
    far = 1.5 * glyph.size
    return (
        last.x0 - far <= (glyph.x0 + glyph.x1) / 2 <= last.x1 + far
        and last.top - far <= (glyph.top + glyph.bottom) / 2 <= last.bottom + far
    )


def downward(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Signs that are set one below the other as a text is, and the rest; in the order drawn."""
    seen = [glyph for glyph in glyphs if not glyph.is_space]
    down, along = set[int](), set[int]()
    for last, glyph in pairwise(seen):
        x = abs(glyph.x0 + glyph.x1 - last.x0 - last.x1) / 2
        y = (glyph.top + glyph.bottom - last.top - last.bottom) / 2
        if x < 0.6 * glyph.size and 0.4 * glyph.size < y < 2.5 * glyph.size:
            down |= {id(last), id(glyph)}
        elif abs(y) < 0.4 * glyph.size and x > 0.2 * glyph.size:
            along |= {id(last), id(glyph)}
    if len(down) < _FEW or len(down) <= 2 * len(along):
        return [], list(glyphs)
    rest = [glyph for glyph in seen if id(glyph) in along and id(glyph) not in down]
    gone = {id(glyph) for glyph in rest}
    return [glyph for glyph in seen if id(glyph) not in gone], rest


def laid(glyphs: Iterable[Glyph], width: float) -> list[Glyph]:
    """Text that runs downward, laid on its side: columns from the right are lines from above."""
    return [
        replace(
            glyph,
            text="".join(map(_upright, glyph.text)),
            x0=glyph.top,
            x1=glyph.bottom,
            top=width - glyph.x1,
            bottom=width - glyph.x0,
            base=width - (glyph.x0 + glyph.x1) / 2 + 0.38 * glyph.size,
        )
        for glyph in glyphs
    ]


def _upright(sign: str) -> str:
    """A form of punctuation for text set downward, as it is written elsewhere."""
    is_form = "\ufe10" <= sign <= "\ufe19" or "\ufe30" <= sign <= "\ufe44"
    return unicodedata.normalize("NFKC", sign) if is_form else sign
