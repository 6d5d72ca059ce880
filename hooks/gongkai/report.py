"""What a report is: the table of its fields, and the model that reading makes of a file.

The table below is the front matter's schema: validation, JSON Schema, handbook and catalogue ask
it, and none of them keeps a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from gongkai.dates import Moment
from gongkai.fields import Field, Kind
from gongkai.units import Unit


class Status(StrEnum):
    """Whether a report is in force (有效性)."""

    IN_FORCE = "有效"
    EXPIRED = "失效"
    REPEALED = "废止"
    ARCHIVED = "已归档"
    WITHDRAWN = "已撤回"


RESERVED_SLUG = re.compile(r"index|readme|page-\d+", re.IGNORECASE)
"""File names that a year's own pages need; the engine takes README for an index."""

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What the engine takes for pages: a report has the first, and an attachment none of them."""

FIRST_YEAR = 1949
"""The earliest year that a report can be about."""

DOCUMENT_NUMBER = r"[\u4e00-\u9fa5]+〔[0-9]{4}〕[1-9][0-9]*号"
"""发文字号 after GB/T 9704-2012, 7.2.5: six-cornered brackets, no leading zero, no 第."""

REVISION_FIELDS = (
    Field("date", "日期", Kind.DAY, "更正的日期", needed=True),
    Field("note", "说明", Kind.TEXT, "改了什么、为什么改", needed=True),
)
ATTACHMENT_FIELDS = (
    Field("file", "文件", Kind.FILE, "文件名；文件放在报告的同名文件夹里", needed=True),
    Field("title", "名称", Kind.TEXT, "给读者看的名称", needed=True),
)
RELATED_FIELDS = (
    Field("title", "标题", Kind.TEXT, "相关文件的标题", needed=True),
    Field(
        "url",
        "网址",
        Kind.TEXT,
        "完整网址，或站内地址（以 / 开头）",
        needed=True,
        pattern=r"https?://[^\s/]\S*|/(?!/)\S*",
        pattern_hint="以 https:// 开头的网址，或以 / 开头的站内地址",
    ),
)
SOURCE_FILE_FIELDS = (
    Field("file", "文件", Kind.TEXT, "原文件名", needed=True),
    Field(
        "sha256",
        "校验值",
        Kind.TEXT,
        "原文件的 SHA-256",
        needed=True,
        pattern="[0-9a-f]{64}",
        pattern_hint="64 位数字和小写字母 a 到 f",
    ),
)
ACCEPTANCE_FIELDS = (
    Field("code", "规则", Kind.TEXT, "被接受的检查结果的代码", needed=True),
    Field("reason", "理由", Kind.TEXT, "为什么接受", needed=True),
    Field("value", "号码", Kind.TEXT, "认错的身份证号、银行卡号，照检查结果里遮住的样子写"),
)

FIELDS = (
    Field("title", "标题", Kind.TEXT, "报告的标题", needed=True, column=True),
    Field("year", "年度", Kind.YEAR, "报告所写的年度，1949 年以后", needed=True, column=True),
    Field(
        "unit",
        "单位",
        Kind.TEXT,
        "`units.yml` 中的编号、名称、简称或曾用名",
        needed=True,
        column=True,
        told="公开这份报告的单位，用公开时的名称",
    ),
    Field(
        "publish_date",
        "发布日期",
        Kind.MOMENT,
        "首次向社会公开的时间；软件从不代填",
        needed=True,
        column=True,
        told="首次向社会公开的时间",
    ),
    Field("written_date", "成文日期", Kind.DAY, "文件落款的日期", column=True),
    Field("added", "收录日期", Kind.DAY, "旧报告收进本站的日期", column=True),
    Field(
        "category",
        "类别",
        Kind.TEXT,
        "`mkdocs.yml` 所列类别之一；不写为第一个",
        column=True,
        told="哪一种报告",
        is_filled=True,
    ),
    Field(
        "source",
        "信息来源",
        Kind.TEXT,
        "不写为单位的名称",
        column=True,
        told="这份内容由谁提供",
        is_filled=True,
    ),
    Field("index_number", "索引号", Kind.TEXT, "全站唯一；公开后不改", column=True),
    Field(
        "document_number",
        "发文字号",
        Kind.TEXT,
        "如 鲁信〔2024〕3号",
        pattern=DOCUMENT_NUMBER,
        pattern_hint="机关代字、六角括号括起的四位年份、序号和“号”，如 鲁信〔2024〕3号",
        column=True,
        told="单位给这份文件编的文号",
    ),
    Field(
        "summary",
        "内容概述",
        Kind.TEXT,
        "一两句话；不写取正文第一段",
        column=True,
        told="一两句话，或者正文的第一段",
        is_filled=True,
    ),
    Field(
        "keywords",
        "关键词",
        Kind.TEXTS,
        "如 [法治政府, 行政执法]",
        column=True,
        told="供查找的词",
    ),
    Field(
        "status",
        "有效性",
        Kind.TEXT,
        "不写为有效",
        choices=tuple(Status),
        column=True,
        told="这份文件现在的状态",
        is_filled=True,
    ),
    Field("status_date", "状态日期", Kind.DAY, "失效、废止或撤回的日期", column=True),
    Field("status_reason", "状态说明", Kind.TEXT, "为什么失效、废止或撤回", column=True),
    Field(
        "replaced_by",
        "替代文件",
        Kind.TEXT,
        "替代它的报告，如 2024/luzhou",
        column=True,
        told="替代它的报告：网址里的年度和文件名，如 2024/luzhou",
    ),
    Field("revisions", "更正记录", Kind.RECORDS, "每次更正一条", fields=REVISION_FIELDS),
    Field("attachments", "附件", Kind.RECORDS, "每个附件一条", fields=ATTACHMENT_FIELDS),
    Field("related", "相关文件", Kind.RECORDS, "法规、解读等", fields=RELATED_FIELDS),
    Field("aliases", "旧网址", Kind.PATHS, "以前的站内地址；打开它会到这份报告", is_shown=False),
    Field("original_url", "原文链接", Kind.ADDRESS, "导入前所在的网址", column=True),
    Field(
        "imported_from",
        "导入来源",
        Kind.RECORD,
        "由导入写入，不手改",
        fields=SOURCE_FILE_FIELDS,
        is_shown=False,
    ),
    Field(
        "allow",
        "例外",
        Kind.RECORDS,
        "有人决定接受的检查结果",
        fields=ACCEPTANCE_FIELDS,
        is_shown=False,
    ),
)
"""Front matter, in the order in which it is written, documented and shown."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One correction (更正记录): its day and what was corrected."""

    date: date
    note: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file."""

    file: str
    """Name inside the report's own folder ``reports/<year>/<slug>/``."""
    title: str
    """Name shown to readers."""


