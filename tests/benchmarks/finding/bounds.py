"""What the search promises, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .results import KB, MB, Result

EFFORT = 20 / 18
"""20 s for 10,000 reports, where Python-Markdown alone takes 18 s for them."""
EFFORT_FROM = 10_000
"""Of fewer reports more of the index is grams that stand once, which cost most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One promise."""

    what: str
    measured: float
    bound: float
    unit: str
    is_least: bool = False
    """Whether the bound is the least that is promised, and not the most."""

    @property
    def is_met(self) -> bool:
        return self.measured >= self.bound if self.is_least else self.measured <= self.bound

    def __str__(self) -> str:
        side = "at least" if self.is_least else "at most"
        verdict = "met" if self.is_met else "NOT MET"
        figures = f"{self.measured:.4g}{self.unit}, promised {side} {self.bound:.4g}{self.unit}"
        return f"{self.what}: {figures}: {verdict}"


def bounds(result: Result, reports: int) -> Iterator[Verdict]:
    """The promises for an archive of up to 10,000 reports."""
    at = f"{reports:,} reports"
    for kind, answers in (
        ("phrases", result.phrases),
        ("units", result.units),
        ("years", result.years),
    ):
        worst = min(a.recall for a in answers)
        yield Verdict(f"{at}: lowest recall of {kind}", worst, 1, "", is_least=True)
        worst = min(a.first_ten for a in answers)
        yield Verdict(f"{at}: fewest of the first ten right, {kind}", worst, 1, "", is_least=True)
    ordered = all(a.is_in_order for a in [*result.units, *result.years])
    yield Verdict(f"{at}: own reports first, newest first", ordered, 1, "", is_least=True)
    worst = max(a.miscount for a in result.phrases) * 100
    yield Verdict(f"{at}: worst number of results", worst, 1, " % off")
    for first in result.firsts:
        own = first.traffic.of(result.own)
        excerpts = first.traffic.of(result.excerpts)
        size = (own.bytes - excerpts.bytes) / KB
        yield Verdict(f"{at}: first answer", size, 250, " KB")
        yield Verdict(f"{at}: its requests", own.requests - excerpts.requests, 15, "")
    yield Verdict(f"{at}: largest later answer", max(result.later_bytes()) / KB, 60, " KB")
    yield Verdict(f"{at}: largest page of excerpts", result.excerpt_bytes() / KB, 100, " KB")
    slowest = max(a.time for a in result.phrases) * 1000
    yield Verdict(f"{at}: slowest later answer", slowest, 300, " ms")
    if reports >= EFFORT_FROM:
        yield Verdict(f"{at}: making the index", result.effort, EFFORT, " of Markdown alone")
    yield Verdict(f"{at}: memory for it", result.cost.peak / MB, 200, " MB")
