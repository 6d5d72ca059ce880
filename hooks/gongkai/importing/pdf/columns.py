"""Columns of text side by side, which are read one after the other; called by ``pages``.

A gutter is a strip that no sign of many lines reaches into, with prose on both sides. What only
looks so (a date at the right, a list with wide gaps, a table without lines) is read line by line.
Punctuation at the end of a line may hang into the gutter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from gongkai.importing.pdf.glyphs import Glyph
from gongkai.importing.pdf.lines import WHOLE, Column, rows_of
from gongkai.importing.pdf.pieces import (
    NEAR,
    Piece,
    as_lines,
    cut_behind_hanging,
    pieces_of,
    table,
)

Box = tuple[float, float, float, float]
_GUTTER = 0.9
"""Of the size, at least, between two columns: Word leaves 2 signs, justification less than 0.5."""
_STRAIT = 0.5
"""Of the size: what only so narrow a gutter would part is not parted, but told."""
_FEW, _SURE = 4, 6
"""Lines of a column that is one beside another, and of one that is one whatever stands beside."""
_SHORTEST = 8
"""Signs of a column's lines, on the whole."""
_RAGGED = 2.5
"""Signs by which a full line may be shorter than the longest."""
_PUNCTUATED = 0.2
"""Of a column's lines; names and numbers in a table have no commas."""
_HOLE = 2.2
"""Of the usual distance between lines: so much of white, twice, is a table's."""
_LARGER = 1.15
"""Times the usual size: the last line of a title, short enough to stand between gutters."""
_HANGING = 0.5
"""Of a column's full lines, at most: a comma at one place of all lines is a list's."""
_SENTENCE = re.compile("[，。；,;]")


@dataclass(frozen=True, slots=True)
class Parted:
    """The signs of a page by the columns that they stand in."""

    groups: tuple[tuple[Column, tuple[Glyph, ...]], ...]
    """What stands in none is in ``WHOLE``."""
    boxes: tuple[Column, ...]
    """Of each table, the column that it stands in."""
    gutters: frozenset[float]
    """Where columns begin: they begin there on the next page too."""
    is_doubtful: bool = False
    """Whether it may have columns that are not parted."""


def parted(glyphs: Sequence[Glyph], boxes: Sequence[Box], known: frozenset[float]) -> Parted:
    """The columns of a page; ``boxes`` are its tables, ``known`` the gutters of the page before."""
    found = _parted(glyphs, boxes, known, _GUTTER)
    if found.is_doubtful:
        return found
    strait = _parted(glyphs, boxes, known, _STRAIT)
    return replace(found, is_doubtful=not _in_columns(strait) <= _in_columns(found))


def _in_columns(found: Parted) -> set[int]:
    return {id(glyph) for column, group in found.groups if column.number for glyph in group}


def _parted(
    glyphs: Sequence[Glyph], boxes: Sequence[Box], known: frozenset[float], gutter: float
) -> Parted:
    whole = [piece for row in rows_of(glyphs) for piece in pieces_of(row, gutter)]
    starts, frequent = _starts(whole, known)
    pieces = [part for piece in whole for part in cut_behind_hanging(piece, frequent, gutter)]
    tables = [table(box) for box in boxes]
    rest = sorted([*pieces, *tables], key=lambda p: p.base)
    of_piece: dict[int, Column] = {}
    gutters: set[float] = set()
    is_doubtful = False
    number = 0
    for start in starts:
        for run in _runs(rest, start):
            others = [s for s in frequent if s - start > 4 * run[0].size and not _cross(run, s)]
            edges = _apart([start, *others])
            sides = [_side(run, edges, n) for n in range(len(edges) + 1)]
            is_known = any(abs(start - place) <= NEAR for place in known)
            hanging = _hanging(sides, edges)
            if hanging > _HANGING or not _are_columns(sides, is_known=is_known):
                is_like = hanging < 1 and sum(_reads_on(as_lines(side)) for side in sides) > 1
                is_doubtful = is_doubtful or is_like
                continue
            top = min(piece.top for piece in run)
            kind = tuple(round(edge / 4) for edge in edges)
            for place, side in enumerate(sides):
                number += 1
                left = edges[place - 1] if place else min(piece.x0 for piece in run)
                column = Column(number, top, left, (*kind, place))
                of_piece |= {id(piece): column for piece in side}
            gutters.update(edges)
        rest = [piece for piece in rest if id(piece) not in of_piece]
    groups: dict[Column, list[Glyph]] = {}
    for piece in pieces:
        groups.setdefault(of_piece.get(id(piece), WHOLE), []).extend(piece.glyphs)
    return Parted(
        tuple((column, tuple(group)) for column, group in groups.items()),
        tuple(of_piece.get(id(table), WHOLE) for table in tables),
        frozenset(gutters),
        is_doubtful,
    )


