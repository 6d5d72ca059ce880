"""Rules over what stands in the files that go public: attachments, and what a text shows.

Each file is examined in a second process (:mod:`examining`), each content once: what was found in
it is kept on a shelf (:mod:`examinations`). The rules themselves stand in :mod:`content_rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from gongkai.archive import Archive
from gongkai.checks import content_rules as rules
from gongkai.checks.attachments import public_files
from gongkai.checks.examinations import FOLDER, Examination, Finding, Shelf
from gongkai.checks.examining import EXAMINING, safe
from gongkai.checksums import print_of
from gongkai.problems import Problem
from gongkai.reading.documents import ENDINGS, NAMES, Reader
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """One file that goes public with a report."""

    report: Report
    path: Path
    size: int
    name: str
    """As messages call it: ``附件“名单.xlsx”``."""
    place: tuple[int, int]
    """Where the report's file names it."""

    @property
    def ending(self) -> str:
        return self.path.suffix.lower().lstrip(".")

    def problem(self, rule: Rule, message: str, hint: str) -> Problem:
        """A finding about the file as a whole."""
        return Finding.of(rule, message, hint).problem(self.report, self.place, self.name)


def contents(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``attachment-type``, ``-content``, ``-encrypted``, ``-macros``, ``-active``, ``-broken`` (E);
    ``-large``, ``-hidden``, ``-comments``, ``-changes``, ``-author``, ``-unscanned`` (W);
    and the rules of privacy over everything that stands in a file.

    A rule over the whole archive, so that the second process is there only while it is needed.
    """
    shelf = Shelf(settings.path.parent / FOLDER)
    with Reader(EXAMINING) as reader:
        for report in archive.public:
            for file in published(report):
                examination = _examination(file.path, shelf, reader)
                of_the_file = tuple(_of_the_file(file, examination, settings))
                yield from of_the_file
                is_refused = any(problem.is_error for problem in of_the_file)
                for finding in examination.findings:
                    # Of a file that cannot go out as it is nobody need look at the rest.
                    if not (is_refused and finding.code == rules.UNSCANNED.code):
                        yield finding.problem(report, file.place, file.name)


def published(report: Report) -> Iterator[Published]:
    """Every file of a report that goes public, once; what is wrong as such is said elsewhere."""
    for path in public_files(report):
        inside = path.relative_to(report.folder).as_posix()
        size = path.stat().st_size
        listed = [a.file for a in report.attachments]
        if size and inside in listed:
            place = report.place(f"attachments.{listed.index(inside)}.file")
            yield Published(report, path, size, f"附件“{safe(inside)}”", place)
        elif size:
            place = report.place_in_body(_offset(report, inside))
            yield Published(report, path, size, f"正文里的“{safe(inside)}”", place)


def _offset(report: Report, inside: str) -> int:
    """Where the text shows a file, which may be written in either way; its first line else."""
    address = f"{report.slug}/{inside}"
    found = [report.body.find(written) for written in (address, quote(address))]
    return max(0, *found)


def _examination(path: Path, shelf: Shelf, reader: Reader) -> Examination:
    """From the shelf where it is there, else made and put there."""
    try:
        sha256 = print_of(path).sha256
    except OSError:
        return Examination("", False, "打不开", ())
    kept = shelf.take(sha256)
    if kept is None:
        answer = reader.ask(path)
        if isinstance(answer, str):
            return Examination("", False, answer, ())
        kept = Examination.from_json(answer)
        if answer.get("sha256") == sha256:
            shelf.keep(sha256, kept)
    return kept


def _of_the_file(file: Published, found: Examination, settings: Settings) -> Iterator[Problem]:
    """What depends on the file's name and size, and on the site's settings."""
    what = NAMES.get(found.kind, NAMES[""])
    is_ours = "attachments" not in settings.unread
    if is_ours and file.ending not in settings.attachment_types:
        is_known = file.ending in ENDINGS.get(found.kind, ())
        message = f"是{what}" if is_known else f"的扩展名是“{file.ending}”"
        hint = "另存为 PDF、docx 或 xlsx 再公开；可以公开的格式写在 mkdocs.yml 的“附件 → 类型”里"
        yield file.problem(rules.TYPE, f"{message}，不能公开", hint)
    elif found.fault:
        hint = "用原来的程序打开，另存一份；太大的拆成几个文件"
        yield file.problem(rules.BROKEN, f"读不了：{found.fault}", hint)
    elif not found.is_encrypted and file.ending not in ENDINGS.get(found.kind, ()):
        ending = next((e for e in ENDINGS[found.kind] if e in settings.attachment_types), "")
        hint = f"把扩展名改为 .{ending}" if ending else "放上正确的文件；或用原来的程序另存为 PDF"
        message = f"其实是{what}" if found.kind else f"的内容不是 {file.ending} 文件"
        yield file.problem(rules.CONTENT, message, hint)
    if is_ours and file.size > settings.attachment_size * _MEGABYTE:
        message = f"有 {file.size / _MEGABYTE:.0f} MB，超过 {settings.attachment_size} MB"
        yield file.problem(rules.LARGE, message, "压缩里面的图片，或拆成几个文件")
