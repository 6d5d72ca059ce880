"""The stories of a Word file become blocks, paragraph by paragraph; called by ``reader``.

Numbers are written out, deleted and hidden text is left out. What no block can say is noted, so
that nothing disappears silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gongkai.importing.blocks import Block, Image, Note, with_notes
from gongkai.importing.word import paragraphs, tables
from gongkai.importing.word.drawings import Drawings
from gongkai.importing.word.nodes import DELETED, Node, child, value
from gongkai.importing.word.notes import Notes
from gongkai.importing.word.numbering import Numbering
from gongkai.importing.word.parts import WordFile
from gongkai.importing.word.place import Place
from gongkai.importing.word.run import Run
from gongkai.importing.word.runs import Runs
from gongkai.importing.word.scripts import write_scripts
from gongkai.importing.word.signs import Known
from gongkai.importing.word.styles import Styles
from gongkai.importing.word.wrappers import flat


class Stories:
    """Reads one file once."""

    def __init__(self, file: WordFile, signs: Known) -> None:
        self._file = file
        self._place = Place()
        self.findings = self._place.findings
        self._styles = Styles(file.styles, file.theme)
        self._numbering = Numbering(file.numbering, self._styles)
        self._notes = Notes({"footnote": file.footnotes, "endnote": file.endnotes})
        drawings = Drawings(file, self._place, self._blocks)
        self._runs = Runs(self._place, self._styles, drawings, self._notes, signs)

    def blocks(self) -> Iterator[Block]:
        """The text in its order, then the notes that it refers to."""
        self._place.begin(self._file.body)
        yield from self._blocks(self._file.body.root, is_body=True)
        for number, story, node in self._notes.referred():
            self._place.begin(story)
            line = self._place.line + 1
            inner = list(self._blocks(node))
            text = " ".join(b.text for b in inner if not isinstance(b, Image))
            tables.tell_flattened(inner, self._place)
            yield Note(number, " ".join(text.split("\n")).strip(), line)
            yield from (block for block in inner if isinstance(block, Image))

    def _cell(self, children: Iterable[Node]) -> Iterator[Block]:
        """The blocks of a cell, in which a number alone is what the column is there for."""
        return self._blocks(children, is_cell=True)

    def _blocks(
        self, children: Iterable[Node], *, is_cell: bool = False, is_body: bool = False
    ) -> Iterator[Block]:
        """Paragraphs and tables for all that stands in a body, a cell, a note, a text box."""
        waiting: list[Node] = []
        first: Node | None = None
        for node in flat(children, self._place):
            if node.tag == "p":
                if _goes_on(child(node, "pPr")):
                    waiting += node
                    self._place.line += 1
                    first = node if first is None else first
                    continue
                yield from self._paragraph(
                    child(node, "pPr"), [*waiting, *node], is_cell=is_cell, is_body=is_body
                )
                waiting, first = [], None
                continue
            if first is not None:
                yield from self._paragraph(child(first, "pPr"), waiting)
                waiting, first = [], None
            if node.tag == "tbl":
                yield from tables.table(node, self._place, self._cell)
            elif node.tag in ("r", "oMath", "hyperlink", "fldSimple"):  # only in broken files
                yield from self._paragraph(None, [node])
        if first is not None:
            yield from self._paragraph(child(first, "pPr"), waiting)

    def _paragraph(
        self,
        properties: Node | None,
        children: Sequence[Node],
        *,
        is_cell: bool = False,
        is_body: bool = False,
    ) -> Iterable[Block]:
        self._place.line += 1
        line = self._place.line
        style = self._styles.style_of(properties)
        level = self._styles.level(properties)
        mark = self._numbering.mark(properties)
        # Cells, notes and boxes are but lines, and a heading is no item: the bullet is text there.
        depth = mark.depth if is_body and not level else 0
        number = "" if depth else mark.text
        self._place.fields.begin_paragraph(children)
        runs = [run for run in self._runs.read(children, style) if not run.is_empty]
        self._note_looks(runs, line)
        if number and (runs or is_cell):
            look = runs[0].look if runs else self._styles.look(style, None)
            runs.insert(0, Run(look, [number if runs else number.rstrip()]))
        self._note_contents(properties, children, line)
        self._place.fields.end_paragraph()
        if not runs:
            return ()
        is_centered = self._styles.is_centered(properties)
        return paragraphs.blocks_of(runs, line, level, is_centered, depth)

    def _note_looks(self, runs: Sequence[Run], line: int) -> None:
        """A line through a text, and a place above or below the others', change its sense."""
        findings = self._place.findings
        findings.flattened += ((line, text) for text in write_scripts(runs))
        for is_struck, group in groupby(runs, lambda run: run.look.is_struck):
            text = "".join(run.text for run in group).strip() if is_struck else ""
            if text:
                findings.struck.append((line, with_notes(text, str)))

    def _note_contents(self, properties: Node | None, children: Sequence[Node], line: int) -> None:
        is_styled = self._styles.is_contents(properties)
        if is_styled or self._place.contents or self._place.fields.had_contents:
            is_linked = any(node.get("anchor", "").startswith("_Toc") for node in children)
            self._place.findings.contents[line] = is_styled or is_linked


def _goes_on(properties: Node | None) -> bool:
    """Whether a paragraph goes on in the next one: its mark is deleted, or it is only the large
    letter that the next one begins with."""
    mark = child(properties, "rPr")
    is_deleted = mark is not None and any(inner.tag in DELETED for inner in mark)
    return is_deleted or value(properties, "framePr", of="dropCap") in ("drop", "margin")
