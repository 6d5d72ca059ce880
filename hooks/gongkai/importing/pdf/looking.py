"""A first look at a PDF, before anything is read of it: is it one, how long, is there text in it.

pdfium is fast and lenient: what it cannot open, nobody can. Called by ``reader``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_FEW = 10
"""Signs below which a page that something is drawn on is a scanned one with its number printed."""
_COVER = 200
"""Signs of all pages with text: less, beside as many scanned pages, is a cover and a stamp."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the pages of a file are."""

    pages: int
    written: int = 0
    """Pages with text."""
    drawn: int = 0
    """Pages that show something, but no text."""
    signs: int = 0
    """On the pages with text."""

    @property
    def is_scanned(self) -> bool:
        """Whether there is no text worth reading: what is written is a cover at most."""
        if not self.written:
            return True
        return self.drawn >= self.written and self.signs < _COVER


def looked_at(pypdfium2: Any, document: Any) -> Look:
    """Counts the signs on each page of a document of pdfium's."""
    written = drawn = total = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        signs = text.count_chars()
        text.close()
        # Single signs of a font that is not in the file have no width, and are not counted.
        kinds = [shape.type for shape in page.get_objects()] if signs < _FEW else []
        page.close()
        texts = kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_TEXT)
        lines = kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH)
        is_shown = len(kinds) > texts + (lines if texts else 0)  # lines beside text are a table
        if max(signs, texts) < _FEW and is_shown:
            drawn += 1
        elif signs or texts:
            written += 1
            total += max(signs, texts)
    return Look(len(document), written, drawn, total)
