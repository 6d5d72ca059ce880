"""The fields of a Word file: of each only its result shows; called by ``plain``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.importing.word.parts import Node, child, is_on

_MOST = 100
"""Fields inside fields: deeper ones only a made-up file has, and every piece of text asks all."""
_TARGET = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """One field that has begun."""

    box: Node | None = None
    """The box to tick that it is, if it is one."""
    instruction: str = ""
    result: str = ""
    """What shows of it, without what shows of the fields in it."""
    is_shown: bool = False
    """Whether its instruction is over."""

    @property
    def name(self) -> str:
        """What kind of field it is, in capitals."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def tick(self) -> str:
        """The box to tick as a sign; empty for other fields."""
        if self.name != "FORMCHECKBOX":
            return ""
        checked = child(self.box, "checked")
        checked = child(self.box, "default") if checked is None else checked
        return "☑" if is_on(checked) else "☐"


class Fields:
    """The fields that are open at a place of the text."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def are_hidden(self) -> bool:
        """Whether what stands here is part of an instruction."""
        return any(not field.is_shown for field in self._open)

    def instruct(self, text: str) -> None:
        if self._open:
            self._open[-1].instruction += text

    def show(self, text: str) -> None:
        if self._open:
            self._open[-1].result += text

    def mark(self, node: Node) -> Field | None:
        """Takes up a mark (``w:fldChar``); the field that ends with it, if one does."""
        kind = node.get("fldCharType")
        if kind == "begin":
            self._open.append(Field(child(node, "ffData", "checkBox")))
            # An outer field that is forgotten hides nothing: no text is lost by it.
            del self._open[:-_MOST]
        elif kind == "separate" and self._open:
            self._open[-1].is_shown = True
        elif kind == "end" and self._open:
            return self._open.pop()
        return None

    def end_paragraph(self) -> None:
        """An instruction that does not end in its paragraph ends nowhere: text must not be lost."""
        self._open = [field for field in self._open if field.is_shown]


def address_in(instruction: str) -> str:
    """Where a field leads; empty unless it is a link to somewhere else."""
    match = _TARGET.match(instruction)
    return (match[1] or match[2] or "") if match else ""
