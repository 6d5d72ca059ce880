"""What every reader makes of an old file, whatever its format: blocks in reading order.

A reader is a function from bytes to blocks (``sources.READERS``). From here on nobody asks what the
file was. A text is one line and plain but for the marks of its footnotes (:func:`note_mark`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looked, as far as the file tells: offices show headings by fonts alone."""

    font: str = ""
    """Family of most of its characters, as the file names it (``黑体``)."""
    size: float = 0
    """Points; 0 where it is not known."""
    is_bold: bool = False
    """Whether all of it is."""
    is_centered: bool = False
    level: int = 0
    """Of what the file itself calls a heading: 1 the title, 2 the first level below it; else 0."""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the report; the report's title is none of them."""

    level: int
    """2 for ``一、``, 3 for ``（一）``: level 1 is the title of the page."""
    text: str
    line: int = 0
    """Line, paragraph or page of the original that it stands on, counted from 1."""


@dataclass(frozen=True, slots=True)
class Item:
    """The place of a paragraph in a list with bullets.

    The bullet is no part of its text. Lists with numbers are none: a number is text.
    """

    depth: int = 1
    """Of the list: 1 the outermost."""
    is_first: bool = True
    """Whether the bullet stands before it; an item's other paragraphs only stand below."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text, on one line."""

    text: str
    line: int = 0
    style: Style = field(default=PLAIN, compare=False)
    item: Item | None = None
    """Where it is one of a list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, at the place where it begins."""

    text: str
    """Paragraphs of it, one a line."""
    columns: int = 1
    rows: int = 1
    """How many columns and rows it covers."""
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a cell that covers several places stands only at the first."""

    cells: tuple[tuple[Cell, ...], ...]
    """Row by row."""
    line: int = 0

    @property
    def text(self) -> str:
        """All cells, in reading order."""
        return " ".join(cell.text for row in self.cells for cell in row if cell.text)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; what it shows a person has to say."""

    data: bytes = field(repr=False)
    ending: str
    """``png`` or ``jpg``: what its bytes are."""
    line: int = 0
    description: str = ""
    """What the file says of it, if anything."""
    name: str = ""
    """File name beside the report, once it has one."""

    @property
    def text(self) -> str:
        """What a reader who does not see it gets."""
        return self.description


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, which the text refers to by :func:`note_mark`."""

    number: int
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the original that does not go into the report: nothing disappears silently.

    A reader gives it along with the other blocks, and ``tidying`` takes it from among them.
    """

    line: int
    text: str
    """What stood there, to the character."""
    why: str
    """What it was taken for, in Chinese."""


Block = Heading | Paragraph | Table | Image | Note | Removed

_NOTE = re.compile("\ufdd0([0-9]+)\ufdd1")
"""Characters that no text may have, by the Unicode standard, 23.7."""


def note_mark(number: int) -> str:
    """What stands in a text where it refers to a footnote."""
    return f"\ufdd0{number}\ufdd1"


def with_notes(text: str, written: Callable[[int], str]) -> str:
    """A text with each mark of a footnote written out."""
    return _NOTE.sub(lambda match: written(int(match[1])), text)


def mapped(block: Block, change: Callable[[str], str]) -> Block:
    """A block with every text in it changed."""
    if isinstance(block, Table):
        rows = (tuple(replace(c, text=change(c.text)) for c in row) for row in block.cells)
        return replace(block, cells=tuple(rows))
    if isinstance(block, Image):
        return replace(block, description=change(block.description))
    return replace(block, text=change(block.text))


def plain_text(blocks: Iterable[Block]) -> str:
    """The words alone, a block a line."""
    return "\n".join(with_notes(block.text, lambda number: "") for block in blocks)
