"""Tables of Word rewritten so that every merged cell is a rectangle; called by ``plain``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from gongkai.importing.word.parts import Node, child, is_on, value
from gongkai.importing.word.place import Place
from gongkai.importing.word.wrappers import delete, flat

Contents = Callable[[Iterable[Node]], Iterable[Node]]
"""Rewrites what stands in a cell."""
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


def table(node: Node, at: Place, contents: Contents) -> Node:
    """The same table: gaps are empty cells, and a cell goes on only below one of its width."""
    made = Element("w:tbl")
    # The paragraph that it begins with is its place.
    SubElement(SubElement(made, "w:tblPr"), "w:tblStyle", {"w:val": str(at.line + 1)})
    above: dict[int, _Spot] = {}
    for row in flat(node, at):
        if row.tag != "tr":
            continue
        if child(row, "trPr", "del") is not None:
            delete(row, at)
            continue
        spots = [_exact(spot, above.get(spot.start)) for spot in _spots(row, at)]
        if not spots:
            continue
        above = {spot.start: spot for spot in spots if spot.merge}
        made.append(_row(row, spots, at, contents))
    return made


def _row(row: Node, spots: Iterable[_Spot], at: Place, contents: Contents) -> Node:
    made = Element("w:tr")
    if is_on(child(row, "trPr", "tblHeader")):
        SubElement(SubElement(made, "w:trPr"), "w:tblHeader")
    for spot in spots:
        cell = SubElement(made, "w:tc")
        marks = SubElement(cell, "w:tcPr")
        SubElement(marks, "w:gridSpan", {"w:val": str(spot.columns)})
        if spot.merge:
            SubElement(marks, "w:vMerge", {"w:val": spot.merge})
        if spot.merge == "continue":
            _cover(spot.cell, at)
        if spot.cell is not None:
            cell.extend(contents(spot.cell))
    return made


def _spots(row: Node, at: Place) -> list[_Spot]:
    gap = _count(value(row, "trPr", "gridBefore"), 0)
    spots = [_Spot(0, gap, "")] if gap else []
    column = gap
    for cell in flat(row, at):
        if cell.tag != "tc":
            continue
        width = _count(value(cell, "tcPr", "gridSpan"), 1) or 1
        if _merge(cell, "hMerge") == "continue" and spots and spots[-1].cell is not None:
            spots[-1] = replace(spots[-1], columns=spots[-1].columns + width)
            _cover(cell, at)
        else:
            spots.append(_Spot(column, width, _merge(cell, "vMerge"), cell))
        column += width
    if spots and (gap := _count(value(row, "trPr", "gridAfter"), 0)):
        spots.append(_Spot(column, gap, ""))
    return spots


def _cover(cell: Node | None, at: Place) -> None:
    """Notes the text of a cell that the one above or beside it covers: Word does not show it."""
    text = "".join(node.text or "" for node in cell.iter("t")).strip() if cell is not None else ""
    if text:
        at.findings.covered.append((at.near, text))


def _exact(spot: _Spot, above: _Spot | None) -> _Spot:
    is_below = above is not None and above.columns == spot.columns
    return replace(spot, merge="restart") if spot.merge == "continue" and not is_below else spot


def _merge(cell: Node, name: str) -> str:
    mark = child(cell, "tcPr", name)
    if mark is None:
        return ""
    return "restart" if mark.get("val") == "restart" else "continue"


def _count(text: str, otherwise: int) -> int:
    return min(int(text), _MOST_COLUMNS) if re.fullmatch("[0-9]{1,12}", text) else otherwise
