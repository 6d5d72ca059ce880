"""Word files become the words that their readers see, block by block, and nothing hostile harms."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import made_bombs
from gongkai.cli import main
from gongkai.importing import sources, word
from gongkai.importing.blocks import (
    Block,
    Cell,
    Image,
    Note,
    Paragraph,
    Removed,
    Style,
    Table,
    note_mark,
)
from gongkai.importing.headings import with_headings
from gongkai.importing.office.ole import is_locked as office_is_locked
from gongkai.importing.sources import Source
from gongkai.importing.tidying import tidy
from gongkai.importing.word import parts as parts_of_word
from gongkai.importing.word.signs import known_signs
from gongkai.importing.written_numbers import _FORMATS, numeral
from gongkai.problems import Problem
from made_files import PNG, docx, ole, packed, paragraph, word_part, xlsx

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
PATH = Path("a.docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> tuple[tuple[Block, ...], list[Problem]]:
    assert word.takes(data)
    blocks, problems = word.read_blocks(data, PATH)
    assert blocks is not None, problems
    return tuple(block for block in blocks if not isinstance(block, Removed)), problems


def left_out(body: str, parts: Mapping[str, str | bytes] | None = None) -> list[str]:
    """Everything that is kept out of the text, with its paragraph and why."""
    blocks, _ = word.read_blocks(docx(body, parts), PATH)
    return [f"{b.line} {b.why}：{b.text}" for b in blocks or () if isinstance(b, Removed)]


def texts(body: str, parts: Mapping[str, str | bytes] | None = None) -> list[str]:
    return [block.text for block in read(docx(body, parts))[0]]


def said(body: str, parts: Mapping[str, str | bytes] | None = None) -> list[str]:
    return [f"{p.line} {p.code} {p.message}" for p in read(docx(body, parts))[1]]


def refusal(data: bytes) -> Problem:
    blocks, (problem,) = word.read_blocks(data, PATH)
    assert blocks is None
    return problem


def styled(text: str, style: str = "", run: str = "", more: str = "") -> str:
    """A paragraph in a style, its run and the paragraph itself with further marks."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> dict[str, str | bytes]:
    content = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'
    return {"word/numbering.xml": word_part("numbering", content)}


def item(text: str, index: int = 0, num: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr>'
    return styled(text, more=listed)


# --- a report as offices make them

STYLES = word_part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/><w:b/></w:rPr></w:style>',
)
TABLE = (
    "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("事项")}</w:tc>'
    f"<w:tc>{paragraph('件数')}</w:tc></w:tr>"
    '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>'
    f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("信访")}</w:tc>'
    f"<w:tc>{paragraph('来信')}</w:tc><w:tc>{paragraph('3')}</w:tc></w:tr>"
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    f"<w:tc>{paragraph('来访', '和电话')}{paragraph('（初次）')}</w:tc>"
    f"<w:tc>{paragraph('4')}</w:tc></w:tr></w:tbl>"
)
DRAWN = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="w"><wp:docPr id="1" descr="下访现场"/>'
    '<a:graphic xmlns:a="a"><a:graphicData><pic:pic xmlns:pic="p"><pic:blipFill>'
    '<a:blip r:embed="r7" xmlns:r="r"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
BODY = (
    styled("云渡县信访局", "a3")
    + styled("2023年法治政府建设年度报告", "a3")
    + "<w:p/>"
    + "<w:p><w:r><w:t>2023年，办信</w:t></w:r>"
    '<w:del w:author="张"><w:r><w:delText>三</w:delText></w:r></w:del>'
    '<w:ins w:author="张"><w:r><w:t>四</w:t></w:r></w:ins>'
    "<w:r><w:t>件</w:t></w:r>"
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    + styled("主要举措", "1")
    + styled("学习", "2")
    + paragraph("学了两次。")
    + styled("培训", "2")
    + "<w:p><w:r><w:t>开班一期。</w:t><w:br/><w:t>来了十人。</w:t></w:r></w:p>"
    + styled("存在的不足", "1")
    + styled("人手", "2")
    + TABLE
    + DRAWN
    + '<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    "<w:r><w:t>云渡县信访局</w:t></w:r></w:p>"
    '<w:sectPr><w:headerReference r:id="r8" xmlns:r="r"/>'
    '<w:footerReference r:id="r9" xmlns:r="r"/></w:sectPr>'
)
FOOTER = (
    "<w:p><w:r><w:t>第 </w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> 页</w:t></w:r></w:p>'
)
RELATIONS = (
    '<Relationships><Relationship Id="r7" Type="x/image" Target="media/image1.png"/>'
    '<Relationship Id="r8" Type="x/header" Target="header1.xml"/>'
    '<Relationship Id="r9" Type="x/footer" Target="/word/footer1.xml"/></Relationships>'
)
PARTS: dict[str, str | bytes] = {
    "word/styles.xml": STYLES,
    **numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")),
    "word/footnotes.xml": word_part(
        "footnotes",
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        "含电话</w:t></w:r></w:p></w:footnote>",
    ),
    "word/header1.xml": word_part("hdr", paragraph("云信〔2024〕3号")),
    "word/footer1.xml": word_part("ftr", FOOTER),
    "word/media/image1.png": PNG,
    "word/_rels/document.xml.rels": RELATIONS,
}
TITLE = Style("方正小标宋简体", 22, False, True, 1)
TEXT = Style("仿宋_GB2312", 16)
HEI = Style("黑体", 16, False, False, 2)
KAI = Style("楷体_GB2312", 16, True, False, 3)


def test_a_report_as_offices_make_them() -> None:
    blocks, problems = read(docx(BODY, PARTS))
    wanted = [
        (Paragraph("云渡县信访局", 1), TITLE),
        (Paragraph("2023年法治政府建设年度报告", 2), TITLE),
        (Paragraph(f"2023年，办信四件{note_mark(1)}。", 4), TEXT),
        (Paragraph("一、主要举措", 5), HEI),
        (Paragraph("（一）学习", 6), KAI),
        (Paragraph("学了两次。", 7), TEXT),
        (Paragraph("（二）培训", 8), KAI),
        (Paragraph("开班一期。", 9), TEXT),
        (Paragraph("来了十人。", 9), TEXT),
        (Paragraph("二、存在的不足", 10), HEI),
        (Paragraph("（一）人手", 11), KAI),
        (
            Table(
                (
                    (Cell("事项", columns=2, is_header=True), Cell("件数", is_header=True)),
                    (Cell("信访", rows=2), Cell("来信"), Cell("3")),
                    (Cell("来访和电话\n（初次）"), Cell("4")),
                ),
                12,
            ),
            None,
        ),
        (Image(PNG, "png", 21, "下访现场"), None),
        (Paragraph("云渡县信访局", 22), TEXT),
        (Note(1, "含电话", 23), None),
    ]
    assert list(blocks) == [block for block, _ in wanted]
    styles = [block.style if isinstance(block, Paragraph) else None for block in blocks]
    assert styles == [style for _, style in wanted]
    assert [(p.line, p.code, p.message) for p in problems] == [
        (
            4,
            "import-changes",
            "修订还没有定稿：删去的 1 处没有导入，新加的 1 处导入了。删去的是：“三”",
        ),
        (1, "import-header", "页眉、页脚没有导入：“云信〔2024〕3号”"),
    ]
    headings = [b.text for b in with_headings(blocks) if type(b).__name__ == "Heading"]
    assert headings == ["一、主要举措", "（一）学习", "（二）培训", "二、存在的不足", "（一）人手"]


