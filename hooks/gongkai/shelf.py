"""Finished files of a site, kept from one build to the next; what did not change is not made again.

Each has a key: the hash of everything that it is made from. A file whose key is the one that it was
made with stays where it is in the site, or is linked there from the shelf's own folder, which holds
every finished file a second time under the same name, without taking room a second time where the
file system has links. Everything else in the site is taken away, so that the site is what a build
from nothing would have written.

A file that was changed, damaged or half written since has another time or size than the list says,
and is made again. Where two builds run at once, or one is killed, the list and the files differ in
the same way. Called by ``engine``.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai.files import walk, write_whole

_VERSION = 1
_LIST = "list.json"
_FILES = "files"
_STATE = "state"
_ASIDE = "aside"
_NOTES = "notes"
_SITE = "site"
"""Where the site is that a shelf belongs to."""
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)
_UNUSED = 86_400
"""Seconds after which a shelf is cleared whose site is no longer there."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that stands in the site."""

    key: str
    """Hash of what it is made from."""
    sha256: str
    size: int
    """In bytes."""
    written: int
    """When it was written, in nanoseconds: any later change gives it another."""
    notes: tuple[str, ...] = ()
    """What else came out when it was made."""


class Shelf:
    """The finished files of one site. A build calls, in this order: :meth:`put_aside`,
    :meth:`put_back`, for each file :meth:`stands` or :meth:`put`, and :meth:`close`."""

    def __init__(self, folder: Path, site: Path) -> None:
        """``folder``: the shelf's own, safe to delete; ``site``: where the site is built."""
        self.folder = folder
        """The shelf's own, for what is put aside while it is made, too."""
        self._files = str(folder / _FILES)
        self._list = folder / _LIST
        self._aside = folder / _ASIDE
        self._site = str(site)
        self._known, self.state = _read(self._list, folder / _STATE)
        """Bytes that the last build left for this one, and this leaves for the next."""
        self._there: dict[str, tuple[int, int]] = {}
        """Name → size and time of the files that the last build left in the site."""
        self.rows: dict[str, Finished] = {}
        """Name → each file of this build, as far as it is."""

    def put_aside(self) -> None:
        """Moves the old site away before MkDocs empties its folder: to remove fifty thousand files
        and to write them again takes longer than to look at them."""
        site = Path(self._site)
        if self._aside.exists():  # a build was killed in between
            shutil.rmtree(self._aside, ignore_errors=True)
        if not self._known:
            shutil.rmtree(self._files, ignore_errors=True)
        if not self._known or not site.is_dir() or site.is_symlink():
            return
        # Where it cannot be moved it is emptied, and filled from the shelf's folder.
        with suppress(OSError):
            site.rename(self._aside)

    def put_back(self) -> None:
        """Moves it back, without the files that are none of the shelf's."""
        if not self._aside.is_dir():
            return
        site = Path(self._site)
        with suppress(OSError):
            site.rmdir()
        try:
            self._aside.rename(site)
        except OSError:
            shutil.rmtree(self._aside, ignore_errors=True)
            return
        for name, entry in walk(self._site):
            if entry and name in self._known:
                stat = entry.stat(follow_symlinks=False)
                self._there[name] = stat.st_size, stat.st_mtime_ns
            elif entry and not name.startswith("."):
                os.unlink(f"{self._site}/{name}")  # noqa: PTH108

    def stands(self, name: str, key: str) -> bool:
        """Whether the file that has this key stands in the site, put there if need be."""
        row = self._known.get(name)
        if row is None or row.key != key:
            return False
        if self._there.get(name) != (row.size, row.written) and not self._linked(name, row):
            return False
        self.rows[name] = row
        return True

    def read(self, name: str) -> bytes | None:
        """What the last build wrote; none where it is not that any more."""
        row = self._known.get(name)
        for folder in (self._site, self._files):
            with suppress(OSError):
                with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
                    data = file.read()
                if row and _print(data) == row.sha256:
                    return data
        return None

    def put(self, name: str, key: str, data: bytes, notes: tuple[str, ...] = ()) -> Finished:
        """Writes a file into the site and on the shelf; the row goes into :attr:`rows`, of which
        several processes have one each. Raises ``OSError``."""
        kept = f"{self._files}/{name}"
        _write_new(kept, data)
        written = os.stat(kept).st_mtime_ns  # noqa: PTH116
        self._place(name, kept)
        return Finished(key, _print(data), len(data), written, notes)

    def read_note(self, name: str) -> bytes | None:
        """What :meth:`write_note` wrote with the file as the last build left it, or none."""
        row = self._known.get(name)
        with suppress(OSError):
            sha256, _, note = (self.folder / _NOTES / name).read_bytes().partition(b"\n")
            if row and sha256.decode("ascii", "replace") == f"{row.sha256} {_print(note)}":
                return note
        return None

    def write_note(self, name: str, note: bytes, sha256: str) -> None:
        """Keeps what the next build may want to know of a file, beside it. Raises ``OSError``."""
        head = f"{sha256} {_print(note)}\n"
        write_whole(self.folder / _NOTES / name, head.encode() + note)

    def names(self, key: str) -> list[str]:
        """Files of the last build that have this key, for those that come many at once."""
        return [name for name, row in self._known.items() if row.key == key]

    def close(self) -> None:
        """Takes away what the site has no longer, and writes the list. Raises ``OSError``."""
        for name in self._there.keys() - self.rows.keys():
            _remove(self._site, name, self._there[name])
        for name in self._known.keys() - self.rows.keys():
            _remove(self._files, name, None)
        rows = [
            [name, row.key, row.sha256, row.size, row.written, *row.notes]
            for name, row in sorted(self.rows.items())
        ]
        # Only with the very state that its files go with is a list worth anything.
        write_whole(self.folder / _STATE, self.state)
        head = [_VERSION, _print(self.state)]
        text = json.dumps([*head, rows], ensure_ascii=False, separators=(",", ":"))
        write_whole(self._list, text.encode("utf-8", "surrogatepass"))
        write_whole(self.folder / _SITE, self._site.encode("utf-8", "surrogateescape"))
        _clear_others(self.folder)

    def _linked(self, name: str, row: Finished) -> bool:
        """Puts a file of the shelf's folder into the site, if it is what was written there."""
        kept = f"{self._files}/{name}"
        try:
            stat = os.stat(kept)  # noqa: PTH116
            if (stat.st_size, stat.st_mtime_ns) != (row.size, row.written):
                return False
            self._place(name, kept)
        except OSError:
            return False
        return True

    def _place(self, name: str, kept: str) -> None:
        """Links a file of the shelf's folder into the site, or copies it, its time included."""
        path = f"{self._site}/{name}"
        for _ in range(3):
            try:
                os.link(kept, path)
                return
            except FileExistsError:
                os.unlink(path)  # noqa: PTH108
            except FileNotFoundError:
                _make_folder_of(path)
            except OSError as failure:
                if failure.errno not in _NO_LINKS:
                    raise
                break
        _make_folder_of(path)
        shutil.copy2(kept, path)


