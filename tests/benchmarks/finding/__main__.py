"""``python -m tests.benchmarks.finding``: the search against Material's and Pagefind's, in one run.

Prints a table for each size and writes them into ``README.md``, between two marks, with the date.
Ends with 0 when every promised bound is met, 1 when one is not, 2 when nothing could be measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser
from tests.benchmarks import contest
from tests.benchmarks.generate import reports, write_archive
from tests.benchmarks.measure import CommandFailed, run
from tests.benchmarks.server import serving
from tests.chromium import chromium

from . import engines, questions, results
from .asking import NoAnswer, first_answer, later_answers
from .bounds import bounds
from .results import Result

README = contest.PROJECT / "README.md"
BEGIN, END = "<!-- search benchmark -->\n", "<!-- end -->\n"
ASKED = 40
SEED = 20241101
YARDSTICK = (sys.executable, "-m", "tests.benchmarks.finding.yardstick")


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.finding", description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--readme", type=Path, default=README, help="the file to write into")
    parser.add_argument("--keep", type=Path, help="a folder for what is built; else it is removed")
    options = parser.parse_args(arguments)
    tables, verdicts = [], []
    try:
        place = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory()
        with place as folder:
            for size in options.reports:
                with chromium() as browser:
                    found = measure(size, Path(folder) / str(size), browser, options.alone)
                tables.append(results.as_markdown(found, size))
                verdicts += bounds(found[0], size)
                print(f"\n{tables[-1]}", flush=True)
    except (CommandFailed, NoAnswer) as failure:
        print(failure, file=sys.stderr)
        return 2
    for verdict in verdicts:
        print(verdict)
    if not options.alone:
        _write(options.readme, "\n".join(tables), datetime.now(UTC).date().isoformat())
    return 0 if all(verdict.is_met for verdict in verdicts) else 1


def measure(size: int, folder: Path, browser: Browser, is_alone: bool) -> list[Result]:
    """This project first, then its peers."""
    folder.mkdir(parents=True)
    archive = write_archive(size, folder / "archive")
    sources = questions.sources(reports(size))
    asked = (
        questions.phrases(sources, ASKED, SEED),
        questions.units(sources, ASKED, SEED),
        questions.units_in_a_year(sources, ASKED, SEED),
    )
    _say("rendering with Python-Markdown alone")
    markdown = float(run([*YARDSTICK, str(archive)], contest.PROJECT, {}).said)
    made = built(archive, folder, is_alone)
    return [_result(browser, engine, markdown, asked) for engine in made]


def built(archive: Path, folder: Path, is_alone: bool) -> Iterator[engines.Engine]:
    """The engines, each built when it is its turn."""
    _say("building Gongkai")
    yield engines.gongkai(archive, folder / "gongkai")
    if is_alone:
        return
    _say("building plain MkDocs with Material, without search and with it")
    plain_folder = folder / "plain"
    plain_folder.mkdir()
    plain = contest.plain(archive, plain_folder)
    alone = plain.build()
    yield engines.material(archive, folder / "material", alone)
    _say("building Pagefind's index")
    yield engines.pagefind(plain)


def _result(
    browser: Browser,
    engine: engines.Engine,
    markdown: float,
    asked: tuple[list[questions.Question], ...],
) -> Result:
    _say(f"asking {engine.name}")
    known = (engine.name, engine.cost, markdown, engine.size(), engine.own, engine.excerpts)
    with serving(engine.site) as (base, traffic):
        try:
            firsts = [first_answer(browser, engine, base, traffic, q) for q in asked[0][-5:]]
            answers = [later_answers(browser, engine, base, traffic, group) for group in asked]
        except NoAnswer as failure:
            return Result(*known, failure=str(failure))
    return Result(*known, firsts, *answers)


def _write(readme: Path, tables: str, today: str) -> None:
    """Puts the tables between the marks."""
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    said = (
        f"Measured on {today} by `make bench`, each table in one run, "
        f"{ASKED} questions of each kind:\n\n"
    )
    readme.write_text(f"{before}{BEGIN}{said}{tables}{END}{after}", encoding="utf-8", newline="\n")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
