"""Web addresses that stand behind words of a Word file; called by ``plain``."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"https?://(\S+)", re.IGNORECASE)
"""Others lead nowhere from a public page: mail, bookmarks, files of the author's computer."""


def is_unsaid(words: str, address: str) -> bool:
    """Whether there is a web address behind the words that they do not say themselves."""
    match = _WEB.fullmatch(address.strip())
    if match is None or not words.strip():
        return False
    return unquote(match[1]).rstrip("/").lower() not in unquote(words).lower()
