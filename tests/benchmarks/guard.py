"""What checking costs: many reports in one process, and files made to break their reader.

``measure`` gives the section ``Checks`` of ``RESULTS.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .contest import PROJECT
from .generate import write_archive
from .measure import CommandFailed, Usage, run
from .table import aligned

sys.path.append(str(PROJECT / "tests"))
from made_bombs import BOMBS
from worlds import report_text, world

REPORTS = 10_000
CHECK_BOUND = 15 / 18
"""10,000 reports in 15 s, where Python-Markdown alone takes 18 s for them."""
MOST_SECONDS, MOST_BYTES = 10.0, 500_000_000
"""That any attachment may cost."""
_YARDSTICK = (sys.executable, "-m", "tests.benchmarks.finding.yardstick")
_CHECK = """
import sys
from gongkai.column import read_column
from gongkai.problems import as_text
from pathlib import Path
column = read_column(Path(sys.argv[1]))
print(as_text(column.problems, Path.cwd()), len(column.archive.reports))
"""
"""In one process: the command itself takes a second one where there are many reports."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a hostile file cost, starting Python and all."""

    name: str
    seconds: float
    peak: int
    """Bytes of the largest process."""

    @property
    def is_met(self) -> bool:
        return self.seconds <= MOST_SECONDS and self.peak <= MOST_BYTES


@dataclass(frozen=True, slots=True)
class Checks:
    """All that was measured."""

    check: Usage
    markdown: float
    """Seconds of Python-Markdown alone over the same reports."""
    costs: Sequence[Cost]

    @property
    def ratio(self) -> float:
        return self.check.wall / self.markdown

    @property
    def is_met(self) -> bool:
        return self.ratio <= CHECK_BOUND and all(cost.is_met for cost in self.costs)


def measure(folder: Path) -> Checks:
    """Generates, checks and attacks; raises when a check says less than it should."""
    archive = write_archive(REPORTS, folder / "archive")
    command = [sys.executable, "-c", _CHECK, str(PROJECT / "mkdocs.yml")]
    check = run(command, PROJECT, {"REPORTS_DIR": str(archive)})
    if not check.said.split()[-1:] == [str(REPORTS)] or "error[" in check.said:
        raise CommandFailed(f"checking {REPORTS} reports ended with: {check.said}")
    markdown = float(run([*_YARDSTICK, str(archive)], PROJECT, {}).said)
    costs = [_cost(folder / name, name, file, made()) for name, (file, made) in BOMBS.items()]
    return Checks(check, markdown, costs)


def _cost(folder: Path, name: str, file: str, data: bytes) -> Cost:
    report = report_text(附件=f"[{{文件: {file}, 名称: 附件}}]")
    place = "reports/2023/yundu-sifaju"
    config = world(folder, {f"{place}.md": report, f"{place}/{file}": data})
    usage = run([sys.executable, "-c", _CHECK, str(config)], PROJECT, {})
    if "error[attachment-broken]" not in usage.said:
        raise CommandFailed(f"{name} passed: {usage.said}")
    return Cost(name.replace("_", " "), usage.wall, usage.peak)


def as_section(checks: Checks) -> str:
    """Its part of ``RESULTS.md``."""
    head = ("hostile attachment", "time", "memory", "verdict")
    rows = [
        (c.name, f"{c.seconds:.2f} s", f"{c.peak / 1e6:.0f} MB", "met" if c.is_met else "NOT MET")
        for c in checks.costs
    ]
    verdict = "met" if checks.ratio <= CHECK_BOUND else "NOT MET"
    return (
        "## Checks\n\n"
        f"{REPORTS:,} reports checked in one process: {checks.check.wall:.1f} s, "
        f"{checks.check.peak / 1e6:.0f} MB; {checks.ratio:.2f} of Python-Markdown alone "
        f"({checks.markdown:.1f} s),\npromised at most {CHECK_BOUND:.2f}: {verdict}.\n\n"
        f"One report with one hostile attachment, starting Python and all, promised at most "
        f"{MOST_SECONDS:g} s and {MOST_BYTES / 1e6:.0f} MB:\n\n{aligned([head, *rows])}"
    )
