"""Numbers as signs that need no escape in a script's string.

A list of reports is written from its highest number down: that number, then each step to the next
lower one. So a new report, which has the highest number of all, changes nothing but the beginning
of a list, however long it is. A sign below :data:`LAST` ends a number; one above carries four bits
of it and asks for more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice
from operator import sub

ALPHABET = "".join(chr(c) for c in range(0x23, 0x7F) if chr(c) != "\\")
"""91 signs."""
LAST = 75
_CARRY = len(ALPHABET) - LAST
CARRIES = ALPHABET[LAST:]
_SIGN_OF_BYTE = ALPHABET.encode().ljust(256, b"?")
_DENSE = 64
"""Numbers for which it is worth the while to work on all at once."""


class Signs(dict[int, str]):
    """A step from one report's number to the next → its signs; made when first met."""

    def __missing__(self, step: int) -> str:
        self[step] = sign(step)
        return self[step]


def encode(numbers: array[int], signs: Signs) -> str:
    """Descending numbers as signs."""
    first = signs[numbers[0]]
    if len(numbers) == 1:
        return first
    if len(numbers) > _DENSE:
        # One subtraction of two long numbers: no step is below zero, so none borrows.
        whole = int.from_bytes(numbers[:-1], "little") - int.from_bytes(numbers[1:], "little")
        steps = as_array(whole, len(numbers) - 1, numbers.typecode)
        if max(steps) < LAST:
            return first + lane_signs(steps)
        return first + "".join(map(signs.__getitem__, steps))
    return first + "".join(map(signs.__getitem__, map(sub, numbers, islice(numbers, 1, None))))


def sign(value: int) -> str:
    """The signs of one number."""
    signs = ""
    while value >= LAST:
        value -= LAST
        signs += ALPHABET[LAST + value % _CARRY]
        value //= _CARRY
    return signs + ALPHABET[value]


def decode(signs: str) -> Iterator[int]:
    """The numbers that signs stand for, as they are written: the first one, then steps."""
    value, scale = 0, 1
    for place in map(_VALUES.__getitem__, signs):
        if place < LAST:
            yield value + place * scale
            value, scale = 0, 1
        else:
            value += LAST * scale + (place - LAST) * scale
            scale *= _CARRY


_VALUES = {char: value for value, char in enumerate(ALPHABET)}


def lane_signs(numbers: array[int]) -> str:
    """One sign for each number, all below :data:`LAST`."""
    return numbers.tobytes()[:: numbers.itemsize].translate(_SIGN_OF_BYTE).decode()


def lanes(numbers: array[int], shift: int, mask: int) -> array[int]:
    """Each number shifted to the right and masked: as one long number, several times faster."""
    size = numbers.itemsize
    kept = (mask & (1 << 8 * size - shift) - 1).to_bytes(size, "little")
    whole = int.from_bytes(numbers, "little") >> shift
    whole &= int.from_bytes(kept * len(numbers), "little")
    return as_array(whole, len(numbers), numbers.typecode)


def as_array(whole: int, count: int, kind: str) -> array[int]:
    """A long number as so many numbers of an array's width."""
    made = array(kind)
    made.frombytes(whole.to_bytes(count * made.itemsize, "little"))
    return made
