"""Rules over a text's build: headings, numbering, topics, and what stands in for a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from gongkai.checks.outline import Line, outline
from gongkai.checks.texts import Text
from gongkai.plain import plain_text
from gongkai.problems import Problem, Severity, shortened
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

_VERBATIM = "原文如此的照实保留，写进“例外”"
_ENOUGH_TEXT = (
    "一年来，县司法局坚持依法行政，推进法治政府建设，取得明显成效；存在一些问题和不足；"
    "主要负责人履行推进法治建设第一责任人职责；下一步将继续抓好落实。"
) * 2

HEADING = Rule(
    "structure-heading",
    Severity.ERROR,
    finds="标题的级别不对",
    reason="网页上只有报告的标题是一级，正文从二级开始，不跳级：盲人靠标题的级别在页面里走动。",
    source="WCAG 2.2，1.3.1、2.4.6；GB/T 37668-2019",
    wrong="## 一、主要举措\n\n#### （一）制度建设",
    right="## 一、主要举措\n\n### （一）制度建设",
)
ORDER = Rule(
    "structure-order",
    Severity.WARNING,
    finds="序号跳号或重号",
    reason="“一、二、四”往往是漏抄了一段，也可能是原文编错了号。",
    source="GB/T 9704-2012 第 7.3.3 条：结构层次序数",
    wrong="## 一、主要举措\n\n## 二、存在的不足\n\n## 四、下一步安排",
    right="## 一、主要举措\n\n## 二、存在的不足\n\n## 三、下一步安排",
)
FORM = Rule(
    "structure-form",
    Severity.WARNING,
    finds="序号或标题的写法不合规范",
    reason="“（一）”后面不加顿号，“1”后面用点，标题末尾不用句号。",
    source="GB/T 9704-2012 第 7.3.3 条；GB/T 15835-2011",
    wrong="## 一、主要举措\n\n### （一）、制度建设",
    right="## 一、主要举措\n\n### （一）制度建设",
)
TOPICS = Rule(
    "structure-topics",
    Severity.WARNING,
    finds="法治政府建设年度报告缺少规定的内容",
    reason="举措和成效、不足和原因、第一责任人履职、下一年安排，四项都要写，先后不限。",
    source="法治政府建设与责任落实督察工作规定（厅字〔2019〕28号）；各地通行的体例",
    wrong=_ENOUGH_TEXT.replace("主要负责人履行推进法治建设第一责任人职责；", ""),
    right=_ENOUGH_TEXT,
)
SHORT = Rule(
    "structure-short",
    Severity.WARNING,
    finds="正文太短，或者只有链接",
    reason="正文应当是报告全文。只放一个链接或附件，检索查不到，检查时也会当作没有公开。",
    source="政府信息公开条例第二十四条：检索、查阅、下载",
    wrong="[点击查看报告全文](https://www.gov.cn/)",
    right=_ENOUGH_TEXT,
)
PLAIN = Rule(
    "structure-plain",
    Severity.WARNING,
    finds="标题没有写成标题",
    reason="“一、……”前面不加 ##，网页上就没有目录，读屏软件也跳不到这一节。",
    source="WCAG 2.2，1.3.1；约定：“一、”用 ##，“（一）”用 ###，见手册第二节",
    wrong="一、主要举措和成效\n\n二、存在的不足",
    right="## 一、主要举措和成效\n\n## 二、存在的不足",
)
JOINED = Rule(
    "structure-joined",
    Severity.WARNING,
    finds="段落之间没有空行",
    reason="Markdown 里只换行不空行的两段，在网页上会连成一段。",
    source="Python-Markdown：段落由空行分开",
    wrong="全年办结行政复议案件351件，纠错率下降。\n开展培训12场，覆盖全部执法人员。",
    right="全年办结行政复议案件351件，纠错率下降。\n\n开展培训12场，覆盖全部执法人员。",
)
ALT = Rule(
    "structure-alt",
    Severity.ERROR,
    finds="图片没有文字说明",
    reason="看不见图片的人只能靠方括号里的说明知道图上写了什么，检索也只认文字。",
    source="WCAG 2.2，1.1.1；无障碍环境建设法第三十二条",
    wrong='<img src="cases.png">',
    right="全年办结351件。",
)
TABLE = Rule(
    "structure-table",
    Severity.WARNING,
    finds="表格没有表头",
    reason="读屏软件逐格朗读时要念出这一列是什么，没有表头就只剩一串数字。",
    source="WCAG 2.2，1.3.1",
    wrong="|  |  |\n| --- | --- |\n| 收到 | 351 |",
    right="| 项目 | 件数 |\n| --- | --- |\n| 收到 | 351 |",
)
RULES = (HEADING, ORDER, FORM, TOPICS, SHORT, PLAIN, JOINED, ALT, TABLE)

_SHORTEST = 100
"""Characters of a text that can be one; the shortest report that was seen has some 800."""
_LEAST_BESIDE_LINKS = 40
_LONGEST_HEADING = 40
_WRONG_MARK = re.compile(r"\**[一二三四五六七八九十]{1,3}[.．,，:：]")
_STOPS = ("。", "；", "，")
"""Signs that end a sentence or a part of it, and no heading."""
_TOPICS = {
    "主要举措和成效": (
        ("成效", "举措", "做法", "取得"),
        r"工作(?:开展|落实|完成)?情况|(?:推进|建设|落实)情况",
    ),
    "存在的不足和原因": (
        ("不足", "有待", "仍需"),
        r"存在.{0,12}(?:问题|短板|差距|薄弱)|(?:问题|短板|差距|薄弱环节)(?:和|及|与)原因",
    ),
    "主要负责人履行第一责任人职责": (
        ("第一责任人",),
        r"主要负责人.{0,30}(?:法治|依法行政|述法|职责)|(?:局长|主任|镇长|书记).{0,20}述法",
    ),
    "下一年度的安排": (
        ("下一步", "下一年", "下阶段", "新的一年", "今后", "明年", "来年", "努力方向"),
        r"工作(?:计划|打算|安排|思路|设想)",
    ),
}
"""Topic → words of which one is enough, and other forms; most texts have a word, found at once."""
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<a\b[^>]*>.*?</a>|<?https?://[^\s>]+>?", re.DOTALL)
_PICTURE = re.compile(
    r"!\[\s*(?:图片|image|picture|(?:图片|image|picture|img|dsc)[_ -]?[0-9]+"
    r"|[^\]\n]{0,60}\.(?:png|jpe?g|gif|bmp|webp|[ew]mf))?\s*\][(\[]|<img\b(?![^>]*\balt\s*=\s*(?:\"[^\"]*[^\s\"]|'[^']*[^\s']|[^\s\"'>]))",
    re.IGNORECASE,
)
"""A picture without words; what Word and web pages write by themselves, such as 图片 and
``image1.png``, says no more than nothing."""
_CODE = re.compile(r"(`+)(?!`).*?\1(?!`)", re.DOTALL)
"""What is shown as it is written, and makes no picture and no table."""
_HEADLESS = re.compile(r"^[ \t]*\|?(?:[ \t]*\|)+[ \t]*\n[ \t]*\|?[ \t]*:?-+", re.MULTILINE)
_HTML_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.IGNORECASE | re.DOTALL)
_JOINED = re.compile(
    r"^[^\n|<>#\s*+\-0-9（(][^\n]{14,}[。；：！？”）](?=\n[^\n|<>#\s*+\-0-9（(][^\n]{9,}$)",
    re.MULTILINE,
)
"""A line that ends a sentence, and another behind it without an empty one between them."""


def well_built(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``structure-heading`` (E), ``-order``, ``-form``, ``-plain``: the outline of the text."""
    if report.is_withdrawn:
        return
    text = Text(report, "", report.body)
    lines = outline(report.body)
    headings = [line for line in lines if line.level]
    yield from _levels(text, headings)
    yield from _order(text, lines)
    yield from _form(text, headings)
    plain = [line for line in lines if not line.level and _is_heading_in_plain(line)]
    if plain:
        message = f"“{shortened(plain[0].text, 16)}”像是标题，没有写成标题"
        hint = "前面加 ##（“一、”）或 ###（“（一）”），上下各空一行"
        yield text.gathered(PLAIN, [line.start for line in plain], message, hint)
    if joined := [m.start() for m in _JOINED.finditer(report.body)]:
        hint = "两段之间空一行"
        yield text.gathered(JOINED, joined, "这一段和下一段之间没有空行，网页上会连在一起", hint)


