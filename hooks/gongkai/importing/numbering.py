"""Word's automatic numbers, as a reader saw them: they stand in no text of the file.

Built from ``numbering.xml`` (ECMA-376, part 1, 17.9): a list's levels have a format, a text such as
``（%2）`` and a start; numbers begin again below a higher one. Called by ``resolving``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_FIGURES = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"),
        *("taiwaneseCountingThousand", "chineseLegalSimplified", "koreanCounting"),
    }
)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    form: str = "decimal"
    """``numFmt``."""
    text: str = ""
    """``lvlText``: what is shown, ``%1`` for the number of the first level."""
    start: int = 1
    is_legal: bool = False
    """Whether all numbers in the text are shown in Arabic figures."""


@dataclass
class Numbering:
    """All lists of a document, and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    """``numId`` → its abstract list, and its levels."""
    restarts: Mapping[str, Mapping[int, int]]
    """``numId`` → levels that it starts anew, and where."""
    by_style: Mapping[str, tuple[str, int]]
    """Paragraph style → the list and level that it brings, as the lists themselves say."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph of a list, as it is shown; empty for none."""
        if number not in self.lists or not 0 <= level < LEVELS:
            return ""
        abstract, levels = self.lists[number]
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for restarted, start in self.restarts.get(number, {}).items():
                counts[restarted] = start - 1
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = levels.get(upper, Level()).start
        mine = counts[level]
        counts[level] = levels.get(level, Level()).start if mine is None else mine + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return _shown(levels.get(level, Level()), levels, counts)


def read_numbering(root: Element | None, w: str) -> Numbering:
    """``numbering.xml``; ``w`` is the namespace with its braces."""
    abstracts: dict[str, dict[int, Level]] = {}
    styles: dict[str, tuple[str, int]] = {}
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    restarts: dict[str, dict[int, int]] = {}
    for abstract in root.iter(f"{w}abstractNum") if root is not None else ():
        name = abstract.get(f"{w}abstractNumId", "")
        abstracts[name] = {_index(lvl, w): _level(lvl, w) for lvl in abstract.iter(f"{w}lvl")}
        for lvl in abstract.iter(f"{w}lvl"):
            if style := _value(lvl, f"{w}pStyle", w):
                styles[style] = (name, _index(lvl, w))
    for num in root.iter(f"{w}num") if root is not None else ():
        number, abstract_id = num.get(f"{w}numId", ""), _value(num, f"{w}abstractNumId", w)
        levels = dict(abstracts.get(abstract_id, {}))
        for override in num.iter(f"{w}lvlOverride"):
            index = _index(override, w)
            if (replaced := override.find(f"{w}lvl")) is not None:
                levels[index] = _level(replaced, w)
            if start := _value(override, f"{w}startOverride", w):
                restarts.setdefault(number, {})[index] = _integer(start, 1)
        lists[number] = (abstract_id, levels)
    first = {abstract: number for number, (abstract, _) in reversed(lists.items())}
    by_style = {s: (first[a], level) for s, (a, level) in styles.items() if a in first}
    return Numbering(lists, restarts, by_style)


def _level(lvl: Element, w: str) -> Level:
    return Level(
        _value(lvl, f"{w}numFmt", w) or "decimal",
        _value(lvl, f"{w}lvlText", w),
        _integer(_value(lvl, f"{w}start", w), 1),
        lvl.find(f"{w}isLgl") is not None,
    )


def _index(element: Element, w: str) -> int:
    return _integer(element.get(f"{w}ilvl", ""), 0)


def _value(element: Element, name: str, w: str) -> str:
    found = element.find(name)
    return found.get(f"{w}val", "") if found is not None else ""


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _shown(level: Level, levels: Mapping[int, Level], counts: list[int | None]) -> str:
    if level.form == "none":
        return ""
    if level.form == "bullet":
        # Most bullets are characters of Word's own fonts, which nobody else has.
        return "" if not level.text else level.text if level.text.isprintable() else "•"
    text = level.text
    for number in range(LEVELS, 0, -1):
        if f"%{number}" in text:
            form = "decimal" if level.is_legal else levels.get(number - 1, Level()).form
            text = text.replace(f"%{number}", written(counts[number - 1] or 1, form))
    return text


def written(number: int, form: str) -> str:
    """A number in one of Word's formats; what is not known is written in Arabic figures."""
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        lead = "" if tens == 0 else "十" if tens == 1 else f"{_FIGURES[tens]}十"
        return lead + (_FIGURES[ones] if ones else "")
    if form in ("ideographDigital", "japaneseDigitalTenThousand"):
        return "".join(_FIGURES[int(figure)] for figure in str(number))
    if form == "ideographTraditional" and number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
