"""``ledger.jsonl``: what was published when, one line an event, each holding the one before it.

A line is JSON with the keys of :class:`Entry`, then ``previous``, the SHA-256 of the line before it
(zeros for the first), and ``seal``, the SHA-256 of its own other values. Lines are only ever added.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from gongkai.addresses import unquoted
from gongkai.files import write_file
from gongkai.permanence import rules
from gongkai.permanence.prints import VERSIONS
from gongkai.problems import Problem
from gongkai.report import Status

FILE = "ledger.jsonl"
"""In the reports folder."""
NO_LINE = "0" * 64
_AGAIN = (
    "从版本库里取回原来的 {name}；台账只能用 gongkai publish 往后加，不能手改；"
    "两个分支都记过的，合并时只留一边的台账，再运行 gongkai publish 补记"
)
_TOO_NEW = "是更新的 gongkai 记的，这一版读不懂"
_OF_A_MERGE = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")


class Event(StrEnum):
    """What happened to a published address."""

    PUBLISHED = "published"
    CHANGED = "changed"
    """Text, data or files, with a correction announced."""
    STATUS = "status"
    """有效性 alone."""
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    """It leads on from ``moved_from``."""
    NOTED = "noted"
    """The file changed in what needs no announcement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: an event, and how the report was after it."""

    date: str
    """The day of recording, ``YYYY-MM-DD``."""
    event: Event
    path: str
    """Address inside the site, with a leading slash."""
    title: str
    sha256: str
    """Of the report's file, with LF line ends and without a byte-order mark."""
    content: str
    """:func:`prints.content_print` of it."""
    status: str
    revisions: int
    """Corrections announced so far."""
    revisions_sha256: str
    note: str = ""
    """What was corrected, or why it was withdrawn, as readers are told."""
    moved_from: str = ""
    unit: str = ""
    """Id of its unit."""
    unit_name: str = ""
    """What readers were told that its unit is called."""
    publish_date: str = ""
    status_date: str = ""
    status_reason: str = ""
    replaced_by: str = ""
    """Address of the report that takes its place."""
    aliases: tuple[str, ...] = ()
    """Old addresses that lead to it, as :func:`published_address` spells them."""
    prints: int = 1
    """Version of the prints in this line."""
    text: str = ""
    data: str = ""
    files: str = ""
    kept: str = ""
    """Short prints of its parts, :func:`prints.parts_prints`."""
    attached: tuple[str, ...] = ()
    """Public files in its folder: once it is withdrawn nobody else knows what must be gone."""

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN


_OTHER_TYPES: Mapping[str, type] = {
    "revisions": int,
    "prints": int,
    "aliases": tuple,
    "attached": tuple,
}
_TYPES = [(f.name, _OTHER_TYPES.get(f.name, str)) for f in fields(Entry)]


@dataclass(frozen=True)
class Ledger:
    """All lines, in their order."""

    path: Path
    entries: tuple[Entry, ...] = ()
    lines: tuple[bytes, ...] = ()
    """As they stand in the file, without line ends."""

    @cached_property
    def current(self) -> Mapping[str, tuple[int, Entry]]:
        """Address → number and entry of the last event there; an address that was moved is gone."""
        found: dict[str, tuple[int, Entry]] = {}
        for number, entry in enumerate(self.entries, start=1):
            found.pop(entry.moved_from, None)
            found[entry.path] = number, entry
        return MappingProxyType(found)

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, int]]:
        """Address now → every address that the report had, each with the line that tells of it.

        Each must lead to that report for good.
        """
        return self._along(lambda entry: filter(None, (entry.moved_from, entry.path)))

    @cached_property
    def old_names(self) -> Mapping[str, Mapping[str, int]]:
        """The same of old addresses that led to a report and never were one's own."""
        own = {name for names in self.names.values() for name in names}
        return self._along(lambda entry: (name for name in entry.aliases if name not in own))

    def _along(self, told: Callable[[Entry], Iterable[str]]) -> Mapping[str, Mapping[str, int]]:
        """Address now → whatever the lines of a report tell, each with the last line that does."""
        found: dict[str, dict[str, int]] = {}
        for number, entry in enumerate(self.entries, start=1):
            left = found.pop(entry.moved_from, {}) if entry.moved_from else {}
            told_here = dict.fromkeys(told(entry), number)
            found.setdefault(entry.path, {}).update({**left, **told_here})
        return MappingProxyType(found)

    @property
    def head(self) -> str:
        """SHA-256 of the last line: whoever has kept it can tell that no line is gone."""
        return self.head_after(len(self.lines))

    def head_after(self, count: int) -> str:
        """The same as it was when there were so many lines."""
        return _sha256(self.lines[count - 1]) if count else NO_LINE

    def with_entries(self, entries: Iterable[Entry]) -> Ledger:
        """The same and further lines, sealed; nothing is written."""
        lines, added = list(self.lines), list(self.entries)
        for entry in entries:
            values = asdict(entry) | {"previous": _sha256(lines[-1]) if lines else NO_LINE}
            lines.append(_as_line(values | {"seal": _seal(values)}))
            added.append(entry)
        return Ledger(self.path, tuple(added), tuple(lines))

    def write(self) -> list[Problem]:
        """Puts the whole file in the place of the old one, or says why not."""
        return write_file(self.path, b"".join(line + b"\n" for line in self.lines), "台账")


