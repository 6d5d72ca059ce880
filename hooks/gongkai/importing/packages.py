"""The files in a zip: listed under names that tell them apart, and read one by one.

Whatever is wrong with a zip is an ``OSError`` that says it in Chinese. A zip stays open while its
files are read, for opening it means to go through its whole list: with 13,200 files that took as
long as everything else together. Called by ``sources``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

MOST_UNPACKED = 200_000_000
"""Bytes of one file in a zip: longer than any report, and what a machine can hold."""
_MOST_OPEN = 4
"""Zips that stay open: originals come zip by zip, but for those that a list puts first."""
_LOCKED = 0x1
_IS_UTF8 = 0x800
"""Bits of a member's flags. Source: APPNOTE.TXT, 4.4.4."""

_Stamp = tuple[int, int, int]
_open: dict[Path, tuple[_Stamp, ZipFile]] = {}
"""The zips of this process that are open, the latest last."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip."""

    path: Path
    """As it is named in messages: below the zip; of two with one name the second is in a folder
    that counts it."""
    number: int
    """Its place in the zip's list, which tells it from another of the same name."""
    size: int
    """Bytes, as the list says; no more than those are unpacked."""
    is_locked: bool
    """Whether it needs a password."""


def members(package: Path) -> list[Member]:
    """The files in a zip, by their names; raises ``OSError``."""
    infos = enumerate(_infos(package))
    found: list[Member] = []
    met: Counter[Path] = Counter()
    for number, info in sorted(infos, key=lambda item: (item[1].filename, item[0])):
        if info.is_dir():
            continue
        name = _readable_name(info)
        met[name] += 1
        if met[name] > 1:
            name = name.parent / f"同名第 {met[name]} 个" / name.name
        is_locked = bool(info.flag_bits & _LOCKED)
        found.append(Member(package / name, number, info.file_size, is_locked))
    return found


def read_member(package: Path, number: int) -> bytes:
    """The bytes of one file; raises ``OSError``."""
    info = _infos(package)[number : number + 1]
    if not info or info[0].file_size > MOST_UNPACKED:
        raise OSError("压缩包在导入的时候变了")
    try:
        return _opened(package).read(info[0])
    except Exception as failure:  # the library raises anything on bytes that are damaged
        raise _said(failure) from failure


@contextmanager
def closing_packages() -> Iterator[None]:
    """Closes every zip at the end: an open one cannot be moved or deleted on Windows."""
    try:
        yield
    finally:
        while _open:
            _open.popitem()[1][1].close()


def _infos(package: Path) -> list[ZipInfo]:
    try:
        return _opened(package).infolist()
    except Exception as failure:
        raise _said(failure) from failure


def _opened(package: Path) -> ZipFile:
    """The zip, opened anew where another was put in its place."""
    status = package.stat()
    stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
    known = _open.pop(package, None)
    if known and known[0] != stamp:
        known[1].close()
        known = None
    while len(_open) >= _MOST_OPEN:
        _open.pop(next(iter(_open)))[1].close()
    _open[package] = known or (stamp, ZipFile(package))
    return _open[package][1]


def _said(failure: Exception) -> OSError:
    """What the library means, in plain words; an error of the disk speaks for itself."""
    if isinstance(failure, OSError) and failure.errno is not None:
        return failure
    if isinstance(failure, NotImplementedError):
        return OSError("压缩的方法认不出来")
    if isinstance(failure, RuntimeError) and "password" in str(failure):
        return OSError("有密码")
    return OSError("内存不够" if isinstance(failure, MemoryError) else "不完整或已损坏")


def _readable_name(info: ZipInfo) -> Path:
    """A member's name; zips made on Chinese Windows have it in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _IS_UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return Path(*[part for part in name.split("/") if part not in ("", "..")])
