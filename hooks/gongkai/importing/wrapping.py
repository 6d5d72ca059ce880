"""Text whose lines were cut at one width becomes paragraphs again; called by ``text``.

Mail programs and old editors cut every line at 60, 72 or 80 columns, a Chinese character counting
two, or one where a program counts characters. Such a text is known by its lines: those that break
off inside a sentence are all as wide as the widest, for the next word would not have fitted. Only
full lines go on in the next; short ones (headings, signatures, addresses) and rows of tables stay
apart. In doubt nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from unicodedata import east_asian_width

from gongkai.importing.lists import NUMBERED

_MEASURES = ("WFA", "WF", "")
"""Kinds of characters (Unicode, Annex 11) that count two: “ and … with them, without, or none."""
_NARROWEST, _WIDEST = 40, 132
"""Columns that lines are cut at: 20 characters to the paper of a line printer."""
_SLACK = 2
"""Columns by which a full line may be shorter or longer: signs that may not begin a line move."""
_LONGEST_WORD = 12
"""Columns of letters and figures that are kept together where a line would end inside them."""
_SHORT = 0.6
"""Of the width: what breaks off before is a title, a name or an address, and tells nothing."""
_FEWEST = 2
"""Full lines that break off: one may be chance."""
_SHARE = 0.8
"""Of the lines that break off, those that are full; of the paragraphs, those that end as such."""
_TAB = 8
_GAP = re.compile(r"\S(?:\t|[ \u3000]{2,})\s*\S|[│┃┌├└┬┼┴─━|｜]")
"""Inside a line: the columns of a table, or facts side by side."""
_END = re.compile(r"(?:[。！？；：…]|(?<=[\u3400-\u9fff])[!?;:])[”’）)】》」』\"']*$")
_PROSE = re.compile(r"[，。；]")
_PAUSE = re.compile(r"[，。；、：]")
_WORD = re.compile(r"[\w.%:/@&=?+-]+", re.ASCII)
_CLOSING = re.compile(r"[，。、；：！？”’）》】〉」』…%％]*")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text."""

    number: int
    """That of the file; of lines that were joined the first."""
    text: str


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What became of the lines of a text."""

    lines: tuple[Line, ...]
    """Without empty ones."""
    width: int = 0
    """Columns or characters that they were cut at, where they were joined."""
    first: int = 0
    """Number of the first line that was joined to another, or that breaks off."""
    is_doubtful: bool = False
    """Whether they look cut, but not so surely that they were joined."""


@dataclass(frozen=True)
class _Row:
    """A line as it is laid out."""

    line: Line
    width: int
    indent: int
    gap: int
    """Empty lines above it."""

    @cached_property
    def text(self) -> str:
        return self.line.text.strip()

    @cached_property
    def is_table(self) -> bool:
        return bool(_GAP.search(self.text))

    @cached_property
    def is_ended(self) -> bool:
        return bool(_END.search(self.text))


def unwrapped(lines: Sequence[Line]) -> Unwrapped:
    """The paragraphs of a text, of which each line is one unless it was cut."""
    if any(len(line.text) > _WIDEST and not _GAP.search(line.text.strip()) for line in lines):
        return Unwrapped(tuple(line for line in lines if line.text.strip()))
    layouts = [_Layout(lines, wide) for wide in _MEASURES]
    if cut := [layout for layout in layouts if layout.is_cut]:
        layout = max(cut, key=lambda layout: layout.full)
        joined = tuple(_joined(group, layout.width) for group in layout.groups)
        return Unwrapped(joined, layout.width, layout.first)
    rows = layouts[-1].rows
    likely = [layout.first for layout in layouts if layout.may_be_cut]
    broken = likely or _broken(rows)
    kept = tuple(row.line for row in rows)
    return Unwrapped(kept, 0, broken[0] if broken else 0, is_doubtful=bool(broken))


def _rows(lines: Iterable[Line], columns: Callable[[str], int]) -> Iterator[_Row]:
    gap = 0
    for line in lines:
        if not line.text.strip():
            gap += 1
            continue
        body = line.text.rstrip()
        indent = body[: len(body) - len(body.lstrip())]
        yield _Row(line, columns(body), columns(indent), gap)
        gap = 0


class _Layout:
    """How the lines of one text are set, and whether they were cut at one width."""

    def __init__(self, lines: Sequence[Line], wide: str) -> None:
        self._columns = _Widths(wide).of
        self.rows = rows = list(_rows(lines, self._columns))
        cell = 2 if wide else 1
        """Columns of a Chinese character."""
        self._slack = _SLACK * cell // 2
        self._indent = min((row.indent for row in rows), default=0)
        self._gap = min((row.gap for row in rows[1:]), default=0)
        """Of a text with an empty line below every one, it says nothing."""
        self.width = max((row.width for row in rows if not row.is_table), default=0)
        begun = sum(map(self._begins, rows[1:]))
        self._is_marked = begun >= _FEWEST
        """Whether indents or empty lines tell where paragraphs begin."""
        open_ = [(a, b) for a, b in pairwise(rows) if not a.is_ended and self._may_go_on(a, b)]
        full = [a for a, b in open_ if self._is_full(a, b)]
        self.full = len(full)
        self.first = full[0].line.number if full else 0
        long = [a for a, b in open_ if self._is_full(a, b) or self._is_long(a)]
        self.may_be_cut = (
            _NARROWEST * cell // 2 <= self.width <= _WIDEST
            and len(full) >= _FEWEST
            and len(full) >= len(long) * _SHARE
            and sum(bool(_PAUSE.search(row.text)) for row in full) * 2 >= len(full)
            and self._ends_well()
        )
        is_much = self._is_marked or len(full) > _FEWEST
        self.is_cut = self.may_be_cut and is_much and len(self._whole()) * _FEWEST <= len(full)

    def _goes_on(self, row: _Row, after: _Row) -> bool:
        """Whether a line was cut and goes on in the next one."""
        if not self._may_go_on(row, after) or not self._is_full(row, after):
            return False
        # Where nothing tells, a sentence that ends with its line may end a paragraph.
        return self._is_marked or not row.is_ended

    def _may_go_on(self, row: _Row, after: _Row) -> bool:
        is_new = self._begins(after) or bool(NUMBERED.match(after.text))
        return not (is_new or row.is_table or after.is_table)

    def _begins(self, row: _Row) -> bool:
        return row.gap > self._gap or row.indent > self._indent + 1

    def _is_full(self, row: _Row, after: _Row) -> bool:
        """Whether the next line's first word would not have fitted."""
        word = _WORD.match(after.text)
        lead = word[0] if word else after.text[0]
        lead += (_CLOSING.match(after.text, len(lead)) or [""])[0]
        return row.width + min(self._columns(lead), _LONGEST_WORD) > self.width - self._slack

    def _is_long(self, row: _Row) -> bool:
        is_text = _PAUSE.search(row.text) and not NUMBERED.match(row.text)
        return bool(is_text) and row.width >= self.width * _SHORT

    def _ends_well(self) -> bool:
        """Whether what would be joined ends as paragraphs do."""
        ends = [group[-1].is_ended for group in self.groups if len(group) > 1]
        return sum(ends) >= len(ends) * _SHARE

    def _whole(self) -> list[_Row]:
        """Sentences that have their line to themselves, though they nearly fill it: in a text that
        was cut they are rare."""
        single = [group[0] for group in self.groups if len(group) == 1]
        return [row for row in single if row.is_ended and self._is_long(row)]

    @cached_property
    def groups(self) -> list[list[_Row]]:
        """The lines of each paragraph."""
        groups = [[row] for row in self.rows[:1]]
        for row, after in pairwise(self.rows):
            if self._goes_on(row, after):
                groups[-1].append(after)
            else:
                groups.append([after])
        return groups


