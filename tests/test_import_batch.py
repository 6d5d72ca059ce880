"""Many originals in one run: all cores, in order, broken off and gone on with, nothing twice."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.importing import blocks, preparing, sources, text
from gongkai.importing.blocks import Image, Note, Paragraph, Table
from gongkai.importing.markdown import as_markdown
from gongkai.importing.preparing import Prepared, prepared
from gongkai.importing.sources import Source
from gongkai.importing.workers import Worker, wait_for_any
from gongkai.problems import warning
from made_words import add, inner, office, saved

CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781740800")  # 2026-06-18 in China
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)


def original(year: int, unit: str = "云渡县信访局", more: str = "") -> str:
    title = f"{unit}{year}年法治政府建设年度报告"
    return f"{title}\n{year}年，工作如下。{more}\n一、主要举措\n办信三件。\n"


def originals(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = original(2000 + number % 20, f"云渡县第{number // 20}局")
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def rows(site: Path) -> list[dict[str, str]]:
    with (site / "import-report.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reports(site: Path) -> list[str]:
    return sorted(p.relative_to(site).as_posix() for p in (site / "reports").glob("*/*.md"))


def test_two_processes_do_what_one_does(site: Path) -> None:
    originals(site / "in", 30)
    alone = run("in", "--processes", "1", "--dry-run")
    assert not (site / "reports").exists()
    assert not (site / "import-report.csv").exists()
    both = run("in", "--processes", "2")
    assert (both.exit_code, both.stderr) == (alone.exit_code, alone.stderr)
    assert both.stdout == alone.stdout.replace("这是试运行：什么也没有写。\n", "")
    assert "依据 in/" not in both.stdout, "of so many only what is doubtful"
    assert len(reports(site)) == 30
    assert [row["原文件"] for row in rows(site)] == [f"in/{n:04}.txt" for n in range(30)]


def test_the_report_on_the_run_says_where_everything_came_from(site: Path) -> None:
    (site / "in").mkdir()
    (site / "in/a.txt").write_text("首页 > 年报\n" + original(2023), encoding="utf-8")
    (site / "in/b.txt").write_text("=1+1\n", encoding="utf-8")
    assert run("in").exit_code == 1
    good, bad = rows(site)
    assert good["结果"] == "已导入"
    assert good["报告"] == "reports/2023/yunduxian-xinfangju.md"
    assert "年度：标题（高）" in good["依据和把握"]
    assert "首页 > 年报" in good["删去"]
    assert "[import-date-missing]" in good["问题"]
    assert (bad["结果"], bad["报告"]) == ("没有导入", "")
    assert "[import-no-title]" in bad["问题"]
    before = (site / "import-report.csv").read_bytes()
    run("in/a.txt")
    assert (site / "import-report.csv").read_bytes() == before, "nothing new was done"
    (site / "in/twin.txt").write_bytes((site / "in/a.txt").read_bytes())
    run("in/a.txt", "in/twin.txt")
    assert [(row["原文件"], row["结果"]) for row in rows(site)[2:]] == [("in/twin.txt", "已导入过")]


@pytest.mark.parametrize("kept", range(1, 400, 7))
def test_a_row_that_was_torn_harms_no_other(site: Path, kept: int) -> None:
    """A run may be killed at any byte of it."""
    (site / "a.txt").write_text(f'首页 > "年报",\n{original(2023)}', encoding="utf-8")
    (site / "b.txt").write_text(original(2022), encoding="utf-8")
    run("a.txt")
    path = site / "import-report.csv"
    head, _, row = path.read_bytes().partition(b"\n")
    assert kept < len(row)
    path.write_bytes(head + b"\n" + row[:kept])
    run("a.txt", "b.txt")
    whole = [(line["原文件"], line["结果"]) for line in rows(site) if line["问题"] is not None]
    assert whole[-2:] == [("a.txt", "已导入过"), ("b.txt", "已导入")]


def test_the_record_names_every_file_that_lay_there(site: Path) -> None:
    """The one that was kept, its twin, what is no report, and what was not looked into, once."""
    originals(site / "in", 1)
    (site / "in/0001.txt").write_bytes((site / "in/0000.txt").read_bytes())
    (site / "in/0002.txt").write_text("今天天气不错。\n", encoding="utf-8")
    (site / "in/表.xls").write_bytes(b"x")
    result = run("in")
    assert "导入 1 份，已导入过 0 份，内容相同的 1 份：" in result.stderr
    kept = {row["原文件"]: (row["结果"], row["附上的原件"]) for row in rows(site)}
    report = reports(site)[0].removesuffix(".md")
    assert kept == {
        "in/0000.txt": ("已导入", f"{report}/yuanjian.txt"),
        "in/0001.txt": ("与 in/0000.txt 内容相同", ""),
        "in/0002.txt": ("没有导入", ""),
        "in/表.xls": ("没有导入", ""),
    }
    assert rows(site)[0]["问题"].startswith("不是 .txt、")
    run("in")
    assert len(rows(site)) == 4
    (site / "in/0002.txt").write_text("今天有雨。\n", encoding="utf-8")
    run("in")
    assert [row["原文件"] for row in rows(site)[4:]] == ["in/0002.txt"]


def test_of_many_reports_the_terminal_says_how_much_was_taken_out(site: Path) -> None:
    for number in range(21):
        text = original(2000 + number).replace("办信三件", "办信三件。\n[图片]")
        path = site / f"in/{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    few, many = run("in/00.txt", "--dry-run"), run("in")
    removed = [line for line in few.stdout.splitlines() if line.startswith("删去 ")]
    assert len(removed) == 1
    assert "[图片]" in removed[0]
    assert many.stdout.count("\n删去 in/") + many.stdout.startswith("删去") == 21
    assert "删去 in/00.txt 1 处\n" in many.stdout
    assert all("[图片]" in row["删去"] for row in rows(site))


def test_the_record_lies_beside_the_reports_that_it_is_about(site: Path) -> None:
    originals(site / "in", 1)
    elsewhere = f"{CONFIG}    reports_dir: other/reports\n"
    (site / "mkdocs.yml").write_text(elsewhere, encoding="utf-8")
    assert run("in").exit_code == 0
    assert (site / "other/import-report.csv").is_file()
    assert not (site / "import-report.csv").exists()


def test_a_run_that_is_killed_goes_on_where_it_stopped(site: Path) -> None:
    originals(site / "in", 400)
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "import", "in"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list((site / "reports").glob("*/*.md"))) < 20 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = len(reports(site))
    assert 20 <= done < 400
    assert run("in").exit_code == 0
    assert len(reports(site)) == 400
    results = [row["结果"] for row in rows(site)]
    assert results.count("已导入") >= 399, "one may have been written and not yet listed"
    assert set(results) <= {"已导入", "已导入过"}
    assert len({row["原文件"] for row in rows(site)}) == len(results) == 400, "nothing twice"
    units = (site / "reports/units.yml").read_text(encoding="utf-8")
    assert units.count("名称") + units.count("name:") == 20
    check = CliRunner().invoke(main, ["check"])
    assert "error[value-empty]" in check.stderr
    assert "error[file" not in check.stderr


def test_a_process_that_dies_or_hangs_costs_one_file(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file made to break a library does to its process, the reader here does itself."""
    monkeypatch.setattr(preparing, "FEW", 1)
    found = [_source(site, name) for name in ("a.txt", "dies.txt", "b.txt", "hangs.txt", "c.txt")]
    made = list(prepared(found, 2, seconds=3, serve=_odd))
    assert [bool(ready.tidied) for ready in made] == [True, False, True, False, True]
    assert [ready.source for ready in made] == found
    messages = [p.message for ready in made for p in ready.problems]
    assert messages == ["读的时候内存不够或出错", "读得太久，没有读完"]


