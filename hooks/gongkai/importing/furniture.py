"""What web pages have around a report's text: columns, tools, the page's foot.

Only forms are known here. Where each may be removed, ``tidying`` decides: only above the text and
below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.debris import is_invisible, is_navigation, is_tool, named

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


def with_visible(text: str) -> Iterator[str]:
    """A removed piece with its invisible characters written out."""
    for char in text:
        yield named(char) if is_invisible(char) else char
