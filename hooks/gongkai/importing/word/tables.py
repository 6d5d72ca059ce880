"""Tables of Word, in which every merged cell becomes a rectangle; called by ``stories``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from gongkai.importing.blocks import Block, Cell, Image, Table
from gongkai.importing.word.nodes import Node, child, is_on, value
from gongkai.importing.word.place import Place
from gongkai.importing.word.wrappers import delete, flat

Contents = Callable[[Iterable[Node]], Iterable[Block]]
"""Reads what stands in a cell."""
_MOST_COLUMNS = 200
"""Word makes 63; more is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """One cell of a row as the file has it."""

    start: int
    """Column that it begins in, counted from 0."""
    columns: int
    merge: str
    """``restart`` begins a cell over several rows, ``continue`` goes on with the one above."""
    cell: Node | None = None
    """None for a gap at either end of a row."""
    covered: tuple[Node, ...] = ()
    """Cells beside it that it covers."""


@dataclass(slots=True)
class _Made:
    """A cell that is being made."""

    spot: _Spot
    is_header: bool
    blocks: list[Block] = field(default_factory=list)
    rows: int = 1


def table(node: Node, at: Place, contents: Contents) -> Iterator[Block]:
    """A table and the pictures in it; what only frames a text with one cell is none.

    Gaps are empty cells, and a cell goes on only below one of its width.
    """
    line = at.line + 1
    rows = _rows(node, at, contents)
    if [len(row) for row in rows] == [1]:
        yield from rows[0][0].blocks
        return
    cells = tuple(tuple(map(_cell, row)) for row in rows)
    for made in (made for row in rows for made in row):
        tell_flattened(made.blocks, at)
    if any(cell.text for row in cells for cell in row):
        yield Table(cells, line)
    for made in (made for row in rows for made in row):
        yield from (block for block in made.blocks if isinstance(block, Image))


def _rows(node: Node, at: Place, contents: Contents) -> list[list[_Made]]:
    rows: list[list[_Made]] = []
    above: dict[int, _Made] = {}
    for row in flat(node, at):
        if row.tag != "tr":
            continue
        if child(row, "trPr", "del") is not None:
            delete(row, at)
            continue
        is_header = is_on(child(row, "trPr", "tblHeader"))
        here: dict[int, _Made] = {}
        made_row: list[_Made] = []
        spots = _spots(row, at)
        for spot in spots:
            inner = [] if spot.cell is None else list(contents(spot.cell))
            for cell in spot.covered:
                _cover(contents(cell), at)
            owner = above.get(spot.start) if spot.merge == "continue" else None
            if owner is not None and owner.spot.columns == spot.columns:
                owner.rows += 1
                _cover(inner, at)
            else:
                owner = _Made(spot, is_header, inner)
                made_row.append(owner)
            if spot.merge:
                here[spot.start] = owner
        if spots:
            above = here
            rows.append(made_row)
    return rows


def _spots(row: Node, at: Place) -> list[_Spot]:
    gap = _count(value(row, "trPr", "gridBefore"), 0)
    spots = [_Spot(0, gap, "")] if gap else []
    column = gap
    for cell in flat(row, at):
        if cell.tag != "tc":
            continue
        width = _count(value(cell, "tcPr", "gridSpan"), 1) or 1
        if _merge(cell, "hMerge") == "continue" and spots and spots[-1].cell is not None:
            last = spots[-1]
            columns, covered = last.columns + width, (*last.covered, cell)
            spots[-1] = replace(last, columns=columns, covered=covered)
        else:
            spots.append(_Spot(column, width, _merge(cell, "vMerge"), cell))
        column += width
    if spots and (gap := _count(value(row, "trPr", "gridAfter"), 0)):
        spots.append(_Spot(column, gap, ""))
    return spots


def _cell(made: _Made) -> Cell:
    lines: list[str] = []
    for block in made.blocks:
        if isinstance(block, Table):
            lines += [" ".join(c.text for c in row if c.text) for row in block.cells]
        elif not isinstance(block, Image):
            lines.append(block.text)
    text = "\n".join(filter(None, lines))
    return Cell(text, made.spot.columns, made.rows, made.is_header)


def _cover(blocks: Iterable[Block], at: Place) -> None:
    """Notes what stands in a cell that the one above covers: Word does not show it."""
    shown = ("图片" if isinstance(block, Image) else block.text for block in blocks)
    _note_covered(" ".join(filter(None, shown)), at)


def _note_covered(text: str, at: Place) -> None:
    if text.strip():
        at.findings.covered.append((at.near, text.strip()))


def tell_flattened(blocks: Iterable[Block], at: Place) -> None:
    """Notes the tables that stand where a text can only be lines."""
    tables = (block for block in blocks if isinstance(block, Table))
    at.findings.lost += ((block.line, "套在里面的表格（只留下一行行的文字）") for block in tables)


def _merge(cell: Node, name: str) -> str:
    mark = child(cell, "tcPr", name)
    if mark is None:
        return ""
    return "restart" if mark.get("val") == "restart" else "continue"


def _count(text: str, otherwise: int) -> int:
    return min(int(text), _MOST_COLUMNS) if re.fullmatch("[0-9]{1,12}", text) else otherwise
