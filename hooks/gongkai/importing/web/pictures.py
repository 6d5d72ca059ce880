"""Pictures of a web page that are there without asking the network; called by ``reader``.

Those written into the page itself, and files saved beside it. What a page may name elsewhere on
the disk is not read: a page is made by others.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from gongkai.importing.blocks import Image

_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_LARGEST = 20_000_000
"""Bytes of one picture."""
_SMALLEST = 32
"""Pixels of either side: anything smaller is a symbol or a spacer."""
_LONGEST = 60


def read_picture(element: Any, page: Path) -> Image | str | None:
    """The picture; why it is not imported; or none where it is but decoration."""
    source = (element.get("src") or "").strip()
    if not source or any(_is_small(element.get(side)) for side in ("width", "height")):
        return None
    if source[:5].lower() == "data:":
        data, shown = _inside(source), "写在网页里的图片"
    else:
        data, shown = _beside(source, page), _short(source)
    if data is None:
        return f"图片没有导入：{shown}"
    ending = next((ending for start, ending in _KINDS if data.startswith(start)), "")
    if not ending:
        return f"图片不是 PNG 或 JPEG，没有导入：{shown}"
    return Image(data, ending, description=_description(element))


def _inside(source: str) -> bytes | None:
    """The bytes of a ``data:`` address."""
    head, _, body = source.partition(",")
    if len(body) > _LARGEST * 2:
        return None
    data = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    try:
        return base64.b64decode(b"".join(data.split()) + b"===")
    except (binascii.Error, ValueError):
        return None


def _beside(source: str, page: Path) -> bytes | None:
    """The bytes of a file below the page's folder."""
    try:
        parts = urlsplit(source.replace("\\", "/"))
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return None
        folder = page.parent.resolve()
        found = (folder / unquote(parts.path)).resolve()
        if not found.is_relative_to(folder) or not found.is_file():
            return None
        return found.read_bytes() if found.stat().st_size <= _LARGEST else None
    except (OSError, ValueError, RuntimeError):
        return None


def _description(element: Any) -> str:
    """What the page says of it; names of files say nothing."""
    text = " ".join((element.get("alt") or element.get("title") or "").split())
    return "" if Path(text).suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".bmp") else text


def _is_small(side: str | None) -> bool:
    text = (side or "").strip().removesuffix("px")
    return text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _SMALLEST


def _short(source: str) -> str:
    return source if len(source) <= _LONGEST else f"…{source[1 - _LONGEST :]}"
