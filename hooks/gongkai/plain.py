"""Markdown to the text that a reader sees, for searching and quoting: marks go, words stay.

Every pattern looks only a bounded way ahead, so that no text, however odd, takes long.
"""

from __future__ import annotations

import re
from html import unescape

_STEPS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern, flags), replacement)
    for sign, pattern, flags, replacement in (
        ("<!", r"<!--(?:(?!-->).){0,2000}-->", re.DOTALL, ""),
        (
            "<",
            r"</?(?:p|div|t[rdh]|li|h\d|caption|thead|tbody|table|br)\b[^>]*>",
            re.IGNORECASE,
            "\n",
        ),
        ("<", r"</?[A-Za-z][^>]*>", 0, ""),
        ("]:", r"^\[\^?[^\]]+\]:\s.*$", re.MULTILINE, ""),
        ("![", r"!\[([^\]]*)\]\([^)]*\)", 0, r"\1"),
        ("[", r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", 0, r"\1"),
        (
            "--",
            r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$",
            re.MULTILINE,
            "",
        ),
        (" ", r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)", re.MULTILINE, ""),
        ("#", r"(?<![ \t#])[ \t]+#+[ \t]*$", re.MULTILINE, ""),
        ("|", r"(?<![ \t])[ \t]*\|[ \t]*", 0, " "),
        ("*", r"(?<!\\)(\*{1,3})(?=\S)(.{1,300}?)(?<=\S)(?<!\\)\1", 0, r"\2"),
        ("_", r"(?<!\\)(_{1,3})(?=\S)(.{1,300}?)(?<=\S)(?<!\\)\1", 0, r"\2"),
        ("`", r"(?<!\\)(`+)(?=\S)(.{1,300}?)(?<=\S)(?<!\\)\1", 0, r"\2"),
        ("\\", r"\\([\\`*_{}\[\]()#+\-.!|<>~&])", 0, r"\1"),
        ("\n", r"(?<![ \t])[ \t]*\n\s*", 0, "\n"),
    )
)
"""What a text must have for a step to be worth trying, and the step: most texts need three."""


def plain_text(markdown: str) -> str:
    """The words of a report's body, one block a line."""
    text = markdown
    for sign, pattern, replacement in _STEPS:
        if sign in text:
            text = pattern.sub(replacement, text)
    return unescape(text).strip()
