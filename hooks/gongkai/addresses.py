"""Web addresses as browsers read them, which is more freely than they are written.

Source: the URL standard (url.spec.whatwg.org), basic URL parser.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_AROUND = "".join(map(chr, range(0x21)))
"""Control characters and the space."""


def plain(written: str) -> str:
    """Without spaces around and line breaks inside, a backslash as the slash that it means."""
    return re.sub(r"[\t\r\n]", "", written.strip(_AROUND)).replace("\\", "/")


def host_of(address: str) -> str:
    """The host's name in lower case; empty where there is none, or none that can be read."""
    try:
        return urlsplit(plain(address)).hostname or ""
    except ValueError:
        return ""
