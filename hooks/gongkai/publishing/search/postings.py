"""Postings: which reports hold which three or four characters in a row, as text for a script.

A phrase of two or three characters is answered by the triples, exactly. A longer one is answered by
its fours: where their places are known, and follow each other, exactly too. Places of a four that
stands more than :data:`MOST_PLACES` times are left out, for they would cost a visitor more than
they tell: of 939 phrases cut at random from 10,000 reports, 4 were then counted wrong before a text
was read.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from operator import sub

from gongkai.publishing.search.grams import FIELD_END, PLACE_BITS, PLACES, UNITS

TRIPLES, FOURS = "triples", "fours"
MOST_PLACES = 3000
"""About 6 KB."""
LARGE = 8_000_000
"""Grams of an archive in which so many stand too often that a long phrase asks for eight files."""
SHARD_SIZE = 7_500
"""Characters of fours in a file of such an archive: about 5 KB compressed. In a smaller one, where
a phrase asks for three, a file is twice as large: to make one costs half a millisecond."""
TRIPLES_SIZE = 20_000
"""Characters of triples in a file: a short word asks for one, a longer one for none."""

ALPHABET = "".join(chr(c) for c in range(0x23, 0x7F) if chr(c) != "\\")
"""91 signs that need no escape in a script's string."""
LAST = 75
"""Signs below end a step; those above carry four bits of it and ask for more."""
_CARRY = len(ALPHABET) - LAST
_SIGN_OF_BYTE = ALPHABET.encode().ljust(256, b"?")
_DENSE = 64
"""Numbers for which it is worth the while to work on all at once."""
_THREE = (1 << 48) - 1
_TWO = (1 << 32) - 1


class Signs(dict[int, str]):
    """A step from one report's number to the next → its signs; made when first met."""

    def __missing__(self, step: int) -> str:
        self[step] = _sign(step)
        return self[step]


def shard_size(grams: int) -> int:
    """Characters of fours in a file, for an archive of so many grams."""
    return SHARD_SIZE if grams > LARGE else 2 * SHARD_SIZE


def shards(bucket: Mapping[int, array[int]], signs: Signs, size: int) -> dict[str, list[str]]:
    """The files that a bucket of grams makes, each kind in the order of their numbers.

    An entry is ``!``, the gram, a space and the reports; or ``!``, the gram, ``!``, for each place
    its report, and at the end the places' three digits, all of a kind together.
    """
    holders: dict[int, list[array[int]]] = {}
    fours: list[tuple[int, str]] = []
    kind = next(iter(bucket.values())).typecode if bucket else "I"
    known = array(kind)
    for places in bucket.values():
        if len(places) <= MOST_PLACES:
            known.extend(places)
    reports = _lanes(known, PLACE_BITS, -1)
    digits = [
        _signs(_lanes(known, shift, min(63, PLACES - 1 >> shift)))
        for shift in range(0, PLACE_BITS, 6)
    ]
    start = end = 0
    for name, (gram, places) in zip(_names(bucket), bucket.items(), strict=True):
        is_known = len(places) <= MOST_PLACES
        if is_known:
            start, end = end, end + len(places)
            mine = reports[start:end]
        else:
            mine = _lanes(places, PLACE_BITS, -1)
        if FIELD_END in name[:2]:
            continue
        distinct = array(kind, dict.fromkeys(mine)) if len(mine) > 1 else mine
        holders.setdefault(gram & _THREE, []).append(distinct)
        if FIELD_END in name:
            continue
        if is_known:
            within = "".join([digit[start:end] for digit in digits])
            fours.append((gram, f"!{name}!{encode(mine, signs)}{within}"))
        else:
            fours.append((gram, f"!{name} {encode(distinct, signs)}"))
    triples = [
        (gram & _TWO, f"!{name[:3]} {encode(_union(lists), signs)}")
        for name, (gram, lists) in zip(_names(holders), holders.items(), strict=True)
    ]
    return {TRIPLES: _files(triples, TRIPLES_SIZE), FOURS: _files(fours, size)}


def _names(grams: Collection[int]) -> Iterator[str]:
    """The units of each gram, half a character outside the basic plane being one too."""
    units = array("H", array("Q", grams).tobytes())
    text = "".join(map(chr, units))
    return (text[at : at + UNITS] for at in range(0, len(text), UNITS))


def _union(lists: Sequence[array[int]]) -> array[int]:
    return lists[0] if len(lists) == 1 else array(lists[0].typecode, sorted(set().union(*lists)))


def _files(entries: Sequence[tuple[int, str]], size: int) -> list[str]:
    """Entries over so many files, by the remainder of their numbers.

    So many are a prime other than two, for all numbers of a bucket end alike.
    """
    wanted = 1 + sum(len(text) for _, text in entries) // size
    count = next(n for n in range(wanted, 2 * wanted + 2) if n == 1 or (n > 2 and _is_prime(n)))
    files: list[list[str]] = [[] for _ in range(count)]
    for number, text in entries:
        files[number % count].append(text)
    return ["".join(texts) for texts in files]


def _is_prime(number: int) -> bool:
    return all(number % d for d in range(2, int(number**0.5) + 1))


def encode(numbers: array[int], signs: Signs) -> str:
    """Ascending numbers as the signs of their steps, the first one from zero."""
    if len(numbers) == 1:
        return signs[numbers[0]]
    if len(numbers) > _DENSE:
        whole = int.from_bytes(numbers, "little")
        steps = _array(whole - (whole << 8 * numbers.itemsize), numbers)
        if max(steps) < LAST:
            return _signs(steps)
        return "".join(map(signs.__getitem__, steps))
    return "".join(map(signs.__getitem__, map(sub, numbers, chain((0,), numbers))))


def _lanes(numbers: array[int], shift: int, mask: int) -> array[int]:
    """Each number shifted to the right and masked: as one long number, several times faster."""
    size = numbers.itemsize
    kept = (mask & (1 << 8 * size - shift) - 1).to_bytes(size, "little")
    whole = int.from_bytes(numbers, "little") >> shift
    return _array(whole & int.from_bytes(kept * len(numbers), "little"), numbers)


def _array(whole: int, like: array[int]) -> array[int]:
    """A long number's lowest numbers, as many and as wide as another array has."""
    length = len(like) * like.itemsize
    return array(like.typecode, (whole & (1 << 8 * length) - 1).to_bytes(length, "little"))


def _signs(numbers: array[int]) -> str:
    """One sign for each number, all below :data:`LAST`."""
    return numbers.tobytes()[:: numbers.itemsize].translate(_SIGN_OF_BYTE).decode()


def _sign(value: int) -> str:
    signs = ""
    while value >= LAST:
        value -= LAST
        signs += ALPHABET[LAST + value % _CARRY]
        value //= _CARRY
    return signs + ALPHABET[value]
