"""What web pages have around a report's text: furniture, and lines that say who published it when.

Only forms are known here. Where each may be removed, ``tidying`` decides: only above the text and
below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from gongkai.debris import is_invisible, is_navigation, is_tool, named
from gongkai.report import DOCUMENT_NUMBER

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "发布日期": "publish_date",
        "发布时间": "publish_date",
        "公开日期": "publish_date",
        "公开时间": "publish_date",
        "日期": "publish_date",
        "时间": "publish_date",
        "成文日期": "written_date",
        "信息来源": "source",
        "文章来源": "source",
        "稿件来源": "source",
        "来源": "source",
        "索引号": "index_number",
        "发文字号": "document_number",
        "文号": "document_number",
        "发布文号": "document_number",
        "发布机构": "publisher",
        "发布单位": "publisher",
        "发布部门": "publisher",
        "发文机关": "publisher",
        "发文机构": "publisher",
        "制发机构": "publisher",
        "公开机构": "publisher",
        # Of the issue or of the publication? Offices mean either.
        "发文日期": "",
        "生成日期": "",
        "标题": "",
        "名称": "",
        "信息名称": "",
        "分类": "",
        "主题分类": "",
        "组配分类": "",
        "信息分类": "",
        "体裁分类": "",
        "主题导航": "",
        "主题词": "",
        "关键词": "",
        "内容概述": "",
        "服务对象": "",
        "公开目录": "",
        "公开方式": "",
        "公开范围": "",
        "有效性": "",
        "是否有效": "",
        "有效期限": "",
        "浏览次数": "",
        "浏览量": "",
        "阅读次数": "",
        "点击数": "",
        "点击量": "",
        "访问量": "",
        "作者": "",
        "编辑": "",
        "责任编辑": "",
        "字号": "",
        "字体": "",
        "字体大小": "",
    }
)
"""Labels of the line under a web page's title → key of the fact, empty for what no report needs."""
_LABEL = re.compile(
    rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*[:：]",
)
_LONGEST_FACTS = 160
_BETWEEN = " \t\u3000\xa0|｜;；，,【】[]"
_BARE_DATES = ("日期", "时间")

_COLUMN = (
    r"网?站?首页|主页|新闻|新闻中心|新闻动态|工作动态|政务公开|政府信息公开|信息公开|政府信息公开专栏"
    r"|信息公开专栏|政府信息公开目录|法定主动公开内容|五公开专栏|结果公开|通知公告|公示公告|政策文件"
    r"|互动交流|政民互动|办事服务|政务服务|专题专栏|法治政府建设|法治政府建设年度报告|年度报告|年报"
    r"|政府信息公开年报|工作计划及总结|计划总结|正文|内容|导航|菜单|搜索|登录|注册|无障碍|长者模式|繁体"
)
_HEAD = re.compile(
    rf"(?:{_COLUMN})(?:\s+(?:{_COLUMN}))*|header|nav|menu"
    r"|(?:您?(?:现在)?的?(?:当前)?(?:所在)?位置(?:是)?|当前栏目)\s*[:：].*"
    r"|(?:网站)?首页\s*[>›»＞/].*|[^>›»＞]{1,30}(?:[>›»＞][^>›»＞]{0,60}){2,}",
    re.IGNORECASE,
)
_PERHAPS_BELOW = re.compile(
    r"(?:主办单位|主办|承办单位|承办|协办|技术支持|地址|邮编|电话|联系电话|传真)\s*[:：].*"
)
"""A page's foot or the report's own words: furniture only where certain furniture stands above."""


def is_above(text: str) -> bool:
    """Whether a line is furniture of a page's head."""
    return bool(_HEAD.fullmatch(text)) or is_tool(text)


def is_under_title(text: str) -> bool:
    """Whether a line between title and text is furniture."""
    return is_tool(text) or is_breadcrumb(text)


def may_be_below(text: str) -> bool:
    """Whether a line is furniture when it stands in a page's foot."""
    return is_navigation(text) or bool(_PERHAPS_BELOW.fullmatch(text))


def is_breadcrumb(text: str) -> bool:
    """``首页 > 信息公开 > …``: where the page stood."""
    return bool(re.match(r"(?:网站)?首页\s*[>›»＞]", text))


def facts_in(text: str) -> tuple[tuple[str, str], ...]:
    """(key, value) of a line that says who published and when; empty for every other line.

    Such a line begins with a known label and holds nothing but labels and their values, or is a
    document number (鲁信〔2024〕3号).
    """
    if re.fullmatch(DOCUMENT_NUMBER, text):
        return (("document_number", text),)
    marks = list(_LABEL.finditer(text))
    if not marks or text[: marks[0].start()].strip(_BETWEEN) or len(text) > _LONGEST_FACTS:
        return ()
    if "。" in text:
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    keys = [_LABELS[mark[1]] for mark in marks]
    bare = [mark[1] in _BARE_DATES for mark in marks]
    said = {key for key, is_bare in zip(keys, bare, strict=True) if not is_bare}
    if not said & {"source", "publisher", "publish_date"}:
        # A date alone may as well be the day of signing: only a publication line settles which.
        keys = ["" if is_bare else key for key, is_bare in zip(keys, bare, strict=True)]
    return tuple(
        (key, " ".join(text[mark.end() : end].strip(_BETWEEN).split()))
        for key, mark, end in zip(keys, marks, ends, strict=True)
    )


def label_of(text: str) -> str:
    """The label that a text is and nothing else, as ``facts_in`` knows it, or an empty string."""
    name = "".join(text.split()).rstrip(":：").strip("【】[]")
    return name if name in _LABELS else ""


def with_visible(text: str) -> Iterator[str]:
    """A removed piece with its invisible characters written out."""
    for char in text:
        yield named(char) if is_invisible(char) else char