def _odd(task: preparing.Task) -> preparing.Answer:
    assert isinstance(task, preparing.Reading)
    if task.source.path.name == "dies.txt":
        os._exit(9)
    if task.source.path.name == "hangs.txt":
        time.sleep(600)
    return preparing.serve(task)


@pytest.mark.parametrize("mode", ["works", "fails", "dies"])
def test_old_formats_are_converted_in_groups(site: Path, mode: str) -> None:
    """Among others, in their order; where a whole group is lost, each is read by itself."""
    files = [_source(site, f"{number:02}.txt") for number in range(60)]
    old = [number for number in range(60) if number % 4 != 1]
    for number in old:
        (site / f"{number:02}.txt").write_bytes(rb"{\rtf1 %d}" % number)
    made = list(prepared(files, 2, serve=partial(_grouped, site / "groups", mode)))
    assert [ready.source for ready in made] == files
    how = "docx {:02}.txt" if mode == "works" else "alone"
    wanted = [how.format(number) if number in old else "alone" for number in range(60)]
    if mode == "works":
        wanted[8] = "no docx"
    assert [ready.problems[0].message for ready in made] == wanted
    groups = (site / "groups").read_text(encoding="utf-8").split()
    assert sorted(groups) == ["20", "25"], "45 files, of which none is tried twice"