def whole(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``structure-short``, ``structure-topics``: the text is a report, and has what it must."""
    if report.is_withdrawn:
        return
    text = Text(report, "", report.body)
    body = report.body
    if len(body) < _SHORTEST * 20:
        length = len(re.sub(r"\s", "", plain_text(body)))
        without_links = re.sub(r"\s", "", plain_text(_LINK.sub("", body)))
        if length and len(without_links) < min(length, _LEAST_BESIDE_LINKS):
            yield text.problem(SHORT, 0, "正文只有链接", "把报告全文放进正文，链接写进“相关文件”")
            return
        if length < _SHORTEST:
            message = f"正文只有 {length} 个字"
            yield text.problem(SHORT, 0, message, "核对是不是漏了内容；把报告全文放进正文")
            return
    if "法治政府" not in report.category:
        return
    missing = [
        name
        for name, (words, forms) in _TOPICS.items()
        if not any(word in body for word in words) and not re.search(forms, body)
    ]
    if missing:
        message = f"没有找到规定的内容：{'、'.join(missing)}"
        yield text.problem(TOPICS, 0, message, f"请写报告的单位核对；{_VERBATIM}")


def for_every_reader(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``structure-alt`` (E), ``structure-table``: pictures and tables that can be heard."""
    if report.is_withdrawn:
        return
    text, body = Text(report, "", report.body), report.body
    if "`" in body:
        body = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    if "![" in body or "<img" in body.lower():
        for match in _PICTURE.finditer(body):
            hint = "在 ![] 的方括号里写明图上的内容"
            yield text.problem(ALT, match.start(), "图片没有文字说明", hint)
    if "|" in body:
        for match in _HEADLESS.finditer(body):
            yield text.problem(TABLE, match.start(), "表格的表头是空的", "在第一行写上每一列的名称")
    if "<table" in body.lower():
        for match in _HTML_TABLE.finditer(body):
            if not re.search(r"<th\b", match[0], re.IGNORECASE):
                hint = "把表头的格子由 td 改成 th"
                yield text.problem(TABLE, match.start(), "表格没有表头", hint)


def _levels(text: Text, headings: Sequence[Line]) -> Iterator[Problem]:
    above = 1
    for line in headings:
        quoted = f"“{shortened(line.text, 16)}”"
        if line.level == 1:
            hint = "改用 ##；报告的标题写在“标题”里，正文里不再写"
            yield text.problem(HEADING, line.start, f"{quoted}用了一级标题", hint)
        elif line.level > above + 1:
            message = f"{quoted}是 {line.level} 级标题，上一级是 {above} 级，跳了级"
            hint = f"改用 {'#' * (above + 1)}"
            yield text.problem(HEADING, line.start, message, hint)
        above = max(2, line.level) if line.level == 1 else line.level


def _order(text: Text, lines: Sequence[Line]) -> Iterator[Problem]:
    """Numbers of one style follow each other until a higher one, or another heading, comes."""
    last: dict[int, int] = {}
    for line in lines:
        number = line.number
        if number is None:
            last = {}
            continue
        before = last.get(number.style, 0)
        may_begin_again = number.value == 1 and number.style > 1
        # A list may go on from a text that is not ours; what begins with 三 has lost its beginning.
        if number.value != before + 1 and not may_begin_again:
            message = f"“{shortened(line.text, 16)}”的序号接不上：前面是 {before or '开头'}"
            yield text.problem(ORDER, line.start, message, f"核对是不是漏了一段；{_VERBATIM}")
        last = {style: value for style, value in last.items() if style < number.style}
        last[number.style] = number.value


def _form(text: Text, headings: Sequence[Line]) -> Iterator[Problem]:
    wrong = [h for h in headings if h.number and h.number.style and h.number.mark == "、"]
    if wrong:
        message = f"“{shortened(wrong[0].text, 16)}”的序号后面不用顿号"
        hint = f"写成（一）、1. 这样的样式；{_VERBATIM}"
        yield text.gathered(FORM, [h.start for h in wrong], message, hint)
    if unmarked := [h for h in headings if _WRONG_MARK.match(h.text)]:
        message = f"“{shortened(unmarked[0].text, 16)}”的序号后面应当用顿号"
        hint = f"写成“一、”的样式；{_VERBATIM}"
        yield text.gathered(FORM, [h.start for h in unmarked], message, hint)
    if stopped := [h for h in headings if h.text.rstrip("* ").endswith(_STOPS)]:
        sign = {"。": "句号", "；": "分号", "，": "逗号"}[stopped[0].text.rstrip("* ")[-1]]
        message = f"标题“{shortened(stopped[0].text, 16)}”末尾用了{sign}"
        yield text.gathered(FORM, [h.start for h in stopped], message, f"删去{sign}；{_VERBATIM}")


def _is_heading_in_plain(line: Line) -> bool:
    is_high = line.number is not None and line.number.style <= 1
    text = line.text.strip("* ")
    return is_high and 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "。；，："
