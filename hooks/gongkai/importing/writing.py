"""A report and what lies beside it go to disk: all or nothing, and none over another.

Called by ``planning``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gongkai.files import write_file, write_new
from gongkai.importing.drafting import Draft
from gongkai.importing.folders import reason
from gongkai.problems import Problem, error


def files_beside(draft: Draft) -> tuple[Mapping[str, bytes] | None, list[Problem]]:
    """What lies beside a report: its pictures, and the original as it was read; none of it where
    the original is no longer that, or other files have these names."""
    files = dict(draft.files)
    try:
        if draft.original:
            files[draft.original] = draft.source.data()
    except OSError as failure:
        message, hint = f"读不了这个文件：{reason(failure)}", "核对文件还在不在原处，再导入一次"
        return None, [error(draft.source.path, (1, 1), "import-failed", message, hint)]
    in_the_way = [p for name, data in files.items() for p in _other(draft.folder / name, data)]
    return (None if in_the_way else files), in_the_way


def write_draft(draft: Draft, files: Mapping[str, bytes]) -> list[Problem]:
    """The files beside a report first, the report last: what has no report was not imported."""
    made = [folder for folder in (draft.folder, *draft.folder.parents) if not _is_there(folder)]
    written: list[Path] = []
    problems: list[Problem] = []
    for name, data in files.items():
        path = draft.folder / name
        if not problems and not _is_there(path):
            problems = write_file(path, data)
            written += [] if problems else [path]
    problems = problems or write_new(draft.target, draft.text)
    if problems:
        _take_back(written, made)
    return problems


def _other(path: Path, data: bytes) -> list[Problem]:
    """What is wrong with a place that a file is to have: another file has it.

    The same bytes were left by a run that was broken off before its report was written.
    """
    try:
        if not os.path.lexists(path) or path.read_bytes() == data:
            return []
        message = "已经有这个文件了，内容和要写的不同，没有覆盖，报告也没有导入"
        return [error(path, (1, 1), "file-exists", message, "把原有的文件移开，再导入")]
    except OSError as failure:
        message = f"读不了报告旁边的这个文件：{reason(failure)}，报告没有导入"
        return [error(path, (1, 1), "file-unwritable", message, "核对文件和权限，再导入")]


def _is_there(path: Path) -> bool:
    """Whether a name is taken, by a link that leads nowhere too; not so where nobody may look,
    for then nothing can be written either, which says why."""
    return os.path.lexists(path)


def _take_back(files: Sequence[Path], folders: Sequence[Path]) -> None:
    """Deletes what this run made, the innermost folder first."""
    for path in files:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in folders:
        with suppress(OSError):  # somebody else's files are in it, or it was never made
            folder.rmdir()
