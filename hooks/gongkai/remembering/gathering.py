"""Every report file read and checked, or remembered where nothing that counts has changed.

Each file is read and its SHA-256 taken, which costs 0.25 s for ten thousand of them; its time is
not asked. What was found out by the rules that look at the clock, or at files beside the report, is
not remembered: they are applied each time (:data:`checks.OF_THE_MOMENT`, ``OF_THE_FOLDER``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from gongkai.checks import Found, in_parts, lasting
from gongkai.checks.attachments import has_folder
from gongkai.permanence.prints import content_print
from gongkai.problems import Problem
from gongkai.reading.reports import misplaced, read_sheet, report_files
from gongkai.reading.text import read_bytes, text_of
from gongkai.remembering.entries import Entry, entry_of
from gongkai.remembering.memory import ODD, Memory
from gongkai.remembering.units import unit_print
from gongkai.report import Report
from gongkai.settings import Settings
from gongkai.units import Register, Unit

_Read = tuple[Entry, Report | None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the report files say, and what is wrong with each of them."""

    reports: list[Report] = field(default_factory=list)
    undated: list[Report] = field(default_factory=list)
    """See :class:`reading.reports.Reading`."""
    problems: list[Problem] = field(default_factory=list)
    """Of reading, in the order of the paths."""
    found: dict[Path, Sequence[Found]] = field(default_factory=dict)
    """What :func:`checks.lasting` finds, by the reports' paths."""
    contents: dict[Path, str] = field(default_factory=dict)
    """:func:`prints.content_print` of reports that have no folder."""
    entries: list[Entry] = field(default_factory=list)
    """What to remember."""

    def add(self, path: Path, entry: Entry, report: Report | None) -> None:
        """One file more; its report is none where it cannot be read as one."""
        self.problems.extend(entry.problems_of(path))
        if report:
            (self.reports if entry.is_dated else self.undated).append(report)
            self.found[path] = entry.found_in(path)
            if not has_folder(report):
                if not entry.content:
                    entry = entry._replace(content=content_print(report))
                self.contents[path] = entry.content
        self.entries.append(entry)


@dataclass(frozen=True, slots=True)
class _File:
    """A report file that is to be read."""

    path: Path
    data: bytes
    sha256: str

    @property
    def place(self) -> str:
        return "/".join(self.path.parts[-2:])


@dataclass(frozen=True, slots=True)
class _Units:
    """The register, and what its parts are known by."""

    register: Register
    whole: str
    prints: Mapping[str, str]

    def meant_by(self, entry: Entry) -> Unit | None:
        """The unit of a remembered report, if the same name means the same unit today."""
        day = None
        if entry.values and entry.is_dated:
            day = date.fromisoformat(entry.values["publish_date"][:10])
        unit = self.register.find(entry.unit, day)
        return unit if unit and self.prints[unit.id] == entry.register else None


def gather(
    settings: Settings, register: Register, memory: Memory, *, may_split: bool = False
) -> Gathered:
    """Every report file below the reports folder, in the order of their paths.

    ``may_split``: whether this process has no threads, so that a second one may take half.
    """
    prints = {unit.id: unit_print(unit) for unit in register.units}
    units = _Units(register, memory.units_sha256, prints)
    read: list[tuple[Path, list[Problem], _Read | None]] = []
    new: list[_File] = []
    files = list(report_files(settings.reports_dir))
    for path in files:
        data, problems = read_bytes(path)
        kept = None
        if data is not None:
            file = _File(path, data, hashlib.sha256(data).hexdigest())
            kept = _remembered(file, memory, units)
            if kept is None:
                new.append(file)
        read.append((path, problems, kept))
    entries = in_parts(
        partial(_entries_of, settings=settings, units=units), new, may_split=may_split
    )
    fresh = {f.path: (e, f.data) for f, e in zip(new, entries, strict=True)}
    del new[:]
    gathered = Gathered()
    for path, problems, kept in read:
        gathered.problems.extend(problems)
        if path in fresh:
            entry, data = fresh.pop(path)
            kept = entry, _report(path, data, entry, units)
        if kept:
            gathered.add(path, *kept)
    gathered.problems.extend(misplaced(settings.reports_dir, files))
    return gathered


def _remembered(file: _File, memory: Memory, units: _Units) -> _Read | None:
    entry = memory.entries.get(file.place)
    if entry is None or entry.sha256 != file.sha256:
        return None
    with suppress(*ODD):
        if entry.values is None:
            return (entry, None) if entry.register == units.whole else None
        report = _report(file.path, file.data, entry, units)
        entry.problems_of(file.path), entry.found_in(file.path)
        return (entry, report) if report else None
    return None


def _report(path: Path, data: bytes, entry: Entry, units: _Units) -> Report | None:
    if entry.values is None:
        return None
    unit = units.meant_by(entry)
    return entry.report(path, text_of(data), unit) if unit else None


def _entries_of(files: Sequence[_File], settings: Settings, units: _Units) -> list[Entry]:
    return [_entry_of(file, settings, units) for file in files]


def _entry_of(file: _File, settings: Settings, units: _Units) -> Entry:
    sheet = read_sheet(file.data, file.path, settings, units.register)
    report = sheet.report
    if report is None:
        return entry_of(sheet, [], file.place, file.sha256, units.whole, "")
    found = lasting(report, settings, is_dated=sheet.is_dated)
    content = "" if has_folder(report) else content_print(report)
    return entry_of(sheet, found, file.place, file.sha256, units.prints[report.unit.id], content)
