"""A Word file's text rewritten in the few elements that mammoth reads without loss.

Numbers are written out, deleted and hidden text is left out, looks are written at every run. What
cannot be rewritten is noted, so that nothing disappears silently. Called by ``reader``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from xml.etree.ElementTree import Element, SubElement

from gongkai import debris
from gongkai.importing.word import tables
from gongkai.importing.word.fields import Field, Fields, address_in
from gongkai.importing.word.findings import Findings, Sign
from gongkai.importing.word.graphics import Art, Lost, Picture, TextBox, graphics
from gongkai.importing.word.links import is_unsaid
from gongkai.importing.word.numbering import Numbering
from gongkai.importing.word.parts import Node, Story, child
from gongkai.importing.word.signs import font_of_signs, parted
from gongkai.importing.word.styles import Look, Styles
from gongkai.importing.word.written import add_text, picture_of, run_of

_DELETED = frozenset({"del", "moveFrom"})
_NOTHING = frozenset(
    {"pPr", "rPr", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr", "ffData", "rt", "delText"}
)
"""Elements that say how others look, or what does not show."""
_GRAPHICS = frozenset({"drawing", "pict", "object", "contentPart"})
_NOT_WHOLE = {"altChunk": "嵌入的另一个文件", "subDoc": "子文档", "contentPart": "手写的墨迹"}
SHOWN = ("png", "jpg", "gif")
"""Formats that every browser shows."""
_PRIVATE = re.compile(f"[{debris.PRIVATE}]")


class Plain:
    """Rewrites the stories of one file, in their order."""

    def __init__(self, styles: Styles, numbering: Numbering, kind_of: Callable[[str], str]) -> None:
        """``kind_of`` gives a picture's format by the name of its part, empty where it is not
        there."""
        self.findings = Findings()
        self.pictures: dict[str, str] = {}
        """Name of the part of each picture that is shown → its relation in all stories."""
        self.line = 0
        self._styles = styles
        self._numbering = numbering
        self._kind_of = kind_of
        self._relations: Mapping[str, str] = {}
        self._links: Mapping[str, str] = {}
        self._fields = Fields()

    def story(self, story: Story, children: Iterable[Node]) -> list[Node]:
        """The blocks of a part, whose pictures and links the story names."""
        self._relations, self._links = story.relations, story.links
        self._fields = Fields()
        return list(self.blocks(children))

    def cell(self, children: Iterable[Node]) -> Iterator[Node]:
        """The blocks of a cell, in which a number alone is what the column is there for."""
        return self.blocks(children, is_cell=True)

    def blocks(self, children: Iterable[Node], *, is_cell: bool = False) -> Iterator[Node]:
        """Paragraphs and tables for all that stands in a body, a cell, a note, a text box."""
        waiting: list[Node] = []
        first: Node | None = None
        for node in self.flat(children):
            if node.tag == "p":
                mark = child(node, "pPr", "rPr")
                if mark is not None and any(inner.tag in _DELETED for inner in mark):
                    # Without its mark a paragraph goes on in the next one.
                    waiting += node
                    self.line += 1
                    first = node if first is None else first
                    continue
                yield self._paragraph(child(node, "pPr"), [*waiting, *node], is_cell=is_cell)
                waiting, first = [], None
                continue
            if first is not None:
                yield self._paragraph(child(first, "pPr"), waiting)
                waiting, first = [], None
            if node.tag == "tbl":
                yield tables.table(node, self)
            elif node.tag in (
                "r",
                "oMath",
                "hyperlink",
            ):  # outside any paragraph only in broken files
                yield self._paragraph(None, [node])
        if first is not None:
            yield self._paragraph(child(first, "pPr"), waiting)

    def flat(self, children: Iterable[Node]) -> Iterator[Node]:
        """Elements without what only wraps them; deleted ones are noted and left out."""
        for node in children:
            if node.tag in ("p", "tbl", "tr", "tc", "r", "oMath", "fldSimple", "hyperlink"):
                yield node
            elif node.tag in _DELETED:
                self.delete(node)
            elif node.tag in _NOT_WHOLE:
                self.findings.lost.append((self.line, _NOT_WHOLE[node.tag]))
            elif node.tag == "AlternateContent":
                yield from self.flat(_chosen(node))
            elif node.tag not in _NOTHING:
                if node.tag in ("ins", "moveTo"):
                    self.findings.inserted.append(max(1, self.line))
                yield from self.flat(node)

    def delete(self, node: Node) -> None:
        """Notes the text of an element that is left out."""
        text = "".join(n.text or "" for n in node.iter() if n.tag in ("t", "delText"))
        if node.tag == "moveFrom":  # its text stands elsewhere
            self.findings.deleted.append((max(1, self.line), ""))
        elif text.strip() or any(n.tag in _GRAPHICS for n in node.iter()):
            self.findings.deleted.append((max(1, self.line), text.strip()))

    def _paragraph(
        self, properties: Node | None, children: Sequence[Node], *, is_cell: bool = False
    ) -> Node:
        self.line += 1
        line = self.line
        style = self._styles.style_of(properties)
        made = Element("w:p")
        marks = SubElement(made, "w:pPr")
        level = self._styles.level(properties)
        SubElement(marks, "w:pStyle", {"w:val": f"{line}:{level}"})
        if self._styles.is_centered(properties):
            SubElement(marks, "w:jc", {"w:val": "center"})
        number = self._numbering.number(properties)
        runs = list(self._runs(children, style))
        first = next((run for run in runs if any(n.tag != "w:rPr" for n in run)), None)
        if number and first is not None:
            made.append(_like(first, number))
        elif number and is_cell:
            run = run_of(self._styles.look(style, None))
            add_text(run, number.rstrip())
            made.append(run)
        made.extend(runs)
        self._fields.end_paragraph()
        return made

    def _runs(self, children: Iterable[Node], style: str) -> Iterator[Node]:
        for node in self.flat(children):
            if node.tag == "r":
                yield from self._run(node, style)
            elif node.tag == "fldSimple":
                yield from self._linked(node, style, address_in(node.get("instr", "")))
            elif node.tag == "hyperlink":
                yield from self._linked(node, style, self._links.get(node.get("id", ""), ""))
            elif node.tag == "oMath":
                self.findings.lost.append((self.line, "公式（只留下它的文字）"))
                run = run_of(self._styles.look(style, None))
                add_text(run, "".join(n.text or "" for n in node.iter("t")))
                yield run
            elif node.tag in ("p", "tbl"):  # not where a paragraph may have them, yet words
                yield from self._runs(node.iter("r"), style)

    def _linked(self, node: Node, style: str, address: str) -> Iterator[Node]:
        """Runs with an address behind them."""
        runs = list(self._runs(node, style))
        self._link("".join(text.text or "" for run in runs for text in run.iter("w:t")), address)
        return iter(runs)

    def _link(self, words: str, address: str) -> None:
        """A block has no place for a link: a person gets to know where it led."""
        if is_unsaid(words, address):
            self.findings.links.append((self.line, f"“{words.strip()}”（{address.strip()}）"))

    def _run(self, node: Node, style: str) -> Iterator[Node]:
        look = self._styles.look(style, child(node, "rPr"))
        signs = font_of_signs(child(node, "rPr", "rFonts"))
        run = run_of(look)
        ruby: list[Node] = []
        for inner in chain.from_iterable(map(_alternatives, node)):
            if inner.tag == "fldChar":
                ended = self._fields.mark(inner)
                if ended and not self._fields.are_hidden:
                    self._end(ended, run)
            elif inner.tag in ("instrText", "delInstrText"):
                self._fields.instruct(inner.text or "")
            elif self._fields.are_hidden:
                continue
            elif look.is_hidden:
                if inner.tag == "t" and (inner.text or "").strip():
                    self.findings.hidden.append((self.line, inner.text or ""))
            elif inner.tag == "ruby":
                self.findings.lost.append((self.line, "拼音"))
                ruby += [base for base in inner if base.tag == "rubyBase"]
                yield run
                yield from self._runs(chain.from_iterable(ruby), style)
                run, ruby = run_of(look), []
            elif inner.tag in _GRAPHICS:
                self._graphic(inner, run)
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
        elif node.tag not in _NOTHING:
            for inner in node:
                self._piece(inner, run, signs)

    def _text(self, text: str, run: Node, signs: str) -> None:
        self._fields.show(text)
        for piece, is_sign in parted(text, signs):
            if is_sign:
                self._sign(signs, f"{ord(piece):04X}", run)
            else:
                self.findings.private += [(self.line, char) for char in _PRIVATE.findall(piece)]
                add_text(run, piece)

    def _sign(self, font: str, char: str, run: Node) -> None:
        self.findings.signs.append(Sign(self.line, font, char))
        SubElement(run, "w:sym", {"w:font": font, "w:char": char})

    def _end(self, ended: Field, run: Node) -> None:
        """What a field leaves that its result does not say."""
        if ended.name == "EQ":
            self.findings.lost.append((self.line, f"公式域（{ended.instruction.strip()}）"))
        self._link(ended.result, address_in(ended.instruction))
        add_text(run, ended.tick)

    def _graphic(self, node: Node, run: Node) -> None:
        for found in graphics(node):
            if isinstance(found, Lost):
                self.findings.lost.append((self.line, found.name))
            elif isinstance(found, Picture):
                if shown := self._picture(found):
                    run.append(shown)
            else:
                run.append(self._box(found))

    def _picture(self, picture: Picture) -> Node | None:
        """A picture that a browser can show; the others are noted."""
        name = self._relations.get(picture.relation, "")
        kind = self._kind_of(name) if name else ""
        if kind not in SHOWN:
            why = f"是 {kind.upper()} 格式" if kind else "不在文件里（只是链接）"
            self.findings.pictures.append((self.line, f"{why}，没有导入"))
            return None
        if picture.is_cropped:
            self.findings.pictures.append((self.line, "裁剪过，导入的是没有裁剪的整张"))
        relation = self.pictures.setdefault(name, f"p{len(self.pictures) + 1}")
        return picture_of(relation, picture.description)

    def _box(self, box: TextBox | Art) -> Node:
        made = Element("w:pict")
        content = SubElement(SubElement(made, "v:textbox"), "w:txbxContent")
        if isinstance(box, TextBox):
            # A field that the box stands in does not go on inside it.
            fields, self._fields = self._fields, Fields()
            content.extend(self.blocks(box.content))
            self._fields = fields
        else:
            paragraph = SubElement(content, "w:p")
            SubElement(SubElement(paragraph, "w:pPr"), "w:pStyle", {"w:val": f"{self.line}:0"})
            add_text(SubElement(paragraph, "w:r"), box.text)
        return made


def _like(run: Node, text: str) -> Node:
    """A run with a text that looks like the run that it stands beside."""
    made = run_of(Look())
    made[:] = run[:1]
    add_text(made, text)
    return made


def _chosen(node: Node) -> Node:
    """Of two ways to say the same the newer, unless only the older one shows anything."""
    choice, fallback = child(node, "Choice"), child(node, "Fallback")
    if choice is not None and (fallback is None or _shows(choice)):
        return choice
    return fallback if fallback is not None else Element("none")


def _shows(node: Node) -> bool:
    return any(
        n.tag in ("t", "blip", "imagedata", "txbxContent", "graphicData") for n in node.iter()
    )


def _alternatives(node: Node) -> Iterable[Node]:
    if node.tag != "AlternateContent":
        return (node,)
    return chain.from_iterable(map(_alternatives, _chosen(node)))
