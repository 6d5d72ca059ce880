"""Nodes become values, driven by a table of fields.

One function per kind of field turns a node into a value or a fault; :func:`read_record` does a
whole mapping: Chinese or English keys, unknown and doubled keys, missing and empty values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai import dates, fields, problems
from gongkai.dates import Fault
from gongkai.fields import Field, Kind
from gongkai.problems import Problem, is_visible
from gongkai.reading import nodes
from gongkai.reading.nodes import Node, Scalar
from gongkai.report import FIRST_YEAR


@dataclass(frozen=True, slots=True)
class Record:
    """What a mapping said: only the keys that hold a good value."""

    values: Mapping[str, Any]
    """By English key; typed as the field's kind says."""
    places: Mapping[str, tuple[int, int]]
    """Where each value stands; items of lists as ``key.0``."""
    problems: Sequence[Problem] = field(default=())
    unread: frozenset[str] = frozenset()
    """Keys whose value is wrong, which is said: no rule need add that it is missing."""

    @property
    def is_good(self) -> bool:
        return not any(p.is_error for p in self.problems)


def read_record(node: Node | None, table: Sequence[Field], path: Path, owner: str) -> Record:
    """The mapping ``node`` read by ``table``; ``owner`` names the record in messages."""
    if not isinstance(node, nodes.Mapping):
        place = node.place if node else (1, 1)
        found = problems.error(
            path, place, "not-a-mapping", f"{owner}应是若干行“键: 值”", _colon_hint(node)
        )
        return Record({}, {}, [found])
    known = fields.by_any_key(table)
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    found_problems: list[Problem] = []
    seen: dict[str, Scalar] = {}
    unread: set[str] = set()

    def fault(place: tuple[int, int], code: str, message: str, hint: str = "") -> None:
        found_problems.append(problems.error(path, place, code, message, hint))

    for key, value in node.pairs:
        spec = known.get(key.text.strip())
        if spec is None:
            fault(key.place, "key-unknown", f"不认识的键“{key.text}”", _key_hint(key.text, known))
            continue
        if first := seen.get(spec.key):
            fault(
                key.place,
                "key-duplicate",
                f"“{spec.label}”写了两次，第一次是第 {first.line} 行的“{first.text}”",
                "只留一个",
            )
            continue
        seen[spec.key] = key
        place = key.place if isinstance(value, Scalar) and value.is_empty else value.place
        places[spec.key] = place
        if isinstance(value, Scalar) and value.is_empty:
            if spec.needed:
                fault(place, "value-empty", f"“{spec.label}”还没有填写", f"写上{_plain(spec)}")
            continue
        result, inner_places, inner = _read_value(value, spec, path)
        found_problems.extend(inner)
        places.update({f"{spec.key}.{k}": p for k, p in inner_places.items()})
        if result is None:
            unread.add(spec.key)
        else:
            values[spec.key] = result
    for spec in table:
        if spec.needed and spec.key not in seen:
            fault(
                node.place,
                "key-missing",
                f"{owner}缺少“{spec.label}”",
                f"加一行 {spec.label}: …（{_plain(spec)}）",
            )
    return Record(values, places, found_problems, frozenset(unread))


def _plain(spec: Field) -> str:
    """The field's meaning as it is said in a terminal."""
    return spec.meaning.replace("`", "")


def _key_hint(text: str, known: Mapping[str, Field]) -> str:
    if "：" in text:
        return "键后面的冒号要用半角，后面空一格"
    if near := fields.nearest(text.strip(), known):
        return f"是不是“{near}”？"
    return f"可用的键：{'、'.join(dict.fromkeys(f.label for f in known.values()))}"


def _colon_hint(node: Node | None) -> str:
    if isinstance(node, Scalar) and "：" in node.text:
        return "键后面的冒号要用半角，后面空一格"
    if isinstance(node, Scalar) and re.search(r":\S", node.text):
        return "冒号后面要空一格"
    return "写成 键: 值，冒号用半角，后面空一格"


_MARKS = {
    "!": ("类型标记", "yaml-tag"),
    "&": ("锚点", "yaml-anchor"),
    "*": ("引用", "yaml-alias"),
}
_Places = Mapping[str, tuple[int, int]]
_Read = tuple[Any, _Places, list[Problem]]


def value_of(text: str, spec: Field) -> Any | Fault:
    """What a text says as the value of a field that is no list and no record."""
    return _scalar(text.strip(), spec)


def _read_value(node: Node, spec: Field, path: Path) -> _Read:
    """The value, the places of its parts, and what is wrong; no value when anything is."""
    if node.tag:
        meaning, code = _MARKS[node.tag[0] if node.tag[0] in "&*" else "!"]
        message = f"“{node.tag}”在 YAML 里是{meaning}，不是文字"
        return None, {}, [problems.error(path, node.place, code, message, "给整个值加上引号")]
    if spec.kind in (Kind.RECORD, Kind.RECORDS, Kind.TEXTS, Kind.PATHS):
        return _read_collection(node, spec, path)
    if not isinstance(node, Scalar):
        message = f"“{spec.label}”应是一个值（{spec.kind.value}），不是列表或键值"
        hint = "只写一个值；以 [ 或 { 开头的文字要加引号"
        return None, {}, [problems.error(path, node.place, "value-type", message, hint)]
    value = _scalar(node.text.strip(), spec)
    if isinstance(value, Fault):
        message = f"“{spec.label}”：{value.message}"
        return None, {}, [problems.error(path, node.place, value.code, message, value.hint)]
    return value, {}, []