def _starts(pieces: Sequence[Piece], known: frozenset[float]) -> tuple[list[float], list[float]]:
    """Where a second column may begin, from the left; and where several lines do."""
    if not pieces:
        return [], []
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    inner = sorted(p.x0 for p in pieces if p.x0 > left + (right - left) / 5)
    frequent = []
    for _, near in groupby(inner, key=lambda x0: round(x0 / NEAR)):
        places = list(near)
        first = min(places)
        count = sum(abs(x0 - first) <= NEAR for x0 in inner)
        if count >= _FEW - 1 or any(abs(first - gutter) <= NEAR for gutter in known):
            frequent.append(first)
    return _apart([*inner, *known]), _apart([*frequent, *known])


def _apart(places: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 2 * NEAR:
            kept.append(place)
    return kept


def _cross(pieces: Iterable[Piece], start: float) -> bool:
    return any(piece.crosses(start) for piece in pieces)


def _runs(pieces: Sequence[Piece], start: float) -> Iterator[list[Piece]]:
    """Lines one below the other that leave the gutter free, as far down as both sides go."""
    for is_free, group in groupby(pieces, key=lambda piece: not piece.crosses(start)):
        if is_free and len(run := _without_ends(list(group), start)) > 1:
            yield run


def _without_ends(run: list[Piece], start: float) -> list[Piece]:
    """Without what stands above or below both columns, a wide gap away."""
    size = median(piece.size for piece in run)
    while run and run[0].size > _LARGER * size and _is_alone(run[0], run):
        run = run[1:]
    for _ in range(2):  # from below, then from above
        bases = sorted(piece.base for piece in run)
        gaps = [b - a for a, b in pairwise(bases) if b - a > 0.5 * max(p.size for p in run)]
        wide = 1.8 * median(gaps) if gaps else 0.0
        for place in range(len(run) - 1, 0, -1):
            is_gap = abs(run[place].base - run[place - 1].base) > wide > 0
            ends = run[place:]
            if is_gap and len({piece.x0 < start - NEAR for piece in ends}) == 1:
                run = run[:place]
                break
        run = run[::-1]
    return run


def _is_alone(piece: Piece, run: Sequence[Piece]) -> bool:
    return not any(p is not piece and abs(p.base - piece.base) < piece.size / 2 for p in run)


def _side(run: Sequence[Piece], edges: Sequence[float], place: int) -> list[Piece]:
    left = edges[place - 1] - NEAR if place else float("-inf")
    right = edges[place] - NEAR if place < len(edges) else float("inf")
    return [piece for piece in run if left <= piece.x0 < right]


def _are_columns(sides: Sequence[Sequence[Piece]], *, is_known: bool) -> bool:
    lines = [as_lines(side) for side in sides]
    first, *others = lines
    if all(lines) and is_known and all(_begins(side) for side in lines):
        return True
    if _is_prose(first, _FEW if is_known else _SURE):  # narrow: what is beside it is another text
        return (is_known or all(lines)) and all(
            _is_prose(side, _FEW) or len(side) <= _FEW for side in others
        )
    return all(_is_prose(side, _FEW) for side in lines)


def _hanging(sides: Sequence[Sequence[Piece]], edges: Sequence[float]) -> float:
    """Of the full lines before a gutter, the share with a sign that hangs into it."""
    most = 0.0
    for side, edge in zip(sides, edges, strict=False):
        lines = as_lines(side)
        right = max((line.own for line in lines), default=0.0)
        full = [line for line in lines if line.own > right - _RAGGED * line.size]
        if full:
            most = max(most, sum(line.hangs(edge) for line in full) / len(full))
    return most


def _begins(side: Sequence[Piece]) -> bool:
    """Whether lines begin where a column's do: at its edge, or indented by two signs."""
    left = min(piece.x0 for piece in side)
    return all(piece.x0 - left < 2.6 * piece.size for piece in side)


def _is_prose(side: Sequence[Piece], least: int) -> bool:
    """Whether lines are a text of their own: most of them full, with sentences in them."""
    if len(side) < least or not _reads_on(side):
        return False
    right = max(line.x1 for line in side)
    full = sum(line.x1 > right - _RAGGED * line.size for line in side)
    gaps = [b.base - a.base for a, b in pairwise(side)]
    holes = sum(gap > _HOLE * median(gaps) for gap in gaps)
    return full * 2 >= len(side) and holes < 2


def _reads_on(side: Sequence[Piece]) -> bool:
    return (
        len(side) >= _FEW
        and sum(len(line.text) for line in side) >= _SHORTEST * len(side)
        and sum(bool(_SENTENCE.search(line.text)) for line in side) >= _PUNCTUATED * len(side)
    )
