"""A Markdown extension that spares plain sentences the search for marks they do not have.

Python-Markdown looks for each of its fifteen inline marks in every paragraph, one after the other,
and a paragraph of Chinese prose has none of them. Measured: a fifth of the time of a build.
Text is passed over only when all its characters are known to begin no mark, and only while no other
extension has added a mark of its own.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NAME = f"{__name__}:PlainProse"
"""As it is written in ``markdown_extensions``; the build adds it, nobody by hand."""

_PLAIN = re.compile(
    r"[\n 0-9A-Za-z.,;:%()+/=?\u00b7\u2010-\u2027\u2030-\u205e"  # figures, letters, “ ” … —
    r"\u3001-\u303f\u3400-\u9fff\uff00-\uffef-]*"  # Chinese writing and its punctuation
)
_LINE_BREAK = "  \n"
_BEFORE_INLINE = 21
"""Python-Markdown's own inline step has priority 20; the higher goes first."""
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


class _Processor(Treeprocessor):
    def run(self, root: Element) -> None:
        patterns = self.md.inlinePatterns
        if len(patterns) != sum(name in patterns for name in _MARKS):
            return  # another extension may give a meaning to plain letters
        for element in root.iter():
            text = element.text
            if text and _PLAIN.fullmatch(text) and _LINE_BREAK not in text:
                element.text = AtomicString(text)
