"""Old formats of Word by way of LibreOffice: nothing lost, nothing run, no file stops another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importing import office
from gongkai.importing.office import soffice
from gongkai.importing.office.ole import ending_of, is_locked
from gongkai.importing.sources import READERS
from gongkai.problems import Problem
from old_pages import SEEDS, folded, seed_lines

etree = pytest.importorskip("lxml.etree")

PROGRAM = soffice.find_soffice()
needs_office = pytest.mark.skipif(PROGRAM is None, reason="没有安装 LibreOffice")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
FORMATS = {
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "xml": "xml:MS Word 2003 XML",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def paragraphs(docx: bytes) -> list[str]:
    """The lines of a docx, as they stand in its XML."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return [line for line in lines if line.strip()]


def odt(content: str, extra: dict[str, str] | None = None) -> bytes:
    """A small OpenDocument text."""
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "script")
    )
    files = {
        "content.xml": f"<office:document-content {namespaces}"
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{content}</office:text></office:body>"
        "</office:document-content>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
        'opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry'
        ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        **(extra or {}),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def rtf(text: str) -> bytes:
    escaped = "".join(f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text)
    return f"{{\\rtf1\\ansi {escaped}\\par}}".encode()


def ole(name: str, stream: bytes = b"") -> bytes:
    """An OLE file of one stream, as far as ``is_locked`` looks."""
    header = bytearray(OLE.ljust(512, b"\0"))
    header[30:32] = (9).to_bytes(2, "little")
    entry = bytearray(f"{name}\0".encode("utf-16-le").ljust(128, b"\0"))
    entry[116:120] = (1).to_bytes(4, "little")
    return bytes(header) + bytes(entry).ljust(512, b"\0") + stream.ljust(512, b"\0")


def word_stream(kind: int, flags: int) -> bytes:
    return kind.to_bytes(2, "little") + bytes(8) + flags.to_bytes(2, "little")


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five reports in each old format."""
    folder = tmp_path_factory.mktemp("old")
    for path in SEEDS.glob("*.txt"):
        text = "\n".join(seed_lines(path)) + "\n"
        (folder / f"{path.name[:3]}.txt").write_text(text, encoding="utf-8")
    names = [str(path) for path in sorted(folder.glob("*.txt"))]
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--infilter=Text (encoded):UTF8", "--convert-to"),
    ]
    for ending, wanted in FORMATS.items():
        out = ["--outdir", str(folder / ending)]
        subprocess.run([*command, wanted, *out, *names], check=True, capture_output=True)
    return folder


# The five real reports


@needs_office
@needs_seeds
@pytest.mark.parametrize("ending", FORMATS)
def test_every_line_of_the_real_reports_comes_through(old_files: Path, ending: str) -> None:
    paths = sorted((old_files / ending).glob(f"*.{ending}"))
    assert len(paths) == 5
    found_of = office.convert_many([(path, path.read_bytes()) for path in paths])
    for path, found in zip(paths, found_of, strict=True):
        assert isinstance(found, bytes), found
        (seed,) = SEEDS.glob(f"{path.stem}_*.txt")
        assert folded(paragraphs(found)) == folded(seed_lines(seed))


# Which files, and which are locked


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (OLE + bytes(600), ".doc"),
        (b"{\\rtf1 x}", ".rtf"),
        (b"\r\n{\\rtf1 x}", ".rtf"),
        (odt("<text:p>x</text:p>"), ".odt"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:x/>', ".xml"),
        (b'<?xml version="1.0"?><x/>', ""),
        (b"PK\x03\x04" + bytes(60), ""),
        ("云渡县".encode(), ""),
        (b"", ""),
    ],
)
def test_a_format_is_known_by_its_bytes(data: bytes, ending: str) -> None:
    assert ending_of(data) == ending
    assert office.takes(data) == bool(ending)
    reader = next(read for takes, read in READERS if takes(data))
    assert (reader is office.read_blocks) == bool(ending)


@pytest.mark.parametrize(
    ("data", "locked"),
    [
        (ole("EncryptedPackage"), True),
        (ole("WordDocument", word_stream(0xA5EC, 0x0100)), True),
        (ole("WordDocument", word_stream(0xA5DC, 0x8100)), True),
        (ole("WordDocument", word_stream(0xA5EC, 0x0200)), False),
        (ole("WordDocument", word_stream(0x0000, 0x0100)), False),
        (ole("WordDocument")[:1200], False),
        (ole("WordDocument")[:700], False),
        (ole("WordDocument")[:600], False),
        (OLE, False),
        (odt("", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), True),
        (odt("<text:p>x</text:p>"), False),
        (odt("")[:200], False),
        (b"{\\rtf1 EncryptedPackage}", False),
    ],
)
def test_a_password_is_seen(data: bytes, locked: bool) -> None:
    assert is_locked(data) is locked


@given(st.binary(max_size=700).map(lambda data: OLE + data) | st.binary(max_size=60))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    ending_of(data)
    is_locked(data)


def test_a_locked_file_is_one_finding_and_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    with mock.patch("gongkai.importing.office.reader.to_docx", side_effect=AssertionError):
        blocks, problems = office.read_blocks(ole("EncryptedPackage"), path)
    assert (blocks, [p.code for p in problems]) == (None, ["import-encrypted"])


# Without LibreOffice, and where it fails


def test_without_libreoffice_that_is_said(tmp_path: Path) -> None:
    with mock.patch("gongkai.importing.office.reader.find_soffice", return_value=None):
        blocks, problems = office.read_blocks(rtf("甲"), tmp_path / "a.doc")
    assert (blocks, [p.code for p in problems]) == (None, ["import-lacks"])
    assert "LibreOffice" in problems[0].message


@needs_office
def test_one_bad_file_does_not_stop_the_others() -> None:
    files = {
        "--help.rtf": rtf("办信三件。"),
        "甲 乙.wps": rtf("接访五批。"),
        "bad.doc": OLE + bytes(600),
        "half.odt": odt("<text:p>甲</text:p>")[:300],
        "locked.doc": ole("EncryptedPackage"),
    }
    found = office.convert_many([(Path(name), data) for name, data in files.items()])
    said = {
        name: item.code if isinstance(item, Problem) else paragraphs(item)
        for name, item in zip(files, found, strict=True)
    }
    assert said == {
        "--help.rtf": ["办信三件。"],
        "甲 乙.wps": ["接访五批。"],
        "bad.doc": "import-convert",
        "half.odt": "import-convert",
        "locked.doc": "import-encrypted",
    }


@pytest.mark.parametrize(
    ("comes_out", "runs"),
    [
        ([0, 1, 2, 3], [[0, 1, 2, 3]]),
        ([], [[0, 1, 2, 3], [0], [1], [2], [3]]),
        # The second takes the program down: those behind it need another run.
        ([0], [[0, 1, 2, 3], [1], [2, 3]]),
    ],
)
def test_what_does_not_come_out_of_a_group_is_tried_again(
    comes_out: list[int], runs: list[list[int]]
) -> None:
    files = [(Path(f"{number}.rtf"), rtf(f"第{number}")) for number in range(4)]
    names = [f"{number:04}.rtf" for number in range(4)]
    ran: list[list[int]] = []

    def convert(program: str, wanted: dict[str, bytes], seconds: float) -> dict[str, bytes]:
        ran.append([names.index(name) for name in wanted])
        here = comes_out if len(ran) == 1 else [0, 2, 3]
        return {name: b"docx" + data for name, data in wanted.items() if names.index(name) in here}

    with (
        mock.patch("gongkai.importing.office.reader.find_soffice", return_value="soffice"),
        mock.patch("gongkai.importing.office.reader.to_docx", side_effect=convert),
    ):
        found = office.convert_many(files)
    assert ran == runs
    for number, item in enumerate(found):
        if number == 1 and number not in comes_out:
            assert isinstance(item, Problem)
            assert (item.code, item.path) == ("import-convert", Path("1.rtf"))
        else:
            assert item == b"docx" + files[number][1]


@pytest.mark.skipif(sys.platform == "win32", reason="用 /bin/sh 写的假程序")
def test_a_run_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    program, mark = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > '{mark}'\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    assert soffice.to_docx(str(program), {"0000.rtf": rtf("甲")}, 1) == {}
    child = int(mark.read_text(encoding="utf-8"))
    assert not is_running(child)


def is_running(process: int) -> bool:
    """Whether a process goes on; one that has ended may still wait to be asked for."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text(encoding="utf-8").split(")")[-1].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


