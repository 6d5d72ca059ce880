"""``gongkai import``: old reports become report files."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gongkai import dates
from gongkai.cli.project import config_option, find_config
from gongkai.importing import Draft, Plan, plan_import, write_plan
from gongkai.problems import as_text, in_order, one_line, shown_path, tally
from gongkai.reading import read_settings

TO_FILL = "待填"


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…"
)
@click.option("--dry-run", is_flag=True, help="只显示会怎样导入，什么也不写")
@config_option
def import_(paths: tuple[Path, ...], dry_run: bool, config: Path | None) -> None:
    """导入旧报告：文本文件（.txt），或装着它们的文件夹。

    已有的文件从不覆盖；原文没有写明的发布日期从不代填。

    退出码：0 全部导入或已导入过，1 有文件没能导入，2 用法不对。
    """
    settings, problems = read_settings(find_config(config))
    today = dates.now(os.environ.get("SOURCE_DATE_EPOCH")).date()
    is_clear = not any(problem.is_error for problem in problems)
    plan = plan_import(paths, settings, today) if is_clear else Plan()
    problems += plan.problems
    if not dry_run:
        plan, found = write_plan(plan)
        problems += found
    click.echo(as_text(in_order(problems), Path.cwd()), nl=False, err=True)
    for line in _lines(plan):
        click.echo(one_line(line))
    waiting = sum(draft.publish_date is None for draft in plan.drafts)
    if waiting:
        click.echo(f"{waiting} 份待填发布日期：在报告里填好，再运行 gongkai check。")
    if dry_run:
        click.echo("这是试运行：什么也没有写。")
    click.echo(
        f"导入 {len(plan.drafts)} 份，已导入过 {len(plan.repeated)} 份：{tally(problems)}", err=True
    )
    sys.exit(1 if any(problem.is_error for problem in problems) else 0)


def _lines(plan: Plan) -> Iterator[str]:
    """What was taken out, what was there already, new units, and the table of reports."""
    here = Path.cwd()
    for draft in plan.drafts:
        name = shown_path(draft.source.path, here)
        for piece in draft.removed:
            shown = " ".join(piece.text.split())
            yield f"删去 {name}:{piece.line} {piece.why}：{shown}"
        yield f"依据 {name} {'；'.join(f'{k}：{v}' for k, v in draft.evidence.items())}"
    for path, report in plan.repeated:
        yield f"已导入过 {shown_path(path, here)} → {shown_path(report, here)}"
    for unit in plan.new_units:
        register = shown_path(plan.register_path, here)
        yield f"新单位 {unit.name}，编号 {unit.id}（加在 {register} 末尾）"
    if plan.drafts:
        head = ("原文件", "报告", "年度", "发布日期", "单位", "标题")
        yield from table(head, map(_row, plan.drafts))


def _row(draft: Draft) -> tuple[str, ...]:
    here = Path.cwd()
    return (
        shown_path(draft.source.path, here),
        shown_path(draft.target, here),
        str(draft.year),
        str(draft.publish_date or TO_FILL),
        draft.unit.name,
        draft.title,
    )


def table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Columns under each other in a terminal, where a Chinese character is two wide."""
    lines = [tuple(head), *rows]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (f"{cell}{' ' * (w - _width(cell))}" for cell, w in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
