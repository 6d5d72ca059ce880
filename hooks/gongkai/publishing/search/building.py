"""Making the whole index, by one process or by several that share the work.

``gather`` for a slice of the reports, each slice by any process → ``plan`` once → ``make`` for some
of the buckets, each bucket by any process → ``finish`` once. What comes out is the same however
the work is cut.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.archive import Archive
from gongkai.publishing.search.catalogue import catalogue_file, numbered
from gongkai.publishing.search.grams import Gathered, Gathering, bucket_count, buckets
from gongkai.publishing.search.postings import KINDS, entries
from gongkai.publishing.search.scripts import stamps
from gongkai.publishing.search.shards import shard_count, shard_file, shard_size, spread
from gongkai.publishing.search.signs import Signs
from gongkai.publishing.search.state import State
from gongkai.publishing.search.texts import Text, digest, is_long, text_of


@dataclass(frozen=True, slots=True)
class Slice:
    """What was gathered of some reports whose numbers follow each other."""

    grams: Gathered
    ids: tuple[str, ...]
    lengths: tuple[int, ...]
    """How many grams each report has."""
    long: tuple[int, ...]
    """Numbers of reports with more characters than there are places for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the making of a bucket has to know; the slices in the order of their reports."""

    slices: tuple[Slice, ...]
    grams: int
    stamps: Sequence[int]

    @property
    def buckets(self) -> int:
        """How many there are to make."""
        return bucket_count(self.grams)


@dataclass(frozen=True, slots=True)
class Bucket:
    """What :func:`finish` has to know of a bucket whose files are made."""

    number: int
    sizes: dict[str, int]
    """Kind → characters of its entries."""
    often: dict[int, int]
    """Fours whose places are left out → how many there are."""


class Gatherer:
    """Gathers the grams of reports whose numbers follow each other, into a file."""

    def __init__(self, path: Path, first: int, reports: int) -> None:
        """``first`` is the number of the first one; ``reports`` are all of the archive.

        The file takes 12 bytes a character; the caller removes it when all buckets are made.
        """
        self._next = first
        self._file = path.open("wb")
        self._gathering = Gathering(self._file, reports)
        self._ids: list[str] = []
        self._lengths: list[int] = []
        self._long: list[int] = []

    def add(self, text: Text) -> None:
        """The next report."""
        parts = text.parts()
        self._ids.append(text.id)
        self._lengths.append(self._gathering.add(self._next, parts))
        if is_long(parts):
            self._long.append(self._next)
        self._next += 1

    def finish(self) -> Slice:
        """Closes the file."""
        with self._file:
            grams = self._gathering.finish()
        return Slice(grams, tuple(self._ids), tuple(self._lengths), tuple(self._long))


def gather(texts: Iterable[Text], first: int, reports: int, path: Path) -> Slice:
    """The same for texts that come one by one: whoever gives them can write their files on the
    way, and nobody has to hold them."""
    gatherer = Gatherer(path, first, reports)
    for text in texts:
        gatherer.add(text)
    return gatherer.finish()


def plan(slices: Iterable[Slice]) -> Plan:
    """From all slices, in the order of their reports."""
    given = tuple(slices)
    grams = sum(sum(slice_.lengths) for slice_ in given)
    return Plan(given, grams, stamps(name for slice_ in given for name in slice_.ids))


def make(plan: Plan, numbers: Iterable[int]) -> Iterator[tuple[Bucket, list[tuple[str, str]]]]:
    """Some of the buckets, each with the names and contents of its files: about 350 KB."""
    asked = list(numbers)
    signs = Signs()
    gathered = [slice_.grams for slice_ in plan.slices]
    found = buckets(gathered, asked, plan.buckets)
    for number, bucket in zip(asked, found, strict=True):
        made = entries(bucket, signs)
        sizes, files = {}, []
        for kind in KINDS:
            sizes[kind] = sum([len(text) for _, _, text in made.of[kind]])
            count = shard_count(sizes[kind], shard_size(kind, plan.grams))
            shards = spread(kind, made.of[kind], count)
            files += [shard_file(kind, number, n, s, plan.stamps) for n, s in enumerate(shards)]
        yield Bucket(number, sizes, dict(made.often)), files


def finish(archive: Archive, plan: Plan, made: Iterable[Bucket]) -> tuple[tuple[str, str], State]:
    """The catalogue's name and content, and the state for the next build, from all buckets."""
    ordered = sorted(made, key=lambda bucket: bucket.number)
    state = State(
        [name for slice_ in plan.slices for name in slice_.ids],
        [digest(report) for report in numbered(archive)],
        [length for slice_ in plan.slices for length in slice_.lengths],
        frozenset(number for slice_ in plan.slices for number in slice_.long),
        {kind: [bucket.sizes[kind] for bucket in ordered] for kind in KINDS},
        {gram: count for bucket in ordered for gram, count in bucket.often.items()},
    )
    return state_catalogue(archive, state), state


def state_catalogue(archive: Archive, state: State) -> tuple[str, str]:
    """The catalogue that goes with a state."""
    return catalogue_file(archive, state.stamp, bool(state.long), state.spread)


def index_files(archive: Archive, keep: Callable[[State], object]) -> Iterator[tuple[str, str]]:
    """Name and content of every file of the index, in a fixed order, made by this process alone.

    ``keep`` is given the state for the next build, when all files but the last have been asked for.
    """
    reports = numbered(archive)
    with tempfile.TemporaryDirectory() as folder:
        gatherer = Gatherer(Path(folder) / "grams", 0, len(reports))
        for report in reports:
            text = text_of(report)
            yield text.file()
            gatherer.add(text)
        planned = plan([gatherer.finish()])
        made = []
        for bucket, files in make(planned, range(planned.buckets)):
            yield from files
            made.append(bucket)
    catalogue, state = finish(archive, planned, made)
    keep(state)
    yield catalogue


def search_files(archive: Archive) -> Iterator[tuple[str, str]]:
    """The same without a state."""
    return index_files(archive, lambda state: None)
