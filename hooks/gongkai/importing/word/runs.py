"""The runs of a Word paragraph rewritten: looks, fields, signs, links; called by ``plain``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import SubElement

from gongkai import debris
from gongkai.importing.word.drawings import Drawings
from gongkai.importing.word.fields import Field, address_in
from gongkai.importing.word.findings import Sign
from gongkai.importing.word.links import is_unsaid
from gongkai.importing.word.parts import Node, child
from gongkai.importing.word.place import Place
from gongkai.importing.word.signs import font_of_signs, parted
from gongkai.importing.word.styles import Styles
from gongkai.importing.word.wrappers import GRAPHICS, SILENT, alternatives, flat
from gongkai.importing.word.written import add_text, run_of

_PRIVATE = re.compile(f"[{debris.PRIVATE}]")


class Runs:
    """Rewrites the runs of one file."""

    def __init__(self, place: Place, styles: Styles, drawings: Drawings) -> None:
        self._place = place
        self._findings = place.findings
        self._styles = styles
        self._drawings = drawings

    def written(self, children: Iterable[Node], style: str) -> Iterator[Node]:
        """All runs in a paragraph of a style, or in something inside it."""
        for node in flat(children, self._place):
            if node.tag == "r":
                yield from self._run(node, style)
            elif node.tag == "fldSimple":
                yield from self._linked(node, style, address_in(node.get("instr", "")))
            elif node.tag == "hyperlink":
                yield from self._linked(node, style, self._place.links.get(node.get("id", ""), ""))
            elif node.tag == "oMath":
                self._findings.lost.append((self._place.line, "公式（只留下它的文字）"))
                run = run_of(self._styles.look(style, None))
                add_text(run, "".join(n.text or "" for n in node.iter("t")))
                yield run
            elif node.tag in ("p", "tbl"):  # not where a paragraph may have them, yet words
                yield from self.written(node.iter("r"), style)

    def _linked(self, node: Node, style: str, address: str) -> Iterator[Node]:
        """Runs with an address behind them."""
        runs = list(self.written(node, style))
        self._link("".join(text.text or "" for run in runs for text in run.iter("w:t")), address)
        return iter(runs)

    def _link(self, words: str, address: str) -> None:
        """A block has no place for a link: a person gets to know where it led."""
        if is_unsaid(words, address):
            told = f"“{words.strip()}”（{address.strip()}）"
            self._findings.links.append((self._place.line, told))

    def _run(self, node: Node, style: str) -> Iterator[Node]:
        look = self._styles.look(style, child(node, "rPr"))
        signs = font_of_signs(child(node, "rPr", "rFonts"))
        run = run_of(look)
        for inner in chain.from_iterable(map(alternatives, node)):
            fields = self._place.fields
            if inner.tag == "fldChar":
                ended = fields.mark(inner)
                if ended and not fields.are_hidden:
                    self._end(ended, run)
            elif inner.tag in ("instrText", "delInstrText"):
                fields.instruct(inner.text or "")
            elif fields.are_hidden:
                continue
            elif look.is_hidden:
                if inner.tag == "t" and (inner.text or "").strip():
                    self._findings.hidden.append((self._place.line, inner.text or ""))
            elif inner.tag == "ruby":
                self._findings.lost.append((self._place.line, "拼音"))
                yield run
                bases = (base for base in inner if base.tag == "rubyBase")
                yield from self.written(chain.from_iterable(bases), style)
                run = run_of(look)
            elif inner.tag in GRAPHICS:
                run.extend(self._drawings.written(inner))
            else:
                self._piece(inner, run, signs)
        yield run

    def _piece(self, node: Node, run: Node, signs: str) -> None:
        """One of the small things that a run is made of, in a font of signs or another."""
        if node.tag == "t":
            text = node.text or ""
            is_kept = node.get("space") == "preserve"
            self._text(text if is_kept else text.strip(" \t\r\n"), run, signs)
        elif node.tag in ("br", "cr"):
            SubElement(run, "w:br")
        elif node.tag in ("tab", "ptab"):
            SubElement(run, "w:tab")
        elif node.tag == "noBreakHyphen":
            add_text(run, "-")
        elif node.tag == "sym":
            if re.fullmatch("[0-9A-Fa-f]{4}", node.get("char", "")):
                self._sign(node.get("font", ""), node.get("char", "").upper(), run)
        elif node.tag in ("footnoteReference", "endnoteReference"):
            SubElement(run, f"w:{node.tag}", {"w:id": node.get("id", "")})
        elif node.tag not in SILENT:
            for inner in node:
                self._piece(inner, run, signs)

    def _text(self, text: str, run: Node, signs: str) -> None:
        self._place.fields.show(text)
        for piece, is_sign in parted(text, signs):
            if is_sign:
                self._sign(signs, f"{ord(piece):04X}", run)
            else:
                private = _PRIVATE.findall(piece)
                self._findings.private += [(self._place.line, char) for char in private]
                add_text(run, piece)

    def _sign(self, font: str, char: str, run: Node) -> None:
        self._findings.signs.append(Sign(self._place.line, font, char))
        SubElement(run, "w:sym", {"w:font": font, "w:char": char})

    def _end(self, ended: Field, run: Node) -> None:
        """What a field leaves that its result does not say."""
        if ended.name == "EQ":
            told = f"公式域（{ended.instruction.strip()}）"
            self._findings.lost.append((self._place.line, told))
        self._link(ended.result, address_in(ended.instruction))
        add_text(run, ended.tick)
