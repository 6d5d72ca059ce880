"""What importing costs: old files of each kind, beside pandoc and MarkItDown on the same files.

``measure`` gives the section ``Import`` of ``RESULTS.md``. The three do not do the same: the others
turn one file into Markdown; the import also takes out what was around the text, guesses the front
matter, and writes reports, originals and a record. A figure is files per second of processor time.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .contest import PROJECT
from .generate import reports as generated
from .measure import CommandFailed, Usage, run
from .table import aligned

sys.path.append(str(PROJECT / "tests"))
from gongkai.importing.office.soffice import find_soffice
from made_words import as_issued
from old_pages import page

KINDS = ("docx", "doc", "pdf", "html", "txt")
EACH = 200
"""Files of each kind."""
MEMORY_BOUND = 1.25
"""The memory of the largest process over all files, against over a tenth of them."""
_CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"
_IMPORT = ("-c", "from gongkai.cli import main; main()", "import", "--processes", "1")
_PANDOC = """
import pathlib, subprocess, sys
import pypandoc
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    made = [pypandoc.get_pandoc_path(), str(path), "--to", "gfm", "--output", f"{path.name}.md"]
    subprocess.run(made, check=True)
"""
"""A start each: pandoc makes one text of all the files that it is given."""
_MARKITDOWN = """
import pathlib, sys
from markitdown import MarkItDown
convert = MarkItDown().convert
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    pathlib.Path(f"{path.name}.md").write_text(convert(path).text_content, encoding="utf-8")
"""
_OTHERS: Mapping[str, tuple[str, Sequence[str]]] = {
    "pandoc": (_PANDOC, ("docx", "html")),
    "MarkItDown": (_MARKITDOWN, ("docx", "pdf", "html", "txt")),
}
"""Name of each → how it is run, and what it reads; neither reads doc."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What importing the files of one kind cost, and what it costs others."""

    kind: str
    files: int
    ours: Usage
    others: Mapping[str, Usage]

    def per_second(self, usage: Usage) -> float:
        return self.files / usage.cpu


@dataclass(frozen=True, slots=True)
class Imports:
    """All that was measured."""

    speeds: Sequence[Speed]
    few: Usage
    """Over a tenth of the files of all kinds but doc."""
    many: Usage
    """Over all of these."""
    killed_at: int
    """Reports that were written when a run over all files was killed; the next did the rest."""

    @property
    def growth(self) -> float:
        return self.many.peak / self.few.peak

    @property
    def is_met(self) -> bool:
        return self.growth <= MEMORY_BOUND


