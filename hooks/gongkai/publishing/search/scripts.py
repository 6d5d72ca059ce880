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
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
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


def postings_in(content: str | None, starts: list[int]) -> tuple[str, int] | None:
    """Text and number of reports that :func:`postings_script` was given; None if the file is
    missing or damaged. Each half of a character outside the basic plane is a character."""
    found = _arguments(content)
    if len(found) != 4 or not isinstance(found[2], str) or not isinstance(found[3], int):
        return None
    text, reports = found[2], found[3]
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= reports < len(starts) or zlib.adler32(units, starts[reports]) != found[1]:
        return None
    is_rare = len(units) > 2 * len(text)
    return ("".join(map(chr, array("H", units))) if is_rare else text), reports


def json_text(value: object) -> str:
    """Compact JSON, Chinese as it is."""
    return _JSON.encode(value)


def _arguments(content: str | None) -> list[object]:
    start, end = (content or "").find("(") + 1, (content or "").rfind(")")
    try:
        found: object = json.loads(f"[{(content or '')[start:end]}]")
    except ValueError:
        return []
    assert isinstance(found, list)
    return found


def _checksum(text: str, start: int) -> int:
    return zlib.adler32(text.encode("utf-16-le", "surrogatepass"), start)


def _literal(text: str) -> str:
    literal = json_text(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    try:
        literal.encode()  # in a tenth of the time that a search takes
    except UnicodeEncodeError:
        # Half of a character outside the basic plane cannot be written as UTF-8.
        return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", literal)
    return literal
