"""Processes that work through tasks, each within limits: a hostile file costs no run.

A process that takes too long over a task, or dies of it, is replaced, and the task is known as
lost. Called by ``preparing``.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Generic, TypeVar

STARTING = 60.0
"""Seconds for a process to start on a busy machine, before the time for its task is counted."""
_LAST_SECONDS = 2.0
"""For a process to end what it started."""
MOST_MEMORY = 3_000_000_000
"""Bytes of address space: libraries for PDF and XML map far more than they use."""

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class Lost(Enum):
    """Why there is no answer."""

    SLOW = auto()
    """Its time was over."""
    DEAD = auto()
    """The process ended: there was too little memory, or a library took it down."""


class Worker(Generic[Task, Answer]):
    """One process, and the task it is at; the time is counted from when the process is there."""

    def __init__(self, serve: Callable[[Task], Answer]) -> None:
        self.task: Task | None = None
        self.end_at = 0.0
        self._seconds = 0.0
        self._is_there = False
        self._serve = serve
        self.pipe, self._process = _started(serve)

    def ask(self, task: Task, seconds: float) -> None:
        """Gives it a task, and so many seconds for it."""
        if not self._process.is_alive():  # it was ended while it had nothing to do
            self._replace()
        self.task, self._seconds = task, seconds
        self.end_at = monotonic() + (seconds if self._is_there else STARTING)
        with suppress(OSError):  # it is dead, which the answer will show
            self.pipe.send(task)

    def answer(self) -> Answer | Lost | None:
        """What became of its task, None while it is at it; the process is replaced where it
        failed."""
        found: Answer | Lost | None = None
        try:
            if self.pipe.poll():
                found = self.pipe.recv()
                if found is None:
                    self._is_there, self.end_at = True, monotonic() + self._seconds
            elif monotonic() >= self.end_at:
                found = Lost.SLOW
        except (EOFError, OSError):
            found = Lost.DEAD
        if isinstance(found, Lost):
            self._replace()
        if found is not None:
            self.task = None
        return found

    def end(self) -> None:
        """Ends the process with all that it started, for which it is given a moment."""
        self._process.terminate()
        self._process.join(_LAST_SECONDS)
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _replace(self) -> None:
        self.end()
        self._is_there = False
        self.pipe, self._process = _started(self._serve)


def wait_for_any(workers: Iterable[Worker[Task, Answer]]) -> None:
    """Until one of them says something, or the time of one is over; all must have a task."""
    busy = list(workers)
    rest = max(0.0, min(worker.end_at for worker in busy) - monotonic())
    wait([worker.pipe for worker in busy], timeout=rest)


def _started(serve: Callable[[Task], Answer]) -> tuple[Connection, BaseProcess]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, serve), daemon=True)
    with _without_interrupts():
        process.start()
    theirs.close()
    return ours, process


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is started here never hears of Ctrl-C, from its first moment: this process ends it."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # only the main thread may
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(pipe: Connection, serve: Callable[[Task], Answer]) -> None:
    """Says that it is there, then answers until the other end is closed."""
    _limit_memory()
    # Whoever is asked to end leaves what it is at, and so ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(EOFError, OSError):  # nobody is at the other end any more
        pipe.send(None)
        while True:
            pipe.send(serve(pipe.recv()))


def _limit_memory() -> None:
    """As far as the system knows limits: a file that would take all memory takes only this."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