def test_the_rendered_report_has_the_words_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781740800")
    (tmp_path / "mkdocs.yml").write_text("site_name: 试\nextra: {gongkai: {demo: true}}\n", "utf-8")
    (tmp_path / "a.docx").write_bytes(docx(BODY, PARTS))
    result = CliRunner().invoke(main, ["import", "a.docx"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    (report,) = (tmp_path / "reports").glob("*/*.md")
    head, body = report.read_text("utf-8").removeprefix("---\n").split("\n---\n")
    assert "标题: 云渡县信访局2023年法治政府建设年度报告\n" in head
    assert "\n发布日期:\n" in head  # none was made up
    page = BeautifulSoup(markdown.markdown(body, extensions=["tables", "footnotes"]), "lxml")
    for mark in page.select("sup, .footnote-backref"):
        mark.decompose()
    (picture,) = page.select("img")
    assert picture["alt"] == "下访现场"
    assert (report.parent / str(picture["src"])).read_bytes() == PNG
    blocks = [b for b in read(docx(BODY, PARTS))[0][2:] if not isinstance(b, Image)]
    words = "".join(block.text for block in blocks).replace(note_mark(1), "")
    assert "".join(page.get_text().split()) == "".join(words.split())
    assert [h.text for h in page.select("h2")] == ["一、主要举措", "二、存在的不足"]


# --- numbers


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "1 9 10 11 20 101"),
        ("decimalZero", "01 09 10 11 20 101"),
        ("chineseCounting", "一 九 十 十一 二十 一〇一"),
        ("chineseCountingThousand", "一 九 十 十一 二十 一百零一"),
        ("chineseLegalSimplified", "壹 玖 拾 拾壹 贰拾 壹佰零壹"),
        ("upperRoman", "I IX X XI XX CI"),
        ("lowerRoman", "i ix x xi xx ci"),
        ("upperLetter", "A I J K T WWWW"),
        ("lowerLetter", "a i j k t wwww"),
        ("ideographTraditional", "甲 壬 癸 11 20 101"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑪ ⑳ 101"),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ １０１"),
        ("unheardOf", "1 9 10 11 20 101"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, written: str) -> None:
    assert " ".join(numeral(n, form) for n in (1, 9, 10, 11, 20, 101)) == written


def test_levels_count_and_begin_again() -> None:
    parts = numbering(
        level(0, "chineseCountingThousand", "第%1条"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>'),
        level(3, "bullet", "\uf06c"),
    )
    body = [item("甲", n) for n in (0, 1, 2, 1, 0, 1, 2, 3)]
    wanted = "第一条 甲|1.1 甲|a) 甲|1.2 甲|第二条 甲|2.1 甲|b) 甲|甲"
    assert "|".join(texts("".join(body), parts)) == wanted


def test_lists_of_one_definition_count_on_unless_they_are_told_to_begin_again() -> None:
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'),
        )
    )
    parts = numbering(level(0, "decimal", "%1."), nums=nums)
    body = "".join(item("甲", num=n) for n in (1, 2, 3, 3, 1, 4, 9, 0))
    assert texts(body, parts) == [
        *("1. 甲", "2. 甲", "5. 甲", "6. 甲", "7. 甲", "VIII. 甲", "甲", "甲")
    ]


def test_a_list_may_be_that_of_a_style() -> None:
    styled_by = '<w:pStyle w:val="P"/>'
    content = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>'
        f"{level(0, 'chineseCounting', '%1、')}"
        f"{level(1, 'decimal', '%2．', styled_by)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="P"><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/></w:style>'
    )
    parts = {
        "word/numbering.xml": word_part("numbering", content),
        "word/styles.xml": word_part("styles", styles),
    }
    body = item("甲") + styled("乙", "P") + styled("丙", "Q") + item("丁")
    assert texts(body, parts) == ["一、甲", "1．乙", "2．丙", "二、丁"]


def test_an_empty_paragraph_counts_and_shows_nothing() -> None:
    parts = numbering(level(0, "decimal", "%1."))
    assert texts(item("甲") + item("") + item("乙"), parts) == ["1. 甲", "3. 乙"]


def test_a_number_alone_is_what_a_column_of_numbers_is_there_for() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in "甲乙"
    )
    parts = numbering(level(0, "decimal", "%1."))
    (table,) = read(docx(f"<w:tbl>{rows}</w:tbl>", parts))[0]
    assert isinstance(table, Table)
    assert table.cells == ((Cell("1."), Cell("甲")), (Cell("2."), Cell("乙")))


WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters='<>&"', min_codepoint=32))
FIGURES = st.sampled_from(["", "-1", "0", "1", "8", "9", "2147483648", "x", "٣", "²"])
LEVEL = st.builds(
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
    '<w:lvlRestart w:val="{}"/><w:suff w:val="{}"/></w:lvl>'.format,
    FIGURES,
    FIGURES,
    st.sampled_from([*_FORMATS, "decimal", "bullet", "none", ""]) | WRITTEN,
    st.sampled_from(["%1、", "（%2）", "%1.%2.%9", "%0%", ""]) | WRITTEN,
    FIGURES,
    st.sampled_from(["tab", "space", "nothing", ""]),
)


