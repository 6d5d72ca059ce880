"""Rules over a report's own folder: what is named exists, and nothing lies there unnoticed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote

from gongkai.fields import nearest
from gongkai.problems import Problem, Severity
from gongkai.report import MARKDOWN_ENDINGS, Report
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

_DOWNLOAD = "政府信息公开条例第二十四条：公开平台要能检索、查阅、下载"
NOT_THERE = Rule(
    "attachment-missing",
    Severity.ERROR,
    finds="附件不在文件夹里",
    reason="页面上列着这个附件，读者点了却下载不到。",
    source=_DOWNLOAD,
    wrong="“附件”写 tongji.txt，报告的同名文件夹里没有这个文件",
    right="把 tongji.txt 放进报告的同名文件夹",
    example=Example.FILES,
)
OUTSIDE = Rule(
    "attachment-outside",
    Severity.ERROR,
    finds="附件在报告的文件夹外面",
    reason="一份报告只公开自己文件夹里的文件。写错一个路径，就可能把不该公开的文件带到网上。",
    source="约定：附件放进与报告同名的文件夹，见手册第二节",
    wrong="“附件”写 ../tongji.txt",
    right="把 tongji.txt 放进报告的同名文件夹，“附件”只写 tongji.txt",
    example=Example.FILES,
)
EMPTY = Rule(
    "attachment-empty",
    Severity.ERROR,
    finds="附件是空文件",
    reason="读者下载到的是一个空文件，多半是没有传完或者放错了。",
    source=_DOWNLOAD,
    wrong="同名文件夹里的 tongji.txt 是 0 字节",
    right="换成有内容的 tongji.txt",
    example=Example.FILES,
)
UNPUBLISHABLE = Rule(
    "attachment-unpublishable",
    Severity.ERROR,
    finds="不能作附件的文件",
    reason="以 .md 结尾的会变成一个网页，以 . 开头的是系统的隐藏文件，放到网上都下载不到。",
    source="约定：附件不用 .md 文件和隐藏文件",
    wrong="“附件”写 .tongji.txt",
    right="改名为 tongji.txt，“附件”也写 tongji.txt",
    example=Example.FILES,
)
UNLISTED = Rule(
    "attachment-unlisted",
    Severity.WARNING,
    finds="文件没有列为附件",
    reason="没有列出的文件不会公开：是附件的，读者看不到；不是的，留在这里迟早会被人放出去。",
    source="经验：江西黎川约一万个身份证号在一个附件里公开了（2017 年）",
    wrong="报告的同名文件夹里有 tongji.txt，“附件”没有写它",
    right="“附件”里写上 tongji.txt，不要公开的就删去文件",
    example=Example.FILES,
)
RULES = (NOT_THERE, OUTSIDE, EMPTY, UNPUBLISHABLE, UNLISTED)


def exist(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-missing``, ``-outside``, ``-empty``, ``-unpublishable`` (E)."""
    for number, attachment in enumerate(report.attachments):
        place = report.place(f"attachments.{number}.file")
        path = report.folder / attachment.file
        size = _size(path)
        if size is None:
            present = [p.relative_to(report.folder).as_posix() for p in files_of(report)]
            near = nearest(attachment.file, present)
            yield NOT_THERE.problem(
                report.path,
                place,
                f"没有附件“{attachment.file}”",
                f"是不是“{near}”？"
                if near
                else f"把文件放进 {report.folder_year}/{report.slug}/ 文件夹",
            )
        elif not _is_inside(path, report):
            yield OUTSIDE.problem(
                report.path,
                place,
                f"附件“{attachment.file}”实际在别处",
                "放文件本身，不放链接",
            )
        elif path.suffix.lower() in MARKDOWN_ENDINGS or _is_hidden(Path(attachment.file)):
            yield UNPUBLISHABLE.problem(
                report.path,
                place,
                f"附件“{attachment.file}”不能作附件公开",
                "不用 .md 文件和以 . 开头的文件名",
            )
        elif not size:
            yield EMPTY.problem(
                report.path,
                place,
                f"附件“{attachment.file}”是空文件",
                "换成正确的文件",
            )


def none_empty(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-empty`` for what only the text shows: listed ones are looked at above (E)."""
    listed = {attachment.file for attachment in report.attachments}
    for path in public_files(report):
        inside = path.relative_to(report.folder).as_posix()
        if inside not in listed and not _size(path):
            place = report.place_in_body(max(0, unquote(report.body).find(inside)))
            yield EMPTY.problem(report.path, place, f"正文里的“{inside}”是空文件", "换成正确的文件")


def nothing_left_over(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-unlisted``: a file beside the report that no one named is not published (W)."""
    for path in files_of(report):
        if not is_named(report, path):
            name = path.relative_to(report.folder).as_posix()
            yield UNLISTED.problem(
                report.path,
                (1, 1),
                f"文件夹里的“{name}”没有列为附件，不会公开",
                "列入“附件”，或删去它",
            )


def has_any(report: Report) -> bool:
    """Whether a report has a folder, or names files that should be in one: most have neither."""
    return bool(report.attachments) or has_folder(report)


def has_folder(report: Report) -> bool:
    """Whether there is a folder beside the report (a third of the time of ``folder.is_dir()``)."""
    return os.path.isdir(str(report.path).rpartition(".")[0])  # noqa: PTH112


def files_of(report: Report) -> list[Path]:
    """Every file in the report's folder, sorted; hidden ones and links out of it are not ours."""
    if not has_folder(report):
        return []
    return sorted(
        p
        for p in report.folder.rglob("*")
        if p.is_file() and not _is_hidden(p.relative_to(report.folder)) and _is_inside(p, report)
    )


def public_files(report: Report) -> list[Path]:
    """Those of them that go public, which every check and the build have to agree on."""
    if report.is_withdrawn:
        return []
    return [
        path
        for path in files_of(report)
        if path.suffix.lower() not in MARKDOWN_ENDINGS and is_named(report, path)
    ]


def is_named(report: Report, path: Path) -> bool:
    """Whether a file is listed as attachment or used in the text: only such files go public."""
    inside = path.relative_to(report.folder).as_posix()
    if any(inside == attachment.file for attachment in report.attachments):
        return True
    # Whole names only: a picture "1.jpeg" in the text must not make "1.jpe" public.
    link = re.escape(f"{report.slug}/{inside}")
    return bool(re.search(rf"(?<![^\s(<\"'=/]){link}(?![^\s)>\"'?#])", unquote(report.body)))


def _is_hidden(inside: Path) -> bool:
    return any(part.startswith(".") for part in inside.parts)


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
