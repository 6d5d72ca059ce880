"""Headings by the numbering convention of official documents; called by ``tidying``.

``一、`` begins a section and ``（一）`` a part of it (GB/T 9704-2012, 7.3.3). ``1.`` and ``（1）``
stay paragraphs: in reports they count items, they do not divide the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.importing.blocks import Block, Heading, Paragraph

_NUMERALS = "[一二三四五六七八九十百]+"
_LEVELS = (
    (2, re.compile(rf"{_NUMERALS}\s*、")),
    (3, re.compile(rf"[（(]\s*{_NUMERALS}\s*[)）]")),
)
RUN_IN = 40
"""Characters, number and 。 included: a longer first sentence is text, not a heading."""
_WHOLE = 80
"""Characters of a line without any 。 that still is a heading; real ones reach 41."""
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"))


def with_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same words, numbered lines as headings; a run-in heading parted from its paragraph."""
    for block in blocks:
        level = _level(block.text) if isinstance(block, Paragraph) else 0
        if not level:
            yield block
            continue
        lead, stop, rest = block.text.partition("。")
        lead, rest = lead + stop, rest.lstrip()
        if not _is_heading(lead, rest):
            yield block
            continue
        yield Heading(level, lead.rstrip(), block.line)
        if rest:
            yield Paragraph(rest, block.line)


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
