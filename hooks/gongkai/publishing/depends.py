"""What a finished file depends on, as texts that change with it.

The software and the settings are left out: every file depends on those. A report is known by its
file's SHA-256, its place and its unit as the register has it; the rest follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from gongkai.archive import Archive
from gongkai.fingerprints import digest
from gongkai.report import Report
from gongkai.units import Register, Unit


class Known:
    """All reports of an archive, each looked at once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._of = {report.id: of_report(report) for report in archive.reports}

    def of(self, report: Report) -> str:
        """What is made of one report alone."""
        return self._of[report.id]

    def of_all(self, reports: Iterable[Report]) -> str:
        """What is made of some reports, in this order."""
        return "".join([self._of[report.id] for report in reports])

    def page(self, report: Report) -> str:
        """A report's page, which leads to its neighbours and to what took its place."""
        near = self._archive.neighbours(report)
        others = near.previous, near.next, self._archive.by_id.get(report.replaced_by)
        leads = "".join([f" {r.id} {r.year} {r.title}\n" if r else "\n" for r in others])
        return self._of[report.id] + leads

    @cached_property
    def everything(self) -> str:
        """What is made of all reports, and of the register."""
        text = of_register(self._archive.register) + self.of_all(self._archive.reports)
        return digest(text)


def of_report(report: Report) -> str:
    """See :meth:`Known.of`."""
    return f"{report.id} {report.sha256} {_of_unit(report.unit)}{_of_files(report)}\n"


def _of_files(report: Report) -> str:
    """Their sizes are told wherever attachments are."""
    if not report.attachments:
        return ""
    return "".join(
        f" {attachment.file} {path.stat().st_size if path.is_file() else 0}"
        for attachment in report.attachments
        for path in (report.folder / attachment.file,)
    )


@lru_cache(maxsize=1 << 14)
def _of_unit(unit: Unit) -> str:
    """Its print: a list of reports would say the whole of it many times."""
    return digest(repr(unit))


def of_register(register: Register) -> str:
    """What may be made of any unit."""
    return digest(repr(register.units))
