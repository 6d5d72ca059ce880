"""Web pages: the whole text and nothing around it, what the page states, and hostile pages."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.importing import web
from gongkai.importing.blocks import (
    Block,
    Cell,
    Heading,
    Image,
    Note,
    Paragraph,
    Table,
    note_mark,
    plain_text,
)
from gongkai.importing.guessing import stated_moment
from gongkai.importing.sources import READERS
from gongkai.importing.tidying import Tidied, tidy
from gongkai.problems import Problem
from old_pages import SEEDS, STYLES, container, folded, page, seed_lines

pytest.importorskip("lxml")

PATH = Path("原页.html")
TITLE = "云渡县信访局2023年法治政府建设年度报告"
LINES = [
    "2023年，工作如下。",
    "一、主要举措",
    "（一）办信。全年办信三件，接访五批。",
    "二、存在问题",
    "办信还不够快，下一年改正。",
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
FURNITURE = (
    "首页",
    "分享",
    "打印",
    "上一篇",
    "相关链接",
    "主办单位",
    "版权",
    "脚本",
    "字体",
    "搜索",
)


def read(html: str | bytes, path: Path = PATH) -> tuple[tuple[Block, ...], list[Problem]]:
    data = html.encode() if isinstance(html, str) else html
    assert web.takes(data)
    blocks, problems = web.read_blocks(data, path)
    assert blocks is not None, problems
    assert [block.line for block in blocks] == list(range(1, len(blocks) + 1))
    return blocks, problems


def body(inner: str, path: Path = PATH) -> tuple[Block, ...]:
    """The blocks of a text that stands in a page of its own."""
    blocks, _ = read(f"<!DOCTYPE html><body><div id=zoom>{inner}</div></body>", path)
    return blocks


def texts(inner: str) -> list[str]:
    return [block.text for block in body(inner)]


def facts(tidied: Tidied) -> Mapping[str, str]:
    return {fact.key: fact.value for fact in tidied.facts if fact.key}


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def has_trafilatura() -> bool:
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        return False
    return True


unnamed = pytest.mark.skipif(
    not has_trafilatura(), reason="没有 trafilatura：pip install '.[import]'"
)


# The five real reports


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("style", [*STYLES, pytest.param("unnamed", marks=unnamed)])
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_report_comes_out_of_its_page_whole(number: str, style: str, encoding: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    lines = seed_lines(path)
    heads = 2 if number == "003" else 1
    title, wanted = "".join(lines[:heads]), lines[heads:]
    label = "gb2312" if encoding == "gb18030" else encoding
    html = page(title, wanted, STYLES[0] if style == "unnamed" else style, charset=label)
    if style == "unnamed":
        html = html.replace("class=TRS_Editor", "class=x1")
    blocks, problems = read(html.encode(encoding))
    assert problems == []
    tidied = tidy(blocks, PATH)
    assert tidied.title == title
    # Run-in headings are parted from their paragraph, so paragraphs are compared end to end.
    assert "".join(folded([b.text for b in tidied.blocks])) == "".join(folded(wanted))
    raw = [block.text.strip() for block in blocks[-len(wanted) :]]
    assert folded(raw) == folded(wanted)
    assert sum(isinstance(block, Heading) for block in tidied.blocks) >= 5
    assert "publish_date" not in facts(tidied)


# What the page states


@pytest.mark.parametrize("style", STYLES)
def test_facts_go_from_the_page_to_the_report(style: str) -> None:
    html = page(TITLE, LINES, style, published="2024-03-05 09:30", source="云渡县信访局")
    blocks, problems = read(html)
    assert problems == []
    assert [block.text for block in blocks[:2]] == [TITLE, "发布时间：2024-03-05 09:30"]
    tidied = tidy(blocks, PATH)
    assert facts(tidied) == {
        "publish_date": "2024-03-05 09:30",
        "source": "云渡县信访局",
        "publisher": "云渡县信访局",
        "index_number": "000014349/2024-00110",
        "written_date": "2024年1月15日",
    }
    words = plain_text(tidied.blocks)
    assert not [word for word in FURNITURE if word in words]
    assert words.split("\n")[0] == LINES[0]


def test_a_day_said_twice_is_one_day_and_the_longer_form_is_kept() -> None:
    html = page(TITLE, LINES, published="2024-03-05 09:30")
    html = html.replace("发布时间：2024-03-05 09:30", "发布日期：2024年3月5日")
    tidied = tidy(read(html)[0], PATH)
    assert facts(tidied)["publish_date"] == "2024-03-05 09:30"
    found, problems = stated_moment(tidied, "publish_date", PATH)
    assert (str(found.value if found else ""), problems) == ("2024-03-05 09:30", [])


def test_two_days_decide_nothing() -> None:
    html = page(TITLE, LINES, published="2024-03-05")
    html = html.replace("发布时间：2024-03-05", "发布日期：2024-03-06")
    found, problems = stated_moment(tidy(read(html)[0], PATH), "publish_date", PATH)
    assert (found, codes(problems)) == (None, ["import-date"])


def test_other_days_of_the_page_are_not_its_publication() -> None:
    html = page(TITLE, LINES, has_table=False)
    html = html.replace("<h1>", "<div>2024-03-05</div><div>今天是2026年1月1日</div><h1>")
    html = html.replace("</body>", "<p>发布时间：2020-01-01</p></body>")
    html = html.replace("<head>", "<head><meta name=lastmodified content=2024-03-05>")
    assert "publish_date" not in facts(tidy(read(html)[0], PATH))


def test_a_text_that_says_its_own_title_and_day_gets_no_second_one() -> None:
    lines = ["云渡县信访局", "2023年法治政府建设年度报告", "发布日期：2024-03-05", *LINES]
    blocks, _ = read(page(TITLE, lines, published="2024-03-05", has_table=False))
    assert [b.text.strip() for b in blocks] == lines
    assert facts(tidy(blocks, PATH)) == {"publish_date": "2024-03-05"}


def test_metadata_inside_the_text_is_told_apart_from_its_tables() -> None:
    table = (
        "<table><tr><td>索引号</td><td>A-1</td><td>主题分类</td><td>综合</td></tr>"
        "<tr><td>发文机关</td><td>云渡县信访局</td><td>文 号</td><td></td></tr></table>"
    )
    tidied = tidy(body(f"{table}<p>{TITLE}</p><p>全年办信三件。</p>"), PATH)
    assert facts(tidied) == {"index_number": "A-1", "publisher": "云渡县信访局"}
    assert plain_text(tidied.blocks) == "全年办信三件。"


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE}_年度报告_云渡县人民政府</title>",
        f"<title>{TITLE} - 云渡县人民政府</title>",
        f"<title>云渡县人民政府</title><meta name=articletitle content={TITLE}>",
        f"<title>云渡县人民政府</title><h1>云渡县人民政府</h1><h1> {TITLE}\n</h1>",
    ],
)
def test_the_title_is_the_pages_without_the_sites_name(head: str) -> None:
    blocks, _ = read(f"{head}<div id=zoom><p>全年办信三件。</p></div>")
    assert [block.text for block in blocks] == [TITLE, "全年办信三件。"]


def test_what_a_text_calls_itself_counts_more_than_what_a_page_does() -> None:
    old = "云渡县信访局2019年法治政府建设年度报告"
    blocks, _ = read(f"<title>{old}</title><div id=zoom><p>{TITLE}</p><p>全年办信三件。</p></div>")
    assert [block.text for block in blocks] == [TITLE, "全年办信三件。"]
    short = "2023年法治政府建设年度报告"
    blocks, _ = read(f"<h1>{TITLE}</h1><div id=zoom><p>{short}</p><p>全年办信三件。</p></div>")
    assert [block.text for block in blocks] == [TITLE, short, "全年办信三件。"]


def test_a_small_table_of_the_text_is_not_taken_for_metadata() -> None:
    rows = "<tr><td>名称<td>文号<td>日期<tr><td>办法<td>云信〔2023〕1号<td>3月5日"
    assert isinstance(body(f"<p>见表，如下。<table>{rows}</table>")[1], Table)


# Encodings


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("", "utf-8"),
        ("", "gb18030"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("iso-8859-1", "gb18030"),
        ("none-such", "gb18030"),
        ("utf-16", "gb18030"),
        ("idna", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_encodings(label: str, encoding: str) -> None:
    meta = f"<meta charset={label}>" if label else ""
    html = f"<html><head>{meta}</head><body><div id=zoom><p>镕堃，{LINES[0]}</p></div>"
    blocks, problems = read(html.encode(encoding))
    assert (plain_text(blocks), problems) == (f"镕堃，{LINES[0]}", [])


def test_big5_is_read_when_the_page_says_so() -> None:
    html = "<html><meta charset=big5><body><div id=zoom>全年辦信，三件。</div>"
    assert plain_text(read(html.encode("big5"))[0]) == "全年辦信，三件。"


def test_a_broken_character_is_said_and_costs_no_other() -> None:
    html = f"<html><meta charset=utf-8><body>\n<div id=zoom>{LINES[2]}"
    blocks, problems = read(html.encode() + b"\xe5\x8a</div>")
    assert plain_text(blocks) == f"{LINES[2]}\ufffd"
    assert [(p.line, p.code) for p in problems] == [(2, "import-encoding")]


# Paragraphs


def test_paragraphs_are_what_a_browser_sets_on_its_own_line() -> None:
    inner = (
        "散的字，<b>粗</b>的<p>段</p>后面<div>甲<div>乙</div>丙</div><br><br>"
        "一<br>二<pre>三\n四</pre><ul><li>五<li>六</ul><blockquote>七</blockquote>"
    )
    assert texts(inner) == ["散的字，粗的", "段", "后面", *"甲乙丙一二三四五六七"]


def test_white_space_is_a_browsers() -> None:
    assert texts("<p>\n 法治\n政府 \n <span>建\n设</span>，LED\nscreen A&amp;B\n</p>") == [
        "法治政府建设，LED screen A&B"
    ]
    assert texts("<p>&nbsp;&nbsp;　　正文，&ensp;如下</p>") == ["\xa0\xa0　　正文，\u2002如下"]


def test_what_nobody_sees_is_no_text() -> None:
    inner = (
        "<p>看得见，</p><p style='display: none'>甲</p><p hidden>乙</p><!-- 丙 -->"
        "<script>丁</script><style>戊</style><span style='mso-hide:all'>己</span>"
        "<select><option>庚</select><button>辛</button><noscript>壬</noscript>"
        "<![if !supportLists]>也看得见<![endif]>"
    )
    assert texts(inner) == ["看得见，", "也看得见"]


def test_looks() -> None:
    style = "font-family:黑体;font-size:16.0pt"
    (first, second, third, fourth) = body(
        f"<p style='text-align:center'><span style='{style}'>甲，</span></p>"
        "<p><b>乙</b></p><p align=center><font face='楷体_GB2312' size=5>丙</font>丁</p>"
        "<p style='font-size:20px;mso-fareast-font-family:仿宋;font-family:\"Times\"'>戊己庚</p>"
    )
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(third, Paragraph)
    assert isinstance(fourth, Paragraph)
    assert (first.style.font, first.style.size, first.style.is_centered) == ("黑体", 16, True)
    assert (second.style.is_bold, second.style.is_centered) == (True, False)
    assert (third.style.font, third.style.size, third.style.is_bold) == ("楷体_GB2312", 18, False)
    assert (fourth.style.font, fourth.style.size) == ("仿宋", 15)


def test_the_pages_levels_of_headings_become_the_reports() -> None:
    inner = f"<h1>{TITLE}</h1><h3>主要举措</h3><p>全年办信三件。</p><h5>办信</h5><p>三件。</p>"
    tidied = tidy(body(inner), PATH)
    assert [b for b in tidied.blocks if isinstance(b, Heading)] == [
        Heading(2, "主要举措", 2),
        Heading(3, "办信", 4),
    ]


def test_numbers_of_lists_are_text() -> None:
    inner = (
        "<ol start=3><li>甲，<li>乙<ol type=a><li>丙</ol><li value=9>丁</ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>戊</ol><ul><li>己</ul>"
        "<ol style='list-style-type:none'><li>庚</ol><ol type=I><li>辛</ol><ol><li><p>壬</p></ol>"
    )
    assert texts(inner) == [
        *("3.甲，", "4.乙", "a.丙", "9.丁", "一、戊", "己", "庚", "I.辛", "1.壬"),
    ]


def test_an_address_is_written_out_where_the_words_of_a_link_say_nothing() -> None:
    inner = (
        '<p>见<a href="https://a.gov.cn/1">条例全文</a>，<a href="https://a.gov.cn/2">点击查看</a>，'
        '<a href="javascript:x()">点击下载</a></p>'
    )
    assert texts(inner) == ["见条例全文，点击查看（https://a.gov.cn/2），点击下载"]


# Tables, pictures, footnotes, files


def test_tables_keep_what_their_cells_cover() -> None:
    inner = (
        "<p>见表，</p><table><caption>表一</caption><thead><tr><th rowspan=2>项目<th colspan=2>件数"
        "</tr><tr><th>收<th>办</tr></thead><tbody><tr><td>信<br>访<td>3<td rowspan=9>"
        "</tr></tbody></table>"
    )
    assert body(inner)[1:] == (
        Paragraph("表一", 2),
        Table(
            (
                (Cell("项目", 1, 2, True), Cell("件数", 2, 1, True)),
                (Cell("收", is_header=True), Cell("办", is_header=True)),
                (Cell("信\n访"), Cell("3"), Cell("")),
            ),
            3,
        ),
    )


def test_a_table_that_only_lays_out_is_none() -> None:
    inner = "<table><tr><td><p>甲，</p><p>乙</p></td></tr><tr><td></td><td>丙</td></tr></table>"
    assert texts(inner) == ["甲，", "乙", "丙"]
    nested = f"<table><tr><td>甲，<table>{'<tr><td>1<td>2' * 2}</table></td></tr></table>"
    assert [type(block) for block in body(nested)] == [Paragraph, Table]


def test_pictures_are_taken_from_the_page_and_from_beside_it(tmp_path: Path) -> None:
    (tmp_path / "原页.files").mkdir()
    (tmp_path / "原页.files/image001.png").write_bytes(PIXEL)
    (tmp_path / "secret.png").write_bytes(PIXEL)
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "原页.files").rename(inside / "原页.files")
    data = base64.b64encode(PIXEL).decode()
    inner = (
        f'<p>前，<img src="data:image/png;base64,{data}" alt="现场">后</p>'
        '<img src="%E5%8E%9F%E9%A1%B5.files/image001.png" alt="image001.png">'
        '<img src="../secret.png"><img src="//x.gov.cn/a.jpg">'
        '<img src="data:image/gif;base64,R0lG"><img src="file:///etc/passwd">'
        '<img src="none.png"><img src="dot.gif" width=1><img>'
    )
    blocks, problems = read(f"<html><body><div id=zoom>{inner}</div></body>", inside / PATH.name)
    assert [type(block) for block in blocks] == [Paragraph, Image, Image]
    assert [b.description for b in blocks if isinstance(b, Image)] == ["现场", ""]
    assert {b.data for b in blocks if isinstance(b, Image)} == {PIXEL}
    assert codes(problems) == ["import-image"] * 5
    assert [p.message.split("：")[1] for p in problems] == [
        "../secret.png",
        "//x.gov.cn/a.jpg",
        "写在网页里的图片",
        "file:///etc/passwd",
        "none.png",
    ]


WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<style>p.MsoNormal {font-family:仿宋;}</style></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center style='text-align:center'><b><span
style='font-size:22.0pt;font-family:方正小标宋简体'>云渡县信访局2023年法治政府建设年度报告<o:p></o:p></span></b></p>
<p class=MsoNormal><span style='font-size:16.0pt;font-family:黑体'>主要举措<span lang=EN-US><o:p>
</o:p></span></span></p>
<p class=MsoNormal><span style='font-size:16.0pt;font-family:仿宋'>全年办信三件<a href="#_ftn1"
name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>，件件有
着落。</span></p>
<p class=MsoListParagraph><![if !supportLists]><span lang=EN-US>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>接访<span
lang=EN-US>5</span>批。</p>
</div>
<div style='mso-element:footnote-list'><br clear=all><hr size=1>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">
<span class=MsoFootnoteReference>[1]</span></a>含网上来信。</p></div>
</div></body></html>
"""


