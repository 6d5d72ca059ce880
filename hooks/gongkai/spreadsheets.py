"""Cells that a spreadsheet opens from CSV as text and never as a formula.

Source: OWASP, CSV Injection; full-width signs as Excel and WPS take them in Chinese.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What it may take for a formula, also when it drops what stands before the sign."""


def disarmed(cell: str) -> str:
    """The same to a reader; one that begins like a formula begins with an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
