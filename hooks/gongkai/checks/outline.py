"""The lines of a text that have a place in its outline: headings, and numbers at a line's start.

Read from the Markdown, as Python-Markdown reads it: a ``#`` needs no space behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.numerals import counted

_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(
    r"^(?P<hashes>#{1,6})(?P<hashed>.*)$"
    r"|^[ \t]{0,3}<h(?P<tag>[1-6])\b[^>]*>(?P<tagged>.*?)(?:</h[1-6]>|$)"
    r"|^(?P<number>(?:\*\*)?(?:(?!(?:一、二|二、三|三、四)[、类审级等季期线轮产名])[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])"
    r"|[（(][0-9]{1,2}[）)]))(?P<numbered>.*)$",
    re.MULTILINE,
)
"""A number in bold is one too; 一、二审 and the like at a line's start are a list of words."""
_UNDERLINE = re.compile(
    r"(?:\A|\n[ \t]*\n)(?P<text>[^\n#|<>-][^\n]*)\n(?P<under>=+|-+)[ \t]*(?=\n|\Z)"
)
_NUMBER = re.compile(
    r"\**\s*(?:(?P<first>[一二三四五六七八九十]{1,3})(?P<first_mark>、)"
    r"|[（(](?P<second>[一二三四五六七八九十]{1,3})[）)](?P<second_mark>、?)"
    r"|(?P<third>[0-9]{1,2})(?P<third_mark>[.．、])(?![0-9])|[（(](?P<fourth>[0-9]{1,2})[）)](?P<fourth_mark>、?))"
)
_STYLES = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a line's beginning, of one of the four styles of GB/T 9704-2012, 7.3.3."""

    style: int
    """0 for 一、, 1 for （一）, 2 for 1., 3 for （1）."""
    value: int
    written: str
    mark: str
    """The sign behind it: ``、`` behind a bracket or a figure is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or another line that begins with a number."""

    start: int
    """Offset in the text."""
    level: int
    """Of a heading, 1 to 6; 0 for a line of the text."""
    text: str
    number: Number | None


def outline(body: str) -> tuple[Line, ...]:
    """Headings and numbered lines, in their order."""
    text = body
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    lines = [_line(match) for match in _LINE.finditer(text)]
    if "\n--" in text or "\n==" in text or "\n-\n" in text or "\n=\n" in text:
        under = list(_underlined(text))
        starts = {line.start for line in under}
        lines = [line for line in lines if line.start not in starts] + under
        lines.sort(key=lambda line: line.start)
    return tuple(lines)


def _line(match: re.Match[str]) -> Line:
    if match["hashes"]:
        return _heading(match.start(), len(match["hashes"]), match["hashed"].strip(" \t#"))
    if match["tag"]:
        return _heading(match.start(), int(match["tag"]), re.sub("<[^>]*>", "", match["tagged"]))
    return _heading(match.start(), 0, match[0])


def _underlined(text: str) -> Iterator[Line]:
    for match in _UNDERLINE.finditer(text):
        yield _heading(match.start("text"), 1 if match["under"][0] == "=" else 2, match["text"])


def _heading(start: int, level: int, text: str) -> Line:
    return Line(start, level, text.strip(), _number(text.strip()))


def _number(text: str) -> Number | None:
    match = _NUMBER.match(text)
    if not match:
        return None
    for style, name in enumerate(_STYLES):
        if written := match[name]:
            value = int(written) if written.isdecimal() else counted(written)
            return Number(style, value, match[0].strip("* "), match[f"{name}_mark"])
    return None