def _grouped(log: Path, mode: str, task: preparing.Task) -> preparing.Answer:
    if isinstance(task, preparing.Reading):
        how = f"docx {task.docx.decode()}" if task.docx else "alone"
        return Prepared(task.source, None, (warning(task.source.path, (1, 1), "import-x", how),))
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{len(task.sources)}\n")
    if mode == "dies":
        os._exit(9)
    names = [source.path.name for source in task.sources] if mode == "works" else []
    failed = warning(log, (1, 1), "import-x", "no docx")
    return [failed if name == "08.txt" else name.encode() for name in names]


def _source(folder: Path, name: str) -> Source:
    (folder / name).write_text(original(2023), encoding="utf-8")
    return Source(folder / name, "")


def test_a_file_is_plain_by_its_content_alone(site: Path) -> None:
    """What a library opens is read in a process of its own, whatever the file is called."""
    assert _source(site, "a.pdf").is_for(text.read_blocks)
    (site / "b.txt").write_bytes(b"%PDF-1.4\n")
    assert not Source(site / "b.txt", "").is_for(text.read_blocks)
    assert not Source(site / "none.txt", "").is_for(text.read_blocks)


def test_a_list_that_is_given_along_is_not_guessed_against(site: Path) -> None:
    (site / "in").mkdir()
    (site / "in/扫描 (1).txt").write_text("工作报告正文。\n一、主要举措\n办信三件。\n", "utf-8")
    (site / "in/b.txt").write_text(original(2022), encoding="utf-8")
    (site / "list.csv").write_bytes(
        "文件,标题,单位,年度,发布日期,成文日期,信息来源\r\n"
        "扫描 (1).txt,云渡县司法局2019年度报告,云渡县司法局,2019,2020/3/5,2020-03-01,县政府\r\n"
        "in/b.txt,,,,2023-03-05 09:30,,\r\n".encode("gb18030")
    )
    result = run("in", "--manifest", "list.csv")
    assert result.exit_code == 0, result.stderr
    text = (site / "reports/2019/yunduxian-sifaju.md").read_text(encoding="utf-8")
    front_matter, _, body = text.partition("\n---\n")
    for line in (
        "标题: 云渡县司法局2019年度报告",
        "单位: 云渡县司法局",
        "年度: 2019",
        "发布日期: 2020-03-05",
        "成文日期: 2020-03-01",
        "信息来源: 县政府",
    ):
        assert f"\n{line}\n" in f"{front_matter}\n"
    assert body.strip().startswith("工作报告正文。")
    assert "## 一、主要举措" in body
    other = (site / "reports/2022/yunduxian-xinfangju.md").read_text(encoding="utf-8")
    assert "发布日期: 2023-03-05 09:30\n" in other
    assert "发布日期：清单" in result.stdout


def test_a_file_name_that_is_a_title_stands_in_for_one(site: Path) -> None:
    (site / "云渡县信访局2018年法治政府建设年度报告.txt").write_text("办信三件。\n", "utf-8")
    assert run("云渡县信访局2018年法治政府建设年度报告.txt").exit_code == 0
    assert reports(site) == ["reports/2018/yunduxian-xinfangju.md"]


