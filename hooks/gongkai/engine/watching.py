"""``mkdocs serve`` sees a saved report at once, and costs next to nothing while nobody saves.

MkDocs asks for the state of every file twice a second: with ten thousand reports that takes an
eighth of a core. The system says by itself what is written; it is asked all the same, now and then,
because network drives say nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver
from watchdog.utils.dirsnapshot import DirectorySnapshot

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""A build opens and closes what it reads, which is no change."""
_SHARE = 0.01
"""Of a core, for asking; comparing the answers takes as much again."""
_OFTEN = 0.5
"""Seconds between two questions, as MkDocs has it, where they cost little."""


def watch(server: Any, folders: Iterable[Path]) -> None:
    """Has MkDocs' server build again when anything in these folders changes."""
    for folder in filter(Path.is_dir, folders):
        handlers = _handlers(server, folder)
        started = time.process_time()
        DirectorySnapshot(str(folder))
        seconds = max(_OFTEN, (time.process_time() - started) / _SHARE)
        _observe(PollingObserver(timeout=seconds), folder, handlers, None)
        try:
            _observe(Observer(), folder, handlers, _CHANGES)
        except OSError:  # the system watches no more: the questions must do
            continue


def _handlers(server: Any, folder: Path) -> list[FileSystemEventHandler]:
    """What the server would do about a change, without its own questions."""
    caught = _Catcher()
    theirs, server.observer = server.observer, caught
    try:
        server.watch(str(folder))
    finally:
        server.observer = theirs
    return caught.handlers


class _Catcher:
    """Stands in for an observer."""

    def __init__(self) -> None:
        self.handlers: list[FileSystemEventHandler] = []

    def schedule(self, handler: FileSystemEventHandler, *_: object, **__: object) -> None:
        self.handlers.append(handler)


def _observe(
    observer: Any,
    folder: Path,
    handlers: Iterable[FileSystemEventHandler],
    kinds: list[type[FileSystemEvent]] | None,
) -> None:
    for handler in handlers:
        observer.schedule(handler, str(folder), recursive=True, event_filter=kinds)
    observer.start()  # it ends with the server: its thread is a daemon