@unnamed
def test_words_own_html_is_read_with_its_footnotes() -> None:
    blocks, problems = read(WORD.encode("gb18030"))
    assert problems == []
    assert [block.text for block in blocks] == [
        TITLE,
        "主要举措",
        f"全年办信三件{note_mark(1)}，件件有着落。",
        "1.\xa0\xa0 接访5批。",
        "含网上来信。",
    ]
    assert blocks[-1] == Note(1, "含网上来信。", 5)
    assert Heading(2, "主要举措", 2) in tidy(blocks, PATH).blocks


def test_a_file_to_download_is_said() -> None:
    inner = f"<p>{'全年办信三件。' * 5}</p><p>附件：<a href=/up/1.xls?a>统计表</a></p>"
    blocks, problems = read(f"<html><body><div id=zoom>{inner}</div>")
    assert blocks[-1].text == "附件：统计表"
    assert [(p.code, p.line) for p in problems] == [("import-attachment", 2)]
    assert "“统计表”" in problems[0].message


def test_files_listed_below_the_text_are_said_too() -> None:
    nav, below = "<a href=/zn.pdf>指南</a>", "<p>附件下载：<a href=/1.doc>办信表</a></p>"
    _, problems = read(f"<html><body>{nav}<div id=zoom>{LINES[2]}</div>{below}")
    assert [p.message for p in problems] == ["网页的附件“办信表”没有导入，在 /1.doc"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<html><frameset><frame src=main.htm></frameset><noframes>不支持", "main.htm"),
        ("<html><body><div id=zoom><a href=a.pdf>2023年报告</a></div>", "2023年报告"),
        ("<html><body><div id=app></div><script>1</script>", "脚本"),
        ("<html></html>", "脚本"),
        ("<div id=zoom><img src=//x.gov.cn/a.png></div>", "图片"),
        ("<!doctype html>", ""),
    ],
)
def test_a_page_without_a_text_is_one_finding(html: str, said: str) -> None:
    blocks, problems = web.read_blocks(html.encode(), PATH)
    assert (blocks, codes(problems)) == (None, ["import-no-text"])
    assert said in problems[0].message
    assert problems[0].hint


