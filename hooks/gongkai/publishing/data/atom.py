"""A feed as Atom. Source: RFC 4287."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from gongkai.publishing.data.feeds import (
    NONE_MOVED,
    NOTHING_YET,
    Entry,
    Feed,
    clean,
    entries,
    identifier,
)
from gongkai.settings import Settings

TYPE = "application/atom+xml"


def as_atom(feed: Feed, settings: Settings, first: Mapping[str, str] = NONE_MOVED) -> str:
    """All that a feed must have; its text is text and never markup."""
    shown = entries(feed, settings, first)
    author = settings.sponsor or settings.site_name
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        _text("id", identifier(feed.atom, settings)),
        _text("title", clean(feed.title)),
        _text("updated", max((e.updated for e in shown), default=NOTHING_YET)),
        _link("self", TYPE, settings.address(feed.atom)),
        _link("alternate", "text/html", settings.address(feed.page)),
        f"<author>{_text('name', clean(author))}</author>",
        *map(_entry, shown),
        "</feed>",
        "",
    ]
    return "\n".join(lines)


def _entry(entry: Entry) -> str:
    parts = (
        _text("id", entry.id),
        _text("title", entry.title),
        _text("published", entry.published),
        _text("updated", entry.updated),
        _link("alternate", "text/html", entry.url),
        f"<author>{_text('name', entry.unit)}</author>",
        *(f"<category term={quoteattr(tag)}/>" for tag in entry.tags),
        _text("summary", entry.text),
    )
    return "\n".join(("<entry>", *parts, "</entry>"))


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={quoteattr(address)}/>'
