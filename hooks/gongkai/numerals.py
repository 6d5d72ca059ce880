"""Chinese numerals, read: as numbers of sections and days, and figure by figure as years."""

from __future__ import annotations

_ONES = ("", *"一二三四五六七八九")
_BY_FIGURE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_COUNTED = {
    f"{tens}{ones}": number
    for base, tens in ((0, ""), (10, "十"), *((10 * n, f"{_ONES[n]}十") for n in range(1, 10)))
    for number, ones in enumerate(_ONES, start=base)
    if number
}


def counted(written: str) -> int:
    """十二 → 12, 九十九 → 99; -1 for what is no number below a hundred."""
    return _COUNTED.get(written, -1)


def figures(written: str) -> str:
    """二〇二四 → 2024; everything else stays as it is."""
    return written.translate(_BY_FIGURE)
