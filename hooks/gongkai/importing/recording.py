"""``import-report.csv``: what became of each original, for a person and for years later.

It lies beside the reports folder. Rows are added as they come, so that a run that was broken off
has said what it did.
"""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

from gongkai.importing.planning import Outcome
from gongkai.problems import Problem, error, shown_path

FILE = "import-report.csv"
_HEAD = (
    *("导入日期", "原文件", "校验值", "结果", "报告", "年度", "单位", "发布日期", "标题"),
    *("依据和把握", "删去", "问题"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would compute such a cell. Source: OWASP, CSV Injection."""


def said_before(folder: Path) -> dict[str, str]:
    """SHA-256 of each listed original → what was said of it; the last time counts."""
    try:
        text = (folder / FILE).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return {}
    said = _HEAD.index("问题")
    rows = (row for row in csv.reader(text.splitlines()) if len(row) == len(_HEAD))
    return {row[2]: row[said] for row in rows if row[said]}


class Record:
    """The list, and which originals stand in it."""

    def __init__(self, folder: Path, today: date) -> None:
        self._path, self._today = folder / FILE, today
        self._torn = b""
        """The beginning of a row that a run was killed over."""
        self._listed: set[tuple[str, str]] = set()
        with suppress(OSError):
            whole, end, self._torn = self._path.read_bytes().rpartition(b"\n")
            rows = csv.reader((whole + end).decode("utf-8-sig", "replace").splitlines())
            self._listed = {(row[1], row[2]) for row in rows if len(row) == len(_HEAD)}

    def add(self, outcome: Outcome) -> list[Problem]:
        """Adds a row, unless nothing new was done to an original that is listed."""
        row = _row(outcome, self._today)
        if outcome.repeated and (row[1], row[2]) in self._listed:
            return []
        try:
            self._write(row)
        except OSError as failure:
            # The next run lists it, for it knows the reports that are there.
            message = f"写不了导入的记录：{failure.strerror or failure}"
            hint = "关掉打开它的程序（如 Excel），再运行一次，会补上"
            return [error(self._path, (1, 1), "file-unwritable", message, hint)]
        self._listed.add((row[1], row[2]))
        return []

    def _write(self, row: Sequence[str]) -> None:
        with self._path.open("ab") as file:
            if self._torn:
                file.truncate(file.tell() - _half_a_character(self._torn))
                file.write(b'"\r\n' if self._torn.count(b'"') % 2 else b"\r\n")
                self._torn = b""
            file.write(_as_bytes(row, is_new=not file.tell()))


def _half_a_character(data: bytes) -> int:
    """Bytes at the end that are not the whole of one."""
    decoder = getincrementaldecoder("utf-8")("replace")
    decoder.decode(data)
    return len(decoder.getstate()[0])


def _as_bytes(row: Sequence[str], *, is_new: bool) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    if is_new:
        writer.writerow(_HEAD)
    writer.writerow(row)
    # Excel and WPS need the byte-order mark to see UTF-8; it stands at the beginning only.
    return text.getvalue().encode("utf-8-sig" if is_new else "utf-8")


def _row(outcome: Outcome, today: date) -> tuple[str, ...]:
    here, draft = Path.cwd(), outcome.draft
    result = "已导入" if draft else "已导入过" if outcome.repeated else "没有导入"
    report = draft.target if draft else outcome.repeated
    said = "；".join(f"[{p.code}] {p.message}" for p in outcome.problems)
    known = (
        (str(draft.year), draft.unit.name, str(draft.publish_date or ""), draft.title)
        if draft
        else ("", "", "", "")
    )
    guesses = draft.guesses.items() if draft else ()
    cells = (
        str(today),
        shown_path(outcome.source.path, here),
        outcome.source.sha256,
        result,
        shown_path(report, here) if report else "",
        *known,
        "；".join(f"{label}：{g.evidence}（{g.confidence}）" for label, g in guesses),
        "；".join(f"第 {r.line} 行 {r.why}：{r.text}" for r in (draft.removed if draft else ())),
        said,
    )
    # A row is a line: of a run that is killed at most the last one is torn.
    return tuple(_disarmed(" ".join(cell.splitlines())) for cell in cells)


def _disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
