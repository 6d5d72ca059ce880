"""A list that a person gives along: what is known of each original, which no guess may change.

A CSV with a column 文件 (``file``) and any of a report's fields, by Chinese or English key. Called
by the command; asked by ``drafting``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gongkai import fields
from gongkai.problems import Problem, error, warning
from gongkai.reading.text import decode
from gongkai.report import FIELDS

_FILE = ("文件", "file")
_USABLE = tuple(f for f in FIELDS if not f.fields and f.kind.value.find("列表") < 0)
"""Fields that fit into a cell."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by the name of their file, or by its path where names repeat."""

    path: Path = Path()
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """File → English key → value, empty cells left out."""
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, path: Path) -> Mapping[str, str]:
        """What is known of an original: by the longest end of its path that the list names."""
        return next((row for name in _names(path) if (row := self.rows.get(name))), {})

    def line(self, path: Path) -> int:
        return next((self.lines[name] for name in _names(path) if name in self.lines), 1)


def _names(path: Path) -> Iterator[str]:
    """What a list may call a file: its path, and each end of it, the longest first."""
    parts = path.parts
    return (Path(*parts[start:]).as_posix() for start in range(len(parts)))


def read_manifest(path: Path) -> tuple[Manifest, list[Problem]]:
    """The list; a column that is not known is an error, for a value would be lost."""
    try:
        data = path.read_bytes()
    except OSError as failure:
        reason = failure.strerror or str(failure)
        found = error(path, (1, 1), "file-unreadable", f"读不了清单：{reason}", "核对路径和权限")
        return Manifest(path), [found]
    text, problems = decode(data, path)
    if text is None and problems[0].code == "encoding":
        with suppress(UnicodeDecodeError):
            text, problems = data.decode("gb18030"), []
    if text is None:
        return Manifest(path), problems
    reader = csv.reader(io.StringIO(text, newline=""))
    head = [cell.strip() for cell in next(reader, [])]
    keys, problems = _keys(head, path)
    rows: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    for cells in reader:
        values = {k: c.strip() for k, c in zip(keys, cells, strict=False) if k and c.strip()}
        name = values.pop("file", "").replace("\\", "/").removeprefix("./")
        if not name:
            continue
        if name in rows:
            message = f"“{name}”在清单里写了两次，第一次在第 {lines[name]} 行"
            problems.append(
                error(path, (reader.line_num, 1), "manifest-twice", message, "只留一行")
            )
        rows[name] = values
        lines[name] = reader.line_num
    return Manifest(path, rows, lines), problems


def _keys(head: list[str], path: Path) -> tuple[list[str], list[Problem]]:
    """English key of each column."""
    known = fields.by_any_key(_USABLE)
    keys, problems = [], list[Problem]()
    for number, name in enumerate(head, start=1):
        if name in _FILE:
            keys.append("file")
        elif name in known:
            keys.append(known[name].key)
        else:
            keys.append("")
            near = fields.nearest(name, [*known, *_FILE])
            hint = f"是不是“{near}”？" if near else "可用“文件”和报告的字段，如 单位、发布日期"
            message = f"清单里不认识的列“{name}”"
            problems.append(error(path, (1, number), "manifest-column", message, hint))
    if "file" not in keys:
        message, hint = "清单没有“文件”这一列", "第一行写上各列的名称，其中一列是 文件"
        problems.append(error(path, (1, 1), "manifest-column", message, hint))
    return keys, problems


def unused(manifest: Manifest, paths: Iterable[Path]) -> list[Problem]:
    """Rows whose file was not among the originals: a wrong name would be a lost value."""
    used = {name for path in paths for name in _names(path)}
    return [
        warning(
            manifest.path,
            (manifest.lines[name], 1),
            "manifest-unused",
            f"清单里的“{name}”没有对应的原文件",
            "核对文件名；在文件夹里的写相对路径",
        )
        for name in manifest.rows
        if name not in used
    ]
