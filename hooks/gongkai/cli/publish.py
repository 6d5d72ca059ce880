"""``gongkai publish``: what goes public goes on record, for good, before the site is built.

In that order one build is enough: its manifest holds the ledger with these lines, and a signature
over it stays right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gongkai.cli.project import config_option, find_config
from gongkai.column import read_column
from gongkai.permanence import Entry, Event, completed, read_ledger
from gongkai.permanence.rules import BEHIND
from gongkai.problems import as_text, one_line, shown_path, tally

_WORDS = {
    Event.PUBLISHED: "公开",
    Event.CHANGED: "更正",
    Event.STATUS: "有效性",
    Event.WITHDRAWN: "撤回",
    Event.MOVED: "改网址",
    Event.NOTED: "改信息",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="只显示会记下什么，什么也不写")
@config_option
def publish(config: Path | None, *, dry_run: bool) -> None:
    """把定稿要公开的报告记入台账 ledger.jsonl，再构建、签名、上传；台账和报告一起提交。

    以后每次检查和构建都对照台账：公开过的报告不见了、悄悄改了，都是错误。

    退出码：0 已记下，或没有新的；1 有错误，什么也没有记；2 用法不对。
    """
    column = read_column(find_config(config), may_split=True)
    problems = [p for p in column.problems if p.code != BEHIND.code]
    click.echo(as_text(problems, Path.cwd()), nl=False, err=True)
    if any(problem.is_error for problem in problems):
        click.echo(f"什么也没有记：{tally(problems)}。改正后再运行。", err=True)
        sys.exit(1)
    ledger = column.ledger.with_entries(completed(column.pending, column.archive))
    for line in _lines(column.pending):
        click.echo(one_line(line))
    if not column.pending:
        click.echo(f"没有新的：台账有 {len(ledger.entries)} 条，都对得上。")
        return
    place = shown_path(ledger.path, Path.cwd())
    if dry_run:
        click.echo(f"这是试运行：会在 {place} 加 {len(column.pending)} 条，什么也没有写。")
        return
    if read_ledger(column.settings.reports_dir)[0].lines != column.ledger.lines:
        click.echo("什么也没有记：台账刚刚被别的 gongkai publish 加过。再运行一次。", err=True)
        sys.exit(1)
    if failed := ledger.write():
        click.echo(as_text(failed, Path.cwd()), nl=False, err=True)
        sys.exit(1)
    click.echo(
        f"记下 {len(column.pending)} 条，{place} 现有 {len(ledger.entries)} 条。请和报告一起提交。"
    )
    click.echo(
        "接下来：重新构建（mkdocs build），网站的清单才记着这本台账；要签名的，构建以后再签"
        "（gongkai verify --sign 私钥）；用镜像的办法上传（如 rsync --delete），"
        "再用 gongkai verify --url 核对。"
    )
    if column.settings.demo:
        click.echo(
            f"这是演示（demo: true）：换成自己的报告时，把 {place} 和建好的网站也删去，重新记起。"
        )


def _lines(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        origin = f"（原来是 {entry.moved_from}）" if entry.moved_from else ""
        note = f"：{entry.note}" if entry.note else ""
        yield f"{_WORDS[entry.event]}  {entry.path}{origin}  {entry.title}{note}"
