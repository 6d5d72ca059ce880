"""Days on a web page of which nobody says that they are the publication's; called by ``reader``.

They are never taken, and never lost: the line that one stands in is in the list of what was
removed, and a person is told of it where the page states no day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.importing.blocks import Block, Removed
from gongkai.importing.stated_facts import Stated, facts_in
from gongkai.importing.web.statements import lines_of

_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_LONGEST = 160
"""Characters of a line that may say when and by whom, and is no text."""
_WHY = "正文外的日期（没有采用）"


@dataclass(frozen=True, slots=True)
class UnsureDay:
    """A line with such a day."""

    text: str
    """The whole line."""
    stated: Stated
    """The day and what stands before it."""
    place: str
    """Where it stands, in Chinese."""

    @property
    def removed(self) -> Removed:
        return Removed(0, self.text, _WHY)


def unsure_days(blocks: Sequence[Block], cut: int | None, title: str) -> list[UnsureDay]:
    """Those above the text, or the first below it where there are none; ``cut`` is the number of
    blocks before the text."""
    above, below = blocks[:cut], () if cut is None else blocks[cut:]
    found = [*_above(above, title)]
    return found or list(_below(below))[:1]


def _above(blocks: Sequence[Block], title: str) -> Iterator[UnsureDay]:
    """Every line with a label that is unsure, and under the title every other one with a day."""
    names = [number for number, b in enumerate(blocks) if _words(b.text) == _words(title)]
    start = names[-1] + 1 if title and names else len(blocks)
    for line in lines_of(blocks[:start]):
        yield from (UnsureDay(line, one, "网页上") for one in facts_in(line) if _is_labelled(one))
    for line in lines_of(blocks[start:]):
        stated = facts_in(line)
        yield from (UnsureDay(line, one, "网页上") for one in stated if one.is_unsure)
        if not stated and _DAY.search(line) and len(line) <= _LONGEST and "。" not in line:
            yield UnsureDay(line, Stated("", "", line), "网页上")


def _below(blocks: Sequence[Block]) -> Iterator[UnsureDay]:
    """Below the text a page names days of other texts, too: not even a sure label tells."""
    for line in lines_of(blocks):
        for one in facts_in(line):
            if _is_labelled(one) or (one.key == "publish_date" and one.value):
                yield UnsureDay(line, one, "网页的正文下面")


def _is_labelled(stated: Stated) -> bool:
    return stated.is_unsure and bool(stated.label)


def _words(text: str) -> str:
    return "".join(text.split())
