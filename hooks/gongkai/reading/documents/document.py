"""What a document is to the checks: its kind, its texts with their places, and what it hides.

Readers fill a :class:`Draft`; :mod:`scan` makes a :class:`Document` of it. The limits on how much
text is taken stand here, because every reader adds its text here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_TEXT = 10_000_000
"""Characters of one file: some 200,000 rows of a list of names; 30 MB on the way to the checks."""
MOST_PASSAGES = 300_000
"""Rows or paragraphs of one file: a third of the longest possible sheet."""

_NOBODY = re.compile(
    r"admin(?:istrator)?s?|users?|owner|guest|root|author|unknown|default|microsoft.*|windows.*|"
    r"微软.*|用户|作者|不明|未知|匿名|python-docx|openpyxl|xlsxwriter|apache poi|wps.*|"
    r"libreoffice.*|reportlab|anonymous|\(?(?:anonymous|unspecified)\)?|pc|lenovo|hp|dell|asus|acer|thinkpad|"
    r"雨林木风|番茄花园|深度.*|系统之家.*|(?:desktop|laptop|pc|user|win)-\w+|\W*|\d+",
    re.IGNORECASE,
)
"""Names that programs and their sellers give to whoever writes."""
_BODY = re.compile(
    r".{2,}(?:局|厅|委|办|府|院|部|处|科|室|站|所|队|中心|公司|学校|大学|集团|银行|委员会|协会)"
)
"""A name of three characters or more that ends so is an office's, which is no secret."""


class Refused(Exception):
    """Raised by readers, caught by :mod:`scan` only: why a file is not read on, in Chinese."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text: a paragraph, a row, a page."""

    where: str
    """Its place in the file, in Chinese: ``工作表“名单”第 12 行``."""
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that the checks know of a file's content."""

    kind: str
    """What the content is, whatever the file's name says; empty where it is nothing known."""
    passages: tuple[Passage, ...] = ()
    """All text: also what is hidden, deleted, in comments, or in a file inside the file."""
    is_encrypted: bool = False
    has_macros: bool = False
    is_active: bool = False
    """Whether a PDF runs scripts, starts programs or carries other files."""
    hidden: tuple[str, ...] = ()
    """Sheets and slides that are not shown."""
    comments: int = 0
    tracked_changes: int = 0
    """Insertions, deletions and moves that were neither accepted nor refused."""
    authors: tuple[str, ...] = ()
    """People named as having written, changed or commented; no offices and no default names."""
    pages: int = 0
    """Of a PDF."""
    pages_without_text: tuple[int, ...] = ()
    """Pages of a PDF that are pictures, or whose text no program can read."""
    unscanned: str = ""
    """Why not all of the text was found, in Chinese; empty where all was."""
    fault: str = ""
    """Why the file could not be read at all, in Chinese; empty where it could."""

    @property
    def is_unscanned(self) -> bool:
        """Whether something may stand in it that no check has seen."""
        return bool(self.unscanned or self.pages_without_text)

    def as_json(self) -> dict[str, Any]:
        """For the way from one process to the other."""
        passages = [[passage.where, passage.text] for passage in self.passages]
        return {**asdict(self), "passages": passages}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Document:
        values = {key: value for key, value in values.items() if key != "sha256"}
        tuples = ("hidden", "authors", "pages_without_text")
        passages = tuple(Passage(where, text) for where, text in values["passages"])
        return cls(
            **{**values, **{key: tuple(values[key]) for key in tuples}, "passages": passages}
        )


@dataclass(slots=True)
class Draft:
    """What readers have found so far."""

    passages: dict[tuple[str, str], None] = field(default_factory=dict)
    """Each once: Word writes a text box twice, for new and for old programs."""
    is_encrypted: bool = False
    has_macros: bool = False
    is_active: bool = False
    hidden: list[str] = field(default_factory=list)
    comments: int = 0
    tracked_changes: int = 0
    authors: dict[str, None] = field(default_factory=dict)
    pages: int = 0
    pages_without_text: list[int] = field(default_factory=list)
    unscanned: str = ""
    inside: str = ""
    """Stands before every place while a file inside the file is read."""
    length: int = 0

    def add(self, where: str, text: str) -> None:
        """One piece of text; what is only space is none."""
        if not text.strip():
            return
        self.length += len(text)
        if self.length > MOST_TEXT or len(self.passages) >= MOST_PASSAGES:
            raise Refused("文字太多，检查不完")
        self.passages[self.inside + where, text] = None

    def add_author(self, name: str) -> None:
        """Somebody who wrote, unless it is a default name or an office."""
        name = " ".join(name.split())
        if name and len(name) <= 50 and not _NOBODY.fullmatch(name) and not _BODY.fullmatch(name):
            self.authors[name] = None

    def document(self, kind: str, fault: str = "") -> Document:
        """What was found, for good."""
        return Document(
            kind,
            tuple(Passage(where, text) for where, text in self.passages),
            self.is_encrypted,
            self.has_macros,
            self.is_active,
            tuple(self.hidden),
            self.comments,
            self.tracked_changes,
            tuple(self.authors),
            self.pages,
            tuple(self.pages_without_text),
            self.unscanned,
            fault,
        )
