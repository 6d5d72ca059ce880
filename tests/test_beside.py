"""Work in other processes: done whatever the machine can do, and missed when it fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from gongkai import beside, checks, making
from gongkai.beside import Crew, WorkFailed, batches, in_halves
from gongkai.column import read_column
from gongkai.publishing.depends import Known
from gongkai.shelf import Shelf
from worlds import NOW, column, report_text, world

TASKS = list(range(50))


def _all(tasks: Iterator[int]) -> tuple[int, list[int]]:
    return os.getpid(), list(tasks)


@pytest.mark.parametrize("most", [10_000, 7])
@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("may_split", [True, False])
def test_each_task_is_done_once(
    monkeypatch: pytest.MonkeyPatch, cores: int, may_split: bool, most: int
) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: cores)
    monkeypatch.setattr(beside, "_MOST_TASKS", most)
    crew = Crew(_all, TASKS, may_split=may_split)
    crew.begin()
    found = crew.finish()
    assert sorted(task for _, tasks in found for task in tasks) == TASKS
    others = {who for who, _ in found} - {os.getpid()}
    assert len(others) == (cores if may_split and cores > 1 else 0)


def test_no_task_is_none() -> None:
    crew = Crew(_all, [], may_split=True)
    crew.begin()
    assert [tasks for _, tasks in crew.finish()] == [[]]


def _dies(tasks: Iterator[int]) -> None:
    for _ in tasks:
        os._exit(3)


def _fails(tasks: Iterator[int]) -> None:
    for task in tasks:
        raise WorkFailed(f"做不了 {task}")


@pytest.mark.parametrize(("work", "said"), [(_dies, ""), (_fails, "做不了 [0-9]")])
def test_failure_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[Iterator[int]], None], said: str
) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    crew = Crew(work, TASKS, may_split=True)
    crew.begin()
    with pytest.raises(WorkFailed, match=f"^{said}$"):
        crew.finish()


@pytest.mark.parametrize("cores", [1, 2])
def test_a_full_disk_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: cores)
    found = column(tmp_path)
    (tmp_path / "shelf").write_text("在文件夹该在的地方")
    shelf = Shelf(tmp_path / "shelf", tmp_path / "site")
    tasks = list(making.data_tasks(shelf, found, "1", Known(found.archive)))
    crew = Crew(making.made, batches(tasks, 2), may_split=True)
    crew.begin()
    with pytest.raises(WorkFailed, match=r"^写不进 \S+：.+$"):
        crew.finish()


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
