"""Grams: four characters in a row, and where they stand; sorted on disk, for they outgrow memory.

A gram is the number that its four UTF-16 units make, the first one lowest; units, because the
browser counts in them. A place is a report's number times :data:`PLACES`, plus the place in the
report's folded text.

Written out by their first unit and read back bucket by bucket: a dictionary that fits a processor's
cache fills four times faster than one of all 600,000 grams of 10,000 reports, which took 300 MB.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import IO

UNITS = 4
FIELD_END = "\0"
"""A unit of zero, which stands between the fields of a text and at its end."""
PLACE_BITS = 15
PLACES = 1 << PLACE_BITS
"""More characters than a report should have; behind so many the places start again from 0."""
_LOW_BYTES = 256
_HELD = 1_000_000
"""Grams in memory before they are written out: 16 MB."""
_PER_BUCKET = 120_000
"""Grams for which a bucket is worth its while."""


class Grams:
    """All grams of texts that are added one by one.

    A folded text ends with so many :data:`FIELD_END` that each of its units starts a gram.
    """

    def __init__(self, file: IO[bytes], most_texts: int) -> None:
        """``file`` is a temporary one, which the caller closes: 12 bytes a character."""
        self.count = 0
        self.wraps = False
        """Whether a text is so long that its places start again."""
        self.stamp = 1
        """Adler-32 of all texts: postings of other texts than the catalogue's have another one."""
        self._file = file
        self._texts = 0
        self._place = "I" if most_texts << PLACE_BITS <= 1 << 32 else "Q"
        self._segments: list[list[tuple[int, int]]] = [[] for _ in range(_LOW_BYTES)]
        self._renew()

    def _renew(self) -> None:
        self._held = 0
        self._grams = [array("Q") for _ in range(_LOW_BYTES)]
        self._places = [array(self._place) for _ in range(_LOW_BYTES)]

    def add(self, text: bytes) -> None:
        """One folded text in UTF-16-LE; texts are numbered as they come."""
        grams = grams_of(text)
        start = self._texts * PLACES
        places = range(start, start + min(len(grams), PLACES))
        # Of each gram's first unit the low byte, which chooses its bucket.
        buckets = text[: 2 * len(grams) : 2]
        _each(array.append, map(self._grams.__getitem__, buckets), grams)
        for at in range(0, len(grams), PLACES):
            _each(array.append, map(self._places.__getitem__, buckets[at : at + PLACES]), places)
        self.wraps = self.wraps or len(grams) > PLACES
        self.stamp = zlib.adler32(text, self.stamp)
        self._texts += 1
        self.count += len(grams)
        self._held += len(grams)
        if self._held > _HELD:
            self._write()

    def _write(self) -> None:
        for segments, grams, places in zip(self._segments, self._grams, self._places, strict=True):
            segments.append((self._file.tell(), len(grams)))
            grams.tofile(self._file)
            places.tofile(self._file)
        self._renew()

    def buckets(self) -> Iterator[dict[int, array[int]]]:
        """Bucket by bucket, gram → its places, report by report."""
        self._write()
        number = self.bucket_count
        for bucket in range(number):
            found: dict[int, array[int]] = defaultdict(partial(array, self._place))
            segments = [s for low in range(bucket, _LOW_BYTES, number) for s in self._segments[low]]
            for at, length in segments:
                self._file.seek(at)
                grams, places = array("Q"), array(self._place)
                grams.fromfile(self._file, length)
                places.fromfile(self._file, length)
                _each(array.append, map(found.__getitem__, grams), places)
            yield found

    @property
    def bucket_count(self) -> int:
        """A bucket holds the grams whose first unit's low byte leaves its number as remainder."""
        return max(1, min(_LOW_BYTES, self.count // _PER_BUCKET))


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
