"""Links inside the site: found however they are written, said where they stand, with a suggestion.

Whether a judgement is right, ``site/test_site_judged_links.py`` asks a built site.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.problems import Problem
from worlds import BODY, MKDOCS, column, report_text

REPORT = "reports/2023/yundu-sifaju.md"
OTHER = "reports/2022/yundu-xinfangju.md"
PICTURE = {"reports/2023/yundu-sifaju/tu.png": b"\x89PNG\r\n\x1a\nx"}


def found(folder: Path, text: str, **fields: object) -> list[Problem]:
    """Findings about links in a report with a text behind a sound one, another report beside it."""
    files = {
        REPORT: report_text(**fields) + f"\n{text}\n",
        OTHER: report_text(年度=2022, 单位="云渡县信访局", 发布日期="2023-03-01"),
        "docs/guide.md": "# 指南\n",
        **PICTURE,
    }
    return [p for p in column(folder, files).problems if p.code.startswith("link-")]


@pytest.mark.parametrize(
    "text",
    [
        "[上年](../2022/none.md)",
        "[上年][r]\n\n[r]: ../2022/none.md",
        '<a href="../2022/none.md">上年</a>',
        "<a href=../2022/none.md>上年</a>",
        "<a title='x' href='../2022/none.md'>上年</a>",
        "| 表 |\n| --- |\n| [上年](../2022/none.md) |",
        "- [上年](<../2022/none.md> '标题')",
        "[上年](..\\2022\\none.md)",
        "[上年](../2022/no&#110;e.md)",
    ],
)
def test_however_a_link_is_written(tmp_path: Path, text: str) -> None:
    assert [p.code for p in found(tmp_path, text)] == ["link-broken"]


@pytest.mark.parametrize(
    "text",
    [
        "`[上年](../2022/none.md)`",
        "[上年]\\(../2022/none.md)",
        "[全文](https://www.gov.cn/none.md) [信](mailto:a@yundu.gov.cn) [电](tel:0999-6012345)",
        "[上年](../2022/yundu-xinfangju.md)[指南](../../guide.md)",
        "![执法现场](yundu-sifaju/tu.png)",
        "[年](index.md#main)",
        "[顶](#top)<p id='x1'>甲</p>[甲](#x1)",
        "脚注[^1]。\n\n[^1]: 说明。",
    ],
)
def test_what_is_right_or_no_link(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_each_is_said_where_it_stands(tmp_path: Path) -> None:
    text = "见[甲](../2022/none.md)和[乙](../2022/none.md)。\n\n![图](yundu-sifaju/tu2.png)"
    problems = found(tmp_path, text)
    lines = (tmp_path / REPORT).read_text(encoding="utf-8").split("\n")
    places = [lines[p.line - 1][p.column - 1 :].partition(")")[0] for p in problems]
    assert places == ["../2022/none.md", "../2022/none.md", "yundu-sifaju/tu2.png"]
    assert [p.code for p in problems] == ["link-broken", "link-broken", "link-picture"]
    assert problems[0].column != problems[1].column
    assert all(p.is_error for p in problems)


def test_what_was_probably_meant_is_said(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "[上年](../2023/yundu-xinfangju.md)")
    assert "是不是“/reports/2022/yundu-xinfangju.html”？" in problem.hint


def test_related_files_of_the_site_are_looked_at_too(tmp_path: Path) -> None:
    related = "[{标题: 甲, 网址: /none.html}, {标题: 乙, 网址: /guide.html}]"
    (problem,) = found(tmp_path, "", 相关文件=related)
    line = (tmp_path / REPORT).read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert (problem.code, line.partition(":")[0]) == ("link-broken", "相关文件")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[](https://www.gov.cn/)", "link-empty"),
        ("[全文]()", "link-empty"),
        ("[全文](http://203.0.113.7:8080/a)", "link-ip"),
        ("[全文](https://[2001:db8::1]/)", "link-ip"),
        ("[小节](#没有)", "link-anchor"),
        ("[小节](../../guide.md#没有)", "link-anchor"),
        ("[坏的](http://[x)", "link-broken"),
        ('<a href="../2022/yundu-xinfangju.md">上年</a>', "link-broken"),
        ("[小节](../2022/yundu-xinfangju.md#没有)", "link-anchor"),
    ],
)
def test_what_else_is_wrong_with_links(tmp_path: Path, text: str, code: str) -> None:
    (problem,) = found(tmp_path, text)
    assert problem.code == code
    assert problem.hint


def test_a_picture_alone_is_what_can_be_clicked_on(tmp_path: Path) -> None:
    text = "[![大图](yundu-sifaju/tu.png)](yundu-sifaju/tu.png)"
    assert found(tmp_path, text) == []


def test_a_site_in_a_folder_of_its_host(tmp_path: Path) -> None:
    text = "[甲](/gk/guide.html) [乙](/guide.html) [丙](https://xxgk.yundu.gov.cn/gk/none)"
    files = {
        "mkdocs.yml": MKDOCS.replace(".gov.cn/\n", ".gov.cn/gk/\n"),
        REPORT: report_text() + f"\n{text}\n",
        "docs/guide.md": "# 指南\n",
    }
    problems = column(tmp_path, files).problems
    assert [p.message for p in problems] == ["站内没有“https://xxgk.yundu.gov.cn/gk/none”"]


def test_pages_written_by_hand_are_looked_at_too(tmp_path: Path) -> None:
    files = {
        "docs/guide.md": "---\ntitle: 指南\n---\n\n# 指南\n\n[制度](rules.md)、[帮助](help.md)。\n",
        "docs/rules.md": "# 制度\n\n![图](assets/tu.svg) [全部](reports/index.md)\n",
        "docs/assets/tu.svg": "<svg/>",
    }
    (problem,) = column(tmp_path, files).problems
    assert (problem.path.name, problem.line, problem.code) == ("guide.md", 7, "link-broken")


def test_a_withdrawn_reports_links_are_no_ones(tmp_path: Path) -> None:
    withdrawn = {"有效性": "已撤回", "状态日期": "2024-05-01", "状态说明": "有误"}
    assert found(tmp_path, "[上年](../2022/none.md)", **withdrawn) == []


def test_a_file_of_a_withdrawn_report_is_not_there(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(有效性="已撤回", 状态日期="2024-05-01", 状态说明="有误"),
        OTHER: report_text(年度=2022, 单位="云渡县信访局", 发布日期="2023-03-01")
        + "\n[图](../2023/yundu-sifaju/tu.png) [页](../2023/yundu-sifaju.md)\n",
        **PICTURE,
    }
    codes = [p.code for p in column(tmp_path, files).errors]
    assert codes == ["link-broken"]


def test_the_text_is_sound() -> None:
    assert "](" not in BODY


def test_a_link_that_no_file_could_answer_to_is_a_finding(tmp_path: Path) -> None:
    """The system refuses even to look for a name of so many letters."""
    address = f"https://xxgk.yundu.gov.cn/reports/2023/{'a' * 300}.html"
    assert [p.code for p in found(tmp_path, f"[甲]({address})")] == ["link-broken"]
