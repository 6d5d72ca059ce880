"""What PyYAML could not parse, said in the webmaster's language and at the line to mend.

PyYAML complains where it lost the thread: often a line below the mistake, or at the file's end.
Called by ``reading.nodes`` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from gongkai.problems import Problem, error

_FULL_WIDTH_COLON = re.compile(r"\s*(?:- )?[^\s:：#\"'\[{]+：(?!.*: )")
_NO_SPACE = re.compile(r"\s*(?:- )?[^\s:#\"'\[{]+:(?=[^\s/])")
_NO_SPACE_AFTER_DASH = re.compile(r"\s*-(?=[^\s-])")
_VALUE_AFTER_COLON = re.compile(r".*?:\s+(?=\S)")
_SPECIAL_START = (
    "scanning an alias",
    "scanning an anchor",
    "a tag",
    "scanning a block scalar",
    "scanning a directive",
    "cannot start any token",
    "sequence entries are not allowed",
    "mapping keys are not allowed",
)
_Place = tuple[int, int]


def explain(failure: yaml.MarkedYAMLError, text: str, path: Path, first_line: int) -> Problem:
    """The likely cause, where it stands, and how to mend it."""
    lines = text.split("\n")
    (line, column), cause, hint = _diagnose(failure, lines)
    line = min(line, len(lines) - 1)
    column = min(column, len(lines[line]))
    return error(path, (line + first_line, column + 1), "yaml-syntax", f"读不懂这里：{cause}", hint)


def _diagnose(failure: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[_Place, str, str]:
    """Place (counted from 0), cause and hint."""
    mark = failure.problem_mark or failure.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    begun: Any = failure.context_mark
    start = (begun.line, begun.column) if begun else at
    said = f"{failure.context or ''} | {failure.problem or ''}"
    line = lines[at[0]] if at[0] < len(lines) else ""
    if "\t" in line[: at[1] + 1]:
        return at, "用了制表符（Tab）", "改用空格"
    if "expected ':'" in said or "mapping values" in said:
        return _colon(at, start, lines)
    if "quoted scalar" in said and "end of stream" not in said:
        return start, "双引号里的 \\ 有特殊意思", "改用单引号，或把 \\ 写成 /"
    if "quoted scalar" in said:
        return start, "引号没有配对", "在这个值的末尾补上另一半引号"
    if "parsing a flow" in said:
        return start, "括号没有配对", "补上 ] 或 }；若不是列表，给整个值加上引号"
    if any(words in said for words in _SPECIAL_START):
        sign = lines[start[0]][start[1] : start[1] + 1]
        return start, f"“{sign}”在 YAML 里有特殊意思", "给整个值加上引号"
    value = _VALUE_AFTER_COLON.match(line)
    if value and value.end() < at[1] and line[value.end()] in "\"'":
        hint = "把整个值放进一对单引号 ' '，或把里面的引号改为“”"
        return at, "引号没有配对，或引号之后还有文字", hint
    if value and value.end() < at[1] and line[value.end()] in "[{":
        return (at[0], value.end()), "括号之后还有文字", "给整个值加上引号"
    return at, "格式不对，常因缩进没有对齐", "同一层的键从同一列开始，列表项以 - 加空格开头"


def _colon(at: _Place, start: _Place, lines: Sequence[str]) -> tuple[_Place, str, str]:
    """A colon is lacking, is not one to YAML, or is one where a value was meant."""
    line = lines[at[0]] if at[0] < len(lines) else ""
    if ": " in line[: at[1]]:
        return at, "值里有冒号加空格", "给冒号后面的整个值加上引号"
    first = start[0] if start != at else max(at[0] - 1, 0)
    while first and _is_lone(lines[first]) and _is_lone(lines[first - 1]):
        first -= 1
    for number in range(first, min(at[0] + 1, len(lines))):
        if found := _FULL_WIDTH_COLON.match(lines[number]):
            return (number, found.end() - 1), "键后面是全角冒号", "改为半角冒号，后面空一格"
        if found := _NO_SPACE_AFTER_DASH.match(lines[number]):
            return (number, found.end()), "列表的 - 后面没有空格", "在 - 后面空一格"
        if found := _NO_SPACE.match(lines[number]):
            return (number, found.end()), "冒号后面没有空格", "在冒号后面空一格"
    if start != at:
        return start, "这一行没有冒号", "写成 键: 值，冒号用半角，后面空一格"
    return at, "这一行缩进得比上一行多", "同一层的键从同一列开始"


def _is_lone(line: str) -> bool:
    """Whether a line is meant as a key and a value, and is neither to YAML."""
    return bool(_FULL_WIDTH_COLON.match(line) or _NO_SPACE.match(line)) and ": " not in line
