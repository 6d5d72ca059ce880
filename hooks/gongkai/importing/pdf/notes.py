"""Footnotes of a PDF: small lines at the foot of a page, to which a raised number in it refers.

``lines`` marks every raised number; here those are kept that a footnote of the same page answers,
and the others are numbers again (m²). Called by ``reader``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from gongkai.importing.blocks import Note, note_mark, with_notes
from gongkai.importing.pdf.lines import Line, joined, plain_number
from gongkai.importing.pdf.pages import Page

_SMALLER = 0.9
"""Of the size of the text."""
_BEGINS = re.compile(r"\s*(?:[\[［(（]?([0-9]{1,2})[\]］)）]?|([①-⑳]))[.．、]?\s*(?=\D)")


def without_notes(pages: Sequence[Page], size: float) -> tuple[list[Page], list[Note]]:
    """Pages without their footnotes, and those, counted over all pages; ``size`` is the text's."""
    numbers = count(1)
    kept: list[Page] = []
    notes: list[Note] = []
    for page in pages:
        foot = _foot(page, size)
        referred = {number for line in page.lines if line not in foot for number in _marks(line)}
        found = _notes(foot, referred)
        given = {number: next(numbers) for number in found}
        notes += [Note(given[n], text, page.number) for n, text in found.items()]
        gone = foot if found else []
        lines = [_resolved(line, given) for line in page.lines if line not in gone]
        kept.append(replace(page, lines=tuple(lines)))
    return kept, notes


def begun_notes(page: Page) -> set[int]:
    """Ids of lines that begin with a number that is raised in a line of larger type above."""
    found: set[int] = set()
    sizes: dict[int, float] = {}
    for line in page.lines:
        number = _number(line)
        if number is not None and sizes.get(number, 0) * _SMALLER >= line.size:
            found.add(id(line))
        sizes |= dict.fromkeys(_marks(line), line.size)
    return found


def _foot(page: Page, size: float) -> list[Line]:
    """The small lines that a page ends with, from the first that begins as a footnote does."""
    lowest = max((grid.bottom for grid in page.grids), default=0.0)
    lines: list[Line] = []
    for line in reversed(page.lines):
        if line.size > _SMALLER * size or line.base < lowest:
            break
        lines.insert(0, line)
    while lines and _number(lines[0]) is None:
        lines = lines[1:]
    return lines


def _notes(foot: Sequence[Line], referred: set[int]) -> dict[int, str]:
    """Number → text, where every one that begins here is referred to above."""
    found: dict[int, str] = {}
    current = 0
    for line in foot:
        number = _number(line)
        if number in referred and number not in found:
            current = number
            found[current] = _BEGINS.sub("", _plain(line.text), count=1)
        elif current:
            found[current] = joined(found[current], _plain(line.text))
    return found


def _number(line: Line) -> int | None:
    match = _BEGINS.match(_plain(line.text))
    if match is None:
        return None
    return int(match[1]) if match[1] else ord(match[2]) - ord("①") + 101


def _marks(line: Line) -> list[int]:
    found: list[int] = []

    def seen(number: int) -> str:
        found.append(number)
        return ""

    with_notes(line.text, seen)
    return found


def _resolved(line: Line, given: dict[int, int]) -> Line:
    def written(number: int) -> str:
        return note_mark(given[number]) if number in given else plain_number(number)

    return replace(line, text=with_notes(line.text, written))


def _plain(text: str) -> str:
    return with_notes(text, plain_number)