def _read_collection(node: Node, spec: Field, path: Path) -> _Read:
    if spec.kind is Kind.RECORD:
        record = read_record(node, spec.fields, path, f"“{spec.label}”")
        return (
            record.values if record.is_good else None,
            record.places,
            list(record.problems),
        )
    if not isinstance(node, nodes.Sequence):
        message = f"“{spec.label}”应是列表"
        return None, {}, [problems.error(path, node.place, "value-type", message, _list_hint(spec))]
    item_kind = {Kind.TEXTS: Kind.TEXT, Kind.PATHS: Kind.PATH}.get(spec.kind, Kind.RECORD)
    item_spec = replace(spec, kind=item_kind)
    values: list[Any] = []
    places: dict[str, tuple[int, int]] = {}
    found: list[Problem] = []
    for number, item in enumerate(node.items):
        places[str(number)] = item.place
        if isinstance(item, Scalar) and item.is_empty:
            message = f"“{spec.label}”的第 {number + 1} 项是空的"
            found.append(problems.error(path, item.place, "value-empty", message, "填上或删去"))
            continue
        value, inner_places, inner = _read_value(item, item_spec, path)
        found.extend(inner)
        places.update({f"{number}.{k}": p for k, p in inner_places.items()})
        values.append(value)
    return (None if found else tuple(values)), places, found


def _list_hint(spec: Field) -> str:
    if spec.kind is Kind.RECORDS:
        first = spec.fields[0].label
        return f"每项另起一行，以 - 开头，如 - {first}: …"
    return f"写作 {spec.label}: [甲, 乙]"


def _scalar(text: str, spec: Field) -> Any | Fault:
    value = _text(text)
    if not isinstance(value, Fault):
        value = _READERS[spec.kind](value)
    if isinstance(value, Fault):
        return value
    if spec.choices and value not in spec.choices:
        near = fields.nearest(text, spec.choices)
        hint = f"是不是“{near}”？" if near else f"只能是：{'、'.join(spec.choices)}"
        return Fault("value-choice", f"不能是“{text}”", hint)
    if spec.pattern and not re.fullmatch(spec.pattern, text, re.ASCII):
        return Fault("value-pattern", f"“{text}”不合格式", f"格式：{spec.pattern_hint}")
    return value


def _text(text: str) -> str | Fault:
    if text.isprintable():
        return text
    if bad := [c for c in text if not is_visible(c) and c != "\n"]:
        code = f"U+{ord(bad[0]):04X}"
        return Fault("value-character", f"含有看不见的字符 {code}", "删去它，重新键入")
    return text.replace("\n", " ")


def _year(text: str) -> int | Fault:
    if not re.fullmatch(r"[0-9]{4}", text):
        digits = re.search(r"(?<!\d)(\d{4})(?!\d)", text)
        hint = f"写作 {int(digits[1])}" if digits else "写四位数字，如 2024"
        return Fault("year-format", f"“{text}”不是四位数字的年份", hint)
    if int(text) < FIRST_YEAR:
        return Fault("year-range", f"{text} 早于 {FIRST_YEAR} 年", "核对年度")
    return int(text)


def _flag(text: str) -> bool | Fault:
    if text not in ("true", "false"):
        return Fault("value-choice", f"不能是“{text}”", "写 true 或 false")
    return text == "true"


def read_address(text: str) -> str | Fault:
    """An absolute web address."""
    try:
        parts = urlsplit(text)
        good = (
            parts.scheme in ("https", "http")
            and bool(parts.hostname)
            and not set(text) & set(" \\")
        )
    except ValueError:
        good = False
    return text if good else Fault("value-address", f"“{text}”不是网址", "以 https:// 开头")


def _path(text: str) -> str | Fault:
    # As servers and the file system take it: %2e%2e is a folder up too.
    plain = unquote(text)
    parts = plain.partition("?")[0].split("/")
    if not plain.startswith("/") or plain.startswith("//") or {".", ".."} & set(parts):
        return Fault("value-path", f"“{text}”不是站内地址", "以 / 开头，不写域名，如 /old/1.html")
    if "#" in text or "\\" in plain:
        hint = "不写 # 和它后面的，不用反斜杠，如 /old/1.html"
        return Fault("value-path", f"“{text}”不是站内地址", hint)
    return text


def _file(text: str) -> str | Fault:
    outside = text.startswith(("/", "~")) or "\\" in text or ":" in text
    if outside or ".." in text.split("/"):
        return Fault(
            "attachment-outside",
            f"“{text}”不在报告自己的文件夹里",
            "文件放进报告的同名文件夹，这里只写文件名",
        )
    return PurePosixPath(text).as_posix()


_READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _text,
    Kind.YEAR: _year,
    Kind.DAY: dates.read_day,
    Kind.MOMENT: dates.read_moment,
    Kind.PERIOD: dates.read_period_end,
    Kind.FLAG: _flag,
    Kind.ADDRESS: read_address,
    Kind.PATH: _path,
    Kind.FILE: _file,
}
