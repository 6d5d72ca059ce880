"""Finished files are kept from one build to the next, and nothing that is not what was written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gongkai.shelf import Shelf

FILES = {"a.html": "甲", "reports/2024/b.html": "乙", "search/c.js": "丙"}


def build(folder: Path, files: Mapping[str, str] = FILES, key: str = "1") -> list[str]:
    """A build as the engine makes one; the names of what was made anew."""
    shelf = Shelf(folder / "shelf", folder / "site")
    shelf.put_aside()
    shelf.put_back()
    made = []
    for name, text in files.items():
        own = f"{key} {text}"
        if not shelf.stands(name, own):
            shelf.rows[name] = shelf.put(name, own, text.encode(), (f"注 {text}",))
            made.append(name)
    assert {name: row.notes for name, row in shelf.rows.items()} == {
        name: (f"注 {text}",) for name, text in files.items()
    }
    shelf.close()
    return made


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    assert build(tmp_path) == list(FILES)
    before = {name: (tmp_path / "site" / name).stat().st_ino for name in FILES}
    assert build(tmp_path) == []
    assert {name: (tmp_path / "site" / name).stat().st_ino for name in FILES} == before
    changed = {**FILES, "a.html": "新"}
    assert build(tmp_path, changed) == ["a.html"]
    assert tree(tmp_path / "site") == changed
    assert build(tmp_path, changed, key="2") == list(FILES)


def test_what_is_no_longer_made_goes(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "site/own.html").write_text("手放的", encoding="utf-8")
    (tmp_path / "site/reports/2024/old.html").write_text("旧的", encoding="utf-8")
    (tmp_path / "site/.git").mkdir()
    (tmp_path / "site/.git/head").write_text("别人的", encoding="utf-8")
    left = {"a.html": "甲"}
    assert build(tmp_path, left) == []
    assert tree(tmp_path / "site") == {".git/head": "别人的", **left}
    assert not (tmp_path / "site/reports").exists()
    assert tree(tmp_path / "shelf/files") == left


def _flip(path: Path) -> None:
    path.write_text("改过", encoding="utf-8")


def _append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("多")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _touch(path: Path) -> None:
    os.utime(path, (1, 1))


@pytest.mark.parametrize("damage", [_flip, _append, _empty, _touch, Path.unlink])
@pytest.mark.parametrize("place", ["site", "shelf/files"])
def test_what_is_damaged_is_made_or_put_there_again(
    tmp_path: Path, place: str, damage: Callable[[Path], None]
) -> None:
    build(tmp_path)
    damage(tmp_path / place / "a.html")
    build(tmp_path)
    assert tree(tmp_path / "site") == FILES
    assert build(tmp_path) == []
    assert tree(tmp_path / "site") == FILES


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "[0, []]", "[1, [[1]]]", '[1, [["a.html"]]]', "{}", "[1, 5]", "\0"]
)
def test_a_list_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    build(tmp_path)
    (tmp_path / "shelf/list.json").write_text(text, encoding="utf-8")
    assert build(tmp_path) == list(FILES)
    assert tree(tmp_path / "site") == FILES


def test_a_site_that_was_removed_is_put_there_again(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "site").rename(tmp_path / "gone")
    assert build(tmp_path) == []
    assert tree(tmp_path / "site") == FILES


def test_a_file_system_without_links_has_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    assert build(tmp_path) == list(FILES)
    assert build(tmp_path) == []
    (tmp_path / "site/a.html").write_text("改过", encoding="utf-8")
    assert build(tmp_path) == []
    assert tree(tmp_path / "site") == tree(tmp_path / "shelf/files") == FILES


def test_a_site_that_cannot_be_moved_is_filled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs empties it then."""

    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    build(tmp_path)
    monkeypatch.setattr(Path, "rename", refuse)
    for name in FILES:
        (tmp_path / "site" / name).unlink()
    assert build(tmp_path) == []
    assert tree(tmp_path / "site") == FILES


def test_a_build_that_was_killed_leaves_what_the_next_can_use(tmp_path: Path) -> None:
    build(tmp_path)
    killed = Shelf(tmp_path / "shelf", tmp_path / "site")
    killed.put_aside()
    assert build(tmp_path) == []  # before it put the site back
    killed = Shelf(tmp_path / "shelf", tmp_path / "site")
    killed.put_aside()
    killed.put_back()
    killed.put("a.html", "1 甲", "半".encode())  # and before it wrote its list
    assert build(tmp_path) == ["a.html"]
    assert tree(tmp_path / "site") == FILES


def test_a_page_that_somebody_else_writes_now_is_left_alone(tmp_path: Path) -> None:
    build(tmp_path)
    shelf = Shelf(tmp_path / "shelf", tmp_path / "site")
    shelf.put_aside()
    shelf.put_back()
    (tmp_path / "site/a.html").write_text("手写的", encoding="utf-8")
    shelf.close()
    assert tree(tmp_path / "site") == {"a.html": "手写的"}


def test_what_the_last_build_wrote_is_read_or_nothing(tmp_path: Path) -> None:
    build(tmp_path)
    shelf = Shelf(tmp_path / "shelf", tmp_path / "site")
    assert shelf.read("a.html") == "甲".encode()
    assert shelf.read("no.html") is None
    (tmp_path / "site/a.html").write_text("改过", encoding="utf-8")
    assert shelf.read("a.html") is None
    assert sorted(shelf.names("1 乙")) == ["reports/2024/b.html"]


def test_shelves_of_sites_that_are_gone_are_cleared(tmp_path: Path) -> None:
    for name in ("old", "new"):
        shelf = Shelf(tmp_path / "shelves" / name, tmp_path / name)
        shelf.rows["a.html"] = shelf.put("a.html", "1", b"a")
        shelf.close()
    (tmp_path / "old").rename(tmp_path / "elsewhere")
    assert (tmp_path / "shelves/old").exists()
    listed = tmp_path / "shelves/old/list.json"
    os.utime(listed, (listed.stat().st_mtime - 86_401,) * 2)
    shelf.close()
    assert [path.name for path in (tmp_path / "shelves").iterdir()] == ["new"]


def test_a_note_goes_with_the_file_as_it_was_written(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", tmp_path / "site")
    shelf.rows["a.txt"] = row = shelf.put("a.txt", "1", b"a")
    shelf.write_note("a.txt", b"n", row.sha256)
    shelf.close()
    assert Shelf(tmp_path / "shelf", tmp_path / "site").read_note("a.txt") == b"n"
    path = tmp_path / "shelf/notes/a.txt"
    path.write_bytes(path.read_bytes() + b"m")
    assert Shelf(tmp_path / "shelf", tmp_path / "site").read_note("a.txt") is None
    shelf.write_note("a.txt", b"n", "0" * 64)
    assert Shelf(tmp_path / "shelf", tmp_path / "site").read_note("a.txt") is None
