"""A Markdown extension that spares plain sentences what only marked ones need.

Python-Markdown looks for each of its fifteen inline marks in every paragraph, one after the other,
and a paragraph of Chinese prose has none of them. Measured: a fifth of the time of a build.
Text is passed over only when all its characters are known to begin no mark, and only while no other
extension has added a mark of its own. Its table of contents writes each heading by itself, once
more, as HTML: a plain one needs no walk for that, and no list of them is made that nobody reads.
Each takes a fortieth of a build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NAME = f"{__name__}:PlainProse"
"""As it is written in ``markdown_extensions``; the build adds it, nobody by hand."""

_PLAIN = re.compile(
    r"[\n 0-9A-Za-z.,;:%()+/=?\u00b7\u2010-\u2027\u2030-\u205e"  # figures, letters, “ ” … —
    r"\u3001-\u303f\u3400-\u9fff\uff00-\uffef-]*"  # Chinese writing and its punctuation
)
_UNESCAPED = frozenset("&<>")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINE_BREAK = "  \n"
_BEFORE_INLINE = 21
"""Python-Markdown's own inline step has priority 20; the higher goes first."""
_CONTENTS = 5
"""Where Python-Markdown has its own step for headings."""
_MARKS = (
    *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference"),
    *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html", "entity"),
    *("not_strong", "em_strong", "em_strong2"),
)
"""Python-Markdown's inline patterns: each needs a character that ``_PLAIN`` does not have."""


class PlainProse(Extension):
    """Marks text without any mark as finished before the inline step comes to it."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Processor(md), "gongkai-plain-prose", _BEFORE_INLINE)
        if "toc" in md.treeprocessors:
            theirs = cast("TocTreeprocessor", md.treeprocessors["toc"])
            md.treeprocessors.register(_Contents(md, theirs), "toc", _CONTENTS)


class _Contents(TocTreeprocessor):
    """The headings, as always; their list as HTML only where a text asks for it by its marker: the
    page has a list of its own."""

    def __init__(self, md: Markdown, theirs: TocTreeprocessor) -> None:
        vars(self).update(vars(theirs))
        self.md = md

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._is_asked_for() else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._is_asked_for():
            super().replace_marker(root, elem)

    def _is_asked_for(self) -> bool:
        lines: list[str] = vars(self.md)["lines"]
        return bool(self.marker) and any(self.marker in line for line in lines)


class _PlainFirst:
    """A serializer that writes a heading of nothing but plain text at once, and the same."""

    def __init__(self, serializer: Callable[[Element], str]) -> None:
        self._serializer = serializer

    def __call__(self, element: Element) -> str:
        text, tail = element.text or "", element.tail or ""
        is_plain = not (len(element) or element.attrib) and _UNESCAPED.isdisjoint(text + tail)
        if not (is_plain and text and element.tag in _HEADINGS):
            return self._serializer(element)
        return f"<{element.tag}>{text}</{element.tag}>{tail}"


class _Processor(Treeprocessor):
    def run(self, root: Element) -> None:
        if not isinstance(self.md.serializer, _PlainFirst):  # it is chosen after all extensions
            self.md.serializer = _PlainFirst(self.md.serializer)
        patterns = self.md.inlinePatterns
        if len(patterns) != sum(name in patterns for name in _MARKS):
            return  # another extension may give a meaning to plain letters
        for element in root.iter():
            text = element.text
            if text and _PLAIN.fullmatch(text) and _LINE_BREAK not in text:
                element.text = AtomicString(text)
