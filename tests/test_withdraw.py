"""A report is taken back: its address stays and says why, its text is nowhere any more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.permanence.leftovers import leftovers_of_withdrawn
from made_files import docx, paragraph
from worlds import BASE, BODY, NOW, SOUND, column, report_text, world

REPORT = "reports/2023/yundu-sifaju.md"
OTHER = {
    "reports/2022/yundu-sifaju.md": report_text(
        标题="云渡县司法局2022年法治政府建设年度报告", 年度=2022, 发布日期="2023-03-05"
    )
}
REASON = "统计口径有误"


def withdraw(config: Path, *arguments: str) -> Result:
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "REPORTS_DIR": None}
    command = ["withdraw", "--config", str(config), *arguments]
    return CliRunner().invoke(main, command, env=clock, catch_exceptions=False)


def text_of(folder: Path) -> str:
    return (folder / REPORT).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "2023/yundu-sifaju",
        "2023/yundu-sifaju.md",
        "reports/2023/yundu-sifaju.md",
        "/reports/2023/yundu-sifaju.html",
        "https://xxgk.yundu.gov.cn/reports/2023/yundu-sifaju.html",
    ],
)
def test_it_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    result = withdraw(world(tmp_path), name, "--reason", REASON)
    assert result.exit_code == 0, result.output
    (report,) = column(tmp_path, dict.fromkeys(BASE, None)).archive.reports
    assert report.is_withdrawn
    assert (str(report.status_date), report.status_reason) == ("2025-01-02", REASON)


def test_only_the_lines_of_the_status_are_changed(tmp_path: Path) -> None:
    config = world(tmp_path, {REPORT: SOUND.replace("\n---\n", "\n# 记\n有效性: 有效\n---\n", 1)})
    before = text_of(tmp_path)
    assert withdraw(config, "2023/yundu-sifaju", "--reason", REASON).exit_code == 0
    after = text_of(tmp_path)
    lines = f"有效性: 已撤回\n状态日期: 2025-01-02\n状态说明: {REASON}\n"
    assert after.replace(lines, "") == before.replace("有效性: 有效\n", "")


def test_day_and_replacement_are_written(tmp_path: Path) -> None:
    config = world(tmp_path, OTHER)
    more = ("--date", "2024-06-01", "--replaced-by", "/reports/2022/yundu-sifaju.html")
    assert withdraw(config, "2023/yundu-sifaju", "--reason", "见“新”：#1", *more).exit_code == 0
    found = column(tmp_path, dict.fromkeys(BASE, None))
    report = found.archive.by_id["2023/yundu-sifaju"]
    assert (str(report.status_date), report.replaced_by) == ("2024-06-01", "2022/yundu-sifaju")
    assert report.status_reason == "见“新”：#1"
    assert found.errors == ()


def test_withdrawn_again_neither_day_nor_reason_is_replaced(tmp_path: Path) -> None:
    config = world(tmp_path, OTHER)
    first = ("--reason", "甲", "--date", "2024-06-01", "--replaced-by", "2022/yundu-sifaju")
    withdraw(config, "2023/yundu-sifaju", *first)
    before = text_of(tmp_path)
    result = withdraw(config, "2023/yundu-sifaju", "--reason", "乙")
    assert (result.exit_code, text_of(tmp_path)) == (1, before)
    assert "error[withdraw-twice] 这份报告 2024-06-01 已经撤回：甲" in result.stderr
    assert "改“状态说明”那一行，“更正记录”加一条" in result.stderr


def test_personal_data_that_is_found_later_goes_all_the_same(tmp_path: Path) -> None:
    """The day and the reason that readers were told stay."""
    config = world(tmp_path, OTHER)
    first = ("--reason", "甲", "--date", "2024-06-01", "--replaced-by", "2022/yundu-sifaju")
    withdraw(config, "2023/yundu-sifaju", *first)
    result = withdraw(config, "2023/yundu-sifaju", "--reason", "乙", "--personal-data")
    assert result.exit_code == 0, result.output
    assert "早已撤回（2024-06-01：甲），日期和说明不变" in result.stderr
    head, body = text_of(tmp_path).removeprefix("---\n").split("---\n")
    values = yaml.safe_load(head)
    assert (str(values["状态日期"]), values["状态说明"]) == ("2024-06-01", "甲")
    assert "2022/yundu-sifaju" in values.values()
    assert body == ""


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    config = world(tmp_path)
    result = withdraw(config, "2023/yundu-sifaju", "--reason", REASON, "--dry-run")
    assert "有效性: 已撤回" in result.stdout
    assert text_of(tmp_path) == SOUND


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2023/yundu-sifajv", "--reason", "x"), "是不是 2023/yundu-sifaju？"),
        (("2023/yundu-sifaju",), "--reason"),
        (("2023/yundu-sifaju", "--reason", " "), "写明为什么撤回"),
        (("2023/yundu-sifaju", "--reason", "x", "--date", "2024年春"), "--date"),
        (("2023/yundu-sifaju", "--reason", "x", "--date", "2025-01-03"), "还没有到"),
        (("2023/yundu-sifaju", "--reason", "x", "--replaced-by", "2020/a"), "--replaced-by"),
    ],
)
def test_wrong_usage_changes_nothing(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = withdraw(world(tmp_path), *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert text_of(tmp_path) == SOUND


PRIVATE = f"""\
---
标题: 云渡县司法局2023年法治政府建设年度报告
年度: 2023
单位: 云渡县司法局
发布日期: 2024-03-05
内容概述: >-
  张某某的住址，

  在文昌路。
