"""``manifest.json``: SHA-256 and size of every file of a site, so that any copy can be checked.

Written by the build when all else stands, one file a line. Whoever reads one back may have got it
from anywhere: it is believed in nothing before :func:`parse_manifest` has looked at all of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from errno import EINVAL
from json.encoder import encode_basestring
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard

from gongkai import __version__, paths
from gongkai.checksums import Print, print_of
from gongkai.files import walk
from gongkai.permanence import site_rules
from gongkai.permanence.ledger import Ledger
from gongkai.problems import Problem, one_line, shortened
from gongkai.report import Report

FILE = paths.MANIFEST
SIGNATURE = paths.SIGNATURE
MOST_BYTES = 32 * 1024 * 1024
"""Of a manifest that is read: some 200,000 files."""
_LEAST_ROW = 100
"""Bytes of a file's line: its checksum alone has 64."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NEVER = re.compile("[\\x00-\\x1f\\x7f\\\\:\ud800-\udfff]")
"""What no address can hold, or leads out of a folder on some system."""
_PLAIN = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)
"""Nearly all paths; looked at once instead of part by part."""
_MOST_SIZE = 1 << 40
_LONGEST = 1024
_HINT = "用构建时写的 manifest.json；没有就重新构建"


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """How the ledger was when the site was built."""

    entries: int
    head: str
    """SHA-256 of the last line."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a manifest says."""

    files: Mapping[str, Print]
    """Path inside the site, with ``/``, → what the file is."""
    sources: str = ""
    """:func:`sources_print` of the reports that the site was built from."""
    ledger: LedgerMark | None = None
    """None where none is kept."""


def write_manifest(
    site: Path,
    ledger: Ledger,
    reports: Iterable[Report],
    known: Mapping[str, Print] = MappingProxyType({}),
) -> None:
    """Writes it into the site, last of all; raises ``OSError``, for a name that no reader of a
    manifest would take, too.

    ``known``: files whose bytes were hashed when they were written. Measured: to read 50,000 files
    of 19 KB again takes 2.5 s.
    """
    head: dict[str, object] = {"generator": f"gongkai {__version__}"}
    head["sources"] = sources_print(reports)
    if ledger.entries:
        head["ledger"] = {"entries": len(ledger.entries), "head": ledger.head}
    with (site / FILE).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        out.write(json.dumps(head)[:-1] + ', "files": [')
        separator = "\n"
        for name, _ in site_files(site):
            if not _is_inside(name):
                raise OSError(
                    EINVAL, f"文件名 {shortened(one_line(name), 80)} 有的系统用不了，改名"
                )
            found = known.get(name) or print_of(site / name)
            path = encode_basestring(name)
            row = f'{{"path": {path}, "sha256": "{found.sha256}", "size": {found.size}}}'
            out.write(separator + row)
            separator = ",\n"
        out.write("\n]}\n")


def sources_print(reports: Iterable[Report]) -> str:
    """SHA-256 over all report files together: a withdrawn one must leave no print of its own."""
    lines = sorted(f"{report.id} {report.sha256}\n" for report in reports)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def site_files(site: Path) -> list[tuple[str, bool]]:
    """Each file's path inside the site, sorted, and whether it is a plain file and no link.

    A folder that cannot be opened counts as one file, and not as a plain one.
    """
    return sorted(
        (name, bool(entry and entry.is_file(follow_symlinks=False)))
        for name, entry in walk(str(site))
        if name not in (FILE, SIGNATURE)
    )


def read_manifest(site: Path) -> tuple[Manifest | None, list[Problem]]:
    """That of a site's folder, or why there is none."""
    path = site / FILE
    try:
        # What is no plain file may never end.
        if not path.is_file():
            said = "清单不是普通的文件" if os.path.lexists(path) else "没有清单"
        else:
            with path.open("rb") as file:
                return parse_manifest(file.read(MOST_BYTES + 1), path)
    except OSError as failure:
        said = f"读不了清单：{failure.strerror or failure}"
    return None, [site_rules.NO_MANIFEST.problem(path, (1, 1), said, _HINT)]


def read_mark(site: Path) -> LedgerMark | None:
    """How the ledger was when the site in a folder was built, if any was and it had one.

    The first line tells it, so that of 50,000 files none is looked at. What is no manifest of ours
    tells nothing: that is what ``gongkai verify`` is for.
    """
    path = site / FILE
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            values = json.loads(file.readline(_LONGEST).rstrip() + b"]}")
    except (OSError, ValueError, RecursionError):
        return None
    mark = values.get("ledger") if isinstance(values, dict) else None
    return LedgerMark(mark["entries"], mark["head"]) if _is_mark(mark) else None


def parse_manifest(data: bytes, path: Path) -> tuple[Manifest | None, list[Problem]]:
    """A manifest of any origin, wholly sound, or nothing and what is wrong with it."""
    found = _parsed(data)
    if isinstance(found, Manifest):
        return found, []
    return None, [site_rules.NO_MANIFEST.problem(path, (1, 1), f"清单{found}", _HINT)]


def _parsed(data: bytes) -> Manifest | str:
    if len(data) > MOST_BYTES:
        return f"大于 {MOST_BYTES >> 20} MB"
    # Each becomes an object many times its size; of a real one there are a few in a line.
    if sum(map(data.count, (b"{", b"[", b","))) > len(data) // _LEAST_ROW * 8 + _LONGEST:
        return "读不懂"
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return "读不懂"
    rows = values.get("files") if isinstance(values, dict) else None
    if not isinstance(rows, list):
        return "读不懂：没有文件的列表"
    files: dict[str, Print] = {}
    for number, row in enumerate(rows, start=1):
        name, fault = _row(row)
        if fault or name in files:
            said = fault or "写了两次"
            return f"的第 {number} 个文件（{shortened(one_line(name), 80)}）{said}"
        files[name] = Print(row["sha256"], row["size"])
    sources, mark = values.get("sources", ""), values.get("ledger")
    if not isinstance(sources, str):
        return "读不懂：sources 不是文字"
    if mark is None:
        return Manifest(files, sources)
    if not _is_mark(mark):
        return "读不懂：ledger 不是条数和校验值"
    return Manifest(files, sources, LedgerMark(mark["entries"], mark["head"]))


def _row(row: object) -> tuple[str, str]:
    """A file's path, and what is wrong with its line."""
    if not isinstance(row, dict):
        return "", "读不懂"
    name, sha256, size = row.get("path"), row.get("sha256"), row.get("size")
    if not isinstance(name, str):
        return "", "没有路径"
    if not _is_inside(name):
        return name, "不是网站里的路径"
    if not (isinstance(sha256, str) and _SHA256.fullmatch(sha256)):
        return name, "的校验值不是 SHA-256"
    if type(size) is not int or not 0 <= size <= _MOST_SIZE:
        return name, "的大小不是字节数"
    return name, ""


def _is_inside(name: str) -> bool:
    """Whether a path stays in the site on every system."""
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST:
        return name not in (FILE, SIGNATURE)
    parts = name.split("/")
    return (
        0 < len(name) <= _LONGEST
        and not any(part in ("", ".", "..") for part in parts)
        and not _NEVER.search(name)
        and name not in (FILE, SIGNATURE)
    )


def _is_mark(mark: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(mark, dict):
        return False
    entries, head = mark.get("entries"), mark.get("head")
    is_count = type(entries) is int and 0 < entries < 1 << 32
    return is_count and isinstance(head, str) and bool(_SHA256.fullmatch(head))
