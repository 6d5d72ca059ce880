"""Formats that only LibreOffice reads: the words arrive; what cannot be converted is one line."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from gongkai.importing.office import convert_many, read_blocks, takes
from gongkai.problems import Problem
from made_files import ole
from made_words import of_lines
from test_import_seeds import SEEDS, WANTED, original_words, rendered, run, seed, site

__all__ = ["site"]
SOFFICE = shutil.which("soffice")
ENDINGS = ("doc", "rtf", "odt")
needs_office = pytest.mark.skipif(not SOFFICE, reason="没有安装 LibreOffice，做不了旧格式的文件")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each report in each old format, made by the program that is to read it."""
    folder = tmp_path_factory.mktemp("office")
    for number in WANTED if SEEDS.is_dir() else ():
        text = seed(number).read_text(encoding="utf-8")
        (folder / f"{number}.docx").write_bytes(of_lines(text))
    (folder / "short.docx").write_bytes(of_lines("云渡县信访局2023年工作报告\n一、办信\n三件。"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending in ENDINGS:
        files = sorted(map(str, folder.glob("*.docx")))
        command = [str(SOFFICE), profile, "--headless", "--convert-to", ending]
        subprocess.run(
            [*command, "--outdir", str(folder), *files],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return folder


@needs_office
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_text_arrives(made: Path, ending: str) -> None:
    data = (made / f"short.{ending}").read_bytes()
    assert takes(data)
    blocks, problems = read_blocks(data, Path(f"a.{ending}"))
    assert problems == []
    assert blocks is not None
    assert [b.text for b in blocks] == ["云渡县信访局2023年工作报告", "一、办信", "三件。"]


@needs_office
@needs_seeds
@pytest.mark.parametrize("number", WANTED)
def test_real_reports_keep_every_character(site: Path, made: Path, number: str) -> None:
    name, _, day, sections, parts = WANTED[number]
    shutil.copy(made / f"{number}.doc", site / "a.doc")
    result = run("import", "a.doc")
    assert result.exit_code == 0, result.output
    text = (site / "archive" / f"{name}.md").read_text(encoding="utf-8")
    assert (f"\n发布日期: {day}\n" if day else "\n发布日期:\n") in text
    page = rendered(text.split("---\n", 2)[2])
    title = text.partition("标题: ")[2].partition("\n")[0].strip('"')
    found = "".join((title + page.get_text()).split())
    assert unicodedata.normalize("NFKC", found) == unicodedata.normalize(
        "NFKC", original_words(number)
    )
    assert (len(page("h2")), len(page("h3"))) == (sections, parts)


@needs_office
def test_one_bad_file_does_not_stop_the_others(made: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.doc", tmp_path / "b.doc"
    shutil.copy(made / "short.doc", good)
    bad.write_bytes(ole("WordDocument", b"x" * 4000))
    found = convert_many([good, bad])
    assert isinstance(found[good], bytes)
    assert isinstance(found[bad], Problem) or found[bad]


def test_a_file_with_a_password_is_one_line() -> None:
    blocks, (problem,) = read_blocks(ole("EncryptedPackage", b"x"), Path("a.docx"))
    assert (blocks, problem.code) == (None, "import-encrypted")
