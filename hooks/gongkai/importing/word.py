"""``.docx`` becomes blocks: mammoth reads what ``resolving`` has made explicit.

Headers, footers, comments, deleted and hidden text are not the report's: what was left out is said.
Called by ``sources``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from gongkai.importing.blocks import (
    Block,
    Cell,
    Image,
    Note,
    Paragraph,
    Style,
    Table,
    note_mark,
    with_notes,
)
from gongkai.importing.resolving import LEVEL_STYLE, Hostile, Resolved, resolved
from gongkai.problems import Problem, error, warning

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
"""Pictures that browsers show."""
_NO_DESCRIPTION = re.compile(
    r"(?:图片|image|picture|img|dsc)?[\s_-]*\d*|.*\.(?:png|jpe?g|gif|bmp|[ew]mf)", re.IGNORECASE
)
"""What Word writes by itself."""


def takes(data: bytes) -> bool:
    """Whether the bytes are a Word document, by what is in the package."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(re.fullmatch(r"word/document\d*\.xml", n) for n in package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return b"word/document" in data


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """A block for each paragraph, table and picture; a paragraph's line is its number."""
    try:
        from mammoth import docx
    except ImportError:
        message = "读 Word 文件要先安装 mammoth"
        hint = "在项目文件夹里运行 pip install -e '.[import]'"
        return None, [error(path, (1, 1), "import-lacks", message, hint)]
    try:
        ready = resolved(data)
        document = docx.read(io.BytesIO(ready.data)).value
        reader = _Reader(document)
        blocks = reader.all()
    except Hostile as refusal:
        return None, [_failed(path, str(refusal))]
    except (zipfile.BadZipFile, ElementTree.ParseError, RecursionError):
        return None, [_failed(path, "不完整或已损坏")]
    except Exception:  # the library raises what it meets in a package that is not as it should be
        return None, [_failed(path, "不完整或已损坏")]
    return tuple(blocks), [*_left_out(ready, path), *reader.problems(path)]


def _failed(path: Path, why: str) -> Problem:
    hint = "用 Word 或 WPS 打开，另存一份 .docx 再导入"
    return error(path, (1, 1), "import-failed", f"Word 文件{why}", hint)


def _left_out(ready: Resolved, path: Path) -> Iterator[Problem]:
    if ready.around:
        shown = "”“".join(dict.fromkeys(text[:30] for text in ready.around))
        hint = "是报告内容的，补进正文"
        message = f"页眉、页脚没有收进正文：“{shown}”"
        yield warning(path, (1, 1), "import-header", message, hint)
    if ready.deleted:
        message = f"有 {ready.deleted} 处修订删去的文字，没有收进正文"
        hint = "对照定稿；原件公开前先接受全部修订"
        yield warning(path, (1, 1), "import-changes", message, hint)
    if ready.comments:
        message = f"有 {ready.comments} 条批注，没有收进正文"
        yield warning(path, (1, 1), "import-comments", message, "看一看；原件公开前先删去")
    if ready.hidden:
        message = f"有 {ready.hidden} 处隐藏的文字，没有收进正文"
        yield warning(path, (1, 1), "import-hidden", message, "看一看；原件公开前先删去")


@dataclass
class _Line:
    """One line of a paragraph as it is put together."""

    parts: list[str] = field(default_factory=list)
    fonts: Counter[tuple[str, float]] = field(default_factory=Counter)
    plain: int = 0
    """Characters that are not bold."""

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def style(self, *, is_centered: bool, level: int) -> Style:
        font, size = self.fonts.most_common(1)[0][0] if self.fonts else ("", 0.0)
        is_bold = bool(self.fonts) and not self.plain
        return Style(font, size, is_bold, is_centered, level)


