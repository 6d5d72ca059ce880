"""PDFs come in whole: paragraphs over lines and pages, tables, nothing of what is around them.

Most are made as offices make them, by LibreOffice from a document of Word's; what no office program
writes is drawn by hand.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import made_bombs
from gongkai.cli import main
from gongkai.importing import pdf
from gongkai.importing.blocks import Block, Paragraph, Removed, Table
from gongkai.importing.headings import with_headings
from gongkai.importing.markdown import as_markdown
from gongkai.importing.pdf.turning import turned
from gongkai.importing.tidying import tidy
from gongkai.problems import Problem
from made_files import pdf_of, stream
from made_pdfs import SCAN, Sign, column, drawn, locked

pytest.importorskip("pdfplumber", reason="没有 pdfplumber：pip install 'gongkai[import]'")
pytest.importorskip("pypdfium2", reason="没有 pypdfium2：pip install 'gongkai[import]'")

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")
HEAD = "云渡县人民政府文件汇编"
TITLE = "云渡县信访局2023年法治政府建设年度报告"
CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"
PATH = Path("a.pdf")


def read(data: bytes) -> tuple[tuple[Block, ...], list[Problem]]:
    blocks, problems = pdf.read_blocks(data, PATH)
    assert blocks is not None, problems
    return tuple(block for block in blocks if not isinstance(block, Removed)), problems


def left_out(data: bytes) -> list[tuple[int, str, str]]:
    """Page, text and reason of all that is kept out of the text."""
    blocks, _ = pdf.read_blocks(data, PATH)
    return [(b.line, b.text, b.why) for b in blocks or () if isinstance(b, Removed)]


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)[0]]


def refused(data: bytes) -> tuple[str, str]:
    """Code and message of the one finding about a file that is not read."""
    assert pdf.takes(data)
    blocks, problems = pdf.read_blocks(data, PATH)
    assert blocks is None
    (problem,) = problems
    assert "\n" not in problem.message
    return problem.code, problem.message


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


# --- as an office makes them


def seed_lines(number: str) -> list[str]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = re.sub(r"\[bookmark: \w+\]", "", path.read_text(encoding="utf-8"))
    return [line.strip() for line in text.split("\n") if line.strip()]


LONG = "坚持依法办理信访事项，及时就地解决初次信访事项，及时受理率为100%，同比下降35.15%"
PROSE = [
    TITLE,
    *(
        f"{head}{'，'.join([LONG] * (count % 4 + 1))[: 31 + 7 * count]}。"
        for count, head in enumerate(["", "一是", "", "（一）", "1.", "二是", "（2）", ""] * 5)
    ),
    "一、存在的问题",
    "（一）宣传的方式不多",
    "办信三件。",
    "云渡县信访局",
    "2024年1月15日",
]
ROWS = [["项目", "件数", "说明"]] + [
    [f"办理第{n}类信访事项", str(n), "逐件回访，群众满意，" * (n % 3 + 1)] for n in range(1, 41)
]


class Office:
    """What LibreOffice made of documents in one run: it takes seconds to start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run: Mapping[str, bytes] | None = None

    def __getitem__(self, name: str) -> bytes:
        return (self.folder / f"{name}.pdf").read_bytes()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("没有 LibreOffice（soffice），做不出 PDF")
    pytest.importorskip("docx", reason="没有 python-docx")
    folder = tmp_path_factory.mktemp("office")
    for name, layout in LAYOUTS.items():
        write_docx(folder / f"{name}.docx", PROSE, **layout)
    write_docx(folder / "table.docx", [TITLE, "办理情况见下表。"], rows=ROWS)
    if SEEDS.is_dir():
        for number in NUMBERS:
            write_docx(folder / f"{number}.docx", seed_lines(number))
    made = [str(path) for path in sorted(folder.glob("*.docx"))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    done = subprocess.run([*command, *made], capture_output=True, timeout=300, check=False)
    if not (folder / "table.pdf").exists():
        pytest.skip(f"LibreOffice 没有做出 PDF：{done.stderr.decode()[:200]}")
    return Office(folder)


LAYOUTS: Mapping[str, Mapping[str, object]] = {
    "justified": {},
    "ragged": {"justify": False},
    "small": {"size": 10.5},
    "mirrored": {"mirrored": True},
    "no-indent": {"indent": 0, "after": 12},
    "tight": {"leading": 1.0},
    "bold": {"bold": True},
    "two-columns": {"columns": 2, "size": 12},
    "three-columns": {"columns": 3, "size": 10.5},
}
"""How offices set a text: names and what differs from the usual."""


def write_docx(
    path: Path,
    lines: Sequence[str],
    *,
    rows: Sequence[Sequence[str]] = (),
    size: float = 16,
    indent: float = 2,
    after: float = 0,
    leading: float = 1.5,
    justify: bool = True,
    mirrored: bool = False,
    bold: bool = False,
    columns: int = 1,
) -> None:
    """A report with a running head and page numbers, as GB/T 9704-2012 sets one."""
    import docx
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    def set_type(run: docx.text.run.Run, font: str, points: float) -> None:
        run.font.name, run.font.size, run.bold = font, Pt(points), bold
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    if mirrored:
        section.left_margin, section.right_margin = Cm(3.6), Cm(1.8)
        document.settings.element.append(OxmlElement("w:mirrorMargins"))
    section.header.paragraphs[0].text = HEAD
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        element.set(qn("w:fldCharType"), kind) if kind else setattr(element, "text", code)
        footer.add_run()._element.append(element)
    footer.add_run(" —")
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        is_title = number < 6 and len(line) < 40 and line.endswith("报告")
        is_heading = re.match("[一二三四五六七八九十]+、", line)
        sans = is_title or is_heading
        set_type(
            paragraph.add_run(line),
            "Noto Sans CJK SC" if sans else "Noto Serif CJK SC",
            22 if is_title else size,
        )
        layout = paragraph.paragraph_format
        layout.line_spacing, layout.space_after = leading, Pt(after)
        if is_title:
            layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if columns > 1:
                document.add_section(WD_SECTION.CONTINUOUS)
        elif line.endswith("日") or line == "云渡县信访局":
            layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            layout.first_line_indent = Pt(indent * size)
            layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if justify else WD_ALIGN_PARAGRAPH.LEFT
    for number in range(1, len(document.sections)):
        cols = document.sections[number]._sectPr.find(qn("w:cols"))
        cols.set(qn("w:num"), str(columns))
    if rows:
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
        document.add_paragraph("以上情况，特此报告。")
    document.save(str(path))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_is_whole_however_it_is_set(office: Office, name: str) -> None:
    found = texts(office[name])
    assert [folded(text) for text in found] == [folded(line) for line in PROSE]
    assert not [text for text in found if re.search(r"[一-鿿，。] [一-鿿，。]", text)]


def test_how_a_paragraph_looks_is_kept(office: Office) -> None:
    blocks, _ = read(office["justified"])
    title, first, *_ = (block for block in blocks if isinstance(block, Paragraph))
    assert (title.style.is_centered, first.style.is_centered) == (True, False)
    assert (title.style.size, first.style.size) == (22, 16)
    assert title.style.font.startswith("NotoSansCJK")
    assert first.style.font.startswith("NotoSerifCJK")
    assert (title.line, blocks[-1].line) == (1, len({b.line for b in blocks}))
    assert not first.style.is_bold
    bold, _ = read(office["bold"])
    assert all(block.style.is_bold for block in bold if isinstance(block, Paragraph))


def test_what_is_printed_on_every_page_is_said_once(office: Office) -> None:
    for name in LAYOUTS:
        _, problems = read(office[name])
        (problem,) = problems
        assert problem.code == "import-header"
        assert problem.message.count(HEAD) == 1
        assert "—" not in problem.message


def test_a_table_over_two_pages_is_one(office: Office) -> None:
    blocks, _ = read(office["table"])
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph]
    table = blocks[2]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.cells] == ROWS
    assert blocks[3].line > table.line


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_real_report_is_whole(office: Office, number: str) -> None:
    found = [folded(text) for text in texts(office[number])]
    assert found == [folded(line) for line in seed_lines(number)]


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_real_report_comes_out_as_its_text_does(
    office: Office, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings too: what is imported from the text file is held elsewhere."""
    bodies = []
    (original,) = SEEDS.glob(f"{number}_*.txt")
    for data, ending in ((office[number], "pdf"), (original.read_bytes(), "txt")):
        site = tmp_path / ending
        site.mkdir()
        (site / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        (site / f"in.{ending}").write_bytes(data)
        monkeypatch.chdir(site)
        result = CliRunner().invoke(main, ["import", f"in.{ending}"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        (report,) = (site / "reports").glob("*/*.md")
        text = report.read_text(encoding="utf-8").split("\n---\n")[1]
        bodies.append([folded(line) for line in text.split("\n") if line.strip()])
    assert bodies[0] == bodies[1]
    assert len([line for line in bodies[0] if line.startswith("##")]) > 5


# --- by hand

FULL = "坚持依法办理信访事项坚持依法办理信访事项坚持依法办理"
assert len(FULL) == 26


def test_a_pdf_is_told_by_its_mark() -> None:
    assert pdf.takes(b"\xef\xbb\xbf\n" + drawn(["0 g"]))
    assert not pdf.takes("%PDF 是一种文件".encode())
    assert not pdf.takes(b" " * 1024 + b"%PDF-1.7")


def test_a_paragraph_goes_on_over_a_page_and_a_new_one_begins() -> None:
    page = column(TITLE, f"　　{FULL[:24]}", FULL)
    assert texts(drawn(page, column(FULL, "办结。", f"　　{FULL[:24]}"))) == [
        TITLE,
        f"{FULL[:24]}{FULL}{FULL}办结。",
        FULL[:24],
    ]


@pytest.mark.parametrize("number", ["一、", "（一）", "1.", "（1）", "①", "第三条"])
def test_a_number_begins_a_paragraph_behind_a_full_line(number: str) -> None:
    line = f"{FULL[:25]}。"
    assert texts(drawn(column(FULL, line, f"{number}办信三件。"))) == [
        f"{FULL}{line}",
        f"{number}办信三件。",
    ]
    assert texts(drawn(column(FULL, FULL, f"{number}办信三件。")))[0].endswith("办信三件。")


def test_a_heading_in_the_paragraph_does_not_end_it() -> None:
    """Its first sentence is set in 楷体, and most of the line with it."""
    head = "（一）坚持政治引领贯彻法治思想信访制度。"
    page = [(90.0, 740.0, 16.0, head, 2), (90.0 + 16 * len(head), 740.0, 16.0, "加强党对法治")]
    (text,) = texts(drawn([*page, *column("领导，办信三件。", top=712)]))
    assert text == f"{head}加强党对法治领导，办信三件。"
    full = "（一）坚持政治引领贯彻法治思想信访制度坚持政治引领加强"[:26]
    page = [(90.0, 740.0, 16.0, full, 2), *column("办信三件。", top=712)]
    assert texts(drawn(page)) == [full, "办信三件。"]


def test_hanging_items_are_whole() -> None:
    lines = [f"1.{FULL[:25]}", f"　　{FULL[:24]}", f"　　{FULL[:23]}。", f"　　{FULL[:24]}"]
    lines = [*lines, "　　办结。", f"2.{FULL[:25]}", "　　办信三件。"]
    assert [text[:2] + text[-3:] for text in texts(drawn(column(*lines)))] == [
        "1.办结。",
        "2.三件。",
    ]


def test_lines_of_contents_stay_lines() -> None:
    lines = [f"一、主要举措{'…' * 19}1", f"二、存在的问题{'…' * 18}2"]
    assert texts(drawn(column(*lines))) == lines


def test_lines_of_a_title_stay_lines() -> None:
    title: list[Sign] = [
        (298 - left, 780 - 36 * number, 22, text)
        for number, (left, text) in enumerate(
            [(66, "云渡县信访局"), (176, "关于2023年法治政府建设情况的报告")]
        )
    ]
    blocks, _ = read(drawn([*title, *column(f"　　{FULL[:24]}", FULL, FULL, top=650)]))
    assert [block.text for block in blocks][:2] == [text for *_, text in title]
    assert [b.style.is_centered for b in blocks if isinstance(b, Paragraph)] == [True, True, False]


@pytest.mark.parametrize(
    "lines",
    [
        ["云渡县信访局关于2023年度", "法治政府建设情况报告"],
        ["云渡县信访局", "关于2023年度法治政府建设", "情况报告"],
        ["云渡县信访局2023年度法治政府建设情", "况报告"],
        ["2023年度法治政府", "建设情况报告"],
    ],
)
def test_a_title_over_lines_is_one(lines: list[str]) -> None:
    title: list[Sign] = [
        (298 - 5.5 * len(line.encode("gbk")), 780.0 - 36 * n, 22.0, line)
        for n, line in enumerate(lines)
    ]
    blocks, _ = read(drawn([*title, *column(f"　　{FULL[:24]}", FULL, FULL, top=640)]))
    tidied = tidy(blocks, PATH)
    assert (tidied.title, len(tidied.blocks)) == ("".join(lines), 1)


def test_headings_by_font_alone_are_headings() -> None:
    lines = column(f"　　{FULL[:24]}", FULL, FULL, "　　主要举措", f"　　{FULL[:24]}", FULL)
    page = [(*sign, 1) if sign[3] == "主要举措" else sign for sign in lines]
    page += [(122, 500, 16, "办理来信", 2), (122, 472, 16, "办信三件。")]
    blocks, _ = read(drawn(page))
    kinds = [(getattr(block, "level", 0), block.text) for block in with_headings(blocks)]
    assert [kind for kind in kinds if kind[0]] == [(2, "主要举措"), (3, "办理来信")]


def test_look_alikes_become_what_they_mean() -> None:
    blocks, problems = read(drawn(column("⽂件、⺠⽣、⻓期、﨎、⑴", "ﬁne")))
    assert [block.text for block in blocks] == ["文件、民生、长期、﨎、⑴", "ﬁne"]
    (problem,) = problems
    assert problem.code == "import-lookalike"
    assert "有 4 个字" in problem.message


def test_bold_by_overprinting_is_read_once() -> None:
    page = column("人人办信一一三件11次。")
    twice = [(x + shift, y, size, text) for x, y, size, text in page for shift in (0, 0.4, 0.8)]
    (block,), _ = read(drawn(twice))
    assert isinstance(block, Paragraph)
    assert (block.text, block.style.is_bold) == ("人人办信一一三件11次。", True)


def test_spaces_of_justification_are_no_spaces() -> None:
    assert texts(drawn(column("法 治 政 府 建 设", "办 信 3 件"))) == ["法治政府建设", "办信 3 件"]
    spread = [(90 + 30 * n, 700.0, 16.0, char) for n, char in enumerate("法治政府建设")]
    assert texts(drawn(spread)) == ["法治政府建设"]
    assert texts(drawn([(90, 700, 16, "主任：张某"), (300, 700, 16, "电话：12345")])) == [
        "主任：张某 电话：12345"
    ]
    assert texts(drawn(column("Open Government Report"))) == ["Open Government Report"]


def test_page_numbers_go_and_other_numbers_stay() -> None:
    pages = [[*column("办信三件。", f"{n * 7}"), (290.0, 40.0, 14.0, str(n))] for n in (3, 4, 5)]
    blocks, problems = read(drawn(*pages))
    assert [b.text for b in blocks] == ["办信三件。", "21", "办信三件。", "28", "办信三件。", "35"]
    assert problems == []
    for number in ("- 1 -", "第1页 共9页", "1/9", "Page 1 of 9"):
        page = [*column("办信三件。"), (290.0, 40.0, 14.0, number)]
        assert texts(drawn(page)) == ["办信三件。"]
    assert texts(drawn([*column("办信三件。"), (90.0, 40.0, 14.0, "2022113")]))[-1] == "2022113"


def test_heads_that_differ_by_a_number_are_quoted_once() -> None:
    pages = [
        [
            (90.0, 800.0, 9.0, f"云渡年报第{n}页"),
            *column(f"　　第{n}件。", FULL, FULL),
            (90.0, 30.0, 9.0, "云渡县"),
        ]
        for n in (1, 2, 3)
    ]
    blocks, (problem,) = read(drawn(*pages))
    assert [block.text for block in blocks] == [
        text for n in (1, 2, 3) for text in (f"第{n}件。", FULL + FULL)
    ]
    assert problem.code == "import-header"
    assert problem.message.endswith("“云渡年报第1页”等 3 种、“云渡县”")
    assert left_out(drawn(*pages)) == [
        (1, "云渡年报第1页；云渡年报第2页；云渡年报第3页", "页眉、页脚（第 1、2、3 页）"),
        (1, "云渡县", "页眉、页脚（第 1、2、3 页）"),
    ]


STARTS = {
    "appendices": ["附件1", "附件2", "附件3"],
    "years": ["2019年工作情况", "2020年工作情况", "2021年工作情况"],
    "spaced years": ["2019 年度", "2020 年度", "2021 年度"],
    "headings": ["一、主要举措"] * 3,
    "parts": ["第1部分", "第2部分", "第3部分"],
    "tables": ["表1 来信", "表2 来信", "表3 来信"],
    "rounds": ["出动4人次", "出动17人次", "出动30人次"],
}


@pytest.mark.parametrize("name", STARTS)
def test_what_begins_a_part_is_no_running_head(name: str) -> None:
    pages = [
        [(90.0, 764.0, 16.0, start), *column(f"　　第{n}件。", FULL, "办结。", top=700)]
        for n, start in enumerate(STARTS[name])
    ]
    blocks, problems = read(drawn(*pages))
    assert [block.text for block in blocks][::3] == STARTS[name]
    assert (problems, left_out(drawn(*pages))) == ([], [])


def test_a_head_that_counts_with_the_pages_goes_beside_a_year_that_does_not() -> None:
    pages = [
        [(90.0, 800.0, 9.0, f"云渡2023年报 {n}"), *column(f"　　第{n}件。", FULL, FULL)]
        for n in (1, 2, 3)
    ]
    assert not [text for text in texts(drawn(*pages)) if "年报" in text]
    assert left_out(drawn(*pages))[0][1] == "云渡2023年报 1；云渡2023年报 2；云渡2023年报 3"


def near(head: str, *starts: str) -> list[list[Sign]]:
    """Pages on which a line stands as near to the text as the text's own lines."""
    return [column(head, f"　　{start}", FULL, "办结。", top=800) for start in starts]


def test_a_head_as_near_as_the_text_goes_from_two_pages() -> None:
    pages = near("云渡县档案馆内部资料", "办信三件", "接访五批")
    assert not [text for text in texts(drawn(*pages)) if "内部资料" in text]
    assert left_out(drawn(*pages)) == [(1, "云渡县档案馆内部资料", "页眉、页脚（第 1、2 页）")]
    (problem,) = read(drawn(*pages))[1]
    assert problem.code == "import-header"


@pytest.mark.parametrize(
    ("head", "starts"),
    [
        ("办信三件。", ("甲", "乙")),
        ("办信三件；", ("甲", "乙")),
        ("附件", ("甲", "乙")),
        ("一、主要举措", ("甲", "乙")),
        ("信访事项登记表", ("第1件", "第2件")),
        ("信访事项登记表", ("甲", "甲")),
    ],
)
def test_a_line_of_the_text_is_no_head_though_it_begins_both_pages(
    head: str, starts: tuple[str, str]
) -> None:
    pages = near(head, *starts)
    assert [text for text in texts(drawn(*pages)) if text == head] == [head, head]
    assert left_out(drawn(*pages)) == []
    other = [*near(head, starts[0]), column("云渡县信访局", "　　乙", FULL, top=800)]
    assert texts(drawn(*other))[0] == head


LOW = 731.0
"""From below: 111 points from above, lower than where heads are and higher than the text begins."""
BODY = f"　　{FULL[:24]}"


def beneath(head: Sign, *texts: Sequence[str]) -> list[list[Sign]]:
    """A page for each text, with the same head."""
    return [[head, *column(*text, top=690)] for text in texts]


def low_heads(data: bytes) -> list[tuple[str, int, bool]]:
    """Code, page and whether the line stayed, of what is said about heads."""
    return [(p.code, p.line, "留在正文里" in p.message) for p in read(data)[1]]


@pytest.mark.parametrize("count", [2, 4])
def test_a_small_head_below_the_edge_is_none_of_the_text(count: int) -> None:
    texts_of = [[BODY, f"第{n}件。"] for n in range(count)]
    pages = beneath((200, LOW, 10.5, HEAD), *texts_of)
    assert texts(drawn(*pages)) == [f"{FULL[:24]}第{n}件。" for n in range(count)]
    numbers = "、".join(str(n + 1) for n in range(count))
    assert left_out(drawn(*pages)) == [(1, HEAD, f"页眉、页脚（第 {numbers} 页）")]
    assert low_heads(drawn(*pages)) == [("import-header", 1, False)]


def test_a_first_page_may_lack_the_low_head() -> None:
    pages = beneath((200, LOW, 10.5, HEAD), [BODY, "甲完。"], [BODY, "乙完。"])
    found = left_out(drawn(column(TITLE[:12], top=600), *pages))
    assert found == [(2, HEAD, "页眉、页脚（第 2、3 页）")]


def test_a_small_foot_above_the_edge_is_none_of_the_text() -> None:
    pages = [
        [
            *column(f"第{n}件。", FULL, "办结。"),
            (200.0, 140.0, 10.5, HEAD),
            (290.0, 60.0, 9.0, f"{n}"),
        ]
        for n in (1, 2, 3)
    ]
    assert HEAD not in texts(drawn(*pages))
    assert left_out(drawn(*pages))[-1] == (1, HEAD, "页眉、页脚（第 1、2、3 页）")


@pytest.mark.parametrize("size", [10.5, 16])
def test_a_table_goes_on_below_a_low_head(size: float) -> None:
    def ruled(top: float, *cells: str) -> list[Sign | str]:
        lines = [f"90 {top} 400 -40 re S", f"90 {top - 20} m 490 {top - 20} l S"]
        lines.append(f"290 {top} m 290 {top - 40} l S")
        places = [(95, top - 15), (295, top - 15), (95, top - 35), (295, top - 35)]
        return [*lines, *((x, y, 12, text) for (x, y), text in zip(places, cells, strict=True))]

    head: Sign = (200, LOW, size, HEAD)
    first = [head, *column(BODY, FULL, "办结。", top=690), *ruled(100, "项目", "件数", "来信", "3")]
    last = [head, *ruled(680, "来访", "5", "来电", "7"), *column("办结。", top=600)]
    blocks, _ = read(drawn(first, last))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [row[0].text for row in table.cells] == ["项目", "来信", "来访", "来电"]
    assert HEAD not in [block.text for block in blocks]


def test_a_low_head_of_the_size_of_the_text_goes_where_it_parts_a_sentence() -> None:
    whole = f"{FULL[:24]}{FULL}办结。"
    lines = [BODY, FULL, "办结。"]
    pages = beneath(
        (200, LOW, 16, HEAD), [*lines, *lines[:2]], [lines[2], *lines], [*lines, *lines]
    )
    assert texts(drawn(*pages)) == [whole] * 5
    assert low_heads(drawn(*pages)) == [("import-header", 1, False)]


def test_what_is_only_like_a_head_stays_and_is_said_with_its_pages() -> None:
    pages = beneath((200, LOW, 16, HEAD), [BODY, "甲完。"], [BODY, "乙完。"], ["丙完。", BODY])
    assert texts(drawn(*pages)).count(HEAD) == 3
    (problem,) = read(drawn(*pages))[1]
    assert (problem.code, problem.line) == ("import-header", 1)
    assert "第 1、2、3 页" in problem.message
    assert f"“{HEAD}”" in problem.message
    assert left_out(drawn(*pages)) == []


@pytest.mark.parametrize(
    ("head", "size", "top"),
    [
        ("信访事项登记表", 22, LOW),
        ("信访事项登记表", 16, LOW),
        ("信访事项登记表", 16, 718),
        ("办信三件。", 10.5, LOW),
        ("附件", 10.5, LOW),
        ("一、主要举措", 10.5, LOW),
    ],
)
def test_forms_that_begin_alike_below_the_edge_lose_nothing(
    head: str, size: float, top: float
) -> None:
    forms = [
        [f"第{n}件", f"　　{name}反映三件事。", FULL, "办结。"] for n, name in enumerate("甲乙丙")
    ]
    pages = beneath((200, top, size, head), *forms)
    assert texts(drawn(*pages)).count(head) == 3
    assert (low_heads(drawn(*pages)), left_out(drawn(*pages))) == ([], [])


def test_the_unit_of_tables_that_begin_their_pages_stays() -> None:
    ruled = ["90 720 400 -40 re S", "90 700 m 490 700 l S", "290 720 m 290 680 l S"]
    cells: list[Sign] = [(95, 705, 12, "来信"), (295, 705, 12, "3"), (95, 685, 12, "来访")]
    pages = [
        [(400.0, LOW, 10.5, "单位：件"), *ruled, *cells, *column(BODY, f"{n}完。", top=600)]
        for n in "甲乙丙"
    ]
    assert texts(drawn(*pages)).count("单位：件") == 3
    assert low_heads(drawn(*pages)) == [("import-header", 1, True)]


def test_page_numbers_stand_in_full_in_what_is_left_out() -> None:
    pages = [[*column("办信三件。"), (290.0, 40.0, 14.0, f"— {n} —")] for n in (1, 2)]
    assert left_out(drawn(*pages)) == [(1, "— 1 — — 2 —", "页码（第 1、2 页）")]
    assert (
        tidy(pdf.read_blocks(drawn(*pages), PATH)[0] or (), PATH).removed[0].text == "— 1 — — 2 —"
    )


# --- small signs


@pytest.mark.parametrize(
    ("text", "script", "written", "told"),
    [
        ("4", 6, "10⁴", ""),
        ("104", 6, "10¹⁰⁴", ""),
        ("-3", 6, "10⁻³", ""),
        ("2", -1.6, "10₂", ""),
        ("th", 6, "10th", "“th”"),
        ("k", -1.6, "10k", "“k”"),
        ("①", 6, "10①", "“①”"),
        ("2", 0, "102", ""),
    ],
)
@pytest.mark.parametrize("is_cell", [False, True])
def test_small_signs_are_written_small_or_told(
    text: str, script: float, written: str, told: str, is_cell: bool
) -> None:
    ruled = ["80 760 440 -40 re S", "300 760 m 300 720 l S"] if is_cell else []
    end = 122 + 4.5 * len(text.encode("gbk"))
    page = [*ruled, *column("共10"), (122, 740 + script, 9.0, text), (end, 740, 16.0, "亩。")]
    blocks, problems = read(drawn(page))
    assert blocks[0].text == f"共{written}亩。"
    assert [p.message for p in problems] == [f"上标、下标导入成了普通的字：{told}"] * bool(told)


# --- typed over the page


def with_notes_over(*notes: str) -> bytes:
    """A page with annotations, the last of which is the field that the others are part of."""
    first = 7
    listed = " ".join(f"{first + n} 0 R" for n in range(len(notes)))
    return pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 1 /Kids [4 0 R]>>",
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
            f" /Resources <</Font <</F1 3 0 R>>>> /Annots [{listed}]>>",
            stream(b"BT /F1 12 Tf 72 700 Td (Annual report of letters.) Tj ET"),
            "<<>>",
            *notes,
        ]
    )


