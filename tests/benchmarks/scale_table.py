"""The table of scale: what ten thousand reports cost here and elsewhere, and what is promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median

from .contest import Site
from .measure import Usage
from .table import aligned, disturbance
from .watch import PAUSE

BOUND_FROM = 10_000
"""Times are promised from this many reports on: below, starting Python is much of them."""
COLD_BOUND = 0.6
"""A cold build takes at most this part of the time of Hugo and Pagefind."""
CHANGE_BOUND = 0.05
"""One changed report, of the time of a cold build with Hugo and Pagefind."""
GROWTH_BOUND = 11.0
"""Ten times as many reports take at most so many times as long: a square would take a hundred."""
MEMORY_BOUND = 1000.0
"""MB, of all processes of a build together."""
MB, KB = 1_000_000, 1_000
HUGO, PLAIN = "Hugo + Pagefind", "plain MkDocs"


@dataclass(frozen=True, slots=True)
class Round:
    """One build of each kind, in turn."""

    cold: Usage
    changed: Usage
    """After the text of one report was changed."""
    template: Usage
    """After the template of a report's page was changed."""
    unchanged: Usage
    tenth: Usage
    """Cold, a tenth of the reports."""
    hugo: Usage
    """Cold, Pagefind included."""
    hugo_changed: Usage
    plain: Usage
    """Cold."""
    site: Site
    """What the cold build wrote."""
    hugo_site: Site
    """The same; where Pagefind builds again, it leaves files that it no longer needs."""


@dataclass(frozen=True, slots=True)
class Scale:
    """All that was measured."""

    reports: int
    rounds: Sequence[Round]
    searches: tuple[float, float]
    """Bytes that a first search loads, here and with Pagefind."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing here and elsewhere, round by round."""

    name: str
    unit: str
    ours: Sequence[float]
    other: Sequence[float]
    against: str
    """Where else."""
    most_ratio: float | None = None
    """The highest ratio that is promised; the median of the rounds' is held against it."""
    most: float | None = None
    """The highest figure that is promised; each round's is held against it."""

    @property
    def ratios(self) -> list[float]:
        return [a / b for a, b in zip(self.ours, self.other, strict=True)]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def is_bound(self) -> bool:
        return self.most_ratio is not None or self.most is not None

    @property
    def is_met(self) -> bool:
        is_ratio_met = self.most_ratio is None or self.ratio <= self.most_ratio
        return is_ratio_met and (self.most is None or max(self.ours) <= self.most)

    def promise(self) -> str:
        """The bound in words; empty where there is none."""
        if self.most_ratio is not None:
            return f"at most {_share(self.most_ratio)}"
        return "" if self.most is None else f"at most {self.figure(self.most)}"

    def cells(self) -> list[str]:
        middle = [self.figure(median(figures)) for figures in (self.ours, self.other)]
        spread = f"{_share(min(self.ratios))} to {_share(max(self.ratios))}"
        verdict = "" if not self.is_bound else ("met" if self.is_met else "**not met**")
        head = [self.name, middle[0], self.against, middle[1]]
        return [*head, _share(self.ratio), spread, self.promise(), verdict]

    def figure(self, value: float) -> str:
        digits = 0 if value >= 100 or self.unit in ("", "bytes") else 1 if value >= 10 else 2
        return f"{value:,.{digits}f} {self.unit}".rstrip()


def _share(ratio: float) -> str:
    """Two digits, or three of what is small."""
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


