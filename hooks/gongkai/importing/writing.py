"""A plan goes to disk: the register first, then the reports that need it, each file at once or not.

Called by ``gongkai import`` and ``gongkai new``.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai.importing.planning import Plan
from gongkai.problems import Problem, error


def write_plan(plan: Plan) -> tuple[Plan, list[Problem]]:
    """What of the plan is now on disk, and why the rest is not."""
    if plan.register_text is not None:
        problems = write_file(plan.register_path, plan.register_text)
        if problems:
            return replace(plan, drafts=(), new_units=()), problems
    found = [(draft, write_new(draft.target, draft.text)) for draft in plan.drafts]
    written = tuple(draft for draft, problems in found if not problems)
    return replace(plan, drafts=written), [p for _, problems in found for p in problems]


def write_new(path: Path, text: str) -> list[Problem]:
    """Writes a file that does not exist yet; one that does is left as it is."""
    if path.exists():
        message = "已经有这个文件了，没有覆盖"
        return [error(path, (1, 1), "file-exists", message, "换一个文件名，或先处理原有的文件")]
    return write_file(path, text)


def write_file(path: Path, text: str) -> list[Problem]:
    """Writes to a file beside it and puts that in its place: never half a file."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
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
