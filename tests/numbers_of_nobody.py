"""Numbers that could be somebody's and are nobody's, made when a test runs: no file has one."""

from __future__ import annotations

import random
from datetime import date, timedelta

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]
"""GB 11643-1999: the weights are powers of two."""


def citizen_number(seed: int) -> str:
    """A valid number of nobody: region codes end in 99, which no county has."""
    chance = random.Random(seed)
    day = date(1930, 1, 1) + timedelta(chance.randrange(30000))
    province = chance.choice([11, 13, 31, 44, 51, 65])
    digits = f"{province}9999{day:%Y%m%d}{chance.randrange(1000):03d}"
    total = sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True))
    return digits + str((12 - total % 11) % 11).replace("10", "X")


def card_number(seed: int, start: str = "62", length: int = 19) -> str:
    chance = random.Random(seed)
    digits = start + "".join(str(chance.randrange(10)) for _ in range(length - len(start) - 1))
    total = sum(
        sum(divmod(int(d) * (2 if n % 2 == 0 else 1), 10)) for n, d in enumerate(digits[::-1])
    )
    return digits + str(-total % 10)
