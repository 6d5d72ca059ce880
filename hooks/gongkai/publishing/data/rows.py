"""A file that says one thing of each report, each on a line of its own.

A line depends on its report alone. So the file of the last build, and what each of its lines was
made of, spare the making of all lines but those of reports that have changed since.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.report import Report

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rows:
    """One such file, not made yet."""

    reports: Sequence[Report]
    head: str
    row: Callable[[Report], str]
    between: str
    """What stands between two lines, and in none."""
    tail: str

    def text(self, keys: Sequence[str] = (), known: Mapping[str, str] = NOTHING) -> str:
        """The whole file. ``keys``: what its lines are made of; ``known``: lines by that."""
        pairs = zip(keys or [""] * len(self.reports), self.reports, strict=True)
        lines = [known.get(key) or self.row(report) for key, report in pairs]
        return f"{self.head}{self.between.join(lines)}{self.tail}"

    def remembered(self, keys: Sequence[str], base: str) -> bytes:
        """What makes lines of a written file known to the next build."""
        said = [base, len(self.head), len(self.tail), self.between, *keys]
        return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def known(self, text: str, remembered: bytes, base: str) -> Mapping[str, str]:
        """Lines of the last build's file by what they were made of; none where that is in doubt."""
        try:
            was, head, tail, between, *keys = json.loads(remembered)
            lines = text[head : len(text) - tail].split(between)
        except (ValueError, TypeError):
            return NOTHING
        if was != base or between != self.between or len(lines) != len(keys):
            return NOTHING
        return dict(zip(keys, lines, strict=True))
