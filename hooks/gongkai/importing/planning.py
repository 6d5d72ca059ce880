"""What becomes of each original, one after the other: the run of an import.

Originals and the reports already there go in; drafts, new units and findings come out. A trial run
does all of it but the writing. What is written is written at once, so that a run that was broken
off goes on where it stopped: an original that a report was made from is known by its checksum.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongkai.files import write_file
from gongkai.importing.additions import with_units
from gongkai.importing.already import imported_before, unwritten
from gongkai.importing.drafting import Draft, draft_report
from gongkai.importing.finding import Skipped, find_sources
from gongkai.importing.folders import reason
from gongkai.importing.knowledge import faults
from gongkai.importing.manifest import Manifest, unused
from gongkai.importing.names import YEAR, lacks_region, unit_in
from gongkai.importing.packages import closing_packages
from gongkai.importing.preparing import Prepared, prepared
from gongkai.importing.sources import Source
from gongkai.importing.writing import files_beside, write_draft
from gongkai.problems import Problem, error, shown_path, warning
from gongkai.reading import read_units
from gongkai.settings import Settings
from gongkai.units import Register, Unit

_NO_REGISTER_YET = ("units-missing", "units-empty")
_WHICH = (
    "核对哪一稿是公开的；要换成这一稿，删去那份报告和同名的文件夹，再导入这一份；"
    "不是同一份的，在清单里写明它的“类别”或标题"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one original."""

    source: Source
    draft: Draft | None = None
    """Its report, written unless the run is a trial."""
    repeated: Path | None = None
    """The report that was made from the same bytes before, in this run or an earlier one."""
    twin: Path | None = None
    """The original of this run that has the same bytes, and was read in its place."""
    new_unit: Unit | None = None
    """The unit that the register did not know, and has now."""
    problems: tuple[Problem, ...] = ()


