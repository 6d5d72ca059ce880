"""The catalogue (政府信息公开目录): for people by category, as open data in full.

条例第十二条 names its columns: 索引、名称、内容概述、生成日期. The data files have a column for
each field of ``report.FIELDS`` that says so, and those that the build makes: the addresses of the
report and its downloads, its attachments, and when and how often it was corrected.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import date

from gongkai import paths
from gongkai.archive import Archive
from gongkai.dates import Moment
from gongkai.fields import Field, Kind
from gongkai.publishing.data import attached
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


def as_json(archive: Archive, settings: Settings) -> Iterator[str]:
    """``catalogue.json`` in pieces: who publishes it, then one object a report, each on a line of
    its own, with English keys."""
    head = {
        "title": settings.site_name,
        "publisher": settings.sponsor,
        "count": len(archive.reports),
    }
    yield f'{_json(head)[:-1]}, "reports": ['
    separator = "\n"
    for report in archive.reports:
        row = {f.key: _plain(_value(report, f.key, settings)) for f in COLUMNS}
        yield separator + _json(row)
        separator = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_csv(archive: Archive, settings: Settings) -> str:
    """``catalogue.csv`` with a byte-order mark, which Excel and WPS need to see UTF-8.

    A cell that begins like a formula gets an apostrophe. Source: OWASP, CSV Injection.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f.label for f in COLUMNS])
    for report in archive.reports:
        writer.writerow([_cell(_value(report, f.key, settings)) for f in COLUMNS])
    return "\ufeff" + out.getvalue()


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
