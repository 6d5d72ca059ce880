"""How cost grows with the number of reports: each size built once, cold, one line each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chromium import chromium

from . import contest
from .contest import Site
from .finding.engines import gongkai_site
from .first_search import first_search, words
from .generate import write_archive
from .measure import CommandFailed, Usage
from .scale_table import KB, MB

_FORMAT = "| {:>9} | {:>9} | {:>14} | {:>9} | {:>10} | {:>9} | {:>12} |"
_HEAD = ("reports", "time", "processor time", "memory", "site size", "files", "first search")
_WARM = 20


@dataclass(frozen=True, slots=True)
class Point:
    """One size."""

    reports: int
    usage: Usage
    site: Site
    search: float
    """Bytes that a first search loads."""

    def line(self) -> str:
        return _FORMAT.format(
            f"{self.reports:,}",
            f"{self.usage.wall:,.1f} s",
            f"{self.usage.cpu:,.1f} s",
            f"{self.usage.memory / MB:,.0f} MB",
            f"{self.site.size / MB:,.0f} MB",
            f"{self.site.files:,}",
            f"{self.search / KB:,.0f} KB",
        )


def show(sizes: Sequence[int], folder: Path) -> None:
    """Prints each size as soon as it is measured, after a build of few that is not counted.

    The browser stays open over all of them: ended, it would remove the many files of its profile.
    Raises ``CommandFailed``, ``NoAnswer``, ``NoChromium``.
    """
    _built(_WARM, folder / "few")
    with chromium() as browser:
        print(_FORMAT.format(*_HEAD))
        print(_FORMAT.format(*("-" * len(head) for head in _HEAD)), flush=True)
        for size in sizes:
            builder, usage = _built(size, folder / f"{size}")
            site = builder.look()
            if site.reports != size:
                raise CommandFailed(f"built {site.reports} of {size} reports")
            search = first_search(browser, gongkai_site(builder.site, usage), words(size))
            print(Point(size, usage, site, search).line(), flush=True)
            empty(folder / f"{size}")


def _built(size: int, folder: Path) -> tuple[contest.Builder, Usage]:
    folder.mkdir()
    builder = contest.gongkai(write_archive(size, folder / "archive"), folder, is_watched=True)
    return builder, builder.build()


def empty(folder: Path) -> None:
    """Gives the room of all files in a folder back, but leaves them there.

    Removed, they would make the next build slow (see ``contest.put_aside``). What is only linked
    there is left alone; what has several names is emptied under each of them.
    """
    for place, _, names in os.walk(folder):
        for name in names:
            path = f"{place}/{name}"
            if not os.path.islink(path):  # noqa: PTH114
                os.truncate(path, 0)
