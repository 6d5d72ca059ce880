"""A spool: folded texts put aside on disk while the index is made, because they outgrow memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO


class Spool:
    """A sequence of byte strings in a file that somebody else opens, for both, and closes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sizes: list[int] = []

    def __len__(self) -> int:
        return len(self._sizes)

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        return map(self._file.read, self._sizes)

    @property
    def units(self) -> int:
        """UTF-16 units of all texts."""
        return sum(self._sizes) // 2

    def add(self, text: bytes) -> None:
        """Appends; not while it is read."""
        self._file.write(text)
        self._sizes.append(len(text))
