"""``gongkai new``: what it asks, what it refuses, and the file that it writes."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main

CONFIG = """\
site_name: 试
extra:
  gongkai:
    demo: true
"""
UNITS = """\
- id: yundu-sifaju
  name: 云渡县司法局
  short_names: [县司法局]
- id: yundu-ziran
  name: 云渡县自然资源局
  former_names:
    - {name: 云渡县国土资源局, to: 2022-06}
"""
GIVEN = ("--unit", "县司法局", "--year", "2024")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/units.yml").write_text(UNITS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781740800")  # 2026-06-18 in China
    return tmp_path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the command believe that a person sits in front of it."""
    # The package's attribute ``new`` is the command, not its module.
    monkeypatch.setattr(importlib.import_module("gongkai.cli.new"), "_can_ask", lambda: True)


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=answers, catch_exceptions=False)


def check() -> Result:
    return CliRunner().invoke(main, ["check"], catch_exceptions=False)


def test_the_file_has_what_is_known_and_lacks_what_only_a_person_knows(site: Path) -> None:
    result = run(*GIVEN)
    assert result.exit_code == 0
    text = (site / "reports/2024/yundu-sifaju.md").read_text(encoding="utf-8")
    front_matter, body = text.split("---\n")[1:]
    values = [line for line in front_matter.split("\n") if line and not line.startswith("#")]
    assert values == [
        "标题: 云渡县司法局2024年法治政府建设年度报告",
        "年度: 2024",
        "单位: 云渡县司法局",
        "发布日期:",
    ]
    for key in (
        "成文日期",
        "类别",
        "信息来源",
        "索引号",
        "发文字号",
        "内容概述",
        "关键词",
        "附件",
        "相关文件",
    ):
        assert f"\n# {key}:\n" in front_matter
    assert body == (
        "\n## 一、主要举措和成效\n"
        "\n## 二、存在的不足和原因\n"
        "\n## 三、党政主要负责人履行推进法治建设第一责任人职责情况\n"
        "\n## 四、下一年度主要安排\n"
        "\n## 五、其他需要报告的情况\n"
    )


def test_it_prints_where_the_file_is_and_what_to_do(site: Path) -> None:
    assert run(*GIVEN).stdout == (
        "已新建 reports/2024/yundu-sifaju.md\n"
        "接下来：\n"
        "1. 核对标题，把正文写在各个标题下面，没有的部分删去标题；\n"
        "2. 公开时照实填写“发布日期”；\n"
        "3. 运行 gongkai check reports/2024/yundu-sifaju.md\n"
    )


def test_check_asks_for_the_date_and_for_nothing_else(site: Path) -> None:
    run(*GIVEN)
    result = check()
    assert result.exit_code == 1
    assert result.stderr.count("error[") == 1
    assert "reports/2024/yundu-sifaju.md:6:1: error[value-empty]" in result.stderr


@pytest.mark.parametrize("category", [(), ("--category", "政府信息公开工作年度报告")])
def test_with_every_optional_line_opened_only_values_are_missing(
    site: Path, category: tuple[str, ...]
) -> None:
    run(*GIVEN, *category)
    path = site / "reports/2024/yundu-sifaju.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    opened = [line.removeprefix("# ") if line.endswith(":") else line for line in lines]
    path.write_text("\n".join(opened).replace("发布日期:", "发布日期: 2025-03-01"), "utf-8")
    codes = {line.split("[")[1].split("]")[0] for line in check().stderr.split("\n") if "[" in line}
    assert codes <= {"value-empty", "body-empty"}


def test_the_disclosure_report_has_the_six_statutory_parts(site: Path) -> None:
    run(*GIVEN, "--category", "政府信息公开工作年度报告")
    text = (site / "reports/2024/yundu-sifaju.md").read_text(encoding="utf-8")
    assert "标题: 云渡县司法局2024年政府信息公开工作年度报告\n" in text
    assert "\n类别: 政府信息公开工作年度报告\n" in text
    assert [line for line in text.split("\n") if line.startswith("## ")] == [
        "## 一、总体情况",
        "## 二、主动公开政府信息情况",
        "## 三、收到和处理政府信息公开申请情况",
        "## 四、政府信息公开行政复议、行政诉讼情况",
        "## 五、存在的主要问题及改进情况",
        "## 六、其他需要报告的事项",
    ]


def test_an_odd_title_comes_back_as_it_was_given(site: Path) -> None:
    run(*GIVEN, "--title", '司法局: "一号" #1 报告')
    text = (site / "reports/2024/yundu-sifaju.md").read_text(encoding="utf-8")
    assert '\n标题: "司法局: \\"一号\\" #1 报告"\n' in text
    assert check().stderr.count("error[") == 1


def test_a_title_speaks_of_the_unit_as_it_was_called_then(site: Path) -> None:
    run("--unit", "云渡县国土资源局", "--year", "2020")
    text = (site / "reports/2020/yundu-ziran.md").read_text(encoding="utf-8")
    assert "标题: 云渡县国土资源局2020年法治政府建设年度报告\n" in text
    assert "单位: 云渡县自然资源局\n" in text


def test_a_file_that_is_there_is_never_overwritten(site: Path) -> None:
    mine = site / "reports/2024/yundu-sifaju.md"
    mine.parent.mkdir()
    mine.write_text("我写的\n", encoding="utf-8")
    result = run(*GIVEN)
    assert result.exit_code == 1
    assert "reports/2024/yundu-sifaju.md:1:1: error[file-exists]" in result.stderr
    assert "--slug yundu-sifaju-2" in result.stderr
    assert mine.read_text(encoding="utf-8") == "我写的\n"


def test_a_second_report_gets_the_name_that_was_asked_for(site: Path) -> None:
    run(*GIVEN)
    result = run(*GIVEN, "--slug", "yundu-sifaju-2")
    assert result.exit_code == 0
    assert (site / "reports/2024/yundu-sifaju-2.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--unit", "云渡司法局", "--year", "2024"), "是不是“云渡县司法局”？"),
        (("--unit", "甲", "--year", "2024"), "新单位先写进 units.yml"),
        (("--unit", "县司法局", "--year", "24"), "写四位数字"),
        (("--unit", "县司法局", "--year", "1948"), "不早于 1949"),
        ((*GIVEN, "--slug", "../x"), "不能作文件名"),
        ((*GIVEN, "--slug", "index"), "不能作文件名"),
        ((*GIVEN, "--category", "信息公开年度报告"), "是不是“政府信息公开工作年度报告”？"),
        (("--unit", "县司法局"), "缺少 --year"),
        (("--year", "2024"), "缺少 --unit"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_written(
    site: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert list((site / "reports").rglob("*.md")) == []


def test_in_a_terminal_it_asks_and_asks_again(site: Path, terminal: None) -> None:
    result = run(answers="司法\n县司法局\n二四\n2024\n\n")
    assert result.exit_code == 0
    assert "是不是“县司法局”？" in result.output
    text = (site / "reports/2024/yundu-sifaju.md").read_text(encoding="utf-8")
    assert "标题: 云渡县司法局2024年法治政府建设年度报告\n" in text


def test_in_a_terminal_nothing_is_asked_when_all_is_given(site: Path, terminal: None) -> None:
    result = run(*GIVEN, "--title", "一份报告")
    assert result.exit_code == 0
    assert result.stdout.startswith("已新建 ")


def test_without_a_register_there_is_nothing_to_choose_from(site: Path) -> None:
    (site / "reports/units.yml").unlink()
    result = run(*GIVEN)
    assert result.exit_code == 1
    assert "reports/units.yml:1:1: error[units-missing]" in result.stderr
