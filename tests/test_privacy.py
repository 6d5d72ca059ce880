"""Numbers of people and accounts: found however they are written, and never printed whole.

Every number here is made up when the test runs; none stands in this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.privacy import leaks
from gongkai.problems import FORMATS, Problem
from numbers_of_nobody import card_number, citizen_number
from worlds import MKDOCS, column, report_text


def grouped(number: str, by: str, *sizes: int) -> str:
    parts, at = [], 0
    for size in (*sizes, len(number)):
        parts.append(number[at : at + size])
        at += size
    return by.join(part for part in parts if part)


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda n: n,
    "lower x": str.lower,
    "spaces": lambda n: grouped(n, " ", 6, 8),
    "hyphens": lambda n: grouped(n, "-", 6, 4, 4),
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    "zero width": lambda n: "\u200b".join(n),
    "every figure spaced": lambda n: " ".join(n),
    "bold": lambda n: f"{n[:6]}**{n[6:14]}**{n[14:]}",
    "tags": lambda n: f"<b>{n[:9]}</b><i>{n[9:]}</i>",
    "table cells": lambda n: f"\n\n| {n[:6]} | {n[6:14]} | {n[14:]} |\n| --- | --- | --- |\n\n",
    "two lines": lambda n: f"{n[:10]}\n{n[10:]}",
    "entities": lambda n: "".join(f"&#{ord(c)};" for c in n),
    "ideographic spaces and dashes": lambda n: grouped(n, "\u3000—", 3, 3, 8),
    "roman ten": lambda n: n.replace("X", "Ⅹ"),
    "behind letters": lambda n: f"ID{n}",
    "emphasis": lambda n: f"_{n}_",
    "before letters": lambda n: f"{n}zhangsan",
    "variation selectors": lambda n: "\ufe0f".join(n),
    "superscripts": lambda n: n.translate(dict(zip(range(48, 58), "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))),
    "signs": lambda n: f"{n[:6]}#{n[6:14]}={n[14:]}",
    "underscores": lambda n: f"__{n[:6]}__{n[6:]}",
}


def found(tmp_path: Path, body: str, **fields: object) -> list[Problem]:
    report = report_text(**fields) + f"\n第二段。\n\n{body}\n"
    problems = column(tmp_path, {"reports/2023/yundu-sifaju.md": report}).problems
    return [p for p in problems if p.code.startswith("privacy-")]


@given(st.integers(0, 10**9), st.sampled_from(sorted(DISGUISES)))
def test_no_disguise_hides_a_citizens_number(
    tmp_path_factory: pytest.TempPathFactory, seed: int, disguise: str
) -> None:
    number = citizen_number(seed)
    body = f"当事人（{DISGUISES[disguise](number)}）申请复议。"
    problems = found(tmp_path_factory.mktemp("p"), body)
    assert "privacy-id" in [p.code for p in problems]
    for write in FORMATS.values():
        said = re.sub(r"\s", "", write(problems, Path("/")))
        assert number not in said
        assert number[2:16] not in said


def test_a_finding_says_the_line_and_stops_the_build(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, f"第三段，身份证号{citizen_number(1)}。")
    text = (tmp_path / "reports/2023/yundu-sifaju.md").read_text(encoding="utf-8")
    line = text.splitlines()[problem.line - 1]
    assert line.startswith("第三段")
    assert line[problem.column - 1 :].startswith(citizen_number(1))
    assert problem.is_error
    assert "删去" in problem.hint


@pytest.mark.parametrize("key", ["标题", "内容概述", "信息来源"])
def test_front_matter_is_looked_through_too(tmp_path: Path, key: str) -> None:
    value = f"云渡县司法局2023年法治政府建设年度报告 {citizen_number(2)}"
    (problem,) = found(tmp_path, "正文。", **{key: value})
    assert problem.code == "privacy-id"
    text = (tmp_path / "reports/2023/yundu-sifaju.md").read_text(encoding="utf-8")
    assert text.splitlines()[problem.line - 1].startswith(key)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"开户银行账号：{card_number(1, '95', 16)}", "privacy-card"),
        (f"卡号 {grouped(card_number(2, '43', 16), ' ', 4, 4, 4)}", "privacy-card"),
        (f"号码{card_number(3)}。", "privacy-card"),
        (f"联系人手机{'139' + '12345' + '678'}", "privacy-mobile"),
        (f"电话{'139'} {'1234'} {'5678'}", "privacy-mobile"),
        (f"旧证号{'110999' + '750229'[:4] + '01' + '123'}", "privacy-id-old"),
    ],
)
def test_what_else_is_found(tmp_path: Path, body: str, code: str) -> None:
    (problem,) = found(tmp_path, body)
    assert problem.code == code
    assert problem.is_error == (code == "privacy-card")


@pytest.mark.parametrize(
    "body",
    [
        f"身份证号{citizen_number(3)[:17]}{'0' if citizen_number(3)[17] != '0' else '1'}",
        f"编号{citizen_number(4)}9A",
        f"锛凿斧锯各一件，山﨑来访，项目代码2023-{card_number(8, '62', 16)[:6]}-48-03-012345。",
        f"编号{citizen_number(5)}0",
        f"序号{citizen_number(6)[:10]}，\n\n{citizen_number(6)[10:]}",
        "统一社会信用代码11999921MB0K24713D，信用代码91110000100000000X。",
        "办公电话0310-6012345，热线12345，传真 0310-6012346 转 801。",
        "全年1,234,567,890.12元，同比2022年增长13.5%，2023年1—12月共 13912 件、345 件、678 件。",
        "网址 https://www.gov.cn/zhengce/content/202401/content_6924567.htm",
        "| 年度 | 件数 |\n| --- | --- |\n| 2021 | 1390 |\n| 2022 | 1234 |\n| 2023 | 5678 |",
        "索引号 000014349/2024-00019，发文字号云司〔2024〕5号。",
        "1101011999990112345 不是身份证号。",
    ],
)
def test_what_is_nobodys_is_left_alone(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


@pytest.mark.parametrize("gap", [" " * 3000, "\u3000" * 300, "<b>" * 200, "*" * 500])
def test_no_width_hides_a_number_or_takes_long(gap: str) -> None:
    number = citizen_number(8)
    hidden = f"证号{number[:9]}{gap}{number[9:]}。"
    assert [leak.rule.code for leak in leaks(hidden)] == ["privacy-id"]
    assert list(leaks(f"{number[:9]}{gap}字{gap}{number[9:]}")) == []


def test_a_telephone_that_is_the_offices_may_be_excepted(tmp_path: Path) -> None:
    reason = "[{code: privacy-mobile, reason: 值班手机，对外公布}]"
    assert found(tmp_path, "值班13912345678", 例外=reason) == []


@pytest.mark.parametrize("key", ["年度", "发布日期", "类别", "替代文件", "有效性"])
def test_no_other_finding_prints_a_number_either(tmp_path: Path, key: str) -> None:
    number = citizen_number(7)
    files = {"reports/2023/yundu-sifaju.md": report_text(**{key: number})}
    problems = column(tmp_path, files).problems
    said = "".join(write(problems, Path("/")) for write in FORMATS.values())
    assert f"{number[:2]}**************{number[-2:]}" in said
    assert number not in said


def test_a_number_in_a_files_name_is_found_and_not_printed(tmp_path: Path) -> None:
    number = citizen_number(9)
    problems = column(tmp_path, {f"reports/2022/{number}.md": report_text(年度=2022)}).problems
    assert "privacy-id" in [p.code for p in problems]
    for write in FORMATS.values():
        said = write(problems, tmp_path)
        assert number not in said
        assert f"reports/2022/{number[:2]}**************{number[-2:]}.md" in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("索引号", "{}"),
        ("原文链接", "https://a.gov.cn/?sfz={}"),
        ("旧网址", "[/old/{}.html]"),
        ("相关文件", "[{{标题: 甲, 网址: 'https://a.gov.cn/{}'}}]"),
        ("导入来源", "{{文件: '{}.docx', 校验值: " + "ab" * 32 + "}}"),
    ],
)
def test_every_value_that_goes_public_is_looked_through(
    tmp_path: Path, key: str, value: str
) -> None:
    problems = found(tmp_path, "正文。", **{key: value.format(citizen_number(21))})
    assert "privacy-id" in [p.code for p in problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/guide.md", "# 指南\n\n联系人身份证号{}。\n"),
        ("reports/units.yml", "- {{编号: yundu-sifaju, 名称: 云渡县司法局, 简称: [张三{}]}}\n"),
        (
            "mkdocs.yml",
            f"{MKDOCS}    栏目描述: 经办人".replace("{", "{{").replace("}", "}}") + "{}",
        ),
    ],
)
def test_what_else_goes_public_is_looked_through(tmp_path: Path, name: str, text: str) -> None:
    number = citizen_number(22)
    problems = column(
        tmp_path, {name: text.replace("{}", number).replace("{{", "{").replace("}}", "}")}
    ).problems
    assert ("privacy-id", (tmp_path / name).name) in [(p.code, p.path.name) for p in problems]


def test_a_finding_masks_numbers_however_they_are_written(tmp_path: Path) -> None:
    number = citizen_number(23)
    for written in (f"{number[:6]} {number[6:14]} {number[14:]}", grouped(number, "-", 6, 8)):
        files = {f"reports/2023/{number[:6]}-{number[6:]}.md": report_text(单位=f"张三{written}")}
        problems = column(tmp_path / written, files).problems
        said = "".join(write(problems, tmp_path) for write in FORMATS.values())
        assert "unit-unknown" in said
        assert number[6:14] not in said


def test_an_exception_for_a_number_accepts_it_once(tmp_path: Path) -> None:
    number = citizen_number(24)
    shown = f"{number[:2]}**************{number[-2:]}"
    reason = f"[{{规则: privacy-id, 理由: 是编号, 号码: '{shown}'}}]"
    assert found(tmp_path / "a", f"编号{number}。", 例外=reason) == []
    twice = found(tmp_path / "b", f"编号{number}。\n\n另一处{number}。", 例外=reason)
    assert [p.code for p in twice] == ["privacy-id"]
