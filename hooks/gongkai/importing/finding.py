"""The originals of an import are looked for; what is not brought in, and why, is told.

A folder and a ``.zip`` are looked through for files of the usual kinds (``folders``,
``packages``). Called by ``planning``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing.folders import files_in, is_hidden, reason
from gongkai.importing.packages import (
    MOST_UNPACKED,
    Member,
    closing_packages,
    members,
    read_member,
)
from gongkai.importing.sources import ENDINGS, Source, as_found
from gongkai.problems import Problem, error, real_path, warning

_MANY = 5
_MOST_TOGETHER = 4_000_000_000
"""Bytes of all files in a zip: more than twenty years of reports, and a minute to unpack."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that lay among the originals and is not brought in."""

    path: Path
    why: str
    """In Chinese, for the record."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lay at the places that were named."""

    sources: tuple[Source, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    """Every file that is none of them, hidden ones aside."""
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Found) -> Found:
        return Found(
            (*self.sources, *other.sources),
            (*self.skipped, *other.skipped),
            (*self.problems, *other.problems),
        )


def find_sources(paths: Iterable[Path], manifest: Path = Path()) -> Found:
    """Every file asked for, once, and all of the usual kinds in folders and zips, by path.

    ``manifest``: the list that was given along, which is none of them.
    """
    files: dict[Path, Path] = {}
    found = Found()
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside, others = _in_folder(path, manifest)
            found += others
        for file in inside:
            files.setdefault(real_path(file), file)
    with closing_packages():
        # One by one put together, thirteen thousand would be copied thirteen thousand times.
        each = [_found(path) for path in files.values()]
    return Found(
        tuple(source for one in each for source in one.sources),
        (*found.skipped, *(skipped for one in each for skipped in one.skipped)),
        (*found.problems, *(problem for one in each for problem in one.problems)),
    )


def _in_folder(folder: Path, manifest: Path) -> tuple[list[Path], Found]:
    """The files of the usual kinds in a folder, and what is to be said of the others."""
    inside, problems = files_in(folder)
    if manifest.name:
        listed = real_path(manifest)
        inside = [path for path in inside if real_path(path) != listed]
    wanted = [path for path in inside if path.suffix.lower() in (*ENDINGS, ".zip")]
    others = [path for path in inside if path.suffix.lower() not in (*ENDINGS, ".zip")]
    if not wanted and not problems:
        message = "文件夹里没有可导入的文件"
        hint = f"核对文件夹；可导入 {_kinds()}"
        problems.append(error(folder, (1, 1), "import-nothing", message, hint))
    elif others:
        problems.append(_other_kinds(folder, others))
    return wanted, Found((), _of_other_kinds(others), tuple(problems))


def _found(path: Path) -> Found:
    """What a file is, or the files in it; what cannot be read is said."""
    try:
        if _is_package_of_files(path):
            return _in_zip(path)
        return Found((as_found(path, path.read_bytes()),))
    except (OSError, MemoryError) as failure:
        why = reason(failure) if isinstance(failure, OSError) else "内存不够"
        return _failed(error(path, (1, 1), "file-unreadable", f"读不了这个文件：{why}"))


def _is_package_of_files(path: Path) -> bool:
    """A zip, but not one that is a document."""
    if path.suffix.lower() != ".zip":
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _in_zip(path: Path) -> Found:
    """The files in a zip that are of the usual kinds; one that is bad costs no other."""
    try:
        inside = [m for m in members(path) if not _is_hidden(m.path.relative_to(path))]
    except OSError as failure:
        hint = "解开成文件夹再导入；解不开的，向原单位再要一份"
        message = f"压缩包{reason(failure)}"
        return _failed(error(path, (1, 1), "import-zip", message, hint))
    if sum(member.size for member in inside) > _MOST_TOGETHER:
        message = f"压缩包解开超过 {_MOST_TOGETHER // 10**9} GB，没有打开"
        return _failed(error(path, (1, 1), "import-zip", message, "解开成文件夹，分几次导入"))
    wanted = [member for member in inside if member.path.suffix.lower() in ENDINGS]
    others = [m.path for m in inside if m.path.suffix.lower() not in ENDINGS]
    problems = (_other_kinds(path, others),) if others else ()
    locked = [member.path for member in wanted if member.is_locked]
    each = [_member(path, member) for member in wanted if not member.is_locked]
    return Found(
        tuple(one for one in each if isinstance(one, Source)),
        _of_other_kinds(others),
        problems,
    ) + _failures([one for one in each if isinstance(one, Problem)], path, locked)


def _failures(problems: Sequence[Problem], package: Path, locked: Sequence[Path]) -> Found:
    """Members that could not be read, each by itself; those with a password in one finding."""
    found = Found((), tuple(Skipped(p.path, p.message) for p in problems), tuple(problems))
    if not locked:
        return found
    message = f"压缩包有密码，里面 {len(locked)} 个文件没有导入"
    hint = "解开成文件夹再导入；解不开的，向原单位再要一份"
    problem = error(package, (1, 1), "import-zip", message, hint)
    return found + Found((), tuple(Skipped(path, "压缩包有密码") for path in locked), (problem,))


def _member(package: Path, member: Member) -> Source | Problem:
    if member.size > MOST_UNPACKED:
        message = f"解开有 {member.size / 1e6:.0f} MB，超过 {MOST_UNPACKED // 10**6} MB，没有导入"
        hint = "核对是不是报告；是的，解开成文件夹再导入"
        return error(member.path, (1, 1), "import-failed", message, hint)
    try:
        data = read_member(package, member.number)
        return as_found(member.path, data, package, member.number)
    except OSError as failure:
        message = f"压缩包里的这个文件{reason(failure)}，没有导入"
        hint = "单独解开它再导入；解不开的，向原单位再要一份"
        return error(member.path, (1, 1), "import-zip", message, hint)


def _failed(problem: Problem) -> Found:
    return Found((), (Skipped(problem.path, problem.message),), (problem,))


def _is_hidden(path: Path) -> bool:
    return any(is_hidden(part) or part.startswith("__MACOSX") for part in path.parts)


def _of_other_kinds(paths: Iterable[Path]) -> tuple[Skipped, ...]:
    return tuple(Skipped(path, f"不是 {_kinds()}") for path in paths)


def _other_kinds(place: Path, paths: Sequence[Path]) -> Problem:
    names = [path.relative_to(place).as_posix() for path in paths[:_MANY]]
    more = f" 等 {len(paths)} 个" if len(paths) > _MANY else ""
    message = f"没有导入（不是 {_kinds()}）：{'、'.join(names)}{more}"
    hint = "是报告的，用原来的程序另存为其中一种再导入"
    return warning(place, (1, 1), "import-skipped", message, hint)


def _kinds() -> str:
    return "、".join(ENDINGS)
