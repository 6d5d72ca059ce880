"""Drawings of a Word file rewritten: pictures, and text boxes whose text is the report's.

Called by ``runs``; what a drawing shows is known by ``graphics``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from gongkai.importing.word.fields import Fields
from gongkai.importing.word.graphics import Art, Lost, Picture, TextBox, graphics
from gongkai.importing.word.parts import Node
from gongkai.importing.word.place import Place
from gongkai.importing.word.written import add_text, picture_of

SHOWN = ("png", "jpg", "gif")
"""Formats that every browser shows."""


class Drawings:
    """Rewrites the drawings of one file."""

    def __init__(
        self,
        place: Place,
        kind_of: Callable[[str], str],
        blocks: Callable[[Iterable[Node]], Iterable[Node]],
    ) -> None:
        """``kind_of`` gives a picture's format by the name of its part, empty where it is not
        there; ``blocks`` rewrites what stands in a text box."""
        self.pictures: dict[str, str] = {}
        """Name of the part of each picture that is shown → its relation in all stories."""
        self._place = place
        self._kind_of = kind_of
        self._blocks = blocks

    def written(self, node: Node) -> Iterator[Node]:
        """All that a drawing shows; what cannot be shown is noted."""
        for found in graphics(node):
            if isinstance(found, Lost):
                self._place.findings.lost.append((self._place.line, found.name))
            elif isinstance(found, Picture):
                if shown := self._picture(found):
                    yield shown
            else:
                yield self._box(found)

    def _picture(self, picture: Picture) -> Node | None:
        """A picture that a browser can show; the others are noted."""
        name = self._place.relations.get(picture.relation, "")
        kind = self._kind_of(name) if name else ""
        noted = self._place.findings.pictures
        if kind not in SHOWN:
            why = f"是 {kind.upper()} 格式" if kind else "不在文件里（只是链接）"
            noted.append((self._place.line, f"{why}，没有导入"))
            return None
        if picture.is_cropped:
            noted.append((self._place.line, "裁剪过，导入的是没有裁剪的整张"))
        relation = self.pictures.setdefault(name, f"p{len(self.pictures) + 1}")
        return picture_of(relation, picture.description)

    def _box(self, box: TextBox | Art) -> Node:
        made = Element("w:pict")
        content = SubElement(SubElement(made, "v:textbox"), "w:txbxContent")
        if isinstance(box, TextBox):
            # A field that the box stands in does not go on inside it.
            fields, self._place.fields = self._place.fields, Fields()
            content.extend(self._blocks(box.content))
            self._place.fields = fields
        else:
            paragraph = SubElement(content, "w:p")
            marks = SubElement(paragraph, "w:pPr")
            SubElement(marks, "w:pStyle", {"w:val": f"{self._place.line}:0"})
            add_text(SubElement(paragraph, "w:r"), box.text)
        return made
