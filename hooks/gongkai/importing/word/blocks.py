"""The document that mammoth reads becomes blocks; called by ``reader``.

Only what ``plain`` writes is met here. The place of a paragraph and its level come in the name
of its style (``17:2``), the place of a table likewise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gongkai.importing.blocks import Block, Cell, Image, Note, Paragraph, Style, Table, note_mark

_ENDINGS = {b"\x89": "png", b"\xff": "jpg", b"G": "gif"}


def blocks_of(document: Any, picture: Callable[[str], bytes]) -> tuple[Block, ...]:
    """The blocks in their order, the notes last; ``picture`` gives the bytes of a part."""
    reading = _Reading(document.notes, picture)
    blocks = list(reading.blocks(document.children))
    # A note may refer to another: those too get a number.
    for number, note in enumerate(iter(reading.next_note, None), start=1):
        inner = list(reading.blocks(note.body))
        text = " ".join(block.text for block in inner if not isinstance(block, Image))
        line = next((block.line for block in inner), 0)
        blocks.append(Note(number, " ".join(text.split("\n")).strip(), line))
        blocks += [block for block in inner if isinstance(block, Image)]
    return tuple(blocks)


@dataclass
class _Text:
    """What has been read of one paragraph."""

    pieces: list[str] = field(default_factory=list)
    images: list[tuple[bytes, str]] = field(default_factory=list)
    fonts: Counter[str] = field(default_factory=Counter)
    sizes: Counter[float] = field(default_factory=Counter)
    is_bold: bool = True


class _Reading:
    def __init__(self, notes: Any, picture: Callable[[str], bytes]) -> None:
        self._notes = notes
        self._picture = lru_cache(maxsize=None)(picture)
        self._numbers: dict[tuple[str, str], int] = {}
        self._waiting: list[Any] = []

    def next_note(self) -> Any:
        return self._waiting.pop(0) if self._waiting else None

    def blocks(self, elements: Iterable[Any]) -> Iterator[Block]:
        for element in elements:
            if type(element).__name__ == "Table":
                yield from self._table(element)
            elif type(element).__name__ == "Paragraph":
                yield from self._paragraph(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        line, level = map(int, paragraph.style_id.split(":"))
        found = _Text()
        for run in paragraph.children:
            self._run(run, found)
        style = Style(
            _most(found.fonts, ""),
            _most(found.sizes, 0.0),
            found.is_bold and bool(found.sizes),
            paragraph.alignment == "center",
            level,
        )
        # A line that was broken by hand is a line of its own.
        for text in "".join(found.pieces).split("\n"):
            if text.strip():
                yield Paragraph(text, line, style)
        for data, description in found.images:
            yield Image(data, _ENDINGS[data[:1]], line, description)

    def _run(self, run: Any, found: _Text) -> None:
        start = len(found.pieces)
        for element in run.children:
            kind = type(element).__name__
            if kind == "Text":
                found.pieces.append(element.value)
            elif kind == "Tab":
                found.pieces.append("\t")
            elif kind == "Break":
                found.pieces.append("\n")
            elif kind == "NoteReference":
                found.pieces.append(self._mark(element))
            elif kind == "Image":
                with element.open() as file:
                    name = file.read().decode()
                found.images.append((self._picture(name), element.alt_text or ""))
        if count := len("".join(found.pieces[start:]).strip()):
            found.fonts[run.font or ""] += count
            found.sizes[run.font_size or 0.0] += count
            found.is_bold = found.is_bold and run.is_bold

    def _mark(self, reference: Any) -> str:
        """The mark of a note, counted in the order of the text; none where it is not there."""
        key = (reference.note_type, reference.note_id)
        if key not in self._numbers:
            try:
                note = self._notes.resolve(reference)
            except KeyError:
                return ""
            self._numbers[key] = len(self._numbers) + 1
            self._waiting.append(note)
        return note_mark(self._numbers[key])

    def _table(self, table: Any) -> Iterator[Block]:
        """A table and the pictures in it; what only frames a text with one cell is none."""
        rows = [row.children for row in table.children]
        if [len(row) for row in rows] == [1]:
            yield from self.blocks(rows[0][0].children)
            return
        images: list[Image] = []
        cells = tuple(
            tuple(self._cell(cell, images, is_header=row.is_header) for cell in row.children)
            for row in table.children
        )
        if any(cell.text for row in cells for cell in row):
            yield Table(cells, int(table.style_id))
        yield from images

    def _cell(self, cell: Any, images: list[Image], *, is_header: bool) -> Cell:
        lines: list[str] = []
        for block in self.blocks(cell.children):
            if isinstance(block, Image):
                images.append(block)
            elif isinstance(block, Table):
                lines += [" ".join(c.text for c in row if c.text) for row in block.cells]
            else:
                lines.append(block.text)
        return Cell("\n".join(filter(None, lines)), cell.colspan, cell.rowspan, is_header)


def _most(counts: Counter[Any], otherwise: Any) -> Any:
    found: Sequence[tuple[Any, int]] = counts.most_common(1)
    return found[0][0] if found else otherwise
