"""Internet media types of files, told by their endings.

The system's own table would differ from machine to machine. Source: IANA, which lists none for OFD
and the formats of WPS.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[str, str] = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/vnd.microsoft.icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "zip": "application/zip",
}
ANY = "application/octet-stream"


def of(name: str) -> str:
    """Of a file; :data:`ANY` where nobody registered one."""
    return TYPES.get(ending(name), ANY)


def served(name: str) -> str:
    """As a server says it: our texts are all UTF-8."""
    kind = of(name)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def ending(name: str) -> str:
    """``pdf`` of ``tongji.PDF``."""
    return PurePosixPath(name).suffix.lstrip(".").lower()
