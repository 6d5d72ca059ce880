"""The table of first visits: what the project promises of them, and whether it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from . import visit
from .server import PAUSE
from .table import aligned
from .visit import Visit

KB = 1000


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that the project promises of a figure of its own."""

    most: float
    is_strict: bool = False
    """Whether the figure is to stay below, and not to reach it."""

    def holds(self, figure: float) -> bool:
        return figure < self.most if self.is_strict else figure <= self.most


LOADED = Bound(100)
"""KB; a page, its style sheets, scripts and pictures."""
SHIFT = Bound(0.05, is_strict=True)
ELSEWHERE = Bound(0)
"""A government's page tells nobody else who reads it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing at both sites, visit by visit."""

    name: str
    unit: str
    digits: int
    ours: Sequence[float]
    material: Sequence[float]
    bound: Bound | None = None

    @property
    def ratio(self) -> float | None:
        """Of the medians; none to nothing."""
        if not all(self.material):
            return None
        return median(self.ours) / median(self.material)

    @property
    def worst(self) -> float:
        """What a promise is held against: each visitor is to find it kept."""
        return max(self.ours)

    @property
    def is_met(self) -> bool:
        return self.bound is None or self.bound.holds(self.worst)

    def cells(self) -> list[str]:
        middle = [self.figure(median(figures)) for figures in (self.ours, self.material)]
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        spread = f"{self.figure(min(self.ours))} to {self.figure(self.worst)}"
        verdict = "" if self.bound is None else ("met" if self.is_met else "**not met**")
        return [self.name, *middle, ratio, spread, self.promise(), verdict]

    def figure(self, value: float) -> str:
        return f"{value:,.{self.digits}f} {self.unit}".rstrip()

    def promise(self) -> str:
        if self.bound is None:
            return ""
        side = "below" if self.bound.is_strict else "at most"
        return f"{side} {self.bound.most:g} {self.unit}".rstrip()


_ROWS: tuple[tuple[str, str, int, Callable[[Visit], float], Bound | None], ...] = (
    ("loaded", "KB", 1, lambda v: v.size / KB, LOADED),
    ("requests", "", 0, lambda v: v.requests, None),
    ("requests to other sites", "", 0, lambda v: v.elsewhere, ELSEWHERE),
    ("layout shift", "", 3, lambda v: v.shift, SHIFT),
    ("first paint", "s", 2, lambda v: v.first_paint, None),
    ("largest paint", "s", 2, lambda v: v.largest_paint, None),
)


def rows(
    screen: str, pairs: Sequence[tuple[Visit, Visit]], in_parts: Sequence[tuple[Visit, Visit]]
) -> Iterator[Row]:
    """What pairs of visits with one screen say, and pairs that a page came to in parts."""
    for name, unit, digits, figure, bound in _ROWS:
        ours, material = ([figure(pair[side]) for pair in pairs] for side in (0, 1))
        yield Row(f"{screen}: {name}", unit, digits, ours, material, bound)
    ours, material = ([pair[side].shift for pair in in_parts] for side in (0, 1))
    yield Row(f"{screen}: layout shift, in parts", "", 3, ours, material, SHIFT)


_HEAD = ("what", "Gongkai", "Material", "ratio", "Gongkai's visits", "bound", "verdict")


def as_markdown(rows: Sequence[Row]) -> str:
    """All rows."""
    return aligned([_HEAD, *(row.cells() for row in rows)])


def verdicts(rows: Sequence[Row]) -> str:
    """Each bound in one plain sentence."""
    return "".join(
        f"{row.name}: {row.figure(row.worst)}, promised {row.promise()}: "
        f"{'met' if row.is_met else 'NOT MET'}.\n"
        for row in rows
        if row.bound is not None
    )


def as_section(rows: Sequence[Row], reports: int, visits: int, slow: int, chromium: str) -> str:
    """Its part of ``RESULTS.md``."""
    screens = " and ".join(f"a {s.name} ({s.width}×{s.height})" for s in visit.SCREENS)
    down, up = visit.DOWN / 1_000_000, visit.UP / 1_000_000
    return (
        "## First visit\n\n"
        f"One report's page of {reports:,} synthetic reports, opened with an empty cache, on "
        f"{screens}: {visits} pairs of\nvisits in turn, after one pair that is not counted. "
        "“Material” is MkDocs with Material and its search as they come.\n\n"
        f"Headless Chromium {chromium}; the processor {visit.SLOWDOWN} times slower, "
        f"{down:g} Mbit/s down, {up:g} Mbit/s up, {visit.LATENCY} ms of latency\nper request. "
        f"Loaded is all until the network is idle, compressed (gzip), without headers; 1 KB is "
        f"{KB:,} bytes. Layout shift\nis the sum of all shifts; “in parts” ({slow} pairs) is "
        f"the page sent in {visit.PARTS} parts, {PAUSE:g} s between them. Figures are medians\nand "
        "ratios of medians; a bound is held against the worst of Gongkai's visits.\n\n"
        "Nothing is loaded from other sites: such requests are refused and counted, so what "
        "Material asks Google for, the fonts\nand the style sheet that its first paint waits for, "
        f"is not in its figures.\n\n{as_markdown(rows)}\n{verdicts(rows)}"
    )
