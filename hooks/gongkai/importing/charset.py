"""Bytes of a web page become its text, whatever encoding it is in; called by ``web``.

A page tells its encoding itself and is often wrong: saved again by a browser or moved to a new
system, it keeps the old label. Bytes that are valid UTF-8 are UTF-8, for Chinese text in another
encoding hardly ever is; only then the label counts.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from gongkai.problems import Problem, warning
from gongkai.reading.text import guess_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*\bencoding=["']([\w-]+)""", re.I)
_SEARCHED = 8192
"""Bytes; browsers look at 1,024, but old systems put scripts in front of the label."""
_CHINESE = {"GB18030（GBK）": "gb18030", "Big5（繁体）": "big5hkscs"}


def decoded(data: bytes, path: Path) -> tuple[str, list[Problem]]:
    """The text of a page; a warning where single characters of it are broken."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data.removeprefix(mark), encoding, path)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        encoding = _labelled(data)
    if encoding and encoding != "utf-8":
        return _lenient(data, encoding, path)
    if not encoding:
        return _lenient(data, _CHINESE.get(guess_encoding(data), "gb18030"), path)
    # Labelled UTF-8 and is not: another encoding altogether, or a few broken characters?
    text, problems = _lenient(data, encoding, path)
    guess = _CHINESE.get(guess_encoding(data))
    if guess and text.count("\ufffd") * 10 > sum(c > "\x7f" for c in text):
        return _lenient(data, guess, path)
    return text, problems


def _labelled(data: bytes) -> str:
    """Python's name of the encoding that the page says it is in; empty for none worth a try."""
    label = _LABEL.search(data[:_SEARCHED])
    if not label:
        return ""
    name = (label[1] or label[2]).decode("ascii", "replace").lower()
    if name.startswith(("gb", "x-gb")) or name in ("chinese", "cp936", "x-cp936"):
        # Pages labelled GB2312 hold characters of GBK and more: 镕, 堃, 䶮.
        return "gb18030"
    if name.startswith("big5"):
        return "big5hkscs"
    # Any other label is a mistake on a Chinese page, or Python's name of something that is no text.
    return "utf-8" if name in ("utf-8", "utf8") else ""


def _lenient(data: bytes, encoding: str, path: Path) -> tuple[str, list[Problem]]:
    text = data.decode(encoding, "replace")
    if "\ufffd" not in text:
        return text, []
    place = text.index("\ufffd")
    message = f"有 {text.count(chr(0xFFFD))} 处字符坏了，读成了“\ufffd”"
    found = warning(
        path, (text.count("\n", 0, place) + 1, 1), "import-encoding", message, "对照原网页改正"
    )
    return text, [found]
