"""The table of scale says what was measured and promised; a change changes what it says it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from . import curve
from .changes import another_sentence, another_template, with_sentence
from .contest import PROJECT, Site
from .generate import reports, write_archive
from .measure import Usage
from .scale_table import Round, Row, Scale, as_markdown, as_section, is_met, rows, verdicts

MB = 1_000_000
ROUND = Round(
    cold=Usage(30, 55, 300 * MB, together=500 * MB),
    changed=Usage(2.5, 3, 1, together=2),
    template=Usage(25, 40, 1, together=2),
    unchanged=Usage(1, 1, 1, together=2),
    tenth=Usage(3, 5, 1, together=2),
    hugo=Usage(60, 80, 5000 * MB, together=5000 * MB),
    hugo_changed=Usage(59, 80, 1, together=2),
    plain=Usage(40, 39, 260 * MB, together=250 * MB),
    site=Site(files=50_000, size=600 * MB, reports=10_000, report_size=270 * MB),
    hugo_site=Site(files=20_000, size=250 * MB, reports=10_000, report_size=150 * MB),
)
SCALE = Scale(10_000, [ROUND], (55_000, 443_000))


def with_round(scale: Scale = SCALE, **usages: Any) -> Scale:
    return replace(scale, rounds=[replace(ROUND, **usages)])


def test_every_bound_is_said_and_met() -> None:
    said = as_section(SCALE)
    assert is_met(SCALE)
    assert "NOT MET" not in said
    assert said.count("promised at most") == 4
    assert "cold build, against Hugo + Pagefind: 0.50, promised at most 0.60: met." in said
    assert "one report changed, against Hugo + Pagefind, cold: 0.042, promised" in said
    assert "against a tenth: 1,000 reports: 10.00, promised at most 11.00: met." in said
    assert "peak memory, against Hugo + Pagefind: 500 MB, promised at most 1,000 MB: met." in said


@pytest.mark.parametrize(
    "broken",
    [
        with_round(cold=Usage(36.1, 55, 1), tenth=Usage(3.6, 5, 1)),
        with_round(changed=Usage(3.01, 3, 1)),
        with_round(tenth=Usage(2.7, 3, 1)),
        with_round(cold=Usage(30, 55, 400 * MB, together=1001 * MB)),
        with_round(cold=Usage(30, 55, 1001 * MB)),
    ],
)
def test_a_broken_promise_is_said_plainly(broken: Scale) -> None:
    assert not is_met(broken)
    assert as_section(broken).count("NOT MET") == 1
    assert as_section(broken).count("**not met**") == 1


def test_of_few_reports_no_time_is_promised_but_memory_is() -> None:
    slow = with_round(replace(SCALE, reports=9_999), changed=Usage(59, 59, 1))
    assert is_met(slow)
    assert verdicts(list(rows(slow))).count("promised") == 1


def test_the_median_of_the_rounds_is_held_against_a_ratio_and_the_worst_against_a_figure() -> None:
    ratio = Row("cold build", "s", [0.6, 0.5, 9], [1, 1, 1], "others", most_ratio=0.6)
    memory = Row("memory", "MB", [9, 9, 11], [1, 1, 1], "others", most=10)
    assert (ratio.is_met, memory.is_met) == (True, False)
    assert "0.60  | 0.50 to 9.00" in as_markdown([ratio, memory])


def test_how_memory_was_measured_is_said() -> None:
    assert "of all processes of a build together" in as_section(SCALE)
    assert "of the largest process: this" in as_section(with_round(cold=Usage(30, 55, 1)))


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_a_sentence_is_added_in_the_middle(year: str) -> None:
    text = next(text for name, text in reports(60) if name.startswith(year))
    changed = with_sentence(text, "又办成一件实事。")
    before, after = changed.split("又办成一件实事。")
    assert before + after == text
    assert before.endswith("。")
    assert after.startswith("\n\n")
    assert 0.3 < len(before) / len(text) < 0.7


def test_each_change_shows_something_else(tmp_path: Path) -> None:
    archive = write_archive(2, tmp_path / "archive")
    path = min(archive.glob("*/*.md"))
    marks = [another_sentence(path, path.name, number).mark for number in range(3)]
    assert all(path.read_text(encoding="utf-8").count(mark) == 1 for mark in marks)
    template = PROJECT / "overrides/report.html"
    (tmp_path / "overrides").mkdir()
    copy = tmp_path / "overrides/report.html"
    copy.write_bytes(template.read_bytes())
    marks = [another_template(tmp_path, path.name, number).mark for number in range(3)]
    assert all(copy.read_text(encoding="utf-8").count(mark) == 1 for mark in marks)


def test_a_size_gives_its_room_back_and_spares_what_it_only_links_to(tmp_path: Path) -> None:
    (tmp_path / "size/site").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    kept, page = tmp_path / "elsewhere/kept", tmp_path / "size/site/page"
    kept.write_text("x", encoding="utf-8")
    page.write_text("x", encoding="utf-8")
    (tmp_path / "size/linked").symlink_to(kept)
    (tmp_path / "size/folder").symlink_to(tmp_path / "elsewhere")
    curve.empty(tmp_path / "size")
    assert (kept.read_text(encoding="utf-8"), page.read_text(encoding="utf-8")) == ("x", "")


def test_a_line_of_the_curve() -> None:
    point = curve.Point(10_000, ROUND.cold, ROUND.site, 55_000)
    cells = [cell.strip() for cell in point.line().strip("|").split("|")]
    assert cells == ["10,000", "30.0 s", "55.0 s", "500 MB", "600 MB", "50,000", "55 KB"]
