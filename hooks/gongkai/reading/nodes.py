"""YAML text becomes nodes that know their line and column.

PyYAML's own loaders lose the places, keep the last of two equal keys, read ``010`` as 8 and raise
on ``2024-02-30``. So only its parser is used here: its events become nodes whose scalars are still
the text that was written, and what a text means is decided by the field it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gongkai.problems import Problem, error, warning
from gongkai.reading.syntax import explain

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it (ten times faster), else the pure Python parser."""

MAX_DEPTH = 12
"""Front matter nests three levels; more is a mistake or an attack on the parser's stack."""

_STANDARD = "tag:yaml.org,2002:"
_FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML refuses, and the line breaks U+0085, U+2028 and U+2029 that no editor counts as one."""


@dataclass(frozen=True, slots=True)
class Node:
    """Anything in YAML, with the line and column where it begins (counted from 1)."""

    line: int
    column: int
    tag: str = ""
    """What is no text to YAML: ``!tag``, ``&anchor`` or ``*alias``; empty for nearly everything."""

    @property
    def place(self) -> tuple[int, int]:
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A single value, as the text that was written."""

    text: str = ""
    is_plain: bool = True
    """Whether it stands without quotes."""

    @property
    def is_empty(self) -> bool:
        """Nothing, or one of YAML's words for nothing."""
        if self.tag:
            return False
        return not self.text.strip() or (
            self.is_plain and self.text in ("~", "null", "Null", "NULL")
        )


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """Keys and values, in the order written, equal keys included."""

    pairs: tuple[tuple[Scalar, Node], ...] = ()

    def get(self, key: str) -> Node | None:
        """The value of the first such key."""
        return next((value for name, value in self.pairs if name.text == key), None)


class _Fault(Exception):
    """Leaves the builder at the first event that cannot become a node; caught in this module."""

    def __init__(self, mark: Any, code: str, message: str, hint: str) -> None:
        self.mark, self.code, self.message, self.hint = mark, code, message, hint


def parser_name() -> str:
    """Which of the two parsers is in use: what they say of a fault may differ."""
    return f"{_Loader.__module__}.{_Loader.__name__}"


def parse(text: str, path: Path, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one document in ``text``; ``first_line`` is the file's line on which the text begins."""
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start())
        column = bad.start() - text.rfind("\n", 0, bad.start())
        message = f"含有看不见的字符 U+{ord(bad[0]):04X}"
        hint = "删去它，重新键入这一行"
        return None, [error(path, (line + first_line, column), "yaml-character", message, hint)]
    builder = _Builder(text, path, first_line)
    try:
        return builder.document(), builder.problems
    except _Fault as fault:
        place = builder.place(fault.mark)
        found = error(path, place, fault.code, fault.message, fault.hint)
    except yaml.MarkedYAMLError as failure:
        found = explain(failure, text, path, first_line)
    except (yaml.YAMLError, ValueError, OverflowError):
        # The pure Python parser lets ``chr`` and ``int`` raise on numbers that are out of range.
        message, hint = "读不懂这一处之后的内容", "检查下面几行里的 \\ 和 %，给整个值加上单引号"
        found = error(path, builder.place(builder.newest), "yaml-syntax", message, hint)
    return None, [*builder.problems, found]


class _Builder:
    """Folds the parser's events into nodes."""

    def __init__(self, text: str, path: Path, first_line: int) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.newest: Any = None
        """Where the newest event began."""
        self.events: Iterator[Any] = self.follow(yaml.parse(text, Loader=_Loader))

    def follow(self, events: Iterator[Any]) -> Iterator[Any]:
        for event in events:
            self.newest = event.start_mark
            yield event

    def place(self, mark: Any) -> tuple[int, int]:
        if mark is None:
            return self.first_line, 1
        line = min(mark.line, len(self.lines) - 1)
        return line + self.first_line, min(mark.column, len(self.lines[line])) + 1

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and node is not None:
                raise _Fault(
                    event.start_mark, "yaml-documents", "这里开始了第二段 YAML", "删去多余的 ---"
                )
            if isinstance(event, yaml.NodeEvent):
                node = self.node(event, 0)
        return node

    def node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _Fault(event.start_mark, "yaml-depth", "嵌套太深", "按手册的样子写成一两层")
        line, column = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return Scalar(line, column, f"*{event.anchor}")
        tag = f"&{event.anchor}" if event.anchor else (event.tag or "").replace(_STANDARD, "!!")
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style  # None from the Python parser, "" from libyaml
            if plain:
                self.look_for_comment(event)
            return Scalar(line, column, tag, event.value, plain)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return Sequence(line, column, tag, tuple(items))
        pairs: list[tuple[Scalar, Node]] = []
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise _Fault(inner.start_mark, "yaml-key", "键必须是文字", "按 键: 值 的样子写")
            pairs.append((key, value))
        return Mapping(line, column, tag, tuple(pairs))

    def look_for_comment(self, event: Any) -> None:
        """``标题: 报告 #1`` loses `` #1`` without a word: say so."""
        mark = event.end_mark
        if not event.value:
            return
        rest = self.lines[mark.line][mark.column :].lstrip()
        if rest.startswith("#"):
            self.problems.append(
                warning(
                    self.path,
                    self.place(mark),
                    "yaml-comment",
                    f"“{rest[:20]}”被当作注释，不会公开",
                    "若是内容的一部分，给整个值加引号；若是注释，另起一行",
                )
            )
