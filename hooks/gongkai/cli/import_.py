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
from gongkai.importing import Draft, Outcome, plan_import
from gongkai.importing.manifest import Manifest, read_manifest
from gongkai.importing.recording import FILE, Record
from gongkai.problems import Problem, as_text, in_order, one_line, shown_path, tally
from gongkai.reading import read_settings
from gongkai.settings import Settings

TO_FILL = "待填"
_DOUBTFUL = "低"
_FEW = 20
"""Reports of which all evidence is printed; of more only what is doubtful, among much else."""


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…"
)
@click.option("--dry-run", is_flag=True, help="只显示会怎样导入，什么也不写")
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="清单（CSV）：有“文件”一列和报告的字段，写了的就不再猜",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=None,
    help="同时用几个进程读，不写为处理器的个数",
)
@config_option
def import_(
    paths: tuple[Path, ...],
    dry_run: bool,
    manifest: Path | None,
    processes: int | None,
    config: Path | None,
) -> None:
    """导入旧报告：文件、装着它们的文件夹或压缩包（.zip）。

    已有的文件从不覆盖；原文没有写明的发布日期从不代填；中断了再运行一次会接着导入。

    退出码：0 全部导入或已导入过，1 有文件没能导入，2 用法不对。
    """
    settings, problems = read_settings(find_config(config))
    listed, found = read_manifest(manifest) if manifest else (Manifest(), [])
    problems += found
    outcomes: list[Outcome] = []
    if not any(problem.is_error for problem in problems):
        found, outcomes = _run(paths, settings, listed, dry_run, processes)
        problems += found
    click.echo(as_text(in_order(problems), Path.cwd()), nl=False, err=True)
    for line in _lines(outcomes, settings.reports_dir / "units.yml"):
        click.echo(one_line(line))
    drafts = [outcome.draft for outcome in outcomes if outcome.draft]
    waiting = sum(draft.publish_date is None for draft in drafts)
    if waiting:
        click.echo(f"{waiting} 份待填发布日期：在报告里填好，再运行 gongkai check。")
    if drafts:
        click.echo(f"每个文件的来历、依据和删去的内容，导入时记在 {FILE}。")
    if dry_run:
        click.echo("这是试运行：什么也没有写。")
    repeated = sum(outcome.repeated is not None for outcome in outcomes)
    click.echo(f"导入 {len(drafts)} 份，已导入过 {repeated} 份：{tally(problems)}", err=True)
    sys.exit(1 if any(problem.is_error for problem in problems) else 0)


def _run(
    paths: Sequence[Path],
    settings: Settings,
    manifest: Manifest,
    dry_run: bool,
    processes: int | None,
) -> tuple[list[Problem], list[Outcome]]:
    """Everything done, with a bar on the terminal that shows how far it is."""
    today = dates.now(os.environ.get("SOURCE_DATE_EPOCH")).date()
    run = plan_import(paths, settings, today, manifest)
    problems, outcomes = list(run.problems), list[Outcome]()
    record = Record(settings.reports_dir.parent, today)
    coming = run.outcomes(write=not dry_run, processes=processes or os.cpu_count() or 1)
    with click.progressbar(
        coming, length=len(run.sources), label="导入", file=sys.stderr, hidden=not _is_watched()
    ) as bar:
        for outcome in bar:
            outcomes.append(outcome)
            problems += outcome.problems
            if not dry_run:
                record.add(outcome)
    return problems, outcomes


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _lines(outcomes: Sequence[Outcome], register: Path) -> Iterator[str]:
    """What was taken out, what was there already, new units, and the table of reports."""
    here = Path.cwd()
    drafts = [outcome.draft for outcome in outcomes if outcome.draft]
    for draft in drafts:
        name = shown_path(draft.source.path, here)
        for piece in draft.removed:
            shown = " ".join(piece.text.split())
            yield f"删去 {name}:{piece.line} {piece.why}：{shown}"
        doubtful = [guess for guess in draft.guesses.values() if guess.confidence == _DOUBTFUL]
        if doubtful or len(drafts) <= _FEW:
            yield f"依据 {name} {'；'.join(_evidence(draft))}"
    for outcome in outcomes:
        if outcome.repeated:
            source = shown_path(outcome.source.path, here)
            yield f"已导入过 {source} → {shown_path(outcome.repeated, here)}"
    for unit in (outcome.new_unit for outcome in outcomes):
        if unit:
            place = shown_path(register, here)
            yield f"新单位 {unit.name}，编号 {unit.id}（加在 {place} 末尾）"
    if drafts:
        head = ("原文件", "报告", "年度", "发布日期", "单位", "标题")
        yield from table(head, map(_row, drafts))


def _evidence(draft: Draft) -> Iterator[str]:
    for label, guess in draft.guesses.items():
        doubt = "（要核对）" if guess.confidence == _DOUBTFUL else ""
        yield f"{label}：{guess.evidence}{doubt}"


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
