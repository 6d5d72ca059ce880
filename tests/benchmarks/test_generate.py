"""The synthetic archive keeps its promises: deterministic, valid, and of the size it says."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main

from .contest import PROJECT
from .generate import HEADINGS, grid, offices, reports, write_archive
from .prose import HAN


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_one_seed_gives_one_archive(tmp_path: Path) -> None:
    first = _files(write_archive(30, tmp_path / "first"))
    assert len(first) == 31  # and units.yml
    assert first == _files(write_archive(30, tmp_path / "second"))
    assert first != _files(write_archive(30, tmp_path / "third", seed=1))


def test_a_report_does_not_depend_on_how_many_there_are() -> None:
    few, many = dict(reports(30)), dict(reports(60))
    common = few.keys() & many.keys()
    assert common
    assert all(few[name] == many[name] for name in common)


def test_check_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTS_DIR", str(write_archive(30, tmp_path)))
    config = str(PROJECT / "mkdocs.yml")
    result = CliRunner().invoke(main, ["check", "--strict", "--config", config])
    assert result.exit_code == 0, result.output
    assert "30" in result.output


def test_size_and_headings_are_as_promised() -> None:
    for name, text in reports(200):
        body = text.split("---\n", 2)[2]
        headings = re.findall(r"^#+ (.+)", body, re.MULTILINE)
        assert len(headings) == len(set(headings)) == HEADINGS == 18, name
        assert 2400 < len(HAN.findall(body)) < 3000, name
        assert 8_500 < len(text.encode()) < 10_500, name


def test_sentences_are_mostly_different() -> None:
    found = [
        sentence
        for _, text in reports(200)
        for sentence in re.split(r"[。\n]", text)
        if len(sentence) > 25
    ]
    assert len(found) > 10_000
    assert len(set(found)) > 0.98 * len(found)


def test_no_number_looks_like_a_telephone_or_an_identity_card() -> None:
    for name, text in reports(200):
        assert not re.search(r"\d{6}", text), name


@pytest.mark.parametrize("total", [1, 2, 7, 30, 1000, 10_000])
def test_the_grid_holds_exactly_as_many_as_asked(total: int) -> None:
    rows = grid(total)
    assert sum(len(years) for _, years in rows) == total
    assert len({office.id for office, _ in rows}) == len(rows)


def test_ids_and_names_of_offices_are_unique() -> None:
    some = list(islice(offices(), 5000))
    assert len({office.id for office in some}) == len({office.name for office in some}) == 5000
