"""Report files become reports, or findings.

``reports/<year>/<slug>.md`` is one report: front matter between two lines of ``---``, Markdown
below. Every file is read once, here; nothing downstream opens it again.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, date
from os.path import normcase
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.dates import Moment
from gongkai.front_matter import begins, parted
from gongkai.plain import plain_text
from gongkai.problems import Problem, error, warning
from gongkai.reading import nodes
from gongkai.reading.records import Record, read_record
from gongkai.reading.text import decode, read_bytes
from gongkai.report import (
    FIELDS,
    MARKDOWN_ENDINGS,
    RESERVED_SLUG,
    Acceptance,
    Attachment,
    Related,
    Report,
    Revision,
    SourceFile,
    Status,
)
from gongkai.settings import Settings
from gongkai.units import Register

_UNSAFE_IN_ADDRESS = re.compile("[\\s%?#&\"'<>\\\\:*|`^{}\\[\\]\ud800-\udfff]")
_YEAR = re.compile("[0-9]{4}")
_SUMMARY_LENGTH = 120
_SUMMARY_SOURCE = 2000
"""Characters of a paragraph that are looked at: enough, whatever marks it has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the report files say."""

    reports: tuple[Report, ...] = ()
    undated: tuple[Report, ...] = ()
    """Those in which nothing is wrong but that 发布日期 is still to be filled in. They stand in no
    archive; their day is the first of the next year, for want of any."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one report file says."""

    report: Report | None
    """None where anything but its date is wrong."""
    problems: tuple[Problem, ...]
    unit: str = ""
    """What the file calls its unit; the register says which one that is."""
    body_start: int = 0
    """Characters of the file's text before the report's body."""

    @property
    def is_dated(self) -> bool:
        """Whether nothing at all is wrong."""
        return not any(problem.is_error for problem in self.problems)


def read_reports(settings: Settings, register: Register) -> Reading:
    """Every report file below the reports folder, in the order of their paths."""
    reports: list[Report] = []
    undated: list[Report] = []
    problems: list[Problem] = []
    files = list(report_files(settings.reports_dir))
    for path in files:
        sheet = _read(path, settings, register)
        problems.extend(sheet.problems)
        if sheet.report:
            (reports if sheet.is_dated else undated).append(sheet.report)
    problems.extend(misplaced(settings.reports_dir, files))
    return Reading(tuple(reports), tuple(undated), tuple(problems))


def report_files(folder: Path) -> Iterator[Path]:
    """``<year>/<slug>.md`` files, sorted."""
    for name in sorted(filter(_YEAR.fullmatch, _names(folder))):
        year = folder / name
        slugs = fnmatch.filter(_names(year), "*.md")
        yield from (year / slug for slug in sorted(slugs, key=normcase) if slug[0] != ".")


def _names(folder: Path) -> list[str]:
    """Of everything in a folder; nothing where there is none, or it may not be looked into."""
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def misplaced(folder: Path, files: Iterable[Path]) -> Iterator[Problem]:
    """What lies where no report is looked for would be left out without a word.

    ``files``: those that :func:`report_files` found.
    """
    if not folder.is_dir():
        hint = "核对 mkdocs.yml 里的 reports_dir，或环境变量 REPORTS_DIR"
        yield error(folder, (1, 1), "folder-missing", "没有这个报告文件夹", hint)
        return
    expected: dict[str, set[str]] = {}
    for path in files:
        expected.setdefault(path.parent.name, set()).add(normcase(path.name))
    for path in sorted(_others(folder, expected)):
        parts = path.relative_to(folder).parts
        if path.is_dir() or any(p.startswith((".", "~$")) for p in parts):
            continue
        year = parts[0] if re.fullmatch("[0-9]{4}", parts[0]) else "<年度>"
        is_beside_report = len(parts) > 2 and normcase(f"{parts[1]}.md") in expected.get(year, ())
        if path.suffix.lower() in MARKDOWN_ENDINGS and not is_beside_report:
            yield error(
                path,
                (1, 1),
                "report-misplaced",
                "这不是 年度文件夹/文件名.md，不会公开",
                f"改为 {folder.name}/{year}/{path.stem}.md",
            )
        elif year == parts[0] and not is_beside_report:
            yield warning(
                path,
                (1, 1),
                "file-unused",
                "这不是报告，也不在哪份报告的同名文件夹里，不会公开",
                "若是报告，扩展名只留 .md，或用 gongkai import 导入；"
                "若是附件，放进报告的同名文件夹；否则删去",
            )


