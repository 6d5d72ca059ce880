"""Work in a second process: done whatever the machine can do, and missed when it fails."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai import beside, checks, engine
from gongkai.beside import Beside, WorkFailed, in_halves
from gongkai.column import read_column
from worlds import NOW, column, report_text, world


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("may_split", [True, False])
def test_the_work_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, may_split: bool
) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: cores)
    work = Beside(lambda: _sign(tmp_path), may_split=may_split)
    work.begin()
    work.finish()
    (who,) = tmp_path.iterdir()
    assert (who.name != str(os.getpid())) == (may_split and cores > 1)


def _sign(folder: Path) -> None:
    (folder / str(os.getpid())).touch()


def test_failure_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    work = Beside(lambda: os._exit(3), may_split=True)
    work.begin()
    with pytest.raises(WorkFailed):
        work.finish()


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    found = column(tmp_path)
    (tmp_path / "search").write_text("在文件夹该在的地方")
    with pytest.raises(SystemExit, match=r"^检索和数据文件写不进 .*：.+$"):
        engine.write_beside(found.archive, found.settings, tmp_path)


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_halves_are_the_whole(monkeypatch: pytest.MonkeyPatch, cores: int, count: int) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: cores)
    items = list(range(count))
    assert in_halves(_doubled, items, may_split=True) == [2 * item for item in items]


def test_a_half_whose_process_died_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    parent = os.getpid()

    def work(items: Sequence[int]) -> list[int]:
        if os.getpid() != parent:
            os._exit(3)
        return list(items)

    assert in_halves(work, [1, 2, 3], may_split=True) == [1, 2, 3]


def _doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def test_many_reports_give_the_same_findings_from_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    monkeypatch.setattr(checks, "_MANY", 2)
    files = {
        f"reports/{year}/yundu-sifaju.md": report_text(年度=year, 发布日期="2024-04-02")
        for year in range(2015, 2024)
    }
    config = world(tmp_path, files)
    alone, split = (read_column(config, NOW, {}, may_split=may) for may in (False, True))
    assert alone.problems == split.problems
    assert len(alone.problems) > 1
