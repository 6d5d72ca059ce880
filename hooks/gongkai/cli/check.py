"""``gongkai check``: the checks, without building."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

import click

from gongkai import visiting
from gongkai.archive import Archive
from gongkai.checks.external import asked, judged
from gongkai.cli.project import config_option, find_config
from gongkai.column import read_column
from gongkai.problems import FORMATS, Problem, failing, real_path, tally
from gongkai.settings import Settings
from gongkai.visiting import Pace
from gongkai.visiting.memory import FILE


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(list(FORMATS)), default="text", help="输出的格式"
)
@click.option("--strict", is_flag=True, help="有警告也算不合格")
@click.option("--external", is_flag=True, help="也查外部链接：逐个访问，要几分钟；七天内不重复")
@click.option(
    "--minutes", type=click.FloatRange(min=0), default=Pace().minutes, help="查外部链接最多用几分钟"
)
@config_option
def check(
    paths: tuple[Path, ...],
    style: str,
    strict: bool,
    external: bool,
    minutes: float,
    config: Path | None,
) -> None:
    """检查全部报告；给出 PATH 则只列出这些文件的结果。

    退出码：0 没有错误，1 有错误，2 用法不对。
    """
    visit = partial(_visit, pace=Pace(minutes=minutes)) if external else None
    column = read_column(find_config(config), may_split=True, visit=visit)
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


def _visit(archive: Archive, settings: Settings, today: date, pace: Pace) -> Iterable[Problem]:
    """Asks other sites; how far it is, and what is left, stands on standard error."""
    links = asked(archive, settings)
    kept = settings.path.parent / FILE
    is_watched = sys.stderr.isatty()

    def said(done: int, total: int) -> None:
        if is_watched:
            click.echo(f"\r查外部链接：{done} / {total}", nl=done == total, err=True)

    urls = (link.url for link in links)
    answers, left = visiting.visit(urls, kept, today, site=settings.site_url, pace=pace, said=said)
    if left:
        click.echo(f"还有 {left} 个网址没有查完，再运行一次会接着查。", err=True)
    return judged(links, answers)


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
