"""What the home page shows: the newest reports, ways in by year and unit, and what still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.archive import Archive
from gongkai.publishing import coverage, lists
from gongkai.publishing.coverage import Share
from gongkai.publishing.data import feeds
from gongkai.publishing.data.feeds import Feed
from gongkai.publishing.lists import Group, Item, Link
from gongkai.settings import Settings

NEWEST = 8
MOST_UNITS = 40
"""More units than these are folded into their regions."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page's lists, and how complete the column is."""

    newest: tuple[Item, ...]
    years: tuple[Link, ...]
    regions: tuple[Group, ...]
    is_folded: bool
    """Whether the units of a region are shown only when asked for."""
    reports: int
    category: str
    """The category that every unit owes each year."""
    share: Share
    feed: Feed
    """Of the whole site."""
    changed: date | None
    """The day of the newest change."""


def view(archive: Archive, settings: Settings) -> HomeView:
    """Derived from the archive, as every list is."""
    return HomeView(
        lists.items(archive.public[:NEWEST]),
        lists.years(archive),
        lists.units(archive),
        len(archive.register.units) > MOST_UNITS,
        len(archive.reports),
        settings.main_category.name,
        coverage.share(archive, settings),
        feeds.site_feed(archive, settings),
        archive.last_change,
    )
