"""A run of characters that look alike, as it was read; filled by ``runs``, put together by
``paragraphs``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.importing.blocks import Block
from gongkai.importing.word.styles import Look

_SPACES = re.compile(r"[\t\r\n]")
_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")
"""They would be taken for marks of footnotes."""


@dataclass(slots=True)
class Run:
    """One run."""

    look: Look
    pieces: list[str] = field(default_factory=list)
    """Its text: words, ``\\t`` for a tab, ``\\n`` for a break, marks of notes."""
    beside: list[Block] = field(default_factory=list)
    """Pictures and text boxes that stand in it."""
    has_note: bool = False
    """Whether it refers to a note."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.beside)

    def add(self, text: str) -> None:
        """Adds words; breaks that are characters are breaks."""
        if text := _BREAKS.sub("\n", _NO_CHARACTERS.sub("", _SPACES.sub(" ", text))):
            self.pieces.append(text)
