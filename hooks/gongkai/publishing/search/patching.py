"""Making those files of the index anew that an edit changes, byte for byte as a whole build would.

Each gram that the old or the new version of a changed report holds has one entry in one file: it is
opened, and the report's part of the entry taken out or put in. What the files cannot tell stands in
the state that the last build left.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.archive import Archive
from gongkai.publishing.search import postings
from gongkai.publishing.search.altering import Known, highest_of, numbers_of, with_number
from gongkai.publishing.search.building import state_catalogue
from gongkai.publishing.search.catalogue import numbered
from gongkai.publishing.search.changes import (
    Alterations,
    Altered,
    Change,
    NotAsKnown,
    Parts,
    Read,
    changes,
    places_in,
)
from gongkai.publishing.search.grams import UNITS
from gongkai.publishing.search.postings import FOURS, KINDS, REMAINDER_OF, Entry, name_of
from gongkai.publishing.search.scripts import postings_in
from gongkai.publishing.search.shards import (
    Shard,
    shard_count,
    shard_file,
    shard_name,
    shard_size,
    spread,
)
from gongkai.publishing.search.signs import Signs, encode
from gongkai.publishing.search.state import State
from gongkai.publishing.search.texts import digest, is_long, length, text_name, text_of
from gongkai.report import Report

_ENTRY = {
    kind: re.compile(f"!(.{{{UNITS if kind == FOURS else UNITS - 1}}})([! ][^!]*)", re.DOTALL)
    for kind in KINDS
}
FEW = 20_000
"""Entries that are altered sooner than the index of a small archive is made."""
GRAMS_AN_ENTRY = 500
"""An entry takes about as long as making the index of so many grams."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What has to be done to the index of the last build."""

    files: Sequence[tuple[str, str]]
    """Names and contents to write."""
    removed: Sequence[str]
    """Names that are no more."""
    state: State


def patch(archive: Archive, before: State | None, read: Read) -> Patch | None:
    """From the last build's index to this archive's; None if it has to be made from nothing.

    ``before`` is the state that the last build left; ``read`` gives an old file's content by its
    name, or None where there is none.
    """
    if before is None or not before.ids:
        return None
    try:
        return _Patching(before, numbered(archive), read).done(archive)
    except NotAsKnown:
        return None


class _Opened:
    """An old file of postings, being altered."""

    def __init__(self, entries: dict[str, str], reports: int) -> None:
        self.entries = entries
        """Gram → the sign behind it, and what follows."""
        self._reports: int | None = reports
        """The numbers are below this one; None where it has to be worked out."""
        self._is_sorted = True

    def put(self, name: str, said: str) -> None:
        """Instead of what was said of a gram; nothing takes it out."""
        old = self.entries.get(name)
        if said:
            self._is_sorted = self._is_sorted and old is not None
            self.entries[name] = said
        else:
            self.entries.pop(name, None)
        # A file that was made of this entry alone may presuppose fewer reports now.
        before, after = _reports(old), _reports(said)
        if self._reports is not None and after >= self._reports:
            self._reports = after
        elif before == self._reports:
            self._reports = None

    def shard(self) -> Shard:
        """As a file's text."""
        entries: Iterable[tuple[str, str]] = self.entries.items()
        if not self._is_sorted:
            # By the grams' numbers, in which the last unit weighs most.
            entries = sorted(entries, key=lambda entry: entry[0][::-1])
        if self._reports is None:
            self._reports = max(map(_reports, self.entries.values()), default=0)
        return Shard("".join([f"!{name}{said}" for name, said in entries]), self._reports)

    def whole(self) -> Iterator[Entry]:
        """Each entry by its gram."""
        for name, said in self.entries.items():
            gram = int.from_bytes(name.encode("utf-16-le", "surrogatepass"), "little")
            yield gram, _reports(said) - 1, f"!{name}{said}"


def _reports(said: str | None) -> int:
    """How many reports an entry presupposes."""
    return highest_of(said[1:]) + 1 if said else 0


