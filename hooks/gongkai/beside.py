"""Work that goes on in a second process, where there is a second core."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkFailed(Exception):
    """It ended with an error; what it printed says which."""


class Beside:
    """One piece of work; where it cannot go on beside, it is done when it is waited for."""

    def __init__(self, work: Callable[[], None], *, may_split: bool) -> None:
        """``may_split``: whether this process has no threads, which a second one would lack."""
        self._work = work
        self._process: ForkProcess | None = None
        self._may_split = may_split and _can_split()

    def begin(self) -> None:
        """Goes on in the second process, which ends with this one, should that end before."""
        if self._may_split:
            self._process = get_context("fork").Process(target=self._work, daemon=True)
            self._process.start()

    def finish(self) -> None:
        """Waits for its end; raises when it failed."""
        if self._process is None:
            self._work()
            return
        self._process.join()
        if self._process.exitcode:
            raise WorkFailed


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
    pipe.send(work(items))
    pipe.close()


def _can_split() -> bool:
    return _cores() > 1 and "fork" in get_all_start_methods()


def _cores() -> int:
    """Those that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
