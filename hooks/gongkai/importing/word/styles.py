"""How a Word file's styles make text look: its own marks first, then styles, then the defaults.

Called by ``stories`` and ``runs``. Of a run is asked what tells headings from text, the font of
Chinese characters, the size and bold, and what changes the sense of a text: hidden, struck through,
high or low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.importing.word.nodes import Node, child, is_on, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]|toc heading|目录标题", re.IGNORECASE)
_BULLETS = re.compile(r"(?:list bullet|列表项目符号|列表项目)\s*([2-5])", re.IGNORECASE)
_DEEPEST = 6
"""Markdown and HTML have no seventh level."""
_LONGEST = 12
"""Styles based on each other: 4,000 in a chain, each in use, took a minute without a limit."""
_SIZE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)(pt)?")
"""Half points; points where strict files say so."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of characters looks."""

    font: str = ""
    size: float = 0
    is_bold: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    """Whether a line goes through it."""
    script: str = ""
    """``superscript``, ``subscript``, or empty."""


class Styles:
    """The styles of one file."""

    def __init__(self, styles: Node, theme: Node) -> None:
        self._styles = {n.get("styleId", ""): n for n in reversed(styles) if n.tag == "style"}
        self._default = next(
            (
                n.get("styleId", "")
                for n in styles
                if n.tag == "style" and n.get("type") == "paragraph" and is_on_default(n)
            ),
            "",
        )
        self._run_defaults = child(styles, "docDefaults", "rPrDefault", "rPr")
        self._paragraph_defaults = child(styles, "docDefaults", "pPrDefault", "pPr")
        self._fonts = {
            kind: _chinese_font(child(theme, "themeElements", "fontScheme", f"{kind}Font"))
            for kind in ("major", "minor")
        }
        self._chain = lru_cache(maxsize=None)(self._chain_of)
        self._of_style = lru_cache(maxsize=None)(self._look_of_style)

    def style_of(self, properties: Node | None) -> str:
        """The id of a paragraph's style."""
        return value(properties, "pStyle") or self._default

    def look(self, paragraph_style: str, properties: Node | None) -> Look:
        """How a run looks in a paragraph of a style."""
        if properties is None:
            return self._of_style(paragraph_style)
        own = self._of_style(paragraph_style, value(properties, "rStyle"))
        size = _points(value(properties, "sz")) or own.size
        return Look(
            self._font(child(properties, "rFonts")) or own.font,
            size,
            _switch((properties,), "b", otherwise=own.is_bold),
            _switch((properties,), "vanish", otherwise=own.is_hidden),
            _switch((properties,), "strike", "dstrike", otherwise=own.is_struck),
            _script((properties,), size, own.script),
        )

    def is_centered(self, properties: Node | None) -> bool:
        alignments = (value(layer, "jc") for layer in self._paragraph_layers(properties))
        return next(filter(None, alignments), "") == "center"

    def level(self, properties: Node | None) -> int:
        """1 for a title, 2 for the first heading below it, 0 for text."""
        for style in self._chain(self.style_of(properties)):
            name = value(style, "name").strip()
            if match := _HEADING.fullmatch(name):
                return min(int(match[1]) + 1, _DEEPEST)
            if _TITLE.fullmatch(name):
                return 1
        outline = (value(layer, "outlineLvl") for layer in self._paragraph_layers(properties))
        level = next(filter(None, outline), "")
        return min(int(level) + 2, _DEEPEST) if re.fullmatch("[0-8]", level) else 0

    def is_contents(self, properties: Node | None) -> bool:
        """Whether a style says that a paragraph belongs to a table of contents."""
        names = (value(s, "name").strip() for s in self._chain(self.style_of(properties)))
        return any(map(_CONTENTS.fullmatch, names))

    def numbering(self, properties: Node | None) -> tuple[str, str, str]:
        """Number of the list that a paragraph is in, its level there, and the style that says so.

        Each is empty where nothing says it.
        """
        own = child(properties, "numPr")
        level = value(own, "ilvl")
        if number := value(own, "numId"):
            return number, level, ""
        for style in self._chain(self.style_of(properties)):
            listed = child(style, "pPr", "numPr")
            if number := value(listed, "numId"):
                return number, level or value(listed, "ilvl"), style.get("styleId", "")
        return "", "", ""

    def bullet_depth(self, properties: Node | None) -> int:
        """How deep the name of a style says that its bullets are: 2 for ``List Bullet 2``, or 0."""
        names = (value(style, "name").strip() for style in self._chain(self.style_of(properties)))
        found = next(filter(None, map(_BULLETS.fullmatch, names)), None)
        return int(found[1]) if found else 0

    def list_of(self, style: str) -> str:
        """Number of the list that a style of lists stands for."""
        return value(self._styles.get(style), "pPr", "numPr", "numId")

    def _paragraph_layers(self, properties: Node | None) -> Iterator[Node | None]:
        yield properties
        yield from (child(s, "pPr") for s in self._chain(self.style_of(properties)))
        yield self._paragraph_defaults

    def _chain_of(self, style: str) -> tuple[Node, ...]:
        """A style and those that it is based on; a style based on itself ends it."""
        found: dict[str, Node] = {}
        while style in self._styles and style not in found and len(found) < _LONGEST:
            found[style] = self._styles[style]
            style = value(found[style], "basedOn")
        return tuple(found.values())

    def _look_of_style(self, paragraph: str, character: str = "") -> Look:
        chain = (*self._chain(character), *self._chain(paragraph))
        layers = [*(child(style, "rPr") for style in chain), self._run_defaults]
        fonts = (self._font(child(layer, "rFonts")) for layer in layers)
        sizes = (_points(value(layer, "sz")) for layer in layers)
        size = next(filter(None, sizes), 10.0)
        return Look(
            next(filter(None, fonts), ""),
            size,
            _switch(layers, "b"),
            _switch(layers, "vanish"),
            _switch(layers, "strike", "dstrike"),
            _script(layers, size),
        )

    def _font(self, fonts: Node | None) -> str:
        if fonts is None:
            return ""
        theme = fonts.get("eastAsiaTheme", "")
        return self._fonts.get(theme[:5], "") or fonts.get("eastAsia", "")