def test_a_date_under_the_signature_is_the_day_of_writing(site: Path) -> None:
    for year, day in ((2021, "2022年1月15日"), (2022, "二〇二三年一月十五日")):
        text = original(year) + f"云渡县信访局\n{day}\n"
        (site / f"{year}.txt").write_text(text, encoding="utf-8")
    assert run("2021.txt", "2022.txt").exit_code == 0
    for year in (2021, 2022):
        text = (site / f"reports/{year}/yunduxian-xinfangju.md").read_text(encoding="utf-8")
        assert f"成文日期: {year + 1}-01-15\n" in text
        assert "\n发布日期:\n" in text
        assert text.endswith("日\n"), "the text keeps it too"


def test_a_zip_is_a_folder(site: Path) -> None:
    with zipfile.ZipFile(site / "旧.zip", "w") as package:
        package.writestr("2022/a.txt", original(2022))
        info = zipfile.ZipInfo("中文.txt".encode("gbk").decode("cp437"))
        info.flag_bits = 0
        package.writestr(info, original(2023))
        package.writestr("__MACOSX/._a.txt", "x")
        package.writestr("../../outside.txt", original(2021))
        package.writestr("表.xls", "x")
    result = run("旧.zip")
    assert result.exit_code == 0, result.stderr
    assert len(reports(site)) == 3
    assert "warning[import-skipped]" in result.stderr
    assert "表.xls" in result.stderr
    assert not (site.parent / "outside.txt").exists()
    named = {row["原文件"] for row in rows(site)}
    assert "旧.zip/2022/a.txt" in named
    assert run("旧.zip").stdout.count("已导入过 ") == 3


def test_originals_are_kept_where_they_may_be_published(site: Path) -> None:
    (site / "a.txt").write_text(original(2023), encoding="utf-8")
    run("a.txt")
    folder = site / "reports/2023/yunduxian-xinfangju"
    assert (folder / "yuanjian.txt").read_text(encoding="utf-8") == original(2023)
    for more in ("    keep_originals: false\n", "    附件: {类型: [pdf]}\n"):
        (site / "mkdocs.yml").write_text(CONFIG + more, encoding="utf-8")
        (site / "b.txt").write_text(original(2022), encoding="utf-8")
        assert run("b.txt").exit_code == 0
        report = site / "reports/2022/yunduxian-xinfangju.md"
        assert "附件" not in report.read_text(encoding="utf-8")
        assert not report.with_suffix("").exists()
        report.unlink()


