"""Imported reports are looked at one by one: what is to decide, the original, and the answer."""

from __future__ import annotations

import csv
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.importing.filling import filled
from gongkai.report import FIELDS

CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"
DATE = next(field for field in FIELDS if field.key == "publish_date")
REPORT = "reports/2023/yunduxian-xinfangju.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "a.txt").write_text(
        "云渡县信访局2023年法治政府建设年度报告\n2023年，工作如下。\n一、主要举措\n办信三件。\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["import", "a.txt"]).exit_code == 0
    return tmp_path


def at_a_terminal(folder: Path, *answers: str) -> str:
    """What a person at a terminal of 100 × 40 sees who types these answers, each at a prompt."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from gongkai.cli import main; main()", "review"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "LINES": "40", "PYTHONIOENCODING": "utf-8"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    waiting = list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            seen += more
        elif waiting and seen.rstrip().endswith((b":", b"]:")):
            os.write(ours, f"{waiting.pop(0)}\n".encode())
    process.wait(10)
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def test_what_is_to_decide_is_listed(site: Path) -> None:
    result = CliRunner().invoke(main, ["review"])
    assert result.exit_code == 0
    assert f"1 / 1  {REPORT}" in result.output
    assert "发布日期：待填" in result.output
    assert "error[value-empty]" in result.output


def test_a_date_is_filled_in_with_the_original_beside_the_result(site: Path) -> None:
    seen = at_a_terminal(site, "d", "2024-03-05 09:30", "")
    assert re.search(r"云渡县信访局2023年法治政府建设年度报告 +│ 2023年，工作如下。", seen)
    assert "已写上 发布日期: 2024-03-05 09:30" in seen
    text = (site / REPORT).read_text(encoding="utf-8")
    assert "\n发布日期: 2024-03-05 09:30\n" in text
    assert "原文没有写明" not in text
    assert text.endswith("## 一、主要举措\n\n办信三件。\n")
    found = CliRunner().invoke(main, ["check"])
    assert "error[" not in found.stderr


@pytest.mark.parametrize("typed", ["昨天", "2009-02-30", "2024-13-01"])
def test_a_day_that_is_none_is_asked_again(site: Path, typed: str) -> None:
    before = (site / REPORT).read_bytes()
    seen = at_a_terminal(site, "d", typed, "", "q")
    assert "没有写：" in seen
    assert "已写上" not in seen
    assert (site / REPORT).read_bytes() == before


@pytest.mark.parametrize("typed", ["2024年3月5日", "二〇二四年三月五日", "２０２４年３月５日"])
def test_a_day_is_typed_as_offices_write_it(site: Path, typed: str) -> None:
    at_a_terminal(site, "d", typed, "q")
    assert "\n发布日期: 2024-03-05\n" in (site / REPORT).read_text(encoding="utf-8")


def test_a_value_may_stand_behind_its_letter_and_be_taken_away_again(site: Path) -> None:
    seen = at_a_terminal(site, "W 2099-01-01", "D 2024-03-05", "w", "-", "q")
    assert "已写上 成文日期: 2099-01-01" in seen
    assert "已清空 成文日期" in seen
    text = (site / REPORT).read_text(encoding="utf-8")
    assert "成文日期" not in text
    assert "\n发布日期: 2024-03-05\n" in text


def test_the_end_of_a_long_text_is_on_the_screen(site: Path) -> None:
    path = site / REPORT
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n" + "办件一件。\n\n" * 99 + "云渡县信访局\n", encoding="utf-8")
    seen = at_a_terminal(site, "q")
    assert "行，v 看全文" in seen
    assert "│ 云渡县信访局" in seen


def test_warnings_alone_are_counted_only(site: Path) -> None:
    at_a_terminal(site, "d 2024-03-05", "q")
    lines = CliRunner().invoke(main, ["review"]).output.splitlines()
    assert lines == [
        "没有要核对的：导入的报告都填好了。",
        "另有 1 份只剩警告，不妨碍公开：gongkai check 逐条列出。",
    ]


def test_a_report_that_an_editor_of_windows_saved_is_filled_too(site: Path) -> None:
    path = site / REPORT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert "已写上" in at_a_terminal(site, "d", "2024-03-05", "q")
    assert "\n发布日期: 2024-03-05\n" in path.read_text(encoding="utf-8")


def test_a_unit_and_a_category_are_those_that_there_are(site: Path) -> None:
    seen = at_a_terminal(site, "u", "云渡县信仿局", "", "c", "年报", "", "q")
    assert "没有写：单位“云渡县信仿局”不在 units.yml 里。是不是“云渡县信访局”？" in seen
    assert "可用的类别：法治政府建设年度报告" in seen
    assert "没有写：没有“年报”这个类别。照上面列出的写" in seen
    assert "已写上" not in seen


def test_what_there_is_besides_the_date_is_known_at_once(site: Path) -> None:
    path = site / REPORT
    number = "11010519491231" + "002X"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("办信三件。", f"办信三件，{number}。"), encoding="utf-8")
    result = CliRunner().invoke(main, ["review"])
    assert "error[value-empty]" in result.output
    assert "error[privacy-id]" in result.output
    assert "[units-" not in result.output
    seen = at_a_terminal(site, "d", "2024-03-05", "q")
    assert seen.partition("已写上")[2].count("error[privacy-id]") == 1


def test_what_the_import_said_is_said_again(site: Path) -> None:
    with (site / "import-report.csv").open(encoding="utf-8-sig", newline="") as file:
        (said,) = [row["问题"] for row in csv.DictReader(file)]
    assert said.startswith("[import-")
    assert f"导入时说：{said}\n" in CliRunner().invoke(main, ["review"]).output


def test_an_end_changes_nothing(site: Path) -> None:
    before = (site / REPORT).read_bytes()
    seen = at_a_terminal(site, "x", "d", "", "q")
    assert "已写上" not in seen
    assert (site / REPORT).read_bytes() == before


def test_nothing_is_left_to_decide(site: Path) -> None:
    path = site / REPORT
    text = path.read_text(encoding="utf-8").replace("发布日期:\n", "发布日期: 2024-03-05\n")
    path.write_text(
        text.replace("办信三件。", "办信三件，取得成效；存在不足；第一责任人；下一步。" * 9),
        "utf-8",
    )
    (site / "reports/units.yml").write_text(
        "- {编号: yunduxian-xinfangju, 名称: 云渡县信访局, 终止: 2023}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["review"])
    assert "没有要核对的" in result.output, result.output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "---\n发布日期:\n年度: 2023\n---\n正文",
            "---\n发布日期: 2024-03-05\n年度: 2023\n---\n正文",
        ),
        ("---\npublish_date: x\n---\n正文", "---\n发布日期: 2024-03-05\n---\n正文"),
        ("---\n年度: 2023\n---\n正文", "---\n年度: 2023\n发布日期: 2024-03-05\n---\n正文"),
        (
            "---\n关键词:\n  - 发布日期: 甲\n---\n发布日期: 乙",
            "---\n关键词:\n  - 发布日期: 甲\n发布日期: 2024-03-05\n---\n发布日期: 乙",
        ),
    ],
)
def test_one_value_changes_and_nothing_else(old: str, new: str) -> None:
    assert filled(old, DATE, "2024-03-05") == new
