"""Superscripts and subscripts: the text of a block is plain, so they are written in characters
that are small by themselves. Called by the readers of formats that have them."""

from __future__ import annotations

from types import MappingProxyType

_FORMS = MappingProxyType(
    {
        "superscript": str.maketrans("0123456789+-−=()（）ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ⁿⁱ"),
        "subscript": str.maketrans("0123456789+-−=()（）ni", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎ₙᵢ"),
    }
)


def small(text: str, script: str) -> str:
    """A text in small characters; empty where one of its characters has no such form."""
    forms = _FORMS[script]
    is_whole = all(ord(char) in forms or char.isspace() for char in text)
    return text.translate(forms) if is_whole else ""