IN_CHINESE = f"<{('feff' + '办信三件'.encode('utf-16-be').hex())}>"
PLACE = "/Type /Annot /Rect [72 600 200 620]"


@pytest.mark.parametrize(
    ("note", "typed"),
    [
        (f"<<{PLACE} /Subtype /Widget /FT /Tx /T (a) /V {IN_CHINESE}>>", "办信三件"),
        (f"<<{PLACE} /Subtype /FreeText /Contents {IN_CHINESE}>>", "办信三件"),
        (f"<<{PLACE} /Subtype /Widget /FT /Ch /V [(a) {IN_CHINESE}]>>", "a、办信三件"),
        (f"<<{PLACE} /Subtype /Widget /FT /Btn /T {IN_CHINESE} /AS /Yes>>", "☑ 办信三件"),
        (f"<<{PLACE} /Subtype /Widget /FT /Btn /T {IN_CHINESE} /AS /Off>>", ""),
        (f"<<{PLACE} /Subtype /Widget /FT /Tx /F 2 /V {IN_CHINESE}>>", ""),
        (f"<<{PLACE} /Subtype /Widget /FT /Tx /V 5 /Parent 7 0 R>>", ""),
        (f"<<{PLACE} /Subtype /Link /Contents {IN_CHINESE}>>", ""),
        ("5", ""),
    ],
)
def test_what_is_typed_over_a_page_is_told_in_full(note: str, typed: str) -> None:
    data = with_notes_over(note)
    blocks, problems = read(data)
    assert [block.text for block in blocks] == ["Annual report of letters."]
    wanted = f"第 1 页填在表单或文本框里的字没有收进正文：“{typed}”"
    assert [p.message for p in problems] == [wanted] * bool(typed)
    assert left_out(data) == [(1, typed, "填在页面上的字")] * bool(typed)


