"""YAML text becomes nodes that know their line and column.

PyYAML's own loaders lose the places, keep the last of two equal keys, read ``010`` as 8 and raise
on ``2024-02-30``. So only its parser is used here: its events become nodes whose scalars are still
the text that was written, and what a text means is decided by the field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gongkai.problems import Problem, error, warning

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it (ten times faster), else the pure Python parser."""

MAX_DEPTH = 12
"""Front matter nests three levels; more is a mistake or an attack on the parser's stack."""


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


def parse(text: str, path: Path, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one document in ``text``; ``first_line`` is the file's line on which the text begins."""
    builder = _Builder(text, path, first_line)
    try:
        return builder.document(), builder.problems
    except _Fault as fault:
        place = builder.place(fault.mark)
        found = error(path, place, fault.code, fault.message, fault.hint)
    except yaml.MarkedYAMLError as failure:
        found = _syntax_problem(failure, text, path, first_line)
    except yaml.YAMLError as failure:
        position = getattr(failure, "position", 0)
        line = text.count("\n", 0, position) + first_line
        character = getattr(failure, "character", None)
        shown = f"U+{character:04X}" if isinstance(character, int) else "控制字符"
        message = f"含有看不见的字符 {shown}"
        found = error(path, (line, 1), "yaml-character", message, "删去它，重新键入这一行")
    return None, [*builder.problems, found]


class _Builder:
    """Folds the parser's events into nodes."""

    def __init__(self, text: str, path: Path, first_line: int) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)

    def place(self, mark: Any) -> tuple[int, int]:
        return mark.line + self.first_line, mark.column + 1

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
        tag = f"&{event.anchor}" if event.anchor else event.tag or ""
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None
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
        if mark.line >= len(self.lines) or not event.value:
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


def _syntax_problem(
    failure: yaml.MarkedYAMLError, text: str, path: Path, first_line: int
) -> Problem:
    """PyYAML's message in the webmaster's language, with the likely cause on that line."""
    mark = failure.problem_mark or failure.context_mark
    number = mark.line if mark else 0
    lines = text.split("\n")
    line = lines[number] if number < len(lines) else ""
    place = (number + first_line, (mark.column if mark else 0) + 1)
    problem = failure.problem or ""
    before = lines[number - 1] if number else ""
    if "mapping values are not allowed" in problem:
        cause, hint = "值里有冒号加空格", "给冒号后面的整个值加上引号"
    elif "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        cause, hint = "用了制表符（Tab）", "改用空格"
    elif "could not find expected ':'" in problem or "simple key" in problem:
        cause, hint = "这一行或上一行缺少冒号", "写成 键: 值，冒号用半角，后面空一格"
    elif "cannot start any token" in problem:
        cause, hint = "值以 YAML 的特殊符号开头", "给整个值加上引号"
    elif "quoted scalar" in (failure.context or "") or "end of stream" in problem:
        cause, hint = "引号或括号没有配对", "补上缺少的一半"
    elif "'" in line + before or '"' in line + before:
        cause, hint = "引号没有配对，或引号之后还有文字", "把整个值放进一对引号"
    else:
        cause, hint = "格式不对，常因缩进没有对齐", "同一层的键从同一列开始，列表项以 - 加空格开头"
    if "：" in line and ": " not in line:
        hint = "键后面的冒号要用半角，后面空一格"
    return error(path, place, "yaml-syntax", f"读不懂这里：{cause}", hint)
