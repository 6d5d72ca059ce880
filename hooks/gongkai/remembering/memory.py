"""The memory of one reports folder: a file in ``.cache/gongkai/reports/`` beside ``mkdocs.yml``.

Safe to delete, which is also the way to do without it once. Its first line holds the context that
everything in it depends on (:mod:`software`) and a checksum of the rest; a file that is damaged,
cut short, or of another context counts as none. The rest is JSON, one entry a line: whoever is
tricked into unpacking a cache runs nothing by it, though it may lie, as a changed program would.
Times of files are never asked: what is remembered of a file is found by the SHA-256 of its bytes.

It is written whole, so that two runs at once, or one that is killed, leave the one memory or the
other; where it cannot be written there is none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from gongkai.files import write_whole
from gongkai.problems import Problem
from gongkai.reading.units import UNITS_FILE, read_units, register_of
from gongkai.remembering.entries import Entry
from gongkai.remembering.software import context
from gongkai.remembering.units import UnitsEntry
from gongkai.settings import Settings
from gongkai.units import Register

FOLDER = Path(".cache/gongkai/reports")
"""Beside ``mkdocs.yml``."""
_FORM = "gongkai-1"
"""Of the file; another number for every other form."""
_MOST = 4
"""Memories that are kept: archives that are built with ``REPORTS_DIR`` have one each."""
ODD = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""Whatever may come of a file that is none of ours."""


class Memory:
    """What is remembered at the start of a run, and what shall be at its end."""

    def __init__(self, file: Path, context: str) -> None:
        self._file = file
        self._context = context
        self._lines: dict[str, bytes] = {}
        self._units: UnitsEntry | None = None
        self._units_line = b""
        self.entries: dict[str, Entry] = {}
        """By their places (``2024/a.md``), of files as they once were."""

    @classmethod
    def of(cls, settings: Settings) -> Memory:
        """The memory of the settings' reports folder; an empty one where there is none."""
        folder = os.path.abspath(settings.reports_dir)  # noqa: PTH100
        name = hashlib.sha256(folder.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        memory = cls(settings.path.parent / FOLDER / f"{name}.json", context(settings))
        with suppress(*ODD):
            memory._load()
        return memory

    def _load(self) -> None:
        head, _, rest = self._file.read_bytes().partition(b"\n")
        if head != self._head(rest):
            return
        units, *rows = json.loads(rest.decode("utf-8", "surrogatepass"))
        lines = rest[2:-2].split(b",\n")
        entries = {row[0]: Entry._make(row) for row in rows}
        self._units = UnitsEntry._make(units) if units else None
        self._units_line = lines[0]
        self._lines = dict(zip(entries, lines[1:], strict=True))
        self.entries = entries

    def read_units(self, reports_dir: Path) -> tuple[Register, list[Problem]]:
        """What :func:`reading.read_units` says, which looks into the file only when it changed:
        0.4 s for five hundred units."""
        path = reports_dir / UNITS_FILE
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            self._units = None
            return read_units(reports_dir)
        sha256 = hashlib.sha256(data).hexdigest()
        if self._units and self._units.sha256 == sha256:
            with suppress(*ODD):
                return self._units.register(path), self._units.problems_of(path)
        register, problems = register_of(data, path)
        self._units = UnitsEntry.of(register, problems, sha256)
        return register, problems

    @property
    def units_sha256(self) -> str:
        """Of the file that the register was read from; empty where it could not be read."""
        return self._units.sha256 if self._units else ""

    def keep(self, entries: Iterable[Entry], *, with_units: bool) -> None:
        """Writes down what was used or made in this run and nothing else, if that is new.

        ``with_units``: whether the register may lie in a cache.
        """
        lines = {
            entry.place: self._lines[entry.place]
            if entry is self.entries.get(entry.place)
            else _line(entry)
            for entry in entries
            if entry.is_safe
        }
        units = _line(self._units) if self._units and with_units else b"null"
        is_new = lines != self._lines or units != self._units_line
        if not is_new or not (lines or self._lines):
            return
        rest = b"[\n" + b",\n".join([units, *lines.values()]) + b"\n]"
        with suppress(OSError, ValueError):
            write_whole(self._file, self._head(rest) + b"\n" + rest)
            _tidy(self._file.parent)

    def _head(self, rest: bytes) -> bytes:
        checksum = hashlib.sha256(rest).hexdigest()
        return f"{_FORM} {self._context} {checksum}".encode()


def _line(row: tuple[Any, ...]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _tidy(folder: Path) -> None:
    """Takes away all but the newest memories, and what a run left that was killed as it wrote."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST:]:
        file.unlink(missing_ok=True)
