"""What a drawing of Word shows: pictures, text boxes, lettering; called by ``drawings``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.importing.word.nodes import Node, child

_FILE_NAME = re.compile(
    r".*[\\/].*|.*\.(?:jpe?g|png|gif|bmp|tiff?|wmf|emf|webp)|[0-9a-fA-F]{16,}"
    r"|(?:微信|QQ|企业微信|钉钉)?(?:图片|截图|截屏|照片)[\d_\- ]*"
    r"|(?:picture|image|img)[ _]?\d*",
    re.IGNORECASE,
)
"""Descriptions that programs write: they say nothing, and some tell the author's folders."""
_SHARE = re.compile(r"([0-9]{0,9}\.?[0-9]{1,9})(%|f|)")
_WHOLE = {"": 100_000, "%": 100, "f": 65_536}
"""What a share of a picture's side is a share of, by the sign behind it; a negative one adds."""
_ALONE = {"chart": "图表", "chartex": "图表", "diagram": " SmartArt 图形"}
_DRAWN = "画成的图形（只留下其中的文字）"
_TOLD = {
    "control": "表单控件",
    "contentPart": "手写的墨迹",
    **dict.fromkeys(("wgp", "wpc", "group"), _DRAWN),
}
"""Elements of which at most the words are read; a line or a frame by itself says nothing."""
_EMBEDDED = (
    ("Equation", "公式"),
    ("Excel", "嵌入的表格"),
    ("Word", "嵌入的文档"),
    ("PowerPoint", "嵌入的幻灯片"),
    ("", "嵌入的文件"),
)
"""Beginning of the name of the program that made it → what it is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, by the relation that it is embedded by; empty where it only is linked to."""

    relation: str
    description: str = ""
    is_cropped: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box, whatever it stands in."""

    content: Node


@dataclass(frozen=True, slots=True)
class Art:
    """Lettering: a text that is a shape."""

    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of which at most the words can be read."""

    name: str


def graphics(
    nodes: Iterable[Node], description: str = ""
) -> Iterator[Picture | TextBox | Art | Lost]:
    """Everything in drawings, in its order; what is in a text box is the box's."""
    for inner in nodes:
        if inner.tag == "txbxContent":
            yield TextBox(inner)
        elif inner.tag == "AlternateContent":
            choice, fallback = child(inner, "Choice"), child(inner, "Fallback")
            found = list(graphics(choice, description)) if choice is not None else []
            if fallback is not None and not found:
                found = list(graphics(fallback, description))
            yield from found
        elif inner.tag == "blipFill":
            yield from _blips(inner, description)
        elif inner.tag == "imagedata":
            title = _described(inner.get("title", "")) or description
            cuts = (inner.get(f"crop{side}", "") for side in ("top", "bottom", "left", "right"))
            yield Picture(inner.get("id", ""), title, any(map(_is_cut, cuts)))
        elif inner.tag == "textpath":
            if text := inner.get("string", "").strip():
                yield Art(text)
        else:
            if lost := _lost(inner):
                yield Lost(lost)
            yield from graphics(inner, description or _own(inner))


def _blips(node: Node, description: str) -> Iterator[Picture]:
    blip = child(node, "blip")
    if blip is None:
        return
    cut = child(node, "srcRect")
    is_cropped = cut is not None and any(map(_is_cut, cut.attrib.values()))
    yield Picture(blip.get("embed", ""), description, is_cropped)


def _is_cut(share: str) -> bool:
    """Whether more than a hundredth is cut off: programs write less when they round."""
    match = _SHARE.fullmatch(share)
    return match is not None and float(match[1]) / _WHOLE[match[2]] > 0.01


def _own(node: Node) -> str:
    """What a drawing, a picture or a shape says of itself."""
    properties = child(node, "docPr")
    properties = child(node, "nvPicPr", "cNvPr") if properties is None else properties
    said = properties.get("descr", "") if properties is not None else node.get("alt", "")
    return _described(said)


def _lost(node: Node) -> str:
    """What an element shows that cannot be read; empty for others."""
    if node.tag == "OLEObject":
        program = node.get("ProgID", "")
        return next(name for start, name in _EMBEDDED if program.startswith(start))
    if node.tag == "graphicData":
        return _ALONE.get(node.get("uri", "").rpartition("/")[2], "")
    return _TOLD.get(node.tag, "")


def _described(text: str) -> str:
    text = " ".join(text.split())
    return "" if _FILE_NAME.fullmatch(text) else text
