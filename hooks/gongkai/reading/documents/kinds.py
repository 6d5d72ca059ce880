"""What a content is, told by the content alone, and the endings that a file of that kind may have.

Asked by :mod:`scan`, and by the checks that compare a file with its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.reading.documents import legacy
from gongkai.reading.documents.text_files import is_text, opening

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "pptx": ("pptx",),
    "docm": ("docm",),
    "xlsm": ("xlsm",),
    "pptm": ("pptm",),
    "xlsb": ("xlsb",),
    "ofd": ("ofd",),
    "odf": ("odt", "ods", "odp"),
    "doc": ("doc", "wps"),
    "xls": ("xls", "et"),
    "ppt": ("ppt", "dps"),
    "ole": (),
    "text": ("txt", "csv"),
    "rtf": ("rtf",),
    "html": ("html", "htm", "shtml"),
    "svg": ("svg",),
    "xml": ("xml",),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "gif": ("gif",),
    "webp": ("webp",),
    "bmp": ("bmp",),
    "tiff": ("tif", "tiff"),
    "zip": ("zip",),
    "rar": ("rar",),
    "7z": ("7z",),
    "gz": ("gz", "tgz"),
    "exe": ("exe", "dll", "com", "scr"),
    "": (),
}
"""Each kind and the endings that say so; the first is the one to be proposed."""

PICTURES = frozenset({"jpeg", "png", "gif", "webp", "bmp", "tiff"})
"""Kinds that have no text."""

NAMES: Mapping[str, str] = {
    "pdf": " PDF 文件",
    "docx": " Word 文件（docx）",
    "xlsx": " Excel 文件（xlsx）",
    "pptx": " PowerPoint 文件（pptx）",
    "docm": "带宏的 Word 文件（docm）",
    "xlsm": "带宏的 Excel 文件（xlsm）",
    "pptm": "带宏的 PowerPoint 文件（pptm）",
    "xlsb": "二进制的 Excel 文件（xlsb）",
    "ofd": " OFD 文件",
    "odf": " OpenDocument 文件",
    "doc": "旧格式的 Word 或 WPS 文件（doc）",
    "xls": "旧格式的 Excel 或 WPS 文件（xls）",
    "ppt": "旧格式的 PowerPoint 或 WPS 文件（ppt）",
    "ole": "旧格式的复合文件",
    "text": "纯文本",
    "rtf": " RTF 文件",
    "html": "网页（html）",
    "svg": " SVG 图片",
    "xml": " XML 文件",
    "jpeg": " JPEG 图片",
    "png": " PNG 图片",
    "gif": " GIF 图片",
    "webp": " WebP 图片",
    "bmp": " BMP 图片",
    "tiff": " TIFF 图片",
    "zip": "压缩文件（zip）",
    "rar": "压缩文件（rar）",
    "7z": "压缩文件（7z）",
    "gz": "压缩文件（gz）",
    "exe": "程序",
    "": "不认识的内容",
}
"""Each kind as messages call it: Latin letters stand off from what is before them."""

_STARTS: Sequence[tuple[bytes, str]] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"{\\rtf", "rtf"),
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024
"""Bytes in which readers look for a PDF's first mark."""
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+\w+|\w+)", re.S | re.I)
_HTML = frozenset(
    {"html", "head", "body", "script", "style", "meta", "title"}
    | {"table", "div", "p", "a", "img", "iframe", "form"}
)
"""Elements that begin a web page; what they begin, a browser shows as one."""


def kind_of(data: bytes) -> str:
    """The kind of everything but a zip, which must be opened to tell; an empty string if none."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(legacy.SIGNATURE):
        return legacy.kind_of(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return "bmp"
    return _kind_of_text(data) if is_text(data) else ""


def _kind_of_text(data: bytes) -> str:
    start = opening(data)
    found = _MARKUP.match(start)
    if not found:
        return "text"
    element = found[1].lower().replace("\n", " ")
    name = element.split()[-1] if element.startswith("!doctype") else element
    if name in _HTML:
        return "html"
    if name == "svg":
        return "svg"
    return "xml" if start.lstrip().startswith("<?xml") else "text"


def kind_of_package(names: Sequence[str], types: bytes) -> str:
    """The kind of a zip, by the names of its parts and its ``[Content_Types].xml``."""
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        return "odf"
    if not types:
        return "zip"
    if "xl/workbook.bin" in names:
        return "xlsb"
    for folder, mark, kind in (
        ("word/", b"wordprocessingml", "docx"),
        ("xl/", b"spreadsheetml", "xlsx"),
        ("ppt/", b"presentationml", "pptx"),
    ):
        if mark in types and any(name.startswith(folder) for name in names):
            return f"{kind[:3]}m" if b".macroEnabled" in types else kind
    return "zip"
