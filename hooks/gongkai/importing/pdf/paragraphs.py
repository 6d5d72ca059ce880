"""Lines become paragraphs again, over the ends of lines and of pages; called by ``reader``.

A line goes on in the next where it is full, the next is not indented, and neither type nor number
nor place says that something new begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gongkai.importing.blocks import Paragraph, Style, with_notes
from gongkai.importing.pdf.lines import Line, joined
from gongkai.importing.pdf.pages import Page

_NUMERALS = "[一二三四五六七八九十百]+"
_HEADING = re.compile(rf"{_NUMERALS}、|[（(]{_NUMERALS}[)）]|第{_NUMERALS}[编章节条]")
NUMBERED = re.compile(
    rf"{_HEADING.pattern}|[0-9]{{1,2}}(?:[.．、](?![0-9])|[)）])|[（(][0-9]{{1,2}}[)）]|[①-⑳]"
)
"""How a numbered paragraph begins, heading or item."""
_OF_CONTENTS = re.compile(r"[.．…·]{3,}\s*[0-9]+$")
"""A line of a table of contents."""
ENDS = "。；：！？…”’）)】;:!?"
"""Signs behind which a new paragraph may begin."""
_INDENT = 1.2
"""Signs by which a line is indented; usual are 2, and 1 where the type is narrow."""
_DEEPEST = 4.5
"""Signs: what begins further right is a signature or a date, and goes on nowhere."""
_SLACK = 0.35
"""Signs that justification may leave at the end of a full line."""
_NARROWEST = 0.7
"""Of the page's width: text that ends before has no full line; a margin is 0.13 by GB/T 9704."""
_APART = 1.6
"""Of the usual distance between lines: a paragraph's own distance."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page stands."""

    left: float
    right: float
    leading: float
    """Usual distance of its lines."""
    size: float
    """Of most of the text."""


Frames = dict[tuple[int, int], Frame]
"""By the number of the page, and of the column on it."""


def usual(pages: Sequence[Page]) -> tuple[float, float]:
    """Size of most of the text, and the distance between its lines."""
    sizes = Counter[float]()
    for line in (line for page in pages for line in page.lines):
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    gaps = [
        b.base - a.base
        for page in pages
        for a, b in pairwise(page.in_order())
        if a.size == b.size == size and a.column == b.column and b.base - a.base < 4 * size
    ]
    return size, median(gaps) if gaps else 1.6 * size


def frames_of(pages: Sequence[Page]) -> Frames:
    """Where the text of each page stands; left pages and right pages differ in books."""
    texts = {p.number: [line for line in p.lines if not line.column.number] for p in pages}
    size, leading = usual(pages)
    groups: dict[tuple[int, int, int], list[Page]] = {}
    for page in pages:
        groups.setdefault((round(page.width), round(page.height), page.number % 2), []).append(page)
    frames = _of_columns(pages, size, leading)
    for group in groups.values():
        lefts = {p.number: _left(texts[p.number], size) for p in group if texts[p.number]}
        most = _mode(list(lefts.values()), smaller=True)
        rights = [line.x1 for p in group for line in texts[p.number]]
        right = _right(rights, size)
        for page in group:
            left = lefts.get(page.number, most)
            if most < left <= most + 3 * size:
                left = most
            reached = right if right > _NARROWEST * page.width else page.width - left
            frames[page.number, 0] = Frame(left, reached, leading, size)
    return frames


def _of_columns(pages: Sequence[Page], size: float, leading: float) -> Frames:
    """Columns at the same place end at the same place; a short one is as wide as the others."""
    lines = [line for page in pages for line in page.lines if line.column.number]
    ends: dict[tuple[int, ...], list[float]] = {}
    for line in lines:
        ends.setdefault(line.column.kind, []).append(line.x1 - line.column.left)
    widths = {kind: _right(reached, size) for kind, reached in ends.items()}
    frames: Frames = {}
    for line in lines:
        column = line.column
        most = max(w for kind, w in widths.items() if kind[:-1] == column.kind[:-1])
        width = widths[column.kind]
        right = column.left + (width if width > _NARROWEST * most else most)
        frames[line.page, column.number] = Frame(column.left, right, leading, size)
    return frames


def paragraphs_of(lines: Iterable[Line], frames: Frames) -> Iterator[Paragraph]:
    """Lines that follow one another, with no table between them, as paragraphs."""
    current: list[Line] = []
    aside: list[Line] = []
    for line in lines:
        if line.column.is_aside:
            aside.append(line)
            continue
        if current and not _goes_on(current, line, frames):
            yield _paragraph(current, frames)
            yield from _asides(aside, frames)
            current, aside = [], []
        current.append(line)
    if current:
        yield _paragraph(current, frames)
    yield from _asides(aside, frames)


