"""Headings by the numbering convention of official documents, and by how they look; called by
``tidying``.

``一、`` begins a section and ``（一）`` a part of it (GB/T 9704-2012, 7.3.3). ``1.`` and ``（1）``
stay paragraphs: in reports they count items, they do not divide the text. What has no number is a
heading where the file calls it one, or where it alone is set in the font of headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gongkai.importing.blocks import Block, Heading, Paragraph

_NUMERALS = "[一二三四五六七八九十百]+"
_LEVELS = (
    (2, re.compile(rf"{_NUMERALS}\s*、")),
    (3, re.compile(rf"[（(]\s*{_NUMERALS}\s*[)）]")),
)
_FONTS = (
    (2, re.compile("黑体|SimHei|Hei", re.IGNORECASE)),
    (3, re.compile("楷|Kai", re.IGNORECASE)),
)
"""Of the two levels, after the usage that goes with GB/T 9704-2012: 黑体 and 楷体."""
RUN_IN = 40
"""Characters, number and 。 included: a longer first sentence is text, not a heading."""
_WHOLE = 80
"""Characters of a line without any 。 that still is a heading; real ones reach 41."""
_LONGEST_UNNUMBERED = 30
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"))


def with_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same words, lines that begin a section as headings; a run-in heading parted from its
    paragraph."""
    found = tuple(blocks)
    text_font = _text_font(found)
    for block in found:
        level = _level(block.text) if isinstance(block, Paragraph) else 0
        if not level:
            yield _unnumbered(block, text_font)
            continue
        lead, stop, rest = block.text.partition("。")
        lead, rest = lead + stop, rest.lstrip()
        if not _is_heading(lead, rest):
            yield block
            continue
        yield Heading(level, lead.rstrip(), block.line)
        if rest:
            yield Paragraph(rest, block.line)


def without_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same headings, no level left out: （一） without 一、 above it is a section itself."""
    above = 1
    for block in blocks:
        if isinstance(block, Heading):
            block = replace(block, level=min(block.level, above + 1))
            above = block.level
        yield block


def _unnumbered(block: Block, text_font: str) -> Block:
    """A heading that only looks like one."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_UNNUMBERED:
        return block
    style = block.style
    level = style.level if style.level > 1 else 0
    if (
        not level
        and not block.item
        and style.font
        and style.font != text_font
        and block.text[-1] not in "。；，：！？"
    ):
        level = next((n for n, font in _FONTS if font.search(style.font)), 0)
        if any(font.search(text_font) for n, font in _FONTS if n == level):
            level = 0
    return Heading(level, block.text, block.line) if level else block


def _text_font(blocks: Sequence[Block]) -> str:
    """The font of most of the text; empty where the file tells none."""
    counts = Counter[str]()
    for block in blocks:
        if isinstance(block, Paragraph) and block.style.font:
            counts[block.style.font] += len(block.text)
    return counts.most_common(1)[0][0] if counts else ""


def _level(text: str) -> int:
    return next((level for level, number in _LEVELS if number.match(text)), 0)


def _is_heading(lead: str, rest: str) -> bool:
    if not lead.endswith("。"):
        return len(lead) <= _WHOLE and lead[-1] not in "；;，,、"
    return len(lead) <= RUN_IN and not (rest and _is_cut(lead, rest))


def _is_cut(lead: str, rest: str) -> bool:
    """Whether the first 。 stands inside a quotation that ends only in the rest."""
    return any(
        lead.count(opening) > lead.count(closing)
        and 0 <= rest.find(closing) < (rest.find(opening) % (len(rest) + 1))
        for opening, closing in _PAIRS
    )
