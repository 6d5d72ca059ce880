"""The package that a Word file is: parts by the names that others call them; called by ``parts``.

Some programs write names with backslashes, with a slash before them, or in other letters than they
refer to: by the standard (ECMA-376, part 2) capitals do not count.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from gongkai.importing.word.nodes import Builder, Node
from gongkai.reading.documents.package import Package


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that a part refers to."""

    key: str
    kind: str
    target: str
    """Name of a part, or an address."""
    is_outside: bool


class Packed:
    """The parts of one file."""

    def __init__(self, data: bytes) -> None:
        """Raises :class:`Refused` where it is broken or too large."""
        self._package = Package(data)
        # Of two parts with one name the first counts.
        self._parts = {_meant(info.filename): info for info in reversed(self._package.parts)}

    def has(self, name: str) -> bool:
        return _meant(name) in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part; none where it is not there."""
        info = self._parts.get(_meant(name))
        return self._package.read(info) if info else b""

    def start_of(self, name: str) -> bytes:
        """A part's first bytes, to tell what it is."""
        info = self._parts.get(_meant(name))
        return self._package.start_of(info, 64) if info else b""

    def tree(self, name: str) -> Node:
        """A part as a tree; an empty one where the part is not there."""
        info = self._parts.get(_meant(name))
        if info is None:
            return ElementTree.Element("none")
        handler = Builder()
        self._package.parse(info, handler)
        return handler.close()

    def relations(self, name: str) -> Iterator[Relation]:
        """Everything that a part refers to; the package itself is called by an empty name."""
        folder, file = posixpath.split(name)
        for node in self.tree(f"{folder}/_rels/{file}.rels"):
            if node.tag != "Relationship":
                continue
            target = node.get("Target", "")
            is_outside = node.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.join("/", folder, target.replace("\\", "/"))
                target = posixpath.normpath(target).lstrip("/")
            kind = node.get("Type", "").rpartition("/")[2]
            yield Relation(node.get("Id", ""), kind, target, is_outside)


def _meant(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
