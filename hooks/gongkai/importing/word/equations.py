"""An equation of a Word file as a line of text, as far as it is one; called by ``runs``."""

from __future__ import annotations

from gongkai.importing.scripts import small
from gongkai.importing.word.nodes import DELETED, Node, child

_PARTS = {"sup": "superscript", "sub": "subscript"}
_WRAPPERS = frozenset({"oMath", "r", "e", "sSup", "sSub", "sSubSup"})


def equation(node: Node) -> tuple[str, bool]:
    """Its text, and whether that says all: 10⁴ does, a root without its sign does not."""
    if node.tag == "t":
        return node.text or "", True
    if node.tag.endswith("Pr"):
        return "", True
    if node.tag in DELETED:
        return "", False
    if node.tag == "f":
        above, below = (
            equation(part)[0] for name in ("num", "den") if (part := child(node, name)) is not None
        )
        return f"{above}/{below}", False
    parts = [equation(inner) for inner in node]
    text, is_whole = "".join(text for text, _ in parts), all(whole for _, whole in parts)
    if script := _PARTS.get(node.tag, ""):
        written = small(text, script)
        return written or text, is_whole and bool(written)
    return text, is_whole and node.tag in _WRAPPERS
