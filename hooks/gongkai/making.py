"""What of a site's files is still to be made, as tasks that any process can take.

Each task makes one file, or a few that come together, and puts them on the shelf. What stands there
already, made of the same things, is no task. Called by ``engine``, which adds the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gongkai.archive import Archive
from gongkai.beside import WorkFailed
from gongkai.fingerprints import digest
from gongkai.publishing import depends, search
from gongkai.publishing.data.files import Content, planned
from gongkai.settings import Settings
from gongkai.shelf import Finished, Shelf

Made = list[tuple[str, Finished]]
"""Name of each file that was made, and what the shelf knows of it."""
Task = Callable[[], Made]
AT_ONCE = 20
"""Files that a process makes before it asks for more."""


def made(tasks: Iterator[Sequence[Task]]) -> Made:
    """Does tasks, part by part; raises :class:`WorkFailed` where a file cannot be written."""
    try:
        return [one for part in tasks for task in part for one in task()]
    except OSError as failure:
        raise WorkFailed(f"写不进 {failure.filename}：{failure.strerror}") from None


def task(shelf: Shelf, name: str, key: str, make: Callable[[], Content]) -> Task:
    """Makes one file of text."""
    return partial(_put, shelf, name, key, make)


def data_tasks(shelf: Shelf, archive: Archive, settings: Settings, base: str) -> Iterator[Task]:
    """Open data, feeds, downloads. ``base``: digest of what all of them depend on."""
    for file in planned(archive, settings):
        key = digest(base, file.depends)
        if not shelf.stands(file.name, key):
            yield task(shelf, file.name, key, file.make)


def search_tasks(shelf: Shelf, archive: Archive, base: str) -> Iterator[Task]:
    """The index, which is one task, and the reports' texts."""
    key = digest(base, depends.of_archive(archive))
    names = shelf.names(key)
    if not (names and all(shelf.stands(name, key) for name in names)):
        yield partial(_index, shelf, archive, key)
    for report in archive.public:
        key, name = digest(base, depends.of_report(report)), search.text_name(report)
        if not shelf.stands(name, key):
            yield task(shelf, name, key, partial(search.text_content, report))


def _index(shelf: Shelf, archive: Archive, key: str) -> Made:
    files = search.index_files(archive)
    return [(name, shelf.put(name, key, content.encode("utf-8"))) for name, content in files]


def _put(shelf: Shelf, name: str, key: str, make: Callable[[], Content]) -> Made:
    content = make()
    text = content if isinstance(content, str) else "".join(content)
    return [(name, shelf.put(name, key, text.encode("utf-8")))]