@settings(deadline=None)
@given(
    st.lists(LEVEL, max_size=10),
    st.lists(st.tuples(FIGURES, FIGURES), max_size=4),
    st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=12),
)
def test_no_definition_of_numbers_costs_a_word(
    levels: list[str], overrides: list[tuple[str, str]], places: list[tuple[str, str]]
) -> None:
    begun = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in overrides
    )
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{begun}</w:num>'
    body = "".join(
        styled("正文", more=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')
        for at, num in places
    )
    blocks, _ = word.read_blocks(docx(body, numbering(*levels, nums=nums)), PATH)
    assert blocks is not None
    assert all(block.text.endswith("正文") for block in blocks)
    assert len(blocks) >= len(places)


# --- what is kept, and what is not


def test_everything_that_only_wraps_text_is_taken_off() -> None:
    run = "<w:r><w:t>字</w:t></w:r>"
    wrapped = "".join(
        f"<w:{name}>{run}</w:{name}>"
        for name in ("hyperlink", "smartTag", "fldSimple", "bdo", "customXml", "moveTo", "unknown")
    )
    sdt = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    base = f"<w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase>{run}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{base}</w:ruby></w:r>"
    root = "<m:rad><m:e><m:r><m:t>x=1</m:t></m:r></m:e></m:rad>"
    math = f'<m:oMathPara xmlns:m="m"><m:oMath>{root}</m:oMath></m:oMathPara>'
    body = f"<w:p>{wrapped}{sdt}{ruby}{math}</w:p><w:sdt><w:sdtContent>{paragraph('块')}"
    body += "</w:sdtContent></w:sdt>"
    assert texts(body) == ["字" * 9 + "x=1", "块"]
    assert [line.split("，")[0] for line in said(body)] == [
        "1 import-changes 修订还没有定稿：新加的 1 处导入了",
        "1 import-lost 这里原有拼音",
        "1 import-lost 这里原有公式（只留下它的文字）",
    ]


@pytest.mark.parametrize(
    ("math", "written", "is_told"),
    [
        ("<m:sSup><m:e>{10}</m:e><m:sup>{4}</m:sup></m:sSup>{=a}", "10⁴=a", False),
        ("<m:sSub><m:e>{x}</m:e><m:sub>{k}</m:sub></m:sSub>", "xk", True),
        ("<m:f><m:fPr/><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "a/b", True),
        ("<w:del>{a}</w:del>{b}", "b", True),
    ],
)
def test_an_equation_is_a_line_where_it_can_be_one(math: str, written: str, is_told: bool) -> None:
    runs = math.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    body = f'<w:p><m:oMath xmlns:m="m">{runs}</m:oMath></w:p>'
    assert texts(body) == [written]
    assert [line.split("，")[0] for line in said(body)] == [
        "1 import-lost 这里原有公式（只留下它的文字）"
    ] * is_told


def test_signs_that_are_elements_are_characters() -> None:
    body = (
        "<w:p><w:r><w:t>0310</w:t><w:noBreakHyphen/><w:t>6012</w:t><w:tab/>"
        '<w:t xml:space="preserve"> 甲 </w:t><w:sym w:font="Wingdings" w:char="F0FE"/>'
        "<w:softHyphen/><w:t> 乙 </w:t><w:cr/><w:t>丙\ufdd05\ufdd1\u2028丁</w:t></w:r></w:p>"
    )
    assert texts(body) == ["0310-6012\t 甲 🗹乙", "丙5", "丁"]


def test_a_sign_of_an_unknown_font_is_named() -> None:
    body = (
        paragraph("甲") + '<w:p><w:r><w:t>乙</w:t><w:sym w:font="自造" w:char="F0FE"/></w:r></w:p>'
    )
    assert texts(body) == ["甲", "乙"]
    assert said(body) == ["2 import-lost 这里原有 1 个特殊字体的符号，导入的文本里没有它的原样"]


def test_signs_typed_by_hand_are_those_of_their_font() -> None:
    symbol, wingdings = (f'<w:rFonts w:ascii="{name}"/>' for name in ("Symbol", "Wingdings"))
    body = styled("\uf0b7甲", run=symbol) + styled("\uf0fe乙", run=wingdings)
    body += styled("丙\ue001、\uf0fe")  # in a common font nobody knows what they are
    assert texts(body) == ["•甲", "🗹乙", "丙\ue001、\uf0fe"]
    assert said(body) == [
        "3 import-lost 有 2 个别的电脑显示不出的字符，第一个是 U+E001，留在文本里"
    ]


CHARS = dict.fromkeys(("begin", "separate", "end"), "")
for kind in CHARS:
    CHARS[kind] = f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def linked(words: str, address: str) -> str:
    instruction = f"<w:r><w:instrText> HYPERLINK &quot;{address}&quot; </w:instrText></w:r>"
    result = f"<w:r><w:t>{words}</w:t></w:r>"
    return f"{CHARS['begin']}{instruction}{CHARS['separate']}{result}{CHARS['end']}"


WEB = "http://www.yundu.example/a?b=1"


@pytest.mark.parametrize(
    ("words", "address", "is_told"),
    [
        ("县政府网站", WEB, True),
        ("www.Yundu.example", "http://www.yundu.example/", False),
        ("yundu.example/年报", "https://yundu.example/%E5%B9%B4%E6%8A%A5", False),
        ("写信", "mailto:a@yundu.example", False),
        ("照片", "file:///D:/张三/照片.jpg", False),
        ("目录", "", False),
    ],
)
def test_a_web_address_that_the_words_do_not_say_is_told_and_no_word_is_added(
    words: str, address: str, is_told: bool
) -> None:
    relation = (
        f'<Relationship Id="r5" Type="x/hyperlink" Target="{address}" TargetMode="External"/>'
    )
    relations = {"word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>"}
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    told = [f"1 import-lost 链接只导入了文字，没有网址：“{words}”（{address}）"] if is_told else []
    for link in (
        f'<w:hyperlink r:id="r5" xmlns:r="r">{run}</w:hyperlink>',
        f'<w:fldSimple w:instr=" HYPERLINK &quot;{address}&quot; ">{run}</w:fldSimple>',
        linked(words, address),
    ):
        body = f"<w:p>{link}<w:r><w:t>。</w:t></w:r></w:p>"
        assert texts(body, relations) == [f"{words}。"]
        assert said(body, relations) == told


def test_many_addresses_are_told_once() -> None:
    body = "".join(f"<w:p>{linked(f'第{number}页', WEB)}</w:p>" for number in range(1, 6))
    (told,) = said(body)
    assert told.startswith("1 import-lost ")
    assert told.endswith(f"“第3页”（{WEB}）等 5 处")


def test_a_link_that_does_not_show_has_no_address() -> None:
    inner = linked("藏", "http://yundu.example")
    hidden = linked("藏", "http://yundu.example").replace(
        "<w:t>", "<w:rPr><w:vanish/></w:rPr><w:t>"
    )
    body = f"<w:p>{CHARS['begin']}{inner}{CHARS['separate']}<w:r><w:t>露</w:t></w:r>{CHARS['end']}"
    assert texts(f"{body}{hidden}</w:p>") == ["露"]
    assert [line.split()[1] for line in said(f"{body}{hidden}</w:p>")] == ["import-hidden"]


def test_notes_of_both_kinds_are_counted_together_in_the_order_of_the_text() -> None:
    parts = {
        f"word/{kind}s.xml": word_part(
            f"{kind}s", f'<w:{kind} w:id="2">{paragraph(text)}</w:{kind}>'
        )
        for kind, text in (("footnote", "脚"), ("endnote", "尾"))
    }
    marks = "".join(f'<w:r><w:{k}Reference w:id="2"/></w:r>' for k in ("endnote", "footnote"))
    blocks = read(docx(f"<w:p><w:r><w:t>甲</w:t></w:r>{marks}</w:p>", parts))[0]
    assert blocks == (
        Paragraph(f"甲{note_mark(1)}{note_mark(2)}", 1),
        Note(1, "尾", 2),
        Note(2, "脚", 3),
    )


def test_of_a_field_only_the_result_shows() -> None:
    def char(kind: str, more: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{more}</w:fldChar></w:r>'

    instruction = "<w:r><w:instrText>{}</w:instrText></w:r>"
    inner = char("begin") + char("separate") + "<w:r><w:t>藏</w:t></w:r>" + char("end")
    box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    body = (
        f"<w:p>{char('begin')}{instruction.format('IF ')}{inner}{char('separate')}"
        f"<w:r><w:t>露</w:t></w:r>{char('end')}"
        f"{char('begin', box)}{instruction.format(' FORMCHECKBOX ')}{char('end')}</w:p>"
        f"<w:p>{char('begin')}{instruction.format(' PAGE ')}</w:p>{paragraph('不丢')}"
    )
    assert texts(body) == ["露☑", "不丢"]


@pytest.mark.parametrize(
    ("instruction", "form", "shown", "told"),
    [
        ("FORMDROPDOWN", '<w:ddList><w:result w:val="1"/>{}</w:ddList>', "否", ""),
        ("FORMDROPDOWN", "<w:ddList>{}</w:ddList>", "是", ""),
        ("FORMDROPDOWN", '<w:ddList><w:result w:val="9"/>{}</w:ddList>', "", ""),
        ("AUTONUM", "", "", "编号域（AUTONUM）"),
        ("SYMBOL 254 \\f Wingdings", "", "", "符号域（SYMBOL 254 \\f Wingdings）"),
        (r"eq \o\ac(○,1)", "", "", r"公式域（eq \o\ac(○,1)）"),
        ("PAGE", "", "", ""),
    ],
)
def test_what_a_field_only_works_out_is_written_or_told(
    instruction: str, form: str, shown: str, told: str
) -> None:
    listed = form.format('<w:listEntry w:val="是"/><w:listEntry w:val="否"/>')
    begun = f'<w:fldChar w:fldCharType="begin"><w:ffData>{listed}</w:ffData></w:fldChar>'
    field = f"<w:r>{begun}</w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{CHARS['end']}"
    body = f"<w:p>{field}<w:r><w:t>。</w:t></w:r></w:p>"
    assert texts(body) == [f"{shown}。"]
    wanted = f"1 import-lost 这里原有{told}，导入的文本里没有它的原样"
    assert said(body) == [wanted] * bool(told)


def test_a_large_first_letter_belongs_to_its_word() -> None:
    large = styled("信", more='<w:framePr w:dropCap="drop"/>')
    assert texts(large + paragraph("访局")) == ["信访局"]


def test_a_paragraph_without_its_mark_goes_on_in_the_next() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{deleted}<w:r><w:t>前</w:t></w:r></w:p>{paragraph('后')}"
    assert texts(body) == ["前后"]
    assert texts(f"<w:p>{deleted}<w:r><w:t>前</w:t></w:r></w:p>{TABLE}")[0] == "前"
    assert texts(f"<w:p>{deleted}<w:r><w:t>前</w:t></w:r></w:p>") == ["前"]


def test_hidden_text_stays_out_and_is_quoted() -> None:
    body = styled("看不见", run="<w:vanish/>") + styled("看得见", run='<w:vanish w:val="0"/>')
    assert texts(body) == ["看得见"]
    assert said(body) == ["1 import-hidden 有隐藏的文字没有导入：“看不见”"]


LONG = "这一句很长，" * 30


def test_all_that_is_left_out_stands_in_full() -> None:
    gone = f"<w:del><w:r><w:delText>{LONG}删</w:delText></w:r></w:del>"
    deleted = f"<w:p>{gone}<w:r><w:t>甲</w:t></w:r>{gone}</w:p>" * 5
    hidden = styled(f"{LONG}藏", run="<w:vanish/>")
    hidden = hidden.replace("</w:p>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>着</w:t></w:r></w:p>")
    listed = "".join(lined("目录", *(f"{LONG}{n}\t{n}" for n in range(1, 6))))
    mark = '<w:sectPr><w:headerReference r:id="r8" xmlns:r="r"/></w:sectPr>'
    parts = {
        "word/header1.xml": word_part("hdr", paragraph(f"{LONG}眉")),
        "word/comments.xml": word_part("comments", f"<w:comment>{paragraph('改')}</w:comment>"),
        "word/_rels/document.xml.rels": RELATIONS,
    }
    assert left_out(f"{deleted}{hidden}{listed}{mark}", parts) == [
        *(f"{n} 修订删去的：{LONG}删；{LONG}删" for n in range(1, 6)),
        f"6 隐藏的文字：{LONG}藏着",
        "7 目录：目录",
        *(f"{n + 7} 目录：{LONG}{n}\t{n}" for n in range(1, 6)),
        f"1 页眉、页脚：{LONG}眉",
        "1 批注：改",
    ]
    assert texts(f"{deleted}{hidden}{listed}{mark}", parts) == ["甲"] * 5


def test_what_is_left_out_is_in_the_list_of_what_was_removed() -> None:
    body = paragraph("云渡县信访局2023年法治政府建设年度报告", "办信三件。") + styled(
        LONG, run="<w:vanish/>"
    )
    blocks, _ = word.read_blocks(docx(body), PATH)
    tidied = tidy(blocks or (), PATH)
    assert [piece.text for piece in tidied.removed] == [LONG]
    assert not [block for block in tidied.blocks if isinstance(block, Removed)]


@pytest.mark.parametrize("ended", ["", "end"])
def test_a_text_behind_a_field_that_shows_nothing_is_kept_or_told(ended: str) -> None:
    instruction = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    text = "<w:r><w:t>这一句没了。</w:t></w:r>"
    field = f"{CHARS['begin']}{instruction}{text}{CHARS[ended] if ended else ''}"
    body = f"<w:p><w:r><w:t>前</w:t></w:r>{field}{DRAWN[5:]}{paragraph('后')}"
    told = ["1 import-hidden 有隐藏的文字没有导入：“这一句没了。”"] if ended else []
    parts = {k: v for k, v in PARTS.items() if "media" in k or "document" in k}
    assert texts(body, parts) == ["前" if ended else "前这一句没了。", "下访现场", "后"]
    assert said(body, parts) == told


def test_a_field_that_never_ends_hides_no_other_that_does() -> None:
    body = f"<w:p>{CHARS['begin']}<w:r><w:instrText> IF </w:instrText></w:r>{linked('甲', '')}"
    assert texts(f"{body}<w:r><w:t>乙</w:t></w:r></w:p>") == ["甲乙"]


def test_text_boxes_and_lettering_are_kept_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>框前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="mc">'
        f'<mc:Choice><w:drawing><wps:txbx xmlns:wps="s">{box}</wps:txbx></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:textbox xmlns:v="v">{box}</v:textbox></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r><w:r><w:t>框后</w:t></w:r>"
        '<w:r><w:pict><v:textpath xmlns:v="v" string="红头"/></w:pict></w:r></w:p>'
    )
    assert texts(body) == ["框前框后", "框里", "红头"]


def test_charts_and_embedded_files_are_named() -> None:
    chart = (
        '<w:p><w:r><w:drawing><a:graphicData xmlns:a="a" uri="http://x/2006/chart"/></w:drawing>'
        "</w:r></w:p><w:altChunk/>"
    )
    assert [line.split("，")[0] for line in said(chart)] == [
        "1 import-lost 这里原有图表",
        "1 import-lost 这里原有嵌入的另一个文件",
    ]


def test_a_new_chart_is_the_picture_that_stands_beside_it() -> None:
    chart = '<w:drawing><a:graphicData xmlns:a="a" uri="http://x/2014/chartex"/></w:drawing>'
    picture = DRAWN.removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice>{}</mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(docx(body.format(chart, picture), PARTS))[0] == (Image(PNG, "png", 1, "下访现场"),)
    assert said(body.format(chart, "")) == ["1 import-lost 这里原有图表，导入的文本里没有它的原样"]


@pytest.mark.parametrize(
    ("program", "name"),
    [("Excel.Sheet.12", "嵌入的表格"), ("Equation.3", "公式"), ("Package", "嵌入的文件")],
)
def test_a_file_behind_a_picture_is_told(program: str, name: str) -> None:
    shape = '<v:shape xmlns:v="v"><v:imagedata r:id="r7" xmlns:r="r"/></v:shape>'
    embedded = f'<o:OLEObject xmlns:o="o" ProgID="{program}"/>'
    body = f"<w:p><w:r><w:object>{shape}{embedded}</w:object></w:r></w:p>"
    blocks, problems = read(docx(body, {k: v for k, v in PARTS.items() if "header" not in k}))
    assert blocks == (Image(PNG, "png", 1),)
    assert [p.message for p in problems] == [f"这里原有{name}，导入的文本里没有它的原样"]


@pytest.mark.parametrize(
    ("drawing", "name"),
    [
        ("<w:object><w:control/></w:object>", "表单控件"),
        ("<w:contentPart/>", "手写的墨迹"),
        (
            f"<w:drawing><wpg:wgp xmlns:wpg='g'><w:txbxContent>{paragraph('框里')}</w:txbxContent>"
            "</wpg:wgp></w:drawing>",
            "画成的图形（只留下其中的文字）",
        ),
        ("<w:pict><v:line xmlns:v='v'/></w:pict>", ""),
    ],
)
def test_what_is_drawn_is_told_but_a_line_says_nothing(drawing: str, name: str) -> None:
    body = f"<w:p><w:r><w:t>甲</w:t>{drawing}</w:r></w:p>"
    assert texts(body) == ["甲", *(["框里"] if "txbx" in drawing else [])]
    wanted = f"1 import-lost 这里原有{name}，导入的文本里没有它的原样"
    assert said(body) == [wanted] * bool(name)


def test_pictures_that_browsers_do_not_show_are_named() -> None:
    relations = RELATIONS.replace("image1.png", "image1.emf")
    parts = {"word/media/image1.emf": b"\1\0\0\0", "word/_rels/document.xml.rels": relations}
    assert said(DRAWN, parts) == ["1 import-image 这里的图片是 EMF 格式，没有导入"]
    assert said(DRAWN) == ["1 import-image 这里的图片不在文件里（只是链接），没有导入"]


@pytest.mark.parametrize(
    ("cut", "is_told"),
    [
        ('<a:srcRect t="9000"/>', True),
        ('<a:srcRect b="9%"/>', True),
        ('<a:srcRect l="-7" t="9" r="" b="x"/>', False),  # rounded by LibreOffice
        ('<v:imagedata xmlns:v="v" r:id="r7" xmlns:r="r" cropleft="6553f"/>', True),
        ('<v:imagedata xmlns:v="v" r:id="r7" xmlns:r="r" croptop="9f"/>', False),
    ],
)
def test_a_cropped_picture_is_told(cut: str, is_told: bool) -> None:
    body = DRAWN.replace("</pic:blipFill>", f"{cut}</pic:blipFill>")
    if "imagedata" in cut:
        body = f"<w:p><w:r><w:pict>{cut}</w:pict></w:r></w:p>"
    parts = {k: v for k, v in PARTS.items() if "media" in k or "document" in k}
    assert (
        said(body, parts) == ["1 import-image 这里的图片裁剪过，导入的是没有裁剪的整张"] * is_told
    )


def test_a_picture_is_known_by_its_bytes() -> None:
    broken = {**PARTS, "word/media/image1.png": b"no picture"}
    assert said(DRAWN, broken) == ["1 import-image 这里的图片是 未知 格式，没有导入"]
    named = {
        "word/media/image1.dat": PNG,
        "word/_rels/document.xml.rels": RELATIONS.replace("image1.png", "image1.dat"),
    }
    assert read(docx(DRAWN, named))[0] == (Image(PNG, "png", 1, "下访现场"),)


def test_many_things_of_one_name_are_counted() -> None:
    math = '<w:p><m:oMath xmlns:m="m"><m:rad><m:r><m:t>x</m:t></m:r></m:rad></m:oMath></w:p>'
    told = said(math * 500)
    assert len(told) == 10
    assert told[0] == "1 import-lost 这里原有公式（只留下它的文字），导入的文本里没有它的原样"
    assert told[-1].startswith("10 import-lost ")
    assert told[-1].endswith("；后面还有 490 处")


@pytest.mark.parametrize(
    "name", [r"D:\\张三\\照片.jpg", "微信图片_20240105", "IMG_2023.JPG", "图片 1"]
)
def test_a_file_name_describes_no_picture(name: str) -> None:
    body = DRAWN.replace("下访现场", name)
    ((image, *_), _) = read(docx(body, PARTS))
    assert isinstance(image, Image)
    assert image.description == ""


def test_merged_cells_are_rectangles_whatever_the_file_says() -> None:
    def row(*cells: str, more: str = "") -> str:
        return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, *marks: str) -> str:
        pairs = (mark.partition(" ") for mark in marks)
        told = "".join(f'<w:{name} w:val="{val}"/>' for name, _, val in pairs)
        return f"<w:tc><w:tcPr>{told}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        row(cell("甲", "hMerge restart"), cell("", "hMerge"), cell("乙", "vMerge restart")),
        row(cell("丙"), cell("", "vMerge"), more='<w:gridBefore w:val="1"/>'),
        row(cell("丁", "vMerge"), cell("戊", "gridSpan x"), cell("己", "vMerge", "gridSpan 999")),
        row(cell("删"), more="<w:del/>"),
    ]
    body = f"<w:tbl>{''.join(rows)}</w:tbl>"
    (table,) = read(docx(body))[0]
    assert isinstance(table, Table)
    assert table.cells == (
        (Cell("甲", columns=2), Cell("乙", rows=2)),
        (Cell(""), Cell("丙")),
        (Cell("丁"), Cell("戊"), Cell("己", columns=200)),
    )


