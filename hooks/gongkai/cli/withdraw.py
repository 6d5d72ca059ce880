"""``gongkai withdraw``: a report is taken back, and its address says so."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gongkai import dates
from gongkai.checks.attachments import files_of
from gongkai.cli.project import config_option, find_config
from gongkai.fields import nearest
from gongkai.files import delete, write_file, write_whole
from gongkai.front_matter import LABELS
from gongkai.importing.recording import FILE as IMPORT_RECORD
from gongkai.permanence import read_ledger
from gongkai.permanence.leftovers import leftovers
from gongkai.permanence.rules import BY_HAND, TWICE
from gongkai.permanence.withdrawing import PRIVATE, history_steps, ids_of, names_of, withdrawn
from gongkai.problems import Problem, as_text, one_line, shown_path
from gongkai.reading import read_reports, read_settings, read_units
from gongkai.reading.reports import read_report
from gongkai.reading.text import read_text
from gongkai.report import Report
from gongkai.settings import Settings
from gongkai.units import Register


@click.command()
@click.argument("name", metavar="REPORT")
@click.option("--reason", required=True, help="为什么撤回；读者会看到这句话")
@click.option("--date", "day", help="从哪天起撤回，如 2024-06-01；不写为今天")
@click.option("--replaced-by", default="", metavar="REPORT", help="代替它的报告，如 2024/luzhou")
@click.option(
    "--personal-data",
    is_flag=True,
    help="因为有个人信息：正文、概述、附件从文件里删去，并说明怎样从版本历史里删",
)
@click.option("--dry-run", is_flag=True, help="只显示改完的文件，什么也不写")
@config_option
def withdraw(
    name: str,
    reason: str,
    day: str | None,
    replaced_by: str,
    config: Path | None,
    *,
    personal_data: bool,
    dry_run: bool,
) -> None:
    """撤回一份公开过的报告：网址留着，说明从哪天起、为什么；正文到处都不再出现。

    REPORT 写 年度/文件名（如 2023/luzhou）、文件或网址。已经撤回的不再撤回；后来才发现有
    个人信息的，加 --personal-data，日期和说明不变。

    退出码：0 已撤回，1 没有撤回，2 用法不对。
    """
    settings, problems = read_settings(find_config(config))
    register, found = read_units(settings.reports_dir)
    reports = read_reports(settings, register).reports
    problems = [p for p in (*problems, *found) if p.is_error]
    if problems:
        _stop(problems)
    report = _named(name, reports, "REPORT")
    other = _named(replaced_by, reports, "--replaced-by").id if replaced_by else ""
    text, found = read_text(report.path)
    if not reason.strip():
        raise click.BadParameter("写明为什么撤回，读者会看到", param_hint="--reason")
    today = dates.now(os.environ.get("SOURCE_DATE_EPOCH")).date()
    since, why = _day(day, today), reason.strip()
    if report.is_withdrawn:
        if not personal_data:
            _stop([_twice(report)])
        since, why, other = report.status_date or since, report.status_reason or why, ""
        click.echo(f"早已撤回（{since}：{why}），日期和说明不变。", err=True)
    elif late := [r.date for r in report.revisions if r.date > since]:
        message = f"{since} 早于更正记录里的 {max(late)}：撤回在更正以后"
        raise click.BadParameter(message, param_hint="--date")
    new = withdrawn(text or "", since, why, other, is_private=personal_data)
    if found := _faults(new, report, settings, register, is_private=personal_data):
        _stop(found)
    shown = shown_path(report.path, Path.cwd())
    gone = [*files_of(report)] if personal_data else []
    if dry_run:
        click.echo(new)
        for path in gone:
            click.echo(f"会删去 {shown_path(path, Path.cwd())}", err=True)
        click.echo(f"这是试运行：{shown} 会改成这样，什么也没有写。", err=True)
        return
    ledger, _ = read_ledger(settings.reports_dir)
    names = leftovers(report, ledger)
    if failed := write_file(report.path, new.encode()):
        _stop(failed)
    for path in gone:
        if failed := delete(path):
            _stop(failed)
    click.echo(f"已撤回 {shown}：网址留着，正文和附件不再公开。")
    for path in gone:
        click.echo(f"已删去 {shown_path(path, Path.cwd())}")
    if personal_data:
        _tell_of_what_stays(report)
    click.echo("接下来：gongkai check，gongkai publish，重新构建，上传，和台账一起提交。")
    _tell_of_the_server(names)
    if personal_data:
        _tell_of_history(report)


def _named(name: str, reports: Sequence[Report], option: str) -> Report:
    wanted = name.strip()
    by_name = {called: report for report in reports for called in names_of(report)}
    by_path = {report.path.resolve(): report for report in reports}
    address = wanted.partition("://")[2].partition("/")[2]
    found = (
        by_name.get(wanted.removeprefix("./"))
        or by_name.get(f"/{address}")
        or by_path.get(Path(wanted).resolve())
    )
    if found:
        return found
    near = nearest(wanted, [report.id for report in reports])
    hint = f"是不是 {near}？" if near else "写作 年度/文件名，如 2023/luzhou"
    raise click.BadParameter(f"没有“{name}”这份报告。{hint}", param_hint=option)


def _twice(report: Report) -> Problem:
    message = f"这份报告 {report.status_date} 已经撤回：{report.status_reason}"
    hint = "说明写错了的，改“状态说明”那一行，“更正记录”加一条；有个人信息的，加 --personal-data"
    return TWICE.problem(report.path, report.place("status"), message, hint)


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    found = dates.read_day(text)
    if isinstance(found, date):
        if found <= today:
            return found
        message = f"{found} 还没有到：撤回从今天或以前的一天起，今天是 {today}"
        raise click.BadParameter(message, param_hint="--date")
    raise click.BadParameter(f"{found.message}。{found.hint}", param_hint="--date")


def _faults(
    text: str, report: Report, settings: Settings, register: Register, *, is_private: bool
) -> list[Problem]:
    """What would be wrong with the changed file; it is read from a place of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / str(report.folder_year) / report.path.name
        write_whole(path, text.encode())
        read, problems = read_report(path, settings, register)
    # A key may be written in ways that the lines do not show: ``? 概述``, or with escapes.
    left = [key for key in PRIVATE if is_private and read and key in read.places]
    if read is not None and read.is_withdrawn and not left:
        return []
    message = "改不了这个文件：有效性等几行的写法特别"
    if left:
        message = f"改不了这个文件：“{LABELS[left[0]]}”的写法特别，删不去"
    hint = "自己写上“有效性: 已撤回”“状态日期”“状态说明”，各占一行"
    place = (problems[0].line, problems[0].column) if problems else (1, 1)
    return [BY_HAND.problem(report.path, place, message, hint)]


