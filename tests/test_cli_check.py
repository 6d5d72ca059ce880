"""``gongkai check`` as it is called: formats, paths, exit codes, where it looks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import made_files
from gongkai.cli import main
from worlds import BASE, BODY, NOW, findings, report_text, run_check, world

LATE = report_text(发布日期="2024-04-02")
WRONG = report_text(年度="2023年", 单位="云渡县信访局")
WORLD = {**BASE, "reports/2023/yundu-sifaju.md": LATE, "reports/2023/wrong.md": WRONG}
LATE_LINE = (
    "reports/2023/yundu-sifaju.md:5:7: warning[late-deadline] "
    "2023 年度的法治政府建设年度报告应在 2024-04-01 前公开"
)
WRONG_LINE = "reports/2023/wrong.md:3:5: error[year-format] “年度”：“2023年”不是四位数字的年份"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_clean_archive(tmp_path: Path) -> None:
    result = run_check(world(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "读到 1 份完好的报告：0 个错误，0 个警告\n"


def test_text_goes_to_standard_error(tmp_path: Path) -> None:
    result = run_check(world(tmp_path, WORLD))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{WRONG_LINE}\n    写作 2023\n"
        f"{LATE_LINE}\n    日期无误就照实保留；不要为了合格而改日期\n"
        "读到 1 份完好的报告：1 个错误，1 个警告\n"
    )


def test_json_goes_to_standard_output_and_is_all_that_does(tmp_path: Path) -> None:
    result = run_check(world(tmp_path, WORLD), "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert [(row["path"], row["line"], row["code"]) for row in json.loads(result.stdout)] == [
        ("reports/2023/wrong.md", 3, "year-format"),
        ("reports/2023/yundu-sifaju.md", 5, "late-deadline"),
    ]
    clean = run_check(world(tmp_path, {"reports/2023/wrong.md": None, **BASE}), "--format", "json")
    assert json.loads(clean.stdout)[1:] == []


def test_json_of_a_clean_archive_is_an_empty_list(tmp_path: Path) -> None:
    result = run_check(world(tmp_path), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (0, [], "")


def test_github_goes_to_standard_output(tmp_path: Path) -> None:
    result = run_check(world(tmp_path, WORLD), "--format", "github")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        "::error file=reports/2023/wrong.md,line=3,col=5,title=year-format::"
        "“年度”：“2023年”不是四位数字的年份%0A写作 2023",
        "::warning file=reports/2023/yundu-sifaju.md,line=5,col=7,title=late-deadline::"
        "2023 年度的法治政府建设年度报告应在 2024-04-01 前公开%0A"
        "日期无误就照实保留；不要为了合格而改日期",
    ]


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_warnings_fail_only_when_strict(tmp_path: Path, style: str) -> None:
    config = world(tmp_path, {"reports/2023/yundu-sifaju.md": LATE})
    assert run_check(config, "--format", style).exit_code == 0
    assert run_check(config, "--format", style, "--strict").exit_code == 1
    (tmp_path / "reports/2023/yundu-sifaju.md").write_text(report_text(), encoding="utf-8")
    assert run_check(config, "--format", style, "--strict").exit_code == 0


def test_an_accepted_warning_passes_even_when_strict(tmp_path: Path) -> None:
    accepted = report_text(发布日期="2024-04-02", 例外="[{规则: late-deadline, 理由: 当年如此}]")
    config = world(tmp_path, {"reports/2023/yundu-sifaju.md": accepted})
    result = run_check(config, "--strict")
    assert (result.exit_code, findings(result.stderr)) == (0, [])


@pytest.mark.parametrize(
    ("paths", "lines", "code"),
    [
        (["reports/2023/wrong.md"], [WRONG_LINE], 1),
        (["reports/2023/yundu-sifaju.md"], [LATE_LINE], 0),
        (["reports/2023"], [WRONG_LINE, LATE_LINE], 1),
        (["reports/2023/yundu-sifaju.md", "reports/2023/wrong.md"], [WRONG_LINE, LATE_LINE], 1),
        (["reports/2023/../2023/wrong.md"], [WRONG_LINE], 1),
        (["reports/units.yml"], [], 0),
        (["."], [WRONG_LINE, LATE_LINE], 1),
    ],
)
def test_paths_leave_out_the_findings_of_other_files(
    tmp_path: Path, paths: list[str], lines: list[str], code: int
) -> None:
    result = run_check(world(tmp_path, WORLD), *paths)
    assert ([line for line, _ in findings(result.stderr)], result.exit_code) == (lines, code)
    assert "读到 1 份完好的报告" in result.stderr, "all is read all the same"


def test_faults_that_all_share_are_said_whatever_the_path(tmp_path: Path) -> None:
    files = {**WORLD, "mkdocs.yml": "extra: {gongkai: {demo: yes}}"}
    result = run_check(world(tmp_path, files), "reports/2023/yundu-sifaju.md")
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line, _ in findings(result.stderr)] == [
        "mkdocs.yml:1:25:",
        "reports/2023/yundu-sifaju.md:5:7:",
    ]


@pytest.mark.parametrize("path", ["docs", "mkdocs.yml", "reports-old/a.md"])
def test_a_path_where_no_report_is_looked_for_is_wrong_usage(tmp_path: Path, path: str) -> None:
    config = world(tmp_path, {**WORLD, "docs/index.md": "x", "reports-old/a.md": "x"})
    result = run_check(config, path)
    assert result.exit_code == 2
    assert f"{path} 不在报告文件夹" in result.stderr


def test_a_path_is_no_prefix_of_a_name(tmp_path: Path) -> None:
    files = {"reports/2023/a.md": "x", "reports/2023/a.md.md": "x"}
    result = run_check(world(tmp_path, files), "reports/2023/a.md")
    assert [line.split(":")[0] for line, _ in findings(result.stderr)] == ["reports/2023/a.md"]


def test_paths_may_be_links(tmp_path: Path) -> None:
    config = world(tmp_path, WORLD)
    (tmp_path / "link").symlink_to("reports/2023")
    (tmp_path / "reports/2023/circle.md").symlink_to("circle.md")
    result = run_check(config, "link/wrong.md")
    assert [line for line, _ in findings(result.stderr)] == [WRONG_LINE]


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xml"], ["no-such-file.md"], ["--no-such-option"], ["--config", "nothing.yml"]],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    world(tmp_path)
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_outside_any_project(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "没有 mkdocs.yml" in result.stderr


def test_the_project_is_looked_for_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world(tmp_path, WORLD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    monkeypatch.chdir(tmp_path / "reports/2023")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert [line.split(":")[0] for line, _ in findings(result.stderr)] == [
        "wrong.md",
        "yundu-sifaju.md",
    ], "paths are relative to where one stands"


def test_another_archive_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = "extra: {gongkai: {demo: true, reports_dir: !ENV [REPORTS_DIR, reports]}}"
    config = world(tmp_path / "site", {**WORLD, "mkdocs.yml": env})
    world(tmp_path / "other")
    assert run_check(config).exit_code == 1
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    for folder in (str(tmp_path / "other/reports"), "../other/reports"):
        result = CliRunner().invoke(
            main, ["check", "-f", str(config)], env={**clock, "REPORTS_DIR": folder}
        )
        assert result.exit_code == 0
        assert "读到 1 份完好的报告：0 个错误，0 个警告" in result.stderr


def test_a_broken_config_looks_for_reports_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = world(tmp_path / "site", {"mkdocs.yml": "a: b: c"})
    result = run_check(config)
    assert [line.partition(" ")[0] for line, _ in findings(result.stderr)] == [
        "site/mkdocs.yml:1:5:"
    ]


def test_help_is_in_chinese() -> None:
    result = CliRunner().invoke(main, ["check", "--help"])
    assert result.exit_code == 0
    for words in ("检查全部报告", "退出码：0 没有错误，1 有错误，2 用法不对", "有警告也算不合格"):
        assert words in result.stdout


def test_the_real_process_prints_chinese_whatever_its_locale(tmp_path: Path) -> None:
    config = world(tmp_path, WORLD)
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, "-c", "from gongkai.cli import main; main()", "check", "-f", str(config)],
        env={**os.environ, **clock},
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 1
    assert WRONG_LINE in run.stderr.decode()


# --- what the handbook shows

HANDBOOK = (Path(__file__).parent.parent / "README.zh-CN.md").read_text(encoding="utf-8")


def test_the_handbooks_finding_is_what_is_printed(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```\n(\S+\.md:\d+:\d+: error.*?)```", HANDBOOK, re.DOTALL)
    path, line, column = shown.split(" ")[0].rstrip(":").split(":")
    assert (line, column) == ("5", "7")
    text = report_text(年度=2024, 发布日期="2025-02-30")
    result = run_check(world(tmp_path, {path: text}))
    assert result.stderr.startswith(shown)


def test_the_handbooks_report_is_sound(tmp_path: Path) -> None:
    shown = re.findall(r"```yaml\n(---\n.*?)```", HANDBOOK, re.DOTALL)
    assert len(shown) == 1
    front_matter = shown[0].partition("正文第一段")[0]
    result = run_check(
        world(tmp_path, {"reports/2024/yundu-sifaju.md": front_matter + BODY}),
        now=NOW.replace(year=2025, month=3, day=12),
    )
    assert (result.exit_code, findings(result.stderr)) == (0, [])
    assert "读到 2 份完好的报告" in result.stderr


def test_the_handbooks_lists_are_sound(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(更正记录:\n.*?)```", HANDBOOK, re.DOTALL)
    (name,) = re.findall(r"文件: (\S+)", shown)
    text = report_text().replace("\n---\n\n", f"\n{shown}---\n\n")
    result = run_check(
        world(
            tmp_path,
            {
                "reports/2023/yundu-sifaju.md": text,
                f"reports/2023/yundu-sifaju/{name}": made_files.xlsx({"表": [["件数", 1]]}),
            },
        ),
        now=NOW.replace(month=6),
    )
    assert (result.exit_code, findings(result.stderr)) == (0, [])
