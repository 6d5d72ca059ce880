"""What Word, scanners and web pages leave in a text: marks, odd characters, navigation.

Only forms are known here. The import takes them out where it may (``importing.furniture``), and a
rule finds those that came in another way (``checks.debris``).
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

MARK = re.compile(
    r"\[(bookmark|image|picture|drawing|shape|chart|object|embed|footnoteRef|endnoteRef|commentRef)"
    r"\s*:\s*[^\[\]\n]*\]"
    r"|(?<![!\]])\[(bookmark|image|picture|drawing|chart|pic|图片)\](?![(\[:{])",
    re.IGNORECASE,
)
"""What text extraction writes where Word has something that is no text; WeChat writes 图片.

One with a bracket or a colon behind it is Markdown's."""

INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""Controls, zero widths, fillers and marks of direction, as a regular expression's class; the
joiners U+200C and U+200D mean something in some scripts."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
"""Characters that only one computer's font can show: Word's bullets, a scanner's guesses."""
LOOKALIKE = "\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
"""Radicals and compatibility characters: they look like a character that they are not."""
_LOOKALIKE = re.compile(f"[{LOOKALIKE}]")
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺈⺉⺊⺌⺎⺐⺕⺗⺙⺛⺝⺠⺢⺣⺤⺧⺩⺫⺬⺭⺮⺯⺰⺱⺳⺶⺷⺹⺻⺼⺽⺾⻀⻁⻃⻄⻅⻆⻈⻉⻊⻋⻌⻎⻏⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙几刀刀卜小尣尢彐心攵旡月民水火爪牛王罒示礻竹糸纟罓网羊羊老聿肉臼艹艹虎覀西见角讠贝足车辶辶阝钅長长门雨青韦页风飞食食饣饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Source: EquivalentUnifiedIdeograph.txt of the Unicode character database."""

_LINE = re.compile(
    r"字\s*[号体](?:大小)?\s*[:：].{0,20}|[\[【（(]?\s*(?:字[号体]\s*[:：].{0,16}|大\s*中\s*小\s*)[\]】）)]"
    r"|分享(?:[到至]\s*[:：]?[^。；]{0,30}|\s*[:：]?)"
    r"|(?:[\[【]?(?:我要)?(?:打印|关闭|返回|收藏|纠错|评论|复制链接|朗读)(?:本页|此页|本文|页面|窗口|顶部|首页|列表)?[\]】]?"
    r"[\s|｜/]*){1,6}|回到顶部|加入收藏|设为首页|无障碍(?:阅读|浏览)|长辈版|适老版|语音播报"
    r"|扫一扫[^。；]{0,30}|长按[^。；，]{0,8}二维码[^。；，]{0,10}|(?:轻触|点击)?“?阅读原文”?|关注[^。；，]{0,8}公众号"
    r"|[↑↓▲▼]?点击[上下]方[^。；，]{0,4}蓝字[^。；，]{0,12}|预览时标签不可点|继续滑动看下一个|微信扫一扫[^。；，]{0,20}"
    r"|(?:文章|页面)?(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：（(]\s*\d+\s*次?\s*[）)]?"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]\s*次?",
)
"""A page's tools, and a post's, which stand above a text or below it; a sentence is none."""
_BELOW = re.compile(
    r"footer"
    r"|相关(?:政策法规|政策|法规|解读|链接|新闻|阅读|文章|信息|稿件)(?:[/、](?:政策|法规|解读|链接))*\s*[:：]?"
    r"|[上下]一[篇条]\s*[:：].*|(?:责任)?编辑\s*[:：].{0,20}|版权所有.*|网站标识码\s*[:：].*"
    r"|(?:(?:网站地图|关于我们|联系我们|网站声明|隐私声明)[\s|｜·/]*)+"
    r"|主办(?:单位)?\s*[:：].{1,30}承办(?:单位)?\s*[:：].{1,30}|.{0,20}ICP备.*号.{0,20}|.{0,20}公网安备.*号.{0,10}",
    re.IGNORECASE,
)
LOST = MappingProxyType(
    {
        "image": "图片",
        "picture": "图片",
        "pic": "图片",
        "图片": "图片",
        "drawing": "图形",
        "shape": "图形",
        "chart": "图表",
        "object": "嵌入的文件",
        "embed": "嵌入的文件",
        "footnoteref": "脚注",
        "endnoteref": "尾注",
    }
)
"""Marks behind which there was something that readers should see: lower-case name → in Chinese."""


PAGE_NUMBER = (
    r"[-—–－―─━﹣~～·•]{1,2}[ \t]*\d{1,4}[ \t]*[-—–－―─━﹣~～·•]{1,2}"
    r"|[（(]?第[ \t]*(?:\d{1,4}|[一二三四五六七八九十]{1,3})[ \t]*页[）)]?"
    r"(?:[ \t,，/]*共[ \t]*\d{1,4}[ \t]*页)?"
    r"|共[ \t]*\d{1,4}[ \t]*页(?:[ \t,，/]*第[ \t]*\d{1,4}[ \t]*页)?"
    r"|页码[ \t]*[:：]?[ \t]*\d{1,4}"
)
"""A line that is a page's number by its form alone."""
_PAGE_NUMBER = re.compile(PAGE_NUMBER)


def is_page_number(line: str) -> bool:
    """Whether a line can be nothing but the number of a page."""
    return bool(_PAGE_NUMBER.fullmatch(line))


def is_tool(line: str) -> bool:
    """Whether a line is one of a page's tools: 字号, 打印, 分享到."""
    return bool(_LINE.fullmatch(line))


def is_navigation(line: str) -> bool:
    """Whether a line is a page's tool or belongs to its foot."""
    return bool(_BELOW.fullmatch(line) or _LINE.fullmatch(line))


def is_lookalike(character: str) -> bool:
    """Whether a character only looks like another, which is known."""
    return bool(_LOOKALIKE.match(character)) and meant(character) != character


def meant(character: str) -> str:
    """The character that a look-alike stands for; itself where it is a character of its own."""
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


def is_invisible(character: str) -> bool:
    """Whether a character hides from people and breaks search."""
    return bool(_INVISIBLE.match(character))


def named(character: str) -> str:
    """``U+200B``: how to name what cannot be seen."""
    return f"U+{ord(character):04X}"
