"""The runs of a Word paragraph put together: its lines, and what stands beside them; called by
``stories``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from gongkai.importing.blocks import Block, Item, Paragraph, Style
from gongkai.importing.word.run import Run

Kind = TypeVar("Kind")


def blocks_of(
    runs: Sequence[Run], line: int, level: int, is_centered: bool, depth: int
) -> Iterator[Block]:
    """A paragraph for each of its lines, then its pictures and the text of its boxes; ``depth`` is
    that of a list with bullets, or 0."""
    text = "".join(run.text for run in runs)
    if text.strip():
        style = _style(runs, level, is_centered)
        # A line that was broken by hand is a line of its own.
        parts = (part for part in text.split("\n") if part.strip())
        for number, part in enumerate(parts):
            yield Paragraph(part, line, style, Item(depth, not number) if depth else None)
    for run in runs:
        yield from run.beside


def _style(runs: Sequence[Run], level: int, is_centered: bool) -> Style:
    """How most of the paragraph's characters look."""
    fonts, sizes = Counter[str](), Counter[float]()
    is_bold = True
    for run in runs:
        if count := len(run.text.strip()):
            fonts[run.look.font] += count
            sizes[round(run.look.size * 2) / 2] += count
            is_bold = is_bold and run.look.is_bold
    return Style(_most(fonts), _most(sizes), is_bold, is_centered, level)


def _most(counts: Counter[Kind]) -> Kind:
    return counts.most_common(1)[0][0]
