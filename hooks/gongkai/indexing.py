"""The search index of a build: as it stands, with what an edit changes, or made from nothing.

It comes in steps, each of them tasks that any process can take: one that changes the last build's
index; where that cannot be, some that gather the reports' characters and then some that write what
was gathered. Called by ``engine``.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from gongkai.archive import Archive
from gongkai.beside import batches
from gongkai.fingerprints import digest
from gongkai.making import AT_ONCE, Made, Task
from gongkai.publishing import search
from gongkai.publishing.depends import Known
from gongkai.publishing.search import Bucket, Patch, Plan, Slice, State, Text
from gongkai.report import Report
from gongkai.shelf import Shelf

T = TypeVar("T")
_REPORTS = 400
"""Of a slice: a second's work."""
_BUCKETS = 4
_GRAMS = "grams-"
_UNUSED = 86_400
"""Seconds after which what a killed build had gathered is removed."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A slice, and the number of its first report."""

    first: int
    slice: Slice


class Indexing:
    """The making of one index, step by step."""

    def __init__(self, shelf: Shelf, archive: Archive, base: str, known: Known) -> None:
        """``base``: digest of what all files depend on."""
        self._shelf, self._archive = shelf, archive
        self._key, self._text_key = digest(base, "index"), digest(base, "text")
        self._known = known
        self._mark = digest(self._key, known.everything).encode()
        self._reports = search.numbered(archive)
        self._found: Sequence[object] = ()
        self._steps = self._all_steps()

    def next_step(self, found: Sequence[object]) -> list[Task]:
        """What is to be done now; none at the end. ``found``: what came of the step before."""
        self._found = found
        return next(self._steps, [])

    def _all_steps(self) -> Iterator[list[Task]]:
        names = self._shelf.names(self._key)
        stands = bool(names) and all(self._shelf.stands(name, self._key) for name in names)
        mark, _, state = self._shelf.state.partition(b"\n")
        texts = [report for report in self._reports if not self._has_text(report)]
        if stands and mark == self._mark:
            yield [partial(self._put_texts, part) for part in batches(texts, AT_ONCE)]
            return
        before = State.load(state) if stands else None
        if before is not None:
            yield [partial(self._patch, before, texts)]
            if patched := _of_kind(self._found, Patch):
                self._take(patched[0])
                return
        for name in names:
            self._shelf.rows.pop(name, None)
        yield from self._from_nothing({report.id for report in texts} if before is None else set())

    def _from_nothing(self, texts: set[str]) -> Iterator[list[Task]]:
        """``texts``: reports whose own file is still to be made."""
        folder = _new_folder(self._shelf.folder)
        try:
            firsts = range(0, max(1, len(self._reports)), _REPORTS)
            yield [partial(self._gather, first, folder / str(first), texts) for first in firsts]
            slices = sorted(_of_kind(self._found, _Part), key=lambda part: part.first)
            plan = search.plan([part.slice for part in slices])
            numbers = batches(range(plan.buckets), _BUCKETS)
            yield [partial(self._make, plan, part) for part in numbers]
            buckets = _of_kind(self._found, Bucket)
            (name, content), state = search.finish(self._archive, plan, buckets)
            self._shelf.rows[name] = self._shelf.put(name, self._key, content.encode())
            self._keep(state)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _has_text(self, report: Report) -> bool:
        key = digest(self._text_key, self._known.of(report))
        return self._shelf.stands(search.text_name(report.id), key)

    def _put_texts(self, reports: Sequence[Report], done: Made) -> None:
        for report in reports:
            self._put_text(report, search.text_of(report), done)

    def _put_text(self, report: Report, text: Text, done: Made) -> None:
        name, content = text.file()
        key = digest(self._text_key, self._known.of(report))
        done.files[name] = self._shelf.put(name, key, content.encode())

    def _put_index(self, files: Iterable[tuple[str, str]], done: Made) -> None:
        for name, content in files:
            done.files[name] = self._shelf.put(name, self._key, content.encode())

    def _patch(self, before: State, texts: Sequence[Report], done: Made) -> None:
        """``texts``: reports whose own file is to be made, once the old one has been read."""

        def read(name: str) -> str | None:
            data = self._shelf.read(name)
            return None if data is None else data.decode()

        if patch := search.patch(self._archive, before, read):
            own = {search.text_name(report.id) for report in self._reports}
            self._put_index((file for file in patch.files if file[0] not in own), done)
            done.found.append(Patch((), patch.removed, patch.state))
        self._put_texts(texts, done)

    def _take(self, patch: Patch) -> None:
        for name in patch.removed:
            self._shelf.rows.pop(name, None)
        self._keep(patch.state)

    def _gather(self, first: int, path: Path, texts: set[str], done: Made) -> None:
        def each() -> Iterator[Text]:
            for report in self._reports[first : first + _REPORTS]:
                text = search.text_of(report)
                if report.id in texts:
                    self._put_text(report, text, done)
                yield text

        found = search.gather(each(), first, len(self._reports), path)
        done.found.append(_Part(first, found))

    def _make(self, plan: Plan, numbers: Sequence[int], done: Made) -> None:
        for bucket, files in search.make(plan, numbers):
            self._put_index(files, done)
            done.found.append(bucket)

    def _keep(self, state: State) -> None:
        self._shelf.state = self._mark + b"\n" + state.dump()


def _of_kind(found: Iterable[object], kind: type[T]) -> list[T]:
    return [one for one in found if isinstance(one, kind)]


def _new_folder(place: Path) -> Path:
    """For what is gathered: 12 bytes a character, too much for a system's own folder."""
    place.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_GRAMS, dir=place))
    now = folder.stat().st_mtime
    for old in place.glob(f"{_GRAMS}*"):
        with suppress(OSError):
            if now - old.stat().st_mtime > _UNUSED:
                shutil.rmtree(old)
    return folder
