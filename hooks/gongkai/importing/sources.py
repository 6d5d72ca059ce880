"""The files that an import is asked to bring in: found, told apart by content, read when needed.

What a file is, its content says, never its name. A folder and a ``.zip`` are looked through for
files of the usual kinds. Called by ``planning``.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing import office, pdf, text, web, word
from gongkai.importing.blocks import Block
from gongkai.problems import Problem, error, warning

Reader = Callable[[bytes, Path], tuple[tuple[Block, ...] | None, list[Problem]]]
"""The seam between formats and everything else: bytes → blocks, or findings that say why not."""

READERS: Sequence[tuple[Callable[[bytes], bool], Reader]] = (
    (word.takes, word.read_blocks),
    (pdf.takes, pdf.read_blocks),
    (web.takes, web.read_blocks),
    (office.takes, office.read_blocks),
    (lambda data: True, text.read_blocks),
)
"""Which reader takes which bytes; the first that takes them reads them."""

_ENDINGS = (
    *(".txt", ".docx", ".pdf"),
    *(".html", ".htm", ".shtml", ".xhtml"),
    *(".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt"),
)
"""What is looked for in a folder; a file named by itself may be called anything."""
_MANY = 5
_MOST_UNPACKED = 200_000_000
"""Bytes of one file in a zip: longer than any report, and what a machine can hold."""
_MOST_TOGETHER = 4_000_000_000
"""Bytes of all files in a zip: more than twenty years of reports, and a minute to unpack."""


@dataclass(frozen=True, slots=True)
class Source:
    """One original, as it was found."""

    path: Path
    """As it is named in messages; of a file in a zip the zip's path is its beginning."""
    sha256: str
    """Of the original bytes: proves years later what the report was made from."""
    package: Path | None = None
    """The zip that it lies in."""
    member: str = ""
    """Its name in there."""
    title: str = ""
    """What it is called where its text has no title: by a list given along, or by its name."""

    def data(self) -> bytes:
        """Its bytes; raises ``OSError`` where they can no longer be read."""
        if self.package is None:
            return self.path.read_bytes()
        with zipfile.ZipFile(self.package) as package:
            return package.read(self.member)

    def read(self) -> tuple[tuple[Block, ...] | None, list[Problem]]:
        """Its blocks, by the reader that takes such bytes."""
        data = self.data()
        return _reader(data)(data, self.path)

    def is_for(self, reader: Reader) -> bool:
        """Whether that reader takes its bytes."""
        try:
            return _reader(self.data()) is reader
        except OSError:  # which is said when it is read
            return False


def _reader(data: bytes) -> Reader:
    return next(read for takes, read in READERS if takes(data))


def find_sources(paths: Iterable[Path]) -> tuple[tuple[Source, ...], list[Problem]]:
    """Every file asked for, once, and all of the usual kinds in folders and zips, by path."""
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.resolve(), path)
            continue
        inside = [p for p in sorted(path.rglob("*")) if p.is_file() and not _is_hidden(p, path)]
        wanted = [p for p in inside if p.suffix.lower() in (*_ENDINGS, ".zip")]
        found |= {p.resolve(): p for p in wanted if p.resolve() not in found}
        if not wanted:
            message = "文件夹里没有可导入的文件"
            hint = f"核对文件夹；可导入 {_kinds()}"
            problems.append(error(path, (1, 1), "import-nothing", message, hint))
        elif skipped := [p.relative_to(path).as_posix() for p in inside if p not in wanted]:
            problems.append(_skipped(path, skipped))
    sources: list[Source] = []
    for path in found.values():
        try:
            if _is_package_of_files(path):
                of_zip, said = _in_zip(path)
                sources += of_zip
                problems += said
            else:
                sources.append(Source(path, _sha256(path)))
        except OSError as failure:
            reason = failure.strerror or str(failure)
            problems.append(error(path, (1, 1), "file-unreadable", f"读不了这个文件：{reason}"))
    return tuple(sources), problems


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_package_of_files(path: Path) -> bool:
    """A zip, but not one that is a document."""
    if path.suffix.lower() != ".zip":
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _in_zip(path: Path) -> tuple[list[Source], list[Problem]]:
    """The files in a zip that are of the usual kinds; what cannot be read is said."""
    sources, problems, skipped = [], list[Problem](), []
    try:
        with zipfile.ZipFile(path) as package:
            if sum(info.file_size for info in package.infolist()) > _MOST_TOGETHER:
                message = f"压缩包解开超过 {_MOST_TOGETHER // 10**9} GB，没有打开"
                hint = "解开成文件夹，分几次导入"
                return [], [error(path, (1, 1), "import-zip", message, hint)]
            for info in sorted(package.infolist(), key=lambda i: i.filename):
                name = _readable_name(info)
                if info.is_dir() or any(part.startswith(("__MACOSX", ".")) for part in name.parts):
                    continue
                if name.suffix.lower() not in _ENDINGS or info.file_size > _MOST_UNPACKED:
                    skipped.append(name.as_posix())
                    continue
                data = package.read(info)
                sha256 = hashlib.sha256(data).hexdigest()
                sources.append(Source(path / name, sha256, path, info.filename))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as failure:
        is_locked = isinstance(failure, RuntimeError) and "password" in str(failure)
        message = "压缩包有密码" if is_locked else "压缩包不完整或已损坏"
        hint = "解开成文件夹再导入；解不开的，向原单位再要一份"
        problems.append(error(path, (1, 1), "import-zip", message, hint))
    if skipped:
        problems.append(_skipped(path, skipped))
    return sources, problems


def _readable_name(info: zipfile.ZipInfo) -> Path:
    """A member's name; zips made on Chinese Windows have it in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return Path(*[part for part in name.split("/") if part not in ("", "..")])


def _is_hidden(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return any(part.startswith((".", "~$")) for part in parts)


def _skipped(place: Path, names: Sequence[str]) -> Problem:
    shown = "、".join(names[:_MANY])
    more = f" 等 {len(names)} 个" if len(names) > _MANY else ""
    message = f"没有导入（不是 {_kinds()}）：{shown}{more}"
    hint = "是报告的，用原来的程序另存为其中一种再导入"
    return warning(place, (1, 1), "import-skipped", message, hint)


def _kinds() -> str:
    return "、".join(_ENDINGS)
