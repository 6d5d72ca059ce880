"""The same reports give the same site, byte for byte, wherever and whenever it is built."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import site_worlds as worlds
from built_site import NOW, PROJECT, build, copy_project, environment, snapshot

LATER = "2114380800"
"""2037-01-01."""
BACKWARDS = """\
import os
_list, _scan = os.listdir, os.scandir
class _Entries:
    def __init__(self, entries):
        with entries:
            self._entries = iter(list(entries)[::-1])
    def __iter__(self):
        return self
    def __next__(self):
        return next(self._entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
os.listdir = lambda *a: _list(*a)[::-1]
os.scandir = lambda *a: _Entries(_scan(*a))
"""
"""For a ``sitecustomize``: every folder lists its files the other way round."""
WORLDS: dict[str, Callable[[Path], object]] = {
    "real": lambda folder: shutil.copytree(PROJECT / "reports", folder),
    "statuses": worlds.statuses,
    "hostile": worlds.hostile,
}
"""The first is ours; the second has attachments, pictures, corrections and a withdrawn report."""


def published(reports: Path) -> None:
    """A ledger, recorded once: two builds of one project have the same."""
    done = subprocess.run(
        [sys.executable, "-c", "from gongkai.cli import main; main()", "publish"],
        cwd=PROJECT,
        env=environment(REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW),
        capture_output=True,
        check=False,
    )
    assert (reports / "ledger.jsonl").exists() == (done.returncode == 0)


def shuffled(source: Path, target: Path) -> None:
    """A copy whose files were made in another order, with times of their own."""
    chance = random.Random(1)
    paths = sorted(path for path in source.rglob("*") if path.is_file())
    chance.shuffle(paths)
    for path in paths:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (day := chance.randrange(10**9), day))


@pytest.mark.parametrize("name", WORLDS)
def test_two_builds_are_identical(name: str, tmp_path: Path) -> None:
    WORLDS[name](tmp_path / "reports")
    published(tmp_path / "reports")
    one = copy_project(tmp_path / "one")
    two = tmp_path / "another place/项目"
    shuffled(one, two)
    shuffled(tmp_path / "reports", tmp_path / "elsewhere/报告")
    (tmp_path / "backwards").mkdir()
    (tmp_path / "backwards/sitecustomize.py").write_text(BACKWARDS)
    first = build(
        tmp_path / "a",
        project=one,
        REPORTS_DIR=str(tmp_path / "reports"),
        SOURCE_DATE_EPOCH=NOW,
        TZ="Asia/Shanghai",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="1",
        PYTHONPATH=str(one / "hooks"),
    )
    old = os.umask(0o077)
    try:
        second = build(
            tmp_path / "b/c/d",
            project=two,
            REPORTS_DIR=str(tmp_path / "elsewhere/报告"),
            SOURCE_DATE_EPOCH=LATER,
            TZ="America/St_Johns",
            LC_ALL="C",
            PYTHONHASHSEED="4294967295",
            PYTHONPATH=os.pathsep.join([str(tmp_path / "backwards"), str(two / "hooks")]),
        )
    finally:
        os.umask(old)
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    a, b = snapshot(tmp_path / "a"), snapshot(tmp_path / "b/c/d")
    assert sorted(a) == sorted(b)
    assert [path for path in a if a[path] != b[path]] == []
    values = json.loads(a.pop("manifest.json"))
    assert {row["path"]: (row["sha256"], row["size"]) for row in values["files"]} == {
        path: (sha256(content).hexdigest(), len(content)) for path, content in a.items()
    }
    assert ("ledger" in values) == (tmp_path / "reports/ledger.jsonl").exists()
    places = (str(tmp_path).encode(), os.fsencode(PROJECT))
    assert [path for path, content in a.items() if any(p in content for p in places)] == []


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="不能只用一个核")
def test_one_core_builds_what_two_do(tmp_path: Path) -> None:
    """The index is written beside the pages where there is a second core."""
    sites = []
    for number, cores in enumerate((None, {min(os.sched_getaffinity(0))})):
        before = os.sched_getaffinity(0)
        try:
            if cores:
                os.sched_setaffinity(0, cores)
            done = build(tmp_path / str(number), SOURCE_DATE_EPOCH=NOW)
        finally:
            os.sched_setaffinity(0, before)
        assert done.returncode == 0, done.stderr
        sites.append(snapshot(tmp_path / str(number)))
    assert sites[0] == sites[1]