def test_what_a_merged_cell_covers_is_told() -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr><w:{mark}/></w:tcPr>{paragraph(text)}</w:tc>"
        f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph('右')}</w:tc></w:tr>"
        for mark, text, more in (
            ('vMerge w:val="restart"', "上", ""),
            ("vMerge", "盖住", ""),
            ('hMerge w:val="restart"', "左", "<w:hMerge/>"),
        )
    )
    ((table,), (problem,)) = read(docx(f"<w:tbl>{rows}</w:tbl>"))
    assert isinstance(table, Table)
    assert table.cells == (
        (Cell("上", rows=2), Cell("右")),
        (Cell("右"),),
        (Cell("左", columns=2),),
    )
    wanted = "合并的单元格盖住的内容没有导入：“盖住”、“右”"
    assert (problem.code, problem.message) == ("import-lost", wanted)


def test_a_table_in_a_cell_is_its_rows() -> None:
    cells = [f"<w:tc>{paragraph(text)}</w:tc>" for text in ("一", "二", "三", "四")]
    inner = f"<w:tbl><w:tr>{cells[0]}{cells[1]}</w:tr><w:tr>{cells[2]}{cells[3]}</w:tr></w:tbl>"
    outer = (
        f"<w:tr><w:tc>{paragraph('外')}{inner}<w:p/></w:tc><w:tc>{paragraph('右')}</w:tc></w:tr>"
    )
    (table,) = read(docx(f"<w:tbl>{outer}</w:tbl>"))[0]
    assert isinstance(table, Table)
    assert table.cells == ((Cell("外\n一 二\n三 四"), Cell("右")),)
    told = "这里原有套在里面的表格（只留下一行行的文字），导入的文本里没有它的原样"
    assert said(f"<w:tbl>{outer}</w:tbl>") == [f"2 import-lost {told}"]


