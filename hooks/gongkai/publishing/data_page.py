"""开放数据: what can be downloaded and subscribed to, and what each column of the data means.

The data dictionary is the table of fields, as those see it who read the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai import paths
from gongkai.archive import Archive
from gongkai.fields import Field, Kind
from gongkai.publishing.data import catalogue, feeds
from gongkai.publishing.data.feeds import Feed
from gongkai.publishing.leaving import WebLink, web_link
from gongkai.settings import Settings

_FORMS = {
    Kind.YEAR: "四位数字",
    Kind.DAY: "年-月-日，如 2024-03-05",
    Kind.MOMENT: "年-月-日，知道时分的再加时分，如 2024-03-05 09:30",
    Kind.ADDRESS: "完整的网址",
    Kind.COUNT: "整数",
}
_KINDS = {
    Kind.YEAR: "数字",
    Kind.COUNT: "数字",
    Kind.TEXTS: "若干文字",
    Kind.RECORDS: "若干组",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file to download."""

    title: str
    path: str
    note: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the catalogue."""

    label: str
    key: str
    meaning: str
    kind: str
    """文字, 数字, 若干文字 or 若干组."""
    presence: str
    """Whether every report has a value."""
    values: str
    """What it may be, or how it is written."""


@dataclass(frozen=True, slots=True)
class DataView:
    """The page."""

    count: int
    """Reports in each of the catalogue's files."""
    files: tuple[File, ...]
    feeds: tuple[Feed, ...]
    """Of the site and of the categories; those of units stand on their pages."""
    columns: tuple[Column, ...]
    license: WebLink | None


def view(archive: Archive, settings: Settings) -> DataView:
    return DataView(
        len(archive.reports),
        (
            File("目录表格（CSV）", paths.CATALOGUE_CSV, "用表格软件打开，如 WPS、Excel"),
            File("目录数据（JSON）", paths.CATALOGUE_JSON, "供程序读取，内容和表格一样"),
            File(
                "数据集说明（DCAT）",
                paths.DCAT,
                "供数据开放平台收录；DCAT 是各平台通用的数据集写法（DCAT-AP 3，JSON-LD 格式）",
            ),
            File("网站地图（XML）", paths.SITEMAP_XML, "供检索网站收录，列出全部页面"),
        ),
        (feeds.site_feed(archive, settings), *feeds.category_feeds(archive, settings)),
        tuple(_columns(settings)),
        _license(settings),
    )


def _columns(settings: Settings) -> Iterator[Column]:
    for field in catalogue.COLUMNS:
        yield Column(
            field.label,
            field.key,
            field.told or field.meaning,
            _kind(field),
            _presence(field),
            _values(field, settings),
        )


def _kind(field: Field) -> str:
    return _KINDS.get(field.kind, "文字")


def _presence(field: Field) -> str:
    """What ``needed`` means to a reader: a default fills what the file leaves out."""
    if not (field.needed or field.is_filled):
        return "可能没有"
    return "撤回的没有" if field.key in catalogue.HIDDEN_WHEN_WITHDRAWN else "都有"


def _values(field: Field, settings: Settings) -> str:
    if field.key == "category":
        return "、".join(category.name for category in settings.categories)
    if field.fields:
        return "每组依次是" + "、".join(f"{inner.label}（{inner.key}）" for inner in field.fields)
    if field.choices:
        return "、".join(field.choices)
    return field.pattern_hint or _FORMS.get(field.kind, "不限")


def _license(settings: Settings) -> WebLink | None:
    """A name alone leads nowhere."""
    known = settings.license
    if not known.name:
        return None
    return web_link(known.name, known.url, settings) if known.url else WebLink(known.name, "")
