"""Word files become blocks: every word, number, table and picture, and nothing that was deleted."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importing.blocks import Cell, Image, Note, Paragraph, Table, note_mark
from gongkai.importing.numbering import written
from gongkai.importing.word import read_blocks, takes
from made_words import PICTURE, add, changed, inner, of_lines, office, saved
from test_import_seeds import (
    SEEDS,
    WANTED,
    fill_in_dates,
    original_words,
    rendered,
    run,
    seed,
    site,
)

__all__ = ["site"]
PATH = Path("a.docx")
TRACKED = (
    '<w:ins w:id="1"><w:r><w:t>新增</w:t></w:r></w:ins>'
    '<w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>'
)


def as_offices_make_them() -> bytes:
    document = office()
    document.sections[0].header.paragraphs[0].text = "云渡县司法局文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    add(document, "云渡县司法局", font="方正小标宋简体", center=True)
    add(document, "2023年法治政府建设年度报告", font="方正小标宋简体", center=True)
    add(document, "主要举措和成效", font="黑体", number=(1, 0))
    add(document, "制度建设", font="楷体_GB2312", number=(1, 1))
    inner(add(document, "全年制定"), TRACKED + "<w:r><w:t>制度三项。</w:t></w:r>")
    add(document, "行政复议", font="楷体_GB2312", number=(1, 1))
    add(document, "第一项", number=(1, 2))
    add(document, "第二项", number=(1, 2))
    add(document, "存在的不足", font="黑体", number=(1, 0))
    add(document, "另一份清单", number=(1, 1))
    add(document, "附件的标题", font="黑体", number=(2, 0))
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合计"
    table.cell(0, 2).text = "件数"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "复议"
    table.cell(1, 1).text, table.cell(1, 2).text = "收到", "351"
    table.cell(2, 1).text, table.cell(2, 2).text = "办结", "315"
    picture = document.add_paragraph()
    picture.add_run().add_picture(io.BytesIO(PICTURE))
    inner(add(document, "上行"), "<w:r><w:br/><w:t>下行</w:t><w:tab/><w:t>尾</w:t></w:r>")
    inner(add(document, "看得见"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>")
    add(document, "全部加粗", bold=True)
    document.add_heading("样式标题", 1)
    return saved(document)


def test_a_document_as_offices_make_them_block_by_block() -> None:
    blocks, problems = read_blocks(as_offices_make_them(), PATH)
    assert blocks is not None
    assert [b if not isinstance(b, Paragraph) else b.text for b in blocks] == [
        "云渡县司法局",
        "2023年法治政府建设年度报告",
        "一、主要举措和成效",
        "（一）制度建设",
        "全年制定新增制度三项。",
        "（二）行政复议",
        "1. 第一项",
        "2. 第二项",
        "二、存在的不足",
        "（一）另一份清单",
        "一、附件的标题",
        Table(
            (
                (Cell("合计", 2), Cell("件数")),
                (Cell("复议", 1, 2), Cell("收到"), Cell("351")),
                (Cell("办结"), Cell("315")),
            ),
            12,
        ),
        Image(PICTURE, "png", 13),
        "上行",
        "下行 尾",
        "看得见",
        "全部加粗",
        "样式标题",
    ]
    looks = {b.text: b.style for b in blocks if isinstance(b, Paragraph)}
    title, section = looks["云渡县司法局"], looks["一、主要举措和成效"]
    assert (title.font, title.is_centered) == ("方正小标宋简体", True)
    assert (section.font, section.size, section.is_centered) == ("黑体", 16, False)
    assert looks["（一）制度建设"].font == "楷体_GB2312"
    assert looks["看得见"].font == "仿宋_GB2312"
    assert looks["全部加粗"].is_bold
    assert not looks["看得见"].is_bold
    assert looks["样式标题"].level == 2
    assert [p.code for p in problems] == ["import-header", "import-changes", "import-hidden"]
    assert "云渡县司法局文件" in problems[0].message
    assert "— 1 —" not in problems[0].message


def test_footnotes_stand_at_the_end() -> None:
    document = office()
    inner(add(document, "正文"), '<w:r><w:footnoteReference w:id="2"/></w:r>')

    def with_notes(parts: dict[str, bytes]) -> None:
        w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        parts["word/footnotes.xml"] = (
            f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>出处。</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        ).encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxml'
            b'formats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
        )
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(
            b"</Relationships>",
            b'<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
        )

    blocks, problems = read_blocks(changed(saved(document), with_notes), PATH)
    assert problems == []
    assert blocks == (Paragraph(f"正文{note_mark(1)}", 1), Note(1, "出处。", 1))


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (23, "japaneseCounting", "二十三"),
        (20, "ideographDigital", "二〇"),
        (3, "ideographTraditional", "丙"),
        (12, "decimalEnclosedCircle", "⑫"),
        (12, "decimalFullWidth", "１２"),
        (4, "upperRoman", "IV"),
        (29, "lowerRoman", "xxix"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (7, "nobody-knows", "7"),
    ],
)
def test_numbers_in_words_formats(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


@given(st.integers(-5, 200), st.sampled_from(["chineseCounting", "upperRoman", "lowerLetter", ""]))
def test_any_number_is_written(number: int, form: str) -> None:
    assert isinstance(written(number, form), str)


def bomb() -> bytes:
    made = io.BytesIO(of_lines("甲"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(5):
            package.writestr(f"word/media/{number}.bin", b"\0" * 50_000_000)
    return made.getvalue()


def with_entity(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"]
    parts["word/document.xml"] = b'<!DOCTYPE w [<!ENTITY a "b">]>' + body.partition(b"?>")[2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(), "解开后太大"),
        (changed(of_lines("甲"), with_entity), "类型声明"),
        (of_lines("甲" * 999)[:2000], "不完整或已损坏"),
        (
            changed(of_lines("甲"), lambda parts: parts.update({"word/document.xml": b"<w"})),
            "不完整或已损坏",
        ),
    ],
    ids=["bomb", "entity", "half", "broken"],
)
def test_what_no_office_makes_is_one_line(data: bytes, said: str) -> None:
    assert takes(data)
    blocks, (problem,) = read_blocks(data, PATH)
    assert blocks is None
    assert (problem.code, said in problem.message) == ("import-failed", True)


def test_only_word_files_are_taken() -> None:
    assert takes(of_lines("甲"))
    assert not takes(b"PK\3\4")
    assert not takes("云渡县".encode())


needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")


@needs_seeds
@pytest.mark.parametrize("number", WANTED)
def test_real_reports_keep_every_character(site: Path, number: str) -> None:
    name, _, day, sections, parts = WANTED[number]
    (site / "a.docx").write_bytes(of_lines(seed(number).read_text(encoding="utf-8")))
    result = run("import", "a.docx")
    assert result.exit_code == 0, result.output
    text = (site / "archive" / f"{name}.md").read_text(encoding="utf-8")
    assert (f"\n发布日期: {day}\n" if day else "\n发布日期:\n") in text
    fill_in_dates(site / "archive")
    page = rendered(text.split("---\n", 2)[2])
    title = text.partition("标题: ")[2].partition("\n")[0].strip('"')
    found = "".join((title + page.get_text()).split())
    assert unicodedata.normalize("NFKC", found) == unicodedata.normalize(
        "NFKC", original_words(number)
    )
    assert (len(page("h2")), len(page("h3"))) == (sections, parts)
