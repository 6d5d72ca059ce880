"""How a piece of a web page looks, from its tags and ``style`` attributes; called by ``flow``.

Style sheets are not read: what tells a heading apart is set by editors and by Word on the piece
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongkai.importing.blocks import Style

_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+)")
_SIZE = re.compile(r"([\d.]{1,8})\s*(pt|px)", re.IGNORECASE)
_FONT_SIZES = (0, 7.5, 10, 12, 13.5, 18, 24, 36)
"""Points of ``<font size="1">`` to 7."""
_LONGEST_STYLE = 2000
"""Characters; longer ones are not made by editors."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Look:
    """What a piece of text takes over from the elements around it."""

    font: str = ""
    size: float = 0
    is_bold: bool = False
    is_centered: bool = False
    tag: str = ""
    """``h1`` to ``h6`` inside such a heading."""
    keeps_breaks: bool = False
    """Whether line breaks of the source are line breaks of the text, as in ``pre``."""


def look_of(element: Any, around: Look) -> Look:
    """The look inside an element that stands in ``around``."""
    tag = element.tag
    if tag in HEADINGS:
        around = replace(around, tag=tag)
    if tag in ("b", "strong"):
        around = replace(around, is_bold=True)
    if align := "center" if tag == "center" else element.get("align", "").lower():
        around = replace(around, is_centered=align == "center")
    if tag in ("pre", "xmp", "plaintext", "listing"):
        around = replace(around, keeps_breaks=True)
    if tag == "font":
        size = element.get("size", "")
        number = int(size) if size in tuple("1234567") else 0
        face = _family(element.get("face", ""))
        around = replace(around, font=face or around.font, size=_FONT_SIZES[number] or around.size)
    return _styled(declarations(element), around)


def declarations(element: Any) -> Mapping[str, str]:
    """Property → value of a ``style`` attribute, both in lower case but for names of fonts."""
    text = element.get("style")
    if not text or len(text) > _LONGEST_STYLE:
        return {}
    return {m[1].lower(): m[2].strip() for m in _DECLARATION.finditer(text)}


def is_hidden(element: Any) -> bool:
    """Whether the element itself says that nobody sees it."""
    style = declarations(element)
    return (
        element.get("hidden") is not None
        or style.get("display", "").lower().startswith("none")
        or style.get("visibility", "").lower().startswith("hidden")
        or style.get("mso-hide", "").lower() == "all"
    )


def style_of(pieces: Iterable[tuple[str, Look]], level: int = 0) -> Style:
    """The style of a paragraph made of pieces: font and size are those of most characters."""
    fonts: dict[str, int] = {}
    sizes: dict[float, int] = {}
    is_bold, is_centered = True, False
    for text, look in pieces:
        if length := len(text.strip()):
            fonts[look.font] = fonts.get(look.font, 0) + length
            sizes[look.size] = sizes.get(look.size, 0) + length
            is_bold = is_bold and (look.is_bold or bool(look.tag))
            is_centered = is_centered or look.is_centered
    if not fonts:
        return Style(level=level)
    font = max(fonts, key=lambda name: fonts[name])
    size = max(sizes, key=lambda points: sizes[points])
    return Style(font, size, is_bold, is_centered, level)


def _styled(style: Mapping[str, str], around: Look) -> Look:
    if not style:
        return around
    # Word writes the font of Chinese characters apart where the Latin one is another.
    font = _family(style.get("mso-fareast-font-family", "") or style.get("font-family", ""))
    size = _SIZE.match(style.get("font-size", ""))
    points = _number(size[1]) * (0.75 if size[2].lower() == "px" else 1) if size else 0
    weight = style.get("font-weight", "").lower()
    align = style.get("text-align", "").lower()
    return Look(
        font or around.font,
        points or around.size,
        (weight.startswith("bold") or weight in ("600", "700", "800", "900"))
        if weight
        else around.is_bold,
        align.startswith("center") if align else around.is_centered,
        around.tag,
        around.keeps_breaks or style.get("white-space", "").lower().startswith("pre"),
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def _family(names: str) -> str:
    """The first of a list of fonts."""
    first = names.split(",")[0].strip().strip("\"'").strip()
    return "" if first.lower() in ("inherit", "initial", "unset") else first
