"""Running text as Word, PowerPoint and drawings write it: paragraphs of runs, tables, text boxes.

Both languages (``w:`` and ``a:``) call a paragraph ``p``, a text ``t``, a row ``tr`` and a cell
``tc``; one handler takes them. Used by :mod:`word` and :mod:`slides`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.reading.documents.document import Draft
from gongkai.reading.documents.package import value

_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_TEXTS = frozenset({"t", "delText", "instrText", "text"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Paragraph:
    """One paragraph as it is, as it was before its tracked changes, and its field codes."""

    new: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class Flow:
    """Takes one part; ``place`` names it, and is empty for a document's own text."""

    def __init__(self, draft: Draft, place: str = "") -> None:
        self._draft = draft
        self._place = place
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[list[str]] = []
        self._boxes: list[list[str] | None] = []
        """What is open around a paragraph: a cell's texts, or nothing for a text box."""
        self._element = ""
        self._inserted = self._deleted = 0
        self._count = self._tables = self._lines = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _TEXTS:
            self._element = name
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif name in _INSERTED or name in _DELETED:
            self._inserted += name in _INSERTED
            self._deleted += name in _DELETED
            self._draft.tracked_changes += 1
            self._draft.add_author(value(attributes, "author"))
        elif name == "tc":
            self._boxes.append([])
        elif name == "txbxContent":
            self._boxes.append(None)
        elif name == "tr":
            self._rows.append([])
        elif name == "tbl" and not self._rows:
            self._tables, self._lines = self._tables + 1, 0
        elif name in ("comment", "cm"):
            self._draft.comments += 1
            self._draft.add_author(value(attributes, "author"))
        elif name in ("docPr", "cNvPr"):
            self._draft.add(self._named("图片的说明"), value(attributes, "descr"))
        elif name == "fldSimple" and self._paragraphs:
            self._paragraphs[-1].codes.append(value(attributes, "instr"))

    def text(self, data: str) -> None:
        if self._element:
            self._write(data)

    def end(self, name: str) -> None:
        if name in _TEXTS:
            self._element = ""
        elif name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name in _INSERTED:
            self._inserted -= 1
        elif name in _DELETED:
            self._deleted -= 1
        elif name == "tc" and self._boxes:
            cell = self._boxes.pop()
            if self._rows:
                self._rows[-1].append("\n".join(cell or ()))
        elif name == "txbxContent" and self._boxes:
            self._boxes.pop()
        elif name == "tr" and self._rows:
            self._end_row(" | ".join(self._rows.pop()))

    def _write(self, data: str) -> None:
        if not self._paragraphs:
            if self._element == "text":  # a comment of an old presentation
                self._draft.add(self._place, data)
            return
        paragraph = self._paragraphs[-1]
        if self._element == "instrText":
            paragraph.codes.append(data)
            return
        if not self._deleted and self._element != "delText":
            paragraph.new.append(data)
        if not self._inserted:
            paragraph.old.append(data)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        new, old = "".join(paragraph.new), "".join(paragraph.old)
        is_outer = not self._paragraphs and not self._boxes
        self._count += is_outer and bool((new + old).strip())
        where = f"第 {self._count} 段" if is_outer else "文本框"
        if self._boxes and (box := self._boxes[-1]) is not None:
            box.append(new)
            where = f"第 {self._tables} 个表格第 {self._lines + 1} 行"
        else:
            self._draft.add(self._named(where), new)
        if old != new:
            self._draft.add(self._named(f"{where}（修订前）"), old)
        self._draft.add(self._named(f"{where}（域代码）"), "".join(paragraph.codes))

    def _end_row(self, text: str) -> None:
        if self._boxes and (box := self._boxes[-1]) is not None:
            box.append(text)
            return
        self._lines += not self._rows
        self._draft.add(self._named(f"第 {self._tables} 个表格第 {self._lines} 行"), text)

    def _named(self, where: str) -> str:
        return self._place or where