# Pages whose text nothing names


@unnamed
def test_what_is_left_out_of_a_page_is_said() -> None:
    html = page(TITLE, LINES).replace(
        "</body>", "<div><p>本县还有一件大事，请看这里的报道。</p></div>"
    )
    blocks, problems = read(html)
    assert codes(problems) == ["import-main-text"]
    assert "本县还有一件大事" in problems[0].message
    assert blocks[-1].text.strip() == LINES[-1]


@unnamed
@pytest.mark.parametrize("kind", ["div", "td", "section"])
def test_a_signature_beside_the_text_belongs_to_it(kind: str) -> None:
    inner = container(LINES, "zoom").replace('id="zoom"', "")
    html = f"<html><body>{'<ul><li><a href=/a>公开指南</a></ul>' * 3}"
    html += "<table><tr>" if kind == "td" else ""
    html += f"<{kind}><h1>{TITLE}</h1>{inner}<div>云渡县信访局<br>2024年1月15日</div></{kind}>"
    blocks, _ = read(html)
    assert [block.text.strip() for block in blocks] == [
        TITLE,
        *LINES,
        "云渡县信访局",
        "2024年1月15日",
    ]


def test_a_name_that_holds_something_else_is_not_trusted() -> None:
    lines = LINES * 5
    html = page(TITLE, lines, "trs").replace("class=TRS_Editor", "class=x1")
    html = html.replace("<h1>", '<div class="zoom"><p>字号，大小</p></div><h1>')
    with mock.patch("gongkai.importing.web.maintext._second_opinion", return_value=None):
        blocks, problems = read(html)
    assert [b.text.strip() for b in blocks][-len(lines) :] == lines
    assert codes(problems) == ["import-main-text"]


