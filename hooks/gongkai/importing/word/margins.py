"""What the headers and footers of a Word file say, but for the numbers of pages; called by
``said``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.importing.word.nodes import Node

_NO_WORDS = re.compile(r"[第共页总码Page of\W\d_IVXLivxl]*")
"""What a page number consists of, in figures or in words."""
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})
_TWICE = frozenset({"del", "Fallback"})
"""Deleted text, and text that stands in another form beside it."""


def margin_text(root: Node) -> str:
    """What a header or a footer says; empty where it is no more than a page number."""
    nodes = list(_outside(root))
    lines = [_line(node) for node in nodes if node.tag == "p"]
    art = [node.get("string", "") for node in nodes if node.tag == "textpath"]
    text = " ".join(filter(None, (*lines, *art)))
    return "" if _NO_WORDS.fullmatch(text) else text.strip()


def _outside(node: Node) -> Iterator[Node]:
    for inner in node:
        if inner.tag not in _TWICE:
            yield inner
            yield from _outside(inner)


def _line(paragraph: Node) -> str:
    """A paragraph's text without the numbers of pages."""
    pieces: list[str] = []
    instruction, depth, is_page = "", 0, False
    for node in _inside(paragraph):
        kind = node.get("fldCharType")
        if kind == "begin":
            depth, instruction = depth + 1, ""
        elif kind == "separate":
            is_page = is_page or _is_page(instruction)
        elif kind == "end":
            depth = max(0, depth - 1)
            is_page = is_page and depth > 0
        elif node.tag == "instrText":
            instruction += node.text or ""
        elif node.tag == "t" and not is_page:
            pieces.append(node.text or "")
    return "".join(pieces).strip()


def _inside(node: Node) -> Iterator[Node]:
    """All that is part of a paragraph: others in it, as in a text box, are lines of their own."""
    for inner in node:
        is_number = inner.tag == "fldSimple" and _is_page(inner.get("instr", ""))
        if inner.tag != "p" and inner.tag not in _TWICE and not is_number:
            yield inner
            yield from _inside(inner)


def _is_page(instruction: str) -> bool:
    return (instruction.split(maxsplit=1) or [""])[0].upper() in _PAGE_FIELDS
