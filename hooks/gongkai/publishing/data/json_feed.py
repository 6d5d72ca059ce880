"""A feed as JSON. Source: jsonfeed.org/version/1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gongkai.publishing.data.feeds import NONE_MOVED, Entry, Feed, clean, entries
from gongkai.settings import Settings

TYPE = "application/feed+json"


def as_json_feed(feed: Feed, settings: Settings, first: Mapping[str, str] = NONE_MOVED) -> str:
    """The same as the Atom feed; a site without an address leaves out all that would need one."""
    author = {"name": clean(settings.sponsor or settings.site_name), "url": _url("", settings)}
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": _url(feed.page, settings),
        "feed_url": _url(feed.json, settings),
        "language": "zh-CN",
        "authors": [_filled(author)],
        "items": [_item(entry, settings) for entry in entries(feed, settings, first)],
    }
    return json.dumps(_filled(whole), ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry, settings: Settings) -> dict[str, Any]:
    found = {
        "id": entry.id,
        "url": entry.url if settings.site_url else "",
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": entry.unit}],
        "tags": list(entry.tags),
    }
    return _filled(found)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without those that are empty; a feed may have no items, but not none of them."""
    return {key: value for key, value in values.items() if value or key == "items"}


def _url(path: str, settings: Settings) -> str:
    return settings.address(path) if settings.site_url else ""
