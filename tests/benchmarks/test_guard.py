"""The section on checks says what was measured, and when a promise is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import guard
from .guard import Checks, Cost, as_section
from .measure import CommandFailed, Usage

GOOD = Checks(Usage(10, 10, 140_000_000), 18, [Cost("zeros", 0.5, 46_000_000)])


def test_what_is_kept() -> None:
    assert GOOD.is_met
    assert "NOT MET" not in as_section(GOOD)
    assert "10.0 s, 140 MB; 0.56 of Python-Markdown alone (18.0 s)" in as_section(GOOD)


@pytest.mark.parametrize(
    "bad",
    [
        Checks(Usage(15.1, 15, 1), 18, []),
        Checks(Usage(10, 10, 1), 18, [Cost("zeros", 10.1, 1)]),
        Checks(Usage(10, 10, 1), 18, [Cost("zeros", 1, 500_000_001)]),
    ],
)
def test_what_is_broken(bad: Checks) -> None:
    assert not bad.is_met
    assert as_section(bad).count("NOT MET") == 1


def test_an_attack_that_passes_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="harmless passed"):
        guard._cost(tmp_path, "harmless", "a.csv", b"1,2\n")


def test_a_real_attack_is_measured(tmp_path: Path) -> None:
    _, made = guard.BOMBS["entities"]
    cost = guard._cost(tmp_path, "entities", "a.docx", made())
    assert cost.seconds > 0
    assert cost.peak > 10_000_000
