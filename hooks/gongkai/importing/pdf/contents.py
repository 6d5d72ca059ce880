"""The table of contents of a PDF: lines with the page they point to; called by ``reader``.

It says nothing that the headings do not say, and its page numbers are those of paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.importing.pdf.lines import Line

_NAMED = re.compile(r"目\s*[录次]")
_LED = re.compile(r"(.*?)\s*[.．…·•。‥⋯]{2,}[.．…·•。‥⋯\s]*[-—(（]?\s*([0-9]{1,4})\s*[-—)）]?")
"""An entry: words, leaders, a page."""
_SPACED = re.compile(r"(.*\D)\s+([0-9]{1,4})")
"""The same without leaders, which is one only below the word 目录."""
_FEWEST = 3
_SIGNS = re.compile(r"\W")


def contents_of(lines: Sequence[Line]) -> list[Line]:
    """The lines of the table of contents, with its name; ``lines`` are the whole text's, in order.

    Entries are told from other lines with leaders by coming back as headings.
    """
    for start, end in _runs(lines):
        entries = [entry for line in lines[start:end] if (entry := _entry(line, is_named=True))]
        pages = [page for _, page in entries]
        later = _bare("".join(line.text for line in lines[end:]))
        again = sum(_bare(words) in later for words, _ in entries)
        if len(entries) >= _FEWEST and pages == sorted(pages) and again * 2 >= len(entries):
            return list(lines[start:end])
    return []


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Entries one after the other; a long one has words on a line of their own before it."""
    place = 0
    while place < len(lines):
        is_named = bool(_NAMED.fullmatch(lines[place].text))
        start = end = place + is_named
        at = start
        while at < len(lines) and at - end < 2:
            if _entry(lines[at], is_named=is_named):
                end = at + 1
            at += 1
        if end > start:
            yield place, end
        place = max(end, place + 1)


def _entry(line: Line, *, is_named: bool) -> tuple[str, int] | None:
    match = _LED.fullmatch(line.text) or (is_named and _SPACED.fullmatch(line.text)) or None
    return (match[1], int(match[2])) if match and match[1] else None


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)
