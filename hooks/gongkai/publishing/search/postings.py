"""Postings: which reports hold which pair or triple of characters.

A phrase of two characters is answered by its pair, one of three by its triple, exactly; a longer
one by all its triples together, whose few false answers are sorted out against the text. Pairs
alone would be half as large, but on 1,000 phrases cut at random from 3,300 reports they counted
more than 1 % too many for 333 of them; triples for 88, most with fewer than 150 candidates.

Characters are UTF-16 units, as in the browser. A gram, pair or triple, is the number that its units
make, the first one lowest; the number alone says which file holds it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import sub

from gongkai.publishing.search.spool import Spool

PAIR, TRIPLE = 2, 3
UNITS_PER_PASS = 40_000_000
"""UTF-16 units of text that are gone through at once: about 75 MB of triples."""
UNITS_PER_SHARD = {PAIR: 12_000, TRIPLE: 12_000}
"""UTF-16 units of text for each file of postings: about 4 KB compressed, because a long phrase asks
for ten of them and is to cost less than 60 KB."""
UNITS_PER_SMALL_SHARD = 2_000
"""The same for a small archive, where hardly any pair or triple comes twice."""

ALPHABET = "".join(chr(c) for c in range(0x23, 0x7F) if chr(c) != "\\")
"""91 signs that need no escape in a script's string."""
LAST = 75
"""Signs below end a number; those above carry four bits of it and ask for more."""
_CARRY = len(ALPHABET) - LAST


def shards(texts: Spool, length: int) -> Iterator[str]:
    """The postings of all pairs or of all triples: what each file holds, in the files' order.

    An entry is ``!``, the gram, a space and the encoded numbers of the texts that hold it. Files
    are made in several passes over a large archive, so that memory stays flat.
    """
    count = shard_count(texts.units, length)
    signs = step_signs(len(texts))
    passes = 1 + texts.units // UNITS_PER_PASS
    for share in range(passes):
        own = range(count * share // passes, count * (share + 1) // passes)
        lists = _lists(texts, length, count, own)
        files: dict[int, list[int]] = defaultdict(list)
        for gram in lists:
            if _is_within_field(gram, length):
                files[gram % count].append(gram)
        for number in own:
            named = sorted((_text(gram, length), gram) for gram in files[number])
            yield "".join(f"!{name} {encode(lists.pop(gram), signs)}" for name, gram in named)


def _lists(texts: Spool, length: int, count: int, own: range) -> dict[int, array[int]]:
    """The grams of these files → numbers of the texts that hold them, ascending."""
    found: dict[int, array[int]] = defaultdict(partial(array, "H" if len(texts) < 65536 else "I"))
    grams_of = _pairs if length == PAIR else _triples
    for number, text in enumerate(texts):
        grams = grams_of(text)
        if len(own) < count:
            grams = {gram for gram in grams if gram % count in own}
        for gram in grams:
            found[gram].append(number)
    return found


def _is_within_field(gram: int, length: int) -> bool:
    """A unit of zero ends each field of a text."""
    return all(gram >> 16 * place & 0xFFFF for place in range(length))


def _pairs(text: bytes) -> set[int]:
    """Read as 32-bit numbers at two offsets, a text gives its pairs without a loop over it."""
    found: set[int] = set()
    for offset in (0, 2):
        end = offset + (len(text) - offset) // 4 * 4
        found.update(memoryview(text)[offset:end].cast("I"))
    return found


def _triples(text: bytes) -> set[int]:
    """The same with 64-bit numbers at four offsets; one long number's AND cuts the fourth units."""
    found: set[int] = set()
    text += b"\0\0"
    for offset in (0, 2, 4, 6):
        words = max(0, len(text) - offset) // 8
        wide = int.from_bytes(text[offset : offset + words * 8], "little")
        mask = int.from_bytes(b"\xff\xff\xff\xff\xff\xff\0\0" * words, "little")
        found.update(memoryview((wide & mask).to_bytes(words * 8, "little")).cast("Q"))
    return found


def _text(gram: int, length: int) -> str:
    return gram.to_bytes(2 * length, "little").decode("utf-16-le", "surrogatepass")


def shard_count(units: int, length: int) -> int:
    """How many files: a prime, so that the remainder of a gram spreads evenly over them."""
    wanted = max(units // UNITS_PER_SHARD[length], min(256, units // UNITS_PER_SMALL_SHARD), 1)
    return next(n for n in range(wanted, 2 * wanted + 1) if _is_prime(n) or n == 1)


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % d for d in range(2, int(number**0.5) + 1))


def step_signs(count: int) -> list[str]:
    """The signs of each step that numbers below ``count`` can make, by its length."""
    return ["", *map(_sign, range(count))]


def encode(numbers: Sequence[int], signs: Sequence[str]) -> str:
    """Ascending numbers as the signs of their steps; a step of one is the first sign."""
    return "".join(map(signs.__getitem__, map(sub, numbers, chain((-1,), numbers))))


def _sign(value: int) -> str:
    signs = ""
    while value >= LAST:
        value -= LAST
        signs += ALPHABET[LAST + value % _CARRY]
        value //= _CARRY
    return signs + ALPHABET[value]