def _others(
    folder: Path, known: Mapping[str, Collection[str]], here: Collection[str] = ()
) -> Iterator[Path]:
    """What lies in a folder and below it, but for folders, and for the files that are ``known`` by
    the names of their folder (``here``: of this one) and their own.

    Links are not followed, and a folder that may not be looked into is passed over. Measured: half
    the time of a pattern for everything, of which nearly all is known.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _others(folder / entry.name, {}, known.get(entry.name, ()))
            elif normcase(entry.name) not in here:
                yield folder / entry.name


def read_report(
    path: Path, settings: Settings, register: Register
) -> tuple[Report | None, list[Problem]]:
    """One report file; no report when anything in it is an error."""
    sheet = _read(path, settings, register)
    return (sheet.report if sheet.is_dated else None), list(sheet.problems)


def _read(path: Path, settings: Settings, register: Register) -> Sheet:
    data, problems = read_bytes(path)
    if data is None:
        return Sheet(None, tuple(problems))
    return read_sheet(data, path, settings, register)


def read_sheet(data: bytes, path: Path, settings: Settings, register: Register) -> Sheet:
    """A report file from its bytes; an error that only its date is missing leaves the report.

    Nothing else decides what comes out: the bytes, the path's last two parts, ``settings`` and the
    unit that the register knows by the name that the file gives.
    """
    text, problems = decode(data, path)
    if text is None:
        return Sheet(None, tuple(problems))
    problems.extend(_check_slug(path))
    split, found = _split(text, path)
    problems.extend(found)
    if split is None:
        return Sheet(None, tuple(problems))
    front_matter, body, body_line = split
    node, found = nodes.parse(front_matter, path, first_line=2)
    problems.extend(found)
    if any(p.is_error for p in found):
        return Sheet(None, tuple(problems))
    record = read_record(node or nodes.Mapping(2, 1), FIELDS, path, "报告")
    problems.extend(record.problems)
    status = record.values.get("status", Status.IN_FORCE)
    if not body.strip() and status != Status.WITHDRAWN:
        place = (min(body_line, text.count("\n") + 1), 1)
        hint = "把报告全文写在第二个 --- 下面"
        problems.append(error(path, place, "body-empty", "没有正文", hint))
    unit, found = _find_unit(record, path, register)
    problems.extend(found)
    errors = sum(problem.is_error for problem in problems)
    lacks_date = "publish_date" not in record.values and "year" in record.values
    if unit is None or errors > lacks_date:
        return Sheet(None, tuple(problems))
    values = dict(record.values)
    if lacks_date:
        values["publish_date"] = Moment(date(min(values["year"] + 1, MAXYEAR), 1, 1))
    values["unit"] = unit
    values.setdefault("category", settings.main_category.name)
    values.setdefault("source", unit.name_on(values["publish_date"].day))
    values.setdefault("summary", summarize(body) or values["title"])
    for key, model in _MODELS.items():
        if key in values:
            values[key] = tuple(model(**item) for item in values[key])
    if "imported_from" in values:
        values["imported_from"] = SourceFile(**values["imported_from"])
    values["status"] = Status(status)
    report = Report(
        path=path,
        slug=path.stem,
        folder_year=int(path.parent.name) if path.parent.name.isdecimal() else values["year"],
        body=body,
        body_line=body_line,
        sha256=_print_of(text, data),
        places=MappingProxyType(dict(record.places)),
        **values,
    )
    return Sheet(report, tuple(problems), record.values["unit"], len(text) - len(body))


def _print_of(text: str, data: bytes) -> str:
    """SHA-256 of a file's text; nearly always that of its bytes, which need not be made again."""
    is_same = b"\r" not in data and not data.startswith(BOM_UTF8)
    return hashlib.sha256(data if is_same else text.encode()).hexdigest()


