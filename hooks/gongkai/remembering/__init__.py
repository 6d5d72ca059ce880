"""What reading and checking came to the last time, kept so that only what changed costs time.

The one way in is :func:`Memory.of`; :mod:`gathering` reads and checks report files by it. The
result is that of a run without it, whatever happened in between: what is kept is found under a
checksum of everything that it depends on, and anything odd counts as nothing.
"""

from gongkai.remembering.gathering import Gathered, gather
from gongkai.remembering.memory import Memory

__all__ = ["Gathered", "Memory", "gather"]
