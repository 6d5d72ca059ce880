"""Blocks become Markdown whose rendered words are the original's; called by ``drafting``.

Only what Markdown would take for markup is escaped, so that a person can still read and correct the
file. Python-Markdown escapes with a backslash no more than its own list of characters; the others
(``<``, ``&``, ``~``) are written as entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from gongkai.importing.blocks import (
    Block,
    Cell,
    Heading,
    Image,
    Item,
    Note,
    Paragraph,
    Table,
    with_notes,
)

_ALWAYS = re.compile(r"[\\`*_\[{]")
"""``{`` because of attribute lists (``{: #id }``)."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"[-+#>]|!(?=!)")
_LIST_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_FENCE = re.compile(r"~")
_RULE = re.compile(r"[-:| \\]+")
_INDENT = "    "
_DEEPEST = 5
"""Lists inside a list; nobody reads more, and Markdown does not read hundreds."""


def as_markdown(blocks: Iterable[Block]) -> str:
    """A block a paragraph; ends with a line break."""
    parts = []
    for kind, group in groupby(blocks, _kind):
        if kind is Item:
            parts.append(_list([b for b in group if isinstance(b, Paragraph)]))
            continue
        # Footnotes stand together: an empty line would end the list that they make.
        separator = "\n" if kind is Note else "\n\n"
        parts.append(separator.join(_block(block) for block in group))
    return "\n\n".join(parts) + "\n"


def _kind(block: Block) -> type:
    """What stands together: notes, items of lists, and everything else."""
    if isinstance(block, Paragraph):
        return Item if block.item else Paragraph
    return Note if isinstance(block, Note) else Paragraph


def _list(paragraphs: Sequence[Paragraph]) -> str:
    """Items one a line, lists inside them indented; with empty lines where an item has several
    paragraphs."""
    around: list[int] = []
    lines, is_loose = [], False
    for paragraph in paragraphs:
        item, text = paragraph.item or Item(), escaped(paragraph.text)
        # A list may begin deep, and a depth may be left out.
        around = [depth for depth in around if depth < item.depth + (not item.is_first)]
        inside = min(len(around), _DEEPEST)
        lines.append(_INDENT * inside + (f"- {text}" if item.is_first else text))
        # Two lines that might be the head and the rule of a table must not follow each other.
        is_loose = is_loose or not item.is_first or bool(_RULE.fullmatch(text))
        around += [item.depth] if item.is_first else []
    return ("\n\n" if is_loose else "\n").join(lines)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        # A # at the end of a heading would be taken for its closing mark.
        text = _inline(block.text).replace("#", "\\#")
        return f"{'#' * block.level} {text}"
    if isinstance(block, Table):
        return _pipes(block) if _is_simple(block) else _html(block)
    if isinstance(block, Image):
        return f"![{_inline(block.description)}]({block.name})"
    if isinstance(block, Note):
        return f"[^{block.number}]: {_inline(block.text)}"
    return escaped(block.text)


def escaped(text: str) -> str:
    """One line of plain text as a Markdown paragraph."""
    text = _inline(text)
    text = _LIST_NUMBER.sub(r"\1\\\2", text, count=1) if _LIST_NUMBER.match(text) else text
    text = _LINE_START.sub(r"\\\g<0>", text, count=1) if _LINE_START.match(text) else text
    return _FENCE.sub("&#126;", text, count=1) if _FENCE.match(text) else text


def _inline(text: str) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    return with_notes(text, lambda number: f"[^{number}]")


def _is_simple(table: Table) -> bool:
    """Whether it can be written with pipes: a grid of single lines below a row that names them."""
    widths = {len(row) for row in table.cells}
    cells = [cell for row in table.cells for cell in row]
    return (
        len(widths) == 1
        and len(table.cells) > 1
        and all(cell.columns == cell.rows == 1 and "\n" not in cell.text for cell in cells)
        and all(cell.text for cell in table.cells[0])
    )


def _pipes(table: Table) -> str:
    head, *rows = [
        "| " + " | ".join(_inline(cell.text).replace("|", "\\|") for cell in row) + " |"
        for row in table.cells
    ]
    rule = "|" + " --- |" * len(table.cells[0])
    return "\n".join([head, rule, *rows])


def _html(table: Table) -> str:
    """A table with merged cells; a first row of which every cell says something is its head.

    A head of two rows has a cell that covers both.
    """
    first = table.cells[0] if table.cells else ()
    has_head = len(table.cells) > 1 and all(cell.text for cell in first)
    heads = max(cell.rows for cell in first) if has_head else 0
    lines = ["<table>"]
    for number, row in enumerate(table.cells):
        cells = "".join(_cell(cell, cell.is_header or number < heads) for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"])


def _cell(cell: Cell, is_header: bool) -> str:
    name = "th" if is_header else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    # No footnotes in raw HTML: the mark is written as a person would.
    text = with_notes(escape(cell.text, quote=False), lambda number: f"〔注{number}〕")
    return f"<{name}{spans}>{text.replace(chr(10), '<br>')}</{name}>"
