"""Tables of a web page, with the cells that cover several places; called by ``flow``.

Old pages are laid out with tables too: those are no tables, only what stands in them counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gongkai.importing.blocks import Cell, Table
from gongkai.importing.web.looks import is_hidden

_MOST_COLUMNS = 1000
"""One cell may cover, by the standard of HTML."""


def is_layout(table: Any) -> bool:
    """Whether a table sets nothing side by side, or holds other tables."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return all(sum(map(_says_something, row)) < 2 for row in _rows(table))


def read_table(table: Any, text_of: Callable[[Any], str]) -> Table:
    """All rows; ``text_of`` gives a cell's text, a paragraph a line."""
    rows = [list(row) for row in _rows(table)]
    cells = []
    for number, row in enumerate(rows):
        left = len(rows) - number
        cells.append(
            tuple(
                Cell(
                    text_of(cell),
                    min(_span(cell, "colspan") or 1, _MOST_COLUMNS),
                    # 0 is all rows that are left; more than there are would tear the table.
                    min(_span(cell, "rowspan") or left, left),
                    cell.tag == "th",
                )
                for cell in row
            )
        )
    return Table(tuple(cells))


def _rows(table: Any) -> Iterator[Iterator[Any]]:
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from (_cells(row) for row in child if row.tag == "tr" and not is_hidden(row))
        elif child.tag == "tr" and not is_hidden(child):
            yield _cells(child)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell))


def _says_something(cell: Any) -> bool:
    return any(text.strip() for text in cell.itertext())


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
