"""Bytes become text: only UTF-8 is taken, anything else is named for what it looks like."""

from __future__ import annotations

import errno
from pathlib import Path

from gongkai.problems import Problem, error

_SIGNATURES = (
    (b"PK\x03\x04", " Word、Excel 或压缩文件（docx、xlsx、zip）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件（doc、wps）"),
    (b"%PDF-", " PDF 文件"),
    (b"{\\rtf", " RTF 文件"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MOSTLY_COMMON = 0.8
_FREQUENT = frozenset("的一是不了在有和政府市年月日公開开告報报工作人，。、：（）《》")
"""In nearly every sentence, and rare in text decoded as what it is not."""
_REASONS = {
    errno.ENOENT: "没有这个文件（或链接已断）",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.ELOOP: "链接绕成了圈",
}
_CHINESE = (("gb18030", "GB18030（GBK）"), ("big5", "Big5（繁体）"))
_TWO_BYTES = (("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"))
_AS_UTF8 = "用记事本打开，选“另存为”，编码选 UTF-8"


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The file as text with ``\\n`` line ends and without a byte-order mark."""
    data, problems = read_bytes(path)
    return (None, problems) if data is None else decode(data, path)


def read_bytes(path: Path) -> tuple[bytes | None, list[Problem]]:
    """All that stands in the file; nothing and a finding where it cannot be read."""
    try:
        with path.open("rb", buffering=0) as file:  # a tenth less than with a buffer in between
            return file.read(), []
    except OSError as failure:
        reason = _REASONS.get(failure.errno or 0) or failure.strerror or str(failure)
        hint = "换成文件本身，核对它的权限"
        return None, [error(path, (1, 1), "file-unreadable", f"读不了这个文件：{reason}", hint)]


def text_of(data: bytes) -> str:
    """Bytes as text with ``\\n`` line ends and without a byte-order mark.

    Raises ``UnicodeDecodeError``.
    """
    text = data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(data: bytes, path: Path) -> tuple[str | None, list[Problem]]:
    """UTF-8, with or without a byte-order mark; else a finding that says what it looks like."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return None, [error(path, (1, 1), "file-empty", "文件是空的", "写上内容；不要的文件就删去")]
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return None, [
                error(
                    path,
                    (1, 1),
                    "file-not-text",
                    f"这是{name}，不是文本",
                    "另存为纯文本（.txt），再用 gongkai import 导入；不要只改扩展名",
                )
            ]
    try:
        text = text_of(data)
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        guess = guess_encoding(data)
        message = f"不是 UTF-8 编码，看起来是 {guess}" if guess else "不是 UTF-8 编码的文本"
        return None, [error(path, (line, 1), "encoding", message, _AS_UTF8)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "含有空字符，可能是 UTF-16 编码"
        return None, [error(path, (line, 1), "encoding", message, _AS_UTF8)]
    return text, []


def guess_encoding(data: bytes) -> str:
    """The encoding that bytes which are not UTF-8 look like, or an empty string."""
    return guessed(data)[1]


def guessed(data: bytes) -> tuple[str, str]:
    """The same, as Python calls it and as readers do; two empty strings where it is none."""
    if data.startswith(_UTF16):
        return "utf-16", "UTF-16"
    found: list[tuple[float, str, str]] = []
    for encoding, name in _TWO_BYTES if b"\0" in data else _CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = [c for c in text if ord(c) > 127]
        common = sum(
            "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"
            for c in wide
        )
        if wide and common / len(wide) > _MOSTLY_COMMON:
            frequent = sum(c in _FREQUENT for c in wide) / len(wide)
            found.append((frequent, encoding, name))
    return max(found, key=lambda guess: guess[0])[1:] if found else ("", "")
