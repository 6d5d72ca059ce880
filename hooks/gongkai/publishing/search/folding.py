"""Folding: what two spellings of one text have in common, so that search finds either.

Letters and figures are kept, each brought to its NFKC form and lower case; everything else falls
away, so that punctuation and spaces in a text or a query do not matter. A run of Latin letters or
figures is preceded by :data:`WORD_START`, so that ``12`` can be told from the end of ``2012``.

``assets/gongkai/search/engine.js`` folds queries in the same way, character by character; a test
holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata

WORD_START = "\x01"
_RUN = re.compile(r"[0-9a-z]+")


class _Table(dict[int, int | str]):
    """For ``str.translate``: a code point → its folded form, made when first met.

    Character by character and not over the whole string, because the browser has to map every
    folded character back to the place it came from, to mark it.
    """

    def __missing__(self, code: int) -> int | str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        kept = "".join(c for c in folded if c.isalnum())
        self[code] = ord(kept) if len(kept) == 1 else kept or " "
        return self[code]


_TABLE = _Table()


def fold(text: str) -> str:
    """``"2024年 LED-屏"`` → ``"␁2024年␁led屏"``."""
    return _RUN.sub(rf"{WORD_START}\g<0>", text.translate(_TABLE)).replace(" ", "")
