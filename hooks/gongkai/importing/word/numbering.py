"""The numbers that Word puts before paragraphs without writing them; called by ``stories``.

A list (``w:num``) has nine levels, most of them taken from a shared definition (``w:abstractNum``).
Lists with one definition count on together; an override begins again (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gongkai.importing.lists import SIGNS
from gongkai.importing.word.nodes import Node, child, is_on, value
from gongkai.importing.word.styles import Styles
from gongkai.importing.written_numbers import numeral

_PLACE = re.compile("%([1-9])")
_BULLET = "•"
_CLOSED = re.compile(r"[、．。，：）】〕》」』]$|^$")
"""Numbers that stand close to the text: 一、 and （一）, but 1. and 第一条 do not."""
_MOST = 1_000_000_000
_MOST_LINKED = 20
"""Definitions that say no more than which other one to take: 10,000 in a chain did not end."""
_LONGEST = 100
"""Characters of a level's text, which nine numbers fit in five times over: each is written again
before every paragraph."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and writes."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """``第%1条``: the places that numbers take, by level."""
    suffix: str = "tab"
    is_legal: bool = False
    """Whether all numbers in it are figures."""
    restart: int = -1
    """Level that begins it again (1 the first, 0 none); any above it where it is -1."""
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Where its levels begin again at their first use."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph of a list."""

    text: str = ""
    """Number or sign with the gap behind it."""
    depth: int = 0
    """Of the list, 1 the outermost, where the sign is but a bullet; 0 where it says something."""


class Numbering:
    """Counts through one file: paragraphs have to be asked for in their order."""

    def __init__(self, numbering: Node, styles: Styles) -> None:
        self._styles = styles
        self._definitions = {
            n.get("abstractNumId", ""): n for n in numbering if n.tag == "abstractNum"
        }
        self._nums = {n.get("numId", ""): n for n in numbering if n.tag == "num"}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, properties: Node | None) -> Mark:
        """What stands before a paragraph, which is counted by that."""
        key, said, style = self._styles.numbering(properties)
        found = self._list(key)
        if found is None:
            return Mark()
        by_style = (n for n, level in found.levels.items() if style and level.style == style)
        index = int(said) if re.fullmatch("[0-8]", said) else next(by_style, 0)
        level = found.levels.get(index)
        if level is None:
            return Mark()
        counts = self._counts.setdefault(found.definition, {})
        if (key, index) not in self._begun and index in found.starts:
            counts[index] = found.starts[index]
        else:
            counts[index] = min(counts.get(index, level.start - 1) + 1, _MOST)
        self._begun.add((key, index))
        for lower in [n for n in counts if n > index]:
            restart = found.levels[lower].restart if lower in found.levels else -1
            if restart < 0 or 0 < index + 1 <= restart:
                del counts[lower]
        is_bullet = level.form == "bullet" and _is_bullet(level.text)
        depth = max(index + 1, self._styles.bullet_depth(properties)) if is_bullet else 0
        return Mark(self._written(found, level, counts), depth)

    def _written(self, found: _List, level: _Level, counts: dict[int, int]) -> str:
        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = found.levels.get(index, _Level())
            return numeral(
                counts.get(index, other.start), "decimal" if level.is_legal else other.form
            )

        if level.form == "bullet":
            text = level.text if level.text and not _is_private(level.text) else _BULLET
        else:
            text = _PLACE.sub(place, level.text)
        is_close = level.suffix == "nothing" or _CLOSED.search(text)
        return text if is_close else f"{text} "

    def _list(self, key: str) -> _List | None:
        if key not in self._lists:
            self._lists[key] = self._read(key)
        return self._lists[key]

    def _read(self, key: str) -> _List | None:
        """A list with its definition, which may be that of a style."""
        num = self._nums.get(key)
        if num is None:
            return None
        name, definition = self._definition(num)
        if definition is None:
            return None
        levels = {}
        for node in definition:
            if node.tag == "lvl":
                levels[_number(node.get("ilvl", ""), 0)] = _level(node)
        starts = {}
        for node in num:
            if node.tag != "lvlOverride":
                continue
            index = _number(node.get("ilvl", ""), 0)
            if (own := child(node, "lvl")) is not None:
                levels[index] = _level(own)
            if (start := value(node, "startOverride")) != "":
                starts[index] = _number(start, 1)
                levels[index] = replace(levels.get(index, _Level()), start=starts[index])
        return _List(name, levels, starts)

    def _definition(self, num: Node) -> tuple[str, Node | None]:
        for _ in range(_MOST_LINKED):
            name = value(num, "abstractNumId")
            definition = self._definitions.get(name)
            linked = self._styles.list_of(value(definition, "numStyleLink"))
            if linked not in self._nums:
                return name, definition
            num = self._nums[linked]
        return "", None


def _level(node: Node) -> _Level:
    form = value(node, "numFmt")
    if not form:  # a newer format stands with an older one for programs that do not know it
        form = value(node, "AlternateContent", "Fallback", "numFmt")
    restart = value(node, "lvlRestart")
    return _Level(
        _number(value(node, "start"), 0 if child(node, "start") is None else 1),
        form or "decimal",
        value(node, "lvlText")[:_LONGEST],
        value(node, "suff") or "tab",
        is_on(child(node, "isLgl")),
        _number(restart, -1) if restart else -1,
        value(node, "pStyle"),
    )


def _number(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if re.fullmatch("[0-9]{1,12}", text) else otherwise


def _is_bullet(text: str) -> bool:
    """Whether a sign only marks an item: any but those that say something (√, ※, ——)."""
    # Letters are what other fonts have signs for: Word's own second bullet is an o.
    is_sign = len(text) == 1 and (text in SIGNS or text < "\u0250")
    return not text or is_sign or _is_private(text)


def _is_private(text: str) -> bool:
    """Signs of Symbol and Wingdings stand where Unicode has none."""
    return any(0xE000 <= ord(char) <= 0xF8FF for char in text)
