"""What a rule is: the code that its findings carry, and all that explains it.

Every family of rules has a table of these, ``RULES``, beside the functions that apply them. From
the tables come ``gongkai explain``, the handbook's lists and the tests of every example; a test
fails when a finding's code stands in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from gongkai.problems import Problem, Severity, error, warning


class Example(Enum):
    """Where a rule's two examples would stand; a test puts them there and looks what is found."""

    BODY = "正文"
    """They are the text of a report."""
    FRONT_MATTER = "报告的信息"
    """Lines that take the place of those with the same keys in a sound report."""
    REPORT = "报告文件"
    """They are the whole file."""
    SETTINGS = "mkdocs.yml 的 extra.gongkai"
    """Lines that take the place of those with the same keys in sound settings."""
    UNITS = "units.yml"
    """They are the whole register."""
    FILES = "文件"
    """They are told in words: the files themselves are made in the tests."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: one code, how severe it is, why it is, and how it looks broken and kept.

    ``〈身份证号〉`` and the like in an example stand for a real number, which no file may show.
    """

    code: str
    severity: Severity
    finds: str
    """What is found, in a few words."""
    reason: str
    """Why it must not go out, in one or two sentences."""
    source: str
    """The rule's number, the standard's clause, or what was seen where."""
    wrong: str
    right: str
    example: Example = Example.BODY

    @property
    def family(self) -> str:
        """First word of the code: rules that belong together share it."""
        return self.code.partition("-")[0]

    def problem(self, path: Path, place: tuple[int, int], message: str, hint: str) -> Problem:
        """A finding of this rule at a place, (line, column), of a file."""
        make = error if self.severity is Severity.ERROR else warning
        return make(path, place, self.code, message, hint)
