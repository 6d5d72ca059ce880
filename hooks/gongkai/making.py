"""What of a site's files is still to be made, as tasks that any process can take.

Each task makes one file, or a few that come together, and puts them on the shelf. What stands there
already, made of the same things, is no task. Called by ``indexing``, for the search index, and by
``engine``, which adds the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from gongkai.beside import WorkFailed
from gongkai.column import Column
from gongkai.fingerprints import digest
from gongkai.publishing.data.files import DataFile, planned
from gongkai.publishing.data.rows import NOTHING
from gongkai.publishing.depends import Known
from gongkai.shelf import Finished, Shelf


@dataclass(slots=True)
class Made:
    """What came of some tasks."""

    files: dict[str, Finished] = field(default_factory=dict)
    """Name → what the shelf knows of it."""
    found: list[object] = field(default_factory=list)
    """What else somebody wants to know."""


Task = Callable[[Made], None]
AT_ONCE = 20
"""Files that a process makes before it asks for more."""


def made(tasks: Iterable[Sequence[Task]]) -> Made:
    """Does tasks, part by part; raises :class:`WorkFailed` where a file cannot be written."""
    done = Made()
    try:
        for part in tasks:
            for task in part:
                task(done)
    except OSError as failure:
        raise WorkFailed(f"写不进 {failure.filename}：{failure.strerror}") from None
    return done


def data_tasks(shelf: Shelf, column: Column, base: str, known: Known) -> Iterator[Task]:
    """Open data, feeds, downloads. ``base``: digest of what all of them depend on."""
    made_of, key = None, ""
    for file in planned(column.archive, column.settings, known, column.first_addresses):
        if file.depends is not made_of:  # several files are made of one report
            made_of, key = file.depends, digest(base, file.depends)
        if not shelf.stands(file.name, key):
            yield partial(_put_data, shelf, file, key, base, known)


def put(shelf: Shelf, name: str, key: str, make: Callable[[], str], done: Made) -> None:
    """Makes one file of text."""
    done.files[name] = shelf.put(name, key, make().encode("utf-8"))


def _put_data(shelf: Shelf, file: DataFile, key: str, base: str, known: Known, done: Made) -> None:
    """Makes one file of data; lines for each report that the last build wrote are taken over."""
    name, made = file.name, file.make()
    if isinstance(made, str):
        done.files[name] = shelf.put(name, key, made.encode("utf-8"))
        return
    keys = [known.of(report) for report in made.reports]
    was, note = shelf.read(name), shelf.read_note(name)
    lines = made.known(was.decode(), note, base) if was and note else NOTHING
    done.files[name] = row = shelf.put(name, key, made.text(keys, lines).encode("utf-8"))
    shelf.write_note(name, made.remembered(keys, base), row.sha256)
