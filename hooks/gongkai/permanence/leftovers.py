"""What a withdrawal takes out of the site: a server that is only copied over keeps it.

The page stays and is written anew; these files are just not built any more. Named by
``gongkai withdraw`` when they have to go, asked for by ``gongkai verify --url`` ever after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from gongkai import paths
from gongkai.checks.attachments import files_of, is_named
from gongkai.permanence.ledger import Ledger, published_address
from gongkai.permanence.withdrawing import ids_of
from gongkai.report import Report


def leftovers(report: Report, ledger: Ledger | None = None) -> tuple[str, ...]:
    """Paths inside the site, as files are called, under the report's own and earlier names.

    ``ledger``: knows its attachments when they are gone from the folder as well.
    """
    return tuple(dict.fromkeys(_leftovers(report, _attached(ledger))))


def leftovers_of_withdrawn(
    reports: Iterable[Report], ledger: Ledger | None = None
) -> tuple[str, ...]:
    """The same of all reports that are withdrawn."""
    attached = _attached(ledger)
    gone = (report for report in reports if report.is_withdrawn)
    return tuple(dict.fromkeys(name for report in gone for name in _leftovers(report, attached)))


def _attached(ledger: Ledger | None) -> Mapping[str, set[str]]:
    """Address → every file that was ever public beside the report there."""
    found: dict[str, set[str]] = {}
    for entry in ledger.entries if ledger else ():
        found.setdefault(entry.path, set()).update(entry.attached)
    return found


def _leftovers(report: Report, attached: Mapping[str, set[str]]) -> Iterator[str]:
    inside = [attachment.file for attachment in report.attachments]
    inside += [
        path.relative_to(report.folder).as_posix()
        for path in files_of(report)
        if is_named(report, path)
    ]
    known = (paths.address_of(report), *map(published_address, report.aliases))
    inside += sorted(set().union(*(attached.get(address, ()) for address in known)))
    page = unquote(paths.of_report(report)).removesuffix(".html")
    for name in ids_of(report):
        address = page.removesuffix(report.id) + name
        yield f"{address}.txt"
        yield f"{address}.md"
        yield paths.of_search_text(name)
        yield from (f"{address}/{file}" for file in inside)
