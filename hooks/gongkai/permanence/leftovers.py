"""What a withdrawal takes out of the site: a server that is only copied over keeps it.

The page stays and is written anew; these files are just not built any more. Named by
``gongkai withdraw`` when they have to go, asked for by ``gongkai verify --url`` ever after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from gongkai import paths
from gongkai.checks.attachments import files_of, is_named
from gongkai.permanence.withdrawing import ids_of
from gongkai.report import Report


def leftovers(report: Report) -> tuple[str, ...]:
    """Paths inside the site, as files are called, under the report's own and earlier names."""
    return tuple(dict.fromkeys(_leftovers(report)))


def leftovers_of_withdrawn(reports: Iterable[Report]) -> tuple[str, ...]:
    """The same of all reports that are withdrawn."""
    return tuple(name for report in reports if report.is_withdrawn for name in leftovers(report))


def _leftovers(report: Report) -> Iterator[str]:
    inside = [attachment.file for attachment in report.attachments]
    inside += [
        path.relative_to(report.folder).as_posix()
        for path in files_of(report)
        if is_named(report, path)
    ]
    page = unquote(paths.of_report(report)).removesuffix(".html")
    for name in ids_of(report):
        address = page.removesuffix(report.id) + name
        yield f"{address}.txt"
        yield f"{address}.md"
        yield paths.of_search_text(name)
        yield from (f"{address}/{file}" for file in inside)
