"""The section on imports says what was measured, and when a promise is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import bringing_in
from .bringing_in import Imports, Speed, as_section
from .measure import CommandFailed, Usage


def imports(peak: int) -> Imports:
    speeds = [
        Speed("docx", 100, Usage(5, 10, 1), {"pandoc": Usage(5, 5, 1)}),
        Speed("doc", 100, Usage(5, 20, 1), {}),
    ]
    return Imports(speeds, Usage(1, 1, 100_000_000), Usage(9, 9, peak), 33)


def test_a_figure_is_files_per_second_of_processor_time() -> None:
    said = as_section(imports(1))
    lines = [[cell.strip() for cell in line.split("|")] for line in said.split("\n")]
    assert ["", "docx", "10.0", "20.0", "0.50", "does not read it", "", ""] in lines
    assert ["", "doc", "5.0", "does not read it", "", "does not read it", "", ""] in lines
    assert "killed after 33 reports" in said


def test_memory_that_grows_is_no_kept_promise() -> None:
    flat, growing = imports(125_000_000), imports(126_000_000)
    assert (flat.is_met, growing.is_met) == (True, False)
    assert "NOT MET" not in as_section(flat)
    assert as_section(growing).count("NOT MET") == 1


def test_where_nothing_can_be_made_nothing_is_measured() -> None:
    assert "Not measured" in as_section(None)


def test_an_import_of_less_than_all_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "云渡县信访局2023年法治政府建设年度报告\n一、主要举措\n办信三件。\n"
    (tmp_path / "in/a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CommandFailed, match="1 of 2"):
        bringing_in._import(tmp_path / "in", tmp_path / "ours", 2)
    bringing_in._import(tmp_path / "in", tmp_path / "others", 1)
