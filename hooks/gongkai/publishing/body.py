"""A report's rendered text made fit for its page: tables that anyone can read and scroll."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table(?P<attrs>[^>]*)>(?P<inner>.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"(<thead>.*?</thead>)", re.DOTALL)
_HEAD_CELL = re.compile(r"<th(?![^>]*\bscope=)(?=[\s>])")
_ALIGN = re.compile(r' style="text-align: (left|right|center);"')
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def readable_tables(html: str) -> str:
    """Each table in a frame that scrolls and takes the keyboard's focus, its header cells marked.

    Source: WCAG 2.2, 1.3.1 and 2.1.1.
    """
    if "<table" not in html:
        return html
    count = 0

    def frame(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        inner = _HEAD.sub(lambda m: _HEAD_CELL.sub('<th scope="col"', m[1]), match["inner"])
        inner = _ALIGN.sub(r' class="align-\1"', inner)
        caption = _CAPTION.search(inner)
        label = _TAG.sub("", caption[1]).strip() if caption else ""
        label = (label or f"表格 {count}").replace('"', "&quot;")
        return (
            f'<section class="table-frame" tabindex="0" aria-label="{label}">'
            f"<table{match['attrs']}>{inner}</table></section>"
        )

    return _TABLE.sub(frame, html)
