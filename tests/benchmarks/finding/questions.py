"""What is asked, and what the right answer is: by plain search through the sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

LENGTHS = range(2, 13)
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Source:
    """One report as the questions see it; read from its file, not through the generator."""

    id: str
    """``2024/chengpu-sifaju``."""
    unit: str
    """The unit's name as the title says it."""
    year: str
    day: str
    """When it was published; sorts as text."""
    text: str
    """Front matter and body as written."""
    letters: str
    """The same without what is no letter or figure."""


@dataclass(frozen=True, slots=True)
class Question:
    """Words to type, and which reports are right."""

    words: str
    truth: frozenset[str]
    first: tuple[str, ...] = ()
    """These should come first, in this order; empty where any right one may."""


def letters(text: str) -> str:
    """What counts of a text, worked out another way than the index does."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def sources(reports: Iterable[tuple[str, str]]) -> list[Source]:
    """From names and texts of report files, as the generator writes them."""
    found = []
    for name, text in reports:
        _, front, body = text.split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines())
        unit = fields["标题"].split(fields["年度"])[0]
        whole = "\n".join([*fields.values(), body])
        day = fields["发布日期"]
        found.append(
            Source(name.removesuffix(".md"), unit, fields["年度"], day, whole, letters(whole))
        )
    return found


def phrases(archive: list[Source], count: int, seed: int) -> list[Question]:
    """Cut out at random, 2 to 12 characters in turn.

    A phrase that also runs over punctuation somewhere is left out: whether that counts is each
    engine's own affair.
    """
    rng = Random(seed)
    found: dict[str, Question] = {}
    while len(found) < count:
        length = LENGTHS[len(found) % len(LENGTHS)]
        run = rng.choice(_RUN.findall(rng.choice(archive).text))
        if len(run) < length:
            continue
        start = rng.randrange(len(run) - length + 1)
        words = run[start : start + length]
        literal = {source.id for source in archive if words in source.text}
        loose = {source.id for source in archive if words in source.letters}
        if literal == loose:
            found[words] = Question(words, frozenset(literal))
    return list(found.values())


def units(archive: list[Source], count: int, seed: int) -> list[Question]:
    """Names of units: their own reports are to come first, the newest of them first."""
    own: dict[str, list[Source]] = {}
    for source in archive:
        own.setdefault(source.id.split("/")[1], []).append(source)
    rng = Random(seed)
    chosen = rng.sample(sorted(own), min(count, len(own)))
    return [_unit_question(own[unit], archive) for unit in chosen]


def _unit_question(own: list[Source], archive: list[Source]) -> Question:
    newest_first = sorted(own, key=lambda source: source.day, reverse=True)
    words = newest_first[0].unit
    mine = tuple(source.id for source in newest_first)
    return Question(words, frozenset(s.id for s in archive if words in s.letters) | set(mine), mine)


def units_in_a_year(archive: list[Source], count: int, seed: int) -> list[Question]:
    """A unit and a year: that report is to come first."""
    chosen = Random(seed).sample(archive, count)
    return [
        Question(f"{source.unit} {source.year}", frozenset([source.id]), (source.id,))
        for source in chosen
    ]