def test_a_program_that_does_not_start_converts_nothing(tmp_path: Path) -> None:
    assert soffice.to_docx(str(tmp_path / "none"), {"0000.rtf": rtf("甲")}, 5) == {}


def test_it_is_found_in_its_usual_places(tmp_path: Path) -> None:
    program = tmp_path / "libreoffice24.8" / "program" / "soffice"
    program.parent.mkdir(parents=True)
    program.touch()
    places = {
        sys.platform: (f"{tmp_path}/none/soffice", f"{tmp_path}/libreoffice*/program/soffice")
    }
    with (
        mock.patch.object(shutil, "which", return_value=None),
        mock.patch.object(soffice, "_PLACES", places),
    ):
        assert soffice.find_soffice() == str(program)
        shutil.rmtree(program.parent)
        assert soffice.find_soffice() is None


# What a file must not do


def test_the_profile_switches_macros_links_and_network_off(tmp_path: Path) -> None:
    soffice._write_profile(tmp_path)
    text = (tmp_path / "user/registrymodifications.xcu").read_text(encoding="utf-8")
    etree.fromstring(text.encode())
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("Link", "0"),
        ("ooInetProxyType", "2"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in text


@needs_office
def test_a_text_that_a_file_includes_from_elsewhere_stays_there(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到的字", encoding="utf-8")
    path = tmp_path / "a.odt"
    path.write_bytes(
        odt(
            f'<text:section text:name="a"><text:section-source xlink:href="{secret.as_uri()}"'
            ' xlink:type="simple"/><text:p>办信三件。</text:p></text:section>'
        )
    )
    (found,) = office.convert_many([(path, path.read_bytes())])
    assert isinstance(found, bytes)
    assert "不该读到的字" not in "".join(paragraphs(found))


@needs_office
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = soffice.to_docx(str(PROGRAM), {"0000.rtf": rtf("甲")}, 60)
    assert paragraphs(found["0000.rtf"]) == ["甲"]
    assert list(tmp_path.iterdir()) == []