def test_a_field_has_the_value_of_the_one_that_it_is_part_of() -> None:
    child = f"<<{PLACE} /Subtype /Widget /Parent 8 0 R>>"
    whole = f"<</FT /Tx /V {IN_CHINESE}>>"
    assert left_out(with_notes_over(child, whole)) == [(1, "办信三件", "填在页面上的字")]


# --- what the libraries do not promise


def test_the_insides_of_pdfplumber_that_are_used_are_there() -> None:
    """``turning``, ``bounds`` and ``filled`` use more than pdfplumber documents."""
    import pdfplumber
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.utils import decode_text

    with pdfplumber.open(BytesIO(forms_in_forms("/X Do", 3))) as document:
        (page,) = document.pages
        made = page.page_obj
        assert (made.rotate, made.attrs["Type"].name, made.annots) == (0, "Page", None)
        assert set(made.resources) == {"Font", "XObject"}
        (content,) = (resolve1(one) for one in made.contents)
        assert isinstance(content, PDFStream)
        ((packing, _),) = content.get_filters()
        assert (str(packing), content.decipher, content.genno) == ("/'FlateDecode'", None, 0)
        assert zlib.decompress(content.rawdata) == content.get_data()
        assert isinstance(content.objid, int)
        assert "matrix" in page.chars[0]
        assert (page.width, turned(page, 90).width) == (595, 842)
    assert decode_text(b"\xfe\xff\x52\x9e") == "办"


