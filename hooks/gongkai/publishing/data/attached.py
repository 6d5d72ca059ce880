"""A report's attachments as data: what each is called, where it is, of what kind and how large.

``catalogue`` and ``dcat`` ask it; the data dictionary is made from its table.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai import media_types, paths
from gongkai.fields import Field, Kind
from gongkai.report import Report
from gongkai.settings import Settings

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
            media_types.of(attachment.file),
            path.stat().st_size if (path := report.folder / attachment.file).is_file() else 0,
        )
        for attachment in report.attachments
    )
