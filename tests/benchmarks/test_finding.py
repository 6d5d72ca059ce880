"""The search's benchmark asks what it says it asks; and over few reports all answers are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .finding.__main__ import BEGIN, END, README, measure
from .finding.bounds import Verdict, bounds
from .finding.questions import letters, phrases, sources, units, units_in_a_year
from .generate import reports

REPORTS = 60


def test_phrases_are_cut_from_the_reports_two_to_twelve_characters_in_turn() -> None:
    archive = sources(reports(REPORTS))
    asked = phrases(archive, 22, seed=1)
    assert [len(question.words) for question in asked] == [*range(2, 13), *range(2, 13)]
    for question in asked:
        assert (
            question.truth == {s.id for s in archive if question.words in letters(s.text)} != set()
        )


def test_a_units_own_reports_come_first_the_newest_of_them_first() -> None:
    archive = sources(reports(REPORTS))
    days = {source.id: source.day for source in archive}
    for question in units(archive, 5, seed=1):
        assert len({name.split("/")[1] for name in question.first}) == 1
        assert [days[name] for name in question.first] == sorted(
            (days[name] for name in question.first), reverse=True
        )
    for question in units_in_a_year(archive, 5, seed=1):
        assert question.first[0].split("/")[0] == question.words.split()[1]


def test_a_verdict_says_what_was_measured_and_what_was_promised() -> None:
    assert str(Verdict("requests", 16, 15, "")) == "requests: 16, promised at most 15: NOT MET"
    assert str(Verdict("recall", 1, 1, "", is_least=True)) == "recall: 1, promised at least 1: met"


def test_the_readme_has_a_place_for_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    assert 0 < text.index(BEGIN) < text.index(END)


@pytest.mark.browser
def test_every_question_is_answered_rightly(tmp_path: Path, browser: Browser) -> None:
    (result,) = measure(REPORTS, tmp_path / "made", browser, is_alone=True)
    assert result.failure == ""
    timed = ("making the index", "slowest later answer")
    promised = [v for v in bounds(result, REPORTS) if not v.what.endswith(timed)]
    assert len(promised) > 10
    assert [v for v in promised if not v.is_met] == []