# Without the libraries, and without a network


def test_a_library_that_is_not_there_is_said() -> None:
    with mock.patch.dict("sys.modules", {"lxml": None}):
        blocks, problems = web.read_blocks(page(TITLE, LINES).encode(), PATH)
    assert (blocks, codes(problems)) == (None, ["import-lacks"])
    assert ".[import]" in problems[0].hint


def test_nothing_is_fetched() -> None:
    html = (
        page(TITLE, LINES)
        .replace("class=TRS_Editor", "class=x1")
        .replace("<head>", '<head><base href="https://x.gov.cn/"><link rel=stylesheet href=a.css>')
    )
    html = f'<!DOCTYPE html SYSTEM "https://x.gov.cn/a.dtd">{html}<img src=a.png>'
    with mock.patch("socket.socket", side_effect=AssertionError("a network")):
        web.read_blocks(html.encode(), PATH)


# Which files are pages


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"\xef\xbb\xbf\r\n<!-- saved from url --><!DOCTYPE HTML>", True),
        ("<HTML>".encode("utf-16"), True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "">', True),
        (b"<div class=TRS_Editor>", True),
        (b"<P>x", True),
        (b"<?xml version='1.0'?><w:wordDocument>", False),
        (b"<pdf>", False),
        ("云渡县<html>".encode(), False),
        (b"", False),
        (b"%PDF-1.4", False),
    ],
)
def test_a_page_is_known_by_its_first_tag(data: bytes, is_page: bool) -> None:
    assert web.takes(data) is is_page
    reader = next(read for takes, read in READERS if takes(data))
    assert (reader is web.read_blocks) is is_page


