"""Rules against what conversion leaves in a text: marks, odd characters, page numbers, navigation.

What can be nothing else is an error. A line that only looks like a page's own is a warning, for the
text may mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from gongkai.checks.texts import Text, texts
from gongkai.debris import (
    INVISIBLE,
    LOOKALIKE,
    MARK,
    PAGE_NUMBER,
    PRIVATE,
    is_invisible,
    is_navigation,
    meant,
    named,
)
from gongkai.problems import Problem, Severity
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

_ACCURATE = "政府信息公开条例第六条：准确公开"

MARKED = Rule(
    "debris-mark",
    Severity.ERROR,
    finds="转换软件留下的标记",
    reason="把 Word 转成文本时，书签和图片会变成方括号里的英文，读者看不懂；那里可能还缺一张图。",
    source="Apache Tika 转换 Word 文件的输出；" + _ACCURATE,
    wrong="全年办结[bookmark: _GoBack]351件。",
    right="全年办结351件。",
)
UNSEEN = Rule(
    "debris-invisible",
    Severity.ERROR,
    finds="看不见的字符",
    reason="零宽字符、软连字符、不换行空格夹在字词中间，人看不见，检索却因此找不到这个词。",
    source=_ACCURATE + "；Unicode 标准第 23 章",
    wrong="县司法局依法\u200b履行职责。",
    right="县司法局依法履行职责。",
)
ODD = Rule(
    "debris-private",
    Severity.ERROR,
    finds="自造的字符",
    reason="私用区的字符只在原来的电脑上有样子，在别的电脑和手机上是空框，朗读软件也读不出。",
    source="Unicode 标准第 23.5 节；" + _ACCURATE,
    wrong="\ue004 全年办结351件。",
    right="全年办结351件。",
)
LOST = Rule(
    "debris-replacement",
    Severity.ERROR,
    finds="乱码",
    reason="编码转换出错，原来的字已经丢了，只能对照原件补上。",
    source="Unicode 标准第 23.8 节（U+FFFD）；" + _ACCURATE,
    wrong="县司法\ufffd依法履行职责。",
    right="县司法局依法履行职责。",
)
ALIKE = Rule(
    "debris-lookalike",
    Severity.ERROR,
    finds="样子相同的另一个字符",
    reason="PDF 里复制出来的部首字符和汉字看着一样，编码不同：检索找不到，朗读软件也读错。",
    source="Unicode 标准第 18.1、18.2 节：康熙部首、部首补充、兼容汉字",
    wrong="今年⻓期坚持依法行政。",
    right="今年长期坚持依法行政。",
)
STYLED = Rule(
    "debris-style",
    Severity.ERROR,
    finds="Word 的样式和域代码",
    reason="从 Word 复制时带出来的样式名、字体名和域代码，会当作正文印在网页上。",
    source=_ACCURATE,
    wrong="mso-bidi-font-size:16.0pt 全年办结351件。",
    right="全年办结351件。",
)
PAGED = Rule(
    "debris-page",
    Severity.WARNING,
    finds="页码",
    reason="原文件每页的页码混进了正文，常把一句话断成两段。",
    source="GB/T 9704-2012 第 7.5 条：页码的样子；" + _ACCURATE,
    wrong="全年办结\n\n— 3 —\n\n351件。",
    right="全年办结351件。",
)
NAVIGATED = Rule(
    "debris-navigation",
    Severity.WARNING,
    finds="网页上的栏目文字",
    reason="从网页复制时带出来的上一篇、浏览次数、分享到等，不是报告的内容。",
    source=_ACCURATE,
    wrong="全年办结351件。\n\n上一篇：关于召开会议的通知",
    right="全年办结351件。",
)
INDENTED = Rule(
    "debris-indent",
    Severity.WARNING,
    finds="用空格缩进的段落",
    reason="段首的全角空格会和网页自己的缩进叠在一起，朗读和检索也会受影响。",
    source=_ACCURATE,
    wrong="　　全年办结351件。",
    right="全年办结351件。",
)
RULES = (MARKED, UNSEEN, ODD, LOST, ALIKE, STYLED, PAGED, NAVIGATED, INDENTED)

_GARBLED_SIGN = "锛銆\xa1-\xac\xae\xaf\xb2-\xb6\xb8-\xd6\xd8-\xff"
"""One of these is in whatever ``_GARBLED`` finds; °, ±, · and × are not."""
_GARBLED_WORDS = ("锟斤", "烫烫", "屯屯")
_CHARACTER = re.compile(f"[{INVISIBLE}{PRIVATE}{LOOKALIKE}{_GARBLED_SIGN}\xa0\u200c\u200d\ufffd]")
_GARBLED_SIGNS = re.compile(f"[{_GARBLED_SIGN}]")
_JOINERS = "\u200c\u200d"
"""They are for other scripts: beside a Chinese character they only hide."""
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_HIDDEN_ENTITY = re.compile(
    r"&(?:nbsp|shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak|#0*(?:160|173|820[3-7]|65279)"
    r"|#[xX]0*(?:[aA]0|[aA][dD]|200[b-fB-F]|[fF][eE][fF][fF]));"
)
_TAIL = "\x80-\xb6\xb8-\xbfŒœŠšŸŽžƒˆ˜€™‹›†‡‰"
"""Second and third bytes of a Chinese character, as Western code pages show them."""
_AFTER_COMMA = "".join(
    bytes((lead, trail)).decode("gb18030", "ignore")
    for lead in (0x81, 0x88, 0x89, 0x8C, 0x9A, 0x9B, 0x9F)
    for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))
)
"""What follows 锛 where it is the first half of ，：；（）！ or ？; elsewhere it is a tool."""
_GARBLED = re.compile(
    f"锟斤拷|烫烫烫|屯屯屯|銆|锛(?=[{_AFTER_COMMA}])|ï»¿|â€[\x80-\xbf\u0153\u2122]|Ã[\x80-\xbf]{{1}}"
    f"|[ä-é][{_TAIL}]{{2}}|(?:[ä-é][{_TAIL}]){{2}}"
    "|[\xa1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]{4}"
)
"""One encoding read as another: UTF-8 as GBK has 锛 or 銆 for its commas and full stops, UTF-8 or
GBK as Western has letters with accents in a row."""
_STYLE = re.compile(
    r"\bmso-[a-z][\w-]*(?:\s*:[^;\s]*)?|\bMsoNormal\w*|(?:<|&lt;)/?o:p(?:>|&gt;)|(?:仿宋|楷体|宋体|黑体)_GB2312"
    r"|方正小标宋(?:简体|_GBK)|\bMERGEFORMAT\b|\bHYPERLINK\s+\\?\"|\bPAGEREF\s+_Toc\w*"
    r"|\bfont-(?:family|size)\s*:|\btext-indent\s*:|\{\\\*?\\?rtf|<!\[(?:if\b[^\]\n]*|endif)\]|_x00[0-9A-F]{2}_"
    r"|\bTOC\s+\\[a-z]\b|错误!(?:未找到引用源|未定义书签|超链接引用无效)。?"
    r"|Error! (?:Reference source|Bookmark) not (?:found|defined)\.?"
    r"|&amp;(?:nbsp|[lr][ds]quo|quot|[lg]t|amp|#\d{1,6});"
)
"""Word's styles, fields and messages about them, a spreadsheet's line ends, entities made twice."""
_STYLE_SIGN = re.compile(
    r"mso-|Mso|o:p|_GB|方正小标|FORMAT|HYPER|PAGEREF|font-|text-indent|rtf|<!\[|_x00|TOC"
    "|错误!|Error!|&amp;"
)
_PAGE = re.compile(
    rf"{PAGE_NUMBER}|\d{{1,3}}[ \t]*(?:/[ \t]*\d{{1,3}})?"
    r"|[Pp](?:age)?[ \t]*\d{1,4}(?:[ \t]*of[ \t]*\d{1,4})?"
)
"""A line that has nothing but a page's number; a scanner's marks around it may be bold."""
_LONGEST_PAGE = 24
_NAVIGATION_SIGN = re.compile(
    "footer|相关|上一|下一|编辑|版权|网站|联系我|关于我|备案|ICP备|公网安备|字号|字体|字 号|分享"
    "|打印|关闭|返回|收藏|纠错|复制链接|扫一扫|浏览|阅读|点击|访问|回到顶部|首页|评论|大中小"
    "|大 中 小|无障碍|长辈版|适老版|语音播报|二维码|公众号|预览时|继续滑动|主办"
)
_LONGEST_NAVIGATION = 80
"""Characters: what is longer is a paragraph."""
_INDENT = re.compile(
    r"^(?:[ \t]*[\u3000\xa0]|&(?:emsp|ensp|nbsp);)[\u3000\xa0 \t]*(?=\S)", re.MULTILINE
)


def no_odd_character(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``debris-invisible``, ``-private``, ``-replacement``, ``-lookalike``: one of each a text."""
    for text in texts(report):
        found: dict[Rule, list[re.Match[str]]] = {}
        may_be_garbled = any(sign in text.text for sign in _GARBLED_WORDS)
        for match in _CHARACTER.finditer(text.text):
            if _GARBLED_SIGNS.match(match[0]):
                may_be_garbled = True
            elif _is_itself(match[0]):
                continue
            elif match[0] not in _JOINERS or _is_beside_chinese(match):
                found.setdefault(_rule_of(match[0]), []).append(match)
        if "&" in text.text:
            for match in _HIDDEN_ENTITY.finditer(text.text):
                found.setdefault(UNSEEN, []).append(match)
        for match in _GARBLED.finditer(text.text) if may_be_garbled else ():
            found.setdefault(LOST, []).append(match)
        for rule, matches in found.items():
            message, hint = _said(rule, matches)
            yield text.gathered(rule, [m.start() for m in matches], message, hint)


