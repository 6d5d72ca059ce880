"""Signs that a Word file writes as characters of a font of signs; called by ``plain``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.importing.word.parts import Node

_FONTS = ("Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol")
_SIGN = re.compile("([\uf020-\uf0ff])")
"""Where such a font has its signs in a text; bullets typed by hand are written so."""


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
