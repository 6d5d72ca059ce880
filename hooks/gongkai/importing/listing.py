"""The numbers that a browser writes in front of the items of a list; called by ``flow``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gongkai.importing.looks import declarations

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass
class Numbering:
    """Where one list stands."""

    form: str = ""
    """A value of ``list-style-type``; empty for a list without numbers."""
    next: int = 1

    @classmethod
    def of(cls, element: Any) -> Numbering:
        """That of an ``ol`` or ``ul`` that begins."""
        if element.tag != "ol":
            return cls()
        form = declarations(element).get("list-style-type", "") or element.get("type", "") or "1"
        return cls(form if form in _FORMS else form.lower(), _number(element.get("start"), 1))

    def mark(self, item: Any) -> str:
        """What stands in front of the next item; counts on."""
        if not self.form:
            return ""
        number = _number(item.get("value"), self.next)
        self.next = number + 1
        if declarations(item).get("list-style-type", "").lower() == "none":
            return ""
        return _FORMS.get(self.form, _decimal)(number)


def _number(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _decimal(number: int) -> str:
    return f"{number}."


def _letter(number: int) -> str:
    return f"{chr(96 + number)}." if 0 < number <= 26 else _decimal(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return _decimal(number)
    text = ""
    for value, figure in _ROMAN:
        text += figure * (number // value)
        number %= value
    return f"{text}."


def _chinese(number: int) -> str:
    """``一、`` to ``九十九、``."""
    if not 0 < number < 100:
        return _decimal(number)
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return text + (_DIGITS[ones] if ones or not tens else "") + "、"


_FORMS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "none": lambda number: "",
        "1": _decimal,
        "a": _letter,
        "A": lambda number: _letter(number).upper(),
        "i": lambda number: _roman(number).lower(),
        "I": _roman,
        "lower-alpha": _letter,
        "lower-latin": _letter,
        "upper-alpha": lambda number: _letter(number).upper(),
        "upper-latin": lambda number: _letter(number).upper(),
        "lower-roman": lambda number: _roman(number).lower(),
        "upper-roman": _roman,
        "cjk-ideographic": _chinese,
        "simp-chinese-informal": _chinese,
        "trad-chinese-informal": _chinese,
    }
)
"""By ``list-style-type`` or the old ``type``; every other form counts in figures."""
