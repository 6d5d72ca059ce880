"""Numbers as they are written before paragraphs, by Word's formats of ECMA-376, 17.18.59.

Called by ``numbering`` for Word, by ``listing`` for web pages. A format that is not known here is
written in figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST = 9999
"""Beyond it only figures: no report counts so far, and a made-up file must not cost time."""


def numeral(number: int, form: str) -> str:
    """A number in one of Word's formats (``chineseCounting`` → ``十一``)."""
    if form == "none":
        return ""
    write = _FORMATS.get(form)
    return write(number) if write and 0 < number <= _MOST else str(number)


def _chinese(number: int, digits: str = f"零{_DIGITS[1:]}", units: str = "十百千") -> str:
    """In words: 十一, 一百零一."""
    written, is_gap = "", False
    figures = str(number)
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure == "0":
            is_gap = bool(written)
            continue
        written += digits[0] if is_gap else ""
        written += digits[int(figure)] + (units[place - 1] if place else "")
        is_gap = False
    short = digits[1] + units[0]
    return written[1:] if written.startswith(short) and number < 20 else written


def _counted(number: int) -> str:
    """In words up to 99 and figure by figure above, as Word does for ``chineseCounting``."""
    return _chinese(number) if number < 100 else _by_figure(number)


def _by_figure(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _letters(number: int) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    count, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (count + 1)


def _circled(number: int) -> str:
    for first, last, char in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(char + number - first)
    return str(number)


def _from(char: int, most: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode."""
    return lambda number: chr(char + number - 1) if number <= most else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL, "拾佰仟")


_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimalZero": lambda number: f"{number:02}",
        "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
        "decimalFullWidth2": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
        "upperRoman": _roman,
        "lowerRoman": lambda number: _roman(number).lower(),
        "upperLetter": lambda number: _letters(number).upper(),
        "lowerLetter": _letters,
        "chineseCounting": _counted,
        "taiwaneseCounting": _counted,
        "chineseCountingThousand": _chinese,
        "taiwaneseCountingThousand": _chinese,
        "japaneseCounting": _chinese,
        "chineseLegalSimplified": _legal,
        "ideographLegalTraditional": _legal,
        "ideographDigital": _by_figure,
        "japaneseDigitalTenThousand": _by_figure,
        "taiwaneseDigital": _by_figure,
        "ideographTraditional": _cycle(_STEMS),
        "ideographZodiac": _cycle(_BRANCHES),
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedParen": _from(0x2474, 20),
        "decimalEnclosedFullstop": _from(0x2488, 20),
        "ideographEnclosedCircle": _from(0x3280, 10),
        "ideographParenthesized": _from(0x3220, 10),
    }
)
