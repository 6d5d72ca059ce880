"""``import-report.csv``: what became of each original, for a person and for years later.

Rows are added as they come, so that a run that was broken off has said what it did.
"""

from __future__ import annotations

import csv
from contextlib import suppress
from datetime import date
from pathlib import Path

from gongkai.importing.planning import Outcome
from gongkai.problems import shown_path

FILE = "import-report.csv"
_HEAD = (
    *("导入日期", "原文件", "校验值", "结果", "报告", "年度", "单位", "发布日期", "标题"),
    *("依据和把握", "删去", "问题"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would compute such a cell. Source: OWASP, CSV Injection."""


def record(folder: Path, outcome: Outcome, today: date) -> None:
    """Adds one row; a disk that takes no more is said by the reports themselves."""
    path = folder / FILE
    with suppress(OSError):
        is_new = not path.exists()
        # Excel and WPS need the byte-order mark to see UTF-8; it stands at the beginning only.
        encoding = "utf-8-sig" if is_new else "utf-8"
        with path.open("a", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow(_HEAD)
            writer.writerow([_disarmed(cell) for cell in _row(outcome, today)])


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
    return (
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


def _disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
