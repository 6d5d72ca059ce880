"""What a report is about, read from its own words: unit, year, category, dates, each with evidence.

A guess is only ever what the original says. The day of publication is taken from the page's own
publication line and from nowhere else: a made-up one is a veto item of the inspection
(国办秘函〔2019〕19号). Called by ``planning``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from gongkai.dates import Fault, Moment, read_moment
from gongkai.importing.blocks import Block
from gongkai.importing.names import is_organ, spans_years, unit_in, without_lead, years_in
from gongkai.importing.tidying import Fact, Tidied
from gongkai.problems import Problem, error, warning
from gongkai.settings import Category, Settings
from gongkai.units import Register

T = TypeVar("T")

_GENERIC = re.compile(r"(?:建设|工作|情况|年度|报告|总结)+$")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+(\d{1,2}):(\d{2})(?::\d{2})?)?"
)
_LONE_DATE = re.compile(
    r"[（(]?(?:[\w·]{0,8}[:：])?\s*"
    r"(?:\d[\d\s年月日./\-—]{4,}|[〇○零一二三四五六七八九十\s]{4,}年[〇○零一二三四五六七八九十\s年月日]*)[）)]?"
)
_NEAR_THE_EDGE = 3
"""Lines at the beginning and at the end of a text where a date may stand alone."""


@dataclass(frozen=True, slots=True)
class Guess(Generic[T]):
    """A value and what it was read from."""

    value: T
    evidence: str
    """In Chinese, for the person who checks it."""


def guess_unit(tidied: Tidied, register: Register) -> tuple[Guess[str] | None, list[Problem]]:
    """The unit's name as the original writes it: a known one first, else the title's own words."""
    title = without_lead(tidied.title)
    proposed = unit_in(tidied.title)
    known = [name for unit in register.units for name in unit.names if title.startswith(name)]
    for name in sorted(known, key=len, reverse=True)[:1]:
        # 青石镇 begins 青石镇司法所, which is another unit.
        if not (proposed.startswith(name) and is_organ(proposed.removeprefix(name))):
            return Guess(name, "标题开头，名录里有"), []
    if proposed:
        return Guess(proposed, "标题开头"), []
    sources = [
        *((f.value, f"第 {f.line} 行的发布信息", f.line) for f in _named(tidied, "publisher")),
        *((f.value, f"第 {f.line} 行的信息来源", f.line) for f in _named(tidied, "source")),
        *((organ, "标题上面的一行", tidied.title_line) for organ in tidied.organs),
        *(
            (block.text, f"第 {block.line} 行的落款", block.line)
            for block in tidied.blocks[-_NEAR_THE_EDGE:]
            if is_organ(block.text) and len(block.text) <= 30
        ),
    ]
    for name, evidence, line in sources:
        if is_organ(name) or register.find(name, None):
            return Guess(name, evidence), [
                warning(
                    _NOWHERE,
                    (line, 1),
                    "import-unit-guessed",
                    f"标题里没有单位，取了{evidence}“{name}”",
                    "核对报告里的“单位”",
                )
            ]
    return None, [
        error(
            _NOWHERE,
            (tidied.title_line, 1),
            "import-no-unit",
            f"认不出是哪个单位的报告：{tidied.title}",
            "在原文件的标题前补上单位名称再导入，或用 gongkai new 新建",
        )
    ]


_NOWHERE = Path()
"""Findings of this module get the original's path from :func:`at`."""


def at(path: Path, problems: Sequence[Problem]) -> list[Problem]:
    """The same findings, in the original."""
    from dataclasses import replace

    return [replace(problem, path=path) for problem in problems]
