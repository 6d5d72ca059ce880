"""What is remembered of the register of units, and by what a unit is known to be as it was."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.problems import Problem
from gongkai.remembering.values import problem_of, row_of
from gongkai.units import FormerName, Register, Unit


class UnitsEntry(NamedTuple):
    """``units.yml`` as it was, and what came of it. All of it is something that JSON can hold."""

    sha256: str
    """Of the file's bytes."""
    is_readable: bool
    units: list[list[Any]]
    """Their values in the order of :class:`Unit`."""
    problems: list[list[Any]]
    """The rows of :func:`values.row_of`."""

    @classmethod
    def of(cls, register: Register, problems: list[Problem], sha256: str) -> UnitsEntry:
        """What to remember of a register that was read."""
        units = [_row(unit) for unit in register.units]
        return cls(sha256, register.is_readable, units, [row_of(p) for p in problems])

    def register(self, path: Path) -> Register:
        """The register again; raises ``TypeError`` or ``ValueError`` for what is no entry."""
        return Register(path, tuple(map(_unit, self.units)), self.is_readable)

    def problems_of(self, path: Path) -> list[Problem]:
        """The findings of reading it."""
        return [problem_of(path, row) for row in self.problems]


def unit_print(unit: Unit) -> str:
    """Changes when a unit does in anything but its line in the file."""
    return hashlib.sha256(repr(replace(unit, line=1)).encode("utf-8", "surrogatepass")).hexdigest()


def _row(unit: Unit) -> list[Any]:
    former = [[f.name, _text(f.start), _text(f.end)] for f in unit.former_names]
    names = [unit.id, unit.name, list(unit.short_names), former]
    return [*names, unit.region, unit.level, unit.credit_code, unit.start, unit.end, unit.line]


def _unit(row: list[Any]) -> Unit:
    id_, name, short_names, former, *others = row
    names = tuple(FormerName(text, _day(start), _day(end)) for text, start, end in former)
    return Unit(id_, name, tuple(short_names), names, *others)


def _text(day: date | None) -> str:
    return str(day) if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
