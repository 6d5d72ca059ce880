"""What an import would do, worked out before anything is written.

Originals and the reports already there go in; drafts, new units and findings come out. The same
plan is printed by ``--dry-run`` and written by ``writing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.importing.additions import with_units
from gongkai.importing.drafting import Draft, draft_report
from gongkai.importing.names import lacks_region
from gongkai.importing.sources import Source, find_sources
from gongkai.problems import Problem, error, shown_path, warning
from gongkai.reading import read_units
from gongkai.settings import Settings
from gongkai.units import Register, Unit

_CHECKSUM = re.compile(r"""(?:校验值|sha256)["']?\s*:\s*["']?([0-9a-f]{64})\b""")
_NO_REGISTER_YET = ("units-missing", "units-empty")


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import will write and say."""

    drafts: tuple[Draft, ...] = ()
    repeated: tuple[tuple[Path, Path], ...] = ()
    """Originals that were imported before, each with the report that came of it."""
    new_units: tuple[Unit, ...] = ()
    register_path: Path = Path()
    register_text: str | None = None
    """The register with the new units; none when it stays as it is."""
    problems: tuple[Problem, ...] = ()


def plan_import(paths: Iterable[Path], settings: Settings, today: date) -> Plan:
    """Reads originals and archive, and decides for each original what becomes of it."""
    register, problems = read_units(settings.reports_dir)
    problems = [p for p in problems if p.code not in _NO_REGISTER_YET]
    # A register that cannot be read in full would get its own units a second time.
    if any(p.is_error for p in problems):
        return Plan(problems=tuple(problems))
    sources, found = find_sources(paths)
    planner = _Planner(settings, register, today, imported_before(settings.reports_dir))
    planner.problems += [*problems, *found]
    for source in sources:
        planner.add(source)
    return planner.plan()


def imported_before(reports_dir: Path) -> dict[str, Path]:
    """SHA-256 of each original that a report was made from → that report, wherever it lies now.

    Looked for in the text, not in records: a report whose date is still to be filled in is no good
    record yet, and must not be imported again all the same.
    """
    found: dict[str, Path] = {}
    for path in sorted(p for p in reports_dir.rglob("*.md") if p.is_file()):
        front_matter = path.read_bytes().decode("utf-8", "replace").split("\n---", 1)[0]
        for checksum in _CHECKSUM.findall(front_matter):
            found.setdefault(checksum, path)
    return found


@dataclass
class _Planner:
    """Collects what becomes of each original, in the order they were given."""

    settings: Settings
    register: Register
    """With the units that this import adds."""
    today: date
    made: dict[str, Path]
    """SHA-256 of an original → its report, this import's included."""
    problems: list[Problem] = field(default_factory=list)
    drafts: dict[Path, Draft] = field(default_factory=dict)
    repeated: list[tuple[Path, Path]] = field(default_factory=list)
    new_units: dict[str, Unit] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        if source.sha256 in self.made:
            self.repeated.append((source.path, self.made[source.sha256]))
            return
        draft, found = draft_report(source, self.settings, self.register, self.today)
        taken = self.taken(draft) if draft else None
        # What a person should look at in a report matters only when there will be one.
        self.problems += [taken] if taken else found
        if draft is None or taken:
            return
        self.drafts[draft.target] = draft
        self.made[source.sha256] = draft.target
        if draft.unit.id not in self.register.by_id:
            self.problems += _about_new_unit(draft, self.register)
            self.new_units[draft.unit.id] = draft.unit
            self.register = self.register.with_units([draft.unit])

    def taken(self, draft: Draft) -> Problem | None:
        """Why a draft cannot be written: its place is taken, on disk or in this import."""
        other = self.drafts.get(draft.target)
        if other is None and not draft.target.exists():
            return None
        here = Path.cwd()
        whose = f"（来自 {shown_path(other.source.path, here)}）" if other else ""
        source, target = (shown_path(p, here) for p in (draft.source.path, draft.target))
        message = f"{source} 应当写到 {target}，那里已经有一份{whose}，没有覆盖"
        hint = "是同一份报告的，留一份；是另一份的，用 gongkai new --slug 另起文件名"
        return error(draft.source.path, (1, 1), "import-exists", message, hint)

    def plan(self) -> Plan:
        path = self.register.path
        units = tuple(self.new_units.values())
        text = None
        if units:
            old = path.read_bytes().decode("utf-8") if path.exists() else None
            text, found = with_units(old, units, path)
            if found:
                return Plan(problems=(*self.problems, *found))
        return Plan(
            tuple(self.drafts.values()),
            tuple(self.repeated),
            units,
            path,
            text,
            tuple(self.problems),
        )


def _about_new_unit(draft: Draft, register: Register) -> Iterable[Problem]:
    """What a person should complete or merge in the register."""
    name, path = draft.unit.name, draft.source.path
    if lacks_region(name):
        message = f"单位“{name}”的名称里没有地区"
        hint = "在 units.yml 补全名称；编号（网址）和文件名要改的，也在公开之前改"
        yield warning(path, (1, 1), "import-unit-region", message, hint)
    # 县信访局 is part of every county's: only names that say where they are tell anything.
    known = (n for unit in register.units for n in unit.names if not lacks_region(n))
    if near := next((other for other in known if name in other or other in name), ""):
        message = f"“{name}”当作了新单位，与“{near}”可能是同一个"
        hint = "是同一个的，在 units.yml 里把这个名称写进它的简称或曾用名，删去新加的一条"
        yield warning(path, (1, 1), "import-unit-near", message, hint)
