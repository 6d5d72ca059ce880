"""What a unit is: a body that publishes reports, with all the names it has had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from gongkai.fields import Field, Kind, nearest

UNIT_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""Lower-case ASCII words joined by hyphens: the unit's address for good."""

FORMER_NAME_FIELDS = (
    Field("name", "名称", Kind.TEXT, "曾用名", needed=True),
    Field("from", "起始", Kind.PERIOD, "从何时叫这个名称"),
    Field("to", "终止", Kind.PERIOD, "何时起不再叫这个名称"),
)

FIELDS = (
    Field(
        "id",
        "编号",
        Kind.TEXT,
        "小写拼音，是单位页面的网址，定了不改",
        needed=True,
        pattern=UNIT_ID,
        pattern_hint="小写字母、数字，用 - 连接，如 yundu-sifaju",
    ),
    Field("name", "名称", Kind.TEXT, "现在的全称", needed=True),
    Field("short_names", "简称", Kind.TEXTS, "报告里可能写的简称"),
    Field(
        "former_names", "曾用名", Kind.RECORDS, "改过名的，每个旧名一条", fields=FORMER_NAME_FIELDS
    ),
    Field("region", "地区", Kind.TEXT, "所在的市、县、区"),
    Field("level", "层级", Kind.TEXT, "如 县级、乡镇级"),
    Field(
        "credit_code",
        "统一社会信用代码",
        Kind.TEXT,
        "18 位",
        pattern="[0-9A-HJ-NP-RT-UW-Y]{18}",
        pattern_hint="18 位数字和大写字母（没有 I、O、S、V、Z），见 GB 32100",
    ),
    Field("from", "起始", Kind.YEAR, "从哪个年度起应当公开"),
    Field("to", "终止", Kind.YEAR, "到哪个年度为止（撤并的单位）"),
)
"""A unit's entry in ``reports/units.yml``."""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a unit had, and when; an open end means unknown."""

    name: str
    start: date | None = None
    """First day of the name."""
    end: date | None = None
    """First day on which the name was no longer used."""

    def holds_on(self, day: date) -> bool:
        """Whether the unit had this name on that day; a name without any date never decides."""
        if self.start is None and self.end is None:
            return False
        return (self.start or date.min) <= day < (self.end or date.max)


@dataclass(frozen=True, slots=True)
class Unit:
    """One publishing body."""

    id: str
    name: str
    short_names: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    region: str = ""
    level: str = ""
    credit_code: str = ""
    start: int | None = None
    """First year that it has to report on."""
    end: int | None = None
    """Last year that it has to report on."""
    line: int = field(default=1, compare=False)
    """Where its entry begins in ``units.yml``."""

    @property
    def region_name(self) -> str:
        """Its region as a heading."""
        return self.region or "其他"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it may be called by, its present name first."""
        former = (f.name for f in self.former_names)
        return tuple(dict.fromkeys((self.name, *self.short_names, *former, self.id)))

    def name_on(self, day: date) -> str:
        """Its full name on a day."""
        if not self.former_names:
            return self.name
        return next((f.name for f in self.former_names if f.holds_on(day)), self.name)

    def may_be_called(self, name: str, day: date | None) -> bool:
        """Whether ``name`` means this unit, on that day where the name is a dated former one."""
        if name in (self.id, self.name, *self.short_names):
            return True
        return any(
            f.name == name
            and (day is None or (f.start is None and f.end is None) or f.holds_on(day))
            for f in self.former_names
        )


@dataclass(frozen=True)
class Register:
    """All units (``units.yml``), in the order of the file."""

    path: Path
    units: tuple[Unit, ...] = ()
    is_readable: bool = True
    """False when the file is missing or no YAML: then an unknown name says nothing."""

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            for name in unit.names:
                found.setdefault(name, []).append(unit)
        return {name: tuple(units) for name, units in found.items()}

    def find(self, name: str, day: date | None) -> Unit | None:
        """The unit called ``name`` (id, name, short name or former name).

        Where two units have had one name, the day decides; a report may also name a unit by a
        former name long after the renaming, when only one unit ever had it.
        """
        candidates = self._by_name.get(name, ())
        if len(candidates) == 1:
            return candidates[0]
        return next((u for u in candidates if u.may_be_called(name, day)), None)

    def suggest(self, name: str) -> str:
        """The known name nearest to an unknown one, or an empty string."""
        return nearest(name, self._by_name)

    def with_units(self, units: Iterable[Unit]) -> Register:
        """The same register with more units at its end."""
        return Register(self.path, (*self.units, *units), self.is_readable)
