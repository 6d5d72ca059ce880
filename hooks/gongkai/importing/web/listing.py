"""The numbers and bullets that a browser puts in front of the items of a list; called by
``flow``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gongkai.importing.web.looks import declarations
from gongkai.importing.written_numbers import numeral

_FIGURES = ("decimal", 999_999, ".")
_SMALL_LETTERS = ("lowerLetter", 26, ".")
_LETTERS = ("upperLetter", 26, ".")
_SMALL_ROMAN = ("lowerRoman", 3999, ".")
_ROMAN = ("upperRoman", 3999, ".")
_CHINESE = ("chineseCounting", 99, "、")
_FORMS: Mapping[str, tuple[str, int, str]] = MappingProxyType(
    {
        "a": _SMALL_LETTERS,
        "A": _LETTERS,
        "i": _SMALL_ROMAN,
        "I": _ROMAN,
        "lower-alpha": _SMALL_LETTERS,
        "lower-latin": _SMALL_LETTERS,
        "upper-alpha": _LETTERS,
        "upper-latin": _LETTERS,
        "lower-roman": _SMALL_ROMAN,
        "upper-roman": _ROMAN,
        "cjk-ideographic": _CHINESE,
        "simp-chinese-informal": _CHINESE,
        "trad-chinese-informal": _CHINESE,
    }
)
"""``list-style-type`` or the old ``type`` → its name in :mod:`written_numbers`, how far it counts,
and what stands behind the number; every other form, and beyond, counts in figures."""


@dataclass
class Numbering:
    """Where one list stands."""

    form: str = ""
    """A value of ``list-style-type``; empty for a list without numbers."""
    next: int = 1
    has_bullets: bool = False

    @classmethod
    def of(cls, element: Any) -> Numbering:
        """That of an ``ol`` or ``ul`` that begins."""
        if element.tag != "ol":
            said = declarations(element)
            words = f"{said.get('list-style', '')} {said.get('list-style-type', '')}"
            return cls(has_bullets="none" not in words.lower().split())
        form = declarations(element).get("list-style-type", "") or element.get("type", "") or "1"
        return cls(form if form in _FORMS else form.lower(), _number(element.get("start"), 1))

    def mark(self, item: Any) -> str:
        """What stands in front of the next item; counts on."""
        if not self.form:
            return ""
        number = _number(item.get("value"), self.next)
        self.next = number + 1
        if "none" in (self.form, declarations(item).get("list-style-type", "").lower()):
            return ""
        form, most, behind = _FORMS.get(self.form, _FIGURES)
        return f"{numeral(number, form)}{behind}" if 0 < number <= most else f"{number}."


def _number(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
