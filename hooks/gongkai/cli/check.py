"""``gongkai check``: the checks, without building."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from gongkai.cli.project import config_option, find_config
from gongkai.column import read_column
from gongkai.problems import FORMATS, failing, real_path, tally


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(list(FORMATS)), default="text", help="输出的格式"
)
@click.option("--strict", is_flag=True, help="有警告也算不合格")
@config_option
def check(paths: tuple[Path, ...], style: str, strict: bool, config: Path | None) -> None:
    """检查全部报告；给出 PATH 则只列出这些文件的结果。

    退出码：0 没有错误，1 有错误，2 用法不对。
    """
    column = read_column(find_config(config), may_split=True)
    problems = column.problems
    if paths:
        wanted = _wanted(paths, column.settings.reports_dir)
        shared = (column.settings.path, column.archive.register.path)
        problems = tuple(
            p
            for p in problems
            if p.path in shared or any(_lies_in(p.path, path) for path in wanted)
        )
    is_for_people = style == "text"
    click.echo(FORMATS[style](problems, Path.cwd()), nl=False, err=is_for_people)
    if is_for_people:
        read = len(column.without_broken().archive.reports)
        click.echo(f"读到 {read} 份完好的报告：{tally(problems)}", err=True)
    sys.exit(1 if failing(problems, strict=strict) else 0)


def _wanted(paths: tuple[Path, ...], reports_dir: Path) -> tuple[Path, ...]:
    """The paths, all of which have to lie where reports are looked for, or hold that folder."""
    for path in paths:
        if not (_lies_in(path, reports_dir) or _lies_in(reports_dir, path)):
            raise click.UsageError(f"{path} 不在报告文件夹 {reports_dir} 里，没有检查")
    return paths


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or in it, as it is written or where it leads."""
    written = Path(os.path.normpath(path.absolute()))
    return written.is_relative_to(os.path.normpath(folder.absolute())) or real_path(
        path
    ).is_relative_to(real_path(folder))
