"""Postings: which reports hold which three or four characters in a row, as text for a script.

A phrase of two or three characters is answered by the triples, exactly. A longer one is answered by
its fours: where their places are known, and follow each other, exactly too. Places of a four that
stands more than :data:`MOST_PLACES` times are left out, for they would cost a visitor more than
they tell: of 939 phrases cut at random from 10,000 reports, 4 were then counted wrong before a text
was read.

An entry is ``!``, the gram, a space and the reports; or ``!``, the gram, ``!``, for each place its
report, and at the end the places' three digits, all of a kind together. Reports and places go from
the last to the first; see ``signs``.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.publishing.search.grams import FIELD_END, PLACE_BITS, PLACES, UNITS
from gongkai.publishing.search.signs import Signs, encode, lane_signs, lanes

TRIPLES, FOURS = "triples", "fours"
KINDS = (TRIPLES, FOURS)
MOST_PLACES = 3000
"""About 6 KB."""
DIGITS = tuple((shift, min(63, PLACES - 1 >> shift)) for shift in range(0, PLACE_BITS, 6))
"""Shift and mask of each digit of a place."""
_THREE = (1 << 48) - 1
_TWO = (1 << 32) - 1


Entry = tuple[int, int, str]
"""What a file says of one gram: the gram, the number of the last report that holds it, the text. A
plain tuple, for 600,000 are made of 10,000 reports."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A bucket's entries, each kind by its grams' numbers."""

    of: Mapping[str, Sequence[Entry]]
    """Kind → entries."""
    often: Mapping[int, int]
    """Fours whose places are left out → how many there are."""


def entries(bucket: Mapping[int, array[int]], signs: Signs) -> Entries:
    """All that a bucket of grams says, whatever the order of its grams."""
    order = sorted(bucket)
    kind = bucket[order[0]].typecode if order else "I"
    known = array(kind)
    often = {}
    for gram in reversed(order):
        if len(places := bucket[gram]) <= MOST_PLACES:
            known.extend(places)
        elif is_four(gram):
            often[gram] = len(places)
    known.reverse()  # so that grams ascend again, and the places of each descend
    reports = lanes(known, PLACE_BITS, -1)
    digits = [lane_signs(lanes(known, shift, mask)) for shift, mask in DIGITS]
    holders: dict[int, list[array[int]]] = {}
    fours: list[Entry] = []
    start = end = 0
    for name, gram in zip(_names(order), order, strict=True):
        count = len(bucket[gram])
        is_known = count <= MOST_PLACES
        if is_known:
            start, end = end, end + count
            mine = reports[start:end]
        else:
            mine = lanes(bucket[gram][::-1], PLACE_BITS, -1)
        if FIELD_END in name[:2]:
            continue
        distinct = array(kind, dict.fromkeys(mine)) if count > 1 else mine
        holders.setdefault(gram & _THREE, []).append(distinct)
        if FIELD_END in name:
            continue
        if is_known:
            within = "".join([digit[start:end] for digit in digits])
            said = encode(mine, signs) if count > 1 else signs[mine[0]]
            fours.append((gram, mine[0], f"!{name}!{said}{within}"))
        else:
            fours.append((gram, mine[0], f"!{name} {encode(distinct, signs)}"))
    order = sorted(holders)
    triples = [
        (gram, union[0], f"!{name[:3]} {encode(union, signs)}")
        for name, gram in zip(_names(order), order, strict=True)
        for union in [_union(holders[gram])]
    ]
    return Entries({TRIPLES: triples, FOURS: fours}, often)


def is_four(gram: int) -> bool:
    """Whether all four units belong to one text."""
    return bool(gram & 0xFFFF and gram >> 16 & 0xFFFF and gram >> 32 & 0xFFFF and gram >> 48)


def triple_of(gram: int) -> int | None:
    """The first three units, of which the third may be the end of a text."""
    return gram & _THREE if gram & 0xFFFF and gram >> 16 & 0xFFFF else None


REMAINDER_OF = {FOURS: -1, TRIPLES: _TWO}
"""Kind → bits of a gram that make a number, whose remainder decides which file holds it."""


def name_of(kind: str, gram: int) -> str:
    """A gram's units."""
    return next(_names([gram]))[: UNITS if kind == FOURS else UNITS - 1]


def _names(grams: Collection[int]) -> Iterator[str]:
    """The units of each gram, half a character outside the basic plane being one too."""
    units = array("H", array("Q", grams).tobytes())
    text = "".join(map(chr, units))
    return (text[at : at + UNITS] for at in range(0, len(text), UNITS))


def _union(lists: Sequence[array[int]]) -> array[int]:
    if len(lists) == 1:
        return lists[0]
    return array(lists[0].typecode, sorted(set().union(*lists), reverse=True))
