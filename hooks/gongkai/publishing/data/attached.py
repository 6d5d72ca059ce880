"""A report's attachments as data: what each is called, where it is, of what kind and how large.

``catalogue`` and ``dcat`` ask it; the data dictionary is made from its table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from gongkai import paths
from gongkai.fields import Field, Kind
from gongkai.report import Report
from gongkai.settings import Settings

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "zip": "application/zip",
    "json": "application/json",
}
"""By ending. The system's own table would differ from machine to machine. Source: IANA, which
lists none for OFD and the formats of WPS."""
_ANY = "application/octet-stream"
FIELDS = (
    Field("title", "名称", Kind.TEXT, "给读者看的名称", needed=True),
    Field("url", "网址", Kind.ADDRESS, "从哪里下载", needed=True),
    Field("type", "格式", Kind.TEXT, "互联网媒体类型，如 application/pdf", needed=True),
    Field("size", "字节数", Kind.COUNT, "文件的大小", needed=True),
)
"""What the catalogue says of each, in this order."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment; its attributes are the keys of :data:`FIELDS`."""

    title: str
    url: str
    type: str
    size: int


def attached(report: Report, settings: Settings) -> tuple[Attached, ...]:
    """All that readers can download; of a withdrawn report there is none."""
    if report.is_withdrawn:
        return ()
    return tuple(
        Attached(
            attachment.title,
            settings.address(paths.of_attachment(report, attachment)),
            media_type(attachment.file),
            path.stat().st_size if (path := report.folder / attachment.file).is_file() else 0,
        )
        for attachment in report.attachments
    )


def media_type(name: str) -> str:
    """Of a file, told by its ending."""
    return MEDIA_TYPES.get(ending(name), _ANY)


def ending(name: str) -> str:
    """``pdf`` of ``tongji.PDF``."""
    return PurePosixPath(name).suffix.lstrip(".").lower()