def test_a_thousand_comments_do_not_hold_up_the_question() -> None:
    assert web.takes(b"<!---->" * 1_000 + b"x") is False
    assert web.takes(b"<!---->" * 1_000 + b"<html>") is True


# Hostile pages

PIECES = st.sampled_from(
    [
        *(
            "<div id=zoom>",
            "</div>",
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td rowspan=0 colspan=999>",
        ),
        *("</table>", "<ol start=99999999>", "<li value=x>", "</ol>", "<a href='#_ftn1'>", "</a>"),
        *("<div id=ftn1>", "<img src='data:,%00'>", "<img src='data:;base64,A'>", "<h6>", "</h6>"),
        *("甲，乙。", "2023年报告", "&#0;", "&#xD800;", "&bogus;", "\x00", "\x0c", "<!--", "-->"),
        *("<![CDATA[", "]]>", "<frameset>", "<iframe src=a>", "<script>", "</script>", "<svg>"),
        *("<style>", "<pre>\n\n", "<br>", "<font size=9 face=''>", "<p style='font-size:..pt'>"),
        *(
            "索引号",
            "发布时间：",
            "2024-03-05",
            "<meta name=PubDate content='。'>",
            "<title>",
            "<xml>",
        ),
        *("<a href=x.doc>", "<body>", "</html>", "<math>", "<template>", "<o:p>", "<input>"),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join).map(str.encode) | st.binary(max_size=300))