def is_on_default(style: Node) -> bool:
    """Whether a style is the one of everything that names none."""
    return style.get("default", "0").lower() in ("1", "true", "on")


def _switch(layers: Sequence[Node | None], *names: str, otherwise: bool = False) -> bool:
    """What the first layer that says something of one of these switches says."""
    for layer in layers:
        if said := [node for name in names if (node := child(layer, name)) is not None]:
            return any(map(is_on, said))
    return otherwise


def _script(layers: Sequence[Node | None], size: float, otherwise: str = "") -> str:
    """Whether the first layer that says something of it puts a text high or low."""
    for layer in layers:
        if said := value(layer, "vertAlign"):
            return said if said in ("superscript", "subscript") else ""
        raised = value(layer, "position").removesuffix("pt")
        # In half points. Less than a third of its height only puts a line in its place.
        if re.fullmatch(r"-?[0-9]{1,4}", raised) and abs(int(raised)) * 1.5 >= size:
            return "subscript" if raised.startswith("-") else "superscript"
    return otherwise


def _chinese_font(fonts: Node | None) -> str:
    """The font that a theme has for Chinese; what it says of simplified characters comes second."""
    if fonts is None:
        return ""
    simplified = (n.get("typeface", "") for n in fonts if n.get("script") == "Hans")
    return value(fonts, "ea", of="typeface") or next(simplified, "")


def _points(size: str) -> float:
    match = _SIZE.fullmatch(size)
    if match is None:
        return 0.0
    return float(match[1]) if match[2] else float(match[1]) / 2
