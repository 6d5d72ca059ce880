"""The commented beginning of a new report; called by ``gongkai new``.

Guidance stands only in comments of the front matter: whatever stood in the body, an HTML comment
included, would go out with the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.front_matter import LABELS, yaml_text
from gongkai.report import FIELDS
from gongkai.settings import Category, Settings
from gongkai.units import Unit

_TO_FILL = (
    "首次向社会公开的时间（年-月-日，如有时分，空一格再写 时:分）；公开时照实填写，软件从不代填"
)
_OPTIONAL = (
    "written_date",
    "category",
    "source",
    "index_number",
    "document_number",
    "summary",
    "keywords",
    "attachments",
    "related",
)
"""Keys offered as comment lines; the rest are for events that a new report has not had yet."""

_OUTLINES: Sequence[tuple[str, Sequence[str]]] = (
    (
        "法治政府",
        (
            "主要举措和成效",
            "存在的不足和原因",
            "党政主要负责人履行推进法治建设第一责任人职责情况",
            "下一年度主要安排",
            "其他需要报告的情况",
        ),
    ),
    (
        "信息公开",
        (
            "总体情况",
            "主动公开政府信息情况",
            "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况",
            "其他需要报告的事项",
        ),
    ),
)
"""Word of a category → its sections: 厅字〔2019〕28号 第二十四条; 国办公开办函〔2021〕30号."""
_OTHER_OUTLINE = ("工作情况", "存在的问题", "下一步安排")
_NUMERALS = "一二三四五六七八九"


def default_title(unit: Unit, year: int, category: Category) -> str:
    """``云渡县司法局2024年法治政府建设年度报告``; the unit's name at that year's end."""
    return f"{unit.name_on(date(year, 12, 31))}{year}年{category.name}"


def skeleton(title: str, year: int, unit: str, category: Category, settings: Settings) -> str:
    """A report file that lacks what only a person knows."""
    is_main = category == settings.main_category
    lines = [
        "---",
        f"{LABELS['title']}: {yaml_text(title)}",
        f"{LABELS['year']}: {year}",
        f"{LABELS['unit']}: {yaml_text(unit)}",
        f"# {_TO_FILL}",
        f"{LABELS['publish_date']}:",
        *([] if is_main else [f"{LABELS['category']}: {yaml_text(category.name)}"]),
        "#",
        "# 下面是可以不写的。要写的，去掉行首的“# ”，在冒号后面空一格填写：",
    ]
    for field in FIELDS:
        if field.key not in _OPTIONAL or (field.key == "category" and not is_main):
            continue
        lines.append(f"# （{field.meaning}）")
        lines.append(f"# {field.label}:")
        for number, inner in enumerate(field.fields):
            lines.append(f"#   {' ' if number else '-'} {inner.label}:")
    return "\n".join([*lines, "---", "", _outline(category)])


def _outline(category: Category) -> str:
    """The sections that such a report has to have, as headings with nothing under them."""
    sections = next((s for word, s in _OUTLINES if word in category.name), _OTHER_OUTLINE)
    return "\n".join(
        f"## {numeral}、{section}\n" for numeral, section in zip(_NUMERALS, sections, strict=False)
    )
