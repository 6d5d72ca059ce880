"""Signs that a Word file writes as characters of a font of signs; called by ``runs``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai.importing.word.nodes import Node

Known = Mapping[tuple[str, int], int]
"""Font and place in it → the common character that looks so."""
_FONTS = ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol")
_SIGN = re.compile("([\uf020-\uf0ff])")
"""Where such a font has its signs in a text; bullets typed by hand are written so."""


def known_signs() -> Known:
    """Mammoth's table of them; raises ``ImportError`` where it is not installed.

    The table is no part of what mammoth promises: without it no sign is known, and each is told.
    """
    from mammoth import docx

    found = getattr(getattr(docx, "body_xml", None), "dingbats", None)
    return found if isinstance(found, Mapping) else {}


def font_of_signs(fonts: Node | None) -> str:
    """The font of a run that has signs where others have letters; empty for all others."""
    if fonts is None:
        return ""
    named = (fonts.get(kind, "") for kind in ("ascii", "hAnsi", "eastAsia"))
    return next((name for name in named if name in _FONTS), "")


def parted(text: str, font: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text in a font, and whether each is a sign."""
    for number, piece in enumerate(_SIGN.split(text) if font else [text]):
        if piece:
            yield piece, number % 2 == 1


def common(font: str, sign: str, known: Known) -> str:
    """The common character for a sign, of which its place is given in base 16; empty for none."""
    if not re.fullmatch("[0-9A-Fa-f]{4}", sign):
        return ""
    place = int(sign, 16)
    # Word writes the same sign at its place, or where Unicode leaves places for such signs.
    found = known.get((font, place)) or (
        known.get((font, place & 0xFF)) if place >> 8 == 0xF0 else None
    )
    return chr(found) if found else ""
