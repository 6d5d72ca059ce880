"""Grams: four characters in a row, and where they stand; sorted on disk, for they outgrow memory.

A gram is the number that its four UTF-16 units make, the first one lowest; units, because the
browser counts in them. A place is a report's number times :data:`PLACES`, plus the place in the
report's folded text.

Written out by their first unit and read back bucket by bucket: a dictionary that fits a processor's
cache fills four times faster than one of all 600,000 grams of 10,000 reports, which took 300 MB.
Several processes may each write out a slice of the reports, and each read back some buckets.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

UNITS = 4
FIELD_END = "\0"
"""A unit of zero, which stands between the fields of a text and at its end."""
PLACE_BITS = 15
PLACES = 1 << PLACE_BITS
"""More characters than a report should have; behind so many the places start again from 0."""
LOW_BYTES = 256
_HELD = 1_000_000
"""Grams in memory before they are written out: 16 MB."""
PER_BUCKET = 120_000
"""Grams in a bucket at most, while there are not yet 256 of them."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The grams of a slice of the reports, in a file: 12 bytes a character."""

    path: Path
    segments: Sequence[Sequence[tuple[int, int]]]
    """For each low byte of a gram's first unit: where in the file, and how many grams."""
    place_type: str


class Gathering:
    """Collects the grams of texts that are added one by one, in the order of their numbers."""

    def __init__(self, file: IO[bytes], most_texts: int) -> None:
        """``most_texts``: of the whole archive, by which the width of a place is chosen."""
        self._file = file
        self._place = place_type(most_texts)
        self._segments: list[list[tuple[int, int]]] = [[] for _ in range(LOW_BYTES)]
        self._renew()

    def _renew(self) -> None:
        self._held = 0
        self._grams = [array("Q") for _ in range(LOW_BYTES)]
        self._places = [array(self._place) for _ in range(LOW_BYTES)]

    def add(self, number: int, parts: Iterable[tuple[int, bytes]]) -> int:
        """A report's folded texts in UTF-16-LE, each with the place where it begins.

        Each ends with so many :data:`FIELD_END` that each of its units starts a gram. Returns how
        many grams there are.
        """
        count = 0
        for start, text in parts:
            grams = grams_of(text)
            count += len(grams)
            # Of each gram's first unit the low byte, which chooses its bucket.
            buckets = text[: 2 * len(grams) : 2]
            _each(array.append, map(self._grams.__getitem__, buckets), grams)
            _each(
                array.append,
                map(self._places.__getitem__, buckets),
                placed(number, start, len(grams)),
            )
        self._held += count
        if self._held > _HELD:
            self._write()
        return count

    def _write(self) -> None:
        for segments, grams, places in zip(self._segments, self._grams, self._places, strict=True):
            segments.append((self._file.tell(), len(grams)))
            grams.tofile(self._file)
            places.tofile(self._file)
        self._renew()

    def finish(self) -> Gathered:
        """Writes out the rest; the file may be closed then."""
        self._write()
        self._file.flush()
        return Gathered(Path(self._file.name), self._segments, self._place)


def placed(number: int, start: int, count: int) -> Iterable[int]:
    """So many places of a report from ``start`` on; from 0 again where there are no more."""
    base = number * PLACES
    if start + count <= PLACES:
        return range(base + start, base + start + count)
    return (base + at % PLACES for at in range(start, start + count))


def place_type(texts: int) -> str:
    """The array type that holds the places of so many texts."""
    return "I" if texts << PLACE_BITS <= 1 << 32 else "Q"


def bucket_count(grams: int) -> int:
    """For an archive of so many grams: a power of two, so that it seldom changes.

    A bucket holds the grams whose first unit's low byte leaves its number as remainder.
    """
    return int(min(LOW_BYTES, 1 << (max(1, -(-grams // PER_BUCKET)) - 1).bit_length()))


def buckets(
    gathered: Sequence[Gathered], numbers: Iterable[int], count: int
) -> Iterator[dict[int, array[int]]]:
    """Bucket by bucket, gram → its places, report by report: of ``count`` buckets those asked for.

    The slices have to stand in the order of their reports.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(slice_.path.open("rb")) for slice_ in gathered]
        for number in numbers:
            kind = gathered[0].place_type if gathered else "I"
            found: dict[int, array[int]] = defaultdict(partial(array, kind))
            for slice_, file in zip(gathered, files, strict=True):
                for low in range(number, LOW_BYTES, count):
                    for at, length in slice_.segments[low]:
                        file.seek(at)
                        grams, places = array("Q"), array(kind)
                        grams.fromfile(file, length)
                        places.fromfile(file, length)
                        _each(array.append, map(found.__getitem__, grams), places)
            yield found


def grams_of(text: bytes) -> array[int]:
    """Read as 64-bit numbers at four offsets, a text gives its grams without a loop over it."""
    count = len(text) // 2 - UNITS + 1
    grams = array("Q", bytes(8 * max(0, count)))
    for offset in range(min(UNITS, count)):
        length = (count - offset + UNITS - 1) // UNITS
        grams[offset::UNITS] = array("Q", text[2 * offset : 2 * offset + 8 * length])
    return grams


def _each(function: Callable[..., object], *given: Iterable[object]) -> None:
    """Calls a function with each of the given, without a loop in Python."""
    deque(map(function, *given), maxlen=0)
