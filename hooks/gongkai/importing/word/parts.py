"""The parts of a Word file as trees with plain names, opened within limits; called by ``reader``.

Names stand without prefix or namespace: files of every Word and WPS, strict ones too, look alike.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree
from zipfile import ZipInfo

from gongkai.reading.documents import legacy
from gongkai.reading.documents.document import Refused
from gongkai.reading.documents.package import Package

Node: TypeAlias = "ElementTree.Element[str]"

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
_MOST_ELEMENTS = 500_000
"""Of one part: 160,000 paragraphs of one run, which take 1.4 GB and a minute."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that an Office file with a password consists of."""


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
    comments: int
    margins: tuple[Node, ...]
    """Headers and footers that a section uses."""
    package: Package

    def picture(self, name: str) -> bytes:
        """The bytes of a part."""
        info = _part(self.package, name)
        return self.package.read(info) if info else b""

    def kind_of(self, name: str) -> str:
        """The format of a picture, by its bytes; empty where the part is not there."""
        info = _part(self.package, name)
        if info is None:
            return ""
        start = self.package.start_of(info, 64)
        known = (kind for first, kind in _KINDS if start.startswith(first))
        return next(known, "未知")


def is_locked(data: bytes) -> bool:
    """Whether bytes are an Office file with a password, or a zip with one."""
    if data.startswith(legacy.SIGNATURE):
        return _LOCKED in data
    # Of a package every part is locked: the first one's flags stand at the beginning.
    return data.startswith(b"PK\x03\x04") and int.from_bytes(data[6:7]) % 2 == 1 and is_word(data)


def is_word(data: bytes) -> bool:
    """A package whose main part is a text; one too broken to be opened by the names in it."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data)
        types = _part(package, "[Content_Types].xml")
        declared = package.read(types) if types else b""
    except Refused:
        return b"word/" in data
    return _USUAL in package.names or _DECLARED.search(declared) is not None


def open_word(data: bytes) -> WordFile:
    """The parts of a Word file; raises :class:`Refused` where it is broken or made to break us."""
    package = Package(data)
    top = {kind: name for kind, name, _ in _relations(package, "")}
    main = top.get("officeDocument", _USUAL)
    root = _tree(package, main)
    body = next((child for child in root if child.tag == "body"), None)
    if body is None:
        raise Refused("里面没有正文")
    related = tuple(_relations(package, main))
    named = {kind: name for kind, name, _ in reversed(related)}
    by_id = {key: name for _, name, key in related}

    def tree(kind: str) -> Node:
        return _tree(package, named.get(kind, f"word/{kind}.xml"), is_needed=False)

    def notes(kind: str) -> Story:
        name = named.get(kind, f"word/{kind}.xml")
        inside = {key: part for _, part, key in _relations(package, name)}
        return Story(tree(kind), inside, _links(package, name))

    used = {
        node.get("id", ""): None
        for node in body.iter()
        if node.tag in ("headerReference", "footerReference")
    }
    return WordFile(
        body=Story(body, by_id, _links(package, main)),
        footnotes=notes("footnotes"),
        endnotes=notes("endnotes"),
        styles=tree("styles"),
        numbering=tree("numbering"),
        theme=tree("theme"),
        comments=sum(node.tag == "comment" for node in tree("comments")),
        margins=tuple(_tree(package, by_id[key], is_needed=False) for key in used if key in by_id),
        package=package,
    )


def child(node: Node | None, *names: str) -> Node | None:
    """The first element at the end of a path of names."""
    for name in names:
        if node is None:
            return None
        node = next((inner for inner in node if inner.tag == name), None)
    return node


def value(node: Node | None, *names: str, of: str = "val") -> str:
    """An attribute of the element at the end of a path; empty where there is none."""
    found = child(node, *names)
    return found.get(of, "") if found is not None else ""


def is_on(node: Node | None) -> bool:
    """Whether a switch that is there (``<w:b/>``) is on."""
    return node is not None and node.get("val", "1").lower() not in ("0", "false", "off", "none")


def _relations(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    """Kind, part and id of everything inside the package that a part refers to."""
    folder = posixpath.dirname(name)
    for node in _referring(package, name):
        if node.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", "")))
            yield node.get("Type", "").rpartition("/")[2], target.lstrip("/"), node.get("Id", "")


def _links(package: Package, name: str) -> dict[str, str]:
    """Id → address of everything outside the package that a part refers to."""
    nodes = _referring(package, name)
    outside = (node for node in nodes if node.get("TargetMode") == "External")
    return {node.get("Id", ""): node.get("Target", "") for node in outside}


def _referring(package: Package, name: str) -> Iterator[Node]:
    folder, file = posixpath.split(name)
    rels = _tree(package, f"{folder}/_rels/{file}.rels".lstrip("/"), is_needed=False)
    return (node for node in rels if node.tag == "Relationship")


def _part(package: Package, name: str) -> ZipInfo | None:
    return next((info for info in package.parts if info.filename == name), None)


def _tree(package: Package, name: str, *, is_needed: bool = True) -> Node:
    """A part as a tree; an empty one where the part is not there."""
    info = _part(package, name)
    if info is None:
        if is_needed:
            raise Refused("里面没有正文")
        return ElementTree.Element("none")
    handler = _Builder()
    package.parse(info, handler)
    return handler.close()


class _Builder:
    """Takes up a part's elements as a tree."""

    def __init__(self) -> None:
        self._builder: ElementTree.TreeBuilder = ElementTree.TreeBuilder()
        self.text = self._builder.data
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise Refused("内容太多，要拆成几份")
        # Prefixed ones last: r:id wins over an id that only names the element.
        keys = sorted(attributes, key=lambda key: ":" in key)
        plain = {k.rpartition(":")[2]: attributes[k] for k in keys if not k.startswith("xmlns")}
        self._builder.start(name, plain)

    def end(self, name: str) -> None:
        self._builder.end(name)

    def close(self) -> Node:
        return self._builder.close()
