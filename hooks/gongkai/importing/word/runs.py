"""The runs of a Word paragraph are read: looks, fields, signs, links; called by ``stories``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from gongkai import debris
from gongkai.importing.word.drawings import Drawings
from gongkai.importing.word.equations import equation
from gongkai.importing.word.fields import Field, address_in
from gongkai.importing.word.links import unsaid
from gongkai.importing.word.nodes import Node, child
from gongkai.importing.word.notes import Notes
from gongkai.importing.word.place import Place
from gongkai.importing.word.run import Run
from gongkai.importing.word.signs import Known, common, font_of_signs, parted
from gongkai.importing.word.styles import Styles
from gongkai.importing.word.wrappers import GRAPHICS, SILENT, alternatives, flat

_PRIVATE = re.compile(f"[{debris.PRIVATE}]")


class Runs:
    """Reads the runs of one file."""

    def __init__(
        self, place: Place, styles: Styles, drawings: Drawings, notes: Notes, signs: Known
    ) -> None:
        self._place = place
        self._findings = place.findings
        self._styles = styles
        self._drawings = drawings
        self._notes = notes
        self._signs = signs

    def read(self, children: Iterable[Node], style: str) -> Iterator[Run]:
        """All runs in a paragraph of a style, or in something inside it."""
        for node in flat(children, self._place):
            if node.tag == "r":
                yield from self._run(node, style)
            elif node.tag == "fldSimple":
                yield from self._linked(node, style, address_in(node.get("instr", "")))
            elif node.tag == "hyperlink":
                yield from self._linked(node, style, self._place.links.get(node.get("id", ""), ""))
            elif node.tag == "oMath":
                text, is_whole = equation(node)
                if not is_whole:
                    self._findings.lost.append((self._place.line, "公式（只留下它的文字）"))
                run = Run(self._styles.look(style, None))
                run.add(text)
                yield run
            else:  # a table or a paragraph, not where a paragraph may have them, yet words
                yield from self.read(node, style)

    def _linked(self, node: Node, style: str, address: str) -> Iterator[Run]:
        """Runs with an address behind them."""
        runs = list(self.read(node, style))
        self._link("".join(run.text for run in runs), address)
        return iter(runs)

    def _link(self, words: str, address: str) -> None:
        """A block has no place for a link: a person gets to know where it led."""
        if address and (told := unsaid(words, address)):
            self._findings.links.append((self._place.line, told))

    def _run(self, node: Node, style: str) -> Iterator[Run]:
        properties = child(node, "rPr")
        look = self._styles.look(style, properties)
        signs = font_of_signs(child(properties, "rFonts"))
        run = Run(look)
        for inner in chain.from_iterable(map(alternatives, node)):
            fields = self._place.fields
            if inner.tag == "fldChar":
                ended = fields.mark(inner)
                if ended and not fields.are_hidden:
                    self._end(ended, run)
            elif inner.tag in ("instrText", "delInstrText"):
                fields.instruct(inner.text or "")
            elif fields.are_hidden:
                if inner.tag == "t":
                    fields.hold(inner.text or "")
            elif look.is_hidden:
                if inner.tag == "t" and (inner.text or "").strip():
                    self._findings.hidden.append((self._place.line, inner.text or ""))
            elif inner.tag == "ruby":
                self._findings.lost.append((self._place.line, "拼音"))
                yield run
                bases = (base for base in inner if base.tag == "rubyBase")
                yield from self.read(chain.from_iterable(bases), style)
                run = Run(look)
            elif inner.tag in GRAPHICS:
                run.beside += self._drawings.blocks(inner)
            else:
                self._piece(inner, run, signs)
        yield run

    def _piece(self, node: Node, run: Run, signs: str) -> None:
        """One of the small things that a run is made of, in a font of signs or another."""
        if node.tag == "t":
            text = node.text or ""
            is_kept = node.get("space") == "preserve"
            self._text(text if is_kept else text.strip(" \t\r\n"), run, signs)
        elif node.tag in ("br", "cr"):
            run.pieces.append("\n")
        elif node.tag in ("tab", "ptab"):
            run.pieces.append("\t")
        elif node.tag == "noBreakHyphen":
            run.add("-")
        elif node.tag == "sym":
            self._sign(node.get("font", ""), node.get("char", ""), run)
        elif node.tag in ("footnoteReference", "endnoteReference"):
            run.has_note = True
            kind = node.tag.removesuffix("Reference")
            run.pieces.append(self._notes.mark(kind, node.get("id", "")))
        elif node.tag not in SILENT:
            for inner in node:
                self._piece(inner, run, signs)

    def _text(self, text: str, run: Run, signs: str) -> None:
        self._place.fields.show(text)
        for piece, is_sign in parted(text, signs):
            if is_sign:
                self._sign(signs, f"{ord(piece):04X}", run)
            else:
                private = _PRIVATE.findall(piece)
                self._findings.private += [(self._place.line, char) for char in private]
                run.add(piece)

    def _sign(self, font: str, sign: str, run: Run) -> None:
        if character := common(font, sign, self._signs):
            run.add(character)
        else:
            self._findings.signs.append(self._place.line)

    def _end(self, ended: Field, run: Run) -> None:
        """What a field leaves that its result does not say."""
        if not ended.is_shown and (held := "".join(ended.held).strip()):
            self._findings.hidden.append((self._place.line, held))
        if lost := ended.lost:
            self._findings.lost.append((self._place.line, lost))
        self._link(ended.result, address_in(ended.instruction))
        run.add(ended.choice)