def test_signs_in_a_cell_that_another_covers_are_told() -> None:
    sign = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t></w:r></w:p>'
    cells = (
        f'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>{paragraph("左")}</w:tc>'
        f"<w:tc><w:tcPr><w:hMerge/></w:tcPr>{sign}</w:tc>"
    )
    assert said(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")[0].endswith("“🗹甲”")
    assert left_out(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == ["2 合并的单元格盖住的：🗹甲"]


def test_a_table_of_one_cell_is_a_frame() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert texts(inner) == ["甲", "乙"]


def test_the_font_is_that_of_chinese_characters() -> None:
    theme = (
        '<a:theme xmlns:a="a"><a:themeElements><a:fontScheme><a:minorFont><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>'
        "</a:themeElements></a:theme>"
    )
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr>'
        '</w:rPrDefault></w:docDefaults><w:style w:type="character" w:styleId="c"><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:eastAsia="楷体"/><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="o"><w:basedOn w:val="o"/><w:name w:val="节"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = (
        styled("甲", run='<w:rFonts w:ascii="Arial"/>')
        + styled("乙", run='<w:rStyle w:val="c"/>')
        + styled(
            "丙", "o", '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="31"/>', '<w:jc w:val="center"/>'
        )
    )
    parts = {"word/styles.xml": word_part("styles", styles), "word/theme.xml": theme}
    styles_of = [b.style for b in read(docx(body, parts))[0] if isinstance(b, Paragraph)]
    assert styles_of == [
        Style("等线", 10),
        Style("楷体", 10, True),
        Style("黑体", 15.5, False, True, 3),
    ]


@pytest.mark.parametrize(
    ("said", "size"),
    [("33", 16.5), ("16pt", 16.0), ("31.5", 15.75)]
    + [(odd, 10.0) for odd in ("", "inf", "1e999", "nan", "-3", "9" * 30, "٣", "x")],
)
def test_a_size_that_is_none_is_the_usual_one(said: str, size: float) -> None:
    (block,) = read(docx(styled("甲", run=f'<w:sz w:val="{said}"/>')))[0]
    assert isinstance(block, Paragraph)
    assert round(block.style.size - size) == 0


# --- what changes the sense of a text


@pytest.mark.parametrize(
    ("runs", "written", "told"),
    [
        (("m", "superscript", "2"), "m²", ""),
        (("CO", "subscript", "2"), "CO₂", ""),
        (("10", "superscript", "-", "superscript", "4"), "10⁻⁴", ""),
        (("x", "superscript", "(n+i)", "", "=1"), "x⁽ⁿ⁺ⁱ⁾=1", ""),
        (("第5", "superscript", "th"), "第5th", "“th”"),
        (("m", "superscript", "2", "superscript", "a"), "m2a", "“2a”"),
        (("甲", "superscript", "[1]"), "甲[1]", "“[1]”"),
        (("甲", "baseline", "2"), "甲2", ""),
    ],
)
def test_what_stands_high_or_low_is_written_small_or_told(
    runs: tuple[str, ...], written: str, told: str
) -> None:
    pairs = zip(("", *runs[1::2]), runs[::2], strict=True)
    body = "".join(
        f'<w:r><w:rPr><w:vertAlign w:val="{script}"/></w:rPr><w:t>{text}</w:t></w:r>'
        for script, text in pairs
    )
    assert texts(f"<w:p>{body}</w:p>") == [written]
    wanted = [f"1 import-lost 上标、下标导入成了普通的字：{told}"] if told else []
    assert said(f"<w:p>{body}</w:p>") == wanted


def test_a_style_or_a_place_may_raise_a_text_and_a_run_may_put_it_back() -> None:
    raised = '<w:style w:type="character" w:styleId="u"><w:rPr><w:vertAlign w:val="superscript"/>'
    parts = {"word/styles.xml": word_part("styles", f"{raised}</w:rPr></w:style>")}
    marks = (
        '<w:rStyle w:val="u"/>',
        '<w:rStyle w:val="u"/><w:vertAlign w:val="baseline"/>',
        '<w:position w:val="12"/><w:sz w:val="20"/>',
        '<w:position w:val="-12"/><w:sz w:val="20"/>',
        '<w:position w:val="4"/><w:sz w:val="32"/>',  # only put in the middle of its line
        '<w:position w:val="x"/>',
    )
    body = "".join(
        f"<w:p><w:r><w:t>m</w:t></w:r><w:r><w:rPr>{mark}</w:rPr><w:t>2</w:t></w:r></w:p>"
        for mark in marks
    )
    assert texts(body, parts) == ["m²", "m2", "m²", "m₂", "m2", "m2"]
    assert said(body, parts) == []


def test_the_mark_of_a_footnote_is_no_superscript() -> None:
    note = f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>'
    parts = {"word/footnotes.xml": word_part("footnotes", note)}
    high = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    body = f'<w:p><w:r><w:t>甲</w:t></w:r><w:r>{high}<w:footnoteReference w:id="2"/></w:r></w:p>'
    assert texts(body, parts) == [f"甲{note_mark(1)}", "注"]
    assert said(body, parts) == []


def test_struck_text_stays_and_is_quoted_whole() -> None:
    styles = '<w:style w:type="character" w:styleId="s"><w:rPr><w:dstrike/></w:rPr></w:style>'
    parts = {"word/styles.xml": word_part("styles", styles)}
    runs = "".join(
        f"<w:r><w:rPr>{mark}</w:rPr><w:t>{text}</w:t></w:r>"
        for mark, text in (
            ("", "办信"),
            ("<w:strike/>", "三"),
            ("<w:dstrike/><w:b/>", "件"),
            ('<w:rStyle w:val="s"/><w:dstrike w:val="0"/>', "四件"),
            ('<w:rStyle w:val="s"/>', "。"),
        )
    )
    body = f"<w:p/><w:p>{runs}</w:p>"
    assert texts(body, parts) == ["办信三件四件。"]
    assert said(body, parts) == ["2 import-struck 划掉的文字导入了：“三件”、“。”"]


# --- tables of contents

ENTRIES = ("一、主要举措\t1", "（一）学习\t2", "二、存在的不足\t12")
BELOW = ("一、主要举措", "学了两次，见第 12", "二、存在的不足")
TOLD = "目录没有导入：“一、主要举措 1”、“（一）学习 2”、“二、存在的不足 12”"


def lined(*lines: str, style: str = "") -> list[str]:
    return [styled(line.replace("\t", "</w:t><w:tab/><w:t>"), style) for line in lines]


def in_field(instruction: str, paragraphs: list[str], *, is_ended: bool = True) -> str:
    begun = f"{CHARS['begin']}<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    body = "".join(paragraphs).replace("</w:pPr>", f"</w:pPr>{begun}{CHARS['separate']}", 1)
    return f"{body}<w:p>{CHARS['end']}</w:p>" if is_ended else body


def in_gallery(body: str) -> str:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{body}</w:sdtContent></w:sdt>"


TOC_STYLES = {
    "word/styles.xml": word_part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t2"><w:name w:val="目录 2"/></w:style>',
    )
}


