"""Files made to harm, all in one run: each is one clear line, and everything else is brought in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

import made_bombs
from gongkai.cli import main
from gongkai.importing.office.soffice import find_soffice
from made_files import docx, locked_pdf, ole, pdf_of
from made_words import of_lines
from old_pages import page

CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"
BODY = ("2023年，工作如下。", "一、主要举措", "办信三件。")
HAS_OFFICE = find_soffice() is not None


def title(number: int) -> str:
    return f"云渡县第{'一二三四五六七八九'[number - 1]}局2023年法治政府建设年度报告"


def with_macro() -> bytes:
    """A document whose macro would run when it is opened; its text is as good as any."""
    types = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(of_lines("\n".join((title(1), *BODY))))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</Types>", types) if "Types" in name else data)
        new.writestr("word/vbaProject.bin", ole("VBA", b"AutoOpen"))
    return made.getvalue()


def with_entity(secret: Path) -> bytes:
    """A document whose text is to be a file of the machine."""
    head = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = f"<w:body><w:p><w:r><w:t>{title(2)}&x;</w:t></w:r></w:p></w:body>"
    return docx(parts={"word/document.xml": head + made_bombs.word_part("document", text)})


def with_scripts() -> bytes:
    text = page(title(3), BODY, published="2024-01-15", charset="gb2312")
    script = "<script>document.body.innerText = '脚本写的字'; fetch('http://192.0.2.1/')</script>"
    frame = '<iframe src="http://192.0.2.1/"></iframe><img src=x onerror="alert(1)">'
    return text.replace("</h1>", f"</h1>{script}{frame}").encode("gb18030")


def hostile(folder: Path) -> Mapping[str, tuple[bytes, str]]:
    """Name of each → its bytes, and the code of what is said; empty where it is brought in."""
    secret = folder / "secret.txt"
    secret.write_text("不该读到的字", encoding="utf-8")
    text = "\n".join((title(4), *BODY)).encode()
    return {
        "a-zip-bomb.docx": (made_bombs.zeros(), "import-failed"),
        "b-entities.docx": (made_bombs.entities(), "import-failed"),
        "c-outside.docx": (with_entity(secret), "import-failed"),
        "d-macro.docm.docx": (with_macro(), ""),
        "e-scripts.html": (with_scripts(), ""),
        "f-empty.docx": (b"", "file-empty"),
        "g-text.pdf": (text, ""),
        "h-word.txt": (of_lines("\n".join((title(5), *BODY))), ""),
        "i-noise.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import-convert"),
        "j-locked.pdf": (locked_pdf(), "import-encrypted"),
        "k-locked.docx": (ole("EncryptedPackage", b"\0" * 64), "import-encrypted"),
        "l-half.pdf": (b"%PDF-1.7\n" + b"x" * 999, "import-failed"),
        "m-circle.pdf": (
            pdf_of(["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R]>>"]),
            "import-failed",
        ),
        "n-long.txt": (text * 200_000, "import-failed"),
        "o-picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "file-not-text"),
    }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "site/in").mkdir(parents=True)
    (tmp_path / "site/mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


@pytest.mark.skipif(not HAS_OFFICE, reason="没有安装 LibreOffice")
def test_each_is_one_clear_line_and_the_rest_is_brought_in(site: Path, tmp_path: Path) -> None:
    files = hostile(tmp_path)
    for name, (data, _) in files.items():
        (site / "in" / name).write_bytes(data)
    (site / "in/z-good.txt").write_text("\n".join((title(9), *BODY)), encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "in"], catch_exceptions=False)
    assert result.exit_code == 1
    errors = re.findall(r"^in/(\S+?):\d+:\d+: error\[([\w-]+)\]", result.stderr, re.MULTILINE)
    assert errors == [(name, code) for name, (_, code) in files.items() if code]
    assert "Traceback" not in result.output
    reports = sorted((site / "reports").rglob("*.md"))
    brought_in = sum(not code for _, code in files.values()) + 1
    assert len(reports) == brought_in
    assert "in/d-macro.docm.docx:1:1: warning[import-macros]" in result.stderr
    kept = [path.read_bytes() for path in (site / "reports").rglob("yuanjian.*")]
    assert kept
    assert files["d-macro.docm.docx"][0] not in kept, "what runs is not published"
    for report in reports:
        text = report.read_text(encoding="utf-8")
        assert "办信三件。" in text
        assert not re.search(r"脚本|不该读到|<script|<iframe|onerror|192\.0", text), report


def test_a_zip_that_is_too_large_is_not_unpacked(site: Path) -> None:
    """Each file says that it is 190 MB, and is a few bytes."""
    with zipfile.ZipFile(site / "in/all.zip", "w") as package:
        for number in range(25):
            package.writestr(f"{number}.txt", title(1))
            package.infolist()[-1].file_size = 190_000_000
    result = CliRunner().invoke(main, ["import", "in"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "in/all.zip:1:1: error[import-zip] 压缩包解开超过 4 GB，没有打开" in result.stderr
    assert result.stderr.count("error[") == 1
