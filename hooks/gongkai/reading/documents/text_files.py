"""Plain text and tables of commas, in any encoding that Chinese offices use.

Unlike a report's file, which must be UTF-8, an attachment is taken as it is: Excel still writes
CSV as GBK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reading.documents.document import Draft
from gongkai.reading.text import guessed

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_LOOKED_AT = 65536
"""Bytes from which the kind and the encoding are told."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", "\t", ";", "|")
_GOES_ON = re.compile(r"[0-9０-９]-?\s*\Z")
_WENT_ON = re.compile(r"\s*[0-9０-９Xx]")
_MOST_LINES = 20
"""Lines that are taken together, where figures end one and begin the next."""


def read(data: bytes, draft: Draft) -> None:
    """One passage a line; a number that is broken over lines comes out whole."""
    lines = decoded(data).splitlines()
    for first, last in _groups(lines):
        draft.add(f"第 {first + 1} 行", "\n".join(lines[first:last]))


def _groups(lines: list[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate(lines, start=1):
        is_broken = (
            number < len(lines)
            and number - first < _MOST_LINES
            and _GOES_ON.search(line[-20:])
            and _WENT_ON.match(lines[number][:20])
            and not any(mark in line for mark in _SEPARATORS)
        )
        if not is_broken:
            yield first, number
            first = number


def is_text(data: bytes) -> bool:
    """Whether bytes can be read as text at all."""
    start = data[:_LOOKED_AT]
    return bool(start) and (
        start.startswith(_UTF16)
        or not _BINARY.search(start)
        or _encoding(data).startswith("utf-16")
    )


def opening(data: bytes) -> str:
    """The first lines, to tell a web page from a text."""
    return decoded(data[:4096])


def decoded(data: bytes) -> str:
    """Bytes as text in the encoding that they look like; what is no character in it is replaced."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_encoding(data) or "gb18030", "replace")


def _encoding(data: bytes) -> str:
    """The encoding that the first lines look like; a character cut in two would spoil the guess."""
    start = data[:_LOOKED_AT]
    if len(data) > _LOOKED_AT:
        start = start[: start.rfind(b"\n") + 1] or start
    if b"\0" in start and len(start) % 2:
        start = start[:-1]
    return guessed(start)[0]