def rows(scale: Scale) -> Iterator[Row]:
    """What the figures say; fewer reports than :data:`BOUND_FROM` break no promise of time."""

    def of(figure: Callable[[Round], float]) -> list[float]:
        return [figure(one) for one in scale.rounds]

    is_promised = scale.reports >= BOUND_FROM
    cold, change, growth = (
        bound if is_promised else None for bound in (COLD_BOUND, CHANGE_BOUND, GROWTH_BOUND)
    )
    ours, theirs = of(lambda r: r.cold.wall), of(lambda r: r.hugo.wall)
    changed, hugo_cold = of(lambda r: r.changed.wall), f"{HUGO}, cold"
    yield Row("cold build", "s", ours, theirs, HUGO, cold)
    yield Row("cold build", "s", ours, of(lambda r: r.plain.wall), PLAIN)
    worked = of(lambda r: r.cold.cpu)
    yield Row("processor time of it", "s", worked, of(lambda r: r.hugo.cpu), HUGO)
    yield Row("processor time of it", "s", worked, of(lambda r: r.plain.cpu), PLAIN)
    yield Row("one report changed", "s", changed, theirs, hugo_cold, change)
    again = of(lambda r: r.hugo_changed.wall)
    yield Row("one report changed", "s", changed, again, f"{HUGO}, the same")
    yield Row("one template changed", "s", of(lambda r: r.template.wall), theirs, hugo_cold)
    yield Row("nothing changed", "s", of(lambda r: r.unchanged.wall), theirs, hugo_cold)
    tenth = f"a tenth: {max(1, scale.reports // 10):,} reports"
    yield Row("cold build", "s", ours, of(lambda r: r.tenth.wall), tenth, growth)
    memory = of(lambda r: r.cold.memory / MB)
    hugo_memory = of(lambda r: r.hugo.memory / MB)
    yield Row("peak memory", "MB", memory, hugo_memory, HUGO, most=MEMORY_BOUND)
    yield Row("peak memory", "MB", memory, of(lambda r: r.plain.memory / MB), PLAIN)
    for name, unit, size in _SIZES:
        here = [size(one.site) for one in scale.rounds]
        there = [size(one.hugo_site) for one in scale.rounds]
        yield Row(name, unit, here, there, HUGO)
    ours_loads, theirs_loads = (size / KB for size in scale.searches)
    yield Row("first search", "KB", [ours_loads], [theirs_loads], HUGO)


_SIZES: tuple[tuple[str, str, Callable[[Site], float]], ...] = (
    ("site size", "MB", lambda site: site.size / MB),
    ("files", "", lambda site: site.files),
    ("one report's page", "bytes", lambda site: site.report_size / site.reports),
)
_HEAD = ("what", "Gongkai", "against", "there", "ratio", "lowest to highest", "bound", "verdict")


def as_markdown(rows: Sequence[Row]) -> str:
    """All rows."""
    return aligned([_HEAD, *(row.cells() for row in rows)])


def verdicts(rows: Sequence[Row]) -> str:
    """Each bound in one plain sentence."""
    return "".join(
        f"{row.name}, against {row.against}: {_said(row)}, promised {row.promise()}: "
        f"{'met' if row.is_met else 'NOT MET'}.\n"
        for row in rows
        if row.is_bound
    )


def _said(row: Row) -> str:
    return _share(row.ratio) if row.most is None else row.figure(max(row.ours))


def is_met(scale: Scale) -> bool:
    """Whether every promise is kept."""
    return all(row.is_met for row in rows(scale))


def as_section(scale: Scale) -> str:
    """Its part of ``RESULTS.md``."""
    found = list(rows(scale))
    is_watched = all(one.cold.together is not None for one in scale.rounds)
    memory = (
        "of all processes of a build together: the sum of their proportional set sizes, in which a "
        "page\nthat several share counts once, looked at every "
        f"{PAUSE:g} s or more (a look may take a thirtieth of the time), or the peak of\nthe "
        "largest process where that is more"
        if is_watched
        else "of the largest process: this system does not tell that of several together"
    )
    remark = disturbance([(one.plain.wall, one.plain.cpu) for one in scale.rounds])
    return (
        "## Scale\n\n"
        f"{scale.reports:,} reports, each build in processes of its own, their children counted; "
        f"{len(scale.rounds)} rounds in turn, after builds of few\nreports that are not counted. "
        f"Cold is without a site and without what an earlier build kept. Hugo {_version('hugo')} "
        "has templates of\nits own for the same pages (reports, years, units, home, site maps) and "
        f"builds all again whatever changed; Pagefind\n{_version('pagefind')} (extended, language "
        "zh) indexes its reports; both are counted together. Plain MkDocs has no search and no "
        "lists.\nFigures are medians of the rounds, ratios medians of the rounds' ratios.\n\n"
        f"Peak memory is {memory}.\nA first search is what is loaded of the search's own files up "
        "to the first answer, compressed, without excerpts.\n1 MB is 1,000,000 bytes.\n\n"
        f"{as_markdown(found)}\n{verdicts(found)}{remark}"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
