"""A Word file's text rewritten in the few elements of ``written``, paragraph by paragraph.

Numbers are written out, deleted and hidden text is left out, looks are written at every run. What
cannot be rewritten is noted, so that nothing disappears silently. Called by ``reader``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from gongkai.importing.word import tables
from gongkai.importing.word.drawings import Drawings
from gongkai.importing.word.findings import Findings
from gongkai.importing.word.numbering import Numbering
from gongkai.importing.word.parts import Node, Story, child
from gongkai.importing.word.place import Place
from gongkai.importing.word.runs import Runs
from gongkai.importing.word.styles import Look, Styles
from gongkai.importing.word.wrappers import DELETED, flat
from gongkai.importing.word.written import add_text, run_of


class Plain:
    """Rewrites the stories of one file, in their order."""

    def __init__(self, styles: Styles, numbering: Numbering, kind_of: Callable[[str], str]) -> None:
        """``kind_of`` gives a picture's format by the name of its part, empty where it is not
        there."""
        self._place = Place()
        self._styles = styles
        self._numbering = numbering
        self._drawings = Drawings(self._place, kind_of, self._blocks)
        self._runs = Runs(self._place, styles, self._drawings)

    @property
    def findings(self) -> Findings:
        return self._place.findings

    @property
    def pictures(self) -> Mapping[str, str]:
        """Name of the part of each picture that is shown → its relation in all stories."""
        return self._drawings.pictures

    def story(self, story: Story, children: Iterable[Node]) -> list[Node]:
        """The blocks of a part, whose pictures and links the story names."""
        self._place.begin(story)
        return list(self._blocks(children))

    def _cell(self, children: Iterable[Node]) -> Iterator[Node]:
        """The blocks of a cell, in which a number alone is what the column is there for."""
        return self._blocks(children, is_cell=True)

    def _blocks(self, children: Iterable[Node], *, is_cell: bool = False) -> Iterator[Node]:
        """Paragraphs and tables for all that stands in a body, a cell, a note, a text box."""
        waiting: list[Node] = []
        first: Node | None = None
        for node in flat(children, self._place):
            if node.tag == "p":
                mark = child(node, "pPr", "rPr")
                if mark is not None and any(inner.tag in DELETED for inner in mark):
                    # Without its mark a paragraph goes on in the next one.
                    waiting += node
                    self._place.line += 1
                    first = node if first is None else first
                    continue
                yield self._paragraph(child(node, "pPr"), [*waiting, *node], is_cell=is_cell)
                waiting, first = [], None
                continue
            if first is not None:
                yield self._paragraph(child(first, "pPr"), waiting)
                waiting, first = [], None
            if node.tag == "tbl":
                yield tables.table(node, self._place, self._cell)
            elif node.tag in ("r", "oMath", "hyperlink", "fldSimple"):  # only in broken files
                yield self._paragraph(None, [node])
        if first is not None:
            yield self._paragraph(child(first, "pPr"), waiting)

    def _paragraph(
        self, properties: Node | None, children: Sequence[Node], *, is_cell: bool = False
    ) -> Node:
        self._place.line += 1
        line = self._place.line
        style = self._styles.style_of(properties)
        made = Element("w:p")
        marks = SubElement(made, "w:pPr")
        level = self._styles.level(properties)
        SubElement(marks, "w:pStyle", {"w:val": f"{line}:{level}"})
        if self._styles.is_centered(properties):
            SubElement(marks, "w:jc", {"w:val": "center"})
        number = self._numbering.number(properties)
        runs = list(self._runs.written(children, style))
        first = next((run for run in runs if any(n.tag != "w:rPr" for n in run)), None)
        if number and first is not None:
            made.append(_like(first, number))
        elif number and is_cell:
            run = run_of(self._styles.look(style, None))
            add_text(run, number.rstrip())
            made.append(run)
        made.extend(runs)
        self._place.fields.end_paragraph()
        return made


def _like(run: Node, text: str) -> Node:
    """A run with a text that looks like the run that it stands beside."""
    made = run_of(Look())
    made[:] = run[:1]
    add_text(made, text)
    return made
