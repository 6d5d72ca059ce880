"""Running one command and saying what it cost: wall time, processor time, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = (sys.executable, str(Path(__file__).with_name("launch.py")))
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
    """Bytes of the largest process at its highest point."""
    said: str = ""
    """What it printed."""
    together: int | None = None
    """Bytes of all its processes at one time, where they were watched and the system tells."""

    @property
    def memory(self) -> int:
        """Of all processes together, as far as that is known."""
        return self.peak if self.together is None else max(self.peak, self.together)

    def then(self, other: Usage) -> Usage:
        """Both, one after the other."""
        parts = [usage.together for usage in (self, other) if usage.together is not None]
        return Usage(
            self.wall + other.wall,
            self.cpu + other.cpu,
            max(self.peak, other.peak),
            self.said + other.said,
            max(parts) if parts else None,
        )


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    is_watched: bool = False,
) -> Usage:
    """Runs a command to its end, its output kept aside; raises if it fails.

    ``is_watched``: see :mod:`watch <tests.benchmarks.watch>`.
    """
    launch = [*_LAUNCH, *(["--watch"] if is_watched else [])]
    with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile() as report:
        code = subprocess.call(
            [*launch, report.name, *command],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        output.seek(0)
        said = output.read().decode("utf-8", "replace")[-_LAST_WORDS:]
        if code:
            raise CommandFailed(f"{' '.join(command)} ended with {code}:\n{said}")
        wall, cpu, peak, together = json.load(report)
    return Usage(wall, cpu, peak, said, together)
