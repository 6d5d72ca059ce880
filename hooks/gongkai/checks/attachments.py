"""Rules over a report's own folder: what is named exists, and nothing lies there unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote

from gongkai.fields import nearest
from gongkai.problems import Problem, error, warning
from gongkai.report import MARKDOWN_ENDINGS, Report
from gongkai.settings import Settings


def exist(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-missing``, ``-outside``, ``-empty``, ``-unpublishable`` (E)."""
    for number, attachment in enumerate(report.attachments):
        place = report.place(f"attachments.{number}.file")
        path = report.folder / attachment.file
        size = _size(path)
        if size is None:
            present = [p.relative_to(report.folder).as_posix() for p in files_of(report)]
            near = nearest(attachment.file, present)
            yield error(
                report.path,
                place,
                "attachment-missing",
                f"没有附件“{attachment.file}”",
                f"是不是“{near}”？"
                if near
                else f"把文件放进 {report.folder_year}/{report.slug}/ 文件夹",
            )
        elif not _is_inside(path, report):
            yield error(
                report.path,
                place,
                "attachment-outside",
                f"附件“{attachment.file}”实际在别处",
                "放文件本身，不放链接",
            )
        elif path.suffix.lower() in MARKDOWN_ENDINGS or any(
            part.startswith(".") for part in Path(attachment.file).parts
        ):
            yield error(
                report.path,
                place,
                "attachment-unpublishable",
                f"附件“{attachment.file}”不能作附件公开",
                "不用 .md 文件和以 . 开头的文件名",
            )
        elif not size:
            yield error(
                report.path,
                place,
                "attachment-empty",
                f"附件“{attachment.file}”是空文件",
                "换成正确的文件",
            )


def nothing_left_over(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-unlisted``: a file beside the report that no one named is not published (W)."""
    for path in files_of(report):
        if not is_named(report, path):
            name = path.relative_to(report.folder).as_posix()
            yield warning(
                report.path,
                (1, 1),
                "attachment-unlisted",
                f"文件夹里的“{name}”没有列为附件，不会公开",
                "列入“附件”，或删去它",
            )


def files_of(report: Report) -> list[Path]:
    """Every file in the report's folder, sorted; hidden ones and links out of it are not ours."""
    if not report.folder.is_dir():
        return []
    return sorted(
        p
        for p in report.folder.rglob("*")
        if p.is_file() and not p.name.startswith(".") and _is_inside(p, report)
    )


def is_named(report: Report, path: Path) -> bool:
    """Whether a file is listed as attachment or used in the text: only such files go public."""
    inside = path.relative_to(report.folder).as_posix()
    if any(inside == attachment.file for attachment in report.attachments):
        return True
    # Whole names only: a picture "1.jpeg" in the text must not make "1.jpe" public.
    link = re.escape(f"{report.slug}/{inside}")
    return bool(re.search(rf"(?<![^\s(<\"'=/]){link}(?![^\s)>\"'?#])", unquote(report.body)))


def _size(path: Path) -> int | None:
    """Length in bytes of a plain file, else nothing."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # missing, or no possible name
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def _is_inside(path: Path, report: Report) -> bool:
    """Whether a file lies in the report's folder and not at the other end of a link."""
    return path.resolve().is_relative_to(report.path.parent.resolve() / report.slug)
