"""A unit has many names over the years; each name means one unit on one day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.reading import read_units
from gongkai.units import FormerName, Register, Unit
from worlds import world

JUSTICE = Unit(
    "yundu-sifaju",
    "云渡县司法局",
    short_names=("县司法局",),
    former_names=(
        FormerName("云渡县司法科", end=date(2000, 1, 1)),
        FormerName("云渡县法制办", date(2000, 1, 1), date(2019, 3, 1)),
        FormerName("云渡县普法办"),
    ),
)
LAND = Unit(
    "yundu-ziranziyuanju",
    "云渡县自然资源局",
    former_names=(FormerName("云渡县法制办", date(2019, 3, 1), date(2021, 1, 1)),),
)
REGISTER = Register(Path("units.yml"), (JUSTICE, LAND))


def units_in(folder: Path, text: str) -> tuple[Unit, ...]:
    register, problems = read_units(world(folder, {"reports/units.yml": text}).parent / "reports")
    assert problems == []
    assert register.is_readable
    return register.units


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1999, 12, 31), "云渡县司法科"),
        (date(2000, 1, 1), "云渡县法制办"),
        (date(2019, 2, 28), "云渡县法制办"),
        (date(2019, 3, 1), "云渡县司法局"),
    ],
)
def test_the_name_on_a_day(day: date, name: str) -> None:
    assert JUSTICE.name_on(day) == name


def test_a_former_name_with_an_open_end() -> None:
    assert FormerName("甲", start=date(2000, 1, 1)).holds_on(date(2099, 12, 31))
    assert not FormerName("甲", start=date(2000, 1, 1)).holds_on(date(1999, 12, 31))
    assert FormerName("甲", end=date(2000, 1, 1)).holds_on(date(1, 1, 1))
    assert not FormerName("甲").holds_on(date(2000, 1, 1)), "a name without a date decides nothing"


def test_all_names_with_the_present_one_first_and_each_once() -> None:
    unit = Unit("a", "甲", short_names=("乙", "甲", "a"), former_names=(FormerName("乙"),))
    assert unit.names == ("甲", "乙", "a")


@pytest.mark.parametrize(
    ("name", "day", "unit"),
    [
        ("yundu-sifaju", None, JUSTICE),
        ("云渡县司法局", None, JUSTICE),
        ("县司法局", date(1950, 1, 1), JUSTICE),
        ("云渡县普法办", date(2024, 1, 1), JUSTICE),
        ("云渡县司法科", date(2024, 1, 1), JUSTICE),  # long after, and only one unit ever had it
        ("云渡县法制办", date(2019, 2, 28), JUSTICE),
        ("云渡县法制办", date(2019, 3, 1), LAND),
        ("云渡县法制办", date(1990, 1, 1), None),
        ("云渡县法制办", date(2021, 1, 1), None),
        ("云渡县法制办", None, JUSTICE),
        ("云渡县法治办", date(2010, 1, 1), None),
        ("", None, None),
    ],
)
def test_a_name_means_one_unit_on_one_day(name: str, day: date | None, unit: Unit | None) -> None:
    assert REGISTER.find(name, day) is unit


def test_the_nearest_name_is_suggested() -> None:
    assert REGISTER.suggest("云渡县司法局局") == "云渡县司法局"
    assert REGISTER.suggest("yundu-sifajv") == "yundu-sifaju"
    assert REGISTER.suggest("完全不同的名称") == ""


def test_more_units_come_last() -> None:
    more = Register(Path("x"), (JUSTICE,), is_readable=False).with_units([LAND])
    assert more.units == (JUSTICE, LAND)
    assert (more.path, more.is_readable) == (Path("x"), False)
    assert more.by_id["yundu-ziranziyuanju"] is LAND
    assert more.find("云渡县自然资源局", None) is LAND


def test_an_entry_is_read_whole_in_either_language(tmp_path: Path) -> None:
    chinese = (
        "- 编号: yundu-sifaju\n"
        "  名称: 云渡县司法局\n"
        "  简称: [县司法局]\n"
        "  曾用名:\n"
        "    - {名称: 云渡县司法科, 起始: 1980, 终止: 2000-05}\n"
        "  地区: 云渡县\n"
        "  层级: 县级\n"
        "  统一社会信用代码: 11999921MB0K24713D\n"
        "  起始: 2021\n"
        "  终止: 2023\n"
    )
    english = (
        "- id: yundu-sifaju\n"
        "  name: 云渡县司法局\n"
        "  short_names: [县司法局]\n"
        "  former_names:\n"
        "    - {name: 云渡县司法科, from: 1980, to: 2000-05}\n"
        "  region: 云渡县\n"
        "  level: 县级\n"
        "  credit_code: 11999921MB0K24713D\n"
        "  from: 2021\n"
        "  to: 2023\n"
    )
    wanted = Unit(
        "yundu-sifaju",
        "云渡县司法局",
        ("县司法局",),
        (FormerName("云渡县司法科", date(1980, 1, 1), date(2000, 5, 1)),),
        "云渡县",
        "县级",
        "11999921MB0K24713D",
        2021,
        2023,
    )
    assert units_in(tmp_path / "zh", chinese) == (wanted,)
    assert units_in(tmp_path / "en", english) == (wanted,)


def test_units_keep_the_order_and_the_lines_of_the_file(tmp_path: Path) -> None:
    units = units_in(
        tmp_path, "# 名册\n- {编号: b, 名称: 乙}\n\n- 编号: a\n  名称: 甲\n- {编号: c, 名称: 丙}\n"
    )
    assert [(u.id, u.line) for u in units] == [("b", 2), ("a", 4), ("c", 6)]


@pytest.mark.parametrize(
    "text",
    [
        # one name after the other
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 丙, 终止: 2010}]}\n"
        "- {编号: b, 名称: 乙, 曾用名: [{名称: 丙, 起始: 2010, 终止: 2015}]}\n",
        # the former name of one is the present name of another since
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 乙, 终止: 2010}]}\n"
        "- {编号: b, 名称: 乙, 曾用名: [{名称: 丙, 终止: 2010}]}\n",
        # two former names of one unit that only touch, and one that is undated
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 乙, 终止: 2010}, {名称: 丙, 起始: 2010, 终止: 2012},"
        " {名称: 丁}]}\n",
        "[]",
    ],
)
def test_names_that_do_not_clash(tmp_path: Path, text: str) -> None:
    units_in(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "- {编号: a, 名称: 甲}\n- {编号: b, 名称: 甲}\n",
        "- {编号: a, 名称: 甲}\n- {编号: b, 名称: a}\n",
        "- {编号: a, 名称: 甲}\n- {编号: b, 名称: 乙, 简称: [甲]}\n",
        "- {编号: a, 名称: 甲}\n- {编号: b, 名称: 乙, 曾用名: [{名称: 甲, 终止: 2010}]}\n",
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 丙, 终止: 2010-02}]}\n"
        "- {编号: b, 名称: 乙, 曾用名: [{名称: 丙, 起始: 2010-01-31, 终止: 2015}]}\n",
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 丙}]}\n- {编号: b, 名称: 乙, 简称: [丙]}\n",
        # renamed to 甲 in 2010, when another had that name until 2011
        "- {编号: a, 名称: 甲, 曾用名: [{名称: 丙, 终止: 2010}]}\n"
        "- {编号: b, 名称: 乙, 曾用名: [{名称: 甲, 终止: 2011}]}\n",
    ],
)
def test_names_that_clash(tmp_path: Path, text: str) -> None:
    register, problems = read_units(world(tmp_path, {"reports/units.yml": text}).parent / "reports")
    assert [p.code for p in problems] == ["unit-name-shared"]
    assert problems[0].line == 2
    assert [u.id for u in register.units] == ["a", "b"], "both stay known"


def test_three_namesakes_are_all_said(tmp_path: Path) -> None:
    text = "- {编号: a, 名称: 甲}\n- {编号: b, 名称: 甲}\n- {编号: c, 名称: 甲}\n"
    _, problems = read_units(world(tmp_path, {"reports/units.yml": text}).parent / "reports")
    assert [(p.line, p.message[:13]) for p in problems] == [
        (2, "“甲”同时是第 1 行“甲"),
        (3, "“甲”同时是第 1 行“甲"),
        (3, "“甲”同时是第 2 行“甲"),
    ]


@pytest.mark.parametrize("text", [None, "a: b: c", "甲: 乙", b"\xff"])
def test_a_register_that_cannot_be_read_says_so(tmp_path: Path, text: str | bytes | None) -> None:
    register, problems = read_units(world(tmp_path, {"reports/units.yml": text}).parent / "reports")
    assert not register.is_readable
    assert register.units == ()
    assert len(problems) == 1