def _asides(lines: Sequence[Line], frames: Frames) -> Iterator[Paragraph]:
    """What stands in frames beside a paragraph, behind it."""
    if lines:
        columns = (replace(line.column, is_aside=False) for line in lines)
        own = (replace(o, column=c) for o, c in zip(lines, columns, strict=True))
        yield from paragraphs_of(own, frames)


def _paragraph(lines: Sequence[Line], frames: Frames) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text)
    longest = max(lines, key=lambda line: len(line.text))
    style = Style(
        longest.font,
        longest.size,
        all(line.is_bold for line in lines),
        all(_is_centered(line, _frame(line, frames)) for line in lines),
    )
    return Paragraph(text, lines[0].page, style)


def _goes_on(current: Sequence[Line], line: Line, frames: Frames) -> bool:
    """Whether a line is of the paragraph that these lines began."""
    last = current[-1]
    here, there = _frame(line, frames), _frame(last, frames)
    if (
        bool(line.column.number) != bool(last.column.number)
        or line.column.kind[:1] != last.column.kind[:1]
    ):
        return False
    if last.has_gap and line.has_gap:
        return False
    if abs(line.size - last.size) > 0.6 or _is_below_heading(current, line):
        return False
    if last.page == line.page and _is_apart(last, line, here):
        return False
    if last.x1 + line.head <= there.right - _SLACK * line.size or _OF_CONTENTS.search(last.text):
        return False  # it would have fitted on the line above
    if _is_centered(line, here) and _is_centered(last, there):
        return True
    before, indent = last.x0 - there.left, line.x0 - here.left
    if len(current) == 1 and before > _DEEPEST * last.size:
        return False
    has_ended = with_notes(last.text, lambda number: "")[-1:] in ENDS
    is_numbered = NUMBERED.match(line.text) is not None
    if has_ended and is_numbered:
        return False
    if indent <= _INDENT * line.size:
        return True
    return not is_numbered and _is_block(current, indent, frames, has_ended=has_ended)


def _is_block(current: Sequence[Line], indent: float, frames: Frames, *, has_ended: bool) -> bool:
    """Whether an indented line goes on with lines that are indented too, or hangs on a number."""
    first, last = (of.x0 - _frame(of, frames).left for of in (current[0], current[-1]))
    near = 0.5 * current[-1].size
    if abs(indent - last) < near:
        is_set = len(current) > 1 and abs(first - last) > near
        return is_set or not (has_ended or NUMBERED.match(current[-1].text))
    text = current[0].text
    is_item = NUMBERED.match(text) and not _HEADING.match(text)
    return bool(len(current) == 1 and is_item and not has_ended and indent > last)


def _is_below_heading(current: Sequence[Line], line: Line) -> bool:
    """Another font behind a numbered beginning; letters alone have the font of letters."""
    last = current[-1]
    return bool(
        last.tail_font
        and line.head_font
        and last.tail_font != line.head_font
        and _HEADING.match(current[0].text)
        and all(of.tail_font == current[0].font for of in current)
    )


def _is_apart(last: Line, line: Line, frame: Frame) -> bool:
    expected = frame.leading * max(1.0, line.size / frame.size)
    return line.base - last.base > _APART * expected


def _frame(line: Line, frames: Frames) -> Frame:
    return frames[line.page, line.column.number]


def _is_centered(line: Line, frame: Frame) -> bool:
    before, after = line.x0 - frame.left, frame.right - line.x1
    is_far = before > 2.3 * line.size or line.size > 1.15 * frame.size
    return is_far and abs(before - after) < line.size


def _left(lines: Sequence[Line], size: float) -> float:
    of_text = [line.x0 for line in lines if abs(line.size - size) < 0.6]
    return min(of_text or [line.x0 for line in lines])


def _right(values: Sequence[float], size: float) -> float:
    """Where full lines end; punctuation may hang out further."""
    if not values:
        return 0.0
    outermost = max(values)
    return _mode([value for value in values if value > outermost - 2 * size], smaller=False)


def _mode(values: Sequence[float], *, smaller: bool) -> float:
    """The place that most values are near; of several, the outermost."""
    if not values:
        return 0.0
    tens = Counter(round(value * 10) for value in values)
    counts = {v: sum(tens[v + near] for near in range(-20, 21)) for v in tens}
    most = max(counts.values())
    best = [value for value, count in counts.items() if count == most]
    return (min(best) if smaller else max(best)) / 10