@dataclass
class Import:
    """One run: the originals, what is known beforehand, and the outcomes as they come."""

    settings: Settings
    register: Register
    """With the units that this import adds."""
    today: date
    sources: tuple[Source, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    """Files that lay among the originals and are none, or cannot be read, each with the reason."""
    manifest: Manifest = field(default_factory=Manifest)
    problems: tuple[Problem, ...] = ()
    """What is wrong before the first original is read."""
    made: dict[str, Path] = field(default_factory=dict)
    """SHA-256 of an original → its report, this import's included."""
    taken: dict[Path, Source] = field(default_factory=dict)
    """Reports of this import, each with its original."""

    def outcomes(self, *, write: bool, processes: int = 1) -> Generator[Outcome, None, None]:
        """Reads, drafts and writes each original in turn; the same bytes once."""
        first: dict[str, Source] = {}
        for source in self.sources:
            if source.sha256 not in self.made:
                first.setdefault(source.sha256, source)
        with closing_packages():
            ready = prepared(tuple(first.values()), processes)
            for source in self.sources:
                twin = first.get(source.sha256)
                if twin is source:
                    yield self._outcome(next(ready), write=write)
                else:
                    yield self._of_known_bytes(source, twin)

    def _of_known_bytes(self, source: Source, twin: Source | None) -> Outcome:
        """What becomes of an original that was imported before, or that has a twin in this run."""
        path = twin.path if twin else None
        report = self.made.get(source.sha256)
        if report is None and twin:
            return Outcome(source, twin=path, problems=(_about_twin(source, twin),))
        row = self.manifest.of(source.path)
        if report is None or (twin and row == self.manifest.of(twin.path)):
            return Outcome(source, repeated=report, twin=path)
        found = unwritten(self.manifest, source.path, report, self.settings)
        return Outcome(source, repeated=report, twin=path, problems=tuple(found))

    def _outcome(self, ready: Prepared, *, write: bool) -> Outcome:
        source = ready.source
        draft, found = draft_report(ready, self.settings, self.register, self.today, self.manifest)
        taken = self._taken(draft) if draft else []
        # What a person should look at in a report matters only when there will be one.
        if draft is None or taken:
            return Outcome(source, problems=tuple(taken or found))
        unit = draft.unit if draft.unit.id not in self.register.by_id else None
        if unit:
            found += _about_new_unit(draft, self.register)
        failed = self._place(draft, unit, write=write)
        if unit and unit.id not in self.register.by_id:
            unit = None
        if failed:
            return Outcome(source, new_unit=unit, problems=(*failed, *found))
        self.taken[draft.target] = source
        self.made[source.sha256] = draft.target
        return Outcome(source, draft, new_unit=unit, problems=tuple(found))

    def _place(self, draft: Draft, unit: Unit | None, *, write: bool) -> list[Problem]:
        """The register first, then the report that needs it; why not, where that cannot be."""
        files, failed = files_beside(draft)
        if files is None or failed:
            return failed
        if unit and (failed := self._add(unit, write=write)):
            return failed
        return write_draft(draft, files) if write else []

    def _add(self, unit: Unit, *, write: bool) -> list[Problem]:
        """Adds a unit to the register, on disk first: what stands there is never added again,
        whatever becomes of the report."""
        path = self.register.path
        if write:
            try:
                old = path.read_bytes().decode("utf-8") if path.exists() else None
            except (OSError, UnicodeDecodeError) as failure:
                why = reason(failure) if isinstance(failure, OSError) else "不是 UTF-8"
                return [error(path, (1, 1), "file-unwritable", f"名录里加不上新单位：{why}")]
            text, found = with_units(old, [unit], path)
            failed = found if text is None else write_file(path, text.encode())
            if failed:
                return failed
        self.register = self.register.with_units([unit])
        return []

    def _taken(self, draft: Draft) -> list[Problem]:
        """Why a draft cannot be written: its place is taken, on disk or in this import."""
        other = self.taken.get(draft.target)
        if other is None and not os.path.lexists(draft.target):
            return []
        here = Path.cwd()
        whose = f"（来自 {shown_path(other.path, here)}）" if other else ""
        message = f"应当写到 {shown_path(draft.target, here)}，那里已经有一份{whose}，没有覆盖"
        found = [error(draft.source.path, (1, 1), "import-exists", message, _WHICH)]
        if other:
            source = shown_path(draft.source.path, here)
            message = f"{source} 也应当写到这里，和写进来的 {shown_path(other.path, here)} 内容不同"
            found.append(warning(draft.target, (1, 1), "import-rival", message, _WHICH))
        return found


def plan_import(
    paths: Iterable[Path], settings: Settings, today: date, manifest: Manifest | None = None
) -> Import:
    """Finds the originals, and what is known of them; a run without any where that fails."""
    register, problems = read_units(settings.reports_dir)
    problems = [p for p in problems if p.code not in _NO_REGISTER_YET]
    # A register that cannot be read in full would get its own units a second time.
    if any(p.is_error for p in problems):
        return Import(settings, register, today, problems=tuple(problems))
    listed = manifest or Manifest()
    # A row that is refused later would leave its report's place to another draft of it.
    if wrong := faults(listed, settings):
        return Import(settings, register, today, problems=(*problems, *wrong))
    found = find_sources(paths, listed.path)
    titled = (replace(s, title=_title(s, listed)) for s in found.sources)
    problems += [*found.problems, *unused(listed, (source.path for source in found.sources))]
    made, unreadable = imported_before(settings.reports_dir)
    return Import(
        settings,
        register,
        today,
        _in_turn(tuple(titled), listed),
        found.skipped,
        listed,
        (*problems, *unreadable),
        made,
    )


def _in_turn(sources: Sequence[Source], manifest: Manifest) -> tuple[Source, ...]:
    """Originals that the list names first, for a person has chosen them among drafts of one
    report; of those with the same bytes the one that is best named."""
    known = {source.path for source in sources if manifest.of(source.path)}
    named_first = sorted(sources, key=lambda source: source.path not in known)
    place: dict[str, int] = {}
    for number, source in enumerate(named_first):
        place.setdefault(source.sha256, number)

    def rank(source: Source) -> tuple[int, bool, bool]:
        return place[source.sha256], source.path not in known, not source.title

    return tuple(sorted(named_first, key=rank))


def _title(source: Source, manifest: Manifest) -> str:
    """What an original is called where its text does not say it: by the list, or by its name."""
    stem = source.path.stem.strip()
    is_title = YEAR.search(stem) and unit_in(stem)
    return manifest.of(source.path).get("title", "") or (stem if is_title else "")


def _about_twin(source: Source, twin: Source) -> Problem:
    message = f"与 {shown_path(twin.path, Path.cwd())} 内容相同，那一份没有导入，这一份也没有"
    return error(source.path, (1, 1), "import-failed", message, "照那一份的提示处理")


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
