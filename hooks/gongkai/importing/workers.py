"""Originals are read in processes of their own: all cores work, and a hostile file costs no run.

A process that takes too long over one file, or dies of it, is replaced, and the file is named. What
comes back comes in the order that was asked. Called by ``planning``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic

from gongkai.importing.sources import Source
from gongkai.importing.tidying import Tidied, tidy
from gongkai.problems import Problem, error

SECONDS = 120.0
"""For one file: a PDF of 500 pages with tables takes 60 on a slow core."""
STARTING = 60.0
"""Seconds for a process to start on a busy machine, before the time for its file is counted."""
MOST_MEMORY = 3_000_000_000
"""Bytes of address space: libraries for PDF and XML map far more than they use."""
FEW = 8
"""Files below which starting processes costs more than it saves."""
SCANNED = "import-scanned"
"""Code of the finding that a file has pictures of its text only: the text is left to a person."""
_AHEAD = 4
"""Files a process may be ahead of the one that is waited for: what is ready stays in memory."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One original, read and tidied."""

    source: Source
    tidied: Tidied | None
    """None where it could not be read."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_scanned(self) -> bool:
        return any(problem.code == SCANNED for problem in self.problems)


def prepare(source: Source) -> Prepared:
    """Reads one original; whatever happens over it is a finding like any other."""
    try:
        blocks, problems = source.read()
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return _failed(source, f"读不了这个文件：{reason}", "核对文件还在不在原处")
    except Exception:  # a library may raise anything on bytes that were made to break it
        return _failed(source, "读的时候出错", "用原来的程序打开，另存一份再导入")
    if blocks is None and source.title and any(p.code == SCANNED for p in problems):
        blocks = ()
    tidied = tidy(blocks, source.path, source.title) if blocks is not None else None
    return Prepared(source, tidied, tuple(problems))


def prepared(
    sources: Sequence[Source],
    processes: int,
    seconds: float = SECONDS,
    serve: Callable[[Source], Prepared] = prepare,
) -> Iterator[Prepared]:
    """Each original in turn; in this process where all are plain text, and few or for one core."""
    is_small = processes < 2 or len(sources) < FEW
    if is_small and all(source.is_plain() for source in sources):
        yield from map(serve, sources)
        return
    workers = [_Worker(serve, seconds) for _ in range(max(1, min(processes, len(sources))))]
    try:
        yield from _in_order(sources, workers)
    finally:
        for worker in workers:
            worker.end()


def _in_order(sources: Sequence[Source], workers: Sequence[_Worker]) -> Iterator[Prepared]:
    waiting = deque(enumerate(sources))
    ready: dict[int, Prepared] = {}
    wanted = 0
    while wanted < len(sources):
        if wanted in ready:
            yield ready.pop(wanted)
            wanted += 1
            continue
        for worker in workers:
            is_near = waiting and waiting[0][0] < wanted + _AHEAD * len(workers)
            if worker.task is None and is_near:
                worker.ask(*waiting.popleft())
        busy = [worker for worker in workers if worker.task is not None]
        rest = max(0.0, min(worker.end_at for worker in busy) - monotonic())
        wait([worker.pipe for worker in busy], timeout=rest)
        for worker in busy:
            ready |= worker.answer()


class _Worker:
    """One process, and the file it is at; the time is counted from when the process is there."""

    def __init__(self, serve: Callable[[Source], Prepared], seconds: float) -> None:
        self.task: tuple[int, Source] | None = None
        self.end_at = 0.0
        self._seconds = seconds
        self._is_there = False
        self._what = serve
        self.pipe, self._process = _started(serve)

    def ask(self, number: int, source: Source) -> None:
        seconds = self._seconds if self._is_there else STARTING
        self.task, self.end_at = (number, source), monotonic() + seconds
        with suppress(OSError):  # it is dead, which the answer will show
            self.pipe.send(source)

    def answer(self) -> dict[int, Prepared]:
        """What it made of its file, once it is known; the process is replaced where it failed."""
        if self.task is None:
            return {}
        number, source = self.task
        found: Prepared | None = None
        try:
            if self.pipe.poll():
                found = self.pipe.recv()
                if found is None:
                    self._is_there, self.end_at = True, monotonic() + self._seconds
            elif monotonic() >= self.end_at:
                found = _failed(source, "读得太久，没有读完", "用原来的程序另存一份；太大的拆开")
                self._replace()
        except (EOFError, OSError):
            hint = "用原来的程序打开，另存一份再导入"
            found = _failed(source, "读的时候内存不够或出错", hint)
            self._replace()
        if found is None:
            return {}
        self.task = None
        return {number: found}

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _replace(self) -> None:
        self.end()
        self._is_there = False
        self.pipe, self._process = _started(self._what)


def _started(serve: Callable[[Source], Prepared]) -> tuple[Connection, BaseProcess]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, serve), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _serve(pipe: Connection, serve: Callable[[Source], Prepared]) -> None:
    """Says that it is there, then answers until the other end is closed."""
    _limit_memory()
    pipe.send(None)
    while True:
        try:
            source = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        pipe.send(serve(source))


def _limit_memory() -> None:
    """As far as the system knows limits: a file that would take all memory takes only this."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _failed(source: Source, message: str, hint: str) -> Prepared:
    return Prepared(source, None, (error(source.path, (1, 1), "import-failed", message, hint),))
