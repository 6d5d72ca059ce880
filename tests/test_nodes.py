"""YAML is read as the text that was written, with its place, by either parser alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.problems import Problem
from gongkai.reading import nodes
from gongkai.reading.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence
from worlds import LOADERS

FILE = Path("a.md")


@pytest.fixture(autouse=True, params=LOADERS)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_Loader", request.param)


def parse(text: str, first_line: int = 1) -> Node | None:
    node, problems = nodes.parse(text, FILE, first_line)
    assert problems == []
    return node


def faults(text: str, first_line: int = 1) -> list[Problem]:
    node, problems = nodes.parse(text, FILE, first_line)
    assert (node is None) == any(p.is_error for p in problems)
    return problems


def test_scalars_stay_text() -> None:
    text = "年度: 010\n日期: 2024-02-30\n时间: 12:30:00\n旗: yes\n数: 1_000\n空: ~\n"
    node = parse(text)
    assert isinstance(node, Mapping)
    assert [(k.text, v.text) for k, v in node.pairs if isinstance(v, Scalar)] == [
        ("年度", "010"),
        ("日期", "2024-02-30"),
        ("时间", "12:30:00"),
        ("旗", "yes"),
        ("数", "1_000"),
        ("空", "~"),
    ]


def test_everything_knows_its_place() -> None:
    node = parse("标题: 报告\n附件:\n  - 文件: a.pdf\n    名称: '甲'\n关键词: [法治,  行政]\n", 2)
    assert node == Mapping(
        2,
        1,
        pairs=(
            (Scalar(2, 1, text="标题"), Scalar(2, 5, text="报告")),
            (
                Scalar(3, 1, text="附件"),
                Sequence(
                    4,
                    3,
                    items=(
                        Mapping(
                            4,
                            5,
                            pairs=(
                                (Scalar(4, 5, text="文件"), Scalar(4, 9, text="a.pdf")),
                                (
                                    Scalar(5, 5, text="名称"),
                                    Scalar(5, 9, text="甲", is_plain=False),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            (
                Scalar(6, 1, text="关键词"),
                Sequence(6, 6, items=(Scalar(6, 7, text="法治"), Scalar(6, 12, text="行政"))),
            ),
        ),
    )


def test_places_count_characters_not_bytes() -> None:
    node = parse("𠮷野: 甲\n")
    assert isinstance(node, Mapping)
    assert node.pairs[0][1].place == (1, 5)


def test_equal_keys_are_all_kept_and_the_first_is_found() -> None:
    node = parse("a: 1\na: 2\n")
    assert isinstance(node, Mapping)
    assert len(node.pairs) == 2
    assert node.get("a") == Scalar(1, 4, text="1")
    assert node.get("b") is None


@pytest.mark.parametrize("text", ["", "\n", "# nur ein Kommentar\n"])
def test_nothing_is_no_node(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("value", "is_empty"),
    [
        ("", True),
        ("~", True),
        ("null", True),
        ("Null", True),
        ("NULL", True),
        ("''", True),
        ("' '", True),
        ("'~'", False),
        ('"null"', False),
        ("nULL", False),
        ("none", False),
        ("0", False),
        ("*alias", False),
        ("&anchor", False),
        ("!!str", False),
    ],
)
def test_what_counts_as_nothing(value: str, is_empty: bool) -> None:
    node = parse(f"a: {value}\n")
    assert isinstance(node, Mapping)
    scalar = node.pairs[0][1]
    assert isinstance(scalar, Scalar)
    assert scalar.is_empty is is_empty


@pytest.mark.parametrize(
    ("value", "tag"),
    [("*a", "*a"), ("&a x", "&a"), ("!a x", "!a"), ("!!int 1", "!!int"), ("x", ""), ("'x'", "")],
)
def test_tags_are_named_as_they_are_written(value: str, tag: str) -> None:
    node = parse(f"k: {value}\n")
    assert isinstance(node, Mapping)
    assert node.pairs[0][1].tag == tag


def test_block_text_keeps_its_lines() -> None:
    node = parse("a: |\n  甲\n  乙 # 不是注释\nb: >\n  丙\n  丁\n")
    assert isinstance(node, Mapping)
    assert [getattr(v, "text", None) for _, v in node.pairs] == ["甲\n乙 # 不是注释\n", "丙 丁\n"]


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("标题: 报告 #1\n", (1, 7), "“#1”"),
        ("关键词:\n  - 法治 # 一\n", (2, 7), "“# 一”"),
        (f"标题: 报告 #{'长' * 30}\n", (1, 7), f"“#{'长' * 19}”"),
    ],
)
def test_a_comment_behind_a_value_is_said(text: str, place: tuple[int, int], shown: str) -> None:
    (problem,) = faults(text)
    assert (problem.line, problem.column, problem.code) == (*place, "yaml-comment")
    assert problem.message == f"{shown}被当作注释，不会公开"
    assert not problem.is_error


@pytest.mark.parametrize(
    "text",
    [
        "# 注释\n标题: 报告\n",
        "标题: '报告 #1'\n",
        "标题: '报告' # 注释\n",
        "标题: 报告#1\n",
        "标题: # 注释\n  报告\n",
        "标题: # 注释\n年度: 2023\n",
        "标题: [报告] # 注释\n",
    ],
)
def test_other_comments_are_no_ones_business(text: str) -> None:
    assert faults(text) == []


def test_depth_has_a_limit() -> None:
    assert isinstance(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH), Sequence)
    (problem,) = faults("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))
    assert (problem.line, problem.column, problem.code) == (1, MAX_DEPTH + 2, "yaml-depth")


def test_depth_does_not_exhaust_anything() -> None:
    assert [p.code for p in faults("- " * 100_000)] == ["yaml-depth"]
    assert [p.code for p in faults("{a: " * 100_000)] == ["yaml-depth"]
    assert [p.code for p in faults("? " * 100_000)] == ["yaml-depth"]


@pytest.mark.parametrize(
    ("text", "place", "code", "cause"),
    [
        ("a: b: c\n", (1, 5), "yaml-syntax", "值里有冒号加空格"),
        ("a: b\n\n\nc：d\ne: f\n", (4, 2), "yaml-syntax", "全角冒号"),
        ("- 编号: a\n  名称：甲\n- 编号: b\n", (2, 5), "yaml-syntax", "全角冒号"),
        ("a: x\nb:c\n", (2, 3), "yaml-syntax", "冒号后面没有空格"),
        ("a: x\n文字\nb: c\n", (2, 1), "yaml-syntax", "这一行没有冒号"),
        ("a: x\n  b: c\n", (2, 4), "yaml-syntax", "缩进得比上一行多"),
        ("k:\n  - a:b\nx: 1\n y: 2\n", (4, 3), "yaml-syntax", "缩进得比上一行多"),
        ("x: 1\n y: 2\nb:c\n", (2, 3), "yaml-syntax", "缩进得比上一行多"),
        ("  a: x\nb: c\n", (2, 1), "yaml-syntax", "缩进没有对齐"),
        ("a:\n  - b: 1\n   c: 2\n", (3, 4), "yaml-syntax", "缩进没有对齐"),
        ("a: 'x\nb: c\n", (1, 4), "yaml-syntax", "引号没有配对"),
        ('a: "x" y\n', (1, 8), "yaml-syntax", "引号之后还有文字"),
        ("a: [x] y\n", (1, 4), "yaml-syntax", "括号之后还有文字"),
        ("a: {x: [y}\n", (1, 8), "yaml-syntax", "括号没有配对"),
        ("a: x\n\tb: c\n", (2, 1), "yaml-syntax", "制表符"),
        ("a: @x\n", (1, 4), "yaml-syntax", "“@”在 YAML 里有特殊意思"),
        ("a: `x`\n", (1, 4), "yaml-syntax", "“`”在 YAML 里有特殊意思"),
        ("a: &甲\n", (1, 4), "yaml-syntax", "“&”在 YAML 里有特殊意思"),
        ("a: !甲\n", (1, 4), "yaml-syntax", "“!”在 YAML 里有特殊意思"),
        ("a: |x\n", (1, 4), "yaml-syntax", "“|”在 YAML 里有特殊意思"),
        ("a: - x\n", (1, 4), "yaml-syntax", "“-”在 YAML 里有特殊意思"),
        ("a: ? x\n", (1, 4), "yaml-syntax", "“?”在 YAML 里有特殊意思"),
        ("%甲\na: b\n", (1, 1), "yaml-syntax", "“%”在 YAML 里有特殊意思"),
        ('a: "\\q"\n', (1, 4), "yaml-syntax", "双引号里的 \\ 有特殊意思"),
        ("a: x\n--- b\n", (2, 1), "yaml-documents", "第二段 YAML"),
        ("a: x\n? {b: c}\n: d\n", (2, 3), "yaml-key", "键必须是文字"),
        ("a: x\nb: \x85\n", (2, 4), "yaml-character", "U+0085"),
        ("a: x\nb: y\u2029\n", (2, 5), "yaml-character", "U+2029"),
        ("a: \x7f\n", (1, 4), "yaml-character", "U+007F"),
        ("a: \ufffe\n", (1, 4), "yaml-character", "U+FFFE"),
        ("\n\x01", (2, 1), "yaml-character", "U+0001"),
    ],
)
def test_a_fault_is_named_where_it_is_to_be_mended(
    text: str, place: tuple[int, int], code: str, cause: str
) -> None:
    (problem,) = faults(text)
    assert (problem.line, problem.column, problem.code) == (*place, code)
    assert cause in problem.message
    assert problem.hint
    (moved,) = faults(text, first_line=41)
    assert (moved.line, moved.column) == (place[0] + 40, place[1])


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"\n', 'a: x\nb: "\\U00110000"\n', "%YAML 9.9\n"])
def test_what_makes_the_python_parser_raise_is_a_finding(text: str) -> None:
    (problem,) = faults(text)
    assert problem.code == "yaml-syntax"
    assert problem.line <= text.count("\n")


@given(st.text())
def test_quoted_text_comes_back_as_it_was(text: str) -> None:
    """Whatever JSON can quote, YAML reads; so a hint to add quotes is always good advice."""
    quoted = "'" + text.replace("'", "''") + "'"
    if nodes._FORBIDDEN.search(text) or "\n" in text:
        return
    node = parse(f"a: {quoted}\n")
    assert isinstance(node, Mapping)
    assert node.pairs[0][1] == Scalar(1, 4, text=text, is_plain=False)