def test_no_page_is_too_odd(data: bytes) -> None:
    web.takes(data)
    blocks, problems = web.read_blocks(b"<html>" + data, PATH)
    assert (blocks is None) == any(problem.is_error for problem in problems)
    tidy(blocks or (), PATH)


@pytest.mark.parametrize(
    "inner",
    [
        "<div>" * 2_000_000,
        "<div>" * 1_000 + "正文，如下。",
        "<table><tr><td>" * 600 + "正文，如下。",
        "<table><tr>" + "<td rowspan=65534 colspan=1000>格，" * 20_000,
        "&nbsp;" * 1_700_000 + "正文，如下。",
        "<p>正文，如下。" * 300_000,
        "<b>" * 200 + "<p>正文，如下。" * 20_000,
        "<ul><li>" * 500 + "正文，如下。",
        "<a href=https://a.gov.cn/>" * 20_000 + "点击" * 50_000,
        "<!--" * 500_000,
        " \n" * 5_000_000,
    ],
    ids=range(11),
)
def test_a_huge_page_ends_in_time(inner: str) -> None:
    blocks, problems = web.read_blocks(f"<html><body>{inner}".encode(), PATH)
    assert blocks or codes(problems)[-1] == "import-no-text"


def test_a_page_of_links_is_no_report() -> None:
    """A list of reports would become a report of its first line, and take the place of that one."""
    title = "云渡县司法局{}年法治政府建设年度报告"
    items = "".join(
        f"<li><a href=/{y}.html>{title.format(y)}</a> {y}-03-01</li>" for y in (2016, 2017)
    )
    blocks, problems = web.read_blocks(f"<html><body><ul>{items}</ul></body></html>".encode(), PATH)
    assert blocks is None
    assert [(p.code, p.message) for p in problems] == [
        ("import-no-text", "网页上只有链接，没有正文")
    ]
