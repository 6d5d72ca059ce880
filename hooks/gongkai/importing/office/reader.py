"""Files of Word before 2007, WPS, RTF and OpenDocument become blocks; called by ``sources``.

LibreOffice makes docx of them, and the reader of docx reads that.

A start of LibreOffice costs seconds, each further file in one run a fraction: who has many files
converts them together (:func:`convert_many`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai.importing import word
from gongkai.importing.blocks import Block
from gongkai.importing.office.ole import ending_of, is_locked
from gongkai.importing.office.soffice import find_soffice, to_docx
from gongkai.problems import Problem, error

_SECONDS = 60
"""For one file; real reports take 2 to 4."""
_SECONDS_MORE = 5
"""For each further file in one run."""
_MOST_AT_ONCE = 50
"""Files in one run: one that takes it down costs the others no more than a second try."""


def takes(data: bytes) -> bool:
    """Whether bytes are of a format that only LibreOffice reads."""
    return bool(ending_of(data))


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """The blocks of the docx that LibreOffice makes of it."""
    found = _converted({path: data})[path]
    if isinstance(found, Problem):
        return None, [found]
    return word.read_blocks(found, path)


def convert_many(paths: Iterable[Path]) -> Mapping[Path, bytes | Problem]:
    """Path → the docx of each file that only LibreOffice reads, or why there is none."""
    files: dict[Path, bytes] = {}
    unreadable: dict[Path, bytes | Problem] = {}
    for path in dict.fromkeys(paths):
        try:
            data = path.read_bytes()
        except OSError as failure:
            reason = failure.strerror or str(failure)
            unreadable[path] = error(
                path, (1, 1), "file-unreadable", f"读不了这个文件：{reason}", "核对文件的权限"
            )
            continue
        if takes(data):
            files[path] = data
    return {**_converted(files), **unreadable}


def _converted(files: Mapping[Path, bytes]) -> dict[Path, bytes | Problem]:
    found: dict[Path, bytes | Problem] = {
        path: _locked(path) for path, data in files.items() if is_locked(data)
    }
    open_files = {path: data for path, data in files.items() if path not in found}
    program = find_soffice()
    if program is None:
        return found | {path: _lacking(path) for path in open_files}
    paths = list(open_files)
    for start in range(0, len(paths), _MOST_AT_ONCE):
        part = {path: open_files[path] for path in paths[start : start + _MOST_AT_ONCE]}
        found |= _run(program, part)
    return found


def _run(program: str, files: Mapping[Path, bytes]) -> dict[Path, bytes | Problem]:
    """Together, and those that did not come out of it once more alone: one bad file must not stop
    the others."""
    # Their own names stay out of it: no name can then be an option, or clash with another.
    names = {f"{n:04}{ending_of(data)}": path for n, (path, data) in enumerate(files.items())}
    seconds = _SECONDS + _SECONDS_MORE * (len(files) - 1)
    made = to_docx(program, {name: files[path] for name, path in names.items()}, seconds)
    if len(names) > 1:
        for name in names.keys() - made.keys():
            made |= to_docx(program, {name: files[names[name]]}, _SECONDS)
    return {path: made.get(name) or _failed(path) for name, path in names.items()}


def _locked(path: Path) -> Problem:
    message, hint = "文件加了密码，打不开", "用密码打开，另存为没有密码的，再导入"
    return error(path, (1, 1), "import-encrypted", message, hint)


def _lacking(path: Path) -> Problem:
    message = "读 .doc 等旧格式要先安装 LibreOffice"
    hint = "从 https://zh-cn.libreoffice.org 安装，或者用 Word、WPS 另存为 .docx 再导入"
    return error(path, (1, 1), "import-lacks", message, hint)


def _failed(path: Path) -> Problem:
    message = "LibreOffice 没能转换这个文件"
    hint = "不是文档或者已经损坏；用 Word、WPS 打开，另存为 .docx 再导入"
    return error(path, (1, 1), "import-convert", message, hint)
