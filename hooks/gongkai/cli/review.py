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
from gongkai.column import Column, read_column
from gongkai.dates import Fault
from gongkai.fields import Field, Kind
from gongkai.files import write_file
from gongkai.importing.filling import filled
from gongkai.importing.recording import said_before
from gongkai.importing.reviewing import ASKED, Waiting, original_text, waiting
from gongkai.importing.stated_dates import in_characters, read_stated
from gongkai.problems import as_text, one_line, shown_path
from gongkai.reading.records import value_of
from gongkai.reading.text import read_text
from gongkai.report import FIELDS

_FIELDS = {field.key: field for field in FIELDS if field.key in ASKED}
_NAMES = {"d": "publish_date", "u": "unit", "y": "year", "w": "written_date", "c": "category"}
_HELP = "  ".join(f"{letter} {_FIELDS[key].label}" for letter, key in _NAMES.items())
_NONE = "-"
"""Typed to take a value away."""
_REST = 12
"""Lines of a screen that are not the text."""
_END = 3
"""Of a text that is longer than the screen the last lines, which are shown too."""


@click.command()
@config_option
def review(config: Path | None) -> None:
    """逐份核对导入的报告：原件和结果并排，填上发布日期等待定的内容。

    不在终端里运行时，只列出还有什么要定。
    """
    found = find_config(config)
    column = read_column(found)
    said = said_before(column.settings.reports_dir.parent)
    found_waiting = list(waiting(column.settings.reports_dir, column.problems, said))
    items = [item for item in found_waiting if item.must_be_decided]
    if not items:
        click.echo("没有要核对的：导入的报告都填好了。")
    if warned := len(found_waiting) - len(items):
        click.echo(f"另有 {warned} 份只剩警告，不妨碍公开：gongkai check 逐条列出。")
    for number, item in enumerate(items, start=1):
        click.echo(f"\n{number} / {len(items)}  {shown_path(item.path, Path.cwd())}")
        for line in _summary(item):
            click.echo(line)
        if sys.stdin.isatty() and sys.stdout.isatty():
            for line in _side_by_side(item):
                click.echo(line)
            try:
                if not _decided(item, found, column):
                    return
            except click.Abort:
                click.echo("\n到这里为止；写上的都在。")
                return


def _summary(item: Waiting) -> Iterator[str]:
    """The values, and what there is to decide."""
    yield one_line(item.values.get("title", ""))
    for key, field in _FIELDS.items():
        value = item.values.get(key)
        if value or key == "publish_date":
            yield f"  {field.label}：{one_line(value or '待填')}"
    if item.said:
        yield f"  导入时说：{one_line(item.said)}"
    yield from as_text(item.problems, Path.cwd()).splitlines()


def _decided(item: Waiting, config: Path, column: Column) -> bool:
    """Asks until a person goes on; whether there is to be a next report."""
    while True:
        answer = click.prompt(
            f"{_HELP}  v 看全文  回车 下一份  q 结束", default="", show_default=False
        )
        answer, _, typed = unicodedata.normalize("NFKC", answer).strip().partition(" ")
        answer = answer.lower()
        if answer in ("", "q"):
            return not answer
        if answer == "v":
            click.echo_via_pager("\n".join(_side_by_side(item, whole=True)))
        elif key := _NAMES.get(answer):
            if _fill(item, key, column, typed.strip()):
                left = [p for p in read_column(config).problems if p.path == item.path]
                click.echo(as_text(left, Path.cwd()).rstrip() or "这份报告没有别的问题了。")
        else:
            click.echo(f"没有“{answer}”这个键。{_HELP}  v 看全文（q 退出）  回车 下一份  q 结束")


def _fill(item: Waiting, key: str, column: Column, typed: str) -> bool:
    """Takes a value and writes it, once it is a good one; whether it did."""
    field = _FIELDS[key]
    if key == "category" and not typed:
        click.echo(f"可用的类别：{'、'.join(c.name for c in column.settings.categories)}")
    value = _asked(field, column, typed)
    if not value:
        return False
    text, problems = read_text(item.path)
    if text is not None:
        new = filled(text, field, "" if value == _NONE else value)
        problems = write_file(item.path, new.encode())
    if problems:
        click.echo(as_text(problems, Path.cwd()), nl=False, err=True)
        return False
    click.echo(f"已清空 {field.label}" if value == _NONE else f"已写上 {field.label}: {value}")
    return True


def _asked(field: Field, column: Column, typed: str) -> str:
    """What is typed, behind the letter or when asked, once it is a good value; empty where nothing
    is."""
    question = f"{field.label}（{field.meaning.replace('`', '')}；回车不填，{_NONE} 清空）"
    while True:
        typed = typed or click.prompt(question, default="", show_default=False).strip()
        value = _good(typed, field, column) if typed not in ("", _NONE) else typed
        if not isinstance(value, Fault):
            return value
        click.echo(f"没有写：{value.message}。{value.hint}")
        typed = ""


def _good(typed: str, field: Field, column: Column) -> str | Fault:
    """The value as it is to be written, or why it is none; days may be written as offices do."""
    if field.kind in (Kind.DAY, Kind.MOMENT, Kind.YEAR):
        typed = unicodedata.normalize("NFKC", typed)
    moment = read_stated(typed) or in_characters(typed)
    if moment and field.kind in (Kind.DAY, Kind.MOMENT):
        typed = str(moment.day if field.kind is Kind.DAY else moment)
    value = value_of(typed, field)
    if isinstance(value, Fault):
        return value
    register = column.archive.register
    if field.key == "unit" and not register.find(typed, None):
        near = register.suggest(typed)
        hint = f"是不是“{near}”？" if near else "新单位先写进 units.yml"
        return Fault("unit-unknown", f"单位“{typed}”不在 units.yml 里", hint)
    if field.key == "category" and not column.settings.category(typed):
        return Fault("category-unknown", f"没有“{typed}”这个类别", "照上面列出的写")
    return typed


def _side_by_side(item: Waiting, *, whole: bool = False) -> Iterator[str]:
    """The original's words on the left, the report's on the right."""
    size = shutil.get_terminal_size()
    width = max(20, (size.columns - 3) // 2)
    path = item.original
    left = list(_wrapped(original_text(path) if path else "（没有保留原件）", width))
    right = list(_wrapped(item.body or "（正文还没有录入）", width))
    rows = list(zip_longest(left, right, fillvalue=""))
    room = len(rows) if whole else max(5, size.lines - _REST)
    yield f"{_padded('原件', width)} │ 报告"
    # The end is shown too: whose it is and of which day stands there.
    end = _END if len(rows) > room else 0
    shown = [*rows[: room - end], *rows[len(rows) - end :]]
    for number, (a, b) in enumerate(shown):
        if end and number == room - end:
            yield f"… 略去 {len(rows) - room} 行，v 看全文"
        yield f"{_padded(a, width)} │ {b}"


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
