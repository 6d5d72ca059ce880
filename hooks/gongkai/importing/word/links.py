"""Web addresses that stand behind words of a Word file; called by ``runs``."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"https?://(\S+)", re.IGNORECASE)
"""Others lead nowhere from a public page: mail, bookmarks, files of the author's computer."""
_LONGEST = 500
"""Characters of each: one address of 100,000 characters behind 100,000 words filled the memory."""


def unsaid(words: str, address: str) -> str:
    """The words and the web address behind them; empty where they say it themselves."""
    words, address = words.strip()[:_LONGEST], address.strip()[:_LONGEST]
    match = _WEB.fullmatch(address)
    if match is None or not words:
        return ""
    is_said = unquote(match[1]).rstrip("/").lower() in unquote(words).lower()
    return "" if is_said else f"“{words}”（{address}）"