def test_an_original_with_more_in_it_than_its_text_is_not_published(site: Path) -> None:
    for number, xml in enumerate(("", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>")):
        document = office()
        for line in original(2020 + number).splitlines():
            last = add(document, line)
        inner(last, xml)
        (site / f"{number}.docx").write_bytes(saved(document))
    assert run("0.docx", "1.docx").exit_code == 0
    kept = [p.relative_to(site / "reports").as_posix() for p in site.rglob("yuanjian.docx")]
    assert kept == ["2020/yunduxian-xinfangju/yuanjian.docx"]


def test_nothing_is_left_of_a_report_that_could_not_be_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Path, target: Path) -> Path:
        if target.suffix == ".md":
            raise OSError(28, "No space left on device")
        return real(self, target)

    real = Path.replace
    (site / "a.txt").write_text(original(2023), encoding="utf-8")
    monkeypatch.setattr(Path, "replace", fails)
    result = run("a.txt")
    assert result.exit_code == 1
    assert "error[file-unwritable]" in result.stderr
    left = [p.name for p in (site / "reports").rglob("*") if p.is_file()]
    assert left == ["units.yml"]
    assert rows(site)[0]["结果"] == "没有导入"


def test_blocks_of_every_kind_become_markdown() -> None:
    cell = blocks.Cell
    text = as_markdown(
        [
            Paragraph(f"正文{blocks.note_mark(1)}。"),
            Table(((cell("项目"), cell("件数|次")), (cell("办信"), cell("3")))),
            Table(
                ((cell("合计", columns=2),), (cell("甲\n乙", rows=2), cell("<3>")), (cell("4"),))
            ),
            Image(b"x", "png", name="a/tu-1.png", description="现场[一]"),
            Note(1, "说明。"),
            Note(2, "又一条。"),
        ]
    )
    assert text == (
        "正文[^1]。\n\n"
        "| 项目 | 件数\\|次 |\n| --- | --- |\n| 办信 | 3 |\n\n"
        '<table>\n<tr><th colspan="2">合计</th></tr>\n'
        '<tr><td rowspan="2">甲<br>乙</td><td>&lt;3&gt;</td></tr>\n'
        "<tr><td>4</td></tr>\n</table>\n\n"
        "![现场\\[一]](a/tu-1.png)\n\n"
        "[^1]: 说明。\n[^2]: 又一条。\n"
    )


def test_a_head_of_two_rows_is_a_head_in_both() -> None:
    cell = blocks.Cell
    rows = ((cell("项目", rows=2), cell("件数", columns=2)), (cell("收到"), cell("办结")))
    text = as_markdown([Table((*rows, (cell("复议"), cell("35"), cell("33"))))])
    assert text.count("<th") == 4
    assert text.count("<td") == 3


def test_only_the_usual_kinds_are_looked_for() -> None:
    assert ".txt" in sources.ENDINGS


@pytest.mark.skipif(sys.platform == "win32", reason="用 /bin/sh 写的假程序")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_that_was_started(site: Path, sent: signal.Signals) -> None:
    """Also LibreOffice, which knows nothing of the terminal; what is done is kept, and said."""
    (site / "bin").mkdir()
    program, child = site / "bin/soffice", site / "child"
    program.write_text(f"#!/bin/sh\necho $$ > '{child}'\nexec sleep 300\n", encoding="utf-8")
    program.chmod(0o755)
    originals(site / "in", 12)
    for name in ("0010.txt", "0011.txt"):
        (site / "in" / name).write_bytes(rb"{\rtf1 " + name.encode() + b"}")
    # Tests that run in the background ignore Ctrl-C, and so would all that they start.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    started = f"{heeding}; from gongkai.cli import main; main()"
    command = [sys.executable, "-c", started, "import", "in"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PATH": f"{site / 'bin'}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    record = site / "import-report.csv"
    while not (child.exists() and child.read_text(encoding="utf-8").strip()) or not (
        record.exists() and record.read_bytes().count(b"\n") == 11  # the head, and all the texts
    ):
        assert process.poll() is None
        time.sleep(0.05)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does: to all that belong to it
    else:
        process.send_signal(sent)
    said, errors = process.communicate()
    assert process.returncode == 130
    assert "中断了：写好的都在，再运行一次会接着导入。" in errors
    assert "Traceback" not in errors
    assert said.count("0000.txt") >= 1
    assert len(rows(site)) == len(reports(site)) == 10
    _wait_until_ended(int(child.read_text(encoding="utf-8")))


def _wait_until_ended(number: int) -> None:
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("it still runs")


def test_a_process_that_ended_while_it_waited_costs_no_file() -> None:
    worker = Worker(_twice)
    try:
        assert _answer(worker, 1) == 2
        os.kill(worker._process.pid or 0, signal.SIGKILL)
        worker._process.join()
        assert _answer(worker, 2) == 4
    finally:
        worker.end()


def _twice(number: int) -> int:
    return 2 * number


def _answer(worker: Worker[int, int], task: int) -> object:
    worker.ask(task, 60)
    while (found := worker.answer()) is None:
        wait_for_any([worker])
    return found


def test_a_record_that_cannot_be_written_is_said(site: Path) -> None:
    originals(site / "in", 2)
    (site / "import-report.csv").mkdir()
    result = run("in")
    assert result.exit_code == 1
    assert "import-report.csv:1:1: error[file-unwritable] 写不了导入的记录" in result.stderr
    assert len(reports(site)) == 2
    (site / "import-report.csv").rmdir()
    (site / "import-report.csv").touch()
    assert run("in").exit_code == 0
    assert [row["结果"] for row in rows(site)] == ["已导入过"] * 2
