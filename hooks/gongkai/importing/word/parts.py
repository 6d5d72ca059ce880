"""The parts of a Word file as trees, opened within limits; called by ``reader``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.importing.word.nodes import Node, child
from gongkai.importing.word.packed import Packed
from gongkai.reading.documents import legacy
from gongkai.reading.documents.document import Refused

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\0\0\0", "emf"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
"""First bytes of a picture → its format, which is its ending too."""
_USUAL = "word/document.xml"
_DECLARED = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main\+xml"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"
)
"""What a package is declared to be, whatever its parts are called; files inside it are no main."""


@dataclass(frozen=True, slots=True)
class Story:
    """A part with text: the body, the notes, a header."""

    root: Node
    relations: Mapping[str, str]
    """Id → name of the part that it stands for."""
    links: Mapping[str, str]
    """Id → address outside the file that it stands for."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """All that is read of a Word file; parts that are not there are empty."""

    body: Story
    footnotes: Story
    endnotes: Story
    styles: Node
    numbering: Node
    theme: Node
    comments: tuple[str, ...]
    """Text of each."""
    margins: tuple[Node, ...]
    """Headers and footers that a section uses."""
    packed: Packed

    def picture(self, name: str) -> bytes:
        """The bytes of a part."""
        return self.packed.read(name)

    def kind_of(self, name: str) -> str:
        """The format of a picture, by its bytes; empty where the part is not there."""
        if not self.packed.has(name):
            return ""
        start = self.packed.start_of(name)
        known = (kind for first, kind in _KINDS if start.startswith(first))
        return next(known, "未知")


def is_locked(data: bytes) -> bool:
    """Whether bytes are an Office file with a password, or a zip with one."""
    if data.startswith(legacy.SIGNATURE):
        return legacy.is_locked_package(data)
    # Of a package every part is locked: the first one's flags stand at the beginning.
    return data.startswith(b"PK\x03\x04") and int.from_bytes(data[6:7]) % 2 == 1 and is_word(data)


def is_word(data: bytes) -> bool:
    """A package whose main part is a text; one too broken to be opened by the names in it."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        packed = Packed(data)
        declared = packed.read("[Content_Types].xml")
    except Refused:
        return b"word/" in data
    return packed.has(_USUAL) or _DECLARED.search(declared) is not None


def open_word(data: bytes) -> WordFile:
    """The parts of a Word file; raises :class:`Refused` where it is broken or made to break us."""
    packed = Packed(data)
    top = (r.target for r in packed.relations("") if r.kind == "officeDocument")
    main = next((name for name in top if packed.has(name)), _USUAL)
    body = child(packed.tree(main), "body")
    if body is None:
        raise Refused("里面没有正文")
    story = _story(packed, main, body)
    named = {r.kind: r.target for r in reversed(list(packed.relations(main))) if not r.is_outside}

    def part(kind: str) -> str:
        return named.get(kind, f"word/{kind}.xml")

    def notes(kind: str) -> Story:
        return _story(packed, part(kind), packed.tree(part(kind)))

    used = {
        story.relations.get(node.get("id", ""), ""): None
        for node in body.iter()
        if node.tag in ("headerReference", "footerReference")
    }
    comments = (node for node in packed.tree(part("comments")) if node.tag == "comment")
    return WordFile(
        body=story,
        footnotes=notes("footnotes"),
        endnotes=notes("endnotes"),
        styles=packed.tree(part("styles")),
        numbering=packed.tree(part("numbering")),
        theme=packed.tree(part("theme")),
        comments=tuple(map(_words, comments)),
        margins=tuple(packed.tree(name) for name in used if name),
        packed=packed,
    )


def _words(comment: Node) -> str:
    return "".join(node.text or "" for node in comment.iter() if node.tag == "t")


def _story(packed: Packed, name: str, root: Node) -> Story:
    related = list(packed.relations(name))
    inside = {relation.key: relation.target for relation in related if not relation.is_outside}
    links = {relation.key: relation.target for relation in related if relation.is_outside}
    return Story(root, inside, links)
