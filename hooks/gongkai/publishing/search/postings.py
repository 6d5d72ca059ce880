"""Postings: which reports hold which pair or triple of characters.

A phrase of two characters is answered by its pair, one of three by its triple, exactly; a longer
one by all its triples together. A report may hold them all without holding the phrase: on 200
phrases over 3,300 reports triples alone found 1,544 reports too many. So a triple is noted with its
place in the text, modulo :data:`PHASES`, and places have to follow each other: 73 too many, which
are sorted out against the text.

Characters are UTF-16 units, as in the browser. A gram, pair or triple, is the number that its units
make, the first one lowest; the number alone says which file holds it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress
from operator import sub

from gongkai.publishing.search.spool import Spool

PAIR, TRIPLE = 2, 3
PHASES = {PAIR: 1, TRIPLE: 32}
"""A text's number in the postings is its own times the phases, plus the phase."""
UNITS_PER_PASS = {PAIR: 40_000_000, TRIPLE: 12_000_000}
"""UTF-16 units of text that are gone through at once: about 50 MB of postings."""
UNITS_PER_SHARD = {PAIR: 20_000, TRIPLE: 4_000}
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
    passes, files = spread(texts.units, length)
    signs = Signs()
    for share in range(passes):
        lists = _lists(texts, length, passes, share)
        own: list[list[int]] = [[] for _ in range(files)]
        for gram in lists:
            if _is_within_field(gram, length):
                own[gram % files].append(gram)
        for grams in own:
            named = sorted((_text(gram, length), gram) for gram in grams)
            yield "".join(f"!{name} {encode(lists.pop(gram), signs)}" for name, gram in named)


def spread(units: int, length: int) -> tuple[int, int]:
    """Passes, and files of each: a gram's first unit says the pass, its remainder the file.

    The number of files is a prime, so that remainders spread evenly.
    """
    passes = 1 + units // UNITS_PER_PASS[length]
    wanted = max(units // UNITS_PER_SHARD[length], min(256, units // UNITS_PER_SMALL_SHARD), 1)
    return passes, next(n for n in range(wanted // passes + 1, 2 * wanted + 2) if _is_prime(n))


def _lists(texts: Spool, length: int, passes: int, share: int) -> dict[int, array[int]]:
    """The grams of one pass → numbers of the texts that hold them, ascending."""
    phases = PHASES[length]
    wide = len(texts) * phases > 0xFFFF
    found: dict[int, array[int]] = defaultdict(partial(array, "I" if wide else "H"))
    in_phases = _triples if length == TRIPLE else _pairs
    belongs = bytes(low % passes == share for low in range(256))
    for number, text in enumerate(texts):
        # Of each unit the low byte, which the browser takes for the same choice.
        chosen = text[::2].translate(belongs) if passes > 1 else None
        for phase, grams in enumerate(in_phases(text, chosen)):
            place = number * phases + phase
            for gram in grams:
                found[gram].append(place)
    return found


def _is_within_field(gram: int, length: int) -> bool:
    """A unit of zero ends each field of a text."""
    return all(gram >> 16 * place & 0xFFFF for place in range(length))


def _pairs(text: bytes, chosen: bytes | None) -> list[Iterable[int]]:
    """Read as 32-bit numbers at two offsets, a text gives its pairs without a loop over it."""
    found: set[int] = set()
    for offset in (0, 1):
        end = offset + (len(text) // 2 - offset) // 2 * 2
        lane = memoryview(text)[2 * offset : 2 * end].cast("I")
        found.update(lane if chosen is None else compress(lane, chosen[offset::2]))
    return [found]


def _triples(text: bytes, chosen: bytes | None) -> Iterator[Iterable[int]]:
    """The same with 64-bit numbers at four offsets; one long number's AND cuts the fourth units."""
    text += b"\0" * 14
    words = len(text) // 8 - 1
    mask = int.from_bytes(b"\xff\xff\xff\xff\xff\xff\0\0" * words, "little")
    offsets = []
    for offset in (0, 2, 4, 6):
        wide = int.from_bytes(text[offset : offset + words * 8], "little") & mask
        offsets.append(memoryview(wide.to_bytes(words * 8, "little")).cast("Q"))
    phases = PHASES[TRIPLE]
    for phase in range(phases):
        lane = offsets[phase % 4][phase // 4 :: phases // 4]
        yield lane if chosen is None else compress(lane, chosen[phase::phases])


def _text(gram: int, length: int) -> str:
    return gram.to_bytes(2 * length, "little").decode("utf-16-le", "surrogatepass")


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % d for d in range(2, int(number**0.5) + 1))


class Signs(dict[int, str]):
    """A step from one number to the next → its signs; a number that comes twice has none."""

    def __missing__(self, step: int) -> str:
        self[step] = _sign(step - 1) if step else ""
        return self[step]


def encode(numbers: Sequence[int], signs: Signs) -> str:
    """Ascending numbers as the signs of their steps; a step of one is the first sign."""
    return "".join(map(signs.__getitem__, map(sub, numbers, chain((-1,), numbers))))


def _sign(value: int) -> str:
    signs = ""
    while value >= LAST:
        value -= LAST
        signs += ALPHABET[LAST + value % _CARRY]
        value //= _CARRY
    return signs + ALPHABET[value]
