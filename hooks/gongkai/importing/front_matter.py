"""The text of a report file, front matter and body; called by ``planning`` and ``gongkai new``.

Values are quoted whenever YAML could read anything but the same text back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gongkai.report import ATTACHMENT_FIELDS, FIELDS, SOURCE_FILE_FIELDS

_PLAIN = re.compile(
    r"[\w《（“〔【][\w《》（）“”‘’〔〕【】，。、；：？！—…·．％/.()+ -]*",
)
"""Nothing here means anything to YAML inside a value: no ``: ``, ``#``, quotes or brackets."""
_WORD = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d{4}(?:-\d{2}-\d{2}(?: \d{2}:\d{2})?)?")
"""Years and dates: reading takes them as they are written."""
_NOT_TEXT = re.compile(r"null|true|false|yes|no|on|off|y|n|\d+e\d+|0[xo][0-9a-f]+", re.IGNORECASE)
LABELS = {field.key: field.label for field in FIELDS}
_INNER_LABELS = {field.key: field.label for field in (*ATTACHMENT_FIELDS, *SOURCE_FILE_FIELDS)}

Value = str | Mapping[str, str] | Sequence[Mapping[str, str]]


def report_file(values: Mapping[str, Value], notes: Mapping[str, Sequence[str]], body: str) -> str:
    """The file: each value under its Chinese key, in the table's order, notes as comments above.

    An empty value leaves its key standing with nothing behind it.
    """
    lines = ["---"]
    for field in FIELDS:
        if field.key in values:
            lines += [f"# {note}" for note in notes.get(field.key, ())]
            lines += _lines(field.label, values[field.key])
    return "\n".join([*lines, "---", "", body])


def _lines(label: str, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{label}: {yaml_text(value)}".rstrip() if value else f"{label}:"]
    if isinstance(value, Mapping):
        inner = (f"  {_INNER_LABELS[key]}: {yaml_text(text)}" for key, text in value.items())
        return [f"{label}:", *inner]
    lines = [f"{label}:"]
    for item in value:
        first, *others = (f"{_INNER_LABELS[key]}: {yaml_text(text)}" for key, text in item.items())
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    return lines


def yaml_text(text: str) -> str:
    """A text as a YAML value on one line."""
    is_plain = _NUMBER.fullmatch(text) or (
        _PLAIN.fullmatch(text)
        and _WORD.search(text)
        and text.isprintable()
        and not text.endswith(" ")
        and not _NOT_TEXT.fullmatch(text)
    )
    return text if is_plain else f'"{"".join(map(_quoted, text))}"'


def _quoted(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable() or char == "\u3000":
        return char
    number = ord(char)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
