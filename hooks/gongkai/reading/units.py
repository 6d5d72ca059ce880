"""``reports/units.yml`` becomes the register of units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from gongkai.problems import Problem, error
from gongkai.reading import nodes
from gongkai.reading.records import Record, read_record
from gongkai.reading.text import decode, read_bytes
from gongkai.units import FIELDS, FormerName, Register, Unit

UNITS_FILE = "units.yml"


def read_units(reports_dir: Path) -> tuple[Register, list[Problem]]:
    """The register with every entry that is good, and all that is wrong with the file."""
    path = reports_dir / UNITS_FILE
    if not path.exists():
        hint = "建立这个文件，每个单位写编号和名称；gongkai import 会自动加上"
        return Register(path, is_readable=False), [
            error(path, (1, 1), "units-missing", "没有单位名册", hint)
        ]
    data, problems = read_bytes(path)
    if data is None:
        return Register(path, is_readable=False), problems
    return register_of(data, path)


def register_of(data: bytes, path: Path) -> tuple[Register, list[Problem]]:
    """The same from the file's bytes, on which alone it depends."""
    text, problems = decode(data, path)
    if text is None:
        return Register(path, is_readable=False), problems
    node, found = nodes.parse(text, path)
    problems.extend(found)
    if any(p.is_error for p in found):
        return Register(path, is_readable=False), problems
    if node is None:
        hint = "每个单位写编号和名称，如 - 编号: yundu-sifaju"
        return Register(path), [error(path, (1, 1), "units-empty", "单位名册里没有单位", hint)]
    if not isinstance(node, nodes.Sequence):
        hint = "每个单位以 - 编号: … 开头"
        return Register(path, is_readable=False), [
            *problems,
            error(path, node.place, "value-type", "单位名册应是列表", hint),
        ]
    units: list[Unit] = []
    for item in node.items:
        record = read_record(item, FIELDS, path, "单位")
        problems.extend(record.problems)
        if {"id", "name"} <= record.values.keys():  # else every report of it would be at fault
            unit = _unit(record, item.line)
            problems.extend(_check_unit(unit, record, path))
            units.append(unit)
    problems.extend(_check_register(units, path))
    return Register(path, tuple({u.id: u for u in reversed(units)}.values())[::-1]), problems


def _unit(record: Record, line: int) -> Unit:
    v = record.values
    return Unit(
        id=v["id"],
        name=v["name"],
        short_names=v.get("short_names", ()),
        former_names=tuple(
            FormerName(f["name"], f.get("from"), f.get("to")) for f in v.get("former_names", ())
        ),
        region=v.get("region", ""),
        level=v.get("level", ""),
        credit_code=v.get("credit_code", ""),
        start=v.get("from"),
        end=v.get("to"),
        line=line,
    )


def _check_unit(unit: Unit, record: Record, path: Path) -> Iterator[Problem]:
    """An id that is free, periods in order, former names of one unit not at the same time."""
    if unit.id == "index":
        place = record.places["id"]
        message = "编号“index”留给单位总目录页"
        yield error(path, place, "unit-reserved", message, "换一个编号，如单位名称的拼音")
    if unit.start and unit.end and unit.start > unit.end:
        place = record.places["to"]
        yield error(path, place, "unit-period", "“终止”早于“起始”", "核对两个年度")
    for number, former in enumerate(unit.former_names):
        place = record.places.get(f"former_names.{number}", (unit.line, 1))
        if former.start and former.end and former.start >= former.end:
            message = f"曾用名“{former.name}”的终止不晚于起始"
            yield error(path, place, "unit-period", message, "核对两个时间")
    for (_, first), (number, second) in combinations(enumerate(unit.former_names), 2):
        if _overlap((first.start, first.end), (second.start, second.end)):
            yield error(
                path,
                record.places.get(f"former_names.{number}", (unit.line, 1)),
                "unit-former-overlap",
                f"曾用名“{second.name}”与“{first.name}”的时间重叠",
                "同一时间只有一个名称：写清起始和终止",
            )


_Period = tuple[date | None, date | None]


def _overlap(first: _Period, second: _Period) -> bool:
    """Whether two half-open periods share a day; a period without any date is not known to."""
    if not any(first) or not any(second):
        return False
    starts = max(first[0] or date.min, second[0] or date.min)
    return starts < min(first[1] or date.max, second[1] or date.max)


def _check_register(units: Sequence[Unit], path: Path) -> Iterator[Problem]:
    """Ids once; no name that would mean two units at one time."""
    seen: dict[str, Unit] = {}
    for unit in units:
        if first := seen.get(unit.id):
            yield error(
                path,
                (unit.line, 1),
                "unit-duplicate",
                f"编号“{unit.id}”已被第 {first.line} 行的“{first.name}”用了",
                "编号是单位页面的网址，每个单位不同",
            )
        seen.setdefault(unit.id, unit)
    called: dict[str, list[Unit]] = {}
    for unit in seen.values():
        for name in unit.names:
            called.setdefault(name, []).append(unit)
    for name, namesakes in called.items():
        for first, second in combinations(namesakes, 2):
            if _clash(first, second, name):
                yield error(
                    path,
                    (second.line, 1),
                    "unit-name-shared",
                    f"“{name}”同时是第 {first.line} 行“{first.name}”和“{second.name}”的名称",
                    "一个名称同一时间只属于一个单位：改名称，或写清曾用名的起始和终止",
                )


def _clash(first: Unit, second: Unit, name: str) -> bool:
    """Whether both may be called ``name`` on one day."""
    return any(_overlap(a, b) for a in _periods(first, name) for b in _periods(second, name))


def _periods(unit: Unit, name: str) -> list[_Period]:
    """When a unit is called ``name``: since its last change for the present one, else as dated."""
    always = (date.min, date.max)
    found = [(f.start or date.min, f.end or date.max) for f in unit.former_names if f.name == name]
    if name == unit.name:
        ends = [f.end for f in unit.former_names if f.end]
        found.append((max(ends), date.max) if ends else always)
    elif name in (unit.id, *unit.short_names):
        found.append(always)
    return [*found]
