"""Lines that say who published a text and when: ``来源：… 发布时间：… 点击：…``.

Only forms are known here, called by ``tidying`` and ``web``. A day is that of publication only
where its label says so: what else is a day (of an update, of nobody knows what) is told apart by
:attr:`Stated.is_unsure`, so that a person can be told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from gongkai.importing.stated_dates import begins_with_day
from gongkai.problems import Problem, warning
from gongkai.report import DOCUMENT_NUMBER

_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "publish_date": (
            *("发布日期", "发布时间", "公开日期", "公开时间", "发表日期", "发表时间", "发布于"),
            *("日期", "时间"),
        ),
        "written_date": ("成文日期",),
        "source": ("信息来源", "文章来源", "稿件来源", "来源"),
        "index_number": ("索引号",),
        "document_number": ("发文字号", "文号", "发布文号"),
        "publisher": (
            *("发布机构", "发布单位", "发布部门", "发文机关", "发文机构", "制发机构", "公开机构"),
        ),
        "": (
            # Days of something else, or of the issue or of the publication: offices mean either.
            *("发文日期", "发文时间", "生成日期", "生成时间", "公布日期", "公布时间"),
            *("印发日期", "印发时间", "更新日期", "更新时间", "最后更新", "最近更新", "修改日期"),
            *("修改时间", "添加日期", "添加时间", "录入日期", "录入时间", "上传日期", "上传时间"),
            *("编辑日期", "编辑时间", "创建日期", "创建时间", "采集时间", "入库时间", "提交时间"),
            # What no report needs.
            *("标题", "名称", "信息名称", "分类", "主题分类", "组配分类", "信息分类", "体裁分类"),
            *("主题导航", "主题词", "关键词", "内容概述", "服务对象", "公开目录", "公开方式"),
            *("公开范围", "有效性", "是否有效", "有效期限", "浏览次数", "浏览量", "浏览数", "浏览"),
            *("阅读次数", "阅读量", "阅读数", "阅读", "点击次数", "点击数", "点击量", "点击率"),
            *("点击", "访问次数", "访问量", "人气", "作者", "编辑", "责任编辑", "责编", "编辑人员"),
            *("审核", "审核人", "校对", "录入", "录入人", "发布人", "发布者", "撰稿", "供稿"),
            *("字号", "字体", "字体大小", "字体显示", "视力保护色"),
        ),
    }
)
"""Key of a fact → the labels that introduce it; empty for what no report needs."""
_LABELS = {label: key for key, labels in _KEYS.items() for label in labels}
_BARE_DATES = ("日期", "时间")
_DATES = re.compile(r"(?:日期|时间|更新|发布于)$")
"""How labels of a day end."""
_UPDATED = re.compile("更新|修改")

_SPREAD = "|".join(
    r"\s*".join(label) for label in sorted(_LABELS, key=lambda label: (-len(label), label))
)
"""Any label, its characters set apart or not (``来　源``)."""
_COLON = re.compile(r"[:：]")
_LAST_LABEL = re.compile(rf"(?:{_SPREAD})\s*$")
_IN_BRACKETS = re.compile(rf"[【\[［]\s*({_SPREAD})\s*[】\]］]\s*[:：]?")
_BEFORE_DAY = re.compile(rf"({_SPREAD})\s*(?=\d{{4}}\s*[-/.年])")
"""A page may set label and day apart by their looks alone."""
_BETWEEN = " \t\u3000\xa0|｜;；，,【】[]［］"
_UNKNOWN = re.compile(rf"(?:^|[{re.escape(_BETWEEN)}])([\u3400-\u9fff]{{1,8}})\s*$")
"""A label that is not known, which begins behind a gap."""
_WORD = re.compile(r"[\u3400-\u9fff]*$")
_SURE_LENGTH = 4
"""Characters of a label that is one even where a word stands close before it."""
_LONGEST_QUALIFIER = 2
"""Characters that make a label another one (首次发布时间), unlike a value before it."""
_TOOLS = re.compile(
    r"(?:^|[\s|｜【\[（(]+)(?:(?:我要)?(?:打印|分享|收藏|关闭|纠错|下载|朗读|保存|复制)"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：（(]?\s*\d|大\s+中\s+小)"
)
"""Where a page's tools begin behind the last value."""
_FILLER = re.compile(
    r"[-—–－―─_/／\\*·.…]+|[（(]?(?:无|暂无|空|没有|暂缺|未填|不详)[）)]?|null|none"
)
"""What pages write where there is nothing to say."""
_LONGEST = 160
_DAY_LINE = re.compile(
    r"\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?:[\sT]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
)
"""A day as pages write it under a title, in figures or with its hour; 2024年1月31日 alone may be
the text's own."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that a line states."""

    key: str
    """English key of the field, or ``publisher``; empty for what no report needs."""
    label: str
    """What stands before it; empty for a day alone."""
    value: str
    """Empty where the page only fills a gap (无, —)."""

    @property
    def is_unsure(self) -> bool:
        """Whether it is a day of which nobody says that it is the publication's."""
        is_day = not self.label or bool(_DATES.search(self.label))
        return not self.key and is_day and begins_with_day(self.value)

    @property
    def is_update(self) -> bool:
        """Whether it is the day on which a page was changed."""
        return bool(_UPDATED.search(self.label))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label in a line: where it begins, and where its value does."""

    label: str
    start: int
    end: int


def facts_in(text: str) -> tuple[Stated, ...]:
    """What a line states that says who published and when; empty for every other line.

    Such a line begins with a known label or a day and holds nothing but labels and their values, or
    is a document number (鲁信〔2024〕3号), or a day in figures.
    """
    if re.fullmatch(DOCUMENT_NUMBER, text):
        return (Stated("document_number", "", text),)
    if len(text) > _LONGEST or "。" in text:
        return ()
    marks = _marks(text)
    lead = text[: marks[0].start if marks else None].strip(_BETWEEN)
    if not lead and marks and marks[0].label in _LABELS:
        days: tuple[Stated, ...] = ()
    elif _DAY_LINE.fullmatch(lead):
        days = (Stated("", "", lead),)
    else:
        return ()
    ends = [*(mark.start for mark in marks), len(text)][1:]
    found = [
        Stated(_LABELS.get(mark.label, ""), mark.label, _value(text[mark.end : end]))
        for mark, end in zip(marks, ends, strict=True)
    ]
    said = {one.key for one in found if one.label not in _BARE_DATES}
    if not said & {"source", "publisher", "publish_date"}:
        # A date alone may as well be the day of signing: only a publication line settles which.
        found = [replace(one, key="") if one.label in _BARE_DATES else one for one in found]
    return (*days, *found)


def unsure_date(path: Path, line: int, stated: Stated, place: str) -> Problem:
    """The warning that a day which a line states was not taken; ``place`` is what it stands on."""
    said = f"{stated.label}：{stated.value}" if stated.label else stated.value
    why = "是更新的日期，不是发布日期" if stated.is_update else "不能确定是发布日期"
    message = f"{place}有“{said}”，{why}，没有采用"
    hint = "对照当时的公开记录，是发布日期的，填进“发布日期”"
    return warning(path, (line, 1), "import-date", message, hint)


def label_of(text: str) -> str:
    """The label that a text is and nothing else, as ``facts_in`` knows it, or an empty string."""
    name = "".join(text.split()).rstrip(":：").strip("【】[]")
    return name if name in _LABELS else ""


def _value(text: str) -> str:
    """What stands behind a label, without what only ends the line there or fills a gap."""
    if tools := _TOOLS.search(text):
        text = text[: tools.start()]
    value = " ".join(text.strip(_BETWEEN).split())
    return "" if _FILLER.fullmatch(value.lower()) else value


def _marks(text: str) -> list[_Mark]:
    """Every label of a line, known or not."""
    sure = [
        _Mark("".join(match[1].split()), match.start(), match.end())
        for pattern in (_IN_BRACKETS, _BEFORE_DAY)
        for match in pattern.finditer(text)
        if pattern is _IN_BRACKETS or _is_of_day(text[: match.start()], "".join(match[1].split()))
    ]
    found: list[_Mark] = []
    for mark in sorted([*sure, *_at_colons(text)], key=lambda mark: (mark.start, -mark.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _is_of_day(before: str, label: str) -> bool:
    """Whether a label without a colon is one; a short one ends many a word (检查时间)."""
    word = _WORD.search(before)
    stands_apart = not (word and word[0])
    return bool(_DATES.search(label)) and (stands_apart or len(label) >= _SURE_LENGTH)


def _at_colons(text: str) -> Iterator[_Mark]:
    start = 0
    for colon in _COLON.finditer(text):
        piece = text[start : colon.start()]
        label = _label_at_end(piece, follows=start > 0)
        if label:
            yield _Mark("".join(label.split()), colon.start() - len(label), colon.end())
            start = colon.end()


def _label_at_end(piece: str, *, follows: bool) -> str:
    """The label that a piece before a colon ends in; ``follows`` where another label is before it.

    A known one may stand close behind a value (县林业局发布时间), and a longer word that only ends
    like one is a label by itself (审核时间, 图片来源).
    """
    unknown = _UNKNOWN.search(piece)
    known = _LAST_LABEL.search(piece)
    if not known:
        # Right behind a colon it may as well be a value with a colon of its own.
        return piece[unknown.start(1) :] if unknown and (unknown.start(1) or not follows) else ""
    before = _WORD.search(piece[: known.start()])
    word = before[0] if before else ""
    begins_value = follows and before is not None and not before.start()
    if word and not begins_value:
        is_sure = len("".join(known[0].split())) >= _SURE_LENGTH
        if not (is_sure and len(word) > _LONGEST_QUALIFIER) and unknown:
            return piece[unknown.start(1) :]
    return known[0]
