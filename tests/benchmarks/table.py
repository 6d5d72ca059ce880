"""The table of results: one row a measurement, the promised bounds, and whether they are met."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from statistics import median

_PACKAGES = ("gongkai", "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured at both, pair by pair, or (the second empty) at this project alone."""

    name: str
    unit: str
    ours: Sequence[float]
    plain: Sequence[float] = ()
    bound: float | None = None
    """The highest ratio that the project promises; none where it promises nothing."""

    @property
    def ratios(self) -> list[float]:
        return [a / b for a, b in zip(self.ours, self.plain, strict=True)] if self.plain else []

    @property
    def ratio(self) -> float | None:
        """The median of the pairs' ratios, which one disturbed run does not move."""
        return median(self.ratios) if self.plain else None

    @property
    def is_met(self) -> bool:
        return self.bound is None or (self.ratio is not None and self.ratio <= self.bound)

    def cells(self) -> list[str]:
        ratio, spread = "", ""
        if self.ratio is not None:
            ratio = f"{self.ratio:.2f}"
            spread = f"{min(self.ratios):.2f} to {max(self.ratios):.2f}"
        verdict = "" if self.bound is None else ("met" if self.is_met else "**not met**")
        bound = "" if self.bound is None else f"at most {self.bound:.2f}"
        middle = [_figure(median(v), self.unit) if v else "" for v in (self.ours, self.plain)]
        return [self.name, *middle, ratio, spread, bound, verdict]


_HEAD = ("what", "Gongkai", "plain", "ratio", "lowest to highest", "bound", "verdict")


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def as_markdown(rows: Sequence[Row]) -> str:
    """All rows."""
    return aligned([list(_HEAD), *(row.cells() for row in rows)])


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """A table, its head first, the columns padded so that it reads in a terminal too."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    padded = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([padded[0], rule, *padded[1:]]) + "\n"


def verdicts(rows: Sequence[Row]) -> str:
    """Each bound in one plain sentence."""
    return "".join(
        f"{row.name}: {row.ratio:.2f} times plain MkDocs, promised at most {row.bound:.2f}: "
        f"{'met' if row.is_met else 'NOT MET'}.\n"
        for row in rows
        if row.bound is not None and row.ratio is not None
    )


def disturbance(rows: Sequence[tuple[float, float]]) -> str:
    """A warning where (wall, CPU) seconds differ by more than a machine left alone lets them."""
    most = max(wall / cpu for wall, cpu in rows)
    if most < 1.15:
        return ""
    return f"The machine was busy: a build waited up to {most - 1:.0%} longer than it worked.\n"


def machine() -> str:
    """What the figures depend on; nothing that tells whose machine it was."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}; {packages}"
    )


def as_page(rows: Sequence[Row], reports: int, runs: int, today: date, remark: str) -> str:
    """``RESULTS.md``."""
    return (
        "# Benchmark results\n\n"
        f"Written by `make bench` on {today}: {reports:,} synthetic reports, {runs} pairs of cold "
        "builds in turn, after one\npair that is not counted.\n\n"
        "“Plain” is MkDocs with Material as it comes, on the same files, kept out of the nav, "
        "without search. Figures are\nmedians; the ratio is the median of the pairs' ratios. "
        "Absolute figures move from machine to machine: compare ratios.\n\n"
        f"Machine: {machine()}\n\n{as_markdown(rows)}\n{verdicts(rows)}{remark}"
    )
