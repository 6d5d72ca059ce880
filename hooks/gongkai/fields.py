"""What a field of a record is: the one description that everything knowing fields is driven by.

Three tables are written with it: ``report.FIELDS`` (front matter), ``units.FIELDS`` (the register)
and ``settings.FIELDS`` (the site). From them come validation (``reading.records``), the JSON
Schema, the handbook's tables and the catalogue's columns; a test fails when they drift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            key: _value_schema(field) for field in fields for key in (field.key, field.label)
        },
        "additionalProperties": False,
    }
    needed = [
        {"oneOf": [{"required": [field.key]}, {"required": [field.label]}]}
        for field in fields
        if field.needed
    ]
    if needed:
        schema["allOf"] = needed
    return schema


def _value_schema(field: Field) -> dict[str, Any]:
    day = r"\d{4}-\d{2}-\d{2}"
    by_kind: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"type": ["string", "number"]},
        Kind.YEAR: {"type": "integer", "minimum": 1949},
        Kind.DAY: {"type": "string", "pattern": f"^{day}$"},
        Kind.MOMENT: {"type": "string", "pattern": rf"^{day}( \d{{2}}:\d{{2}})?$"},
        Kind.PERIOD: {"type": ["string", "integer"]},
        Kind.FLAG: {"type": "boolean"},
        Kind.ADDRESS: {"type": "string", "pattern": "^https?://"},
        Kind.PATH: {"type": "string", "pattern": "^/"},
        Kind.FILE: {"type": "string"},
        Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
        Kind.PATHS: {"type": "array", "items": {"type": "string", "pattern": "^/"}},
    }
    if field.kind is Kind.RECORD:
        value = _record_schema(field.fields)
    elif field.kind is Kind.RECORDS:
        value = {"type": "array", "items": _record_schema(field.fields)}
    else:
        value = dict(by_kind[field.kind])
    if field.choices:
        value = {"enum": list(field.choices)}
    elif field.pattern:
        value["pattern"] = f"^(?:{field.pattern})$"
    return {"description": field.meaning, **value}


def markdown_table(fields: Sequence[Field]) -> str:
    """The fields as a Markdown table for the handbooks."""
    rows = [
        f"| `{f.label}` | `{f.key}` | {'是' if f.needed else ''} | {f.kind.value} | {f.meaning} |"
        for f in fields
    ]
    head = ["| 中文键 | 英文键 | 必填 | 写法 | 含义 |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(head + rows) + "\n"


def fill_tables(text: str, tables: Mapping[str, Sequence[Field]]) -> str:
    """``text`` with a fresh table between ``<!-- fields:NAME -->`` and ``<!-- /fields -->``."""

    def fresh(match: re.Match[str]) -> str:
        return f"{match[1]}\n{markdown_table(tables[match[2]])}{match[3]}"

    pattern = r"(<!-- fields:(\w+) -->)\n.*?(<!-- /fields -->)"
    return re.sub(pattern, fresh, text, flags=re.DOTALL)
