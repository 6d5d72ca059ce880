"""Files go to disk: each at once or not at all, and none over another.

Called by ``planning`` and ``gongkai new``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

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
    """Writes to a file beside it and puts that in its place: never half a file."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            _keep_mode(Path(name), path)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return [error(path, (1, 1), "file-unwritable", f"写不了这个文件：{reason}")]
    return []


def _keep_mode(new: Path, old: Path) -> None:
    """A temporary file is private; a report has the mode that any new file would have."""
    if old.exists():
        new.chmod(old.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
