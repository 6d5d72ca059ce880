"""Feeds as a program gets them: what RFC 4287 and JSON Feed 1.1 ask for, and what the files say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
from built_site import NAME, Site, words
from report_sources import Source, Sources

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
"""RFC 3339, with seconds and zone."""
CATEGORIES = ("法治政府建设年度报告", "政府信息公开工作年度报告")


def category_path(name: str) -> str:
    return f"feeds/categories/{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def expected_feeds(site: Site) -> dict[str, tuple[str, list[Source]]]:
    """Address without its ending → title, and the reports that belong in it."""
    sources = Sources.of(site.reports)
    found = {"feed": (NAME, list(sources.reports))}
    for unit in sources.units:
        found[f"feeds/units/{unit.id}"] = f"{unit.name}的报告", sources.of_unit(unit)
    for name in CATEGORIES:
        mine = [report for report in sources.reports if report.category == name]
        found[category_path(name)] = name, mine
    return found


def atom(site: Site, path: str) -> ElementTree.Element:
    return ElementTree.fromstring((site.folder / f"{path}.xml").read_bytes())


def json_feed(site: Site, path: str) -> dict[str, Any]:
    return json.loads(site.text(f"{path}.json"))


def one(element: ElementTree.Element, name: str) -> str:
    """The text of the only child of that name, which RFC 4287 asks for."""
    (found,) = element.findall(ATOM + name)
    assert found.text, name
    return found.text


def links(element: ElementTree.Element) -> dict[str, str]:
    found = {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}
    assert len(found) == len(element.findall(f"{ATOM}link"))
    return found


def test_there_is_a_feed_for_the_site_each_unit_and_each_category(any_site: Site) -> None:
    written = {
        path.relative_to(any_site.folder).as_posix()
        for pattern in ("feed.*", "feeds/**/*.*")
        for path in any_site.folder.glob(pattern)
    }
    assert written == {f"{p}{end}" for p in expected_feeds(any_site) for end in (".xml", ".json")}


def test_atom_has_what_the_standard_asks_for(any_site: Site) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    names = {"id", "title", "updated", "link", "author", "entry"}
    inner = {"id", "title", "published", "updated", "link", "author", "category", "summary"}
    for path, (title, _) in expected_feeds(any_site).items():
        root = atom(any_site, path)
        assert root.tag == f"{ATOM}feed"
        assert {child.tag.removeprefix(ATOM) for child in root} <= names
        address = any_site.address(f"{path}.xml")
        assert (one(root, "id"), one(root, "title")) == (address, title)
        assert links(root)["self"] == address
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        moments = [one(entry, "updated") for entry in root.findall(f"{ATOM}entry")]
        assert one(root, "updated") == max(moments, default="1970-01-01T00:00:00+08:00")
        assert moments == sorted(moments, reverse=True), "newest change first"
        ids = [one(entry, "id") for entry in root.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for entry in root.findall(f"{ATOM}entry"):
            assert {child.tag.removeprefix(ATOM) for child in entry} == inner
            assert links(entry) == {"alternate": one(entry, "id")}
            for moment in (one(entry, "published"), one(entry, "updated")):
                assert MOMENT.fullmatch(moment)
                datetime.fromisoformat(moment)
            assert one(entry, "published") <= one(entry, "updated")


def test_a_reader_of_feeds_takes_them_as_they_are(any_site: Site) -> None:
    """``bozo`` is what feedparser calls a feed that it had to guess at."""
    for path, (title, reports) in expected_feeds(any_site).items():
        read = feedparser.parse((any_site.folder / f"{path}.xml").read_bytes())
        assert not read.bozo, read.get("bozo_exception")
        assert (read.version, read.encoding) == ("atom10", "utf-8")
        assert read.feed.title == title
        assert len(read.entries) == min(len(reports), 50)
        for entry in read.entries:
            assert entry.published_parsed <= entry.updated_parsed
            assert entry.link == entry.id
            assert entry.summary_detail.type == "text/plain"


def test_json_feed_says_the_same_as_atom(any_site: Site) -> None:
    for path, (title, _) in expected_feeds(any_site).items():
        data, root = json_feed(any_site, path), atom(any_site, path)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["title"] == title
        assert data["feed_url"] == any_site.address(f"{path}.json")
        assert data["home_page_url"] == links(root)["alternate"]
        assert data["language"] == root.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
        for item, entry in zip(data["items"], root.findall(f"{ATOM}entry"), strict=True):
            assert item["id"] == item["url"] == one(entry, "id")
            assert item["title"] == one(entry, "title")
            assert item["content_text"] == one(entry, "summary")
            assert item["date_published"] == one(entry, "published")
            assert item["date_modified"] == one(entry, "updated")
            author = entry.findtext(f"{ATOM}author/{ATOM}name")
            assert item["authors"] == [{"name": author}]
            assert item["tags"] == [c.attrib["term"] for c in entry.findall(f"{ATOM}category")]


def test_entries_say_what_the_files_say(any_site: Site) -> None:
    for path, (_, reports) in expected_feeds(any_site).items():
        items = {item["url"]: item for item in json_feed(any_site, path)["items"]}
        assert set(items) == {any_site.address(report.page) for report in reports}
        sources = Sources.of(any_site.reports)
        for report in reports:
            item = items[any_site.address(report.page)]
            assert item["title"].endswith(report.fields["title"])
            assert item["date_published"].startswith(report.moment[:16])
            assert item["date_modified"][:10] == report.last_change
            assert item["tags"] == [report.category, report.status]
            assert item["authors"][0]["name"] == sources.unit(report).name_on(report.day)
            if not report.is_withdrawn:
                for revision in report.fields.get("revisions", ()):
                    assert f"{revision['date']} 更正：{revision['note']}" in item["content_text"]


def test_a_correction_moves_updated_and_nothing_else(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    items = {item["url"]: item for item in json_feed(site, "feed")["items"]}
    corrected = items[site.address("reports/2024/zhuangtai.html")]
    assert corrected["date_published"] == "2025-03-05T09:30:00+08:00"
    assert corrected["date_modified"] == "2026-01-05T00:00:00+08:00", "added later than corrected"


def test_a_withdrawn_report_says_so_and_nothing_of_its_text(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    (withdrawn,) = Sources.of(site.reports).withdrawn
    item = next(
        item
        for item in json_feed(site, "feed")["items"]
        if item["url"] == site.address(withdrawn.page)
    )
    assert item["title"] == f"已撤回：{withdrawn.fields['title']}"
    assert item["content_text"] == (
        "本报告已于 2022-05-06 撤回：附件误含不应公开的内容。正文和附件不再提供。"
    )


def test_a_feed_holds_the_newest_and_no_more(world: Callable[[str], Site]) -> None:
    site = world("long")
    items = json_feed(site, "feed")["items"]
    newest = sorted((r.moment for r in Sources.of(site.reports).reports), reverse=True)[:50]
    assert [item["date_modified"] for item in items] == newest
    assert len(atom(site, "feed").findall(f"{ATOM}entry")) == 50


def test_programs_find_the_feeds(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    pages = {"index.html": ["feed"], "data.html": ["feed"]}
    pages["catalogue.html"] = ["feed", *map(category_path, CATEGORIES)]
    pages |= {f"units/{unit.id}.html": [f"feeds/units/{unit.id}"] for unit in sources.units}
    for page in any_site.pages:
        found = [
            (link["type"], any_site.target(reference)[0])
            for link, reference in (
                (link, next(r for r in any_site.references(page) if r.url == link["href"]))
                for link in any_site.soup(page).select('link[rel="alternate"]')
            )
        ]
        assert found == [
            (kind, f"{path}{ending}")
            for path in pages.get(page, ())
            for kind, ending in (
                ("application/atom+xml", ".xml"),
                ("application/feed+json", ".json"),
            )
        ], page


def test_readers_find_the_feed_of_a_unit(any_site: Site) -> None:
    for unit in Sources.of(any_site.reports).units:
        page = f"units/{unit.id}.html"
        line = any_site.one(page, 'p:has(a[type="application/atom+xml"])')
        assert words(line).startswith("订阅这个单位")
        assert [a["href"] for a in line("a")][:2] == [
            f"../feeds/units/{unit.id}.xml",
            f"../feeds/units/{unit.id}.json",
        ]
