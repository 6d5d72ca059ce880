"""Rules over what a report's text may contain: words, tables, pictures and links, nothing active.

They look at the HTML that Markdown makes and not at what was written, for a script can be written
in more ways than anyone can list: what is not known to be harmless is refused.
Source: OWASP, Cross-Site Scripting Prevention, on sanitising by an allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from gongkai.addresses import plain
from gongkai.checks.rendered import ATTRIBUTE, TAG, html_of, may_make_tags
from gongkai.problems import Problem, Severity, shortened
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

_OWASP = "OWASP《防范跨站脚本》：只放行已知无害的写法"
BAD_ELEMENT = Rule(
    "content-element",
    Severity.ERROR,
    finds="正文里有不许用的标签",
    reason="脚本、表单和窗口能冒充网站说话、收集信息。正文只用文字、表格、图片和链接，"
    "就谁也冒充不了。",
    source=_OWASP,
    wrong='全年办理 <font color="red">351</font> 件。',
    right="全年办理 **351** 件。",
)
BAD_ATTRIBUTE = Rule(
    "content-attribute",
    Severity.ERROR,
    finds="标签里有不许用的写法",
    reason="样式能把字藏起来、盖住别的内容，以 on 开头的写法能执行命令，都不该在公文里。",
    source=_OWASP,
    wrong='<p style="color: white">全年办理 351 件。</p>',
    right="全年办理 351 件。",
)
BAD_ADDRESS = Rule(
    "content-address",
    Severity.ERROR,
    finds="链接不是网址",
    reason="自己电脑里的文件，读者打不开；以 javascript 开头的链接会执行别人的命令。",
    source=_OWASP,
    wrong="[统计表](file:///D:/统计表.xlsx)",
    right="[统计表](https://www.yundu.gov.cn/tongji.html)",
)
FAR_PICTURE = Rule(
    "content-picture",
    Severity.ERROR,
    finds="图片在别的网站",
    reason="别的网站把图片撤下或换掉，报告就跟着变了，还会让那边知道谁在看。",
    source="2015 年的检查规则：图片和外部链接打不开，每处扣 0.1 分",
    wrong="![办信现场](https://img.example.com/1.png)",
    right="![办信现场](yundu-sifaju/xianchang.png)",
)
HIDDEN_COMMENT = Rule(
    "content-comment",
    Severity.ERROR,
    finds="正文里有看不见的注释",
    reason="页面上看不见，查看源代码就能看见，常常是不打算公开的话。",
    source="常识：不打算公开的话不要写进公开的文件",
    wrong="全年办理 351 件。<!-- 这个数要再核 -->",
    right="全年办理 351 件。",
)
BROKEN_TAG = Rule(
    "content-broken",
    Severity.ERROR,
    finds="正文里有残缺的标签",
    reason="从网页和 Word 复制来的残缺标签，各种浏览器读法不同，后面的正文可能不见。",
    source=_OWASP,
    wrong='<?xml version="1.0" encoding="gb2312" ?>全年办理 351 件。',
    right="全年办理 351 件。",
)
RULES = (BAD_ELEMENT, BAD_ATTRIBUTE, BAD_ADDRESS, FAR_PICTURE, HIDDEN_COMMENT, BROKEN_TAG)

_ELEMENTS = (
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp"
    " section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
ELEMENTS = frozenset(_ELEMENTS.split())
_ATTRIBUTES = (
    "align alt cite class colspan datetime dir headers height href id lang open rel reversed role"
    " rowspan scope span src start tabindex title type value valign width"
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ADDRESSES = ("href", "src", "cite")
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);")
"""The one style that Markdown itself writes: of a table's column."""

_HARMLESS = re.compile(
    r"</?(?:p|h[1-6]|[uo]l|li|table|t(?:head|body|r|d|h)|strong|em|br|hr|blockquote|code|pre|sup|div)"
    r'(?: (?:id|class|start|colspan|rowspan)="[^"<>]*")*'
    r'(?: style="text-align: (?:left|right|center);")?'
    r" ?/?>"
)


@dataclass(frozen=True, slots=True)
class Offence:
    """Something in a text's HTML that is not known to be harmless."""

    rule: Rule
    what: str
    """What is wrong, in words."""
    hint: str
    trace: str
    """What to look for in the report's file, to say where it is."""

    @property
    def code(self) -> str:
        return self.rule.code


def nothing_active(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``content-element``, ``-attribute``, ``-address``, ``-picture``, ``-comment``, ``-broken``.

    All are errors: active content is never part of an official text.
    """
    if report.is_withdrawn or not may_make_tags(report.body):
        return
    for offence in offences(html_of(report.body)):
        # Where it is disguised, its trace is not found: the text's first line then.
        at = max(0, report.body.lower().find(offence.trace.lower()))
        place = report.place_in_body(at)
        yield offence.rule.problem(report.path, place, offence.what, offence.hint)


def offences(html: str) -> Iterator[Offence]:
    """What a text's HTML has that it must not have, in its order."""
    if html.count("<") == len(_HARMLESS.findall(html)):
        return
    at = html.find("<")
    while at >= 0:
        tag = TAG.match(html, at)
        if tag:
            yield from _offences_of(tag[1].lower(), tag[2])
            at = html.find("<", tag.end())
            continue
        if html.startswith("<!--", at):
            yield Offence(
                HIDDEN_COMMENT, "正文里有看不见的注释", "读者看不见，但人人能查到：删去", "<!--"
            )
        else:
            start = " ".join(html[at : at + 20].split())
            hint = "删去它；正文里的 < 写作 &lt;"
            yield Offence(BROKEN_TAG, f"正文里有残缺的标签“{start}”", hint, html[at : at + 8])
        at = html.find("<", at + 1)


def _offences_of(element: str, attributes: str) -> Iterator[Offence]:
    if element not in ELEMENTS:
        hint = "删去它，只留文字、表格、图片和链接；文字里的 < 写作 &lt;"
        yield Offence(BAD_ELEMENT, f"正文里不能有 <{element}>", hint, f"<{element}")
        return
    for match in ATTRIBUTE.finditer(attributes):
        name = match[1].lower()
        value = unescape(next((v for v in match.groups()[1:] if v is not None), ""))
        if name == "style" and _ALIGNMENT.fullmatch(value):
            continue
        if name not in ATTRIBUTES and not name.startswith("aria-"):
            what = f"正文的 <{element}> 不能有“{name}”"
            yield Offence(BAD_ATTRIBUTE, what, f"删去“{name}”和它的值", name)
        elif name in _ADDRESSES:
            yield from _offences_of_address(element, value)


def _offences_of_address(element: str, value: str) -> Iterator[Offence]:
    address = plain(value)
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", address)
    if element == "img" and (scheme or address.startswith("//")):
        hint = "把图片放进报告的同名文件夹，写它在那里的路径"
        yield Offence(FAR_PICTURE, f"图片“{shortened(address, 40)}”不在本站", hint, value)
    elif (scheme and scheme[0].lower() not in SCHEMES) or value.lstrip().startswith("\\"):
        hint = "改成 https:// 开头的网址或者本站的路径；没有就删去链接，只留文字"
        trace = scheme[0] if scheme else value
        yield Offence(BAD_ADDRESS, f"链接“{shortened(address, 40)}”不是网址", hint, trace)
