"""Superscripts and subscripts: the text of a block is plain, so they are written in characters
that are small by themselves; called by ``stories``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType

from gongkai.importing.word.run import Run

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


def write_scripts(runs: Sequence[Run]) -> Iterator[str]:
    """Changes what stands high or low in a paragraph; texts that have no such forms stay, and
    are told.

    Runs beside each other are one text: Word cuts 10⁻² anywhere. The mark of a footnote is none.
    """
    for script, group in groupby(runs, lambda run: "" if run.has_note else run.look.script):
        together = list(group) if script else []
        text = "".join(run.text for run in together)
        if not text.strip():
            continue
        if written := small(text, script):
            together[0].pieces = [written]
            for run in together[1:]:
                run.pieces = []
        else:
            yield text.strip()