_MODELS: dict[str, Any] = {
    "revisions": Revision,
    "attachments": Attachment,
    "related": Related,
    "allow": Acceptance,
}


def _check_slug(path: Path) -> Iterator[Problem]:
    """The file's name is the report's address for good."""
    slug = path.stem
    hint = "用小写拼音、数字和 -，如 yundu-sifaju.md"
    if _UNSAFE_IN_ADDRESS.search(slug):
        yield error(path, (1, 1), "slug-invalid", f"文件名“{slug}”不能作网址", hint)
    elif RESERVED_SLUG.fullmatch(slug):
        yield error(path, (1, 1), "slug-reserved", f"文件名“{slug}”留给年度目录页", hint)
    elif not slug.isascii() or slug != slug.lower():
        hint += "；已经公开的不要改名，写进“例外”"
        yield warning(path, (1, 1), "slug-style", f"文件名“{slug}”作网址不便抄写", hint)


def _split(text: str, path: Path) -> tuple[tuple[str, str, int] | None, list[Problem]]:
    """Front matter, body, and the line on which the body begins."""
    if parts := parted(text):
        body = parts.body.lstrip("\n")
        lead = len(parts.body) - len(body)
        return (parts.front_matter, body, len(parts.head) + 3 + lead), []
    if not begins(text):
        return None, [
            error(
                path,
                (1, 1),
                "front-matter-missing",
                "开头没有报告的信息（标题、年度、单位、发布日期…）",
                "第一行只写三个减号 ---，信息写完另起一行再写 ---；可用 gongkai new 新建",
            )
        ]
    return None, [
        error(
            path,
            (1, 1),
            "front-matter-open",
            "报告的信息没有结束",
            "在信息和正文之间另起一行，只写三个减号 ---",
        )
    ]


def _find_unit(record: Record, path: Path, register: Register) -> tuple[Any, list[Problem]]:
    name = record.values.get("unit")
    if name is None or not register.is_readable:
        return None, []
    moment = record.values.get("publish_date")
    unit = register.find(name, moment.day if isinstance(moment, Moment) else None)
    if unit:
        return unit, []
    near = register.suggest(name)
    message = f"单位“{name}”不在 units.yml 里"
    hint = f"是不是“{near}”？" if near else "新单位先写进 units.yml；"
    hint += "单位改了名的，报告不动，把旧名写进它的“曾用名”"
    if near == name:
        message = f"发布日期 {moment} 时，没有单位叫“{name}”"
        hint = "写单位的编号，或在 units.yml 里核对这个曾用名的起始和终止"
    place = record.places.get("unit", (1, 1))
    return None, [error(path, place, "unit-unknown", message, hint)]


_NOT_PROSE = re.compile(r"\s*(?:#|\||<|!\[|```|[-*+]\s|>|\d+\.\s)")


def summarize(body: str) -> str:
    """The first paragraph's first sentences, as 内容概述 where the file gives none."""
    for block in re.split(r"\n\s*\n", body):
        if block.strip() and not _NOT_PROSE.match(block):
            text = "".join(plain_text(block[:_SUMMARY_SOURCE]).split("\n")).strip("\u3000 \t")
            if not text:
                continue
            if len(text) <= _SUMMARY_LENGTH:
                return text
            cut = max(text.rfind(mark, 0, _SUMMARY_LENGTH) for mark in "。；！？")
            return text[: cut + 1] if cut > 20 else text[: _SUMMARY_LENGTH - 1] + "…"
    return ""
