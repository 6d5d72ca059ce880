"""All reports together: order, neighbours and coverage."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from gongkai.archive import Archive, Cell, Neighbours
from gongkai.dates import Moment
from gongkai.report import Report, Status
from gongkai.units import Register, Unit

JUSTICE = Unit("sifaju", "司法局")
LAND = Unit("ziranju", "自然资源局")
HEALTH = Unit("weijianju", "卫生健康局")
REGISTER = Register(Path("units.yml"), (JUSTICE, LAND, HEALTH))


def report(
    unit: Unit,
    year: int,
    published: str = "",
    *,
    slug: str = "",
    category: str = "年报",
    status: Status = Status.IN_FORCE,
) -> Report:
    day, _, minute = (published or f"{year + 1}-03-05").partition(" ")
    slug = slug or unit.id
    return Report(
        path=Path(f"reports/{year}/{slug}.md"),
        slug=slug,
        folder_year=year,
        title=f"{unit.name}{year}",
        year=year,
        unit=unit,
        publish_date=Moment(
            date.fromisoformat(day), time.fromisoformat(minute) if minute else None
        ),
        category=category,
        source=unit.name,
        summary="",
        body="",
        body_line=1,
        status=status,
    )


def archive(*reports: Report, register: Register = REGISTER) -> Archive:
    return Archive.of(reports, register)


def test_newest_publication_first_and_a_day_before_its_minutes() -> None:
    wanted = (
        report(JUSTICE, 2020, "2024-03-06"),
        report(JUSTICE, 2023, "2024-03-05 09:30"),
        report(JUSTICE, 2021, "2024-03-05 09:00"),
        report(JUSTICE, 2022, "2024-03-05"),
        report(JUSTICE, 2019, "2020-03-05"),
    )
    assert archive(*wanted[::-1]).reports == wanted
    assert archive(*wanted[2:], *wanted[:2]).reports == wanted


def test_ties_are_by_year_then_in_the_registers_order_then_by_slug() -> None:
    wanted = (
        report(HEALTH, 2023, "2024-03-05"),
        report(JUSTICE, 2022, "2024-03-05", slug="a"),
        report(JUSTICE, 2022, "2024-03-05", slug="b"),
        report(LAND, 2022, "2024-03-05"),
        report(HEALTH, 2022, "2024-03-05"),
    )
    assert archive(*wanted[::-1]).reports == wanted
    assert archive(*wanted).reports == wanted


def test_a_unit_that_is_not_in_the_register_comes_last() -> None:
    stranger = report(Unit("a", "甲"), 2022, "2024-03-05")
    known = report(HEALTH, 2022, "2024-03-05")
    assert archive(stranger, known).reports == (known, stranger)


def test_indexes() -> None:
    a = report(JUSTICE, 2023)
    b = report(HEALTH, 2023, "2024-04-01", category="通报")
    c = report(JUSTICE, 2021, status=Status.WITHDRAWN)
    found = archive(a, b, c)
    assert dict(found.by_year) == {2023: (b, a), 2021: (c,)}
    assert list(found.by_year) == [2023, 2021], "newest year first"
    assert dict(found.by_unit) == {"sifaju": (a, c), "weijianju": (b,)}
    assert list(found.by_unit) == ["sifaju", "weijianju"], "in the register's order"
    assert dict(found.by_category) == {"通报": (b,), "年报": (a, c)}
    assert dict(found.by_id) == {"2023/sifaju": a, "2023/weijianju": b, "2021/sifaju": c}
    assert found.public == (b, a)
    assert found.years == range(2021, 2024)


def test_an_empty_archive() -> None:
    found = archive()
    assert (found.reports, found.public, found.years) == ((), (), range(0))
    assert found.coverage("年报") == ()
    assert list(found.expected_years(JUSTICE, "年报", 2023)) == []


def test_neighbours_skip_gaps_and_stay_in_unit_and_category() -> None:
    y2019, y2021, y2024 = (report(JUSTICE, year) for year in (2019, 2021, 2024))
    found = archive(
        y2024,
        y2019,
        y2021,
        report(LAND, 2020),
        report(LAND, 2022),
        report(JUSTICE, 2020, category="通报", slug="t"),
        report(JUSTICE, 2022, status=Status.WITHDRAWN),
    )
    assert found.neighbours(y2019) == Neighbours(None, y2021)
    assert found.neighbours(y2021) == Neighbours(y2019, y2024)
    assert found.neighbours(y2024) == Neighbours(y2021, None)
    assert found.neighbours(report(HEALTH, 2021)) == Neighbours(None, None)


def test_the_neighbour_of_a_year_with_two_is_the_one_in_force() -> None:
    y2022, y2024 = report(JUSTICE, 2022), report(JUSTICE, 2024)
    in_force = report(JUSTICE, 2023, "2024-01-01", slug="z")
    repealed = report(JUSTICE, 2023, "2024-12-01", slug="a", status=Status.REPEALED)
    found = archive(y2022, y2024, repealed, in_force)
    assert found.neighbours(y2022).next is in_force
    assert found.neighbours(y2024).previous is in_force
    assert found.neighbours(repealed) == Neighbours(y2022, y2024)


@pytest.mark.parametrize(
    ("start", "end", "first_report", "last", "expected"),
    [
        (2020, None, None, 2023, range(2020, 2024)),
        (2020, 2021, None, 2023, range(2020, 2022)),
        (2020, 2030, None, 2023, range(2020, 2024)),
        (2020, None, 2022, 2023, range(2020, 2024)),
        (None, None, 2022, 2023, range(2022, 2024)),
        (None, 2022, 2021, 2023, range(2021, 2023)),
        (None, None, None, 2023, range(0)),
        (2025, None, None, 2023, range(0)),
    ],
)
def test_years_that_a_unit_owes(
    start: int | None, end: int | None, first_report: int | None, last: int, expected: range
) -> None:
    unit = Unit("a", "甲", start=start, end=end)
    reports = [report(unit, first_report)] if first_report else []
    found = archive(*reports, register=Register(Path("units.yml"), (unit,)))
    assert list(found.expected_years(unit, "年报", last)) == list(expected)
    assert list(found.expected_years(unit, "通报", last)) == (list(expected) if start else [])


def test_coverage_has_a_cell_for_each_unit_and_year() -> None:
    land = Unit("ziranju", "自然资源局", start=2021, end=2022)
    idle = Unit("jiaoyuju", "教育局")
    register = Register(Path("units.yml"), (land, JUSTICE, idle, HEALTH))
    first = report(JUSTICE, 2021)
    second = report(JUSTICE, 2021, "2022-06-01", slug="b", status=Status.REPEALED)
    withdrawn = report(JUSTICE, 2022, status=Status.WITHDRAWN)
    found = archive(
        first,
        second,
        withdrawn,
        report(JUSTICE, 2023),
        report(JUSTICE, 2020, category="通报"),
        report(HEALTH, 2022, status=Status.WITHDRAWN),
        register=register,
    )
    rows = found.coverage("年报")
    assert [unit for unit, _ in rows] == [land, JUSTICE, HEALTH], "the idle unit has no row"
    (_, land_cells), (_, justice_cells), _ = rows
    assert [c.year for c in land_cells] == [2020, 2021, 2022, 2023]
    assert [c.is_expected for c in land_cells] == [False, True, True, False]
    assert [c.is_missing for c in land_cells] == [False, True, True, False]
    assert [len(c.reports) for c in justice_cells] == [0, 2, 0, 1]
    assert justice_cells[1] == Cell(JUSTICE, 2021, (second, first), is_expected=True)
    assert [c.withdrawn for c in justice_cells] == [(), (), (withdrawn,), ()]
    assert not any(c.is_missing for c in justice_cells), "taken back is not the same as missing"


def test_the_last_change_is_the_newest_of_all_days() -> None:
    assert report(JUSTICE, 2023, "2024-03-05 09:30").last_change == date(2024, 3, 5)
