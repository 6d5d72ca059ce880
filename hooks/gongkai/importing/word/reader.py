"""Bytes of a Word file (.docx) become paragraphs, tables, pictures, notes; called by ``sources``.

The package is opened within limits (``parts``), and its text read in one walk (``stories``).
"""

from __future__ import annotations

from pathlib import Path

from gongkai.importing.blocks import Block
from gongkai.importing.lacking import libraries_lack
from gongkai.importing.word.contents import without_contents
from gongkai.importing.word.left_out import left_out
from gongkai.importing.word.parts import is_locked, is_word, open_word
from gongkai.importing.word.said import about
from gongkai.importing.word.signs import known_signs
from gongkai.importing.word.stories import Stories
from gongkai.problems import Problem, error
from gongkai.reading.documents.document import Refused

_AGAIN = "用 Word 或 WPS 打开，另存为 .docx 再导入"


def takes(data: bytes) -> bool:
    """Whether bytes are a Word file, whatever it is called; or have a password and may be one."""
    return is_locked(data) or is_word(data)


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """The text in its order, numbers written out, then what is left out of it; warnings about
    that."""
    if is_locked(data):
        hint = "用原来的程序打开，去掉密码另存一份再导入"
        return None, [error(path, (1, 1), "import-encrypted", "文件有密码", hint)]
    try:
        signs = known_signs()
    except ImportError:
        return None, [libraries_lack(" Word 文件", path)]
    try:
        file = open_word(data)
        stories = Stories(file, signs)
        blocks, contents = without_contents(tuple(stories.blocks()), stories.findings.contents)
        problems = list(about(file, stories.findings, contents, path))
        removed = left_out(file, stories.findings, contents)
        return (*blocks, *removed), problems
    except Refused as refusal:
        return None, [error(path, (1, 1), "import-failed", f"读不了：{refusal}", _AGAIN)]
    except RecursionError:
        return None, [error(path, (1, 1), "import-failed", "读不了：里面嵌套的层数太多", _AGAIN)]
