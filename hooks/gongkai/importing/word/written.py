"""The few elements that a Word file's text is rewritten in, as mammoth reads them.

Called by ``plain``.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from gongkai.importing.word.parts import Node
from gongkai.importing.word.styles import Look

_SPACES = re.compile(r"[\t\r\n]")
_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")
"""They would be taken for marks of footnotes."""


def run_of(look: Look) -> Node:
    """A run that looks so, in the places where mammoth asks for it."""
    run = Element("w:r")
    marks = SubElement(run, "w:rPr")
    if look.font:
        SubElement(marks, "w:rFonts", {"w:ascii": look.font})
    SubElement(marks, "w:sz", {"w:val": str(round(look.size * 2))})
    if look.is_bold:
        SubElement(marks, "w:b")
    return run


def add_text(run: Node, text: str) -> None:
    """Adds text; breaks that are characters are breaks."""
    text = _NO_CHARACTERS.sub("", _SPACES.sub(" ", text))
    for number, piece in enumerate(_BREAKS.split(text)):
        if number:
            SubElement(run, "w:br")
        if piece:
            SubElement(run, "w:t").text = piece


def picture_of(relation: str, description: str) -> Node:
    made = Element("w:drawing")
    inline = SubElement(made, "wp:inline")
    SubElement(inline, "wp:docPr", {"descr": description})
    node = inline
    for name in ("a:graphic", "a:graphicData", "pic:pic", "pic:blipFill"):
        node = SubElement(node, name)
    SubElement(node, "a:blip", {"r:embed": relation})
    return made