def test_merged_cells_stand_where_they_begin() -> None:
    lines = ["90 700 300 -40 re S", "90 680 m 390 680 l S", "190 680 m 190 660 l S"]
    signs: list[Sign] = [(95, 685, 12, "合计"), (95, 665, 12, "甲"), (195, 665, 12, "⼀件")]
    blocks, (problem,) = read(drawn([*lines, *signs, *column("办信三件。", top=600)]))
    table = blocks[0]
    assert isinstance(table, Table)
    assert [[(c.text, c.columns) for c in row] for row in table.cells] == [
        [("合计", 2)],
        [("甲", 1), ("一件", 1)],
    ]
    assert problem.code == "import-lookalike"


def test_paragraphs_of_a_cell_stay_two_and_its_lines_are_joined() -> None:
    lines = ["90 700 300 -100 re S", "240 700 m 240 600 l S"]
    cell = ["　　第一段的意见逐", "件核对后列入统计表", "的范围。", "　　第二段意见。"]
    page = [*lines, *column("意见", top=680, left=95), *column(*cell, top=680, left=242)]
    blocks, _ = read(drawn(page))
    assert blocks[0].text == "意见 第一段的意见逐件核对后列入统计表的范围。\n第二段意见。"
    assert "逐件核对后列入统计表的范围。<br>第二段意见。</td>" in as_markdown(blocks)


