"""A permanent address as a QR code (ISO/IEC 18004): for a telephone's camera, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

import segno

_MASK = 3
"""Any of the eight masks can be read. To compare them, as the standard advises, takes five times as
long as to draw one: 4 ms for each report of the archive."""
_QUIET = 4
"""Modules of quiet zone on each side (clause 5.3.8)."""
_DARK = re.compile(b"\x01+")


def svg(address: str) -> str:
    """An ``<svg>`` without a size of its own, dark on white with the quiet zone around it."""
    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False, encoding="utf-8")
    side = len(code.matrix) + 2 * _QUIET
    return (
        f'<svg viewBox="0 0 {side} {side}" class="gk-qr">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path stroke="#000" d="{_strokes(code.matrix)}"/></svg>'
    )


def _strokes(matrix: Iterable[bytes | bytearray]) -> str:
    """Each run of dark modules as a stroke from the end of the last: segno draws the same in eight
    times the time, a twentieth of that of the whole page."""
    found: list[str] = []
    x = y = 0
    for row, modules in enumerate(matrix):
        for run in _DARK.finditer(modules):
            start, end = run.span()
            move = f"m{start - x} {row - y}" if found else f"M{start + _QUIET} {row + _QUIET}.5"
            found.append(f"{move}h{end - start}")
            x, y = end, row
    return "".join(found)