def read_ledger(reports_dir: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger; without one nothing was published. After the first bad line nothing counts."""
    path = reports_dir / FILE
    if not os.path.lexists(path):
        return Ledger(path), []
    hint = _AGAIN.format(name=path.name)
    try:
        data = path.read_bytes()
    except OSError as failure:
        message = f"读不了台账：{failure.strerror or failure}"
        return Ledger(path), [rules.BROKEN.problem(path, (1, 1), message, hint)]
    *lines, rest = data.replace(b"\r\n", b"\n").split(b"\n")
    if rest:
        lines.append(rest)
    while lines and not lines[-1]:
        lines.pop()  # editors add an empty line at the end, which tells nothing
    if not lines:
        # A ledger is written with its first line: an empty one would forget all that was published.
        return Ledger(path), [rules.BROKEN.problem(path, (1, 1), "台账是空的", hint)]
    entries: list[Entry] = []
    previous = NO_LINE
    for number, line in enumerate(lines, start=1):
        entry, fault = _read_line(line, previous)
        if not fault and number == len(lines) and rest:
            fault = "没有写完"
        if entry is None or fault:
            hint = "升级 gongkai 再运行" if fault is _TOO_NEW else hint
            found = rules.BROKEN.problem(path, (number, 1), f"台账的这一行{fault}", hint)
            return Ledger(path, tuple(entries), tuple(lines[: number - 1])), [found]
        entries.append(entry)
        previous = _sha256(line)
    return Ledger(path, tuple(entries), tuple(lines)), []


def published_address(alias: str) -> str:
    """An old address in the ledger's spelling, for a person may write it without percent signs.

    Those that are no UTF-8 (``%D6%D0``, as servers with GBK write them) stay what they are.
    """
    return quote(unquoted(alias), errors="surrogateescape")


def first_addresses(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Address → where the report was published first, of those that have moved since."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.moved_from:
            found[entry.path] = found.pop(entry.moved_from, entry.moved_from)
    return found


def _read_line(line: bytes, previous: str) -> tuple[Entry | None, str]:
    """The entry, and what is wrong with it."""
    if line.startswith(_OF_A_MERGE):
        return None, "是 git 合并时留下的记号"
    try:
        values = json.loads(line)
        seal = values.pop("seal")
        before = values.pop("previous")
        if values.get("prints", 1) not in VERSIONS:
            return None, _TOO_NEW
        lists = {key: tuple(values.get(key, ())) for key in ("aliases", "attached")}
        entry = Entry(**values | lists | {"event": Event(values["event"])})
        date.fromisoformat(entry.date)
        is_typed = all(isinstance(getattr(entry, name), kind) for name, kind in _TYPES)
        is_typed = is_typed and all(isinstance(x, str) for found in lists.values() for x in found)
        sealed = values | {"previous": before}
        is_sealed = seal == _seal(sealed) and line == _as_line(sealed | {"seal": seal})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, "读不懂"
    if not is_typed:
        return None, "读不懂"
    if not is_sealed:
        return entry, "改动过"
    if before != previous:
        return entry, "和上一行接不上：上一行改动过，或者中间少了一行"
    return entry, ""


def _seal(values: Mapping[str, Any]) -> str:
    return _sha256(_as_line(values))


def _as_line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
