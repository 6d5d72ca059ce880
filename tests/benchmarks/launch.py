"""Runs one command and writes what it cost: ``python launch.py [--watch] FILE COMMAND…``.

A process of its own, because Linux counts the memory of whoever starts a process as that process's
peak: a benchmark that holds an archive would measure itself. Imports nothing that is large.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time

from watch import Watch

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` counts bytes on macOS and kibibytes elsewhere."""


def main(report: str, *command: str, is_watched: bool = False) -> int:
    """The command's exit code; its seconds and bytes go into the file ``report``, as JSON."""
    start = time.perf_counter()
    # A group of its own is what its processes are found by.
    process = os.posix_spawnp(command[0], command, os.environ, setpgroup=0)
    watch = Watch(process) if is_watched else None
    try:
        # ``wait4`` gives the figures of this one process and of those that it has waited for.
        _, status, used = os.wait4(process, 0)
    except KeyboardInterrupt:  # the keyboard reaches this group alone
        os.killpg(process, signal.SIGINT)
        raise
    wall = time.perf_counter() - start
    together = watch.end() if watch else None
    figures = wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _MAXRSS_UNIT, together
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123
        json.dump(figures, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    given = sys.argv[1:]
    is_watched = given[0] == "--watch"
    sys.exit(main(*given[is_watched:], is_watched=is_watched))
