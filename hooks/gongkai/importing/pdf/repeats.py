"""Lines that stand at the same place of many pages, as running heads do.

Called by ``furniture`` and ``lowered``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.paragraphs import NUMBERED

Edges = dict[int, list[tuple[str, Line]]]
"""By the number of the page, its outermost lines, each with the edge that it is at."""
OTHER_SIZE = 0.6
"""Points by which a running head is smaller or larger than the text."""
DISTANT = 1.4
"""Of the usual distance between lines: what is nearer to the text may be part of it."""
SAME_HEIGHT = 8.0
"""Points by which the same head may lie higher on another page."""
STAYS = re.compile(
    rf"附\s*[件表图录]|{NUMBERED.pattern}|(?:表|图|案例|专题)\s*[0-9０-９]"
    r"|第\s*[0-9０-９一二三四五六七八九十百]+\s*[^0-9０-９一二三四五六七八九十百\s页]"
)
"""What begins a part of the text, wherever it stands: 附件1, 附件2 count with the pages too."""
_PAGED = re.compile(
    r"(?<![^\s第—–－―~～·•|｜,，(（-])([0-9０-９]{1,4})(?![^\s页—–－―~～·•/／|｜,，)）-])"
)
"""A number that is set off as a page's own is; 2019 in 2019年 is none."""
SENTENCE = re.compile("[。；]")


def repeated(pages: Sequence[Page], edges: Edges, known: set[int]) -> list[tuple[str, list[Line]]]:
    """Lines that stand at the same place of many pages, the same but for the page's number; with
    the edge that they are at."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for page in pages:
        for edge, line in edges[page.number]:
            if id(line) not in known and not STAYS.match(line.text):
                found[edge, pattern(line.text)].append(line)
    groups = []
    for edge, lines in ((edge, alike) for (edge, _), of in found.items() for alike in _alike(of)):
        kept = []
        for line in lines:
            same = {o.page for o in lines if abs(o.base - line.base) <= SAME_HEIGHT}
            if len(same) >= 3 or (len(same) >= 2 and len(same) * 5 >= len(pages) * 2):
                kept.append(line)
        if kept:
            groups.append((edge, kept))
    return groups


def _alike(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Of lines that differ by figures those that go together: what is set off as a page's number
    may count with the pages, all other figures are the same."""
    forms: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        forms["".join(_PAGED.sub("\0", line.text).split())].append(line)
    for alike in forms.values():
        rows = [[int(figures) for figures in _PAGED.findall(line.text)] for line in alike]
        steps = [
            [value - line.page for value in row] for row, line in zip(rows, alike, strict=True)
        ]
        columns = zip(zip(*rows, strict=True), zip(*steps, strict=True), strict=True)
        counts = [_count(*column) for column in columns]
        groups: dict[tuple[int, ...], list[Line]] = defaultdict(list)
        for line, row, step in zip(alike, rows, steps, strict=True):
            key = (s if is_count else v for v, s, is_count in zip(row, step, counts, strict=True))
            groups[tuple(key)].append(line)
        yield from groups.values()


def _count(values: Sequence[int], steps: Sequence[int]) -> bool:
    """Whether numbers are those of pages: years count too, where each begins a page."""
    is_year = all(1900 <= value < 2100 for value in values)
    return not is_year and max(Counter(steps).values()) > max(Counter(values).values())


def outward(edge: str) -> int:
    """The direction from the text to an edge."""
    return -1 if edge == "top" else 1


def from_the_text(found: tuple[str, Sequence[Line]]) -> float:
    """Sorts what is repeated, the nearest to the text first."""
    edge, lines = found
    return outward(edge) * median(line.base for line in lines)


def inward(line: Line, edge: str, page: Page, known: set[int]) -> float | None:
    """How far the text is from a line at an edge; ``known`` is no text. None without any."""
    places = [o.base for o in page.lines if id(o) not in known and o is not line]
    places += [place for grid in page.grids for place in (grid.top, grid.bottom)]
    gaps = [(line.base - place) * outward(edge) for place in places]
    return min((gap for gap in gaps if gap > -line.size / 2), default=None)


def pattern(text: str) -> str:
    """A text, whatever numbers are in it."""
    return re.sub(r"[0-9０-９]+", "#", "".join(text.split()))
