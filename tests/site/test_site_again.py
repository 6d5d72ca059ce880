"""A build that uses what an earlier one finished writes the same bytes as one from nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from built_site import NOW, STUCK, built, copy_project, environment, snapshot

REPORT = "reports/2024/yundu-sifaju.md"
LINK = "https://links.example.com/a"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built once; what is changed is a copy of it, with its site and its cache."""
    project = copy_project(tmp_path_factory.mktemp("again") / "project")
    again(project)
    return project


def again(project: Path) -> dict[str, bytes]:
    return snapshot(built(project / "site", project=project, SOURCE_DATE_EPOCH=NOW).folder)


def fresh(project: Path) -> dict[str, bytes]:
    """The site of a copy that was never built."""
    folder = project.with_name("fresh")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns(".cache", "site"))
    return again(folder)


def assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []


def put(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _text(project: Path) -> None:
    path = project / REPORT
    path.write_text(path.read_text("utf-8") + "\n又办成一件实事。\n", encoding="utf-8")


def _title(project: Path) -> None:
    put(project, REPORT, "法治政府建设报告", "法治政府建设工作报告")


def _link_elsewhere(project: Path) -> None:
    path = project / REPORT
    path.write_text(path.read_text("utf-8") + f"\n见[别处]({LINK})。\n", encoding="utf-8")


def _unit(project: Path) -> None:
    put(project, "reports/units.yml", "name: 云渡县司法局", "name: 云渡县司法行政局")
    put(project, "reports/units.yml", "former_names: []", "former_names: [{name: 云渡县司法局}]")


def _unit_added(project: Path) -> None:
    with (project / "reports/units.yml").open("a", encoding="utf-8") as file:
        file.write("\n- {id: yundu-dang-an-guan, name: 云渡县档案馆}\n")


def _template(project: Path) -> None:
    put(project, "overrides/report.html", "<article", "<!-- 新 --><article")


def _style(project: Path) -> None:
    with (project / "overrides/assets/gongkai/gongkai.css").open("a", encoding="utf-8") as file:
        file.write("\n/* 新 */\n")


def _settings(project: Path) -> None:
    put(project, "mkdocs.yml", "sponsor: 望川市人民政府办公室", "sponsor: 望川市人民政府")


def _menu(project: Path) -> None:
    put(project, "mkdocs.yml", "  - 检索: search.md", "  - 查找: search.md")


def _page(project: Path) -> None:
    path = project / "docs/help.md"
    path.write_text(path.read_text("utf-8") + "\n再问。\n", encoding="utf-8")


def _added(project: Path) -> None:
    text = (project / REPORT).read_text(encoding="utf-8")
    new = text.replace("2024", "2019").replace("2025", "2020")
    path = project / "reports/2019/yundu-sifaju.md"
    path.parent.mkdir()
    path.write_text(new, encoding="utf-8")


def _removed(project: Path) -> None:
    (project / REPORT).unlink()


def _withdrawn(project: Path) -> None:
    lines = "有效性: 已撤回\n状态日期: 2025-06-01\n状态说明: 内容有误\n"
    put(project, REPORT, "标题: ", f"{lines}标题: ")


def _attachment(project: Path) -> None:
    path = project / "reports/2024/liuqiao-shijianju/licensing-2024.csv"
    path.write_bytes(path.read_bytes() * 3)


def _alias(project: Path) -> None:
    put(project, REPORT, "标题: ", "旧网址: [/art/2025/1.html]\n标题: ")


EDITS = [
    *(_text, _title, _link_elsewhere, _unit, _unit_added, _template, _style, _settings, _menu),
    *(_page, _added, _removed, _withdrawn, _attachment, _alias),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_an_edit_gives_the_site_of_a_build_from_nothing(
    original: Path, tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    """And taking it back gives the old one again."""
    project = tmp_path / "project"
    shutil.copytree(original, project, copy_function=shutil.copy2)
    before = again(project)  # what is finished is finished for this place
    edit(project)
    found = again(project)
    assert found != before
    assert_same(found, fresh(project))
    for name in ("reports", "overrides", "docs", "mkdocs.yml"):
        if (project / name).is_dir():
            shutil.rmtree(project / name)
            shutil.copytree(original / name, project / name)
        else:
            shutil.copy2(original / name, project / name)
    assert_same(again(project), before)


def test_only_what_changed_is_made(original: Path, tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    project = tmp_path / "project"
    shutil.copytree(original, project, copy_function=shutil.copy2)
    again(project)
    before = {path: path.stat().st_ino for path in (project / "site").rglob("*.html")}
    _text(project)
    again(project)
    changed = {path.name for path, number in before.items() if path.stat().st_ino != number}
    assert "yundu-sifaju.html" in changed
    assert len(changed) < 20
    kept = [path for path, number in before.items() if path.stat().st_ino == number]
    assert project / "site/reports/2024/yundu-xinfangju.html" in kept


@pytest.mark.parametrize("seconds", [0.4, 0.7, 1.0, 1.4, 1.8])
def test_a_build_that_is_killed_harms_no_later_one(
    original: Path, tmp_path: Path, seconds: float
) -> None:
    project = tmp_path / "project"
    shutil.copytree(original, project, copy_function=shutil.copy2)
    _template(project)
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=project,
        env=environment(SOURCE_DATE_EPOCH=NOW),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(STUCK)
    assert_same(again(project), fresh(project))


def test_two_builds_at_once_leave_what_the_next_can_use(original: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(original, project, copy_function=shutil.copy2)
    _template(project)
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    both = [
        subprocess.Popen(
            command,
            cwd=project,
            env=environment(SOURCE_DATE_EPOCH=NOW),
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    for process in both:
        process.wait(STUCK)
    assert_same(again(project), fresh(project))
