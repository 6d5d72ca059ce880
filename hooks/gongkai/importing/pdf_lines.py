"""The lines of a PDF's pages, and what of them are paragraphs: a page knows neither.

A line is known by where its characters stand; a paragraph by indents, by lines that end early and
by the gaps between lines. Called by ``pdf``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai.importing.blocks import Paragraph, Style

_NUMBERED = re.compile(r"[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页(?:[\s，,/]*共\s*\d+\s*页)?|\d+\s*/\s*\d+"
)
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·"
_SPACE = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
"""Spaces beside a Chinese character come from setting a line to its width."""
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,.;:!?]\Z"), re.compile(r"[A-Za-z]")
_AT_THE_EDGE = 2
"""Lines at the head and the foot of a page among which furniture is looked for."""
_SAME_PLACE = 6.0
"""Points by which the same header may move from page to page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; lengths in points, from the page's upper left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    font: str
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the text stands on the pages of a document."""

    left: float
    right: float
    size: float
    gap: float
    """From the top of a line to the top of the next."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Measure:
        """Of most lines: the left edge is that of lines without indent."""
        size = Counter(round(line.size * 2) / 2 for line in lines).most_common(1)[0][0]
        long = sorted(lines, key=lambda line: line.right - line.left)[len(lines) // 2 :]
        gaps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
        return cls(
            min(line.left for line in long),
            max(line.right for line in long),
            size,
            median(gaps) if gaps else size * 1.5,
        )

    def is_centered(self, line: Line) -> bool:
        before, behind = line.left - self.left, self.right - line.right
        return min(before, behind) > 2 * self.size and abs(before - behind) < 2 * self.size


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without headers, footers and page numbers; what of them said more than a number."""
    edges: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edges.update({_sign(line) for line in _edge(lines)})
    often = max(2, (len(pages) + 1) // 2)
    said: dict[str, None] = {}
    kept: list[list[Line]] = []
    for lines in pages:
        edge = {id(line) for line in _edge(lines)}
        page = []
        for line in lines:
            is_number = id(line) in edge and bool(_PAGE_NUMBER.fullmatch(line.text))
            is_repeated = id(line) in edge and len(pages) > 1 and _count(edges, line) >= often
            if is_repeated and not is_number:
                said[line.text] = None
            if not is_number and not is_repeated:
                page.append(line)
        kept.append(page)
    return kept, tuple(said)


def _edge(lines: Sequence[Line]) -> Sequence[Line]:
    return (*lines[:_AT_THE_EDGE], *lines[-_AT_THE_EDGE:])


def _sign(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / _SAME_PLACE)


def _count(edges: Counter[tuple[str, int]], line: Line) -> int:
    text, place = _sign(line)
    return sum(edges[text, place + step] for step in (-1, 0, 1))


def paragraphs(lines: Sequence[Line], measure: Measure) -> Iterator[Paragraph]:
    """Lines joined, also over the end of a page."""
    run: list[Line] = []
    for line in lines:
        if run and _begins(line, run[-1], measure):
            yield _joined(run, measure)
            run = []
        run.append(line)
    if run:
        yield _joined(run, measure)


def _begins(line: Line, before: Line, measure: Measure) -> bool:
    """Whether a line begins a paragraph, and does not go on with the one before."""
    if measure.is_centered(line) or measure.is_centered(before) or _NUMBERED.match(line.text):
        return True
    # The font alone tells nothing: a line may begin with a figure in a Latin one.
    if abs(line.size - before.size) > 1 or line.is_bold != before.is_bold:
        return True
    if line.left > measure.left + 1.2 * measure.size:
        return True
    if before.right < measure.right - 2.5 * measure.size:
        return True
    return line.page == before.page and line.top - before.top > 1.6 * measure.gap


def _joined(run: Sequence[Line], measure: Measure) -> Paragraph:
    text = run[0].text
    for line in run[1:]:
        is_latin = _LATIN_END.search(text) and _LATIN_START.match(line.text)
        text += (" " if is_latin else "") + line.text
    first = run[0]
    style = Style(
        first.font,
        first.size,
        all(line.is_bold for line in run),
        len(run) == 1 and measure.is_centered(first),
    )
    return Paragraph(closed_up(text), first.page, style)


def closed_up(text: str) -> str:
    """A text without the spaces that only setting has put in."""
    return _SPACE.sub("", text).strip()
