"""Runs one command and writes what it cost: ``python launch.py FILE COMMAND…``.

A process of its own, because Linux counts the memory of whoever starts a process as that process's
peak: a benchmark that holds an archive would measure itself. Imports nothing that is large.
"""

from __future__ import annotations

import json
import os
import sys
import time

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` counts bytes on macOS and kibibytes elsewhere."""


def main(report: str, *command: str) -> int:
    """The command's exit code; its seconds and bytes go into the file ``report``, as JSON."""
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    # ``wait4`` gives the figures of this one process and of those that it has waited for.
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123
        json.dump([wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _MAXRSS_UNIT], file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
