"""Blocks become Markdown whose rendered words are the original's; called by ``planning``.

Only what Markdown would take for markup is escaped, so that a person can still read and correct the
file. Python-Markdown escapes with a backslash no more than its own list of characters; the others
(``<``, ``&``, ``~``) are written as entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.importing.blocks import Block, Heading

_ALWAYS = re.compile(r"[\\`*_\[{]")
"""``{`` because of attribute lists (``{: #id }``)."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"[-+#>]|!(?=!)")
_LIST_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_FENCE = re.compile(r"~")


def as_markdown(blocks: Iterable[Block]) -> str:
    """A block a paragraph; ends with a line break."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        # A # at the end of a heading would be taken for its closing mark.
        text = _inline(block.text).replace("#", "\\#")
        return f"{'#' * block.level} {text}"
    return escaped(block.text)


def escaped(text: str) -> str:
    """One line of plain text as a Markdown paragraph."""
    text = _inline(text)
    text = _LIST_NUMBER.sub(r"\1\\\2", text, count=1) if _LIST_NUMBER.match(text) else text
    text = _LINE_START.sub(r"\\\g<0>", text, count=1) if _LINE_START.match(text) else text
    return _FENCE.sub("&#126;", text, count=1) if _FENCE.match(text) else text


def _inline(text: str) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;")