def _joined(rows: Sequence[_Row], width: int) -> Line:
    text = rows[0].line.text
    for row, after in pairwise(rows):
        is_short = row.width < width
        text = text.rstrip() + _between(text, after.text, is_short=is_short) + after.text
    return Line(rows[0].line.number, text)


def _between(text: str, after: str, *, is_short: bool) -> str:
    """A space where a line ended between two words; none inside a number or a link."""
    if not (_WORD.match(text.rstrip()[-1]) and _WORD.match(after)):
        return ""
    are_letters = bool(_LETTERS.match(text.rstrip()[-1]) and _LETTERS.match(after))
    is_apart = text[-1].isspace() or (are_letters and is_short)
    return " " if is_apart and not _ADDRESS.search(text.rstrip()) else ""


def _broken(rows: Sequence[_Row]) -> list[int]:
    """Numbers of the lines that break off inside a sentence, where most of a text's do."""
    prose = [row for row in rows if _PROSE.search(row.text) and not row.is_table]
    broken = [
        row.line.number
        for row in prose
        if row is not rows[-1] and not row.is_ended and not NUMBERED.match(row.text)
    ]
    return broken if len(broken) >= _FEWEST and len(broken) * 2 > len(prose) else []


class _Widths(dict[str, int]):
    """Character → columns, where characters of these kinds count two."""

    def __init__(self, wide: str) -> None:
        super().__init__({"\t": _TAB})
        self._wide = wide

    def __missing__(self, char: str) -> int:
        self[char] = 2 if east_asian_width(char) in self._wide else 1
        return self[char]

    def of(self, text: str) -> int:
        """Columns of a text."""
        return sum(map(self.__getitem__, text))
