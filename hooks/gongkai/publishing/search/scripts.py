"""Files of the index as calls that hand a page their text, with a checksum; and what they held.

The checksum is Adler-32 over UTF-16-LE. That of postings goes on from a stamp over the ids of the
reports that their numbers presuppose: all up to the highest number in the file, which is handed
over too. So a file of an earlier build that a browser still keeps counts as damaged when its
numbers mean other reports by now, and yet an edited text or a new report leaves all files alone
that do not hold it.

What such a kept file of an earlier *text* does: a visitor is told what stood in that text. A report
that no longer holds the words is refused when its own text file is looked at, before it is shown; a
sentence added since is found as soon as the new file arrives. To get there at once, a page asks for
postings by the stamp over all texts in the catalogue, which changes with each of them.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate

_SURROGATE = re.compile("[\ud800-\udfff]")
_RARE = re.compile("[\U00010000-\U0010ffff]")
_CALL = re.compile(r"gongkaiSearch\.[a-z]+\((.*)\)\n")
_FIRST = 1
"""Where Adler-32 begins."""


def script(kind: str, key: str | int, text: str) -> str:
    """A file that stands for itself: a report's text, the catalogue."""
    return f"gongkaiSearch.{kind}({json_text(key)},{_checksum(text, _FIRST)},{_literal(text)})\n"


def postings_script(kind: str, key: str, text: str, reports: int, start: int) -> str:
    """A file of postings whose numbers are below ``reports``; ``start`` is the stamp of those."""
    checksum = _checksum(text, start)
    return f"gongkaiSearch.{kind}({json_text(key)},{checksum},{_literal(text)},{reports})\n"


def stamps(ids: Iterable[str]) -> list[int]:
    """Number of reports → the stamp over the ids of so many of the first ones."""
    return list(accumulate(ids, lambda stamp, name: _checksum(f"{name}\n", stamp), initial=_FIRST))


def text_in(content: str | None) -> str | None:
    """What :func:`script` was given; None if the file is missing or damaged."""
    found = _arguments(content)
    if len(found) != 3 or not isinstance(found[2], str):
        return None
    return found[2] if _checksum(found[2], _FIRST) == found[1] else None


def postings_in(content: str | None, starts: list[int]) -> str | None:
    """What :func:`postings_script` was given, as UTF-16 units; None if missing or damaged."""
    found = _arguments(content)
    if len(found) != 4 or not isinstance(found[2], str) or not isinstance(found[3], int):
        return None
    if not 0 <= found[3] < len(starts) or _checksum(found[2], starts[found[3]]) != found[1]:
        return None
    return as_units(found[2])


def as_units(text: str) -> str:
    """Each half of a character outside the basic plane as one character, as a browser counts."""
    if not _RARE.search(text):
        return text
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def json_text(value: object) -> str:
    """Compact JSON, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _arguments(content: str | None) -> list[object]:
    call = _CALL.fullmatch(content or "")
    try:
        found = json.loads(f"[{call[1]}]") if call else []
    except ValueError:
        return []
    assert isinstance(found, list)
    return found


def _checksum(text: str, start: int) -> int:
    return zlib.adler32(text.encode("utf-16-le", "surrogatepass"), start)


def _literal(text: str) -> str:
    literal = json_text(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # Half of a character outside the basic plane cannot be written as UTF-8.
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", literal)
