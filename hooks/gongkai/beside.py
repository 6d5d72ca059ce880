"""Work that goes on in other processes, where there are other cores."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from array import array
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_NUMBER = array("I")
_SELDOM = (50_000, 20, 20)
"""Objects more than before at which the garbage collector looks for circles."""
_MOST_TASKS = 10_000
"""Numbers that a pipe holds on every system that has one: 40 KB."""


class WorkFailed(Exception):
    """A process ended with an error; the text says which, or it was printed."""


class Crew(Generic[T, R]):
    """Processes that take tasks from one list until there is none left.

    What they make goes to disk; what each returns in the end comes back, in no order that counts.
    """

    def __init__(
        self, work: Callable[[Iterator[T]], R], tasks: Sequence[T], *, may_split: bool
    ) -> None:
        """``may_split``: whether this process has no threads, which others would lack. Where none
        can be begun, the work is done by this one, when it is waited for."""
        self._work, self._tasks = work, tasks
        self._wanted = min(_cores(), len(tasks)) if may_split and _can_split() else 0
        self._begun: list[tuple[ForkProcess, Connection]] = []

    def begin(self) -> None:
        """The processes go on beside this one, and end with it, should that end before."""
        if not self._wanted:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        # The system hands out the numbers: a process that dies keeps no lock.
        numbers, end = os.pipe()
        os.write(end, array("I", range(len(self._tasks))[:_MOST_TASKS]).tobytes())
        os.close(end)
        for _ in range(self._wanted):
            ours, theirs = get_context("fork").Pipe(duplex=False)
            process = get_context("fork").Process(
                target=self._serve, args=(theirs, numbers), daemon=True
            )
            try:
                process.start()
            except OSError:  # the system allows no more
                break
            theirs.close()
            self._begun.append((process, ours))
        os.close(numbers)

    def finish(self) -> list[R]:
        """Waits until all is done. Raises :class:`WorkFailed`."""
        found: list[R] = []
        for process, pipe in self._begun:
            try:
                is_done, value = pipe.recv()
            except EOFError:
                is_done, value = False, ""
            process.join()
            if not is_done:
                raise WorkFailed(value)
            found.append(value)
        rest = self._tasks[_MOST_TASKS:] if self._begun else self._tasks
        if rest or not self._begun:
            found.append(self._work(iter(rest)))
        return found

    def _serve(self, pipe: Connection, numbers: int) -> None:
        _settle_memory()
        try:
            pipe.send((True, self._work(self._taken(numbers))))
        except WorkFailed as failure:
            pipe.send((False, str(failure)))
        except Exception:
            traceback.print_exc()
            pipe.send((False, ""))

    def _taken(self, numbers: int) -> Iterator[T]:
        while number := os.read(numbers, _NUMBER.itemsize):
            yield self._tasks[array("I", number)[0]]


def batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Items in parts of so many: to take a part costs as much as to make a small file."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def in_halves(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], *, may_split: bool
) -> list[R]:
    """What ``work`` makes of all items, the second half of them in a second process."""
    if not (may_split and _can_split()):
        return work(items)
    middle = len(items) // 2
    ours, theirs = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(
        target=_send, args=(theirs, work, items[middle:]), daemon=True
    )
    try:
        process.start()
    except OSError:  # the system allows no more processes
        return work(items)
    theirs.close()
    first = work(items[:middle])
    try:
        second = ours.recv()
    except EOFError:  # it died, for whatever reason: what it had to do is still to be done
        second = work(items[middle:])
    process.join()
    return [*first, *second]


def _send(pipe: Connection, work: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> None:
    _settle_memory()
    pipe.send(work(items))
    pipe.close()


def _settle_memory() -> None:
    """What a process begins with stays as long as it lives, and what it makes has few circles.

    Measured: a sixteenth of the time of rendering; a tenth more memory.
    """
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def _can_split() -> bool:
    return _cores() > 1 and "fork" in get_all_start_methods()


def _cores() -> int:
    """Those that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