@dataclass(frozen=True, slots=True)
class Related:
    """A law, an interpretation or another document that belongs to the report."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that an imported report was made from."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that a person has decided to accept, and why."""

    code: str
    reason: str
    value: str = ""
    """The masked number that was taken for somebody's, where the finding is an error."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One report, complete: what its file leaves out is filled by the defaults of its field."""

    path: Path
    """The file it was read from."""
    slug: str
    """Name of that file without its ending; last part of its address."""
    folder_year: int
    """Year of the folder that the file lies in."""
    title: str
    year: int
    unit: Unit
    publish_date: Moment
    category: str
    source: str
    summary: str
    body: str
    """Markdown below the front matter, verbatim but for line ends."""
    body_line: int
    """Line of the file on which the body begins."""
    sha256: str = field(default="", compare=False)
    """Of the whole file, with LF line ends and without a byte-order mark."""
    written_date: date | None = None
    added: date | None = None
    index_number: str = ""
    document_number: str = ""
    keywords: tuple[str, ...] = ()
    status: Status = Status.IN_FORCE
    status_date: date | None = None
    status_reason: str = ""
    replaced_by: str = ""
    revisions: tuple[Revision, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    related: tuple[Related, ...] = ()
    aliases: tuple[str, ...] = ()
    original_url: str = ""
    imported_from: SourceFile | None = None
    allow: tuple[Acceptance, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )
    """Line and column of each value that the file gives, by English key (``attachments.0`` …)."""

    def __repr__(self) -> str:
        """What it is known by: all else follows from its file, and from the settings."""
        return f"Report({self.id} {self.sha256})"

    @property
    def id(self) -> str:
        """``<year>/<slug>``: the report's name inside the archive and in ``replaced_by``."""
        return f"{self.folder_year}/{self.slug}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether its text is no longer shown anywhere."""
        return self.status is Status.WITHDRAWN

    @property
    def unit_name(self) -> str:
        """The publishing body's name on the day of publication (发布机构)."""
        return self.unit.name_on(self.publish_date.day)

    @property
    def folder(self) -> Path:
        """Where its attachments and pictures lie."""
        return self.path.parent / self.slug

    @property
    def announced(self) -> tuple[Revision, ...]:
        """Corrections that readers see; of a withdrawn report those since, for others tell of its
        text."""
        since = self.status_date if self.is_withdrawn else None
        return tuple(r for r in self.revisions if since is None or r.date >= since)

    @property
    def last_change(self) -> date:
        """The newest day on which its page changed for readers: published, added, corrected…"""
        days = (
            self.publish_date.day,
            self.added,
            self.status_date,
            *(r.date for r in self.revisions),
        )
        return max(d for d in days if d is not None)

    def place_in_body(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of a character of the body."""
        line = self.body_line + self.body.count("\n", 0, offset)
        return line, offset - self.body.rfind("\n", 0, offset)

    def place(self, key: str) -> tuple[int, int]:
        """Where a value stands in the file; the first line where the file leaves it out."""
        return self.places.get(key, (1, 1))
