"""What a report's page shows around its text: metadata block, status, attachments, neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai import paths
from gongkai.archive import Archive
from gongkai.publishing.leaving import WebLink, web_link
from gongkai.publishing.lists import Link
from gongkai.report import Attachment, Report, Revision, Status
from gongkai.settings import Settings

TYPES = {
    "pdf": "PDF 文档",
    "doc": "Word 文档",
    "docx": "Word 文档",
    "wps": "WPS 文档",
    "ofd": "OFD 文档",
    "xls": "Excel 表格",
    "xlsx": "Excel 表格",
    "et": "WPS 表格",
    "csv": "CSV 表格",
    "ppt": "演示文稿",
    "pptx": "演示文稿",
    "txt": "文本",
    "zip": "压缩包",
    "jpg": "图片",
    "jpeg": "图片",
    "png": "图片",
    "html": "网页",
    "htm": "网页",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the metadata block."""

    key: str
    """``data-field`` of the value."""
    label: str
    value: str
    path: str = ""
    """Where the value leads, if anywhere."""
    moment: str = ""
    """For ``datetime``, where the value is a date."""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attached file as a reader sees it."""

    title: str
    path: str
    type: str
    size: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands above a report that is not simply in force."""

    status: str
    text: str
    replacement: Link | None = None
    contact: str = ""
    """Whom to ask about a withdrawn one; empty where the settings name nobody."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything on a report's page but its text."""

    rows: tuple[Row, ...]
    notice: Notice | None
    attachments: tuple[AttachmentView, ...]
    related: tuple[WebLink, ...]
    revisions: tuple[Revision, ...]
    original: WebLink | None
    downloads: tuple[Link, ...]
    """Its text in forms to keep; none of a withdrawn one."""
    previous: Link | None
    next: Link | None
    unit: Link


def view(report: Report, archive: Archive, settings: Settings) -> ReportView:
    """The report's page; of a withdrawn report nothing but its data and the reason."""
    near = archive.neighbours(report)
    withdrawn = report.is_withdrawn
    return ReportView(
        rows=tuple(rows(report)),
        notice=_notice(report, archive, settings),
        attachments=() if withdrawn else tuple(_attachment(report, a) for a in report.attachments),
        related=()
        if withdrawn
        else tuple(web_link(r.title, r.url, settings) for r in report.related),
        revisions=shown_revisions(report),
        original=_original(report, settings),
        downloads=()
        if withdrawn
        else (
            Link("纯文本", paths.of_text(report)),
            Link("Markdown", paths.of_markdown(report)),
        ),
        previous=_neighbour(near.previous),
        next=_neighbour(near.next),
        unit=Link(report.unit.name, paths.of_unit(report.unit)),
    )


def shown_revisions(report: Report) -> tuple[Revision, ...]:
    """Newest first; of a withdrawn report those since."""
    return tuple(sorted(report.announced, key=lambda r: r.date)[::-1])


def description(report: Report) -> str:
    """One sentence for the head and for lists, unlike that of any other page."""
    if report.is_withdrawn:
        return f"{report.title}已于 {report.status_date} 撤回。"
    lead = f"{report.unit_name}，{report.year} 年度，{report.publish_date.day} 公开。"
    if report.status is not Status.IN_FORCE:
        lead = f"（{report.status}）{lead}"
    return f"{lead}{report.summary}"


def rows(report: Report) -> list[Row]:
    """The metadata block; a value that there is not has no row."""
    unit = report.unit_name
    if unit != report.unit.name:
        unit = f"{unit}（现{report.unit.name}）"
    found = [
        Row("index_number", "索引号", report.index_number),
        Row("category", "类别", report.category),
        Row("unit", "发布机构", unit, path=paths.of_unit(report.unit)),
        Row("year", "年度", str(report.year), path=paths.of_year(report.year)),
        _day("written_date", "成文日期", report.written_date),
        Row("publish_date", "发布日期", str(report.publish_date), moment=report.publish_date.iso),
        _day("added", "收录日期", report.added),
        Row("document_number", "发文字号", report.document_number),
        Row("source", "信息来源", report.source),
        Row("status", "有效性", report.status.value),
        _corrected(report),
        Row("keywords", "关键词", "" if report.is_withdrawn else "、".join(report.keywords)),
    ]
    return [row for row in found if row.value]


def _day(key: str, label: str, day: object) -> Row:
    text = str(day) if day else ""
    return Row(key, label, text, moment=text)


def _corrected(report: Report) -> Row:
    """When the report was last corrected, leading to what was corrected."""
    shown = shown_revisions(report)
    if not shown:
        return Row("revisions", "更正", "")
    newest = shown[0].date
    return Row("revisions", "更正", f"{newest} 更正过，见更正记录", path="#revisions")


def status_mark(report: Report) -> str:
    """What tells a report no longer in force from the one of its name that took its place."""
    if report.status is Status.IN_FORCE:
        return ""
    return f"已{report.status.removeprefix('已')}："


def status_sentence(report: Report) -> str:
    """Since when and why it is not simply in force; empty where it is."""
    if report.status is Status.IN_FORCE:
        return ""
    since = f"自 {report.status_date} 起" if report.status_date else ""
    reason = f"：{report.status_reason.rstrip('。')}" if report.status_reason else ""
    return {
        Status.WITHDRAWN: f"本报告已{f'于 {report.status_date} ' if since else ''}撤回{reason}。"
        "正文和附件不再提供。",
        Status.EXPIRED: f"本报告{since}失效{reason}。以下内容仅供查考。",
        Status.REPEALED: f"本报告{since}废止{reason}。以下内容仅供查考。",
        Status.ARCHIVED: f"本报告{since}已归档{reason}。内容不再更新。",
    }[report.status]


def _notice(report: Report, archive: Archive, settings: Settings) -> Notice | None:
    if report.status is Status.IN_FORCE:
        return None
    replacement = archive.by_id.get(report.replaced_by)
    link = Link(replacement.title, paths.of_report(replacement)) if replacement else None
    contact = whom_to_ask(settings) if report.is_withdrawn else ""
    return Notice(report.status.value, status_sentence(report), link, contact)


def whom_to_ask(settings: Settings) -> str:
    """One sentence with the ways to the site's sponsor; empty where there is none."""
    contact = settings.contact
    ways = (
        ("电话", contact.phone),
        ("邮箱", contact.email),
        ("地址", contact.address),
        ("办公时间", contact.hours),
    )
    told = "，".join(f"{label}：{value}" for label, value in ways if value)
    who = settings.sponsor or "本站主办单位"
    return f"要了解撤回的情况，请联系{who}（{told}）。" if told else ""


def _original(report: Report, settings: Settings) -> WebLink | None:
    if report.is_withdrawn or not report.original_url:
        return None
    return web_link("原文链接", report.original_url, settings)


def _attachment(report: Report, attachment: Attachment) -> AttachmentView:
    path = report.folder / attachment.file
    ending = Path(attachment.file).suffix.lstrip(".").lower()
    size = path.stat().st_size if path.is_file() else 0
    return AttachmentView(
        attachment.title,
        paths.of_attachment(report, attachment),
        TYPES.get(ending, f"{ending.upper()} 文件" if ending else "文件"),
        human_size(size),
    )


def human_size(count: int) -> str:
    """Bytes as a reader knows them: 1 KB is 1,024 bytes."""
    if count < 1024:
        return f"{count} 字节"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def _neighbour(report: Report | None) -> Link | None:
    return Link(f"{report.year} 年度：{report.title}", paths.of_report(report)) if report else None
