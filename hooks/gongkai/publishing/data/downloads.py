"""A report's text to keep: as plain text for everyone, as Markdown for who goes on with it.

Both say what the page says and nothing more: comments, accepted findings and where a file was
imported from stay in the archive. Of a withdrawn report there is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai import paths
from gongkai.front_matter import Value, report_file
from gongkai.plain import plain_text
from gongkai.publishing import report_page
from gongkai.report import FIELDS, Report
from gongkai.settings import Settings

_SHOWN = tuple(field for field in FIELDS if field.is_shown)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")


def as_markdown(report: Report) -> str:
    """A report file with the values that readers see, those from defaults included.

    It is written anew from the model: what else stood in the file does not come along.
    """
    values: dict[str, Value] = {"unit": report.unit_name}
    for field in _SHOWN:
        value = getattr(report, field.key)
        if field.key == "unit" or not value:
            continue
        if field.fields:
            keys = [inner.key for inner in field.fields]
            values[field.key] = [{k: str(getattr(item, k)) for k in keys} for item in value]
        else:
            values[field.key] = value if isinstance(value, tuple) else str(value)
    return report_file(values, {}, report.body.lstrip("\n"))


def as_text(report: Report, settings: Settings) -> str:
    """The whole page, a paragraph a line.

    With a byte-order mark and line ends as Windows has them: its older editors need both, and a
    browser takes a Chinese text without the mark for GBK.
    """
    status = report_page.status_sentence(report)
    attached = (
        f"{a.title}：{settings.address(paths.of_attachment(report, a))}" for a in report.attachments
    )
    related = (f"{r.title}：{_absolute(r.url, settings)}" for r in report.related)
    lines = [
        report.title,
        "",
        *(f"{row.label}：{row.value}" for row in report_page.rows(report)),
        f"固定网址：{settings.address(paths.of_report(report))}",
        *(["", status] if status else []),
        "",
        plain_text(_with_notes(report.body)),
        *_block("附件", attached),
        *_block("相关文件", related),
        *_block("更正记录", (f"{r.date} {r.note}" for r in report.revisions)),
        "",
    ]
    return "\ufeff" + "\n".join(lines).replace("\n", "\r\n")


def _with_notes(body: str) -> str:
    """Footnotes as words, where plain text for searching leaves them out."""
    if "[^" not in body:
        return body
    return _NOTE_MARK.sub(r"〔注\1〕", _NOTE.sub(r"〔注\1〕", body))


def _block(heading: str, items: Iterable[str]) -> list[str]:
    found = list(items)
    return ["", f"{heading}：", *found] if found else []


def _absolute(url: str, settings: Settings) -> str:
    return settings.address(url) if url.startswith("/") else url
