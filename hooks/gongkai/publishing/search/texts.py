"""What a report is found by: its text as a reader sees it, folded for the index, and as a file.

``search/text/<year>/<slug>.js`` depends on the report alone, so that an unchanged report's file
stays as it is. The page looks there to see whether a report really holds the words, and for
excerpts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from gongkai import paths
from gongkai.plain import plain_text
from gongkai.publishing.search.folding import fold
from gongkai.publishing.search.grams import FIELD_END, PLACES, UNITS
from gongkai.publishing.search.scripts import json_text, script
from gongkai.report import Report

FOLDER = "search"
FIELDS_AT = PLACES - 2048
"""The place where a report's fields begin, behind any body: so that neither a longer title moves
the body, nor a longer body the title. No phrase runs from one into the other."""
DIGEST_SIZE = 8
"""Bytes; one change in 10¹⁹ goes unnoticed."""


@dataclass(frozen=True, slots=True)
class Text:
    """One report's words."""

    id: str
    headings: Sequence[str]
    """What the catalogue knows: title, unit, year, category."""
    fields: Sequence[str]
    """What only the report's own file knows: its numbers and keywords."""
    body: str

    def file(self) -> tuple[str, str]:
        """Name and content."""
        return text_name(self.id), script("text", self.id, json_text([self.fields, self.body]))

    def parts(self) -> tuple[tuple[int, bytes], ...]:
        """Place and folded text, UTF-16-LE, of the body and of all fields."""
        fields = FIELD_END.join(map(fold, [*self.headings, *self.fields]))
        return (0, _ended(fold(self.body))), (FIELDS_AT, _ended(fields))


def _ended(text: str) -> bytes:
    """With so many ends that each unit of the text starts a gram."""
    return (text + FIELD_END * UNITS).encode("utf-16-le", "surrogatepass")


def length(parts: Sequence[tuple[int, bytes]]) -> int:
    """How many grams there are."""
    return sum(len(text) // 2 - UNITS + 1 for _, text in parts)


def is_long(parts: Sequence[tuple[int, bytes]]) -> bool:
    """Whether a text has more characters than there are places for, so that some are used twice."""
    ends = [*(start for start, _ in parts[1:]), PLACES]
    return any(
        start + len(text) // 2 - UNITS + 1 > end
        for (start, text), end in zip(parts, ends, strict=True)
    )


def text_of(report: Report) -> Text:
    """Costs half a millisecond, which :func:`digest` does not."""
    return Text(report.id, heading_fields(report), own_fields(report), plain_text(report.body))


def text_name(report_id: str) -> str:
    """Of a report's own file."""
    return paths.of_search_text(report_id)


def heading_fields(report: Report) -> list[str]:
    """What a report is found by and the catalogue knows: title, unit, year, category."""
    return [
        report.title,
        *report.unit.names,
        report.unit_name,
        f"{report.year}年度",
        report.category,
    ]


def own_fields(report: Report) -> list[str]:
    """What it is found by besides its text and only its own file knows."""
    fields = [report.index_number, report.document_number, *report.keywords]
    return [field for field in fields if field]


def digest(report: Report) -> bytes:
    """Changes with all that a report is found by; 16 µs, for every build asks all reports."""
    words = "\0".join((*heading_fields(report), "", *own_fields(report), "", report.body))
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()
