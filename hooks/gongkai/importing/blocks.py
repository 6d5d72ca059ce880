"""What every reader makes of an old file, whatever its format: blocks in reading order.

A reader is a function from bytes to blocks (``sources.READERS``); text files know only paragraphs,
Word, PDF and HTML will bring headings, lists, tables and images of their own. From here on nobody
asks what the file was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the report; the report's title is none of them."""

    level: int
    """2 for ``一、``, 3 for ``（一）``: level 1 is the title of the page."""
    text: str
    line: int = 0
    """Line of the original that it stands on, counted from 1."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text, on one line."""

    text: str
    line: int = 0
    """Line of the original that it stands on, counted from 1."""


Block = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the original that does not go into the report: nothing disappears silently."""

    line: int
    text: str
    """What stood there, to the character."""
    why: str
    """What it was taken for, in Chinese."""


def plain_text(blocks: Iterable[Block]) -> str:
    """The words alone, a block a line."""
    return "\n".join(block.text for block in blocks)
