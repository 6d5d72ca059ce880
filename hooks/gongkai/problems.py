"""What a finding is, and how findings are printed.

Everything that looks at a file returns findings of this one type; only the borders (the command
line and the MkDocs hooks) decide what to do with them. A finding is never an exception.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_BROKEN_UP = re.compile(
    r"(?<!\d)\d(?:[\s*_~.\u200b-\u200f\u2010-\u2015\uff0d\ufe0f-]{0,3}\d){13,17}"
    r"[\s\u2010-\u2015-]{0,2}[\dXxＸｘ](?!\d)"
)
"""The same with signs between the figures, or full-width ones: longer than a day and an hour."""
_PERSONAL = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{12,18}[0-9Xx])(?![0-9Xx])")
"""Figures as long as those of telephones, bank cards and citizens."""

_CITIZENS_LENGTH = 18
"""In a file's name only these: many names are made of the day and the minute."""


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """Stops the build: nothing is written."""
    WARNING = "warning"
    """Is said, and does not stop the build unless ``--strict`` is given."""
    NOTE = "note"
    """Is said, and stops nothing: a warning that the site has made light of."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where it is, what is wrong, and how to mend it."""

    path: Path
    """The file, absolute or relative to the working directory."""
    line: int
    """Line in that file, counted from 1."""
    column: int
    """Column in that line, in characters, counted from 1."""
    severity: Severity
    code: str
    """Short name of the rule in kebab-case, for exceptions and for searching."""
    message: str
    """What is wrong, in Chinese, one line; personal data only masked."""
    hint: str = ""
    """How to mend it, in Chinese, one line."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_note(self) -> bool:
        return self.severity is Severity.NOTE


def error(path: Path, place: tuple[int, int], code: str, message: str, hint: str = "") -> Problem:
    """An error at ``place`` = (line, column)."""
    return _problem(path, place, Severity.ERROR, code, message, hint)


def warning(path: Path, place: tuple[int, int], code: str, message: str, hint: str = "") -> Problem:
    """A warning at ``place`` = (line, column)."""
    return _problem(path, place, Severity.WARNING, code, message, hint)


def _problem(
    path: Path, place: tuple[int, int], severity: Severity, code: str, message: str, hint: str
) -> Problem:
    return Problem(path, *place, severity, code, without_numbers(message), without_numbers(hint))


def without_numbers(message: str) -> str:
    """A message that quotes a wrong value must not show a number of a person or an account."""
    message = _PERSONAL.sub(lambda match: masked(match[0]), message)
    return _BROKEN_UP.sub(lambda match: masked(re.sub(r"[^\dXxＸｘ]", "", match[0])), message)


def shortened(text: str, length: int) -> str:
    """A value as messages quote it: masked before it is cut, for half a number is one too."""
    text = without_numbers(text)
    return text if len(text) <= length else f"{text[:length]}…"


def masked(number: str) -> str:
    """The first two and the last two figures."""
    return f"{number[:2]}{'*' * (len(number) - 4)}{number[-2:]}"


def without_numbers_of_people(path: str) -> str:
    """A path without citizens' numbers, in whatever way they are broken up."""

    def hidden(match: re.Match[str]) -> str:
        digits = re.sub(r"[^\dXxＸｘ]", "", match[0])
        return masked(digits) if len(digits) == _CITIZENS_LENGTH else match[0]

    return _BROKEN_UP.sub(hidden, path)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each finding once, sorted by file, line, column and code."""
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (p.path.as_posix(), p.line, p.column, p.code, p.message),
        )
    )


def shown_path(path: Path, base: Path) -> str:
    """The path as printed: relative to ``base`` where it lies inside it, else as it is."""
    base = base.resolve()
    for whole in (Path(os.path.normpath(path.absolute())), real_path(path)):
        if whole.is_relative_to(base):
            path = whole.relative_to(base)
            break
    return without_numbers_of_people(one_line(path.as_posix()))


def real_path(path: Path) -> Path:
    """Where a path leads in the end; the path itself where links lead in a circle or nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def is_visible(char: str) -> bool:
    """Whether a character can be seen on the page, or is one of the two spaces in use.

    Rare characters for names (planes 2 and 3) are newer than some Pythons, and taken on trust.
    """
    return char.isprintable() or char == "\u3000" or "\U00020000" <= char <= "\U0003fffd"


def one_line(text: str) -> str:
    """Text that cannot break the one-line form: line breaks and control characters made visible."""
    return "".join(c if is_visible(c) else repr(c)[1:-1] for c in text)


def as_text(problems: Sequence[Problem], base: Path) -> str:
    """``path:line:column: error[code] message``, the hint on an indented line below."""
    lines: list[str] = []
    for p in problems:
        lines.append(
            f"{shown_path(p.path, base)}:{p.line}:{p.column}: "
            f"{p.severity.value}[{p.code}] {one_line(p.message)}"
        )
        if p.hint:
            lines.append(f"    {one_line(p.hint)}")
    return "".join(f"{line}\n" for line in lines)


_GITHUB = {Severity.NOTE: "notice"}


def as_github(problems: Sequence[Problem], base: Path) -> str:
    """Workflow commands that GitHub shows beside the line (``::error file=…,line=…,col=…``)."""

    def escaped(text: str, more: str = "") -> str:
        for char in f"%\r\n{more}":
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    def said(p: Problem) -> str:
        return "\n".join(one_line(part) for part in (p.message, p.hint) if part)

    return "".join(
        f"::{_GITHUB.get(p.severity, p.severity.value)} "
        f"file={escaped(shown_path(p.path, base), ':,')},line={p.line},"
        f"col={p.column},title={p.code}::{escaped(said(p))}\n"
        for p in problems
    )


def as_json(problems: Sequence[Problem], base: Path) -> str:
    """A JSON array with one object a finding, for other programs."""
    rows = [
        {
            "path": shown_path(p.path, base),
            "line": p.line,
            "column": p.column,
            "severity": p.severity.value,
            "code": p.code,
            "message": one_line(p.message),
            "hint": one_line(p.hint),
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": as_text, "github": as_github, "json": as_json}
"""The values of ``gongkai check --format``."""


def tally(problems: Sequence[Problem]) -> str:
    """How many errors and warnings, as the last line of a run."""
    errors, notes = sum(p.is_error for p in problems), sum(p.is_note for p in problems)
    said = f"{errors} 个错误，{len(problems) - errors - notes} 个警告"
    return f"{said}，{notes} 个提示" if notes else said


def failing(problems: Sequence[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """Findings that stop a build: errors, and warnings too where it is ``strict``."""
    return tuple(p for p in problems if p.is_error or (strict and not p.is_note))
