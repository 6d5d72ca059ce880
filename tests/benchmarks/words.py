"""The words that synthetic reports are made of, read from ``words.txt`` beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_SECTION = re.compile(r"^\[(\w+)\].*$", re.MULTILINE)


class Bureau(NamedTuple):
    """A kind of office that every county has."""

    name: str
    pinyin: str
    sign: str
    """Its part of the 发文字号."""
    former: str = ""
    """Its name before 2019."""


def _tables() -> Mapping[str, tuple[str, ...]]:
    """Each section of the file: its words, in order."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    return {name: tuple(part.split()) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def _pairs(words: tuple[str, ...]) -> Mapping[str, str]:
    return dict(word.split(":") for word in words)


TABLES = _tables()
"""Section of ``words.txt`` → its words or sentences."""
COUNTIES = _pairs(TABLES["counties"])
"""Made-up counties and districts → the first part of their units' ids."""
BUREAUS = tuple(Bureau(*word.split(":")) for word in TABLES["bureaus"])
PLACE_FIRST, PLACE_SECOND = _pairs(TABLES["place_first"]), _pairs(TABLES["place_second"])
"""First and second syllable of towns and villages → its pinyin."""
