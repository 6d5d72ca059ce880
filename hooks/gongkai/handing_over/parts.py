"""What is handed over: the site's files, the reports' sources, and data about both.

The text of a withdrawn report is in none of them: the site has only the notice, and its source file
and attachments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.archive import Archive
from gongkai.permanence import Ledger
from gongkai.permanence.manifest import FILE, SIGNATURE, Manifest
from gongkai.publishing.data import catalogue
from gongkai.settings import Settings

_NO_DAY = date(1980, 1, 1)
"""Of a column without reports; ZIP knows none before."""
_NEEDED = ("assets/",)
"""What pages of any year need to be shown."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One column, ready to be handed over."""

    site: Path
    manifest: Manifest
    archive: Archive
    settings: Settings
    ledger: Ledger

    @property
    def day(self) -> date:
        """As of when it is: the newest change of a report."""
        return self.archive.last_change or _NO_DAY

    def day_of(self, name: str) -> date:
        """When a file of the site last changed: with its report, or with any."""
        folder, _, rest = name.partition("/")
        if folder != "reports":
            return self.day
        year, _, last = rest.partition("/")
        # Its page, its downloads, or its folder of attachments.
        stem = last.partition("/")[0]
        tried = (stem, *map(stem.removesuffix, (".html", ".txt", ".md")))
        found = (self.archive.by_id.get(f"{year}/{slug}") for slug in tried)
        report = next(filter(None, found), None)
        return report.last_change if report else self.day

    def site_files(self, year: int | None = None) -> Iterator[tuple[str, Path]]:
        """Path inside the site → file, sorted; of one year only its pages and what they need.

        The whole site comes with its manifest and signature, so that it can be verified again.
        """
        wanted = (*_NEEDED, f"reports/{year}/")
        for name in sorted(self.manifest.files):
            if year is None or name.startswith(wanted):
                yield name, self.site / name
        if year is None:
            yield from self.seals()

    def seals(self) -> Iterator[tuple[str, Path]]:
        """The manifest, and its signature where there is one."""
        for name in (FILE, SIGNATURE):
            if (self.site / name).is_file():
                yield name, self.site / name

    def sources(self, year: int | None = None) -> Iterator[tuple[str, Path]]:
        """Report files as they were written, the register and the ledger."""
        reports_dir = self.settings.reports_dir
        public = [r for r in self.archive.public if year in (None, r.folder_year)]
        for report in sorted(public, key=lambda r: r.id):
            yield f"{report.id}.md", report.path
        for path in (self.archive.register.path, self.ledger.path):
            if path.is_file():
                yield path.relative_to(reports_dir).as_posix(), path

    def catalogue(self, year: int | None = None) -> str:
        """The reports' data as a table."""
        reports = [r for r in self.archive.reports if year in (None, r.folder_year)]
        return catalogue.as_csv(Archive.of(reports, self.archive.register), self.settings)
