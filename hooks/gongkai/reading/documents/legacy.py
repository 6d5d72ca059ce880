"""Word, Excel, PowerPoint and WPS files of before 2007 (OLE compound files): a rough look only.

Their text is written in pieces, compressed, and numbers as binary fractions; what can be read at
all is looked through, and the document says that it is not all.
Source: [MS-CFB] 2.2 and 2.6 for the header and the directory; [MS-DOC] 2.5.2; [MS-XLS] 2.4.117.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.reading.documents.document import Draft

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD = "旧格式，只能粗查"
_STREAMS: Mapping[str, str] = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
_MACROS = frozenset({"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"})
_ENTRY = 128
"""Length of an entry in the directory of streams; entries stand at multiples of it."""
_MOST_ENTRIES = 20_000
_WINDOW = 1 << 20
"""Bytes that are decoded at a time: each becomes up to four in memory."""
_MOST_FOUND = 5_000_000
"""Characters that are taken out of one file."""
_OVERLAP = 512
"""Bytes that two windows share, so that no number is cut."""
_STRETCH = re.compile(r"[\t\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u00b7\u2014]{6,}")
_WORTH = re.compile(r"(?:[0-9\uff10-\uff19][^0-9\uff10-\uff19]*){7}")
"""A stretch with seven figures: only those can hold a number, and noise has none."""


def kind_of(data: bytes) -> str:
    """``doc``, ``xls``, ``ppt``, or ``ole`` for any other compound file."""
    streams = _streams(data)
    if "EncryptedPackage" in streams:
        return "ole"
    return next((kind for name, kind in _STREAMS.items() if name in streams), "ole")


def place_of(data: bytes, name: str) -> int:
    """Where the directory lists a stream of that name; -1 for nowhere.

    A text may say the name, too: an entry begins at a multiple of its length.
    """
    wanted = f"{name}\0".encode("utf-16-le")
    place = data.find(wanted)
    while place >= 0 and place % _ENTRY:
        place = data.find(wanted, place + 1)
    return place


def is_locked_package(data: bytes) -> bool:
    """Whether a compound file only holds an Office file of today that has a password."""
    return data.startswith(SIGNATURE) and place_of(data, "EncryptedPackage") >= 0


def read(data: bytes, draft: Draft) -> None:
    """Every readable stretch that could hold a number."""
    streams = _streams(data)
    draft.has_macros |= not _MACROS.isdisjoint(streams)
    if _is_encrypted(data, streams):
        draft.is_encrypted = True
        return
    if "Equation Native" not in streams:  # which has no text
        draft.unscanned = f"{draft.inside}是旧格式，只能粗查" if draft.inside else OLD
    found: dict[str, None] = {}
    for at in range(0, len(data), _WINDOW):
        window = data[at : at + _WINDOW + _OVERLAP]
        for text in (
            window.decode("utf-16-le", "replace"),
            window[1:].decode("utf-16-le", "replace"),
            window.decode("gb18030", "replace"),
        ):
            for stretch in _STRETCH.findall(text):
                if _WORTH.search(stretch):
                    found[stretch.strip()] = None
        if sum(map(len, found)) > _MOST_FOUND:  # it is said anyway that not all was looked at
            break
    for stretch in found:
        draft.add("文件里", stretch)


def _streams(data: bytes) -> dict[str, int]:
    """Names in the directory and the offsets at which their streams begin."""
    shift = int.from_bytes(data[30:32], "little")
    sector = 1 << shift if 7 <= shift <= 16 else 512
    streams: dict[str, int] = {}
    # The chain of the directory's sectors may be broken on purpose: every place is looked at.
    for at in range(sector, len(data) - _ENTRY + 1, _ENTRY):
        length = int.from_bytes(data[at + 64 : at + 66], "little")
        if data[at + 66] not in (1, 2) or not 4 <= length <= 64 or length % 2:
            continue
        name = data[at : at + length - 2].decode("utf-16-le", "replace")
        first = int.from_bytes(data[at + 116 : at + 120], "little")
        streams.setdefault(name, (first + 1) * sector)
        if len(streams) >= _MOST_ENTRIES:
            break
    return streams


def _is_encrypted(data: bytes, streams: Mapping[str, int]) -> bool:
    if "EncryptedPackage" in streams:
        return True
    if "WordDocument" in streams:
        at = streams["WordDocument"]
        is_word = data[at : at + 2] == b"\xec\xa5"
        return is_word and bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)
    at = streams.get("Workbook", len(data))
    for _ in range(5):  # the record of the password stands right behind the first
        record = int.from_bytes(data[at : at + 2], "little")
        if record == 0x2F:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False
