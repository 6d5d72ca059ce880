"""``gongkai review``: imported reports one after the other, original beside result, and decided."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import click

from gongkai.cli.project import config_option, find_config
from gongkai.column import read_column
from gongkai.importing.filling import filled
from gongkai.importing.reviewing import ASKED, Waiting, original_text, waiting
from gongkai.importing.writing import write_file
from gongkai.problems import as_text, one_line, shown_path
from gongkai.report import FIELDS

_FIELDS = {field.key: field for field in FIELDS if field.key in ASKED}
_NAMES = {"d": "publish_date", "u": "unit", "y": "year", "w": "written_date", "c": "category"}
_HELP = "  ".join(f"{letter} {_FIELDS[key].label}" for letter, key in _NAMES.items())
_REST = 12
"""Lines of a screen that are not the text."""


@click.command()
@config_option
def review(config: Path | None) -> None:
    """逐份核对导入的报告：原件和结果并排，填上发布日期等待定的内容。

    不在终端里运行时，只列出还有什么要定。
    """
    column = read_column(find_config(config))
    items = list(waiting(column.settings.reports_dir, column.problems))
    if not items:
        click.echo("没有要核对的：导入的报告都填好了。")
        return
    for number, item in enumerate(items, start=1):
        click.echo(f"\n{number} / {len(items)}  {shown_path(item.path, Path.cwd())}")
        for line in _summary(item):
            click.echo(line)
        if sys.stdin.isatty() and sys.stdout.isatty():
            for line in _side_by_side(item):
                click.echo(line)
            if not _decided(item):
                return


def _summary(item: Waiting) -> Iterator[str]:
    """The values, and what there is to decide."""
    yield one_line(item.values.get("title", ""))
    for key, field in _FIELDS.items():
        value = item.values.get(key)
        if value or key == "publish_date":
            yield f"  {field.label}：{one_line(value or '待填')}"
    yield from as_text(item.problems, Path.cwd()).splitlines()


def _decided(item: Waiting) -> bool:
    """Asks until a person goes on; whether there is to be a next report."""
    while True:
        answer = click.prompt(
            f"{_HELP}  v 看全文  回车 下一份  q 结束", default="", show_default=False
        ).strip()
        if answer in ("", "q"):
            return not answer
        if answer == "v":
            click.echo_via_pager("\n".join(_side_by_side(item, whole=True)))
        elif key := _NAMES.get(answer):
            _fill(item, key)


def _fill(item: Waiting, key: str) -> None:
    """Takes a value and writes it, where the report is still as good with it."""
    field = _FIELDS[key]
    value = click.prompt(f"{field.label}（{field.meaning.replace('`', '')}）", default="").strip()
    if not value:
        return
    text = item.path.read_bytes().decode("utf-8")
    for problem in write_file(item.path, filled(text, field, value).encode()):
        click.echo(as_text([problem], Path.cwd()), nl=False, err=True)
        return
    click.echo(f"已写上 {field.label}: {value}")


def _side_by_side(item: Waiting, *, whole: bool = False) -> Iterator[str]:
    """The original's words on the left, the report's on the right."""
    size = shutil.get_terminal_size()
    width = max(20, (size.columns - 3) // 2)
    path = item.original
    left = list(_wrapped(original_text(path) if path else "（没有保留原件）", width))
    right = list(_wrapped(item.body or "（正文还没有录入）", width))
    rows = list(zip_longest(left, right, fillvalue=""))
    shown = rows if whole else rows[: max(5, size.lines - _REST)]
    yield f"{_padded('原件', width)} │ 报告"
    for a, b in shown:
        yield f"{_padded(a, width)} │ {b}"
    if len(shown) < len(rows):
        yield f"… 还有 {len(rows) - len(shown)} 行"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines no wider than a column; a Chinese character is two wide."""
    for line in filter(None, map(one_line, text.split("\n"))):
        start, used = 0, 0
        for number, char in enumerate(line):
            wide = _width(char)
            if used + wide > width:
                yield line[start:number]
                start, used = number, 0
            used += wide
        yield line[start:]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - sum(map(_width, text)))


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
