"""A report's texts as rules look at them: all that readers see, and where a place in it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.addresses import readable
from gongkai.problems import Problem
from gongkai.report import Report
from gongkai.rules import Rule


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a report."""

    report: Report
    key: str
    """Of the front matter; empty for the body."""
    text: str

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file; of a value of the front matter its beginning."""
        return self.report.place(self.key) if self.key else self.report.place_in_body(offset)

    def problem(self, rule: Rule, offset: int, message: str, hint: str) -> Problem:
        """A finding at one place of the text."""
        return rule.problem(self.report.path, self.place(offset), message, hint)

    def gathered(self, rule: Rule, offsets: Sequence[int], message: str, hint: str) -> Problem:
        """One finding for many places: a text that has a fault once often has it all over."""
        if len(offsets) > 1:
            message += f"，共 {len(offsets)} 处，这是第一处"
        return self.problem(rule, offsets[0], message, hint)


_SHORT = ("source", "status_reason", "index_number", "document_number", "category", "replaced_by")
"""Values on one line, all of which stand on the page or in the catalogue."""


def texts(report: Report) -> Iterator[Text]:
    """Everything of a report that readers see: of a withdrawn one no longer its text."""
    if not report.is_withdrawn:
        yield Text(report, "", report.body)
    yield Text(report, "slug", report.slug)  # its address
    yield Text(report, "title", report.title)
    if "summary" in report.places:  # else it is taken from the body
        yield Text(report, "summary", report.summary)
    for key in _SHORT:
        if value := getattr(report, key):
            yield Text(report, key, value)
    yield Text(report, "keywords", "；".join(report.keywords))
    for number, revision in enumerate(report.revisions):
        yield Text(report, f"revisions.{number}.note", revision.note)
    for number, attachment in enumerate(report.attachments):
        yield Text(report, f"attachments.{number}.title", attachment.title)
        yield Text(report, f"attachments.{number}.file", attachment.file)
    for number, related in enumerate(report.related):
        yield Text(report, f"related.{number}.title", related.title)
        yield Text(report, f"related.{number}.url", readable(related.url))
    for number, alias in enumerate(report.aliases):
        yield Text(report, f"aliases.{number}", readable(alias))
    if report.original_url:
        yield Text(report, "original_url", readable(report.original_url))
    if report.imported_from:
        yield Text(report, "imported_from.file", report.imported_from.file)
