"""Files become documents: what stands in them comes out, wherever it stands and whatever they are.

Every number here is made up when the test runs; none stands in this file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.documents import Document, Reader
from gongkai.reading.documents.legacy import SIGNATURE
from gongkai.reading.documents.scan import read_document
from gongkai.reading.documents.spreadsheet import shown
from made_files import (
    JPEG,
    PNG,
    docx,
    ofd,
    ole,
    packed,
    paragraph,
    pdf,
    pptx,
    properties,
    stream,
    table,
    word_part,
    xlsx,
)
from numbers_of_nobody import citizen_number

NUMBER = citizen_number(101)


def texts(document: Document) -> dict[str, str]:
    assert document.fault == ""
    return {passage.where: passage.text for passage in document.passages}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("pdf", pdf("A")),
        ("docx", docx()),
        ("xlsx", xlsx({"表": [["甲"]]})),
        ("pptx", pptx(["甲"])),
        ("ofd", ofd([("甲", "0 0 1 1")])),
        ("doc", ole("WordDocument", b"")),
        ("xls", ole("Workbook", b"")),
        ("ppt", ole("PowerPoint Document", b"")),
        ("ole", ole("Something", b"")),
        ("zip", packed({"a.txt": "甲"})),
        ("rar", b"Rar!\x1a\x07\0..."),
        ("7z", b"7z\xbc\xaf\x27\x1c..."),
        ("exe", b"MZ\x90\0\3"),
        ("jpeg", JPEG),
        ("png", PNG),
        ("gif", b"GIF89a\1\0\1\0"),
        ("webp", b"RIFF\x24\0\0\0WEBPVP8 "),
        ("html", b"\xef\xbb\xbf<!-- 1 -->\n<!DOCTYPE html><p>1"),
        ("html", b"<table><tr><td>1"),
        ("svg", b'<?xml version="1.0"?><svg xmlns="a"></svg>'),
        ("text", "甲,乙\n".encode("gb18030")),
        ("text", "甲,乙\n".encode("utf-16")),
        ("text", b"x < y\n"),
        ("", bytes(range(256))),
    ],
)
def test_a_kind_is_told_by_the_content(kind: str, data: bytes) -> None:
    assert read_document(data).kind == kind


def test_macros_make_a_kind_of_their_own() -> None:
    data = docx(parts={"word/vbaProject.bin": ole("VBA", b"")})
    assert (read_document(data).kind, read_document(data).has_macros) == ("docx", True)
    types = "<Types>x.wordprocessingml.document.macroEnabled.main</Types>"
    assert read_document(docx(parts={"[Content_Types].xml": types})).kind == "docm"
    assert read_document(ole("WordDocument", b"", "Macros", "_VBA_PROJECT")).has_macros
    assert not read_document(docx()).has_macros


def test_a_word_file_with_all_its_parts() -> None:
    comment = f'<w:comment w:id="1" w:author="李四">{paragraph("再核")}</w:comment>'
    data = docx(
        paragraph("第一", "段")
        + paragraph("")
        + table(["姓名", "证号"], ["张三", NUMBER])
        + f"<w:p><w:r><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:r></w:p>"
        + paragraph("末段"),
        {
            "word/header1.xml": word_part("hdr", paragraph("眉")),
            "word/footer1.xml": word_part("ftr", paragraph("脚")),
            "word/footnotes.xml": word_part("footnotes", paragraph("注")),
            "word/endnotes.xml": word_part("endnotes", paragraph("尾")),
            "word/comments.xml": word_part("comments", comment),
            "customXml/item1.xml": "<data><id>数据</id></data>",
            "docProps/core.xml": properties("张三丰"),
        },
    )
    document = read_document(data)
    assert texts(document) == {
        "第 1 段": "第一段",
        "第 1 个表格第 1 行": "姓名 | 证号",
        "第 1 个表格第 2 行": f"张三 | {NUMBER}",
        "文本框": "框里",
        "第 2 段": "末段",
        "页眉": "眉",
        "页脚": "脚",
        "脚注": "注",
        "尾注": "尾",
        "批注": "再核",
        "文件内部的 customXml/item1.xml": "数据",
        "文件的属性": "张三丰",
    }
    assert document.comments == 1
    assert set(document.authors) == {"李四", "张三丰"}


def test_tracked_changes_are_read_as_the_text_is_and_as_it_was() -> None:
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r>"
        '<w:del w:id="1" w:author="王五"><w:r><w:delText>315</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="王五"><w:r><w:t>351</w:t></w:r></w:ins>'
        "<w:r><w:t>件</w:t></w:r></w:p>"
    )
    document = read_document(docx(body))
    assert texts(document) == {"第 1 段": "共351件", "第 1 段（修订前）": "共315件"}
    assert (document.tracked_changes, document.authors) == (2, ("王五",))


def test_a_spreadsheet_row_by_row_with_hidden_sheets() -> None:
    data = xlsx(
        {"名单": [["姓名", "电话"], ["张三", 13912345678]], "原始": [["备份"]]},
        states={"原始": "veryHidden"},
        parts={
            "xl/comments1.xml": "<comments><authors><author>赵六</author></authors><commentList>"
            "<comment><text><r><t>前</t></r><r><t>后</t></r></text></comment>"
            "</commentList></comments>",
            "xl/pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="缓存"/></r>'
            "</pivotCacheRecords>",
        },
    )
    document = read_document(data)
    found = texts(document)
    assert found["工作表“名单”第 2 行"] == "张三 | 13912345678"
    assert found["工作表“原始”第 1 行"] == "备份"
    assert found["数据透视表的缓存"] == "缓存"
    assert "前后" in [passage.text for passage in document.passages]
    assert document.hidden == ("工作表“原始”",)
    assert (document.comments, document.authors) == (1, ("赵六",))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("13912345678", "13912345678"),
        ("1.3912345678E10", "13912345678"),
        ("13912345678.0", "13912345678"),
        ("1.5", "1.5"),
        ("1.25E-3", "1.25E-3"),
        ("1E999999999", "1E999999999"),
        ("", ""),
    ],
)
def test_a_number_is_read_as_it_is_shown(written: str, read: str) -> None:
    assert shown(written) == read


def test_text_that_no_cell_shows_is_in_the_file_all_the_same() -> None:
    strings = f"<sst><si><t>{NUMBER}</t></si></sst>"
    data = xlsx({"表": [[1]]}, parts={"xl/sharedStrings.xml": strings})
    assert texts(read_document(data))["表格里没有用到的文字"] == NUMBER


def test_slides_in_their_order_with_notes() -> None:
    document = read_document(pptx(["一", "二"], hidden=[2], notes={1: "讲稿"}))
    assert texts(document) == {
        "第 1 张幻灯片": "一",
        "第 2 张幻灯片": "二",
        "第 1 张幻灯片的备注和批注": "讲稿",
    }
    assert document.hidden == ("第 2 张幻灯片",)


def test_a_table_on_a_slide_is_read_row_by_row() -> None:
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = f"<a:tr>{cell.format(NUMBER[:9])}{cell.format(NUMBER[9:])}</a:tr>"
    slide = f'<p:sld xmlns:p="p" xmlns:a="a"><a:tbl>{row}</a:tbl></p:sld>'
    document = read_document(pptx(["一"], parts={"ppt/slides/slide1.xml": slide}))
    assert texts(document) == {"第 1 张幻灯片": f"{NUMBER[:9]} | {NUMBER[9:]}"}


def test_figures_that_an_ofd_page_places_one_by_one_are_one_number() -> None:
    figures = [(figure, f"{20 + 3 * n} 50 3 4") for n, figure in enumerate(NUMBER)]
    document = read_document(ofd([("标题", "20 20 30 5"), *figures, ("旁边", "150 50 10 4")], []))
    assert texts(document)["第 1 页"] == f"\n标题\n{NUMBER} 旁边"
    assert document.authors == ("张三丰",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_text_in_every_encoding_in_use(encoding: str) -> None:
    data = f"縣政府,姓名\r\n公開年報,{NUMBER}\r\n".encode(encoding)
    assert texts(read_document(data)) == {
        "第 1 行": "縣政府,姓名",
        "第 2 行": f"公開年報,{NUMBER}",
    }


def test_a_number_that_two_lines_of_text_share_is_whole() -> None:
    data = f"当事人{NUMBER[:9]}\n{NUMBER[9:]}申请\n末行\n".encode()
    assert list(texts(read_document(data)).values()) == [
        f"当事人{NUMBER[:9]}\n{NUMBER[9:]}申请",
        "末行",
    ]


def test_a_pdf_with_all_its_parts() -> None:
    data = pdf(
        "Name 1",
        "",
        page="/Annots [8 0 R 9 0 R]",
        more=[
            "<</Subtype /Text /T (Zhang Wei) /Contents (note)>>",
            "<</Subtype /Widget /V (value)>>",
            "<</Author (Li Na) /Title (report)>>",
        ],
        trailer="/Info 10 0 R",
    )
    document = read_document(data)
    found = texts(document)
    assert found["第 1 页"].strip() == "Name 1"
    assert found["第 1 页的批注"] == "note"
    assert found["第 1 页的表单"] == "value"
    assert found["文件的属性"] == "Li Na | report"
    assert document.authors == ("Li Na", "Zhang Wei")
    assert (document.pages, document.pages_without_text) == (2, (2,))
    assert document.is_unscanned
    assert not document.is_active


ACTION = "/S /JavaScript /JS (app.alert\\(1\\))"


@pytest.mark.parametrize(
    ("catalogue", "page", "is_active"),
    [
        (f"/OpenAction <<{ACTION}>>", "", True),
        ("/OpenAction <</S /Launch /F (a.exe)>>", "", True),
        (f"/OpenAction <</S /GoTo /D [4 0 R /Fit] /Next <<{ACTION}>>>>", "", True),
        (f"/AA <</WC <<{ACTION}>>>>", "", True),
        (f"/Names <</JavaScript <</Names [(a) <<{ACTION}>>]>>>>", "", True),
        ("/Names <</EmbeddedFiles <</Names []>>>>", "", True),
        ("/AcroForm <</XFA []>>", "", True),
        ("", f"/AA <</O <<{ACTION}>>>>", True),
        ("", f"/Annots [<</Subtype /Link /A <<{ACTION}>>>>]", True),
        ("", "/Annots [<</Subtype /FileAttachment>>]", True),
        ("/OpenAction [4 0 R /Fit]", "", False),
        ("/OpenAction <</S /GoTo /D [4 0 R /Fit]>>", "", False),
        ("", "/Annots [<</Subtype /Link /A <</S /URI /URI (https://www.gov.cn/)>>>>]", False),
    ],
)
def test_what_runs_in_a_pdf_is_seen(catalogue: str, page: str, is_active: bool) -> None:
    document = read_document(pdf("A", catalogue=catalogue, page=page))
    assert document.fault == ""
    assert document.is_active is is_active


@pytest.mark.parametrize(
    ("catalogue", "page", "more"),
    [
        ("/OpenAction 6 0 R", "", [f"<<{ACTION}>>"]),
        ("/Names 6 0 R", "", ["<</JavaScript 7 0 R>>", "<<>>"]),
        ("/AcroForm 6 0 R", "", ["<</XFA 7 0 R>>", "[]"]),
        ("", "/AA 6 0 R", ["<</O 7 0 R>>", f"<<{ACTION}>>"]),
        ("", "/Annots 6 0 R", ["[7 0 R]", "<</Subtype 8 0 R>>", "/FileAttachment"]),
        ("", "/Annots 6 0 R", ["[7 0 R]", "<</Subtype /Link /A 8 0 R>>", f"<<{ACTION}>>"]),
        ("", "/Annots 6 0 R", ["[7 0 R]", "<</Parent 8 0 R /A <</Next 8 0 R>>>>", f"<<{ACTION}>>"]),
    ],
)
def test_what_runs_is_seen_behind_references_too(
    catalogue: str, page: str, more: list[str]
) -> None:
    document = read_document(pdf("A", catalogue=catalogue, page=page, more=more))
    assert (document.fault, document.is_active) == ("", True)


def test_texts_behind_references_are_read_too() -> None:
    note, field = "<</Contents 9 0 R>>", "<</Subtype /Widget /Parent 10 0 R>>"
    more = ["[7 0 R 8 0 R]", note, field, "(note)", "<</V 11 0 R>>", "(value)"]
    document = read_document(pdf("A", page="/Annots 6 0 R", more=more))
    assert texts(document) == {"第 1 页": "A", "第 1 页的批注": "note", "第 1 页的表单": "value"}


def test_a_pdf_whose_description_is_broken_is_sound() -> None:
    broken = stream(f"<a><b>{NUMBER}".encode(), "/Type /Metadata").decode("latin-1")
    document = read_document(pdf("A", catalogue="/Metadata 6 0 R", more=[broken]))
    assert NUMBER in texts(document)["文件的属性"]


def test_a_scanned_page_with_its_number_is_one_without_text() -> None:
    scanned, drawn = "- 1 -) Tj ET q /I Do Q BT (", "A page of text.) Tj ET q /I Do Q BT ("
    assert read_document(pdf(scanned, drawn)).pages_without_text == (1,)


def test_a_page_whose_font_tells_no_characters_counts_as_without_text() -> None:
    font = "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
    font += " /DescendantFonts [<</Subtype /CIDFontType2 /BaseFont /X>>]"
    signs = "\\003\\021\\004\\022\\005\\023\\006\\024\\007\\025"
    assert read_document(pdf(signs, font=font)).pages_without_text == (1,)


@pytest.mark.parametrize(
    "data",
    [
        pdf("A", trailer="/Encrypt <</Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4>>"),
        ole("EncryptedPackage", b"x"),
        ole("WordDocument", b"\xec\xa5" + b"\0" * 8 + b"\0\x01"),
        ole("Workbook", b"\x09\x08\x04\0\0\6\5\0" + b"\x2f\0\2\0\0\0"),
    ],
    ids=["pdf", "new office file", "old Word file", "old Excel file"],
)
def test_what_is_encrypted_is_said_to_be(data: bytes) -> None:
    document = read_document(data)
    assert (document.is_encrypted, document.fault, document.passages) == (True, "", ())


@pytest.mark.parametrize(
    "content",
    [
        NUMBER.encode("utf-16-le"),
        b"x" + NUMBER.encode("utf-16-le"),
        NUMBER.encode("ascii"),
        f"张三{NUMBER}".encode("gb18030"),
    ],
    ids=["two bytes", "two bytes, moved by one", "one byte", "GBK"],
)
def test_an_old_file_is_looked_through_roughly(content: bytes) -> None:
    document = read_document(ole("Workbook", b"\x09\x08\0\0\x85\0\0\0" + content))
    assert NUMBER in "".join(passage.text for passage in document.passages)
    assert document.unscanned == "旧格式，只能粗查"


def test_a_file_inside_the_file_is_read_and_one_inside_that_is_not() -> None:
    inner = xlsx({"名单": [[NUMBER]]}, parts={"xl/embeddings/b.docx": docx(paragraph("深处"))})
    document = read_document(docx(parts={"word/embeddings/a.xlsx": inner}))
    assert texts(document)["内嵌的文件“a.xlsx”工作表“名单”第 1 行"] == NUMBER
    assert document.unscanned == "里面的文件还嵌着别的文件"


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("张三", True),
        ("Zhang Wei", True),
        ("Administrator", False),
        ("微软用户", False),
        ("Windows 用户", False),
        ("python-docx", False),
        ("DESKTOP-8KQ2F1", False),
        ("云渡县司法局", False),
        ("  ", False),
    ],
)
def test_authors_are_people(name: str, is_person: bool) -> None:
    document = read_document(docx(parts={"docProps/core.xml": properties(name)}))
    assert document.authors == ((name,) if is_person else ())


@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", SIGNATURE, b"<?xml "]),
    st.binary(max_size=2000),
)
def test_no_bytes_raise_anything(start: bytes, rest: bytes) -> None:
    read_document(start + rest)


MADE: list[Callable[[], bytes]] = [
    lambda: docx(parts={"docProps/core.xml": properties("张三")}),
    lambda: xlsx({"表": [["甲", 1]]}),
    lambda: pptx(["一"], notes={1: "二"}),
    lambda: ofd([("甲", "0 0 1 1")]),
    lambda: pdf("A", "B", catalogue=f"/OpenAction <<{ACTION}>>"),
    lambda: ole("WordDocument", NUMBER.encode("utf-16-le")),
]


@given(st.sampled_from(MADE), st.data())
def test_no_damage_raises_anything(make: Callable[[], bytes], data: st.DataObject) -> None:
    whole = bytearray(make())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    read_document(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds no process's memory")
def test_a_file_that_takes_too_much_memory_is_at_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\n" * 60_000_000)
    with Reader() as reader:
        assert reader.read(tmp_path / "a.txt").fault == "内存不够"


def test_an_old_object_in_a_new_file_is_said_and_an_equation_is_not() -> None:
    def inside(stream: str) -> str:
        data = docx(parts={"word/embeddings/a.bin": ole(stream, b"")})
        return read_document(data).unscanned

    assert inside("Equation Native") == ""
    assert inside("Package") == "内嵌的文件“a.bin”是旧格式，只能粗查"


def test_one_process_reads_many_files_and_ends(tmp_path: Path) -> None:
    (tmp_path / "甲.csv").write_text(NUMBER, encoding="utf-8")
    with Reader() as reader:
        for _ in range(3):
            assert reader.read(tmp_path / "甲.csv").passages[0].text == NUMBER
        assert reader.read(tmp_path / "乙.csv").fault == "打不开"
        process = reader._worker._process if reader._worker else None
    assert process is not None
    assert process.poll() is not None
    assert reader.count == 4


def test_a_file_that_takes_too_long_ends_its_process_and_no_more(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe") if hasattr(os, "mkfifo") else pytest.skip("no pipes here")
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    with Reader(seconds=0.5) as reader:
        assert reader.read(tmp_path / "pipe").fault == "读了 0.5 秒还没有读完"
    with Reader() as reader:
        assert reader.read(tmp_path / "a.txt").fault == ""


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    with Reader() as reader:
        reader.read(tmp_path / "a.txt")
        assert reader._worker
        reader._worker._process.kill()
        reader._worker._process.wait()
        assert reader.read(tmp_path / "a.txt").fault == ""


def test_where_no_process_can_be_had_every_file_is_at_fault(tmp_path: Path) -> None:
    with Reader("gongkai.nothing") as reader:
        assert reader.read(tmp_path).fault == "检查附件的程序启动不了"