@pytest.mark.parametrize(
    "made",
    [
        in_field(' TOC \\o "1-3" ', lined(*ENTRIES)),
        in_field("TOC", lined(*ENTRIES), is_ended=False),
        in_gallery("".join(lined(*ENTRIES))),
        "".join(lined(*ENTRIES, style="t1")),
        "".join(lined(*ENTRIES, style="t2")),
    ],
)
def test_a_table_of_contents_stays_out_and_is_told_once(made: str) -> None:
    before, after = paragraph("前"), "".join(lined(*BELOW))
    assert texts(before + made + after, TOC_STYLES) == ["前", *BELOW]
    assert said(before + made + after, TOC_STYLES) == [f"2 import-contents {TOLD}"]
    named = paragraph("目  录") + made
    assert texts(named + after, TOC_STYLES) == [*BELOW]
    assert said(named, TOC_STYLES)[0].startswith("1 import-contents 目录没有导入：“目 录”、")
    assert said(named, TOC_STYLES)[0].endswith("等 4 处")


def test_a_table_of_contents_without_pages_is_known_by_its_links() -> None:
    link = '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>一、举措</w:t></w:r></w:hyperlink></w:p>'
    assert texts(in_gallery(link) + link) == ["一、举措"]


def test_text_inside_what_is_called_a_table_of_contents_stays() -> None:
    prose = "2023年，学了两次。"
    assert texts(in_gallery(paragraph(prose))) == [prose]
    assert texts("".join(lined(prose, style="t1")), TOC_STYLES) == [prose]
    assert texts(in_field("TOC", lined(*BELOW))) == [*BELOW]
    assert said(in_field("TOC", lined(*BELOW))) == []


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("目录", "一、举措……1", "二、不足......12", "正文"), ["正文"]),
        (("目　录", "一、举措\t1", "二、不足\t（2）"), []),
        (("目录", "一、举措", "二、不足"), ["目录", "一、举措", "二、不足"]),
        (("目录", "一、举措……1"), ["目录", "一、举措……1"]),
        (("一、举措……1", "二、不足……2"), ["一、举措……1", "二、不足……2"]),
    ],
)
def test_a_table_of_contents_typed_by_hand_is_one_only_where_it_is_clear(
    lines: tuple[str, ...], kept: list[str]
) -> None:
    assert texts("".join(lined(*lines))) == kept
    assert len(said("".join(lined(*lines)))) == (kept != list(lines))


