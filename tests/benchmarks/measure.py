"""Running one command and saying what it cost: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` counts bytes on macOS and kibibytes elsewhere."""
_LAST_WORDS = 2000


class CommandFailed(Exception):
    """A command that failed, or did less than it should: it would measure nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process and its children took from start to end."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time, user and system."""
    peak: int
    """Bytes of memory at the highest point."""
    said: str = ""
    """What it printed."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Runs a command to its end, its output kept aside; raises if it fails.

    ``wait4`` gives the figures of this one process. Those of ``RUSAGE_CHILDREN`` are sums, and the
    highest peak, of everything run before.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")[-_LAST_WORDS:]
        if process.returncode:
            raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _MAXRSS_UNIT, said)
