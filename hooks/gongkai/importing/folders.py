"""The files in a folder, and what of it could not be looked through.

A folder that may not be opened is told: ``Path.rglob`` passes over it without a word. Called by
``sources`` for originals, and by ``planning`` for the reports already there.
"""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.problems import Problem, error


def files_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """All files in a folder, by path, without hidden ones and those of programs that are open."""
    failures: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = [name for name in folders if not is_hidden(name)]
        inside = (Path(place, name) for name in names if not is_hidden(name))
        found += [path for path in inside if not _is_none(path)]
    return sorted(found), [_unreadable(failure, folder) for failure in failures]


def reason(failure: OSError) -> str:
    """Why a file could not be read or written, as messages say it."""
    return failure.strerror or str(failure)


def is_hidden(name: str) -> bool:
    """Whether a file is one that people do not see, or that a program keeps while it is open."""
    return name.startswith((".", "~$"))


def _is_none(path: Path) -> bool:
    """Whether a name is a pipe or the like; what cannot be told, reading will say."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False


def _unreadable(failure: OSError, folder: Path) -> Problem:
    message = f"读不了这个文件夹：{reason(failure)}，里面的文件都没有看"
    path = Path(str(failure.filename)) if failure.filename else folder
    return error(path, (1, 1), "file-unreadable", message, "核对权限，再导入一次")