def _is_itself(character: str) -> bool:
    """Some twelve of the compatibility characters are no copies (﨑): Unicode standard, 23.2."""
    return "\uf900" <= character <= "\ufaff" and meant(character) == character


def _rule_of(character: str) -> Rule:
    if character == "\ufffd":
        return LOST
    if character == "\xa0" or character in _JOINERS or is_invisible(character):
        return UNSEEN
    return ALIKE if re.match(f"[{LOOKALIKE}]", character) else ODD


def _is_beside_chinese(match: re.Match[str]) -> bool:
    return any(
        _CHINESE.match(match.string, at)
        for at in (match.start() - 1, match.end())
        if 0 <= at < len(match.string)
    )


def _said(rule: Rule, matches: list[re.Match[str]]) -> tuple[str, str]:
    first = matches[0][0]
    if rule is UNSEEN:
        what = first if first.startswith("&") else named(first)
        return f"有看不见的字符 {what}", "删去它；到处都有时，先贴进记事本，再用“替换”删去"
    if rule is ODD:
        return f"有自造的字符 {named(first)}，别的电脑上显示不出", "对照原件，改成通用的字或符号"
    if rule is LOST:
        return f"有乱码“{first}”，原来的字丢了", "对照原件补上"
    kinds = dict.fromkeys(m[0] for m in matches)
    pairs = [f"“{c}”改成“{right}”" for c in kinds if (right := meant(c)) != c]
    hint = "；".join(pairs[:6]) or "对照原件改成通用的汉字"
    return f"“{first}”（{named(first)}）只是样子像汉字，检索找不到它", hint


