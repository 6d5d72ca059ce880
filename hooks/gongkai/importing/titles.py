"""The lines of an old file that are its title; called by ``tidying``.

A title stands above the first sentence, ends as titles of reports do, and often runs over two
lines, the unit on the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from gongkai.importing.blocks import Block, Paragraph
from gongkai.importing.names import YEAR, is_organ, unit_in

_END = re.compile(r"(?:报告|总结|年报|情况)(?:[（(〔【][^（）()]*[）)〕】])?$")
_NO_TITLE = re.compile(
    r"[。；：:>›»＞|]|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]+[）)]"
)
_LONGEST = 80
"""Characters; the longest of the real ones has 31."""
_LINES = 3
"""Lines that one title may run over."""


@dataclass(frozen=True, slots=True)
class Title:
    """Where the title stands among the lines."""

    text: str
    """Its lines joined."""
    start: int
    """Number of its first line in the sequence searched."""
    end: int
    """Number of the line after its last."""


def find_title(lines: Sequence[Block]) -> Title | None:
    """The title: with its unit on one line, else joined, else with less than a title should say.

    A complete line is preferred to a joined one, so that the name of the unit and of the column
    printed above a title (青海省信访局 / 政府信息公开) does not become part of it.
    """
    head = list(takewhile(lambda line: not is_prose(line.text), lines))
    candidates = [
        *(t for t in _runs(head, 1) if YEAR.search(t.text) and unit_in(t.text)),
        *(t for n in range(2, _LINES + 1) for t in _runs(head, n) if _is_split(head, t)),
        *(t for t in _runs(head, 1) if YEAR.search(t.text)),
        *(t for n in range(2, _LINES + 1) for t in _runs(head, n) if _is_set_as_one(head, t)),
        *(t for t in _runs(head, 1) if unit_in(t.text)),
    ]
    return candidates[0] if candidates else None


def is_prose(text: str) -> bool:
    """Whether a line is already the report's text."""
    return len(text) > _LONGEST or "。" in text


def _runs(head: Sequence[Block], count: int) -> Iterator[Title]:
    """Titles of ``count`` lines; lines of a title follow each other, or the last begins 关于."""
    for start in range(len(head) - count + 1):
        run = head[start : start + count]
        text = "".join(block.text for block in run)
        follows = all(b.line - a.line <= 1 or b.text.startswith("关于") for a, b in pairwise(run))
        is_title = _END.search(text) and len(text) <= _LONGEST
        if is_title and follows and not any(_NO_TITLE.search(block.text) for block in run):
            yield Title(text, start, start + count)


def _is_set_as_one(head: Sequence[Block], title: Title) -> bool:
    """Whether lines with a year are centred and of one type, the unit being in none of them."""
    styles = {
        block.style for block in head[title.start : title.end] if isinstance(block, Paragraph)
    }
    earlier = head[title.start : title.end - 1]
    return (
        bool(YEAR.search(title.text))
        and len(styles) == 1
        and all(style.is_centered and style.size for style in styles)
        and not any(_END.search(block.text) for block in earlier)
        and all(isinstance(block, Paragraph) for block in earlier)
    )


def _is_split(head: Sequence[Block], title: Title) -> bool:
    """Whether lines are one title cut up: none but the last ends as a title, and a unit begins."""
    first = head[title.start].text
    earlier = head[title.start : title.end - 1]
    return (
        bool(YEAR.search(title.text) and unit_in(title.text))
        and not any(_END.search(block.text) for block in earlier)
        and (is_organ(first) or bool(unit_in(first)))
    )
