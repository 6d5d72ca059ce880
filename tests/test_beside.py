"""Work in a second process: done whatever the machine can do, and missed when it fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai import beside, engine
from gongkai.beside import Beside, WorkFailed
from worlds import column


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
    archive = column(tmp_path).archive
    (tmp_path / "search").write_text("在文件夹该在的地方")
    with pytest.raises(SystemExit, match=r"^检索文件写不进 .*：.+$"):
        engine.write_search(archive, tmp_path)
