"""What a field of a record is: the one description that everything knowing fields is driven by.

Three tables are written with it: ``report.FIELDS`` (front matter), ``units.FIELDS`` (the register)
and ``settings.FIELDS`` (the site). From them come validation (``reading.records``), the JSON
Schema, the handbook's tables and the catalogue's columns; a test fails when they drift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from typing import Any


class Kind(Enum):
    """How a value is written and read."""

    TEXT = "文字"
    YEAR = "年份"
    DAY = "日期"
    MOMENT = "日期或日期加时分"
    PERIOD = "年、年月或日期"
    FLAG = "true 或 false"
    ADDRESS = "https 网址"
    PATH = "以 / 开头的站内地址"
    FILE = "文件名"
    TEXTS = "文字的列表"
    PATHS = "站内地址的列表"
    COUNT = "整数"
    """Of data that the build makes: nobody writes one."""
    RECORD = "一组键值"
    RECORDS = "若干组键值的列表"


@dataclass(frozen=True, slots=True)
class Field:
    """One key that a record may have."""

    key: str
    """English key: also the attribute of the model and ``data-field`` on the page."""
    label: str
    """Chinese key: what a webmaster writes and what the page shows."""
    kind: Kind
    meaning: str
    """One line for the handbook."""
    needed: bool = False
    choices: tuple[str, ...] = ()
    """The only values allowed; empty means any."""
    pattern: str = ""
    """Regular expression that the whole value must match; empty means any."""
    pattern_hint: str = ""
    """What the pattern asks for, in words."""
    fields: tuple[Field, ...] = ()
    """Of a RECORD or of each of RECORDS."""
    column: bool = False
    """Whether the catalogue has a column for it."""
    told: str = ""
    """The meaning for those who read the data, where it is other than for who writes it."""
    is_filled: bool = False
    """Whether there is a default where the file gives no value."""
    is_shown: bool = True
    """Whether readers see it: on the page, and in the files that they download."""


def by_any_key(fields: Iterable[Field]) -> Mapping[str, Field]:
    """Each field under its English and its Chinese key."""
    return {key: field for field in fields for key in (field.key, field.label)}


def nearest(word: str, words: Iterable[str]) -> str:
    """The word that was probably meant, or an empty string."""
    found = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return found[0] if found else ""


def json_schema(fields: Sequence[Field], title: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record, for editors that complete and check YAML."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_record_schema(fields),
    }


def _record_schema(fields: Sequence[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            key: _value_schema(field) for field in fields for key in (field.key, field.label)
        },
        "additionalProperties": False,
        "allOf": [_once(field) for field in fields],
    }


def _once(field: Field) -> dict[str, Any]:
    """A needed field in one of its two languages; another in both of them never."""
    english, chinese = {"required": [field.key]}, {"required": [field.label]}
    if field.needed:
        return {"oneOf": [english, chinese]}
    return {"not": {"allOf": [english, chinese]}}


_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_INSIDE = r"(?!(.*/)?\.\.(/|$))"
_WRITTEN: Mapping[Kind, tuple[tuple[str, ...], str]] = {
    Kind.TEXT: (("string", "number"), r"[\s\S]*\S[\s\S]*"),
    Kind.YEAR: (("string", "integer"), "19(49|[5-9][0-9])|[2-9][0-9]{3}"),
    Kind.DAY: (("string",), _DAY),
    Kind.MOMENT: (("string",), f"{_DAY}( ([01][0-9]|2[0-3]):[0-5][0-9])?"),
    Kind.PERIOD: (("string", "integer"), f"[0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_DAY}"),
    Kind.FLAG: (("string", "boolean"), "true|false"),
    Kind.ADDRESS: (("string",), r"https?://[^\s/?#]\S*"),
    Kind.PATH: (("string",), rf"/(?!/){_INSIDE}[^#\\]*"),
    Kind.FILE: (("string", "number"), rf"(?![/~]){_INSIDE}[^\\:]+"),
}
"""Types that YAML makes of such a value, and the pattern of its text."""


def _value_schema(field: Field) -> dict[str, Any]:
    empty = () if field.needed else ("null",)
    value: dict[str, Any]
    if field.kind is Kind.RECORD:
        value = _record_schema(field.fields)
        value = value if field.needed else {"anyOf": [value, {"type": "null"}]}
    elif field.kind is Kind.RECORDS:
        value = {"type": ["array", *empty], "items": _record_schema(field.fields)}
    elif field.kind in _ITEMS:
        item = replace(field, kind=_ITEMS[field.kind], needed=True)
        value = {"type": ["array", *empty], "items": _value_schema(item)}
    elif field.choices:
        value = {"enum": [*field.choices, *(None for _ in empty)]}
    else:
        types, pattern = _WRITTEN[field.kind]
        if field.pattern:
            pattern = field.pattern
            types = ("string", "number") if _takes_digits(pattern) else ("string",)
        value = {
            "type": [*types, *empty],
            "pattern": f"^(?:{pattern})$" if field.needed else f"^(?:{pattern}|\\s*)$",
        }
        if field.kind in (Kind.YEAR, Kind.PERIOD):
            value |= {"minimum": 1949 if field.kind is Kind.YEAR else 1000, "maximum": 9999}
    return {"description": field.meaning, **value}


_ITEMS = {Kind.TEXTS: Kind.TEXT, Kind.PATHS: Kind.PATH}


def _takes_digits(pattern: str) -> bool:
    """Whether a value of digits alone may match, which YAML reads as a number."""
    return any(re.fullmatch(pattern, "1" * length) for length in range(1, 65))


def markdown_table(fields: Sequence[Field]) -> str:
    """The fields as a Markdown table for the handbooks."""
    rows = [
        f"| `{f.label}` | `{f.key}` | {'是' if f.needed else ''} | {f.kind.value} | {f.meaning} |"
        for f in fields
    ]
    head = ["| 中文键 | 英文键 | 必填 | 写法 | 含义 |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(head + rows) + "\n"
