"""What changed between two builds: of each gram, in which reports it comes, goes or moves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.publishing.search.catalogue import NAME, Headings
from gongkai.publishing.search.grams import PLACES, UNITS, grams_of
from gongkai.publishing.search.postings import FOURS, TRIPLES, is_four, triple_of
from gongkai.publishing.search.scripts import text_in
from gongkai.publishing.search.state import State
from gongkai.publishing.search.texts import Text, text_name, text_of
from gongkai.report import Report

Read = Callable[[str], str | None]
"""An old file's content by its name; None where it is missing."""
Parts = Sequence[tuple[int, bytes]]


class NotAsKnown(Exception):
    """The old index is not what the state says: a file is missing, damaged, or of another build."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one report's number stood for before and stands for now; None for nothing."""

    number: int
    old: Text | None
    new: Text | None
    is_other: bool
    """Whether it is another report: then files are made anew also where both texts agree."""


@dataclass(frozen=True, slots=True)
class Altered:
    """How one gram's entry changes for one report."""

    number: int
    old: Sequence[int]
    """Ascending places; of a triple one, if it is there at all."""
    new: Sequence[int]


@dataclass(frozen=True, slots=True)
class Alterations:
    """All that changes, gram by gram."""

    of: Mapping[str, dict[int, list[Altered]]] = field(
        default_factory=lambda: {FOURS: defaultdict(list), TRIPLES: defaultdict(list)}
    )
    """Kind → gram → reports."""

    @property
    def count(self) -> int:
        """Of entries."""
        return sum(map(len, self.of.values()))

    def add(self, number: int, old: Parts, new: Parts, *, is_other: bool) -> None:
        """One report's change."""
        for kind, places in ((FOURS, _fours), (TRIPLES, _triples)):
            were, are = places(old), places(new)
            for gram in dict.fromkeys([*were, *are]):
                before, after = were.get(gram, ()), are.get(gram, ())
                if is_other or before != after:
                    self.of[kind][gram].append(Altered(number, before, after))


def changes(
    before: State, reports: Sequence[Report], digests: Sequence[bytes], read: Read
) -> Iterator[Change]:
    """Raises :class:`NotAsKnown`."""
    headings = Headings.read(read(NAME))
    if headings is None or headings.stamp != before.stamp:
        raise NotAsKnown(NAME)
    same = shared(before.ids, [report.id for report in reports])
    for number in range(max(len(before.ids), len(reports))):
        is_other = number >= same
        if is_other or before.digests[number] != digests[number]:
            old = (
                _old(before.ids[number], headings.of(number), read)
                if number < len(before.ids)
                else None
            )
            new = text_of(reports[number]) if number < len(reports) else None
            yield Change(number, old, new, is_other)


def shared(first: Sequence[str], second: Sequence[str]) -> int:
    """How many items two lists begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _old(report_id: str, headings: Sequence[str], read: Read) -> Text:
    """A report's earlier text, out of its file."""
    text = text_in(read(text_name(report_id)))
    if text is None:
        raise NotAsKnown(text_name(report_id))
    fields, body = json.loads(text)
    return Text(report_id, headings, fields, body)


def _places_of(parts: Parts) -> Iterator[tuple[int, int]]:
    """Each gram of a report with its place, in their order."""
    for start, text in parts:
        for at, gram in enumerate(grams_of(text), start):
            yield gram, at % PLACES


def places_in(parts: Parts, gram: int) -> Iterator[int]:
    """The places of one gram of a report, in their order."""
    wanted = gram.to_bytes(2 * UNITS, "little")
    for start, text in parts:
        at = text.find(wanted)
        while at >= 0:
            if at % 2 == 0:
                yield (start + at // 2) % PLACES
            at = text.find(wanted, at + 1)


def _fours(parts: Parts) -> dict[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for gram, place in _places_of(parts):
        if is_four(gram):
            found.setdefault(gram, []).append(place)
    return dict(found)


def _triples(parts: Parts) -> dict[int, Sequence[int]]:
    grams = dict.fromkeys(gram for _, text in parts for gram in grams_of(text))
    return {triple: (0,) for gram in grams if (triple := triple_of(gram)) is not None}
