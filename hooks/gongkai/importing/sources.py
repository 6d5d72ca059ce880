"""The files that an import is asked to bring in: found, read once, and handed to their reader.

What a file is, its content says, never its name. Called by ``planning``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing import office, text, web
from gongkai.importing.blocks import Block
from gongkai.problems import Problem, error, warning

Reader = Callable[[bytes, Path], tuple[tuple[Block, ...] | None, list[Problem]]]
"""The seam between formats and everything else: bytes → blocks, or findings that say why not."""

READERS: Sequence[tuple[Callable[[bytes], bool], Reader]] = (
    (web.takes, web.read_blocks),
    (office.takes, office.read_blocks),
    (lambda data: True, text.read_blocks),
)
"""Which reader takes which bytes; the first that takes them reads them."""

_ENDINGS = (
    *(".txt",),
    *(".html", ".htm", ".shtml", ".xhtml"),
    *(".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt"),
)
"""What is looked for in a folder; a file named by itself may be called anything."""
_MANY = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One original, as it was found."""

    path: Path
    data: bytes
    sha256: str
    """Of the original bytes: proves years later what the report was made from."""

    def read(self) -> tuple[tuple[Block, ...] | None, list[Problem]]:
        """Its blocks, by the reader that takes such bytes."""
        reader = next(read for takes, read in READERS if takes(self.data))
        return reader(self.data, self.path)


def find_sources(paths: Iterable[Path]) -> tuple[tuple[Source, ...], list[Problem]]:
    """Every file asked for, once, and of folders every old file below them, sorted by path."""
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.resolve(), path)
            continue
        inside = [p for p in sorted(path.rglob("*")) if p.is_file() and not _is_hidden(p, path)]
        wanted = [p for p in inside if p.suffix.lower() in _ENDINGS]
        found |= {p.resolve(): p for p in wanted if p.resolve() not in found}
        if not wanted:
            message = "文件夹里没有能导入的文件"
            problems.append(error(path, (1, 1), "import-nothing", message, "核对文件夹"))
        elif skipped := [p for p in inside if p not in wanted]:
            problems.append(_skipped(path, skipped))
    sources = []
    for path in found.values():
        try:
            data = path.read_bytes()
        except OSError as failure:
            reason = failure.strerror or str(failure)
            problems.append(error(path, (1, 1), "file-unreadable", f"读不了这个文件：{reason}"))
            continue
        sources.append(Source(path, data, hashlib.sha256(data).hexdigest()))
    return tuple(sources), problems


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _skipped(folder: Path, files: Sequence[Path]) -> Problem:
    names = "、".join(p.relative_to(folder).as_posix() for p in files[:_MANY])
    more = f" 等 {len(files)} 个" if len(files) > _MANY else ""
    message = f"没有导入（格式不认得）：{names}{more}"
    return warning(folder, (1, 1), "import-skipped", message, "是报告的，另存为纯文本再导入")