# --- the real reports as Word files


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_every_paragraph_of_a_real_report_is_whole(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, lines = as_word(seed), seed.read_text(encoding="utf-8").split("\n")
    wanted = [normal(line) for line in lines if line.strip()]
    assert [normal(block.text) for block in read(made)[0]] == wanted
    # The command makes of it what it makes of the text file.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781740800")
    settings = "site_name: 试\nextra: {gongkai: {demo: true, keep_originals: false}}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    bodies = []
    for name, data in (("a.txt", seed.read_bytes()), ("a.docx", made)):
        (tmp_path / name).write_bytes(data)
        result = CliRunner().invoke(main, ["import", name], catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        (report,) = (tmp_path / "reports").glob("*/*.md")
        bodies.append(unicodedata.normalize("NFKC", report.read_text("utf-8").split("\n---\n")[1]))
        report.unlink()
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) > 1000


def normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def as_word(seed: Path) -> bytes:
    from docx import Document

    document, made = Document(), BytesIO()
    for line in seed.read_text(encoding="utf-8").split("\n"):
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


# --- files that are none, or made to break their reader


@pytest.mark.parametrize(
    "make",
    [
        made_bombs.zeros,
        made_bombs.entities,
        made_bombs.outside,
        made_bombs.deep,
        made_bombs.many_parts,
        lambda: docx("<w:p/>" * 500_001),
    ],
    ids=lambda make: make.__name__,
)
def test_bombs_are_refused_in_a_line(make: object) -> None:
    data = make()  # type: ignore[operator]
    assert word.takes(data)
    problem = refusal(data)
    assert problem.code == "import-failed"
    assert "\n" not in problem.message
    assert "/etc" not in problem.message


def chain_of_styles() -> bytes:
    count = 3000
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/></w:style>'
        for n in range(count)
    )
    body = "".join(styled("甲", f"s{n}") for n in range(count))
    return docx(body, {"word/styles.xml": word_part("styles", styles)})


def endless_number() -> bytes:
    return docx(item("甲") * 1000, numbering(level(0, "decimal", "%1" * 50_000)))


def chain_of_lists() -> bytes:
    count = 5000
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="s{n + 1}"/></w:abstractNum>'
        for n in range(count)
    )
    lists += "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(count)
    )
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="s{n}"><w:pPr><w:numPr><w:numId w:val="{n}"/>'
        "</w:numPr></w:pPr></w:style>"
        for n in range(count)
    )
    parts = {
        "word/numbering.xml": word_part("numbering", lists),
        "word/styles.xml": word_part("styles", styles),
    }
    return docx("".join(item("甲", num=n) for n in range(count)), parts)


