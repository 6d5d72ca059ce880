"""Every file for machines that needs the archive alone: catalogue, open data, feeds, downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from gongkai import paths
from gongkai.archive import Archive
from gongkai.publishing.data import catalogue, dcat, downloads, feeds
from gongkai.publishing.data.atom import as_atom
from gongkai.publishing.data.json_feed import as_json_feed
from gongkai.publishing.data.rows import Rows
from gongkai.publishing.depends import Known
from gongkai.settings import Settings


@dataclass(frozen=True, slots=True)
class DataFile:
    """One of them, not made yet."""

    name: str
    """Its path inside the site."""
    depends: str
    """See :mod:`depends`."""
    make: Callable[[], str | Rows]


def planned(
    archive: Archive,
    settings: Settings,
    known: Known,
    first: Mapping[str, str] = feeds.NONE_MOVED,
) -> Iterator[DataFile]:
    """What there is to make, one after the other: nothing holds them all.

    ``first``: :attr:`Column.first_addresses`.
    """
    whole = (
        (paths.CATALOGUE_JSON, partial(catalogue.json_rows, archive, settings)),
        (paths.CATALOGUE_CSV, partial(catalogue.csv_rows, archive, settings)),
        (paths.DCAT, partial(dcat.rows, archive, settings)),
    )
    for name, rows in whole:
        yield DataFile(name, known.everything, rows)
    for feed in feeds.all_feeds(archive, settings):
        moved = [first.get(paths.address_of(r)) for r in feed.reports] if first else []
        made_of = f"{feed.title}\n{moved}\n{known.of_all(feed.reports)}"
        yield DataFile(feed.atom, made_of, partial(as_atom, feed, settings, first))
        yield DataFile(feed.json, made_of, partial(as_json_feed, feed, settings, first))
    for report in archive.public:
        made_of = known.of(report)
        as_text = partial(downloads.as_text, report, settings)
        yield DataFile(unquote(paths.of_text(report)), made_of, as_text)
        as_markdown = partial(downloads.as_markdown, report)
        yield DataFile(unquote(paths.of_markdown(report)), made_of, as_markdown)
