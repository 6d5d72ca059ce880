"""The text of a report file, taken apart and put together: front matter and body.

Every room that looks into such a text parts it here; drafts, and reports to download, are written
here. Values are quoted whenever YAML could read anything but the same text back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.fields import Field
from gongkai.report import FIELDS

_PLAIN = re.compile(
    r"[\w《（“〔【][\w《》（）“”‘’〔〕【】，。、；：？！—…·．％/.()+ -]*",
)
"""Nothing here means anything to YAML inside a value: no ``: ``, ``#``, quotes or brackets."""
_WORD = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d{4}(?:-\d{2}-\d{2}(?: \d{2}:\d{2})?)?")
"""Years and dates: reading takes them as they are written."""
_NOT_TEXT = re.compile(r"null|true|false|yes|no|on|off|y|n|\d+e\d+|0[xo][0-9a-f]+", re.IGNORECASE)
LABELS = {field.key: field.label for field in FIELDS}

_FENCE = re.compile(r"-{3}[ \t]*")
_END = re.compile(r"(?:-{3}|\.{3})[ \t]*")

Value = str | Mapping[str, str] | Sequence[str | Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The two parts of a report file, as they stand."""

    head: tuple[str, ...]
    """Lines between the two lines of dashes, from the file's second on."""
    body: str
    """What follows the closing line."""

    @property
    def front_matter(self) -> str:
        """The head as one text."""
        return "".join(f"{line}\n" for line in self.head)


def begins(text: str) -> bool:
    """Whether the first line opens a front matter."""
    return _FENCE.fullmatch(text.partition("\n")[0]) is not None


def parted(text: str) -> Parts | None:
    """A file's text in its parts; None where it does not begin with a front matter that ends."""
    if not begins(text):
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if _END.fullmatch(line):
            return Parts(tuple(lines[1:number]), "\n".join(lines[number + 1 :]))
    return None


def report_file(values: Mapping[str, Value], notes: Mapping[str, Sequence[str]], body: str) -> str:
    """The file: each value under its Chinese key, in the table's order, notes as comments above.

    An empty value leaves its key standing with nothing behind it.
    """
    lines = ["---"]
    for field in FIELDS:
        if field.key in values:
            lines += [f"# {note}" for note in notes.get(field.key, ())]
            lines += _lines(field, values[field.key])
    return "\n".join([*lines, "---", "", body])


def _lines(field: Field, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{field.label}: {yaml_text(value)}".rstrip() if value else f"{field.label}:"]
    if isinstance(value, Mapping):
        return [f"{field.label}:", *(f"  {line}" for line in _inner(field, value))]
    lines = [f"{field.label}:"]
    for item in value:
        first, *others = [yaml_text(item)] if isinstance(item, str) else _inner(field, item)
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    return lines


def _inner(field: Field, values: Mapping[str, str]) -> list[str]:
    """One of its records: each value that there is, in the table's order."""
    known = (f for f in field.fields if f.key in values)
    return [f"{f.label}: {yaml_text(values[f.key])}" for f in known]


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
