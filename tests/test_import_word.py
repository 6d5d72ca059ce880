"""Word files become the words that their readers see, block by block, and nothing hostile harms."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from click.testing import CliRunner

import made_bombs
from gongkai.cli import main
from gongkai.importing import sources, word
from gongkai.importing.blocks import Block, Cell, Image, Note, Paragraph, Style, Table, note_mark
from gongkai.importing.headings import with_headings
from gongkai.importing.sources import Source
from gongkai.importing.written_numbers import numeral
from gongkai.problems import Problem
from made_files import PNG, docx, packed, paragraph, word_part, xlsx

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
PATH = Path("a.docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> tuple[tuple[Block, ...], list[Problem]]:
    assert word.takes(data)
    blocks, problems = word.read_blocks(data, PATH)
    assert blocks is not None, problems
    return blocks, problems


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
    wanted = "第一条 甲|1.1 甲|a) 甲|1.2 甲|第二条 甲|2.1 甲|b) 甲|• 甲"
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
    math = '<m:oMathPara xmlns:m="m"><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>'
    body = f"<w:p>{wrapped}{sdt}{ruby}{math}</w:p><w:sdt><w:sdtContent>{paragraph('块')}"
    body += "</w:sdtContent></w:sdt>"
    assert texts(body) == ["字" * 9 + "x=1", "块"]
    assert [line.split("，")[0] for line in said(body)] == [
        "1 import-changes 修订还没有定稿：新加的 1 处导入了",
        "1 import-lost 这里原有拼音",
        "1 import-lost 这里原有公式（只留下它的文字）",
    ]


def test_signs_that_are_elements_are_characters() -> None:
    body = (
        "<w:p><w:r><w:t>0310</w:t><w:noBreakHyphen/><w:t>6012</w:t><w:tab/>"
        '<w:t xml:space="preserve"> 甲 </w:t><w:sym w:font="Wingdings" w:char="F0FE"/>'
        "<w:softHyphen/><w:t> 乙 </w:t><w:cr/><w:t>丙\ufdd05\ufdd1\u2028丁</w:t></w:r></w:p>"
    )
    assert texts(body) == ["0310-6012\t 甲 🗹乙", "丙5", "丁"]


def test_a_sign_of_an_unknown_font_is_named() -> None:
    body = '<w:p><w:r><w:t>甲</w:t><w:sym w:font="自造" w:char="F0FE"/></w:r></w:p>'
    assert texts(body) == ["甲"]
    assert said(body) == ["1 import-lost 这里原有 1 个特殊字体的符号，导入的文本里没有它的原样"]


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


def test_pictures_that_browsers_do_not_show_are_named() -> None:
    relations = RELATIONS.replace("image1.png", "image1.emf")
    parts = {"word/media/image1.emf": b"\1\0\0\0", "word/_rels/document.xml.rels": relations}
    assert said(DRAWN, parts) == ["1 import-image 这里的图片是 EMF 格式，没有导入"]
    assert said(DRAWN) == ["1 import-image 这里的图片不在文件里（只是链接），没有导入"]
    cut = DRAWN.replace("</pic:blipFill>", '<a:srcRect t="9"/></pic:blipFill>')
    assert said(cut, {k: v for k, v in PARTS.items() if "media" in k or "document" in k}) == [
        "1 import-image 这里的图片裁剪过，导入的是没有裁剪的整张"
    ]


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
    begun = monotonic()
    assert word.takes(data)
    problem = refusal(data)
    assert monotonic() - begun < 10
    assert problem.code == "import-failed"
    assert "\n" not in problem.message
    assert "/etc" not in problem.message


@pytest.mark.parametrize("levels", [40, 120, 380])
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
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    data = bytearray(docx())
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 1)
    for made in (locked, bytes(data)):
        assert word.takes(made)
        assert refusal(made).code == "import-encrypted"


def test_without_mammoth_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    problem = refusal(docx())
    assert (problem.code, problem.message) == (
        "import-lacks",
        "读 Word 文件要先安装 mammoth",
    )


def test_what_a_file_is_its_content_says(tmp_path: Path) -> None:
    named = {"a.txt": docx(), "b.docx": "一年来。".encode(), "c.docx": xlsx({"表": [["甲"]]})}
    for name, data in named.items():
        (tmp_path / name).write_bytes(data)
    read_as = {name: Source(tmp_path / name, "0" * 64).read() for name in named}
    for name in ("a.txt", "b.docx"):
        blocks, problems = read_as[name]
        assert ([b.text for b in blocks or ()], problems) == (["一年来。"], [])
    blocks, (problem,) = read_as["c.docx"]
    assert (blocks, problem.code) == (None, "file-not-text")
    assert not word.takes(packed({"a.txt": "word/"}))
    assert ".docx" in sources._ENDINGS
