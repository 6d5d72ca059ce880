"""``import-report.csv``: what became of each original, for a person and for years later.

It lies beside the reports folder. Rows are added as they come, so that a run that was broken off
has said what it did.
"""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

from gongkai.importing.finding import Skipped
from gongkai.importing.planning import Outcome
from gongkai.problems import Problem, error, shown_path
from gongkai.spreadsheets import disarmed

FILE = "import-report.csv"
_HEAD = (
    *("导入日期", "原文件", "校验值", "结果", "报告", "附上的原件"),
    *("年度", "单位", "发布日期", "标题", "依据和把握", "删去", "问题"),
)


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
    """The list, and what it says of each original, the last time."""

    def __init__(self, folder: Path, today: date) -> None:
        self._path, self._today = folder / FILE, today
        self._torn = b""
        """The beginning of a row that a run was killed over."""
        self._listed: dict[tuple[str, str], Sequence[str]] = {}
        with suppress(OSError):
            whole, end, self._torn = self._path.read_bytes().rpartition(b"\n")
            rows = csv.reader((whole + end).decode("utf-8-sig", "replace").splitlines())
            self._listed = {(row[1], row[2]): row[3:] for row in rows if len(row) == len(_HEAD)}

    def add(self, outcome: Outcome) -> list[Problem]:
        """Adds a row, unless nothing new became of an original that is listed."""
        row = _row(outcome, self._today)
        before = self._listed.get((row[1], row[2]))
        is_news = before is None or not (outcome.repeated or list(before) == list(row[3:]))
        return self._add(row) if is_news else []

    def add_skipped(self, skipped: Iterable[Skipped]) -> list[Problem]:
        """Adds the files that lay among the originals and were not looked into, each once."""
        for one in skipped:
            row = _row_of_skipped(one, self._today)
            if (row[1], row[2]) not in self._listed and (found := self._add(row)):
                return found
        return []

    def _add(self, row: Sequence[str]) -> list[Problem]:
        try:
            self._write(row)
        except OSError as failure:
            # The next run lists it, for it knows the reports that are there.
            message = f"写不了导入的记录：{failure.strerror or failure}"
            hint = "关掉打开它的程序（如 Excel），再运行一次，会补上"
            return [error(self._path, (1, 1), "file-unwritable", message, hint)]
        self._listed[row[1], row[2]] = row[3:]
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
    draft = outcome.draft
    known = (
        (str(draft.year), draft.unit.name, str(draft.publish_date or ""), draft.title)
        if draft
        else ("", "", "", "")
    )
    guesses = draft.guesses.items() if draft else ()
    return _as_row(
        str(today),
        _shown(outcome.source.path),
        outcome.source.sha256,
        _result(outcome),
        _shown(draft.target if draft else outcome.repeated),
        _shown(draft.folder / draft.original if draft and draft.original else None),
        *known,
        "；".join(f"{label}：{g.evidence}（{g.confidence}）" for label, g in guesses),
        "；".join(f"第 {r.line} 行 {r.why}：{r.text}" for r in (draft.removed if draft else ())),
        "；".join(f"[{p.code}] {p.message}" for p in outcome.problems),
    )


def _result(outcome: Outcome) -> str:
    if outcome.draft:
        return "已导入"
    if not outcome.repeated:
        return "没有导入"
    return f"与 {_shown(outcome.twin)} 内容相同" if outcome.twin else "已导入过"


def _row_of_skipped(skipped: Skipped, today: date) -> tuple[str, ...]:
    lacking = [""] * (len(_HEAD) - 5)
    return _as_row(str(today), _shown(skipped.path), "", "没有导入", *lacking, skipped.why)


def _shown(path: Path | None) -> str:
    return shown_path(path, Path.cwd()) if path else ""


def _as_row(*cells: str) -> tuple[str, ...]:
    """A row is a line: of a run that is killed at most the last one is torn."""
    return tuple(disarmed(" ".join(cell.splitlines())) for cell in cells)
