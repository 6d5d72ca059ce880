"""The catalogue (政府信息公开目录): for people by category, as open data in full.

条例第十二条 names its columns: 索引、名称、内容概述、生成日期. The data files have a column for
each field of ``report.FIELDS`` that says so, and those that the build makes: the addresses of the
report and its downloads, its attachments, and when and how often it was corrected.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Any

from gongkai import paths
from gongkai.archive import Archive
from gongkai.dates import Moment
from gongkai.fields import Field, Kind
from gongkai.publishing.data import attached
from gongkai.publishing.data.rows import Rows
from gongkai.report import FIELDS, Report
from gongkai.settings import Settings
from gongkai.spreadsheets import disarmed

ADDRESSES = (
    Field("url", "网址", Kind.ADDRESS, "报告的固定网址", needed=True),
    Field("text", "纯文本", Kind.ADDRESS, "报告的纯文本从哪里下载", is_filled=True),
    Field("markdown", "Markdown", Kind.ADDRESS, "报告的 Markdown 从哪里下载", is_filled=True),
)
"""Where each report is; no file says it, for the build makes it."""
MORE = (
    Field("attachments", "附件", Kind.RECORDS, "随报告公开的文件", fields=attached.FIELDS),
    Field("corrected", "最近更正", Kind.DAY, "最近一次更正的日期"),
    Field("corrections", "更正次数", Kind.COUNT, "公开以后更正过几次"),
)
"""What is counted, or looked up, from what its file says."""
COLUMNS = (*(field for field in FIELDS if field.column), *ADDRESSES, *MORE)
HIDDEN_WHEN_WITHDRAWN = (
    *("summary", "keywords", "original_url", "text", "markdown"),
    *(field.key for field in MORE),
)
_NEXT = "\r\n"
"""Source: RFC 4180, 2."""
_PATHS: Mapping[str, Callable[[Report], str]] = {
    "url": paths.of_report,
    "text": paths.of_text,
    "markdown": paths.of_markdown,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the catalogue for people."""

    index_number: str
    title: str
    path: str
    summary: str
    day: str
    """生成日期: the day on the document; empty where nobody has said it."""
    unit: str
    status: str


@dataclass(frozen=True, slots=True)
class Section:
    """One category."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]


def sections(archive: Archive, settings: Settings) -> tuple[Section, ...]:
    """Every report under its category, in the order of the settings; empty ones left out."""
    return tuple(
        Section(category.name, f"category-{number}", tuple(_entry(r) for r in reports))
        for number, category in enumerate(settings.categories, start=1)
        if (reports := archive.by_category.get(category.name, ()))
    )


def _entry(report: Report) -> Entry:
    withdrawn = report.is_withdrawn
    return Entry(
        report.index_number,
        report.title,
        paths.of_report(report),
        f"已撤回：{report.status_reason}" if withdrawn else report.summary,
        str(report.written_date or ""),
        report.unit_name,
        report.status.value,
    )


def as_csv(archive: Archive, settings: Settings) -> str:
    """The whole of ``catalogue.csv``."""
    return csv_rows(archive, settings).text()


def json_rows(archive: Archive, settings: Settings) -> Rows:
    """``catalogue.json``: who publishes it, and one object a report with English keys."""
    head = {
        "title": settings.site_name,
        "publisher": settings.sponsor,
        "count": len(archive.reports),
    }

    def row(report: Report) -> str:
        return _json({f.key: _plain(_value(report, f.key, settings)) for f in COLUMNS})

    return Rows(archive.reports, f'{_json(head)[:-1]}, "reports": [\n', row, ",\n", "\n]}\n")


def csv_rows(archive: Archive, settings: Settings) -> Rows:
    """``catalogue.csv`` with a byte-order mark, which Excel and WPS need to see UTF-8.

    A cell that begins like a formula gets an apostrophe. Source: OWASP, CSV Injection.
    """
    writer = csv.writer(_Line(), lineterminator=_NEXT)

    def row(report: Report) -> str:
        cells = [_cell(_value(report, f.key, settings)) for f in COLUMNS]
        return _written_by(writer, cells)

    first = _written_by(writer, [f.label for f in COLUMNS])
    head = f"\ufeff{first}{_NEXT}" if archive.reports else f"\ufeff{first}"
    return Rows(archive.reports, head, row, _NEXT, _NEXT)


class _Line:
    """Where a writer writes: what it writes is what comes back from writing a row."""

    def write(self, text: str) -> str:
        return text


def _written_by(writer: Any, cells: Sequence[str]) -> str:
    text: str = writer.writerow(cells)
    return text.removesuffix(_NEXT)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(report: Report, key: str, settings: Settings) -> object:
    if report.is_withdrawn and key in HIDDEN_WHEN_WITHDRAWN:
        return None
    if key in _PATHS:
        return settings.address(_PATHS[key](report))
    if key == "attachments":
        return attached.attached(report, settings)
    if key == "corrected":
        return max((revision.date for revision in report.revisions), default=None)
    if key == "corrections":
        return len(report.revisions)
    if key == "unit":
        return report.unit_name
    return getattr(report, key)


def _plain(value: object) -> object:
    if isinstance(value, (date, Moment)):
        return str(value)
    if isinstance(value, tuple):
        return [asdict(v) if isinstance(v, attached.Attached) else v for v in value] or None
    return value or None


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        mark = "；" if value and isinstance(value[0], attached.Attached) else "、"
        text = mark.join(map(_written, value))
    else:
        text = str(value or "")
    return disarmed(text)


def _written(value: object) -> str:
    """One of several in a cell; an attachment as its values with a space between them."""
    if isinstance(value, attached.Attached):
        return " ".join(map(str, astuple(value)))
    return str(value)
