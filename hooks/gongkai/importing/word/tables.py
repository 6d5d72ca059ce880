"""Tables of Word rewritten so that every merged cell is a rectangle; called by ``plain``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from gongkai.importing.word.parts import Node, child, is_on, value

_MOST_COLUMNS = 200
"""Word makes 63; more is a mistake or an attack."""


class Writer(Protocol):
    """What rewrites the text in the cells."""

    line: int

    def cell(self, children: Iterable[Node]) -> Iterator[Node]: ...

    def flat(self, children: Iterable[Node]) -> Iterator[Node]: ...

    def delete(self, node: Node) -> None: ...


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell of a row as the file has it."""

    start: int
    """Column that it begins in, counted from 0."""
    columns: int
    merge: str
    """``restart`` begins a cell over several rows, ``continue`` goes on with the one above."""
    cell: Node | None = None
    """None for a gap at either end of a row."""


def table(node: Node, writer: Writer) -> Node:
    """The same table: gaps are empty cells, and a cell goes on only below one of its width."""
    made = Element("w:tbl")
    # The paragraph that it begins with is its place.
    SubElement(SubElement(made, "w:tblPr"), "w:tblStyle", {"w:val": str(writer.line + 1)})
    above: dict[int, _Place] = {}
    for row in writer.flat(node):
        if row.tag != "tr":
            continue
        if child(row, "trPr", "del") is not None:
            writer.delete(row)
            continue
        places = [_exact(place, above.get(place.start)) for place in _places(row, writer)]
        if not places:
            continue
        above = {place.start: place for place in places if place.merge}
        made.append(_row(row, places, writer))
    return made


def _row(row: Node, places: list[_Place], writer: Writer) -> Node:
    made = Element("w:tr")
    if is_on(child(row, "trPr", "tblHeader")):
        SubElement(SubElement(made, "w:trPr"), "w:tblHeader")
    for place in places:
        cell = SubElement(made, "w:tc")
        marks = SubElement(cell, "w:tcPr")
        SubElement(marks, "w:gridSpan", {"w:val": str(place.columns)})
        if place.merge:
            SubElement(marks, "w:vMerge", {"w:val": place.merge})
        if place.cell is not None:
            cell.extend(writer.cell(place.cell))
    return made


def _places(row: Node, writer: Writer) -> list[_Place]:
    gap = _count(value(row, "trPr", "gridBefore"), 0)
    places = [_Place(0, gap, "")] if gap else []
    column = gap
    for cell in writer.flat(row):
        if cell.tag != "tc":
            continue
        width = _count(value(cell, "tcPr", "gridSpan"), 1) or 1
        if _merge(cell, "hMerge") == "continue" and places and places[-1].cell is not None:
            places[-1] = replace(places[-1], columns=places[-1].columns + width)
        else:
            places.append(_Place(column, width, _merge(cell, "vMerge"), cell))
        column += width
    if places and (gap := _count(value(row, "trPr", "gridAfter"), 0)):
        places.append(_Place(column, gap, ""))
    return places


def _exact(place: _Place, above: _Place | None) -> _Place:
    is_below = above is not None and above.columns == place.columns
    return replace(place, merge="restart") if place.merge == "continue" and not is_below else place


def _merge(cell: Node, name: str) -> str:
    mark = child(cell, "tcPr", name)
    if mark is None:
        return ""
    return "restart" if mark.get("val") == "restart" else "continue"


def _count(text: str, otherwise: int) -> int:
    return min(int(text), _MOST_COLUMNS) if re.fullmatch("[0-9]{1,6}", text) else otherwise
