"""Bytes become a :class:`Document`, whatever they are: the border where readers' errors end.

Called in the second process (:mod:`worker`), and by tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.reading.documents import legacy, ofd, pdf, slides, spreadsheet, text_files, word
from gongkai.reading.documents.document import Document, Draft, Refused
from gongkai.reading.documents.kinds import PICTURES, kind_of, kind_of_package
from gongkai.reading.documents.package import Package
from gongkai.reading.documents.parts import Inner, read_rest

MOST_BYTES = 100_000_000
"""Of one file: it stands in memory as a whole, beside what is made of it."""
BROKEN = "文件不完整或已损坏"
TOO_LITTLE_MEMORY = "内存不够"

_PACKAGES: Mapping[str, Callable[[Package, Draft, Inner], None]] = {
    "docx": word.read,
    "docm": word.read,
    "xlsx": spreadsheet.read,
    "xlsm": spreadsheet.read,
    "pptx": slides.read,
    "pptm": slides.read,
    "ofd": ofd.read,
}
_OTHERS: Mapping[str, Callable[[bytes, Draft], None]] = {
    "pdf": pdf.read,
    "doc": legacy.read,
    "xls": legacy.read,
    "ppt": legacy.read,
    "ole": legacy.read,
    **dict.fromkeys(("text", "html", "svg", "xml"), text_files.read),
}


def read_document(data: bytes) -> Document:
    """What stands in a file; a document with a fault where it cannot be read."""
    draft = Draft()
    kind = kind_of(data)
    if len(data) > MOST_BYTES:
        return draft.document(kind, f"超过 {MOST_BYTES // 1_000_000} MB，检查不了")
    try:
        kind = _read(kind, data, draft)
    except Refused as refusal:
        return Draft().document(kind, str(refusal))
    except MemoryError:
        return Draft().document(kind, TOO_LITTLE_MEMORY)
    except Exception:  # a library may raise anything on bytes that were made to break it
        return Draft().document(kind, BROKEN)
    return draft.document(kind)


def _read(kind: str, data: bytes, draft: Draft) -> str:
    """Fills the draft; the kind, which of a zip is known only when it is open."""
    if kind == "zip":
        package = Package(data)
        kind = _kind_of(package)
        if package.is_encrypted:
            draft.is_encrypted = True
        elif kind in _PACKAGES:
            _PACKAGES[kind](package, draft, _read_inner)
        else:
            read_rest(package, draft, (), _read_inner)
            draft.unscanned = draft.unscanned or "这种文件只能粗查"
        for name, values in package.aside.items():
            for value in values:
                draft.add(f"文件内部的 {name}", value)
        draft.is_active |= package.runs
    elif kind in _OTHERS:
        _OTHERS[kind](data, draft)
    elif kind not in PICTURES:
        draft.unscanned = "这种文件读不了"
    return kind


def _kind_of(package: Package) -> str:
    types = next((i for i in package.parts if i.filename == "[Content_Types].xml"), None)
    return kind_of_package(sorted(package.names), package.read(types) if types else b"")


def _read_inner(data: bytes, draft: Draft) -> None:
    """A file inside the file: its texts and flags are the outer file's."""
    _read(kind_of(data), data, draft)