def _print(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path, state: Path) -> tuple[dict[str, Finished], bytes]:
    """What the last build wrote down; nothing where that cannot be read as a whole."""
    try:
        version, sha256, rows = json.loads(path.read_bytes())
        left = state.read_bytes()
        if version != _VERSION or _print(left) != sha256:
            return {}, b""
        return {
            str(name): Finished(str(key), str(digest), int(size), int(when), tuple(map(str, notes)))
            for name, key, digest, size, when, *notes in rows
        }, left
    except (OSError, ValueError, TypeError, RecursionError):
        return {}, b""


def _clear_others(mine: Path) -> None:
    """Sites that were built once, somewhere, would fill the disk for ever."""
    now = (mine / _LIST).stat().st_mtime
    for folder in mine.parent.iterdir():
        with suppress(OSError):
            site = Path(os.fsdecode((folder / _SITE).read_bytes()))
            if now - (folder / _LIST).stat().st_mtime > _UNUSED and not site.exists():
                shutil.rmtree(folder)


def _write_new(path: str, data: bytes) -> None:
    """Writes a file that shares nothing with one of that name before: that may be linked."""
    for _ in range(3):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108
        except FileNotFoundError:
            _make_folder_of(path)
        else:
            with os.fdopen(handle, "wb", buffering=0) as file:
                file.write(data)
            return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def _make_folder_of(path: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120


def _remove(folder: str, name: str, known: tuple[int, int] | None) -> None:
    """Removes a file that is still the known one, and the folders that it leaves empty."""
    path = f"{folder}/{name}"
    with suppress(OSError):
        stat = os.stat(path, follow_symlinks=False)  # noqa: PTH116
        if known is None or (stat.st_size, stat.st_mtime_ns) == known:
            os.unlink(path)  # noqa: PTH108
        while "/" in name:
            name = name.rpartition("/")[0]
            os.rmdir(f"{folder}/{name}")  # noqa: PTH106
