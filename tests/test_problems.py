"""What is printed is part of the contract: other programs read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.problems import (
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    error,
    in_order,
    one_line,
    shown_path,
    tally,
    warning,
)

BASE = Path("/base")
LATE = warning(BASE / "reports/2023/a.md", (5, 7), "late", "公开晚了", "照实保留")
WRONG = error(BASE / "reports/2023/a.md", (4, 5), "unit-unknown", "没有这个单位")


def test_error_and_warning_differ_in_severity_only() -> None:
    assert error(BASE, (2, 3), "c", "m", "h") == Problem(BASE, 2, 3, Severity.ERROR, "c", "m", "h")
    assert warning(BASE, (2, 3), "c", "m") == Problem(BASE, 2, 3, Severity.WARNING, "c", "m", "")
    assert WRONG.is_error
    assert not LATE.is_error


def test_order_is_by_file_line_column_code_and_each_once() -> None:
    a, b = BASE / "a.md", BASE / "b.md"
    wanted = [
        error(a, (1, 9), "z", "m"),
        error(a, (2, 1), "z", "m"),
        error(a, (2, 2), "x", "m"),
        error(a, (2, 2), "y", "l"),
        error(a, (2, 2), "y", "m"),
        error(a, (10, 1), "a", "m"),
        error(b, (1, 1), "a", "m"),
    ]
    assert in_order([*reversed(wanted), *wanted]) == tuple(wanted)


def test_text_is_one_line_with_the_hint_indented_below() -> None:
    assert as_text([WRONG, LATE], BASE) == (
        "reports/2023/a.md:4:5: error[unit-unknown] 没有这个单位\n"
        "reports/2023/a.md:5:7: warning[late] 公开晚了\n"
        "    照实保留\n"
    )
    assert as_text([], BASE) == ""


def test_github_escapes_what_would_end_a_command() -> None:
    problem = error(BASE / "a:b,c%.md", (4, 5), "x", "100%\n::error::假的", "改正")
    assert as_github([WRONG], BASE).endswith("::没有这个单位\n")
    assert as_github([problem, LATE], BASE) == (
        "::error file=a%3Ab%2Cc%25.md,line=4,col=5,title=x::100%25\\n::error::假的%0A改正\n"
        "::warning file=reports/2023/a.md,line=5,col=7,title=late::公开晚了%0A照实保留\n"
    )


def test_json_has_every_part_of_every_finding() -> None:
    assert json.loads(as_json([WRONG, LATE], BASE)) == [
        {
            "path": "reports/2023/a.md",
            "line": 4,
            "column": 5,
            "severity": "error",
            "code": "unit-unknown",
            "message": "没有这个单位",
            "hint": "",
        },
        {
            "path": "reports/2023/a.md",
            "line": 5,
            "column": 7,
            "severity": "warning",
            "code": "late",
            "message": "公开晚了",
            "hint": "照实保留",
        },
    ]
    assert "公开晚了" in as_json([LATE], BASE), "readable without decoding"


@example(message="", hint="", name="\ud800")
@given(message=st.text(), hint=st.text(), name=st.text(st.characters(exclude_characters="/\0")))
def test_no_text_can_break_a_format(message: str, hint: str, name: str) -> None:
    problem = error(BASE / f"{name}.md", (1, 1), "x", message, hint)
    assert len(as_text([problem], BASE).splitlines()) == (2 if hint else 1)
    assert len(as_github([problem], BASE).splitlines()) == 1
    row = json.loads(as_json([problem], BASE).encode())[0]
    assert row["message"] == one_line(message)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\n乙", "甲\\n乙"),
        ("甲\x1b[31m乙", "甲\\x1b[31m乙"),
        ("零\u200b宽", "零\\u200b宽"),
        ("反\u202e转", "反\\u202e转"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("𠮷野\U000323ae", "𠮷野\U000323ae"),  # the last is younger than Python 3.11
    ],
)
def test_invisible_characters_are_made_visible(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_path_is_relative_inside_the_base_only(tmp_path: Path) -> None:
    (tmp_path / "in/side").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert shown_path(tmp_path / "in/side/a.md", tmp_path / "in") == "side/a.md"
    assert shown_path(tmp_path / "in/../in/a.md", tmp_path) == "in/a.md"
    assert shown_path(tmp_path / "a.md", tmp_path / "in") == (tmp_path / "a.md").as_posix()
    assert shown_path(tmp_path / "in/a.md", tmp_path / "link") == "a.md"
    assert shown_path(tmp_path / "link/a.md", tmp_path / "in") == "a.md"
    assert shown_path(Path("../x/a.md"), tmp_path) == "../x/a.md"


def test_path_of_a_link_is_the_links_own(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
    assert shown_path(tmp_path / "a.md", tmp_path) == "a.md"
    assert shown_path(tmp_path / "circle.md", tmp_path) == "circle.md"


def test_tally_counts_both() -> None:
    assert tally([]) == "0 个错误，0 个警告"
    assert tally([WRONG, LATE, LATE]) == "1 个错误，2 个警告"