def no_mark(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``debris-mark``, ``debris-style``: everywhere that readers look."""
    for text in texts(report):
        if "[" in text.text:
            for match in MARK.finditer(text.text):
                message = f"有转换留下的标记“{match[0][:40]}”"
                yield text.problem(
                    MARKED, match.start(), message, "删去它；原处有图片的，对照原件补上"
                )
        if _STYLE_SIGN.search(text.text) and (found := _all(_STYLE, text)):
            message = f"有 Word 的样式或域代码“{found[0][0][:40]}”"
            hint = "删去它；从 Word 复制时选“只保留文本”"
            yield text.gathered(STYLED, [m.start() for m in found], message, hint)


def no_line_of_a_page(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``debris-page``, ``debris-navigation``, ``debris-indent``: lines of the body."""
    if report.is_withdrawn:
        return
    body = Text(report, "", report.body)
    may_navigate = bool(_NAVIGATION_SIGN.search(report.body))
    paged, navigated, start = [], [], 0
    for line in report.body.split("\n"):
        length = len(line)
        if 0 < length <= _LONGEST_NAVIGATION:
            inner = line.strip().lstrip("\\").strip("*_ ") if length <= _LONGEST_PAGE else ""
            if inner and _PAGE.fullmatch(inner):
                paged.append((start, inner))
            elif may_navigate:
                inner = line.strip().lstrip("#*> ").rstrip("* ")
                if inner and is_navigation(inner):
                    navigated.append((start, inner))
        start += length + 1
    if paged:
        hint = "删去这一行，把断开的句子接上"
        yield body.gathered(PAGED, [at for at, _ in paged], f"“{paged[0][1]}”像是页码", hint)
    may_indent = any(space in report.body for space in ("\u3000", "\xa0", "sp;"))
    if may_indent and (found := _all(_INDENT, body)):
        offsets = [m.start() for m in found]
        yield body.gathered(INDENTED, offsets, "段首用空格缩进", "删去段首的空格，段落之间空一行")
    for at, inner in navigated:
        message = f"“{inner[:30]}”像是网页上的栏目文字"
        yield body.problem(NAVIGATED, at, message, "不是报告内容的，删去这一行")


def _all(pattern: re.Pattern[str], text: Text) -> list[re.Match[str]]:
    return list(pattern.finditer(text.text))
