"""What was typed over a page of a PDF: fields of a form that are filled in, and boxes of text.

Both lie above the page and are none of its signs. Called by ``pages``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NOT_SHOWN = 0b100010
"""Bits of the flags: hidden, and not to be viewed (ISO 32000-1, 12.5.3)."""
_DEEPEST = 20
"""Fields inside fields; deeper ones only a made-up file has."""
_MOST = 5_000
"""On one page; a form has a hundred."""


def filled_in(page: Any) -> tuple[str, ...]:
    """Each text that was typed, in the order of the file; ``page`` is pdfminer's."""
    from pdfminer.pdftypes import resolve1

    listed = resolve1(page.annots)
    return tuple(
        text
        for item in (listed[:_MOST] if isinstance(listed, list) else [])
        if isinstance(found := resolve1(item), Mapping) and (text := _typed(found).strip())
    )


def _typed(found: Mapping[str, Any]) -> str:
    flags = _resolved(found, "F")
    if isinstance(flags, int) and flags & _NOT_SHOWN:
        return ""
    kind = _name(_resolved(found, "Subtype"))
    if kind == "FreeText":
        return _text(_resolved(found, "Contents"))
    return _of_field(found) if kind == "Widget" else ""


def _of_field(found: Mapping[str, Any]) -> str:
    """What is filled in; of a box that is ticked its name."""
    kind, value = (_inherited(found, key) for key in ("FT", "V"))
    if _name(kind) == "Btn":
        state = _name(_resolved(found, "AS")) or _name(value)
        return f"☑ {_text(_inherited(found, 'T'))}" if state not in ("", "Off") else ""
    return _text(value)


def _inherited(found: Mapping[str, Any], key: str) -> Any:
    """What a field says, or the field that it is a part of."""
    return next((value for field in _upward(found) if (value := _resolved(field, key))), None)


def _upward(found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for _ in range(_DEEPEST):
        yield found
        above = _resolved(found, "Parent")
        if not isinstance(above, Mapping):
            return
        found = above


def _resolved(found: Mapping[str, Any], key: str) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(found.get(key))


def _name(value: Any) -> str:
    name = getattr(value, "name", "")
    return name if isinstance(name, str) else ""


def _text(value: Any) -> str:
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.utils import decode_text

    if isinstance(value, list):
        return "、".join(filter(None, (_text(resolve1(one)) for one in value[:_MOST])))
    if isinstance(value, PDFStream):
        value = value.get_data()
    return decode_text(value) if isinstance(value, bytes) else ""
