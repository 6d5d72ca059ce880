"""What one entry says, altered for one report, without reading the rest of a long list.

Lists run from the highest number down, so that the search for a report ends where it stands: a new
report's place is at the very beginning. What is taken out is compared with what must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.publishing.search.postings import DIGITS
from gongkai.publishing.search.signs import ALPHABET, CARRIES, decode, sign

_CARRY = re.compile(f"[{re.escape(CARRIES)}]")
_NUMBER = re.compile(f"[{re.escape(CARRIES)}]*[^{re.escape(CARRIES)}]")
_CARRY_BYTES = CARRIES.encode()
_VALUES = bytes(max(0, ALPHABET.find(chr(byte))) for byte in range(256))
_SIGN = [ALPHABET[digit] for digit in range(64)]


class Known(NamedTuple):
    """An entry with places."""

    numbers: str
    """For each place its report, as signs."""
    digits: Sequence[str]
    """For each place one of its digits, all of a kind together."""

    @classmethod
    def read(cls, text: str) -> Known:
        """From what stands behind the gram."""
        carries = len(text) - len(text.encode().translate(None, _CARRY_BYTES))
        # Digits carry nothing, so each place takes one sign and its digits beside the carries.
        count = (len(text) - carries) // (1 + len(DIGITS))
        ends = [count + carries + count * kind for kind in range(len(DIGITS) + 1)]
        return cls(
            text[: ends[0]],
            [text[start:end] for start, end in pairwise(ends)],
        )

    @property
    def places(self) -> int:
        """How many places."""
        return len(self.digits[0])

    def altered(self, number: int, old: Sequence[int], new: Sequence[int]) -> Known | None:
        """With other places of one report."""
        changed = with_number(self.numbers, number, len(new))
        if changed is None or changed.end - changed.start != len(old):
            return None
        digits = []
        for text, were, are in zip(self.digits, _digits(old), _digits(new), strict=True):
            if text[changed.start : changed.end] != were:
                return None
            digits.append(text[: changed.start] + are + text[changed.end :])
        return Known(changed.signs, digits)

    def text(self) -> str:
        """What stands behind the gram."""
        return "".join([self.numbers, *self.digits])


def _digits(places: Sequence[int]) -> Iterator[str]:
    for shift, mask in DIGITS:
        yield "".join([_SIGN[place >> shift & mask] for place in reversed(places)])


class Changed(NamedTuple):
    """A list of numbers after a change, and where the number stood in it before."""

    signs: str
    start: int
    end: int


def with_number(signs: str, number: int, times: int) -> Changed | None:
    """A list that holds a number so many times."""
    if not signs:
        return Changed(_listed(None, number, times), 0, 0)
    match = _NUMBER.match(signs)
    if match is None:
        return None
    highest = next(decode(match[0]))
    if highest < number:
        if not times:
            return Changed(signs, 0, 0)
        rest = signs[match.end() :]
        return Changed(_listed(None, number, times) + sign(number - highest) + rest, 0, 0)
    start = start_index = end_index = 0
    last, rest = None, ""
    for place, value in _numbers(signs, match.end(), highest):
        if value < number:
            before = number if times else last
            rest = sign(value if before is None else before - value) + signs[place:]
            break
        end_index += 1
        if value > number:
            start, start_index, last = place, end_index, value
    made = signs[:start] + _listed(last, number, times) + rest
    return Changed(made, start_index, end_index)


def _listed(last: int | None, number: int, times: int) -> str:
    """A number so many times behind another one."""
    return (sign(number if last is None else last - number) + sign(0) * (times - 1)) * bool(times)


def _numbers(signs: str, start: int, highest: int) -> Iterator[tuple[int, int]]:
    """Each number of a list, with the end of its signs; ``start`` is where the first one's end."""
    yield start, highest
    value = highest
    if not _CARRY.search(signs, start):
        steps = signs[start:].encode().translate(_VALUES)
        for end, step in enumerate(steps, start + 1):
            value -= step
            yield end, value
        return
    for match in _NUMBER.finditer(signs, start):
        value -= next(decode(match[0]))
        yield match.end(), value


def highest_of(signs: str) -> int:
    """The first number of a list, which signs of another kind may follow."""
    return next(decode(signs))


def numbers_of(signs: str) -> list[int]:
    """The whole list, each number once."""
    steps = decode(signs)
    value = next(steps)
    found = [value]
    for step in steps:
        if step:
            value -= step
            found.append(value)
    return found