def test_a_frame_around_text_is_no_table() -> None:
    page = ["80 760 440 -120 re S", *column("　　办信三件。", "　　办电两件。")]
    assert texts(drawn(page)) == ["办信三件。", "办电两件。"]


def test_pictures_are_named_by_their_pages() -> None:
    picture = "q 99 0 0 99 90 200 cm /I Do Q"
    text = [*column("坚持依法办理信访事项。")]
    _, problems = read(drawn(text, [*text, picture], [*text, "q 9 0 0 9 90 200 cm /I Do Q"]))
    (problem,) = problems
    assert (problem.code, problem.line) == ("import-image", 2)
    assert "第 2 页" in problem.message


def test_text_over_a_scanned_page_is_read_and_said() -> None:
    text = column("坚持依法办理信访事项。")
    blocks, (problem,) = read(drawn(text, [SCAN, *text]))
    assert len(blocks) == 2
    assert (problem.code, problem.line) == ("import-ocr", 2)
    assert "第 2 页" in problem.message


def test_a_scan_is_left_to_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number: Sign = (290, 40, 14, "- 1 -")
    assert refused(drawn([SCAN], [SCAN, number], column("坚持依法办理信访事项。")))[0] == (
        "import-scanned"
    )
    assert refused(drawn([SCAN])) == (
        "import-scanned",
        "这是扫描件，共 1 页，1 页没有文字：原件作附件，正文由人录入",
    )
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / f"{TITLE}.pdf").write_bytes(drawn([SCAN]))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["import", f"{TITLE}.pdf"], catch_exceptions=False)
    assert "warning[import-scanned]" in result.stderr
    assert [p.name for p in tmp_path.glob("reports/*/*.md")] == ["yunduxian-xinfangju.md"]


