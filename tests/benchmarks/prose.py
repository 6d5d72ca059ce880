"""One synthetic report's text: sentences drawn from ``words``, under the four usual parts.

Called by ``generate``. The same random generator always gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from .words import PLACE_FIRST, PLACE_SECOND, TABLES

HAN = re.compile("[\u4e00-\u9fff]")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMERALS = "一二三四五六七八九十"
_SYLLABLES = (tuple(PLACE_FIRST), tuple(PLACE_SECOND))


class Part(NamedTuple):
    """One of the four parts that a report on the rule of law has."""

    title: str
    sentences: str
    """Table of its sentences; that of its headings is called ``<sentences>_titles``."""
    sections: int
    han: int
    """Chinese characters in each section, its heading left out."""


PARTS = (
    Part("主要举措和成效", "work", 6, 200),
    Part("主要负责人履行第一责任人职责情况", "duty", 2, 155),
    Part("存在的不足及原因", "problem", 3, 155),
    Part("下一年度工作安排", "plan", 3, 155),
)
HEADINGS = len(PARTS) + sum(part.sections for part in PARTS)
LIST_SECTION, TABLE_SECTION = (1, 3), (1, 5)
"""Part and section, counted from 1, that are a list or (every third report) end in a table."""


class Prose:
    """Writes one report."""

    def __init__(self, rng: Random, unit: str, year: int) -> None:
        self.rng = rng
        self.fixed = {"unit": unit, "year": str(year)}
        self.slots: dict[str, Callable[[], str]] = {
            "place": self.place,
            "short": self.scheme,
            "scheme": lambda: f"“{self.scheme()}”",
            "n": lambda: str(rng.randint(11, 980)),
            "m": lambda: str(rng.randint(2, 30)),
            "few": lambda: str(rng.randint(2, 9)),
            "percent": lambda: f"{rng.randint(30, 970) / 10:.1f}",
            "score": lambda: f"{rng.randint(820, 990) / 10:.1f}",
        }

    def pick(self, table: str) -> str:
        return self.rng.choice(TABLES[table])

    def place(self) -> str:
        """The first of a table come often and the last rarely, as names of places do."""
        first, second = (names[int(len(names) * self.rng.random() ** 1.6)] for names in _SYLLABLES)
        return first + second + self.pick("place_kinds")

    def scheme(self) -> str:
        return self.pick("scheme_first") + self.pick("scheme_second")

    def fill(self, template: str) -> str:
        """Each slot filled anew, but for the unit and the year; ``{actor}`` is from ``actors``."""

        def word(slot: re.Match[str]) -> str:
            name = slot[1]
            if name in self.fixed:
                return self.fixed[name]
            return self.slots[name]() if name in self.slots else self.pick(f"{name}s")

        return _SLOT.sub(word, template)

    def body(self, *, has_table: bool) -> str:
        """The whole text below the front matter."""
        blocks = [self.fill(self.pick("openings"))]
        taken: set[str] = set()
        for part_number, part in enumerate(PARTS, start=1):
            blocks.append(f"## {_NUMERALS[part_number - 1]}、{part.title}")
            for number in range(1, part.sections + 1):
                blocks.append(f"### （{_NUMERALS[number - 1]}）{self._heading(part, taken)}")
                here = (part_number, number)
                if has_table and here == TABLE_SECTION:
                    blocks += ["".join(self._sentences(part, part.han * 2 // 3)), self._table()]
                elif here == LIST_SECTION:
                    blocks.append("\n".join(f"- {s}" for s in self._sentences(part, part.han)))
                else:
                    blocks += _paragraphs(list(self._sentences(part, part.han)))
        return "\n\n".join(blocks) + "\n"

    def _heading(self, part: Part, taken: set[str]) -> str:
        """Unlike every other heading of the report."""
        while (found := self.fill(self.pick(f"{part.sentences}_titles"))) in taken:
            pass
        taken.add(found)
        return found

    def _sentences(self, part: Part, han: int) -> Iterator[str]:
        """As many as come nearest to ``han`` Chinese characters; none is made twice in a row."""
        templates = TABLES[part.sentences]
        order: list[str] = []
        count = 0
        while True:
            order = order or self.rng.sample(templates, len(templates))
            sentence = self.fill(order.pop())
            size = len(HAN.findall(sentence))
            if count + size / 2 > han:
                return
            count += size
            yield sentence

    def _table(self) -> str:
        """Rows that add up to nothing, so that none can be wrong."""
        rows = [
            self.fill(f"| {subject} | {{n}} | {{m}} | {{time}} |")
            for subject in self.rng.sample(TABLES["subjects"], 5)
        ]
        head = "| 事项 | 办理（件） | 平均用时（天） | 最集中的时间 |"
        return "\n".join([head, "| --- | ---: | ---: | --- |", *rows])


def _paragraphs(sentences: Sequence[str]) -> list[str]:
    """Two of equal length."""
    middle = (len(sentences) + 1) // 2
    return ["".join(half) for half in (sentences[:middle], sentences[middle:]) if half]
