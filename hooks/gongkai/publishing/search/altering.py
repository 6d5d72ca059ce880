"""What one entry says, altered for one report, without reading the rest of a long list.

Lists run from the highest number down, so that the search for a report ends where it stands: a new
report's place is at the very beginning. What is taken out is compared with what must stand there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from gongkai.publishing.search.postings import DIGITS
from gongkai.publishing.search.signs import ALPHABET, CARRIES, decode, sign

_CARRY = re.compile(f"[{re.escape(CARRIES)}]")
_NUMBER = re.compile(f"[{re.escape(CARRIES)}]*[^{re.escape(CARRIES)}]")
_CARRY_BYTES = CARRIES.encode()
_VALUES = bytes(max(0, ALPHABET.find(chr(byte))) for byte in range(256))
_MOST_SIGNS = 5
"""Of one number below 5,000,000."""
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
        changed = with_number(self.numbers, number, len(new), is_set=False)
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


def with_number(signs: str, number: int, times: int, *, is_set: bool) -> Changed | None:
    """A list that holds a number so many times; in a set each number stands once.

    None where the signs are those of no list.
    """
    if not signs:
        return Changed(_listed(None, number, times), 0, 0)
    match = _NUMBER.match(signs)
    if match is None:
        return None
    first, rest = match[0], signs[match.end() :]
    highest = next(decode(first))
    if highest < number:
        if not times:
            return Changed(signs, 0, 0)
        return Changed(_listed(None, number, times) + sign(number - highest) + rest, 0, 0)
    wanted = highest - number
    # In a set no number stands so far behind the first that it had to be looked for farther on.
    window = rest[: _MOST_SIGNS * (wanted + 1)] if is_set else rest
    steps, values = _steps(window)
    distances = list(accumulate(values, initial=0))
    start, end = bisect_left(distances, wanted), bisect_right(distances, wanted)
    last = highest - distances[start - 1] if start else None
    made = first + "".join(steps[: start - 1]) if start else ""
    made += _listed(last, number, times)
    if end < len(distances):
        before = number if times else last
        value = highest - distances[end]
        made += sign(value if before is None else before - value) + "".join(steps[end:])
    # The window may have cut a number in two: that is not among the steps.
    return Changed(made + rest[len("".join(steps)) :], start, end)


def _steps(signs: str) -> tuple[Sequence[str], Iterable[int]]:
    """Steps as signs and as values; where none carries, without a loop in Python."""
    if _CARRY.search(signs):
        steps: list[str] = _NUMBER.findall(signs)
        return steps, map(_value, steps)
    return signs, signs.encode().translate(_VALUES)


@lru_cache(maxsize=4096)
def _value(signs: str) -> int:
    return next(decode(signs))


def _listed(last: int | None, number: int, times: int) -> str:
    """A number so many times behind another one."""
    return (sign(number if last is None else last - number) + sign(0) * (times - 1)) * bool(times)


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
