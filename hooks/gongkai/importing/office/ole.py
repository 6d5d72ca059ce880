"""What the first bytes and the directory of an old office file tell of it; called by ``reader``.

Only two questions are asked: which format it is, and whether it is locked with a password.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

from gongkai.reading.documents.legacy import SIGNATURE, is_locked_package, place_of

_ODF = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORD_XML = b'progid="Word.Document"'
_ENTRY = 128
"""Bytes of one entry in the directory of an OLE file: name first, its sector at byte 116."""
_WORD = (0xA5EC, 0xA5DC)
"""How the stream WordDocument begins in Word 97 and in Word 6."""
_ENCRYPTED = 0x0100
"""The bit of the flags at byte 10 of that stream ([MS-DOC] 2.5.2, fEncrypted)."""
_LARGEST_LIST = 1_000_000


def ending_of(data: bytes) -> str:
    """The ending that LibreOffice knows such bytes by, or an empty string."""
    if data.startswith(SIGNATURE):
        return ".doc"
    if data.lstrip(b" \t\r\n")[:5] == b"{\\rtf":
        return ".rtf"
    if data.startswith(b"PK\x03\x04") and data[30 : 30 + len(_ODF)] == _ODF:
        return ".odt"
    if b"<?xml" in data[:10] and _WORD_XML in data[:1024]:
        return ".xml"
    return ""


def is_locked(data: bytes) -> bool:
    """Whether a password is needed to read it."""
    if data.startswith(SIGNATURE):
        return is_locked_package(data) or _is_word_locked(data)
    if data.startswith(b"PK"):
        return _is_odf_locked(data)
    return False


def _is_word_locked(data: bytes) -> bool:
    place = place_of(data, "WordDocument")
    if place < 0 or len(data) < place + _ENTRY:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, place + 116)
    start = (sector + 1) << shift if shift in (9, 12) else len(data)
    if start + 12 > len(data):
        return False
    kind, flags = struct.unpack_from("<H8xH", data, start)
    return kind in _WORD and bool(flags & _ENCRYPTED)


def _is_odf_locked(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entry = archive.getinfo("META-INF/manifest.xml")
            if entry.file_size > _LARGEST_LIST:
                return False
            return b"encryption-data" in archive.read(entry)
    except Exception:
        # A damaged archive has many ways to fail; LibreOffice has the last word on it.
        return False