def test_text_among_scanned_pages_is_kept_and_they_are_named() -> None:
    line = "坚持依法办理信访事项，"
    text = column(*[f"{line}{line}第{n}次。" for n in range(10)])
    blocks, problems = read(drawn([SCAN], text, [SCAN], [SCAN]))
    assert blocks[0].text.count("次。") == 10
    (blank,) = (problem for problem in problems if problem.code == "import-blank")
    assert (blank.line, blank.message) == (
        1,
        "共 4 页，第 1、3、4 页没有文字，可能是扫描的",
    )
    cover = column(TITLE, "云渡县信访局", "2024年1月15日")
    assert refused(drawn(cover, [SCAN], [SCAN])) == (
        "import-scanned",
        "这是扫描件，共 3 页，2 页没有文字：原件作附件，正文由人录入",
    )


def test_a_password_is_said_and_an_empty_one_opens() -> None:
    data = drawn(column("坚持依法办理信访事项。"))
    assert refused(locked(data)) == ("import-encrypted", "PDF 有密码，打不开")
    assert texts(locked(data, "")) == ["坚持依法办理信访事项。"]


def test_broken_files_are_one_finding() -> None:
    data = drawn(column(*["坚持依法办理信访事项。"] * 9), column("办信三件。"))
    dice = random.Random(7)
    cuts = [data[:length] for length in range(10, len(data) - 900, 397)]
    noise = [b"%PDF-1.7\n" + dice.randbytes(4000) for _ in range(9)]
    assert {refused(broken)[0] for broken in (*cuts, *noise)} == {"import-failed"}
    for _ in range(60):  # flipped bytes: read or refused, never raised
        flipped = bytearray(data)
        for place in dice.sample(range(20, len(data)), 9):
            flipped[place] = dice.randrange(256)
        blocks, problems = pdf.read_blocks(bytes(flipped), PATH)
        assert blocks is not None or len(problems) == 1


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=600))
def test_any_bytes_are_one_finding(data: bytes) -> None:
    blocks, problems = pdf.read_blocks(b"%PDF-1.4\n" + data, PATH)
    assert (blocks, len(problems)) == (None, 1)


