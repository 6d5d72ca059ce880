"""Which paragraphs are items of a list, and how deep; called by ``tidying``.

Readers tell the bullets that a file sets by itself (``<ul>``, Word's lists). Others are typed:
signs at the beginning of paragraphs that follow each other. A paragraph with a number of its own
(一、（一） 1. （1） ①) is never an item: its number says more than a bullet, and is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gongkai.importing.blocks import Block, Item, Paragraph

SIGNS = "•●■◆▪▶►➢➤◇◼∙‣◦○·◾⚫"
"""What is a bullet wherever a paragraph begins with it; not ※, ★, □ and ——, which say something."""
_TYPED = re.compile(rf"(?:([{SIGNS}])|([-–])(?![-–\d.]))\s*(?=\S)")
"""A dash before a figure is a minus."""
_NUMERALS = "[一二三四五六七八九十百]+"
NUMBERED = re.compile(
    rf"{_NUMERALS}\s*[、.．]|第{_NUMERALS}[编章节条]"
    r"|[0-9０-９]{1,2}\s*(?:[.．、](?![0-9])|[)）])|[①-⑳⑴-⒛㈠-㈩]"
    rf"|[（(]\s*(?:{_NUMERALS}|[0-9０-９]{{1,2}})\s*[)）]"
)
"""How a paragraph begins that has a number of its own."""
_FEWEST = 2
"""Paragraphs that one sign has to begin: a sign that stands once is no list."""


def with_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same words, typed bullets as items of lists, numbered items as what they are."""
    for is_typed, group in groupby(map(_single, blocks), _is_typed):
        run = list(group)
        yield from _items(run) if is_typed else run


def _single(block: Block) -> Block:
    """A block by itself: what a reader took for an item may have a number, or a second bullet."""
    if not isinstance(block, Paragraph) or not block.item or not block.item.is_first:
        return block
    if NUMBERED.match(block.text):
        return replace(block, item=None)
    return replace(block, text=_without_sign(block.text))


def _is_typed(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.item:
        return False
    return bool(_sign(block.text)) and not NUMBERED.match(_without_sign(block.text))


def _items(run: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs that follow each other, each with a sign; another sign begins a list inside."""
    counts = Counter(_sign(block.text) for block in run)
    if max(counts.values()) < _FEWEST:
        yield from run
        return
    around: list[str] = []
    for block in run:
        sign = _sign(block.text)
        around = [*around[: around.index(sign)], sign] if sign in around else [*around, sign]
        assert isinstance(block, Paragraph)
        yield replace(block, text=_without_sign(block.text), item=Item(len(around)))


def _sign(text: str) -> str:
    match = _TYPED.match(text)
    return match[1] or match[2] if match else ""


def _without_sign(text: str) -> str:
    match = _TYPED.match(text)
    return text[match.end() :] if match else text
