"""Web addresses as browsers read them, which is more freely than they are written.

Source: the URL standard (url.spec.whatwg.org), basic URL parser.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

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


def unquoted(address: str) -> str:
    """Without percent signs; a byte that is no UTF-8 becomes a lone surrogate, which
    ``quote(…, errors="surrogateescape")`` makes that byte again."""
    return unquote(address, errors="surrogateescape")


def is_other_coding(address: str) -> bool:
    """Whether an address without percent signs was in another coding than UTF-8, such as GBK."""
    return any("\udc80" <= character <= "\udcff" for character in address)


def readable(address: str) -> str:
    """As people read it; in another coding it stays as it is written."""
    found = unquoted(address)
    return address if is_other_coding(found) else found
