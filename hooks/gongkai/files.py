"""Files go to disk whole or not at all, however the run ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gongkai.problems import Problem, error


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Writes to a file beside it and puts that in its place; makes the folder where there is none.

    ``mode``: its permissions; none for a file that only its owner reads. Raises ``OSError``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_file(path: Path, data: bytes, what: str = "这个文件") -> list[Problem]:
    """Writes a new file or over an old one, which keeps its permissions; why not, as a finding.

    ``what``: as the message calls it. Where the path is a link, what it leads to is written.
    """
    try:
        path = path.resolve()
        write_whole(path, data, _mode(path))
    except (OSError, RuntimeError) as failure:  # links in a circle are the latter until 3.12
        told = failure.strerror or str(failure) if isinstance(failure, OSError) else ""
        why, hint = told or "链接绕成了圈", "核对文件夹的权限和磁盘"
        return [error(path, (1, 1), "file-unwritable", f"写不了{what}：{why}", hint)]
    return []


def delete(path: Path) -> list[Problem]:
    """Deletes a file; why not, as a finding."""
    try:
        path.unlink()
    except OSError as failure:
        message = f"删不了这个文件：{failure.strerror or failure}"
        return [error(path, (1, 1), "file-unwritable", message, "核对文件夹的权限，再手工删去")]
    return []


def write_new(path: Path, text: str) -> list[Problem]:
    """Writes a file that does not exist yet; one that does is left as it is, even a dead link."""
    if os.path.lexists(path):
        hint = "换一个文件名，或先处理原有的文件"
        return [error(path, (1, 1), "file-exists", "已经有这个文件了，没有覆盖", hint)]
    return write_file(path, text.encode())


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write at length, which takes its name when all of it stands.

    Never takes the place of another, even of one that came in the meantime. Raises ``OSError``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        temporary.chmod(0o644)
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            raise
        except OSError:  # a file system that has no links
            _refuse_existing(path)
            temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """The same for a folder and all that is put into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        temporary.chmod(0o755)
        yield temporary
        _refuse_existing(path)
        temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _mode(path: Path) -> int:
    """The permissions that a file has, or that any new file would have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(17, "已经有了", str(path))


def walk(folder: str) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Path inside a folder, with ``/``, and entry of everything in it that is no folder.

    One that is published through git has git's own data in it, which is not looked at. A folder
    inside that cannot be opened comes as one without an entry. Raises ``OSError`` for the folder
    itself.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = os.scandir(f"{folder}/{prefix}")
        except OSError:
            if not prefix:
                raise
            yield prefix.rstrip("/"), None
            continue
        with entries:
            for entry in entries:
                if not prefix and entry.name == ".git":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                else:
                    yield f"{prefix}{entry.name}", entry
