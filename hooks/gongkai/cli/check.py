"""``gongkai check``: the checks, without building."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai.cli.project import config_option, find_config
from gongkai.column import read_column
from gongkai.problems import FORMATS, real_path, tally


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
    column = read_column(find_config(config))
    problems = column.problems
    if paths:
        wanted = [path.resolve() for path in paths]
        problems = tuple(
            p for p in problems if any(real_path(p.path).is_relative_to(path) for path in wanted)
        )
    is_for_people = style == "text"
    click.echo(FORMATS[style](problems, Path.cwd()), nl=False, err=is_for_people)
    if is_for_people:
        read = len(column.without_broken().archive.reports)
        click.echo(f"读到 {read} 份完好的报告：{tally(problems)}", err=True)
    failed = problems if strict else [p for p in problems if p.is_error]
    sys.exit(1 if failed else 0)
