"""What only wraps the text of a Word file is taken off; called by all who read elements.

Wrapped in a deletion it is left out, wrapped in one of two alternatives it is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from gongkai.importing.word.nodes import DELETED, Node, child, value
from gongkai.importing.word.place import Place

GRAPHICS = frozenset({"drawing", "pict", "object", "contentPart"})
SILENT = frozenset(
    {"pPr", "rPr", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr", "ffData", "rt", "delText"}
)
"""Elements that say how others look, or what does not show."""
_KEPT = frozenset({"p", "tbl", "tr", "tc", "r", "oMath", "fldSimple", "hyperlink"})
_GALLERY = ("sdtPr", "docPartObj", "docPartGallery")
_NOT_WHOLE = {"altChunk": "嵌入的另一个文件", "subDoc": "子文档", "contentPart": "手写的墨迹"}


def flat(children: Iterable[Node], place: Place) -> Iterator[Node]:
    """Elements without what only wraps them; deleted ones are noted and left out."""
    for node in children:
        if node.tag in _KEPT:
            yield node
        elif node.tag in DELETED:
            delete(node, place)
        elif node.tag in _NOT_WHOLE:
            place.findings.lost.append((place.line, _NOT_WHOLE[node.tag]))
        elif node.tag == "AlternateContent":
            yield from flat(_chosen(node), place)
        elif node.tag not in SILENT:
            if node.tag in ("ins", "moveTo"):
                place.findings.inserted.append(place.near)
            is_contents = value(node, *_GALLERY) == "Table of Contents"
            place.contents += is_contents
            yield from flat(node, place)
            place.contents -= is_contents


def delete(node: Node, place: Place) -> None:
    """Notes the text of an element that is left out."""
    text = "".join(n.text or "" for n in node.iter() if n.tag in ("t", "delText"))
    if node.tag == "moveFrom":  # its text stands elsewhere
        place.findings.deleted.append((place.near, ""))
    elif text.strip() or any(n.tag in GRAPHICS for n in node.iter()):
        place.findings.deleted.append((place.near, text.strip()))


def alternatives(node: Node) -> Iterable[Node]:
    """An element, or what stands in the one of its alternatives that is read."""
    if node.tag != "AlternateContent":
        return (node,)
    return chain.from_iterable(map(alternatives, _chosen(node)))


def _chosen(node: Node) -> Node:
    """Of two ways to say the same the newer, unless only the older one shows anything."""
    ways = [way for name in ("Choice", "Fallback") if (way := child(node, name)) is not None]
    return next((way for way in ways if _shows(way)), next(iter(ways), Element("none")))


def _shows(node: Node) -> bool:
    """Whether there are words or a picture; a chart is in a part of its own, and has a picture of
    itself beside it where it is new."""
    return any(n.tag in ("t", "blip", "imagedata", "txbxContent") for n in node.iter())
