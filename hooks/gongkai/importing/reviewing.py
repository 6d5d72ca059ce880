"""What a person still has to decide about imported reports, and the originals to decide it by.

A report that lacks its date is no good record yet, so its front matter is read here as keys and
values only. Called by ``gongkai review``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai import fields
from gongkai.importing.already import CHECKSUM
from gongkai.importing.blocks import plain_text
from gongkai.importing.drafting import ORIGINAL
from gongkai.importing.sources import Source
from gongkai.problems import Problem
from gongkai.reading import nodes
from gongkai.reading.reports import report_files
from gongkai.report import FIELDS

ASKED = ("publish_date", "unit", "year", "written_date", "category")
"""Fields that an import guesses, or leaves to a person."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One imported report that somebody has to look at."""

    path: Path
    values: dict[str, str]
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
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        _, _, rest = text.partition("---\n")
        front_matter, _, body = rest.partition("\n---\n")
        values = _values(front_matter, path)
        found = tuple(of_path.get(path, ()))
        if "imported_from" in values and (found or not values.get("publish_date")):
            original = CHECKSUM.search(front_matter)
            about = said.get(original[1], "") if original else ""
            yield Waiting(path, values, body.strip(), found, about)


def original_text(path: Path) -> str:
    """The words of an original; why not, where it cannot be read."""
    try:
        blocks, problems = Source(path, "").read()
    except OSError as failure:
        return f"（读不了原件：{failure.strerror or failure}）"
    if blocks is None:
        return f"（{'；'.join(p.message for p in problems)}：请打开 {path.name} 对照）"
    return plain_text(blocks)


def _values(front_matter: str, path: Path) -> dict[str, str]:
    node, _ = nodes.parse(front_matter, path)
    known = fields.by_any_key(FIELDS)
    pairs = node.pairs if isinstance(node, nodes.Mapping) else ()
    return {
        known[key.text].key: value.text if isinstance(value, nodes.Scalar) else ""
        for key, value in pairs
        if key.text in known
    }
