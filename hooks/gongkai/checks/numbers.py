"""Long numbers in a text, however they are written: whose they are, ``privacy`` decides.

A number may be broken up by spaces, signs, markup, table cells or characters that cannot be seen,
and be written in full-width figures.
Source: GB 11643-1999 for citizens' numbers; ISO/IEC 7812-1 for cards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape

PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)}
    | {*range(61, 66), 71, *range(81, 84)}
)
"""The first two figures of a citizen's number: GB/T 2260, and 83 for residents from Taiwan."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIGURES = {
    code: str(figure)
    for code in range(0x80, 0x20000)
    if (figure := unicodedata.digit(chr(code), None)) is not None
} | {0xFF38: "X", 0xFF58: "x", 0x2169: "X", 0x2179: "x"}
"""Full-width and other figures → plain ones."""
_ODD_FIGURE = re.compile(f"[{''.join(chr(code) for code in _FIGURES if code < 0x10000)}]")
_RARE = re.compile("[\U00010000-\U0001ffff]")
"""The two apart: one class for both is looked for fifteen times slower."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")
_UNSEEN = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20d0-\u20f0\ufe00-\ufe0f\ufeff"
_CLOSE = re.compile(rf"[ \t\u00a0\u3000*_~`\\{_UNSEEN}\u2010-\u2015\uff0d-]+|</?[A-Za-z][^<>]*>")
"""What a writer puts into one number: spaces, hyphens, marks."""
_LOOSE = re.compile(r"[|\n.,，、/·•:：;；+()（）\[\]#~=\"'“”‘’]{1,4}")
"""What may also stand in it when it is broken over lines or cells, or hidden.

Looked for in what is left without the others: one pattern for both took eleven seconds for forty
spaces before a word.
"""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SPELT_SIGNS = ("一九", "二〇", "二零", "壹玖", "贰零")
"""One of these is in the year of a birth that is spelt out."""
_SPELT = re.compile("[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{17,18}[XxＸｘ]?")
"""A citizen's number in Chinese figures, which nobody writes but who hides it."""
_CHINESE_FIGURES = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_PART = re.compile(r"[0-9]+[Xx]?|[Xx]")
_WORD_BEFORE = re.compile(r"[A-Za-z]\Z|[A-Za-z0-9]_\Z")
_WORD_AFTER = re.compile(r"[A-Za-z0-9]|_[A-Za-z0-9]")
"""Letters of a word that the figures belong to; an underscore alone is a mark of emphasis."""
_NOT_CHINESE = re.compile(r"[^\u4e00-\u9fff]{11,}")
_MOST_PARTS = 20
"""Of a number that is broken up: one figure a part, and two more."""
_CITIZENS = 18
"""Figures of a citizen's number."""
_SHORTEST, _LONGEST = 11, 19
"""Figures of a telephone, and of the longest card."""


@dataclass(frozen=True, slots=True)
class Number:
    """A run of whole parts of 11 to 19 figures."""

    digits: str
    """Figures alone, with a last X where there is one."""
    start: int
    end: int
    is_close: bool
    """Whether only spaces, hyphens and marks are inside it."""
    parts: int
    in_word: bool
    """Whether a Latin letter stands right before or behind it: a serial number, a file's name."""
    is_alone: bool
    """Whether nothing that may belong to it goes before or follows."""


@dataclass(frozen=True, slots=True)
class Part:
    """Figures without anything between them."""

    digits: str
    start: int
    end: int
    is_close: bool
    """Whether only spaces, hyphens and marks are between it and the part before."""
    in_word: bool
    """Whether a Latin letter stands right before or behind it."""


def is_citizen_number(digits: str) -> bool:
    """Province, day of birth and check figure (MOD 11-2, ISO 7064) are right."""
    if len(digits) != 18 or int(digits[:2]) not in PROVINCES or not _is_birthday(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return _CHECKS[total % 11] == digits[17]


def is_old_citizen_number(digits: str) -> bool:
    """Fifteen figures with province and day of birth, as they were until 1999."""
    is_number = digits.isdigit() and int(digits[:2]) in PROVINCES
    return is_number and _is_birthday(f"19{digits[6:12]}")


def _is_birthday(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def is_luhn(digits: str) -> bool:
    """The check figure of ISO/IEC 7812-1 is right."""
    if not digits.isdigit():
        return False
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def plain_figures(text: str) -> str:
    """The same text, each character at its place, with plain figures."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if any(sign in text for sign in _SPELT_SIGNS):
        text = _SPELT.sub(lambda match: match[0].translate(_CHINESE_FIGURES), text)
    return text.translate(_FIGURES) if _ODD_FIGURE.search(text) or _RARE.search(text) else text


def _entity(match: re.Match[str]) -> str:
    """Its character, and so many that are not seen that the text stays as long."""
    meant = unescape(match[0])
    return meant.ljust(len(match[0]), "\u200b") if len(meant) == 1 else match[0]


def _between(gap: str) -> str:
    """What stands between two parts beside spaces, hyphens and marks."""
    is_of_words = "<" not in gap and _CHINESE.search(gap)
    return gap if is_of_words else _CLOSE.sub("", gap)


def _chains(text: str) -> Iterator[list[Part]]:
    """Parts with nothing between them that ends a number; none that is the beginning of a word."""
    chain: list[Part] = []
    end = -1
    for match in _PART.finditer(text):
        start = match.start()
        between = _between(text[end:start]) if chain else ""
        is_close = bool(chain) and not between
        if chain and between and ("\n\n" in text[end:start] or not _LOOSE.fullmatch(between)):
            yield chain
            chain = []
        end = match.end()
        follows_letter = bool(_WORD_BEFORE.search(text[max(0, start - 2) : start]))
        begins_word = bool(_WORD_AFTER.match(text, end))
        if chain and follows_letter:
            yield chain
            chain = []
        # A whole number is one whatever word it begins: 〈number〉zhangsan.docx is a usual name.
        is_whole = len(match[0]) == _CITIZENS
        if (begins_word and not is_whole) or (follows_letter and len(match[0]) == 1):
            if chain:
                yield chain
            chain = []
        else:
            in_word = follows_letter or begins_word
            chain.append(Part(match[0].upper(), start, end, is_close, in_word))
    if chain:
        yield chain


def numbers(plain: str) -> Iterator[Number]:
    """Every number in a text with plain figures; of a longer run every part that may be one."""
    if "<" not in plain and not any(map(_may_be_a_number, _NOT_CHINESE.findall(plain))):
        return
    for chain in _chains(plain):
        yield from _numbers(chain)


def _may_be_a_number(stretch: str) -> bool:
    """Eleven figures with no Chinese character between them, which only a tag could hold.

    Most texts have none, and need no closer look.
    """
    return sum(map(stretch.count, "0123456789Xx")) >= _SHORTEST


def _numbers(chain: Sequence[Part]) -> Iterator[Number]:
    if sum(len(part.digits) for part in chain) < _SHORTEST:
        return
    for first, part in enumerate(chain):
        digits, is_close = "", True
        for count, further in enumerate(chain[first : first + _MOST_PARTS], start=1):
            is_close = is_close and (count == 1 or further.is_close)
            digits += further.digits
            if len(digits) > _LONGEST:
                break
            if len(digits) >= _SHORTEST:
                yield Number(
                    digits,
                    part.start,
                    further.end,
                    is_close,
                    count,
                    part.in_word or further.in_word,
                    first == 0 and count == len(chain),
                )
