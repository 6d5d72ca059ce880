"""``gongkai new``: a commented skeleton for one report."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from gongkai.cli.project import config_option, find_config
from gongkai.fields import nearest
from gongkai.files import write_new
from gongkai.importing.drafting import slug as usual_slug
from gongkai.importing.skeleton import default_title, skeleton
from gongkai.problems import Problem, as_text, error, shown_path
from gongkai.reading import read_settings, read_units
from gongkai.report import FIRST_YEAR, RESERVED_SLUG
from gongkai.settings import Category, Settings
from gongkai.units import UNIT_ID, Register, Unit

T = TypeVar("T")


@click.command()
@click.option("--unit", "unit_name", help="units.yml 里的编号、名称、简称或曾用名")
@click.option("--year", "year_text", help="报告所写的年度，如 2024")
@click.option("--title", help="报告的标题；不写为 单位名称＋年度＋类别")
@click.option("--slug", help="文件名，也是网址的一部分；不写为单位的编号")
@click.option("--category", "category_name", help="类别；不写为 mkdocs.yml 里的第一个")
@config_option
def new(
    unit_name: str | None,
    year_text: str | None,
    title: str | None,
    slug: str | None,
    category_name: str | None,
    config: Path | None,
) -> None:
    """新建一份报告，写好能写的，留下要人填的。

    没有写的，在终端里会逐项询问。已有的文件从不覆盖。

    退出码：0 已新建，1 没能新建，2 用法不对。
    """
    settings, problems = read_settings(find_config(config))
    if any(problem.is_error for problem in problems):
        _stop(problems)
    register, found = read_units(settings.reports_dir)
    if not register.units:
        _stop(found)
    category = _category(settings, category_name)
    unit = _given_or_asked("--unit", "单位", unit_name, lambda name: _unit(register, name))
    year = _given_or_asked("--year", "年度", year_text, _year)
    usual = default_title(unit, year, category)
    if title is None and _can_ask():
        title = click.prompt("标题", default=usual)
    name = unit.id if slug is None else _slug(slug)
    path = settings.reports_dir / str(year) / f"{name}.md"
    text = skeleton((title or "").strip() or usual, year, unit.name, category, settings)
    if path.exists():
        _stop([_taken(path, unit, category, settings)])
    if found := write_new(path, text):
        _stop(found)
    shown = shown_path(path, Path.cwd())
    click.echo(f"已新建 {shown}")
    click.echo("接下来：")
    click.echo("1. 核对标题，把正文写在各个标题下面，没有的部分删去标题；")
    click.echo("2. 公开时照实填写“发布日期”；")
    click.echo(f"3. 运行 gongkai check {shown}")


def _can_ask() -> bool:
    return sys.stdin.isatty()


def _given_or_asked(option: str, label: str, given: str | None, read: Callable[[str], T]) -> T:
    """The option's value, else the answer to a question, asked again until it is a good one."""
    if given is not None:
        try:
            return read(given.strip())
        except click.BadParameter as failure:
            raise click.BadParameter(failure.message, param_hint=option) from failure
    if not _can_ask():
        raise click.UsageError(f"缺少 {option}（{label}）：不在终端里运行时不会询问，要写在命令里")
    answer: T = click.prompt(label, value_proc=lambda text: read(text.strip()))
    return answer


def _unit(register: Register, name: str) -> Unit:
    if unit := register.find(name, None):
        return unit
    near = register.suggest(name)
    hint = f"是不是“{near}”？" if near else f"新单位先写进 {register.path.name}"
    raise click.BadParameter(f"单位“{name}”不在 {register.path.name} 里。{hint}")


def _year(text: str) -> int:
    if re.fullmatch(r"[0-9]{4}", text) and int(text) >= FIRST_YEAR:
        return int(text)
    raise click.BadParameter(f"“{text}”不是年度：写四位数字，如 2024，不早于 {FIRST_YEAR}")


def _slug(text: str) -> str:
    if re.fullmatch(UNIT_ID, text) and not RESERVED_SLUG.fullmatch(text):
        return text
    message = f"“{text}”不能作文件名：用小写拼音、数字和 -，不用 index 和 page-数字"
    raise click.BadParameter(message, param_hint="--slug")


def _category(settings: Settings, name: str | None) -> Category:
    if name is None:
        return settings.main_category
    if category := settings.category(name):
        return category
    names = [category.name for category in settings.categories]
    near = nearest(name, names)
    hint = f"是不是“{near}”？" if near else f"可用的类别：{'、'.join(names)}"
    raise click.BadParameter(f"没有“{name}”这个类别。{hint}", param_hint="--category")


def _taken(path: Path, unit: Unit, category: Category, settings: Settings) -> Problem:
    """A finding that proposes a file name that is still free."""
    usual = usual_slug(unit, category, settings)
    names = (usual, *(f"{usual}-{number}" for number in range(2, 100)))
    free = next((n for n in names if not (path.parent / f"{n}.md").exists()), f"{usual}-…")
    message = "已经有这个文件了，没有覆盖"
    hint = f"是同一份报告，直接改它；是另一份，加上 --slug {free}"
    return error(path, (1, 1), "file-exists", message, hint)


def _stop(problems: list[Problem]) -> NoReturn:
    click.echo(as_text(problems, Path.cwd()), nl=False, err=True)
    sys.exit(1)
