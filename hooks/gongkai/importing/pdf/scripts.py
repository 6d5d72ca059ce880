"""Small signs above and below the line of a PDF: marks of footnotes, exponents, indices.

Called by ``lines``, which marks what may refer to a footnote, and by ``notes`` and ``tables`` where
none answers: then 10⁴ is written with a small 4, for 104 is another number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from gongkai.importing.blocks import note_mark, with_notes
from gongkai.importing.pdf.glyphs import Glyph
from gongkai.importing.scripts import small

SMALLER = 0.75
"""Of the larger size; LibreOffice sets 0.58, Word 0.65."""
_LIFTED = 0.15
"""Of the size; programs raise by 0.33 to 0.5."""
_LOWERED = 0.06
"""LibreOffice lowers by 0.1, Word by 0.14."""
_LONGEST = 8
"""Signs: more of them are a text of their own, beside a larger one."""
_REFERENCE = re.compile("((?<![0-9])[1-9][0-9]?(?![0-9])|[①-⑳])")
_POWER = re.compile(r"[-+−=ni].*|.*[-+−]")
"""What no footnote is called: 10⁻⁴, SO₄²⁻."""
_BETWEEN = re.compile(r"[\s,，、;；*※\[\]［］〔〕()（）-]*")
"""What stands around the marks of footnotes, and changes no sense where it is not small."""
_CIRCLED = 100
"""Added to the number of ① where both kinds of numbers are marks."""


def placed(seen: Sequence[Glyph]) -> dict[int, str]:
    """Id of each small sign that stands high or low in a line → which of the two."""
    size = max(glyph.size for glyph in seen)
    base = median(glyph.base for glyph in seen if glyph.size == size)

    def script(glyph: Glyph) -> str:
        if glyph.size >= SMALLER * size:
            return ""
        if base - glyph.base > _LIFTED * size:
            return "superscript"
        return "subscript" if glyph.base - base > _LOWERED * size else ""

    runs = [(name, list(group)) for name, group in groupby(seen, script) if name]
    return {id(g): name for name, run in runs if len(run) <= _LONGEST for g in run}


def written(text: str, script: str) -> tuple[str, str]:
    """What a line has for such signs, and what of it is not small any more.

    A raised number is a reference to a footnote until it is known that there is none.
    """
    may_refer = script == "superscript" and _REFERENCE.search(text)
    if (not may_refer or _POWER.fullmatch(text)) and (form := small(text, script)):
        return form, ""
    pieces = _REFERENCE.split(text) if may_refer else [text]
    rest = "".join(pieces[::2])
    pieces[1::2] = [note_mark(_number(piece)) for piece in pieces[1::2]]
    return "".join(pieces), "" if _BETWEEN.fullmatch(rest) else text


def unanswered(text: str) -> tuple[str, tuple[str, ...]]:
    """A text whose references no footnote answers, and those of them that are not small."""
    flat: list[str] = []

    def number(number: int) -> str:
        if number <= _CIRCLED:
            return small(str(number), "superscript")
        flat.append(chr(ord("①") + number - _CIRCLED - 1))
        return flat[-1]

    return with_notes(text, number), tuple(flat)


def _number(sign: str) -> int:
    return int(sign) if sign.isascii() else ord(sign) - ord("①") + _CIRCLED + 1
