"""What the tests know of the reports: their files read a second time, not by the build's code.

Plain PyYAML, every value as its text, English keys. Nothing here asks ``gongkai``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

KEYS = {
    "标题": "title",
    "年度": "year",
    "单位": "unit",
    "发布日期": "publish_date",
    "成文日期": "written_date",
    "收录日期": "added",
    "类别": "category",
    "信息来源": "source",
    "索引号": "index_number",
    "发文字号": "document_number",
    "内容概述": "summary",
    "关键词": "keywords",
    "有效性": "status",
    "状态日期": "status_date",
    "状态说明": "status_reason",
    "替代文件": "replaced_by",
    "更正记录": "revisions",
    "附件": "attachments",
    "相关文件": "related",
    "旧网址": "aliases",
    "原文链接": "original_url",
    "导入来源": "imported_from",
    "例外": "allow",
    "日期": "date",
    "说明": "note",
    "文件": "file",
    "名称": "name",
    "编号": "id",
    "简称": "short_names",
    "曾用名": "former_names",
    "地区": "region",
    "层级": "level",
    "统一社会信用代码": "credit_code",
    "起始": "from",
    "终止": "to",
}
"""Chinese key → English key, as the handbook lists them."""
DEFAULT_CATEGORY = "法治政府建设年度报告"
DISCLOSURE = "政府信息公开工作年度报告"


def _english(value: Any) -> Any:
    if isinstance(value, dict):
        return {KEYS.get(key, key): _english(item) for key, item in value.items()}
    return [_english(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Source:
    """One report's file."""

    path: Path
    fields: dict[str, Any]
    body: str

    @property
    def id(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def page(self) -> str:
        return f"reports/{self.id}.html"

    @property
    def year(self) -> int:
        return int(self.fields["year"])

    @property
    def day(self) -> str:
        """Day of publication."""
        return str(self.fields["publish_date"])[:10]

    @property
    def moment(self) -> str:
        """Publication with its minute where it is known, in the form of ISO 8601."""
        day, _, minute = str(self.fields["publish_date"]).partition(" ")
        return f"{day}T{minute}:00+08:00" if minute else day

    @property
    def status(self) -> str:
        return str(self.fields.get("status", "有效"))

    @property
    def is_withdrawn(self) -> bool:
        return self.status == "已撤回"

    @property
    def category(self) -> str:
        return str(self.fields.get("category", DEFAULT_CATEGORY))

    @property
    def last_change(self) -> str:
        """The newest of its own dates that a reader sees a change by."""
        dates = [self.day, self.fields.get("added"), self.fields.get("status_date")]
        dates += [revision["date"] for revision in self.fields.get("revisions") or ()]
        return max(str(date) for date in dates if date)

    def sentences(self, shortest: int = 10) -> set[str]:
        """The text cut at each mark: long enough pieces to know it by."""
        markup = r"<[^>]*>|[*_`#>]|^[-|: ]+$|^(- |\d+\. )"
        plain = re.sub(markup, "", self.body, flags=re.MULTILINE)
        pieces = re.split(r"[，。；！？：、“”（）|\n]", plain)
        return {piece.strip() for piece in pieces if len(piece.strip()) >= shortest}


@dataclass(frozen=True)
class UnitSource:
    """One unit's entry in ``units.yml``."""

    fields: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.fields["id"])

    @property
    def name(self) -> str:
        return str(self.fields["name"])

    @property
    def former(self) -> list[dict[str, str]]:
        return list(self.fields.get("former_names") or ())

    def name_on(self, day: str) -> str:
        """Its name on a day: text compares as dates do, ``2022-06`` being the first of June."""
        for former in self.former:
            if former.get("from", "0") <= day < former.get("to", "9") and len(former) > 1:
                return str(former["name"])
        return self.name

    def is_called(self, name: str) -> bool:
        formers = [former["name"] for former in self.former]
        return name in (self.id, self.name, *(self.fields.get("short_names") or ()), *formers)


@dataclass(frozen=True)
class Sources:
    """A reports folder."""

    reports: Sequence[Source]
    units: Sequence[UnitSource]

    @classmethod
    def of(cls, folder: Path) -> Sources:
        found = (folder / "units.yml").read_text(encoding="utf-8")
        units = yaml.load(found, yaml.BaseLoader)
        return cls(
            sorted((_read(path) for path in folder.glob("[0-9]*/*.md")), key=lambda s: s.id),
            [UnitSource(_english(unit)) for unit in units],
        )

    def unit(self, report: Source) -> UnitSource:
        """The unit that a report's file names; the tests' worlds have no name twice."""
        (found,) = (unit for unit in self.units if unit.is_called(report.fields["unit"]))
        return found

    def of_unit(self, unit: UnitSource) -> list[Source]:
        return [report for report in self.reports if self.unit(report).id == unit.id]

    @cached_property
    def years(self) -> list[int]:
        """Years that have reports, newest first."""
        return sorted({report.year for report in self.reports}, reverse=True)

    @cached_property
    def withdrawn(self) -> list[Source]:
        return [report for report in self.reports if report.is_withdrawn]

    @cached_property
    def public(self) -> list[Source]:
        return [report for report in self.reports if not report.is_withdrawn]

    def owed(self, unit: UnitSource) -> set[int]:
        """Years that a unit has to report on: from its first known one to the archive's last."""
        mine = [r.year for r in self.of_unit(unit) if _counts(r)]
        if "from" not in unit.fields and not mine:
            return set()
        first = int(unit.fields.get("from") or min(mine))
        last = max(self.years, default=0)
        return set(range(first, min(int(unit.fields.get("to") or last), last) + 1))

    def published(self, unit: UnitSource) -> set[int]:
        return {report.year for report in self.of_unit(unit) if _counts(report)}


def newest_first(reports: Iterable[Source]) -> list[Source]:
    """By moment of publication; equals in any order."""
    return sorted(reports, key=lambda report: report.fields["publish_date"], reverse=True)


def _counts(report: Source) -> bool:
    return report.category == DEFAULT_CATEGORY and not report.is_withdrawn


def _read(path: Path) -> Source:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = _english(yaml.load(front, yaml.BaseLoader))
    for attachment in fields.get("attachments") or ():
        if "name" in attachment:
            attachment["title"] = attachment.pop("name")
    return Source(path, fields, body)


def series(sources: Sources) -> dict[tuple[str, str], list[Source]]:
    """Unit and category → public reports, one a year, oldest first; one in force wins."""
    found: dict[tuple[str, str], dict[int, Source]] = {}
    for report in sorted(sources.public, key=lambda r: r.status == "有效"):
        found.setdefault((sources.unit(report).id, report.category), {})[report.year] = report
    return {key: [years[year] for year in sorted(years)] for key, years in found.items()}
