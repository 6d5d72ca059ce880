"""The benchmark of scale: this project, Hugo with Pagefind and plain MkDocs on the same reports.

``measure`` gives the section ``Scale`` of ``RESULTS.md``; ``python -m tests.benchmarks.scale``
prints it. With ``--curve 1000 10000 100000`` it builds each size once, cold, and prints its cost.
Ends with 0 when every promised bound is met, 1 when one is not, 2 when nothing could be measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from tests.chromium import NoChromium, chromium

from . import contest, curve, scale_table, table
from .changes import Changed, another_sentence, another_template
from .contest import Site
from .finding.asking import NoAnswer
from .finding.engines import gongkai_site, pagefind_site
from .first_search import first_search, words
from .generate import write_archive
from .hugo.builder import HugoBuilder, hugo, need_programs
from .hugo.content import write_report
from .measure import CommandFailed, Usage
from .scale_table import MB, Round, Scale

REPORTS = 10_000
ROUNDS = 3
_WARM = 20
"""Reports of the builds that are not counted: programs are read from disk, modules compiled."""
_STRIDE = 997
"""From one round's changed report to the next one's."""
AnyBuilder = contest.Builder | HugoBuilder


def measure(reports: int, rounds: int, folder: Path) -> Scale:
    """Builds everything in turn and asks both searches once all is built.

    Raises ``CommandFailed`` where a build wrote less than it should, ``NoAnswer`` where a search
    gave none, ``NoChromium`` where there is none to ask them.
    """
    need_programs()
    few = _Contest(_WARM, _new(folder / "few"))
    few.ours.build(), few.hugo.build(), few.plain.build()
    whole = _Contest(reports, _new(folder / "all"))
    tenth_folder = _new(folder / "tenth")
    tenth_archive = write_archive(max(1, reports // 10), tenth_folder / "archive")
    tenth = contest.gongkai(tenth_archive, tenth_folder, is_watched=True)
    found = [_round(whole, tenth, number) for number in range(rounds)]
    asked = words(reports)
    ours = gongkai_site(whole.ours.site, found[-1].cold)
    pagefind = pagefind_site(whole.hugo.site, found[-1].hugo)
    with chromium() as browser:
        searches = first_search(browser, ours, asked), first_search(browser, pagefind, asked)
    return Scale(reports, found, searches)


class _Contest:
    """The three builders, over one archive."""

    def __init__(self, reports: int, folder: Path) -> None:
        self.reports = reports
        self.archive = write_archive(reports, folder / "archive")
        self.names = sorted(
            path.relative_to(self.archive).as_posix() for path in self.archive.glob("*/*.md")
        )
        self.ours = contest.gongkai(self.archive, _new(folder / "gongkai"), is_watched=True)
        self.plain = contest.plain(self.archive, _new(folder / "plain"), is_watched=True)
        self.hugo = hugo(self.archive, _new(folder / "hugo"))


def _round(whole: _Contest, tenth: contest.Builder, number: int) -> Round:
    """Cold builds first, so that all meet the same weather; then what changed."""
    tenth_cold, _ = _cold(tenth, max(1, whole.reports // 10))
    cold, site = _cold(whole.ours, whole.reports)
    hugo_cold, hugo_site = _cold(whole.hugo, whole.reports)
    plain, _ = _cold(whole.plain, whole.reports)
    name = whole.names[number * _STRIDE % len(whole.names)]
    sentence = another_sentence(whole.archive / name, name, number)
    write_report(whole.archive, name, whole.hugo.project)
    return Round(
        cold=cold,
        changed=_again(whole.ours, sentence),
        hugo_changed=_again(whole.hugo, sentence),
        template=_again(whole.ours, another_template(whole.ours.project, name, number)),
        unchanged=_noted(f"{whole.ours.name}, nothing changed", whole.ours.again()),
        tenth=tenth_cold,
        hugo=hugo_cold,
        plain=plain,
        site=site,
        hugo_site=hugo_site,
    )


def _cold(builder: AnyBuilder, reports: int) -> tuple[Usage, Site]:
    """A cold build and what it wrote; raises where that is not every report."""
    usage = _noted(f"{builder.name}, {reports:,} reports, cold", builder.build())
    site = builder.look()
    if site.reports != reports:
        raise CommandFailed(f"{builder.name} built {site.reports} of {reports} reports")
    return usage, site


def _again(builder: AnyBuilder, changed: Changed) -> Usage:
    """A build after a change; raises where the site does not show it."""
    usage = _noted(f"{builder.name}, {changed.what}", builder.again())
    page = builder.site / "reports" / Path(changed.name).with_suffix(".html")
    if changed.mark not in page.read_text(encoding="utf-8"):
        raise CommandFailed(f"{builder.name}: {changed.name} does not show {changed.what}")
    return usage


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"default {REPORTS}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--curve", type=int, nargs="+", metavar="N", help="build each size once")
    options = parser.parse_args(arguments)
    if min(options.reports, options.rounds, *(options.curve or [1])) < 1:
        parser.error("numbers must be at least 1")
    try:
        with tempfile.TemporaryDirectory(prefix="gongkai-scale-") as folder:
            if options.curve:
                curve.show(options.curve, Path(folder))
                return 0
            scale = measure(options.reports, options.rounds, Path(folder))
    except (CommandFailed, NoAnswer, NoChromium, PlaywrightError) as failure:
        print(failure, file=sys.stderr)
        return 2
    print(
        f"{datetime.now(UTC).date()}; {table.machine()}\n\n{scale_table.as_section(scale)}", end=""
    )
    return 0 if scale_table.is_met(scale) else 1


def _noted(what: str, usage: Usage) -> Usage:
    """Says what a build took, apart from the table."""
    figures = f"{usage.wall:.2f} s, {usage.cpu:.2f} s of processor time"
    print(f"{what}: {figures}, {usage.memory / MB:.0f} MB", file=sys.stderr, flush=True)
    return usage


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
