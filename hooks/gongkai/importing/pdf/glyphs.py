"""The signs on a page of a PDF as they are drawn, each once; called by ``pages``.

What is drawn is not what is meant: fonts name radicals where characters stand, programs draw bold
twice and put a font's subset mark before its name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongkai import debris

UNREADABLE = "\ufffd"
"""Stands for a sign of a font that does not tell which character it draws."""
_LOOKALIKE = re.compile(f"[{debris.LOOKALIKE}]")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|heavy|black|semibold|粗", re.IGNORECASE)
_SIDE_BY_SIDE = 8
"""Signs to the left that may be the same one drawn before: shadows are drawn up to five times."""
_SAME_PLACE = 0.3
"""Of a sign's width; bold by overprinting is 0.02 to 0.1, doubled letters are a whole width."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign on a page; distances are in points from its upper left corner."""

    text: str
    font: str
    size: float
    x0: float
    x1: float
    base: float
    """Of the line that it stands on."""
    top: float
    bottom: float
    is_bold: bool = False
    is_replaced: bool = False
    """Whether the file names a look-alike of it."""

    @property
    def is_space(self) -> bool:
        return not self.text.strip()


def glyph_of(char: Mapping[str, Any], width: float, height: float) -> Glyph | None:
    """A sign that lies on the page; ``char`` is pdfplumber's."""
    glyph = _glyph(char, height)
    middle = (glyph.x0 + glyph.x1) / 2
    return glyph if 0 <= middle <= width and -1 <= glyph.base <= height + 1 else None


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The signs of one line from left to right; one that is drawn over itself is bold."""
    kept: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.x0, g.base)):
        for place in range(len(kept) - 1, max(-1, len(kept) - 1 - _SIDE_BY_SIDE), -1):
            if _is_same(kept[place], glyph):
                if not glyph.is_space:
                    kept[place] = replace(kept[place], is_bold=True)
                break
        else:
            kept.append(glyph)
    return kept


def _is_same(one: Glyph, other: Glyph) -> bool:
    near = _SAME_PLACE * max(one.x1 - one.x0, 0.1)
    return (
        one.text == other.text
        and abs(other.x0 - one.x0) < near
        and abs(other.base - one.base) < _SAME_PLACE * one.size
    )


def _glyph(char: Mapping[str, Any], height: float) -> Glyph:
    drawn = str(char["text"])
    if drawn.startswith("(cid:"):
        drawn = UNREADABLE
    text = _LOOKALIKE.sub(lambda match: debris.meant(match[0]), drawn)
    name = _readable(char["fontname"])
    return Glyph(
        text.replace("\xa0", " "),
        _SUBSET.sub("", name),
        round(float(char["size"]), 1),
        float(char["x0"]),
        float(char["x1"]),
        height - float(char["matrix"][5]),
        float(char["top"]),
        float(char["bottom"]),
        bool(_BOLD.search(name)),
        text != drawn,
    )


def _readable(name: object) -> str:
    """A font's name; programs on Chinese Windows write it in GBK, which pdfminer gives as code."""
    text = str(name)
    if not text.startswith(("b'", 'b"')):
        return text
    data = ast.literal_eval(text)
    try:
        return str(data, "utf-8")
    except UnicodeDecodeError:
        return str(data, "gb18030", "replace")
