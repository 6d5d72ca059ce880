"""PDF files become blocks: lines joined to paragraphs, pages to a text, furniture left out."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.importing.blocks import Cell, Paragraph, Table
from gongkai.importing.pdf import read_blocks, takes
from gongkai.importing.pdf_lines import closed_up
from made_files import locked_pdf, pdf, pdf_of, pdf_of_lookalikes
from made_words import add, inner, office, saved
from test_import_seeds import (
    SEEDS,
    WANTED,
    original_words,
    rendered,
    run,
    seed,
    site,
)

__all__ = ["site"]
PATH = Path("a.pdf")
HEAD = ("项目", "收到", "办结")
SENTENCE = "县司法局坚持依法行政，全面推进法治政府建设，各项工作取得新的成效。"
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(not SOFFICE, reason="没有安装 LibreOffice，做不了 PDF")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")


def with_furniture() -> object:
    document = office()
    document.sections[0].header.paragraphs[0].text = "云渡县司法局文件"
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "— "
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    inner(footer, field)
    inner(footer, "<w:r><w:t> —</w:t></w:r>")
    return document


def of_lines(text: str) -> bytes:
    document = with_furniture()
    for line in filter(str.strip, text.split("\n")):
        stripped = line.strip()
        font = "Noto Sans CJK SC" if stripped[1:2] == "、" else ""
        paragraph = add(document, stripped, font=font)
        if not font:
            paragraph.paragraph_format.first_line_indent = Pt(32)
    return saved(document)


def long_one() -> bytes:
    document = with_furniture()
    add(document, "云渡县司法局2023年法治政府建设年度报告", bold=True, center=True)
    text = "\n".join(f"第{n}段，{SENTENCE * 4}" for n in range(12))
    for line in text.split("\n"):
        add(document, line).paragraph_format.first_line_indent = Pt(32)
    table = document.add_table(rows=40, cols=3, style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(_header())
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = (
                f"{['项目', '收到', '办结'][column]}" if not number else f"{number}-{column}"
            )
    add(document, "合计见下表。")
    merged = document.add_table(rows=2, cols=3, style="Table Grid")
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "合计"
    merged.cell(0, 2).text = "件"
    for column, cell in enumerate(merged.rows[1].cells):
        cell.text = str(column)
    return saved(document)


def _header() -> object:
    return OxmlElement("w:tblHeader")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every PDF of these tests, made in one run of the office program."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "long.docx").write_bytes(long_one())
    for number in WANTED if SEEDS.is_dir() else ():
        text = seed(number).read_text(encoding="utf-8")
        (folder / f"{number}.docx").write_bytes(of_lines(text))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return folder


@needs_office
def test_paragraphs_and_tables_over_pages(made: Path) -> None:
    blocks, problems = read_blocks((made / "long.pdf").read_bytes(), PATH)
    assert blocks is not None
    title, *rest = blocks
    assert isinstance(title, Paragraph)
    assert (title.text, title.style.is_centered) == ("云渡县司法局2023年法治政府建设年度报告", True)
    assert [b.text for b in rest[:12]] == [f"第{n}段，{SENTENCE * 4}" for n in range(12)]
    table, between, merged = rest[12:]
    assert between.text == "合计见下表。"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.cells] == [
        list(HEAD),
        *([f"{n}-{column}" for column in range(3)] for n in range(1, 40)),
    ]
    assert merged == Table(
        ((Cell("合计", 2), Cell("件")), (Cell("0"), Cell("1"), Cell("2"))), merged.line
    )
    assert [p.code for p in problems] == ["import-header"]
    assert "云渡县司法局文件" in problems[0].message
    assert "—" not in problems[0].message


@needs_office
@needs_seeds
@pytest.mark.parametrize("number", WANTED)
def test_real_reports_keep_every_character(site: Path, made: Path, number: str) -> None:
    name, _, day, sections, parts = WANTED[number]
    shutil.copy(made / f"{number}.pdf", site / "a.pdf")
    result = run("import", "a.pdf")
    assert result.exit_code == 0, result.output
    text = (site / "archive" / f"{name}.md").read_text(encoding="utf-8")
    assert (f"\n发布日期: {day}\n" if day else "\n发布日期:\n") in text
    page = rendered(text.split("---\n", 2)[2])
    title = text.partition("标题: ")[2].partition("\n")[0].strip('"')
    found = "".join((title + page.get_text()).split())
    assert _folded(found) == _folded(original_words(number))
    assert (len(page("h2")), len(page("h3"))) == (sections, parts)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("依 法 行 政", "依法行政"),
        ("全年 351 件", "全年351件"),
        ("the rule of law", "the rule of law"),
        ("使用 LED 屏", "使用LED屏"),
        ("“甲” 和 《乙》", "“甲”和《乙》"),
    ],
)
def test_spaces_of_the_setting_go(text: str, closed: str) -> None:
    assert closed_up(text) == closed


def test_a_scanned_file_is_left_to_a_person() -> None:
    blocks, (problem,) = read_blocks(pdf("", ""), PATH)
    assert blocks is None
    assert (problem.code, problem.is_error) == ("import-scanned", False)


def test_a_scanned_file_with_a_title_for_a_name_becomes_a_report_without_text(site: Path) -> None:
    name = "云渡县信访局2012年法治政府建设年度报告.pdf"
    (site / name).write_bytes(pdf("", ""))
    result = run("import", name)
    assert result.exit_code == 0, result.output
    report = site / "archive/2012/yunduxian-xinfangju.md"
    text = report.read_text(encoding="utf-8")
    assert "文件: yuanjian.pdf" in text
    assert text.endswith("---\n\n")
    assert (report.with_suffix("") / "yuanjian.pdf").read_bytes() == pdf("", "")
    assert "error[body-empty]" in run("check").stderr


def test_lookalikes_are_mapped_back_and_said() -> None:
    blocks, (problem,) = read_blocks(pdf_of_lookalikes(), PATH)
    assert blocks is not None
    assert [block.text for block in blocks] == ["山长" * 6]
    assert problem.code == "import-lookalike"
    assert "12 个" in problem.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf("A page of text that is long enough.")[:300], "import-failed"),
        (b"%PDF-1.7\n" + b"x" * 999, "import-failed"),
        (
            pdf_of(["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R]>>"]),
            "import-failed",
        ),
        (locked_pdf(), "import-encrypted"),
    ],
    ids=["half", "noise", "circle", "encrypted"],
)
def test_what_cannot_be_read_is_one_line(data: bytes, code: str) -> None:
    assert takes(data)
    blocks, (problem,) = read_blocks(data, PATH)
    assert blocks is None
    assert problem.code in (code, "import-scanned")
    assert problem.code == code or code == "import-failed"


@settings(max_examples=50)
@given(st.binary(max_size=600))
def test_nothing_is_raised_whatever_the_bytes_are(data: bytes) -> None:
    blocks, problems = read_blocks(b"%PDF-1.4\n" + data, PATH)
    assert blocks is None
    assert len(problems) == 1
