"""What the site answers to: its pages and public files, worked out before anything is built.

Asked by the rules over links.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import basename, dirname
from urllib.parse import unquote

from gongkai import paths
from gongkai.addresses import unquoted
from gongkai.archive import Archive
from gongkai.checks.attachments import public_files
from gongkai.checks.hand_written import hand_written_files, hand_written_text
from gongkai.fields import nearest
from gongkai.settings import Settings

_BESIDE = (
    *(paths.SITEMAP_XML, paths.REDIRECTS_MAP, paths.ROBOTS, paths.MANIFEST),
    paths.NOT_FOUND,
)


@dataclass(frozen=True)
class Addresses:
    """What the site answers to."""

    archive: Archive
    settings: Settings

    @cached_property
    def pages(self) -> frozenset[str]:
        """Paths of all pages and files for machines, percent signs resolved."""
        hand_written = (
            path.relative_to(self.settings.docs_dir).with_suffix(".html").as_posix()
            for path in hand_written_files(self.settings)
        )
        generated = map(unquote, paths.generated(self.archive))
        data = map(unquote, paths.data_files(self.archive, self.settings))
        return frozenset((*generated, *data, *hand_written, *_BESIDE))

    @cached_property
    def old(self) -> frozenset[str]:
        """Files that lead on to a report."""
        return frozenset(
            paths.of_old(alias) for report in self.archive.reports for alias in report.aliases
        ) - {""}

    def has(self, path: str) -> bool:
        """Whether a path, percent signs resolved, is a page or a file that is public."""
        return (
            path in self.pages
            or self._is_file(path)
            or path in self.old
            or self._is_to_be_mended(path)
        )

    def in_the_way_of(self, old: str) -> str:
        """What of the site stands where an old address would lead on from; mostly nothing.

        A file that is in the way as a folder is one too: ``/catalogue.html/a.html``.
        """
        name = paths.of_old(old) or unquoted(old).lstrip("/").partition("?")[0]
        parts = name.split("/")
        tried = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
        found = (
            self._by_folded.get(path.casefold()) or (path if self._is_file(path) else "")
            for path in tried
        )
        ours = parts[0] if parts[0].casefold() in paths.OWN_FOLDERS else ""
        return next(filter(None, found), ours)

    @cached_property
    def _by_folded(self) -> Mapping[str, str]:
        """Neither nginx's map nor the file systems of Windows and macOS mind capitals."""
        return {path.casefold(): path for path in self.pages}

    def _is_to_be_mended(self, path: str) -> bool:
        """A report that has an error of its own, which is said there."""
        match = re.fullmatch(r"reports/(\d{4}/[^/]+)\.html", path)
        return match is not None and _is_file(self.settings.reports_dir / f"{match[1]}.md")

    def _is_file(self, path: str) -> bool:
        return self._is_attachment(path) or self._is_asset(path)

    def _is_attachment(self, path: str) -> bool:
        match = re.fullmatch(r"reports/(\d{4}/[^/]+)/(.+)", path)
        report = self.archive.by_id.get(match[1]) if match else None
        if not match or report is None:
            return False
        return report.folder / match[2] in public_files(report)

    def _is_asset(self, path: str) -> bool:
        """A file of the hand-written pages, such as a picture of theirs."""
        file = self.settings.docs_dir / path
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        return not is_hidden and file.suffix != ".md" and _is_file(file)

    def near(self, path: str) -> str:
        """The page or file that was probably meant, as a path in the site."""
        same_name = [p for p in self.pages if basename(p) == basename(path)]
        same_folder = [p for p in self.pages if dirname(p) == dirname(path)]
        return nearest(path, same_name) or nearest(path, same_folder)

    def body_of(self, path: str) -> str | None:
        """The text on a report's page or on one that is written by hand; none of other pages."""
        file = self.settings.docs_dir / f"{path.removesuffix('.html')}.md"
        if _is_file(file):
            return hand_written_text(file)[0]
        match = re.fullmatch(r"reports/(\d{4}/[^/]+)\.html", path)
        report = self.archive.by_id.get(match[1]) if match else None
        return report.body if report and not report.is_withdrawn else None


def _is_file(path: Path) -> bool:
    """Of any address: what no file can be called, as it is too long, is none."""
    return os.path.isfile(path)  # noqa: PTH113
