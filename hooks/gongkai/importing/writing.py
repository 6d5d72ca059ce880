"""Files go to disk: each at once or not at all, and none over another.

Called by ``planning`` and ``gongkai new``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gongkai.files import write_whole
from gongkai.importing.drafting import Draft
from gongkai.problems import Problem, error


def write_draft(draft: Draft) -> list[Problem]:
    """The files beside a report first, the report last: what has no report was not imported."""
    written: list[Path] = []
    for name, data in _beside(draft):
        path = draft.folder / name
        # Left by a run that was broken off before its report was written: the same bytes again.
        problems = write_file(path, data)
        if problems:
            _take_back(written)
            return problems
        written.append(path)
    problems = write_new(draft.target, draft.text)
    if problems:
        _take_back(written)
    return problems


def _beside(draft: Draft) -> Iterator[tuple[str, bytes]]:
    yield from draft.files.items()
    if draft.original:
        yield draft.original, draft.source.data()


def _take_back(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        with suppress(OSError):  # somebody else's files are in it
            folder.rmdir()


def write_new(path: Path, text: str) -> list[Problem]:
    """Writes a file that does not exist yet; one that does is left as it is."""
    if path.exists():
        message = "已经有这个文件了，没有覆盖"
        return [error(path, (1, 1), "file-exists", message, "换一个文件名，或先处理原有的文件")]
    return write_file(path, text.encode())


def write_file(path: Path, data: bytes) -> list[Problem]:
    """Writes a new file or over an old one: never half a file."""
    path = path.resolve()
    try:
        write_whole(path, data, _mode(path))
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return [error(path, (1, 1), "file-unwritable", f"写不了这个文件：{reason}")]
    return []


def _mode(path: Path) -> int:
    """The permissions that a file has, or that any new file would have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
