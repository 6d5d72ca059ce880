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
from functools import lru_cache

WORD_START = "\x01"
FIRST_RARE, LAST_RARE = "\U00020000", "\U0003fffd"
"""Chinese characters outside the basic plane, also those newer than Python."""
_BESIDES_CHINESE = re.compile("[^\u4e00-\u9fff]+")
"""Chinese characters stay as they are, and most of a text is Chinese."""
_RUN = re.compile(r"[0-9a-z]+")


def fold(text: str) -> str:
    """``"2024年 LED-屏"`` → ``"␁2024年␁led屏"``."""
    return _BESIDES_CHINESE.sub(lambda match: _folded(match[0]), text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """The same for what stands between Chinese characters, where few things come often."""
    return _RUN.sub(rf"{WORD_START}\g<0>", "".join(map(_kept, text))).replace(" ", "")


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """Its letters and figures, or a space, which ends a run.

    Character by character and not over a whole text, because the browser has to map every folded
    character back to the place it came from, to mark it.
    """
    folded = unicodedata.normalize("NFKC", character).lower()
    return "".join(c for c in folded if c.isalnum() or FIRST_RARE <= c <= LAST_RARE) or " "
