"""``gongkai import``: old reports become report files."""

from __future__ import annotations

import os
import signal
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
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
NO_DATE = "import-date-missing"
_INTERRUPTED = 130
"""As shells have it: 128 and the number of the signal."""
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

    退出码：0 全部导入或已导入过，1 有文件没能导入，2 用法不对，130 中断了。
    """
    settings, problems = read_settings(find_config(config))
    listed, found = read_manifest(manifest) if manifest else (Manifest(), [])
    problems += found
    if any(problem.is_error for problem in problems):
        click.echo(as_text(in_order(problems), Path.cwd()), nl=False, err=True)
        sys.exit(1)
    done = _run(paths, settings, listed, dry_run, processes)
    problems += done.problems
    drafts = [outcome.draft for outcome in done.outcomes if outcome.draft]
    waiting = sum(draft.publish_date is None for draft in drafts)
    click.echo(as_text(in_order(_shown(problems, waiting)), Path.cwd()), nl=False, err=True)
    is_brief = len(drafts) > _FEW and not dry_run
    for line in _lines(done.outcomes, settings.reports_dir / "units.yml", is_brief=is_brief):
        click.echo(one_line(line))
    if waiting:
        click.echo(f"{waiting} 份待填发布日期：运行 gongkai review 逐份填，再运行 gongkai check。")
    if drafts:
        click.echo(f"每个文件的来历、依据和删去的内容，导入时记在 {FILE}。")
    if dry_run:
        click.echo("这是试运行：什么也没有写。")
    twins = sum(bool(o.repeated and o.twin) for o in done.outcomes)
    repeated = sum(o.repeated is not None for o in done.outcomes) - twins
    same = f"，内容相同的 {twins} 份" if twins else ""
    click.echo(f"导入 {len(drafts)} 份，已导入过 {repeated} 份{same}：{tally(problems)}", err=True)
    if done.is_broken_off:
        click.echo("中断了：写好的都在，再运行一次会接着导入。", err=True)
        sys.exit(_INTERRUPTED)
    sys.exit(1 if any(problem.is_error for problem in problems) else 0)


@dataclass
class _Done:
    """What a run did, to its end or to where it was broken off."""

    problems: list[Problem]
    outcomes: list[Outcome] = field(default_factory=list)
    is_broken_off: bool = False


def _run(
    paths: Sequence[Path],
    settings: Settings,
    manifest: Manifest,
    dry_run: bool,
    processes: int | None,
) -> _Done:
    """Everything done, with a bar on the terminal that shows how far it is."""
    today = dates.now(os.environ.get("SOURCE_DATE_EPOCH")).date()
    done = _Done([])
    with _until_interrupted(done):
        run = plan_import(paths, settings, today, manifest)
        done.problems += run.problems
        record = Record(settings.reports_dir.parent, today)
        if not dry_run:
            done.problems += record.add_skipped(run.skipped)
        coming = run.outcomes(write=not dry_run, processes=processes or os.cpu_count() or 1)
        with closing(coming), _bar(coming, len(run.sources)) as bar:
            for outcome in bar:
                done.problems += outcome.problems
                if not dry_run:
                    done.problems += record.add(outcome)
                # What is written, or only tried, need not wait in memory for the run's end.
                light = replace(outcome.draft, text="", files={}) if outcome.draft else None
                done.outcomes.append(replace(outcome, draft=light))
    return done


def _bar(coming: Iterable[Outcome], count: int) -> AbstractContextManager[Iterable[Outcome]]:
    """Says how many are done; how long the rest takes nobody knows, for kinds of files differ."""
    return click.progressbar(
        coming,
        length=count,
        label="导入",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_eta=False,
        show_pos=True,
    )


@contextmanager
def _until_interrupted(done: _Done) -> Iterator[None]:
    """Ctrl-C, or being asked to end, ends the run and what it started; what was done is said."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        done.is_broken_off = True
    finally:
        signal.signal(signal.SIGTERM, before)


def _shown(problems: Iterable[Problem], waiting: int) -> Iterator[Problem]:
    """All, but dates to fill in only where they are few: the table says of each that it waits."""
    return (p for p in problems if p.code != NO_DATE or waiting <= _FEW)


def _lines(outcomes: Sequence[Outcome], register: Path, *, is_brief: bool) -> Iterator[str]:
    """What was taken out, what was there already, new units, and the table of reports.

    ``is_brief``: of what was taken out only how much, for the record has all of it.
    """
    drafts = [outcome.draft for outcome in outcomes if outcome.draft]
    for draft in drafts:
        yield from _removed(draft, is_brief=is_brief)
        doubtful = [guess for guess in draft.guesses.values() if guess.confidence == _DOUBTFUL]
        if doubtful or len(drafts) <= _FEW:
            yield f"依据 {_shown_source(draft)} {'；'.join(_evidence(draft))}"
    here = Path.cwd()
    for outcome in outcomes:
        if outcome.repeated:
            source, report = (shown_path(p, here) for p in (outcome.source.path, outcome.repeated))
            twin = f"与 {shown_path(outcome.twin, here)} 内容相同" if outcome.twin else ""
            yield f"{source} {twin} → {report}" if twin else f"已导入过 {source} → {report}"
    for unit in (outcome.new_unit for outcome in outcomes):
        if unit:
            place = shown_path(register, here)
            yield f"新单位 {unit.name}，编号 {unit.id}（加在 {place} 末尾）"
    lost = [o for o in outcomes if not o.draft and not o.repeated and o.problems]
    if len(lost) > 1:
        yield f"没有导入 {len(lost)} 个："
        yield from (f"  {shown_path(o.source.path, here)}：{_why_not(o.problems)}" for o in lost)
    if drafts:
        head = ("原文件", "报告", "年度", "发布日期", "单位", "标题")
        yield from table(head, map(_row, drafts))


def _removed(draft: Draft, *, is_brief: bool) -> Iterator[str]:
    name = _shown_source(draft)
    if is_brief and draft.removed:
        yield f"删去 {name} {len(draft.removed)} 处"
        return
    for piece in draft.removed:
        yield f"删去 {name}:{piece.line} {piece.why}：{' '.join(piece.text.split())}"


def _why_not(problems: Sequence[Problem]) -> str:
    return next((p for p in problems if p.is_error), problems[0]).message


def _shown_source(draft: Draft) -> str:
    return shown_path(draft.source.path, Path.cwd())


def _evidence(draft: Draft) -> Iterator[str]:
    for label, guess in draft.guesses.items():
        doubt = "（要核对）" if guess.confidence == _DOUBTFUL else ""
        yield f"{label}：{guess.evidence}{doubt}"


def _row(draft: Draft) -> tuple[str, ...]:
    here = Path.cwd()
    return (
        _shown_source(draft),
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