class _Reader:
    """Walks through the library's document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._line = 0
        self._notes: list[Any] = []
        self._pictures: list[Image] = []
        self._lost: Counter[str] = Counter()

    def all(self) -> list[Block]:
        blocks = [block for child in self._document.children for block in self._blocks(child)]
        for number, reference in enumerate(self._notes, start=1):
            body = self._document.notes.resolve(reference).body
            blocks.append(Note(number, " ".join(self._texts(body)), self._line))
        return [*blocks, *self._taken_pictures()]

    def problems(self, path: Path) -> Iterator[Problem]:
        if self._lost:
            kinds = "、".join(f"{kind} {count} 个" for kind, count in self._lost.items())
            message = f"有浏览器显示不了的图片，没有收进报告：{kinds}"
            hint = "在原件里把图片另存为 PNG，放进报告的同名文件夹"
            yield warning(path, (1, 1), "import-image", message, hint)

    def _blocks(self, element: Any) -> Iterator[Block]:
        kind = type(element).__name__
        if kind == "Paragraph":
            self._line += 1
            level = str(element.style_id or "")
            level = level.removeprefix(LEVEL_STYLE) if level.startswith(LEVEL_STYLE) else "0"
            for line in self._lines(element.children):
                if line.text:
                    style = line.style(is_centered=element.alignment == "center", level=int(level))
                    yield Paragraph(line.text, self._line, style)
            yield from self._taken_pictures()
        elif kind == "Table":
            self._line += 1
            yield Table(tuple(self._row(row) for row in element.children), self._line)
            yield from self._taken_pictures()
        else:
            for child in getattr(element, "children", ()):
                yield from self._blocks(child)

    def _taken_pictures(self) -> Iterator[Image]:
        yield from self._pictures
        self._pictures.clear()

    def _row(self, row: Any) -> tuple[Cell, ...]:
        return tuple(
            Cell("\n".join(self._texts(c.children)), c.colspan, c.rowspan, row.is_header)
            for c in row.children
        )

    def _texts(self, children: Sequence[Any]) -> Iterator[str]:
        """The lines of a cell or a note; a table in it row by row."""
        for child in children:
            if type(child).__name__ == "Table":
                for row in child.children:
                    cells = (" ".join(self._texts(cell.children)) for cell in row.children)
                    yield " ".join(filter(None, cells))
            elif type(child).__name__ == "Paragraph":
                yield from (line.text for line in self._lines(child.children) if line.text)
            else:
                yield from self._texts(getattr(child, "children", ()))

    def _lines(self, children: Sequence[Any]) -> list[_Line]:
        lines = [_Line()]
        self._collect(children, None, lines)
        return lines

    def _collect(self, children: Sequence[Any], run: Any, lines: list[_Line]) -> None:
        for child in children:
            kind = type(child).__name__
            if kind == "Text":
                self._add(child.value, run, lines[-1])
            elif kind == "Tab":
                self._add(" ", run, lines[-1])
            elif kind == "Break":
                lines.append(_Line())
            elif kind == "NoteReference":
                self._notes.append(child)
                lines[-1].parts.append(note_mark(len(self._notes)))
            elif kind == "Checkbox":
                self._add("☑" if child.checked else "☐", run, lines[-1])
            elif kind == "Image":
                self._picture(child)
            elif kind == "Run":
                self._collect(child.children, child, lines)
            elif kind == "Paragraph":  # of a text box
                lines.append(_Line())
                self._collect(child.children, None, lines)
                lines.append(_Line())
            elif kind == "Table":
                lines += [_Line([text]) for text in self._texts([child])]
                lines.append(_Line())
            else:
                self._collect(getattr(child, "children", ()), run, lines)

    def _add(self, text: str, run: Any, line: _Line) -> None:
        line.parts.append(text)
        length = len("".join(text.split()))
        if length and run is not None:
            line.fonts[run.font or "", run.font_size or 0] += length
            line.plain += 0 if run.is_bold else length

    def _picture(self, image: Any) -> None:
        ending = _ENDINGS.get(image.content_type or "")
        if not ending:
            self._lost[(image.content_type or "图片").removeprefix("image/")] += 1
            return
        with image.open() as file:
            data = file.read()
        written = with_notes(image.alt_text or "", lambda number: "").strip()
        description = "" if _NO_DESCRIPTION.fullmatch(written) else " ".join(written.split())
        self._pictures.append(Image(data, ending, self._line, description))
