"""A visit sees what a page does, and the table says of it what was promised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from .server import serving
from .visit import LATENCY, PARTS, SCREENS, NoVisit, Visit, origins, visit
from .visit_table import KB, Bound, Row, as_markdown, as_section, rows, verdicts

OURS = Visit(40 * KB, 7, 0, 0.0, 0.9, 1.0)
MATERIAL = Visit(400 * KB, 6, 1, 0.0, 1.2, 1.5)
STILL = """<!doctype html><meta name="viewport" content="width=device-width"><title>页</title>
<p style="height: 300px">公开</p>"""
MOVING = f"""{STILL}<script>
  const push = () => document.body.style.paddingTop = "400px";
  requestAnimationFrame(() => requestAnimationFrame(push));
</script>"""
ELSEWHERE = f"{STILL}<link rel=stylesheet href=style.css><img src=https://fonts.example/a.png>"


def _table(*pairs: tuple[Visit, Visit]) -> list[Row]:
    return list(rows("phone", pairs, pairs[:1]))


def test_a_site_that_keeps_every_promise() -> None:
    table = _table((OURS, MATERIAL))
    assert all(row.is_met for row in table)
    assert verdicts(table).splitlines() == [
        "phone: loaded: 40.0 KB, promised at most 100 KB: met.",
        "phone: requests to other sites: 0, promised at most 0: met.",
        "phone: layout shift: 0.000, promised below 0.05: met.",
        "phone: layout shift, in parts: 0.000, promised below 0.05: met.",
    ]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (replace(OURS, size=100 * KB + 100), "loaded: 100.1 KB, promised at most 100 KB"),
        (replace(OURS, elsewhere=1), "requests to other sites: 1, promised at most 0"),
        (replace(OURS, shift=0.05), "layout shift: 0.050, promised below 0.05"),
    ],
)
def test_one_visit_in_three_breaks_a_promise(broken: Visit, said: str) -> None:
    table = _table((OURS, MATERIAL), (broken, MATERIAL), (OURS, MATERIAL))
    assert [row.is_met for row in table].count(False) == 1
    assert f"phone: {said}: NOT MET.\n" in verdicts(table)
    assert "**not met**" in as_markdown(table)


def test_a_bound_is_met_by_itself_unless_a_figure_is_to_stay_below() -> None:
    assert Bound(100).holds(100)
    assert not Bound(100, is_strict=True).holds(100)


def test_what_is_slower_is_said_and_breaks_no_promise() -> None:
    slow = replace(OURS, first_paint=2.4)
    paint = next(row for row in _table((slow, MATERIAL)) if row.name == "phone: first paint")
    assert paint.is_met
    assert paint.cells() == [paint.name, "2.40 s", "1.20 s", "2.00", "2.40 s to 2.40 s", "", ""]


def test_what_only_a_visit_in_parts_sees_breaks_the_promise() -> None:
    table = list(rows("desk", [(OURS, MATERIAL)], [(replace(OURS, shift=0.06), MATERIAL)]))
    assert [row.name for row in table if not row.is_met] == ["desk: layout shift, in parts"]


def test_nothing_has_no_ratio() -> None:
    assert Row("layout shift", "", 3, [0.1], [0.0]).ratio is None


def test_the_section_says_under_what_conditions() -> None:
    said = as_section(_table((OURS, MATERIAL)), 100, 5, 3, "1.2")
    for condition in ("390×844", "1280×800", "150 ms", "1.6 Mbit/s", "4 times", "1,000 bytes"):
        assert condition in said


def test_only_the_origin_itself_is_the_sites_own() -> None:
    own, port, name = "http://127.0.0.1:1/a", "http://127.0.0.1:11/a", "https://fonts.example/a"
    assert origins([own, port, name, "data:,x"], "http://127.0.0.1:1/") == (1, 2)


@pytest.mark.browser
def test_a_visit_sees_what_moves_and_a_page_that_stands_still(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "still.html").write_text(STILL, encoding="utf-8")
    (tmp_path / "moving.html").write_text(MOVING, encoding="utf-8")
    with serving(tmp_path) as (base, traffic):
        for screen in SCREENS:
            assert visit(browser, f"{base}still.html", traffic, screen).shift == 0
            assert visit(browser, f"{base}moving.html", traffic, screen).shift > 0.1


@pytest.mark.browser
def test_what_comes_late_moves_what_is_there(tmp_path: Path, browser: Browser) -> None:
    rng = Random(1)  # what does not repeat itself is not compressed to a single part
    text = "".join(f"<p>{rng.getrandbits(256):x}</p>" for _ in range(100))
    late = f"{STILL}{text}<style>body {{ padding-top: 400px }}</style>"
    (tmp_path / "late.html").write_text(late, encoding="utf-8")
    with serving(tmp_path, PARTS) as (base, traffic):
        assert visit(browser, f"{base}late.html", traffic, SCREENS[0]).shift > 0.1


@pytest.mark.browser
def test_a_visit_counts_bodies_as_sent_and_lets_no_request_out(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "page.html").write_text(ELSEWHERE, encoding="utf-8")
    style = tmp_path / "style.css"
    style.write_text("p { color: red }\n" * 5000, encoding="utf-8")
    with serving(tmp_path) as (base, traffic):
        for _ in range(2):  # the second has nothing in its cache either
            seen = visit(browser, f"{base}page.html", traffic, SCREENS[0])
            assert (seen.requests, seen.elsewhere) == (2, 1)
            assert 0 < seen.size < style.stat().st_size / 10
        # The page and its style sheet wait one after the other: twice, and not once. The browser
        # counts a wait some milliseconds short.
        assert seen.largest_paint >= seen.first_paint > 1.5 * LATENCY / 1000


@pytest.mark.browser
def test_a_page_that_lacks_something_is_not_measured(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "page.html").write_text(ELSEWHERE, encoding="utf-8")
    with serving(tmp_path) as (base, traffic):
        with pytest.raises(NoVisit, match="1 of 2 files"):
            visit(browser, f"{base}page.html", traffic, SCREENS[0])
        with pytest.raises(NoVisit, match="ERR_HTTP"):
            visit(browser, f"{base}other.html", traffic, SCREENS[0])
