"""What the table says of a bound."""

from __future__ import annotations

from .table import Row, as_markdown, disturbance, verdicts


def test_the_median_of_the_pairs_decides_and_the_bound_itself_is_met() -> None:
    row = Row("cold build", "s", [1.0, 1.3, 9.0], [1.0, 1.0, 1.0], bound=1.3)
    assert row.is_met
    assert verdicts([row]) == "cold build: 1.30 times plain MkDocs, promised at most 1.30: met.\n"


def test_a_broken_promise_is_said_plainly() -> None:
    row = Row("cold build", "s", [1.4], [1.0], bound=1.3)
    assert not row.is_met
    assert "NOT MET" in verdicts([row])
    assert "**not met**" in as_markdown([row])


def test_a_row_without_a_bound_breaks_none() -> None:
    row = Row("site size", "MB", [900.0], [1.0])
    assert row.is_met
    assert verdicts([row]) == ""
    assert Row("check", "s", [0.5]).cells()[1:] == ["0.50 s", "", "", "", "", ""]


def test_waiting_builds_are_told_from_working_ones() -> None:
    assert disturbance([(5.0, 4.9)]) == ""
    assert "50%" in disturbance([(5.0, 4.9), (6.0, 4.0)])
