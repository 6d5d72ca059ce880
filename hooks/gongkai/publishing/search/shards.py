"""The entries of postings over files that a page can load one by one: ``search/fours/3-5.js``.

Which file holds a gram follows from the gram: its bucket from its first unit, in there the file
from the remainder of a number. So the catalogue says no more than how many files each bucket has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.publishing.search.postings import FOURS, REMAINDER_OF, Entry
from gongkai.publishing.search.scripts import postings_script
from gongkai.publishing.search.texts import FOLDER

LARGE = 8_000_000
"""Grams of an archive in which so many stand too often that a long phrase asks for eight files."""
SHARD_SIZE = 7_500
"""Characters of fours in a file of such an archive: about 5 KB compressed. In a smaller one, where
a phrase asks for three, a file is twice as large: to make one costs half a millisecond."""
TRIPLES_SIZE = 20_000
"""Characters of triples in a file: a short word asks for one, a longer one for none."""


class Shard(NamedTuple):
    """One file's text."""

    text: str
    reports: int
    """The numbers in it are below this one."""


def shard_size(kind: str, grams: int) -> int:
    """Characters in a file, for an archive of so many grams."""
    if kind == FOURS:
        return SHARD_SIZE if grams > LARGE else 2 * SHARD_SIZE
    return TRIPLES_SIZE


def shard_count(characters: int, size: int) -> int:
    """Files for a bucket of entries of so many characters.

    A prime other than two, for all numbers of a bucket end alike.
    """
    wanted = 1 + characters // size
    return next(n for n in range(wanted, 2 * wanted + 2) if n == 1 or (n > 2 and _is_prime(n)))


def _is_prime(number: int) -> bool:
    return all(number % d for d in range(2, int(number**0.5) + 1))


def spread(kind: str, entries: Iterable[Entry], count: int) -> list[Shard]:
    """Entries, given by their grams' numbers, over so many files."""
    bits = REMAINDER_OF[kind]
    texts: list[list[str]] = [[] for _ in range(count)]
    reports = [0] * count
    for gram, highest, text in entries:
        number = (gram & bits) % count
        texts[number].append(text)
        if highest >= reports[number]:
            reports[number] = highest + 1
    return list(map(Shard, map("".join, texts), reports))


def shard_name(kind: str, bucket: int, number: int) -> str:
    """Of one file."""
    return f"{FOLDER}/{kind}/{bucket}-{number}.js"


def shard_file(
    kind: str, bucket: int, number: int, shard: Shard, stamps: Sequence[int]
) -> tuple[str, str]:
    """Name and content."""
    start = stamps[shard.reports]
    content = postings_script(kind, f"{bucket}-{number}", shard.text, shard.reports, start)
    return shard_name(kind, bucket, number), content
