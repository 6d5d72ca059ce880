"""The memory of a process and of all that it has started, at any one time.

The system keeps the peak of each process, and not of several together. So they are looked at again
and again, and added up: of each its proportional set size, in which a page of memory that several
share counts once. Linux tells it; elsewhere nothing is said. Used by ``launch``.
"""

from __future__ import annotations

import os
import threading
import time

PAUSE = 0.1
"""Seconds between two looks."""
_REST = 30
"""A pause lasts at least so many times as long as the look before it worked: the larger the memory,
the longer a look, which must not count. Measured: 4 ms at 280 MB, 15 ms at 2 GB."""


class Watch:
    """Looks until it is ended, in a thread of its own."""

    def __init__(self, group: int) -> None:
        """``group``: the process group that they all belong to."""
        self._group = group
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int | None:
        """The most bytes that were seen; none where the system does not tell."""
        self._over.set()
        self._thread.join()
        return self._most or None

    def _look(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            start = time.thread_time()
            self._most = max(self._most, together(self._group))
            pause = max(PAUSE, _REST * (time.thread_time() - start))


def together(group: int) -> int:
    """Bytes of all processes of a group; 0 where the system does not tell."""
    try:
        found = [int(name) for name in os.listdir("/proc") if name.isdecimal()]  # noqa: PTH208
    except OSError:
        return 0
    return sum(_size(process) for process in found if _is_of(process, group))


def _is_of(process: int, group: int) -> bool:
    try:
        return os.getpgid(process) == group
    except OSError:  # it has ended
        return False


def _size(process: int) -> int:
    """Bytes of one process; 0 if it has ended."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:  # noqa: PTH123
            lines = [line.split() for line in file]
    except (OSError, ValueError):
        return 0
    return sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")