class _Patching:
    """One patch being made."""

    def __init__(self, before: State, reports: Sequence[Report], read: Read) -> None:
        self._before = before
        self._reports = reports
        self._read = read
        self._often = dict(before.often)
        self._sizes = {kind: list(before.sizes[kind]) for kind in KINDS}
        self._texts: dict[int, Parts] = {}
        """Number → folded text, of reports whose places had to be looked up."""
        self._signs = Signs()
        self._files: list[tuple[str, str]] = []
        self._removed: list[str] = []

    def done(self, archive: Archive) -> Patch | None:
        before = self._before
        digests = [digest(report) for report in self._reports]
        limit = FEW + before.grams // GRAMS_AN_ENTRY
        lengths, long = list(before.lengths)[: len(self._reports)], set(before.long)
        lengths += [0] * (len(self._reports) - len(lengths))
        alterations = Alterations()
        for change in changes(before, self._reports, digests, self._read):
            self._change(change, alterations, lengths, long)
            if alterations.count > limit:
                return None
        after = replace(
            before,
            ids=[report.id for report in self._reports],
            digests=digests,
            lengths=lengths,
            long=frozenset(long),
        )
        if _shape(after) != _shape(before):
            return None
        self._alter(alterations, after.stamps)
        after = replace(after, sizes=self._sizes, often=self._often)
        self._files.append(state_catalogue(archive, after))
        gone = set(before.ids).difference(after.ids)
        self._removed += [text_name(name) for name in before.ids if name in gone]
        return Patch(self._files, self._removed, after)

    def _change(
        self, change: Change, alterations: Alterations, lengths: list[int], long: set[int]
    ) -> None:
        """Takes note of one report."""
        number = change.number
        old = change.old.parts() if change.old else ()
        new = change.new.parts() if change.new else ()
        alterations.add(number, old, new, is_other=change.is_other)
        long.discard(number)
        if change.new:
            self._files.append(change.new.file())
            self._texts[number] = new
            lengths[number] = length(new)
            if is_long(new):
                long.add(number)

    def _alter(self, alterations: Alterations, stamps: Sequence[int]) -> None:
        """Makes the files of postings."""
        for kind in KINDS:
            buckets: dict[int, dict[int, list[Altered]]] = defaultdict(dict)
            for gram, altered in alterations.of[kind].items():
                buckets[gram % self._before.buckets][gram] = altered
            for bucket, grams in sorted(buckets.items()):
                self._alter_bucket(kind, bucket, grams, stamps)

    def _alter_bucket(
        self, kind: str, bucket: int, grams: Mapping[int, list[Altered]], stamps: Sequence[int]
    ) -> None:
        old_count = self._before.spread[kind][bucket]
        opened: dict[int, _Opened] = {}
        for gram, altered in grams.items():
            number = (gram & REMAINDER_OF[kind]) % old_count
            if number not in opened:
                opened[number] = self._open(kind, bucket, number)
            name, file = name_of(kind, gram), opened[number]
            old = file.entries.get(name, "")
            new = self._altered(kind, gram, old, altered)
            file.put(name, new)
            # A name and a sign before it stand in each entry.
            change = len(new) - len(old) + (bool(new) - bool(old)) * (1 + len(name))
            self._sizes[kind][bucket] += change
        size = shard_size(kind, self._before.grams)
        count = shard_count(self._sizes[kind][bucket], size)
        if count == old_count:
            shards = {number: file.shard() for number, file in opened.items()}
        else:
            rest = set(range(old_count)).difference(opened)
            opened |= {number: self._open(kind, bucket, number) for number in rest}
            whole = [entry for file in opened.values() for entry in file.whole()]
            shards = dict(enumerate(spread(kind, sorted(whole), count)))
            self._removed += [shard_name(kind, bucket, n) for n in range(count, old_count)]
        for number, shard in sorted(shards.items()):
            self._files.append(shard_file(kind, bucket, number, shard, stamps))

    def _open(self, kind: str, bucket: int, number: int) -> _Opened:
        name = shard_name(kind, bucket, number)
        found = postings_in(self._read(name), self._before.stamps)
        if found is None:
            raise NotAsKnown(name)
        return _Opened(dict(_ENTRY[kind].findall(found[0])), found[1])

    def _altered(self, kind: str, gram: int, text: str, altered: Sequence[Altered]) -> str:
        """What an entry says behind its gram; nothing when no report holds it any more."""
        said = text[1:]
        if kind == FOURS and gram not in self._often:
            return self._with_places(gram, Known.read(said), altered)
        for one in altered:
            changed = with_number(said, one.number, bool(one.new), is_set=True)
            if changed is None or changed.end - changed.start != bool(one.old):
                raise NotAsKnown(name_of(kind, gram))
            said = changed.signs
        if kind == FOURS:
            count = self._often.pop(gram) + sum(len(a.new) - len(a.old) for a in altered)
            if count <= postings.MOST_PLACES:
                return self._looked_up(gram, said)
            self._often[gram] = count
        return f" {said}" if said else ""

    def _with_places(self, gram: int, known: Known, altered: Sequence[Altered]) -> str:
        for one in altered:
            changed = known.altered(one.number, one.old, one.new)
            if changed is None:
                raise NotAsKnown(name_of(FOURS, gram))
            known = changed
        if known.places <= postings.MOST_PLACES:
            return f"!{known.text()}" if known.places else ""
        self._often[gram] = known.places
        return f" {encode(array('Q', numbers_of(known.numbers)), self._signs)}"

    def _looked_up(self, gram: int, said: str) -> str:
        """An entry whose places are told again, out of the texts of all reports that hold it."""
        known = Known.read("")
        for number in reversed(numbers_of(said) if said else []):
            if number not in self._texts:
                self._texts[number] = text_of(self._reports[number]).parts()
            changed = known.altered(number, (), list(places_in(self._texts[number], gram)))
            assert changed is not None
            known = changed
        return f"!{known.text()}" if known.places else ""


def _shape(state: State) -> tuple[int, ...]:
    """What decides which file holds a gram, whatever the texts."""
    return (state.buckets, *(shard_size(kind, state.grams) for kind in KINDS))
