"""Postings: which reports hold which pair or triple of characters.

A phrase of two characters is answered by its pair, one of three by its triple, exactly; a longer
one by all its triples together, whose few false answers are sorted out against the text. Pairs
alone would be half as large, but on 1,000 phrases cut at random from 3,300 reports they counted
more than 1 % too many for 333 of them; triples for 88, most with fewer than 150 candidates.

Characters are UTF-16 units, as in the browser. The archive is gone through several times, each time
for a share of the pairs and triples, so that memory stays flat however large the archive is.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import sub

UNITS_PER_PASS = 15_000_000
"""UTF-16 units of text for each pass: about 60 MB of postings at a time."""

_TRIPLE = (1 << 48) - 1
_PAIR = (1 << 32) - 1

ALPHABET = "".join(chr(c) for c in range(0x23, 0x7F) if chr(c) != "\\")
"""91 signs that need no escape in a script's string."""
LAST = 75
"""Signs below end a number; those above carry four bits of it and ask for more."""
_CARRY = len(ALPHABET) - LAST


def postings(texts: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    """Pair or triple → encoded numbers of the texts that hold it.

    ``texts`` are folded and encoded as UTF-16-LE; number n is ``texts[n]``.
    """
    signs = step_signs(len(texts))
    passes = 1 + sum(map(len, texts)) // 2 // UNITS_PER_PASS
    for share in range(passes):
        pairs: dict[int, list[array[int]]] = {}
        for gram, numbers in _lists(texts, share, passes).items():
            if gram >> 16 & 0xFFFF:
                pairs.setdefault(gram & _PAIR, []).append(numbers)
                if gram >> 32:
                    yield _text(gram, 6), encode(numbers, signs)
        for pair, parts in pairs.items():
            numbers = parts[0] if len(parts) == 1 else array("I", sorted(set().union(*parts)))
            yield _text(pair, 4), encode(numbers, signs)


def _lists(texts: Sequence[bytes], share: int, passes: int) -> dict[int, array[int]]:
    """Triples whose pair falls into this share → numbers, ascending.

    Two zero units end a text, so that its last pair has a triple as well. Read as 64-bit numbers at
    four offsets, a text gives all its triples without a loop over its characters.
    """
    found: dict[int, array[int]] = defaultdict(partial(array, "H" if len(texts) < 65536 else "I"))
    for number, text in enumerate(texts):
        grams: set[int] = set()
        text += b"\0\0\0\0"
        for offset in (0, 2, 4, 6):
            end = offset + (len(text) - offset) // 8 * 8
            wide = memoryview(text[offset:end]).cast("Q")
            if passes == 1:
                grams.update([q & _TRIPLE for q in wide])
            else:
                grams.update([q & _TRIPLE for q in wide if (q ^ q >> 16) % passes == share])
        for gram in grams:
            found[gram].append(number)
    return found


def _text(gram: int, size: int) -> str:
    return gram.to_bytes(size, "little").decode("utf-16-le", "surrogatepass")


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
