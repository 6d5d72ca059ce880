"""What a person still has to decide about imported reports, and the originals to decide it by.

Called by ``gongkai review``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing.blocks import plain_text
from gongkai.importing.drafting import ORIGINAL
from gongkai.importing.sources import Source
from gongkai.importing.unfinished import read_unfinished
from gongkai.problems import Problem
from gongkai.reading.reports import report_files

ASKED = ("publish_date", "unit", "year", "written_date", "category")
"""Fields that an import guesses, or leaves to a person."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One imported report that somebody has to look at."""

    path: Path
    values: Mapping[str, str]
    """English key → what stands there; empty where the key has no value."""
    body: str
    problems: tuple[Problem, ...]
    said: str = ""
    """What the import said of its original."""

    @property
    def must_be_decided(self) -> bool:
        """Whether it cannot be published as it is; warnings alone a person may leave standing."""
        return not self.values.get("publish_date") or any(p.is_error for p in self.problems)

    @property
    def original(self) -> Path | None:
        """The file that it was made from, where that was kept."""
        folder = self.path.with_suffix("")
        return next(iter(sorted(folder.glob(f"{ORIGINAL}.*"))), None)


def waiting(
    reports_dir: Path, problems: Sequence[Problem], said: Mapping[str, str]
) -> Iterator[Waiting]:
    """Imported reports with anything to decide or to look at: no date yet, or findings.

    ``said``: SHA-256 of an original → what the import said of it.
    """
    of_path: dict[Path, list[Problem]] = defaultdict(list)
    for problem in problems:
        of_path[problem.path].append(problem)
    for path in report_files(reports_dir):
        report = read_unfinished(path)
        found = tuple(of_path.get(path, ()))
        is_undated = not report.values.get("publish_date")
        if "imported_from" in report.values and (found or is_undated):
            about = next((said[o] for o in report.originals if o in said), "")
            yield Waiting(path, report.values, report.body, found, about)


def original_text(path: Path) -> str:
    """The words of an original; why not, where it cannot be read."""
    try:
        blocks, problems = Source(path, "").read()
    except OSError as failure:
        return f"（读不了原件：{failure.strerror or failure}）"
    if blocks is None:
        return f"（{'；'.join(p.message for p in problems)}：请打开 {path.name} 对照）"
    return plain_text(blocks)