def _tell_of_what_stays(report: Report) -> None:
    """What no program can judge: a person has to read it."""
    stays = [f"更正记录 {r.date}：{r.note}" for r in report.revisions]
    stays += [f"导入来源：{report.imported_from.file}"] if report.imported_from else []
    left = sorted(path for path in report.folder.rglob("*") if path.is_file())
    stays += [f"文件夹里的 {shown_path(path, Path.cwd())}" for path in left]
    if stays:
        click.echo(
            "这些还留着，请看一遍；里面有个人信息的，自己删去（撤回了的，更正记录也可以删）："
        )
        for line in stays:
            click.echo(f"  {one_line(line)}")


def _tell_of_the_server(names: Sequence[str]) -> None:
    click.echo(
        "服务器上的这些文件也要删去，覆盖着上传删不掉它们；用镜像的办法上传（如 rsync --delete）"
        "就会一起删去。传好后用 gongkai verify --url 核对："
    )
    for name in names:
        click.echo(f"  /{one_line(name)}")


def _tell_of_history(report: Report) -> None:
    top = next((p for p in report.path.parents if (p / ".git").exists()), report.path.parents[2])
    reports = report.path.parents[1].relative_to(top).as_posix()
    where = "在项目的最上层文件夹里（Windows 用 Git Bash）"
    click.echo(f"\n版本历史里还有原来的内容，任何人都能翻出来。{where}，逐行运行：")
    for number, step in enumerate(history_steps(reports, ids_of(report)), start=1):
        click.echo(f"{number}. {step}")
    record = report.path.parents[2] / IMPORT_RECORD
    if report.imported_from and record.is_file():
        shown = shown_path(record, Path.cwd())
        click.echo(
            f"这份报告是导入的：{shown} 里写到它的几行可能抄着原文，也要改掉，再从历史里删。"
        )
    click.echo(
        "标题里也有个人信息的，先改“标题”、“更正记录”加一条，再做这些；"
        "台账里记过的标题，要由管理员另行处理。"
    )


def _stop(problems: Sequence[Problem]) -> None:
    click.echo(as_text(list(problems), Path.cwd()), nl=False, err=True)
    sys.exit(1)
