"""Elements of XML with plain names, and what is asked of them; called by all who read Word files.

Names stand without prefix or namespace: files of every Word and WPS, strict ones too, look alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from xml.etree import ElementTree

from gongkai.reading.documents.document import Refused

Node: TypeAlias = "ElementTree.Element[str]"
DELETED = frozenset({"del", "moveFrom"})
"""Elements around what is deleted, or stands elsewhere now."""
_MOST_ELEMENTS = 500_000
"""Of one part: 160,000 paragraphs of one run."""


def child(node: Node | None, *names: str) -> Node | None:
    """The first element at the end of a path of names."""
    for name in names:
        if node is None:
            return None
        node = node.find(name)
    return node


def value(node: Node | None, *names: str, of: str = "val") -> str:
    """An attribute of the element at the end of a path; empty where there is none."""
    found = child(node, *names)
    return found.get(of, "") if found is not None else ""


def is_on(node: Node | None) -> bool:
    """Whether a switch that is there (``<w:b/>``) is on."""
    return node is not None and node.get("val", "1").lower() not in ("0", "false", "off", "none")


class Builder:
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
