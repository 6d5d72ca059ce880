"""How much work a page is, before anybody does it: files of a few kilobytes can be endless.

Instructions to draw are counted in bytes as they are unpacked, a form each time that it is used,
text for more; no more is unpacked than the bound. Called by ``reader``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

MOST_WORK = 4_000_000
"""Bytes on one page, which take 9 to 25 seconds. A page of text has 0.03 million, a map one."""
_OF_TEXT = 30
"""What a byte that is shown counts for: 130,000 of them, two a sign, are no page."""
_SHOWN = re.compile(rb"<([0-9A-Fa-f\x00\t\n\f\r ]*)>|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_USED = re.compile(rb"/([^\x00\t\n\f\r /<>\[\](){}%]+)[\x00\t\n\f\r ]+Do(?![A-Za-z*'\"])")

_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_AT_ONCE = 65_536
"""Bytes unpacked at once: of a broken stream that what is before the fault is read."""


def work_of(page: Any, most: int = MOST_WORK) -> int:
    """Bytes that pdfminer would have to read for a page of its; more than ``most`` is only more."""
    known: dict[int, int] = {}
    return _work(page.contents, page.resources, known, most)


def _work(streams: Iterable[Any], resources: Any, known: dict[int, int], most: int) -> int:
    from pdfminer.pdftypes import PDFStream, resolve1

    data = b"\n".join(_unpacked(made, most) for one in streams if (made := resolve1(one)))
    shown = sum(len(code) // 2 + len(plain) for code, plain in _SHOWN.findall(data))
    total = len(data) + _OF_TEXT * shown
    forms = _mapping(_mapping(resources).get("XObject"))
    for name in _USED.findall(data):
        if total > most:
            break
        form = resolve1(forms.get(_plain(name)))
        if not isinstance(form, PDFStream) or "Form" not in str(form.get("Subtype")):
            continue
        number = form.objid or id(form)
        if number not in known:
            known[number] = 0  # one that uses itself is broken, which shows when it is read
            own = form.get("Resources") or resources
            known[number] = _work([form], own, known, most)
        total += known[number]
    return total


def _plain(name: bytes) -> str:
    """A name as dictionaries have it: ``#58`` is an X."""
    bare = _CODE.sub(lambda match: bytes([int(match[1], 16)]), name)
    return bare.decode("utf-8", "replace")


def _mapping(value: Any) -> Mapping[str, Any]:
    from pdfminer.pdftypes import resolve1

    found = resolve1(value)
    return found if isinstance(found, Mapping) else {}


def _unpacked(stream: Any, most: int) -> bytes:
    """The data of a stream, no more of it than one byte over ``most``."""
    from pdfminer.pdftypes import PDFStream

    if not isinstance(stream, PDFStream):
        return b""
    filters = [str(name) for name, _ in stream.get_filters()]
    data = stream.rawdata
    if len(filters) == 1 and "Fl" in filters[0] and data is not None:
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        return _inflated(data, most)
    if sum("Fl" in name for name in filters) > 1:
        return b"\n" * (most + 1)  # no program packs twice
    made: bytes = stream.get_data()
    return made


def _inflated(data: bytes, most: int) -> bytes:
    made = bytearray()
    packer = zlib.decompressobj()
    try:
        for start in range(0, len(data), _AT_ONCE):
            made += packer.decompress(data[start : start + _AT_ONCE], most + 1 - len(made))
            if len(made) > most:
                break
    except zlib.error:
        pass  # the library reads what is before the fault, too
    return bytes(made)
