"""The table of the search's benchmark: one column an engine, one row a measurement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from tests.benchmarks.measure import Usage

from .asking import Answer, First

MB = 1_000_000
KB = 1_000


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured of one engine at one size."""

    engine: str
    cost: Usage
    """Making the index."""
    markdown: float
    """Seconds that Python-Markdown alone takes for the same reports."""
    size: int
    """Bytes of the search's own files."""
    own: tuple[str, ...]
    excerpts: tuple[str, ...]
    firsts: Sequence[First] = ()
    phrases: Sequence[Answer] = ()
    units: Sequence[Answer] = ()
    years: Sequence[Answer] = ()
    failure: str = ""

    @property
    def effort(self) -> float:
        """How many times as long as rendering the reports it took to make the index."""
        return self.cost.wall / self.markdown

    def first_bytes(self) -> float:
        """Of the search's own files, without excerpts: what the first answer costs."""
        return median(
            first.traffic.of(self.own).bytes - first.traffic.of(self.excerpts).bytes
            for first in self.firsts
        )

    def first_requests(self) -> float:
        return median(
            first.traffic.of(self.own).requests - first.traffic.of(self.excerpts).requests
            for first in self.firsts
        )

    def later_bytes(self) -> list[int]:
        """The same for each further answer."""
        return [a.traffic.bytes - a.traffic.of(self.excerpts).bytes for a in self.phrases]

    def excerpt_bytes(self) -> int:
        """The most that one page of excerpts cost."""
        return max(a.excerpts(self.excerpts) for a in self.phrases)

    def verification_bytes(self) -> int:
        """The most that looking through further reports cost, to know how many are right."""
        return max(
            a.traffic.of(self.excerpts).bytes - a.excerpts(self.excerpts) for a in self.phrases
        )


ROWS: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("phrases: recall", lambda r: f"{mean(a.recall for a in r.phrases):.2f}"),
    ("phrases: first ten right", lambda r: f"{mean(a.first_ten for a in r.phrases):.2f}"),
    ("units: own reports first", lambda r: f"{mean(a.first_ten for a in r.units):.2f}"),
    ("unit and year: that report first", lambda r: f"{mean(a.first_ten for a in r.years):.2f}"),
    (
        "phrases: number right, and the worst",
        lambda r: (
            f"{sum(a.miscount <= 0.01 for a in r.phrases)} of {len(r.phrases)}, "
            f"{max(a.miscount for a in r.phrases):.0%} off"
        ),
    ),
    ("first answer: loaded", lambda r: f"{r.first_bytes() / KB:,.0f} KB"),
    ("first answer: requests", lambda r: f"{r.first_requests():.0f}"),
    ("first answer: from opening the page", lambda r: _seconds(f.time for f in r.firsts)),
    (
        "later answer: loaded, median and most",
        lambda r: f"{median(r.later_bytes()) / KB:,.0f} and {max(r.later_bytes()) / KB:,.0f} KB",
    ),
    ("a page of excerpts: at most", lambda r: f"{r.excerpt_bytes() / KB:,.0f} KB"),
    (
        "looking through more, for the number: at most",
        lambda r: f"{r.verification_bytes() / KB:,.0f} KB",
    ),
    ("later answer: time", lambda r: _seconds(a.time for a in r.phrases)),
)
BUILD_ROWS: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("index: size", lambda r: f"{r.size / MB:,.0f} MB"),
    ("index: time to make", lambda r: f"{r.cost.wall:,.1f} s"),
    ("the same, of the time of Python-Markdown alone", lambda r: f"{r.effort:.2f}"),
    ("index: memory to make", lambda r: f"{r.cost.peak / MB:,.0f} MB"),
)


def _seconds(times: Iterable[float]) -> str:
    return f"{median(list(times)):.2f} s"


def as_markdown(results: Sequence[Result], reports: int) -> str:
    """One table; an engine that gave no answer says so."""
    names = [f"{reports:,} reports", *(result.engine for result in results)]
    lines = [names, ["---"] * len(names)]
    for name, cell in ROWS:
        lines.append([name, *(r.failure or cell(r) for r in results)])
    for name, cell in BUILD_ROWS:
        lines.append([name, *map(cell, results)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