def test_a_file_without_pages_is_broken_not_scanned() -> None:
    def of_pages(kids: str) -> bytes:
        return pdf_of(["<</Type /Catalog /Pages 2 0 R>>", f"<</Type /Pages {kids}>>", "<<>>"])

    for kids in ("/Count 0 /Kids []", "/Count 1 /Kids [2 0 R]", "/Count 3 /Kids [3 0 R]", ""):
        broken = "PDF 不完整或已损坏，读不出来"
        assert refused(of_pages(kids)) == ("import-failed", broken), kids


def test_a_page_without_end_is_refused() -> None:
    too_much = ("import-failed", "PDF 第 1 页的内容太多，不像报告，没有读")
    for data in (
        made_bombs.page_of_zeros(),
        made_bombs.page_of_operators(),
        forms_in_forms("/X Do " * 10),
        forms_in_forms("/#58 Do " * 10),
        drawn([(0.0, 8.0 + row, 1.0, "信" * 2000) for row in range(1000)]),
    ):
        assert refused(data) == too_much
    assert texts(forms_in_forms("/X Do", 3)) == ["Annual report.", "Three letters."]


def forms_in_forms(used: str, levels: int = 8) -> bytes:
    """A page of Latin text draws a form, each form the next one, the last one a line of text."""
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources"
    forms = [
        stream(used.encode(), f"{kind} <</XObject <</X {7 + n} 0 R>>>>") for n in range(levels)
    ]
    line = b"BT /F1 12 Tf 72 600 Td (Three letters.) Tj ET"
    first = b"BT /F1 12 Tf 72 700 Td (Annual report.) Tj ET /X Do"
    resources = "/Resources <</Font <</F1 3 0 R>> /XObject <</X 6 0 R>>>>"
    return pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 1 /Kids [4 0 R]>>",
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R {resources}>>",
            stream(first),
            *forms,
            stream(line, f"{kind} <</Font <</F1 3 0 R>>>>"),
        ]
    )


def test_limits_are_said() -> None:
    many = drawn(*[["0 g"]] * 2001)
    assert refused(many) == ("import-failed", "PDF 有 2,001 页，超过 2,000 页，没有读")
    signs = drawn([(0.0, 8.0 + row, 1.0, "信" * 590) for row in range(90)])
    assert refused(signs) == ("import-failed", "PDF 第 1 页的字太多，不像报告，没有读")


def test_without_the_libraries_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(column("坚持依法办理信访事项。"))
    for library in ("pdfplumber", "pypdfium2"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, library, None)
            assert refused(data) == ("import-lacks", "读 PDF 要先安装程序库")
