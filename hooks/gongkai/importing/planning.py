"""What becomes of each original, one after the other: the run of an import.

Originals and the reports already there go in; drafts, new units and findings come out. A trial run
does all of it but the writing. What is written is written at once, so that a run that was broken
off goes on where it stopped: an original that a report was made from is known by its checksum.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongkai.importing.additions import with_units
from gongkai.importing.drafting import Draft, draft_report
from gongkai.importing.manifest import Manifest, unused
from gongkai.importing.names import YEAR, lacks_region, unit_in
from gongkai.importing.preparing import Prepared, prepared
from gongkai.importing.sources import Source, find_sources
from gongkai.importing.writing import write_draft, write_file
from gongkai.problems import Problem, error, shown_path, warning
from gongkai.reading import read_units
from gongkai.settings import Settings
from gongkai.units import Register, Unit

CHECKSUM = re.compile(r"""(?:校验值|sha256)["']?\s*:\s*["']?([0-9a-f]{64})\b""")
_NO_REGISTER_YET = ("units-missing", "units-empty")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one original."""

    source: Source
    draft: Draft | None = None
    """Its report, written unless the run is a trial."""
    repeated: Path | None = None
    """The report that was made from the same bytes before."""
    new_unit: Unit | None = None
    """The unit that the register did not know."""
    problems: tuple[Problem, ...] = ()


@dataclass
class Import:
    """One run: the originals, what is known beforehand, and the outcomes as they come."""

    settings: Settings
    register: Register
    """With the units that this import adds."""
    today: date
    sources: tuple[Source, ...] = ()
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
        ready = prepared(tuple(first.values()), processes)
        for source in self.sources:
            if report := self.made.get(source.sha256):
                yield Outcome(source, repeated=report)
            elif first[source.sha256] is source:
                yield self._outcome(next(ready), write=write)
            else:  # its twin could not be imported, which is said there
                yield Outcome(source)

    def _outcome(self, ready: Prepared, *, write: bool) -> Outcome:
        source = ready.source
        draft, found = draft_report(ready, self.settings, self.register, self.today, self.manifest)
        taken = self._taken(draft) if draft else None
        # What a person should look at in a report matters only when there will be one.
        if draft is None or taken:
            return Outcome(source, problems=tuple([taken] if taken else found))
        unit = draft.unit if draft.unit.id not in self.register.by_id else None
        if unit:
            found += _about_new_unit(draft, self.register)
        failed = self._write(draft, unit) if write else []
        if failed:
            return Outcome(source, problems=(*found, *failed))
        if unit:
            self.register = self.register.with_units([unit])
        self.taken[draft.target] = source
        self.made[source.sha256] = draft.target
        return Outcome(source, draft, None, unit, tuple(found))

    def _write(self, draft: Draft, unit: Unit | None) -> list[Problem]:
        """The register first, then the report that needs it."""
        if unit:
            path = self.register.path
            old = path.read_bytes().decode("utf-8") if path.exists() else None
            text, found = with_units(old, [unit], path)
            if text is None:
                return found
            if failed := write_file(path, text.encode()):
                return failed
        return write_draft(draft)

    def _taken(self, draft: Draft) -> Problem | None:
        """Why a draft cannot be written: its place is taken, on disk or in this import."""
        other = self.taken.get(draft.target)
        if other is None and not draft.target.exists():
            return None
        here = Path.cwd()
        whose = f"（来自 {shown_path(other.path, here)}）" if other else ""
        source, target = (shown_path(p, here) for p in (draft.source.path, draft.target))
        message = f"{source} 应当写到 {target}，那里已经有一份{whose}，没有覆盖"
        hint = "是同一份报告的，留一份；是另一份的，用 gongkai new --slug 另起文件名"
        return error(draft.source.path, (1, 1), "import-exists", message, hint)


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
    sources, found = find_sources(paths)
    titled = tuple(replace(s, title=_title(s, listed)) for s in sources)
    problems += [*found, *unused(listed, [source.path for source in sources])]
    made = imported_before(settings.reports_dir)
    return Import(settings, register, today, titled, listed, tuple(problems), made)


def imported_before(reports_dir: Path) -> dict[str, Path]:
    """SHA-256 of each original that a report was made from → that report, wherever it lies now.

    Looked for in the text, not in records: a report whose date is still to be filled in is no good
    record yet, and must not be imported again all the same.
    """
    found: dict[str, Path] = {}
    for path in sorted(p for p in reports_dir.rglob("*.md") if p.is_file()):
        front_matter = path.read_bytes().decode("utf-8", "replace").split("\n---", 1)[0]
        for checksum in CHECKSUM.findall(front_matter):
            found.setdefault(checksum, path)
    return found


def _title(source: Source, manifest: Manifest) -> str:
    """What an original is called where its text does not say it: by the list, or by its name."""
    stem = source.path.stem.strip()
    is_title = YEAR.search(stem) and unit_in(stem)
    return manifest.of(source.path).get("title", "") or (stem if is_title else "")


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