def measure(folder: Path, each: int = EACH) -> Imports | None:
    """Generates, imports, converts; None where LibreOffice is not there to make the files.

    Raises when an import brings in less than all.
    """
    if not (program := find_soffice()):
        return None
    _write_files(folder / "files", each, program)
    speeds = []
    for kind in KINDS:
        originals = folder / "files" / kind
        others = {
            name: _other(script, originals, folder / name / kind)
            for name, (script, kinds) in _OTHERS.items()
            if kind in kinds
        }
        speeds.append(Speed(kind, each, _import(originals, folder / "ours" / kind, each), others))
    # Where there are doc, LibreOffice is the largest process, however many they are.
    light = [kind for kind in KINDS if kind != "doc"]
    few, many = (
        _import(_some(folder, light, count), folder / "ours" / f"{count}", count * len(light))
        for count in (each // 10, each)
    )
    killed_at = _killed_and_run_again(folder / "files", folder / "killed", each * len(KINDS))
    return Imports(speeds, few, many, killed_at)


def _write_files(folder: Path, each: int, program: str) -> None:
    """Other reports for each kind, so that all of them can be imported together."""
    texts = generated(each * len(KINDS))
    for kind in KINDS:
        (folder / kind).mkdir(parents=True)
        for number, (title, lines) in enumerate(islice(map(_plain, texts), each)):
            name = folder / kind / f"{number:04}"
            if kind == "txt":
                name.with_suffix(".txt").write_text("\n".join([title, *lines]), encoding="utf-8")
            elif kind == "html":
                text = page(title, lines, charset="gb2312", published="2024-01-15")
                name.with_suffix(".html").write_bytes(text.encode("gb18030"))
            else:
                name.with_suffix(".docx").write_bytes(as_issued(title, lines))
    for kind in ("doc", "pdf"):
        made = sorted((folder / kind).glob("*.docx"))
        profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
        out = ["--convert-to", kind, "--outdir", str(folder / kind), *map(str, made)]
        subprocess.run([program, profile, "--headless", *out], check=True, capture_output=True)
        for path in made:
            path.unlink()


def _plain(report: tuple[str, str]) -> tuple[str, list[str]]:
    """Title and lines of a generated report, tables as lines."""
    head, text = report[1].split("---\n", 2)[1:]
    found = re.search(r"^(?:title|标题): *(.+)$", head, re.MULTILINE)
    assert found, head
    lines = (re.sub(r"^#+ |^[-*] |\|", "", line).strip() for line in text.split("\n"))
    return found[1].strip("'\""), [
        line for line in lines if line and not re.fullmatch("[-: ]+", line)
    ]


def _some(folder: Path, kinds: Sequence[str], each: int) -> Path:
    for kind in kinds:
        for path in sorted((folder / "files" / kind).iterdir())[:each]:
            _copy(path, folder / f"some-{each}" / kind / path.name)
    return folder / f"some-{each}"


def _import(originals: Path, folder: Path, count: int) -> Usage:
    """A run that brings in all there are, or all that are left, each once."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    usage = run([sys.executable, *_IMPORT, str(originals)], folder, {})
    texts = [path.read_text(encoding="utf-8") for path in _reports(folder)]
    sums = {found[1] for text in texts if (found := re.search("校验值: ([0-9a-f]{64})", text))}
    if not len(texts) == len(sums) == count:
        raise CommandFailed(f"{len(sums)} of {count} in {len(texts)} reports: {usage.said}")
    return usage


def _reports(folder: Path) -> list[Path]:
    return list(folder.glob("reports/*/*.md"))


def _killed_and_run_again(originals: Path, folder: Path, count: int) -> int:
    """Kills a run with all its processes when a third is done; the next one does the rest."""
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    command = [sys.executable, *_IMPORT[:-1], "2", str(originals)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=folder, stdout=quiet, stderr=quiet, start_new_session=True
    )
    while process.poll() is None and len(_reports(folder)) < count // 3:
        time.sleep(0.1)
    if process.poll() is not None:
        raise CommandFailed("the run ended before it was killed")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    written = len(_reports(folder))
    _import(originals, folder, count)
    return written


def _other(script: str, originals: Path, folder: Path) -> Usage:
    """What a converter takes; pandoc reads UTF-8 only, and so all web pages here are."""
    folder.mkdir(parents=True)
    files = folder.with_suffix(".in")
    for path in originals.iterdir():
        _copy(path, files / path.name)
        if path.suffix == ".html":
            text = path.read_bytes().decode("gb18030").replace("charset=gb2312", "charset=utf-8")
            (files / path.name).write_text(text, encoding="utf-8")
    return run([sys.executable, "-c", script, str(files)], folder, {})


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def as_section(imports: Imports | None) -> str:
    """Its part of ``RESULTS.md``."""
    if imports is None:
        return "## Import\n\nNot measured: LibreOffice, which makes the files, is not installed.\n"
    verdict = "met" if imports.is_met else "NOT MET"
    return (
        "## Import\n\n"
        f"{imports.speeds[0].files} files of each kind, one process: files per second of processor "
        "time, its start included.\nPandoc is started once a file, for it makes one text of many; "
        "the others once. Doc is converted by LibreOffice, in groups.\n\n"
        f"{aligned([*_lines(imports)])}\n"
        f"Memory of the largest process, {imports.few.peak / 1e6:.0f} MB over a tenth of the files "
        f"of all kinds but doc, {imports.many.peak / 1e6:.0f} MB over all:\n"
        f"{imports.growth:.2f} times, promised at most {MEMORY_BOUND:.2f}: {verdict}.\n\n"
        f"A run over all files of all kinds, killed after {imports.killed_at} reports and run "
        "again, brought in each once.\n"
    )


def _lines(imports: Imports) -> Iterator[Sequence[str]]:
    yield ("kind", "Gongkai", *(part for name in _OTHERS for part in (name, f"of {name}")))
    for speed in imports.speeds:
        ours = speed.per_second(speed.ours)
        line = [speed.kind, f"{ours:.1f}"]
        for name in _OTHERS:
            if other := speed.others.get(name):
                theirs = speed.per_second(other)
                line += [f"{theirs:.1f}", f"{ours / theirs:.2f}"]
            else:
                line += ["does not read it", ""]
        yield line
