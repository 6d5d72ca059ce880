"""A table of contents is taken out of the blocks of a Word file; called by ``reader``.

Its page numbers say nothing on a page of the web, which makes its own of the headings. What the
file calls one still has to look like one: a field may begin and never end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.importing.blocks import Block, Paragraph
from gongkai.importing.word.findings import Told

_NAME = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)
_PAGE = r"[\s(（-]*(?:[0-9]{1,4}|[IVXLivxl]{1,7})[\s)）-]*$"
_WITH_PAGE = re.compile(rf"(?:\t|[.…·．‥⋯_—-]{{2,}}|[ \u3000]{{3,}}){_PAGE}")
_END = 40
"""Characters at a line's end that are looked at."""
_FEWEST = 2
"""Lines that a table typed by hand has at least."""


def without_contents(
    blocks: Sequence[Block], marked: Mapping[int, bool]
) -> tuple[tuple[Block, ...], list[Told]]:
    """The other blocks, and the lines taken out.

    ``marked`` are the paragraphs that the file itself has in a table of contents, and whether that
    is sure of each.
    """
    kept: list[Block] = []
    out: list[Told] = []
    at = 0
    while at < len(blocks):
        is_named = bool(_NAME.fullmatch(blocks[at].text.strip()))
        end = first = at + is_named
        while end < len(blocks) and _is_marked(blocks[end], marked):
            end += 1
        if end == first and is_named:
            while end < len(blocks) and _is_typed(blocks[end]):
                end += 1
            end = end if end - first >= _FEWEST else first
        if end > first:
            out += [(block.line, block.text) for block in blocks[at:end]]
            at = end
        else:
            kept.append(blocks[at])
            at += 1
    return tuple(kept), out


def _is_marked(block: Block, marked: Mapping[int, bool]) -> bool:
    if not isinstance(block, Paragraph) or block.line not in marked:
        return False
    return (marked[block.line] and "。" not in block.text) or _has_page(block.text)


def _is_typed(block: Block) -> bool:
    return isinstance(block, Paragraph) and _has_page(block.text)


def _has_page(text: str) -> bool:
    return bool(_WITH_PAGE.search(text[-_END:]))
