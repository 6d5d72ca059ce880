"""What the drawings of a Word file show: pictures, and text boxes whose text is the report's.

Called by ``runs``; what stands in a drawing is known by ``graphics``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from gongkai.importing.blocks import Block, Image, Paragraph
from gongkai.importing.word.fields import Fields
from gongkai.importing.word.graphics import Lost, Picture, TextBox, graphics
from gongkai.importing.word.nodes import Node
from gongkai.importing.word.parts import WordFile
from gongkai.importing.word.place import Place

SHOWN = ("png", "jpg", "gif")
"""Formats that every browser shows."""


class Drawings:
    """Reads the drawings of one file."""

    def __init__(
        self, file: WordFile, place: Place, blocks: Callable[[Iterable[Node]], Iterable[Block]]
    ) -> None:
        """``blocks`` reads what stands in a text box."""
        self._place = place
        self._blocks = blocks
        # One picture may be shown a thousand times.
        self._picture = lru_cache(maxsize=None)(file.picture)
        self._kind_of = lru_cache(maxsize=None)(file.kind_of)

    def blocks(self, node: Node) -> Iterator[Block]:
        """All that a drawing shows; what cannot be shown is noted."""
        for found in graphics([node]):
            if isinstance(found, Lost):
                self._place.findings.lost.append((self._place.line, found.name))
            elif isinstance(found, Picture):
                yield from self._image(found)
            elif isinstance(found, TextBox):
                yield from self._box(found)
            else:
                yield Paragraph(found.text, self._place.line)

    def _image(self, picture: Picture) -> Iterator[Image]:
        """A picture that a browser can show; the others are noted."""
        name, line = self._place.relations.get(picture.relation, ""), self._place.line
        kind = self._kind_of(name) if name else ""
        noted = self._place.findings.pictures
        if kind not in SHOWN:
            why = f"是 {kind.upper()} 格式" if kind else "不在文件里（只是链接）"
            noted.append((line, f"{why}，没有导入"))
            return
        if picture.is_cropped:
            noted.append((line, "裁剪过，导入的是没有裁剪的整张"))
        yield Image(self._picture(name), kind, line, picture.description)

    def _box(self, box: TextBox) -> Iterator[Block]:
        # A field that the box stands in does not go on inside it.
        fields, self._place.fields = self._place.fields, Fields()
        yield from self._blocks(box.content)
        self._place.fields = fields
