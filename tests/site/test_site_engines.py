"""The same input gives the same bytes: at another time and place, and through another engine.

MkDocs 1.x is no longer developed. ProperDocs goes on from it, and the project must already build
there. Nothing is normalised: the files are equal as they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import site_worlds as worlds
from built_site import NOW, Site, build, built, copy_project, environment, snapshot


def assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Named first, so that a failure says which files differ."""
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []
    assert expected["index.html"]


# ---- twice ----


def test_two_builds_are_equal_to_the_byte(site: Site, tmp_path: Path) -> None:
    """Other folders, zone, language, hash seed, clock, and files made in another order."""
    project = copy_project(tmp_path / "elsewhere/项目")
    for folder in ("reports", "docs"):
        paths = sorted((project / folder).rglob("*"), reverse=True)
        for path in filter(Path.is_file, paths):
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
            os.utime(path, (915148800, 915148800))
    other = built(
        tmp_path / "out",
        project=project,
        SOURCE_DATE_EPOCH=NOW,
        TZ="Pacific/Kiritimati",
        LANG="C",
        LC_ALL="C",
        PYTHONHASHSEED="4711",
        PYTHONUTF8="0",
    )
    assert_same(snapshot(other.folder), snapshot(site.folder))


def test_the_clock_changes_no_byte(site: Site, tmp_path: Path) -> None:
    """Years later there are more warnings, and the site is the same."""
    later = built(tmp_path / "later", SOURCE_DATE_EPOCH="2524608000", TZ="America/New_York")
    assert_same(snapshot(later.folder), snapshot(site.folder))


def test_a_second_build_into_the_same_folder_leaves_nothing_old(site: Site, tmp_path: Path) -> None:
    reports = worlds.statuses(tmp_path / "reports")
    folder = tmp_path / "site"
    built(folder, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    again = built(folder)
    assert_same(snapshot(again.folder), snapshot(site.folder))


# ---- ProperDocs ----

CONFIG = ("-f", "mkdocs.yml")
"""Named, because ProperDocs advises to rename it where it is only found."""


def test_properdocs_is_another_engine() -> None:
    """Were it MkDocs under a second name, the tests below would prove nothing."""
    program = (
        "import properdocs, mkdocs, properdocs.commands.build as build;"
        "print(build.__file__); print(mkdocs.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "/properdocs/" in done.stdout.replace(os.sep, "/")


def test_properdocs_builds_the_same_site(site: Site, tmp_path: Path) -> None:
    done = build(tmp_path / "site", *CONFIG, engine="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert_same(snapshot(tmp_path / "site"), snapshot(site.folder))


@pytest.mark.parametrize("name", ["statuses", "hostile"])
def test_properdocs_builds_the_same_made_up_site(name: str, world, tmp_path: Path) -> None:
    expected = world(name)
    variables = {"REPORTS_DIR": str(expected.reports), "SOURCE_DATE_EPOCH": NOW}
    done = build(tmp_path / "site", *CONFIG, engine="properdocs", **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert_same(snapshot(tmp_path / "site"), snapshot(expected.folder))


def test_properdocs_refuses_the_same(tmp_path: Path) -> None:
    reports = worlds.write(
        tmp_path / "reports",
        [{"id": "yunxi-sifaju", "name": "云溪县司法局"}],
        {"2024/yunxi-sifaju": (worlds.fields(publish_date="2025-02-30"), worlds.TEXT)},
    )
    variables = {"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW}
    first, second = (
        build(tmp_path / "site", *CONFIG, engine=engine, **variables)
        for engine in ("mkdocs", "properdocs")
    )
    assert (first.returncode, second.returncode) == (1, 1)
    assert first.stderr == second.stderr
    assert first.stdout.strip() == second.stdout.strip()
    assert not (tmp_path / "site").exists()
