"""What is remembered of one report file, and the report and the findings that it stands for.

Of a report's text nothing is kept, only where the body begins and where in it the summary stands.
Findings hold numbers of people masked, as every finding does; and a file in whose front matter the
rules of privacy found something is not kept at all (:attr:`Entry.is_safe`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from gongkai.checks import Found
from gongkai.problems import Problem, without_numbers_of_people
from gongkai.reading.reports import Sheet, summarize
from gongkai.remembering.values import (
    Values,
    places_as_text,
    places_of_text,
    plain,
    problem_of,
    row_of,
    unfolded,
)
from gongkai.report import Report
from gongkai.units import Unit

_PRIVACY = "privacy-"


class Entry(NamedTuple):
    """One file: what it was, and what came of it. Every part is something that JSON can hold."""

    place: str
    """Last two parts of its path, ``2024/a.md``, on which the address depends."""
    sha256: str
    """Of its bytes."""
    unit: str
    """What it calls its unit; empty where there is no report."""
    register: str
    """Print of that unit as it was, or of the whole register where there is no report."""
    problems: list[list[Any]]
    """Of reading: the rows of :func:`values.row_of`."""
    found: list[list[Any]]
    """Of the rules: the number of each and such a row."""
    values: Values | None = None
    """None where there is no report."""
    is_dated: bool = False
    body: int = 0
    """Characters of the text before the body."""
    body_line: int = 0
    summary: list[int] | None = None
    """Where it begins and ends in the body; none where it has to be looked for there again."""
    places: str = ""
    text_sha256: str = ""
    """Where it is not that of the bytes."""
    content: str = ""
    """:func:`prints.content_print` of a report without files; empty where it is not known."""

    @property
    def is_safe(self) -> bool:
        """Whether it may lie in a cache: no value of the front matter points to a person."""
        if self.values is None:  # no rule has looked at the file's name
            return without_numbers_of_people(self.place) == self.place
        return not any(
            row[3].startswith(_PRIVACY) and row[0] < self.body_line for _, *row in self.found
        )

    def problems_of(self, path: Path) -> list[Problem]:
        """The findings of reading, of the file as it is called now."""
        return [problem_of(path, row) for row in self.problems]

    def found_in(self, path: Path) -> list[Found]:
        """The findings of the rules, with the rules' numbers."""
        return [(number, problem_of(path, row)) for number, *row in self.found]

    def report(self, path: Path, text: str, unit: Unit) -> Report:
        """The report again; ``text`` is the file's, ``unit`` the one that it means today.

        An entry that was not made by :func:`entry_of` raises ``TypeError``, ``ValueError`` or
        ``KeyError``.
        """
        values = unfolded(self.values or {})
        body = text[self.body :]
        if self.summary:
            start, end = self.summary
            summary = body[start:end]
        elif (summary := values.pop("summary", "")) == "":
            summary = summarize(body) or values["title"]
        if "source" not in values:
            values["source"] = unit.name_on(values["publish_date"].day)
        folder = self.place.partition("/")[0]
        return Report(
            path=path,
            slug=path.stem,
            folder_year=int(folder) if folder.isdecimal() else values["year"],
            unit=unit,
            summary=summary,
            body=body,
            body_line=self.body_line,
            sha256=self.text_sha256 or self.sha256,
            places=places_of_text(self.places),
            **values,
        )


def entry_of(
    sheet: Sheet, found: list[Found], place: str, sha256: str, register: str, content: str
) -> Entry:
    """What to remember of a file that was read and checked; see :class:`Entry`."""
    problems = [row_of(problem) for problem in sheet.problems]
    report = sheet.report
    if report is None:
        return Entry(place, sha256, "", register, problems, [])
    values = dict(plain(report))
    if "source" not in report.places:
        del values["source"]
    start = -1
    if "summary" in report.places:
        values["summary"] = report.summary
    else:
        start = report.body.find(report.summary)
    return Entry(
        place,
        sha256,
        sheet.unit,
        register,
        problems,
        [[number, *row_of(problem)] for number, problem in found],
        values,
        sheet.is_dated,
        sheet.body_start,
        report.body_line,
        [start, start + len(report.summary)] if start >= 0 else None,
        places_as_text(report.places),
        report.sha256 if report.sha256 != sha256 else "",
        content,
    )
