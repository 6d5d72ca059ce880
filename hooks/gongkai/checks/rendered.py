"""What Markdown makes of a text, for the rules that look at the result and not at what was written.

Rendered with the extensions that the site is built with, and only where a text has anything that
makes more than headings and paragraphs: most have not. Several rules ask for the same text in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from html import unescape

from markdown import Markdown

from gongkai import paths

_MAY_MAKE_TAGS = re.compile(r"[<{]|\]\s?[(\[:]")
"""Without these Markdown makes none but harmless ones."""
_EXTENSIONS = ("attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc")
_SETTINGS: Mapping[str, Mapping[str, object]] = {
    "toc": {"slugify": paths.anchor},
    "footnotes": {"SEPARATOR": "-"},
}

ATTRIBUTE = re.compile(
    r"""\s+([A-Za-z][\w:-]*)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'=<>`]+)))?"""
)
TAG = re.compile(rf"</?([A-Za-z][\w:.-]*)((?:{ATTRIBUTE.pattern})*)\s*/?>", re.ASCII)
"""A tag that every browser reads in one way."""


def may_make_tags(body: str) -> bool:
    """Whether a text has anything but words, headings, lists and tables."""
    # To look for three signs takes a fifth of the time of the pattern, and most texts have none.
    return any(sign in body for sign in "<{]") and bool(_MAY_MAKE_TAGS.search(body))


@lru_cache(maxsize=8)
def html_of(body: str) -> str:
    """A text's HTML; the build looks at its own result again."""
    return _markdown().reset().convert(body)


def attributes(written: str) -> Mapping[str, str]:
    """A tag's attributes: name in lower case → value; of one written twice the last."""
    return {
        match[1].lower(): unescape(next((v for v in match.groups()[1:] if v is not None), ""))
        for match in ATTRIBUTE.finditer(written)
    }


def tags(html: str) -> Iterator[tuple[str, Mapping[str, str], int]]:
    """Element, attributes and end of each opening tag."""
    for match in TAG.finditer(html):
        if html[match.start() + 1] != "/":
            yield match[1].lower(), attributes(match[2]), match.end()


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=list(_EXTENSIONS), extension_configs=_SETTINGS)
