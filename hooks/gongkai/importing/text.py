"""Bytes of a text file become paragraphs, one a line unless lines were cut; called by ``sources``.

UTF-8 is taken as it is, UTF-16 with its mark and GB18030 when the bytes look like it. Anything else
is refused with what it looks like: a wrong guess would put wrong characters on record.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongkai.importing.blocks import Block, Paragraph
from gongkai.importing.wrapping import Line, Unwrapped, unwrapped
from gongkai.problems import Problem, error, warning
from gongkai.reading.text import decode, guess_encoding

_DECODABLE = {"GB18030（GBK）": "gb18030", "UTF-16": "utf-16"}
"""Names that ``guess_encoding`` gives → Python's. Not Big5: nothing tells it apart safely."""
MOST_BYTES = 20_000_000
"""Seven million characters: a long yearbook has two."""
_LINE_BREAK = re.compile(r"[\v\f\x85\u2028\u2029]")
"""Breaks inside a line: Word's soft line break and page break among them."""
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_SAVE_AS_TEXT = "用 Word、WPS 或浏览器打开，另存为纯文本（.txt）再导入"


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """A paragraph for every line with anything on it, indents still there; where all lines were cut
    at one width, they are joined (``wrapping``)."""
    if len(data) > MOST_BYTES:
        message = f"文本有 {len(data) / 1e6:.0f} MB，超过 {MOST_BYTES // 1_000_000} MB，没有读"
        hint = "核对是不是报告；几份合在一个文件里的，分成一份一个文件"
        return None, [error(path, (1, 1), "import-failed", message, hint)]
    text, problems = _as_text(data, path)
    if text is None:
        return None, problems
    if _XML.match(text):
        found = error(path, (1, 1), "file-not-text", "这是程序用的 XML，不是文本", _SAVE_AS_TEXT)
        return None, [found]
    whole = unwrapped(
        [
            Line(number, piece)
            for number, line in enumerate(text.split("\n"), start=1)
            for piece in _LINE_BREAK.split(line)
        ]
    )
    blocks = tuple(Paragraph(line.text, line.number) for line in whole.lines)
    return blocks, list(_about_lines(whole, path))


def _about_lines(found: Unwrapped, path: Path) -> Iterator[Problem]:
    if found.width:
        message = f"每行都在 {found.width} 列处断开，像是硬换行，接成了 {len(found.lines)} 段"
        hint = "对照原件看一遍分段：接错的拆开，漏接的接上"
    elif found.is_doubtful:
        message = "每行都断开，像是硬换行，请把段落接起来"
        hint = "没有把握，一行也没有接；在报告里把同一段的几行接成一行"
    else:
        return
    yield warning(path, (found.first, 1), "import-wrapped", message, hint)


def _as_text(data: bytes, path: Path) -> tuple[str | None, list[Problem]]:
    text, problems = decode(data, path)
    if text is not None:
        return text, []
    (problem,) = problems
    if problem.code == "encoding":
        name = guess_encoding(data)
        if name == "UTF-16" and not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return None, [problem]
        if name not in _DECODABLE:
            return None, [problem if name else _not_text(path)]
        try:
            text = data.decode(_DECODABLE[name])
        except UnicodeDecodeError:
            return None, [_not_text(path)]
        return text.replace("\r\n", "\n").replace("\r", "\n"), []
    hint = "核对原文件是否保存完整" if problem.code == "file-empty" else _SAVE_AS_TEXT
    return None, [replace(problem, hint=hint)]


def _not_text(path: Path) -> Problem:
    message = "不是文本，或文本的编码认不出来"
    return error(path, (1, 1), "file-not-text", message, "如果是文本，用记事本打开，另存为 UTF-8")
