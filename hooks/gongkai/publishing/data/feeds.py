"""Feeds: what is new, corrected or withdrawn, for programs that readers subscribe with.

One feed for the site, one for each unit and each category; ``atom`` and ``json_feed`` write them.
The newest changes come first, so that a correction of an old report is seen too. Nothing here reads
the clock: a feed is as new as its newest entry.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import nlargest
from types import MappingProxyType

from gongkai import paths
from gongkai.archive import Archive
from gongkai.dates import CHINA
from gongkai.publishing import report_page
from gongkai.report import Report
from gongkai.settings import Settings

NEWEST = 50
"""Entries of a feed: about 40 KB, and more than a year's reports of any one unit."""
NOTHING_YET = "1970-01-01T00:00:00+08:00"
"""When an empty feed changed: both formats want to be told a time."""
NONE_MOVED: Mapping[str, str] = MappingProxyType({})
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, however they are written. Source: XML 1.0, 2.2 Char."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What one can subscribe to."""

    title: str
    path: str
    """Its address without the ending."""
    page: str
    """The page for people that shows the same reports."""
    reports: Sequence[Report]

    @property
    def atom(self) -> str:
        return f"{self.path}.xml"

    @property
    def json(self) -> str:
        return f"{self.path}.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One report in a feed."""

    id: str
    """Where it was published first; where the site has no address, a name that stays the same."""
    url: str
    title: str
    text: str
    unit: str
    tags: tuple[str, ...]
    published: str
    updated: str


def site_feed(archive: Archive, settings: Settings) -> Feed:
    return Feed(settings.site_name, paths.FEED, paths.HOME, archive.reports)


def unit_feeds(archive: Archive) -> Iterator[Feed]:
    """One for each unit of the register, also for those that have published nothing yet."""
    for unit in archive.register.units:
        reports = archive.by_unit.get(unit.id, ())
        yield Feed(f"{unit.name}的报告", paths.of_unit_feed(unit), paths.of_unit(unit), reports)


def category_feeds(archive: Archive, settings: Settings) -> Iterator[Feed]:
    """One for each category of the settings."""
    for name in dict.fromkeys(c.name for c in settings.categories):
        reports = archive.by_category.get(name, ())
        yield Feed(name, paths.of_category_feed(name), paths.CATALOGUE, reports)


def all_feeds(archive: Archive, settings: Settings) -> Iterator[Feed]:
    yield site_feed(archive, settings)
    yield from category_feeds(archive, settings)
    yield from unit_feeds(archive)


def entries(feed: Feed, settings: Settings, first: Mapping[str, str] = NONE_MOVED) -> list[Entry]:
    """The newest changes; equals in the archive's order.

    ``first``: :attr:`Column.first_addresses`. A report that moves stays the same entry.
    """
    newest = nlargest(NEWEST, feed.reports, key=updated)
    return [_entry(report, settings, first) for report in newest]


def updated(report: Report) -> str:
    """The moment of the newest change, for comparing more than for reading.

    Of a change only the day is known. It counts from the day's beginning, or from publication on
    the same day, and each further change of that day by one second, so that no change is missed.
    """
    day, first = report.last_change, report.publish_date
    start = first.minute or time.min if day == first.day else time.min
    changes = sum(revision.date == day for revision in report.revisions)
    changes += report.status_date == day
    moment = datetime.combine(day, start, CHINA) + timedelta(seconds=changes)
    return moment.isoformat()


def identifier(path: str, settings: Settings) -> str:
    """A name that no other feed or entry has: the address, where the site has one."""
    if settings.site_url:
        return settings.address(path)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.site_name}/{path}").urn


def clean(text: str) -> str:
    """Without the characters that XML cannot hold; JSON could, but readers show the same."""
    return _NO_XML.sub("", text)


def _entry(report: Report, settings: Settings, first: Mapping[str, str]) -> Entry:
    path = paths.of_report(report)
    published = report.publish_date
    return Entry(
        identifier(first.get(paths.address_of(report), path).lstrip("/"), settings),
        settings.address(path),
        clean(_mark(report) + report.title),
        clean(_text(report)),
        clean(report.unit_name),
        tuple(map(clean, (report.category, report.status.value))),
        datetime.combine(published.day, published.minute or time.min, CHINA).isoformat(),
        updated(report),
    )


def _mark(report: Report) -> str:
    """What happened to it last, where that is more than its publication."""
    is_corrected = any(r.date == report.last_change for r in report.revisions)
    return report_page.status_mark(report) or ("已更正：" if is_corrected else "")


def _text(report: Report) -> str:
    """What changed, newest first, and what it is about; of a withdrawn one only that it was."""
    shown = report_page.shown_revisions(report)
    notes = (f"{revision.date} 更正：{revision.note}" for revision in shown)
    about = "" if report.is_withdrawn else report_page.description(report)
    lines = (report_page.status_sentence(report), *notes, about)
    return "\n".join(filter(None, lines))
