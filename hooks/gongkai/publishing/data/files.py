"""Name and content of every file for machines that needs the archive alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from gongkai import paths
from gongkai.archive import Archive
from gongkai.publishing.data import catalogue, dcat, downloads, feeds
from gongkai.publishing.data.atom import as_atom
from gongkai.publishing.data.json_feed import as_json_feed
from gongkai.settings import Settings

Content = str | Iterable[str]


def data_files(archive: Archive, settings: Settings) -> Iterator[tuple[str, Content]]:
    """Name and content of each, one after the other: nothing holds them all."""
    yield paths.CATALOGUE_JSON, catalogue.as_json(archive, settings)
    yield paths.CATALOGUE_CSV, catalogue.as_csv(archive, settings)
    yield paths.DCAT, dcat.as_jsonld(archive, settings)
    for feed in feeds.all_feeds(archive, settings):
        yield feed.atom, as_atom(feed, settings)
        yield feed.json, as_json_feed(feed, settings)
    for path, content in downloads.files(archive, settings):
        yield unquote(path), content
