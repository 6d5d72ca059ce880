"""The fields of a Word file: of each only its result shows; called by ``runs``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.importing.word.nodes import DELETED, Node, child, is_on, value

_MOST = 100
"""Fields inside fields: deeper ones only a made-up file has, and every mark asks all of them."""
_LONGEST = 100
"""Characters of an instruction that its name stands in."""
_WORKED_OUT = {
    "EQ": "公式域",
    "SYMBOL": "符号域",
    "LISTNUM": "编号域",
    "AUTONUM": "编号域",
    "AUTONUMLGL": "编号域",
    "AUTONUMOUT": "编号域",
}
_APART = frozenset({"txbxContent", "pPr", "rPr", *DELETED})
_TARGET = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """One field that has begun."""

    form: Node | None = None
    """What there is to choose, where it is part of a form."""
    instruction: str = ""
    shown: list[str] = field(default_factory=list)
    """Pieces of its result, without those of the fields in it."""
    is_shown: bool = False
    """Whether its instruction is over."""
    held: list[str] = field(default_factory=list)
    """Words among its instruction: those of fields in it, or a text that does not show."""

    @property
    def result(self) -> str:
        return "".join(self.shown)

    @property
    def name(self) -> str:
        """What kind of field it is, in capitals."""
        return (self.instruction[:_LONGEST].split(maxsplit=1) or [""])[0].upper()

    @property
    def choice(self) -> str:
        """What is chosen of a list, or the box to tick as a sign; empty for other fields."""
        if self.name == "FORMCHECKBOX":
            box = child(self.form, "checkBox")
            checked = child(box, "checked")
            checked = child(box, "default") if checked is None else checked
            return "☑" if is_on(checked) else "☐"
        if self.name == "FORMDROPDOWN" and (listed := child(self.form, "ddList")) is not None:
            chosen = value(listed, "result") or value(listed, "default") or "0"
            entries = [node.get("val", "") for node in listed if node.tag == "listEntry"]
            return next((text for at, text in enumerate(entries) if str(at) == chosen), "")
        return ""

    @property
    def lost(self) -> str:
        """What Word works out anew each time and shows; empty where its result is in the file."""
        name = _WORKED_OUT.get(self.name, "") if not self.result.strip() else ""
        return f"{name}（{self.instruction.strip()[:_LONGEST]}）" if name else ""


class Fields:
    """The fields that are open at a place of the text."""

    def __init__(self) -> None:
        self.are_hidden = False
        """Whether what stands here is part of an instruction."""
        self.had_contents = False
        """Whether a table of contents shows in this paragraph."""
        self._open: list[Field] = []
        self._endless = set[int]()

    def begin_paragraph(self, children: Iterable[Node]) -> None:
        """Looks for fields that neither show anything nor end in the paragraph: what follows such a
        mark is text, and must not be lost."""
        begun: list[list[Node]] = []  # each with its separator, once there is one
        for node in _marks(children):
            kind = node.get("fldCharType")
            if kind == "begin":
                begun.append([node])
            elif kind == "separate" and begun:
                begun[-1].append(node)
            elif kind == "end" and begun:
                begun.pop()
        self._endless = {id(marks[0]) for marks in begun if len(marks) == 1}

    def hold(self, text: str) -> None:
        """Takes up words that stand where an instruction does."""
        outermost = next((field for field in self._open if not field.is_shown), None)
        if outermost is not None:
            outermost.held.append(text)

    def instruct(self, text: str) -> None:
        if self._open:
            self._open[-1].instruction += text

    def show(self, text: str) -> None:
        if self._open:
            self._open[-1].shown.append(text)

    def mark(self, node: Node) -> Field | None:
        """Takes up a mark (``w:fldChar``); the field that ends with it, if one does."""
        kind, ended = node.get("fldCharType"), None
        if id(node) in self._endless:
            return None
        if kind == "begin":
            self._open.append(Field(child(node, "ffData")))
            # An outer field that is forgotten hides nothing: no text is lost by it.
            del self._open[:-_MOST]
        elif kind == "separate" and self._open:
            self._open[-1].is_shown = True
            self._open[-1].held.clear()  # they were part of the instruction
        elif kind == "end" and self._open:
            ended = self._open.pop()
        self._see()
        return ended

    def end_paragraph(self) -> None:
        """An instruction that does not end in its paragraph ends nowhere."""
        self._open = [field for field in self._open if field.is_shown]
        self.had_contents = False
        self._see()

    def _see(self) -> None:
        self.are_hidden = any(not field.is_shown for field in self._open)
        self.had_contents = self.had_contents or any(f.name == "TOC" for f in self._open)


def _marks(nodes: Iterable[Node]) -> Iterator[Node]:
    """The marks of fields in a paragraph; those in a text box are no part of it."""
    for node in nodes:
        if node.tag == "fldChar":
            yield node
        elif node.tag not in _APART:
            yield from _marks(node)


def address_in(instruction: str) -> str:
    """Where a field leads; empty unless it is a link to somewhere else."""
    match = _TARGET.match(instruction)
    return (match[1] or match[2] or "") if match else ""
