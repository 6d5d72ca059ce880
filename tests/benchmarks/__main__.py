"""``make bench``: this project's build and pages against MkDocs with Material's, in one run.

Prints its tables and writes them into ``RESULTS.md`` beside this file. Ends with 0 when every
promised bound is met, 1 when one is not, 2 when a build, a visit or a search failed and nothing
could be measured. Needs a Chromium and no network; what it generates is removed at the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from tests.chromium import NoChromium, chromium

from . import bringing_in, contest, guard, scale, scale_table, table, visit_table
from .finding.asking import NoAnswer
from .generate import reports as generated
from .generate import write_archive
from .hugo.builder import need_programs
from .measure import CommandFailed, Usage
from .table import Row
from .visit import PARTS, SCREENS, NoVisit, alternate

BUILD_BOUND = 1.3
"""A cold build of 1,000 reports takes at most this many times as long as plain MkDocs."""
BOUND_FROM = 1000
"""Bounds are promised from this many reports on: below, starting Python is most of the time."""
VISITED = 100
"""How many reports the archive that is visited has."""
VISITS = 5
VISITS_IN_PARTS = 2
RESULTS = Path(__file__).with_name("RESULTS.md")
MB = 1024 * 1024


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000, help="how many (default 1000)")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind (default 3)")
    parser.add_argument(
        "--scale",
        type=int,
        default=scale.REPORTS,
        help=f"reports of the benchmark of scale (default {scale.REPORTS}; 0 leaves it out)",
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file to write")
    options = parser.parse_args(arguments)
    if options.reports < 1 or options.runs < 1 or options.scale < 0:
        parser.error("--reports and --runs must be at least 1, --scale at least 0")
    try:
        if options.scale:
            need_programs()  # before an hour is spent on the rest
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
            rows, remark = measure(options.reports, options.runs, Path(folder))
            scaled = None
            if options.scale:
                scaled = scale.measure(options.scale, options.runs, _new(Path(folder) / "scale"))
            # After the builds: a Chromium that ends removes the many files of its profile.
            visits, chromium_version = measure_visits(_new(Path(folder) / "visited"))
            _say("checks")
            checks = guard.measure(_new(Path(folder) / "checked"))
            _say("imports")
            imports = bringing_in.measure(_new(Path(folder) / "imported"))
    except (CommandFailed, NoAnswer, NoChromium, NoVisit, PlaywrightError) as failure:
        _say(str(failure))
        return 2
    today = datetime.now(UTC).date()
    page = table.as_page(rows, options.reports, options.runs, today, remark)
    counts = VISITED, VISITS, VISITS_IN_PARTS
    page += f"\n{scale_table.as_section(scaled)}" if scaled else ""
    page += f"\n{visit_table.as_section(visits, *counts, chromium_version)}"
    page += f"\n{guard.as_section(checks)}\n{bringing_in.as_section(imports)}"
    options.results.write_text(page, encoding="utf-8", newline="\n")
    print(f"\n{table.as_markdown(rows)}\n{table.verdicts(rows)}{remark}")
    if scaled:
        print(scale_table.as_section(scaled))
    print(f"{visit_table.as_markdown(visits)}\n{visit_table.verdicts(visits)}", end="")
    print(f"\n{guard.as_section(checks)}\n{bringing_in.as_section(imports)}", end="")
    is_met = all(row.is_met for row in rows) and all(row.is_met for row in visits)
    is_met = is_met and (scaled is None or scale_table.is_met(scaled))
    return 0 if is_met and checks.is_met and (imports is None or imports.is_met) else 1


def measure(reports: int, runs: int, folder: Path) -> tuple[list[Row], str]:
    """Everything that the table says, and a remark on how far to trust it."""
    archive = write_archive(reports, folder / "archive")
    ours = contest.gongkai(archive, _new(folder / "gongkai"))
    plain = contest.plain(archive, _new(folder / "plain"))
    pairs: list[tuple[Usage, Usage]] = []
    for number, pair in enumerate(contest.alternate(ours, plain, runs), start=1):
        pairs.append(pair)
        _say(f"pair {number}: {pair[0].wall:.2f} s against {pair[1].wall:.2f} s")
    checks = [contest.check(archive) for _ in range(runs)]
    sites = ours.look(), plain.look()
    for builder, site in zip((ours, plain), sites, strict=True):
        if site.reports != reports:
            raise CommandFailed(f"{builder.name} built {site.reports} of {reports} reports")
    usages = [usage for pair in pairs for usage in pair]
    remark = table.disturbance([(usage.wall, usage.cpu) for usage in usages])
    a, b = ([pair[side] for pair in pairs] for side in (0, 1))
    pages = [sites[0].report_size / reports], [sites[1].report_size / reports]
    bound = BUILD_BOUND if reports >= BOUND_FROM else None
    return [
        Row("cold build", "s", [u.wall for u in a], [u.wall for u in b], bound),
        Row("processor time of it", "s", [u.cpu for u in a], [u.cpu for u in b]),
        Row("peak memory", "MB", [u.peak / MB for u in a], [u.peak / MB for u in b]),
        Row("site size", "MB", [sites[0].size / MB], [sites[1].size / MB]),
        Row("one report's page", "bytes", *pages),
        _check_row([usage.wall for usage in checks], reports),
    ], remark


def measure_visits(folder: Path) -> tuple[list[visit_table.Row], str]:
    """First visits to a report's page of both sites, and which Chromium paid them.

    The longest report's: what is promised of its page holds for the others.
    """
    archive = write_archive(VISITED, folder / "archive")
    ours = contest.gongkai(archive, _new(folder / "gongkai"))
    material = contest.plain(archive, _new(folder / "material"), plugins=["search"])
    ours.build(), material.build()
    longest = max(generated(VISITED), key=lambda report: len(report[1].encode()))[0]
    path = f"reports/{longest.removesuffix('.md')}.html"
    rows: list[visit_table.Row] = []
    with chromium() as browser:
        for screen in SCREENS:
            _say(f"visits with a {screen.name}")
            sites = ours.site, material.site
            pairs = list(alternate(browser, sites, path, screen, VISITS))
            in_parts = list(alternate(browser, sites, path, screen, VISITS_IN_PARTS, PARTS))
            rows += visit_table.rows(screen.name, pairs, in_parts)
        return rows, browser.version


def _check_row(walls: list[float], reports: int) -> Row:
    """Per 1,000 reports, unless there are fewer, when most of it is starting Python."""
    if reports < BOUND_FROM:
        return Row("gongkai check", "s", walls)
    return Row("gongkai check, per 1,000", "s", [wall / reports * 1000 for wall in walls])


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _say(text: str) -> None:
    """Progress, apart from the table."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