关键词:
- 张某某
- 法治
附件:
  # 张某某的表
  - 文件: a.csv
    名称: 张某某
"相关文件": [{{标题: 张某某, url: /a.html}}]
更正记录:
  - 日期: 2024-05-01
    说明: 改了一个字
---

{BODY}
张某某，电话在附件。
"""


def test_personal_data_leaves_the_file_and_its_folder(tmp_path: Path) -> None:
    files = {REPORT: PRIVATE, "reports/2023/yundu-sifaju/a.csv": "张某某,1\n"}
    config = world(tmp_path, files)
    result = withdraw(config, "2023/yundu-sifaju", "--reason", "含有个人信息", "--personal-data")
    assert result.exit_code == 0, result.output
    after = text_of(tmp_path)
    assert "张某某" not in after
    assert "行政复议" not in after
    assert after.endswith("---\n")
    assert not (tmp_path / "reports/2023/yundu-sifaju/a.csv").exists()
    report = column(tmp_path, dict.fromkeys(BASE, None)).archive.reports[0]
    assert [r.note for r in report.revisions] == ["改了一个字"], "what was announced stays"
    assert re.search(
        r"git filter-repo --force --invert-paths --path \S*reports/2023/yundu-sifaju\.md "
        r"--path \S*reports/2023/yundu-sifaju/\n",
        result.stdout,
    )


@pytest.mark.parametrize("is_imported", [True, False])
def test_the_record_of_an_import_is_told_of(tmp_path: Path, is_imported: bool) -> None:
    source = f"导入来源: {{文件: a.docx, 校验值: {'0' * 64}}}\n---\n"
    text = PRIVATE.replace("---\n\n", f"{source}\n", 1) if is_imported else PRIVATE
    config = world(tmp_path, {REPORT: text, "import-report.csv": "张某某\n"})
    result = withdraw(config, "2023/yundu-sifaju", "--reason", "含有个人信息", "--personal-data")
    assert result.exit_code == 0, result.output
    assert ("import-report.csv 里写到它的几行" in result.stdout) == is_imported


@pytest.mark.skipif(sys.platform == "win32", reason="照 Linux 的写法运行")
def test_what_is_told_of_the_history_clears_it_in_every_copy(tmp_path: Path) -> None:
    """As somebody would do it: the steps are run as they are printed."""
    project, shared = tmp_path / "project", tmp_path / "shared.git"

    def run(command: str, folder: Path = project) -> str:
        bin_folder = Path(sys.executable).parent
        clean = {key: text for key, text in os.environ.items() if not key.startswith("GIT_")}
        environment = clean | {
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        done = subprocess.run(
            ["/bin/sh", "-ec", command], cwd=folder, env=environment, capture_output=True
        )
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
        return done.stdout.decode("utf-8", "replace")

    old = "reports/2023/moved.md"
    files = {REPORT: None, old: PRIVATE, "reports/2023/moved/a.csv": "张某某,1\n", **OTHER}
    config = world(project, files)
    run(f"git init -q --bare {shared}", tmp_path)
    run("git config --global user.name a && git config --global user.email a@example.cn")
    run(f"git init -q -b main && git remote add origin {shared}")
    run("git add . && git commit -qm 1 && git tag old && git branch aside")
    run(f"git mv {old} {REPORT} && git mv reports/2023/moved reports/2023/yundu-sifaju")
    moved = PRIVATE.replace("\n---\n", "\n旧网址: [/reports/2023/moved.html]\n---\n", 1)
    (project / REPORT).write_text(moved, encoding="utf-8")
    run("git commit -qam 2 && git push -q --set-upstream --all origin && git push -q --tags")
    assert "张某某" in run("git log -p --all")

    result = withdraw(config, "2023/yundu-sifaju", "--reason", "含有个人信息", "--personal-data")
    assert result.exit_code == 0, result.output
    run("git add -A && git commit -qm 3")
    told = re.findall(r"^\d+\. (.*)$", result.stdout, re.MULTILINE)
    commands = [line for line in told if line.isascii() or line.startswith("git ")]
    assert commands[0] == "pip install git-filter-repo"
    for command in commands[1:]:
        run(command.replace("/tmp/", f"{tmp_path}/"))

    assert "git gc --prune=now" in result.stdout
    run("git gc -q --prune=now", shared)
    for copy in (project, shared):
        assert "张某某" not in run("git cat-file --batch-all-objects --batch", copy)
    assert "含有个人信息" in run(f"git show main:{REPORT}", shared), "the notice stays"
    assert "2022年" in run("git show old:reports/2022/yundu-sifaju.md", shared), "and all else"
    names = run("git for-each-ref --format='%(refname:short)'", shared).split()
    assert names == ["aside", "main", "old"]
    run("git pull -q && git push -q")


def test_a_file_that_cannot_be_changed_by_lines_is_left_to_a_person(tmp_path: Path) -> None:
    head = yaml.safe_load(SOUND.split("---\n")[1])
    flow = ", ".join(f"{key}: '{value}'" for key, value in head.items())
    text = f"---\n{{{flow}}}\n---\n\n{BODY}"
    config = world(tmp_path, {REPORT: text})
    result = withdraw(config, "2023/yundu-sifaju", "--reason", REASON)
    assert result.exit_code == 1
    assert "error[withdraw-by-hand]" in result.stderr
    assert text_of(tmp_path) == text


def test_a_withdrawal_is_no_silent_change(tmp_path: Path) -> None:
    config = world(tmp_path)
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "REPORTS_DIR": None}
    publish = ["publish", "--config", str(config)]
    assert CliRunner().invoke(main, publish, env=clock).exit_code == 0
    withdraw(config, "2023/yundu-sifaju", "--reason", REASON, "--personal-data")
    result = CliRunner().invoke(main, publish, env=clock)
    assert result.exit_code == 0, result.output
    assert "撤回  /reports/2023/yundu-sifaju.html" in result.stdout


@pytest.mark.parametrize("line", ["? 内容概述\n: 张某某", '"\\u5185容概述": 张某某'])
def test_a_value_that_cannot_be_found_by_its_line_is_not_left_behind(
    tmp_path: Path, line: str
) -> None:
    text = SOUND.replace("发布日期", f"{line}\n发布日期", 1)
    result = withdraw(
        world(tmp_path, {REPORT: text}), "2023/yundu-sifaju", "--reason", REASON, "--personal-data"
    )
    assert (result.exit_code, text_of(tmp_path)) == (1, text)
    assert "error[withdraw-by-hand]" in result.stderr
    assert "“内容概述”" in result.stderr


def test_notes_in_the_front_matter_go_too(tmp_path: Path) -> None:
    """The import writes lines of the text there."""
    text = SOUND.replace("标题", "# 原文：联系人张某某\n信息来源: 张某某\n标题", 1)
    config = world(tmp_path, {REPORT: text})
    arguments = ("2023/yundu-sifaju", "--reason", REASON, "--personal-data")
    assert withdraw(config, *arguments).exit_code == 0
    assert "张某某" not in text_of(tmp_path)


def test_what_has_to_go_from_the_server_is_named(tmp_path: Path) -> None:
    """A site that is copied over an older one keeps all of it there."""
    text = PRIVATE.replace("\n---\n", "\n旧网址: [/reports/2023/moved.html]\n---\n", 1)
    files = {REPORT: text, "reports/2023/yundu-sifaju/a.csv": "张某某,1\n"}
    arguments = ("2023/yundu-sifaju", "--reason", "含有个人信息", "--personal-data")
    result = withdraw(world(tmp_path, files), *arguments)
    assert "rsync --delete" in result.stdout
    names = [line for line in result.stdout.splitlines() if line.startswith("  /")]
    assert names == [
        f"  /{name}"
        for slug in ("yundu-sifaju", "moved")
        for name in (
            f"reports/2023/{slug}.txt",
            f"reports/2023/{slug}.md",
            f"search/text/2023/{slug}.js",
            f"reports/2023/{slug}/a.csv",
        )
    ]


def test_a_person_is_shown_what_stays_of_a_report_with_personal_data(tmp_path: Path) -> None:
    text = report_text(
        更正记录="[{日期: 2024-06-01, 说明: 删去张某某的号码}]", 旧网址="[/zhang.html]"
    )
    hidden = "reports/2023/yundu-sifaju/.~名单.docx"
    config = world(tmp_path, {REPORT: text, hidden: b"x"})
    result = withdraw(config, "2023/yundu-sifaju", "--reason", REASON, "--personal-data")
    assert "  更正记录 2024-06-01：删去张某某的号码\n" in result.output
    assert "旧网址：" not in result.output, "an address that was published cannot go"
    assert hidden in result.output
    plain = withdraw(
        world(tmp_path / "plain", {REPORT: text}), "2023/yundu-sifaju", "--reason", "甲"
    )
    assert "这些还留着" not in plain.output


def test_it_is_not_withdrawn_before_it_was_last_corrected(tmp_path: Path) -> None:
    text = report_text(更正记录="[{日期: 2024-06-02, 说明: 件数}]")
    arguments = ("2023/yundu-sifaju", "--reason", REASON, "--date", "2024-06-01")
    result = withdraw(world(tmp_path, {REPORT: text}), *arguments)
    assert result.exit_code == 2
    assert "2024-06-01 早于更正记录里的 2024-06-02" in result.output
    assert text_of(tmp_path) == text


def test_attachments_with_personal_data_are_still_asked_for_when_nobody_lists_them(
    tmp_path: Path,
) -> None:
    """Neither the file nor its folder names them any more: the ledger does."""
    text = report_text(附件="[{文件: 名单.docx, 名称: 名单}]")
    inside = {"reports/2023/yundu-sifaju/名单.docx": docx(paragraph("甲"))}
    config = world(tmp_path, {REPORT: text, **inside})
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    assert CliRunner().invoke(main, ["publish", "--config", str(config)], env=clock).exit_code == 0
    arguments = ("2023/yundu-sifaju", "--reason", REASON, "--personal-data")
    assert "/reports/2023/yundu-sifaju/名单.docx" in withdraw(config, *arguments).output
    found = column(tmp_path, dict.fromkeys(BASE, None))
    name = "reports/2023/yundu-sifaju/名单.docx"
    assert name not in leftovers_of_withdrawn(found.archive.reports)
    assert name in leftovers_of_withdrawn(found.archive.reports, found.ledger)
