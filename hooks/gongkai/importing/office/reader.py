"""Files of Word before 2007, WPS, RTF and OpenDocument become blocks; called by ``sources``.

LibreOffice makes docx of them, and the reader of docx reads that.

A start of LibreOffice costs a second or more, each further file in one run a thirtieth of it: many
files are converted together (:func:`convert_many`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai.importing import word
from gongkai.importing.blocks import Block
from gongkai.importing.office.ole import ending_of, is_locked
from gongkai.importing.office.soffice import find_soffice, to_docx
from gongkai.problems import Problem, error

MOST_AT_ONCE = 25
"""Files in one run: one that takes it down makes those behind it wait for another."""
_SECONDS = 60
"""For one file; real reports take 1 to 4."""
_SECONDS_MORE = 2
"""For each further file in one run."""


def takes(data: bytes) -> bool:
    """Whether bytes are of a format that only LibreOffice reads."""
    return bool(ending_of(data))


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """The blocks of the docx that LibreOffice makes of it."""
    (found,) = convert_many([(path, data)])
    if isinstance(found, Problem):
        return None, [found]
    return word.read_blocks(found, path)


def convert_many(files: Sequence[tuple[Path, bytes]]) -> list[bytes | Problem]:
    """The docx of each of these files, or why there is none; only of such as :func:`takes` knows.

    The files are converted in one run. One that takes LibreOffice down, or takes all its time, is
    tried once more alone, and those behind it in another run.
    """
    locked = [is_locked(data) for _, data in files]
    program = find_soffice()
    # Their own names stay out of it: no name can then be an option, or clash with another.
    waiting = {
        f"{number:04}{ending_of(data)}": data
        for number, (_, data) in enumerate(files)
        if not locked[number]
    }
    made: dict[str, bytes] = {}
    while waiting and program:
        now = to_docx(program, waiting, _SECONDS + _SECONDS_MORE * (len(waiting) - 1))
        rest = {name: data for name, data in waiting.items() if name not in now}
        # Where nothing came out, one file may be at fault as well as another: each is tried alone.
        alone = list(rest)[: 1 if now else None] if len(waiting) > 1 else []
        for name in alone:
            now |= to_docx(program, {name: rest[name]}, _SECONDS)
        made |= now
        waiting = {name: data for name, data in rest.items() if alone and name not in alone}
    found: list[bytes | Problem] = []
    for number, (path, data) in enumerate(files):
        docx = made.get(f"{number:04}{ending_of(data)}")
        why_not = _locked if locked[number] else _failed if program else _lacking
        found.append(docx or why_not(path))
    return found


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