def one_header_in_every_section() -> bytes:
    count = 1000
    mark = '<w:p><w:pPr><w:sectPr><w:headerReference r:id="h{}" xmlns:r="r"/></w:sectPr></w:pPr>'
    relation = '<Relationship Id="h{}" Type="x/header" Target="header1.xml"/>'
    relations = "".join(map(relation.format, range(count)))
    parts = {
        "word/header1.xml": word_part("hdr", paragraph("眉") * 20_000),
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    run = "<w:r><w:t>甲</w:t></w:r></w:p>"
    return docx("".join(mark.format(n) + run for n in range(count)), parts)


def long_addresses() -> bytes:
    address = f"http://yundu.example/{'a' * 100_000}"
    relation = f'<Relationship Id="r5" Target="{address}" TargetMode="External"/>'
    link = '<w:hyperlink r:id="r5" xmlns:r="r"><w:r><w:t>甲</w:t></w:r></w:hyperlink>'
    return docx(
        f"<w:p>{link}</w:p>" * 20_000,
        {"word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>"},
    )


def nested_fields() -> bytes:
    begun = f"{CHARS['begin']}<w:r><w:instrText> IF </w:instrText></w:r>{CHARS['separate']}"
    return docx(f"<w:p>{begun}<w:r><w:t>甲</w:t></w:r></w:p>" * 10_000)


def empty_paragraphs() -> bytes:
    return docx("<w:p/>" * 200_000 + paragraph("甲") * 1000)


@pytest.mark.parametrize(
    "make",
    [
        chain_of_styles,
        endless_number,
        chain_of_lists,
        one_header_in_every_section,
        long_addresses,
        nested_fields,
        empty_paragraphs,
    ],
)
def test_what_is_small_in_the_file_is_read(make: Callable[[], bytes]) -> None:
    blocks, _ = read(make())  # each took half a minute or more once, on an idle core
    assert len(blocks) >= 1000


@pytest.mark.parametrize("levels", [40, 120, 380, 6000])
def test_tables_in_tables_are_read_or_refused(levels: int) -> None:
    body = paragraph("里")
    for _ in range(levels // 3):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    blocks, problems = word.read_blocks(docx(body), PATH)
    assert (blocks and blocks[0].text == "里") or problems[0].code == "import-failed"


def test_a_file_that_was_cut_short_says_so() -> None:
    whole = docx(BODY, PARTS)
    for length in range(600, len(whole), 97):
        cut = whole[:length]
        if word.takes(cut):
            assert refusal(cut).code == "import-failed"
    assert word.takes(whole[: len(whole) // 2])


def test_a_broken_file_never_breaks_the_reader() -> None:
    whole, dice = docx(BODY, PARTS), random.Random(5)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if word.takes(bytes(data)):
            blocks, problems = word.read_blocks(bytes(data), PATH)
            assert blocks is not None or problems


def test_elements_out_of_place_never_break_the_reader() -> None:
    pieces = [BODY[at:] for at in range(len(BODY)) if BODY.startswith("<w:", at)]
    names = sorted({piece[3:].split(" ")[0].split(">")[0].rstrip("/") for piece in pieces})
    dice = random.Random(7)
    for _ in range(150):
        old, new = dice.choice(names), dice.choice(names)
        body = BODY.replace(f"<w:{old}>", f"<w:{new}>").replace(f"</w:{old}>", f"</w:{new}>")
        blocks, problems = word.read_blocks(docx(body, PARTS), PATH)
        assert blocks is not None or problems[0].code == "import-failed"


def test_a_file_with_a_password_says_so() -> None:
    locked = ole("EncryptedPackage", b"")
    data = bytearray(docx())
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 1)
    for made in (locked, bytes(data)):
        assert word.takes(made)
        assert refusal(made).code == "import-encrypted"


def test_an_old_file_that_only_speaks_of_a_locked_one_is_not_locked() -> None:
    data = ole("WordDocument", b"..." + "EncryptedPackage\0".encode("utf-16-le"))
    assert (parts_of_word.is_locked(data), office_is_locked(data)) == (False, False)
    locked = ole("EncryptedPackage", b"")
    assert (parts_of_word.is_locked(locked), office_is_locked(locked)) == (True, True)


def test_the_table_of_signs_is_there() -> None:
    """It is no part of what mammoth promises."""
    known = known_signs()
    wanted = {("Wingdings", 0xFE): "🗹", ("Wingdings", 0xFC): "✓", ("Symbol", 0xB7): "•"}
    assert {place: chr(known[place]) for place in wanted} == wanted


def test_without_the_table_every_sign_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from mammoth import docx as of_mammoth

    monkeypatch.delattr(of_mammoth.body_xml, "dingbats")
    body = '<w:p><w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    assert texts(body) == ["甲"]
    assert said(body) == ["1 import-lost 这里原有 1 个特殊字体的符号，导入的文本里没有它的原样"]


def test_without_mammoth_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    problem = refusal(docx())
    assert (problem.code, problem.message) == ("import-lacks", "读 Word 文件要先安装程序库")


def test_a_strict_file_whose_text_has_another_name() -> None:
    strict = "http://purl.oclc.org/ooxml"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    mark = f'Type="{strict}/officeDocument/relationships/officeDocument" Target="text/main.xml"'
    text = '<w:r><w:rPr><w:b w:val="true"/><w:sz w:val="16pt"/></w:rPr><w:t>严格</w:t></w:r>'
    data = packed(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships><Relationship Id="a" {mark}/></Relationships>',
            "text/main.xml": f'<w:document xmlns:w="{strict}/wordprocessingml/main"><w:body>'
            f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text}</w:p></w:body></w:document>',
        }
    )
    (block,) = read(data)[0]
    assert isinstance(block, Paragraph)
    assert (block.text, block.style) == ("严格", Style("", 16, True, True))
    nothing = packed(
        {"word/document.xml": word_part("document", f"<w:body>{paragraph('甲')}</w:body>")}
    )
    assert [b.text for b in read(nothing)[0]] == ["甲"]


@pytest.mark.parametrize(
    "names",
    [
        ("[Content_Types].xml", "word\\document.xml"),
        ("/[Content_Types].xml", "/word/document.xml"),
        ("[content_types].xml", "Word/Document.xml"),
    ],
)
def test_parts_are_found_by_what_their_names_mean(names: tuple[str, str]) -> None:
    types = '<Types><Override ContentType="wordprocessingml.document.main+xml"/></Types>'
    text = word_part("document", f"<w:body>{paragraph('甲')}</w:body>")
    data = packed(dict(zip(names, (types, text), strict=True)))
    assert [block.text for block in read(data)[0]] == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "x-none"])
def test_a_part_in_another_encoding_is_read_or_refused(encoding: str) -> None:
    text = word_part("document", f"<w:body>{paragraph('甲')}</w:body>")
    as_bytes = text.encode(encoding if encoding != "x-none" else "ascii", "xmlcharrefreplace")
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode(
        "utf-16" if encoding == "utf-16" else "ascii"
    )
    as_bytes = as_bytes.removeprefix(b"\xff\xfe") if encoding == "utf-16" else as_bytes
    data = docx(parts={"word/document.xml": head + as_bytes})
    if encoding == "utf-16":
        assert [block.text for block in read(data)[0]] == ["甲"]
    else:
        assert refusal(data).code == "import-failed"


def test_what_a_file_is_its_content_says(tmp_path: Path) -> None:
    named = {"a.txt": docx(), "b.docx": "一年来。".encode(), "c.docx": xlsx({"表": [["甲"]]})}
    for name, data in named.items():
        (tmp_path / name).write_bytes(data)
    read_as = {name: Source(tmp_path / name).read() for name in named}
    for name in ("a.txt", "b.docx"):
        blocks, problems = read_as[name]
        assert ([b.text for b in blocks or ()], problems) == (["一年来。"], [])
    blocks, (problem,) = read_as["c.docx"]
    assert (blocks, problem.code) == (None, "file-not-text")
    assert not word.takes(packed({"a.txt": "word/"}))
    assert ".docx" in sources.ENDINGS
