"""Footnotes of a PDF: small lines at the foot of a page, to which a raised number in it refers.

``lines`` marks every raised number; here those are kept that a footnote of the same page answers,
and the others are written small (m²). Called by ``reader``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from gongkai.importing.blocks import Note, note_mark, with_notes
from gongkai.importing.pdf.lines import Line, joined
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.scripts import unanswered

Flat = tuple[int, str]
"""A page, and signs that are small on it and nowhere else."""
_SMALLER = 0.9
"""Of the size of the text."""
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BEGINS = re.compile(
    rf"\s*(?:[\[［(（]?([0-9]{{1,2}}|[{_SMALL}]{{1,2}}(?![{_SMALL}]))[\]］)）]?|([①-⑳]))[.．、]?\s*(?=\D)"
)


def without_notes(pages: Sequence[Page], size: float) -> tuple[list[Page], list[Note], list[Flat]]:
    """Pages without their footnotes, and those, counted over all pages; ``size`` is the text's.

    Last what stands high or low in the lines and is written like the rest.
    """
    numbers = count(1)
    kept: list[Page] = []
    notes: list[Note] = []
    flat: list[Flat] = []
    for page in pages:
        foot = _foot(page, size)
        referred = {number for line in page.lines if line not in foot for number in _marks(line)}
        found = _notes(foot, referred)
        given = {number: next(numbers) for number in found}
        notes += [Note(given[n], text, page.number) for n, text in found.items()]
        gone = foot if found else []
        lines = [_resolved(line, given) for line in page.lines if line not in gone]
        kept.append(replace(page, lines=tuple(lines)))
        flat += [(page.number, said) for line in (*lines, *gone) for said in line.flat]
    return kept, notes, flat


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
    if match[2]:
        return ord(match[2]) - ord("①") + 101
    return int("".join(str(unicodedata.digit(figure)) for figure in match[1]))


def _marks(line: Line) -> list[int]:
    found: list[int] = []

    def seen(number: int) -> str:
        found.append(number)
        return ""

    with_notes(line.text, seen)
    return found


def _resolved(line: Line, given: dict[int, int]) -> Line:
    """A line in which a reference is one to a note of the report, or is none."""
    flat = list(line.flat)

    def kept(number: int) -> str:
        if number not in given:
            text, said = unanswered(note_mark(number))
            flat.extend(said)
            return text
        return note_mark(given[number])

    return replace(line, text=with_notes(line.text, kept), flat=tuple(flat))


def _plain(text: str) -> str:
    return unanswered(text)[0]
