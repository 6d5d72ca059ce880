"""Nothing on any page leads nowhere: an own crawler over every page, anchor, asset and address."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from built_site import URL, Reference, Site, built, copy_project

LOADED = ("img[src]", "script[src]", "link[href]", "source[src]", "[srcset]", "iframe[src]")
"""What a browser fetches without being asked."""


def internal(site: Site) -> Iterator[tuple[Reference, str, str]]:
    """Every reference that stays inside the site: itself, the path and the fragment."""
    for page in site.pages:
        for reference in site.references(page):
            if target := site.target(reference):
                yield reference, *target


def external(site: Site) -> Iterator[Reference]:
    for page in site.pages:
        for reference in site.references(page):
            if site.target(reference) is None:
                yield reference


def ids(site: Site, page: str) -> Counter[str]:
    return Counter(str(element["id"]) for element in site.soup(page).find_all(id=True))


def test_every_internal_link_leads_to_a_file(any_site: Site) -> None:
    found = list(internal(any_site))
    assert len(found) > 200
    broken = {(r.page, r.element, r.url) for r, path, _ in found if not any_site.has(path)}
    assert sorted(broken) == []


def test_every_anchor_exists(any_site: Site) -> None:
    found = [(r, path, fragment) for r, path, fragment in internal(any_site) if fragment]
    assert any(fragment != "main" for _, _, fragment in found) or "empty" in str(any_site.folder)
    dead = {
        (r.page, r.url)
        for r, path, fragment in found
        if path.endswith(".html") and fragment not in ids(any_site, path)
    }
    assert sorted(dead) == []


def test_ids_are_unique_and_all_labels_have_their_element(any_site: Site) -> None:
    for page in any_site.pages:
        known = ids(any_site, page)
        assert [name for name, count in known.items() if count > 1] == [], page
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for element in any_site.soup(page).find_all(attrs={attribute: True}):
                assert set(str(element[attribute]).split()) <= set(known), page


def test_the_site_reads_from_a_folder_without_a_server(any_site: Site) -> None:
    """Root-absolute addresses and addresses of folders need a server; 404.html always has one."""
    needy = {
        (r.page, r.url)
        for r, _, _ in internal(any_site)
        if r.page != "404.html" and not r.url.startswith(any_site.url)
        if unquote(r.url) != PurePosixPath(r.page).with_suffix(".md").name  # its own download
        if r.url.startswith("/") or (urlsplit(r.url).path or "x").endswith(("/", ".", ".md"))
    }
    assert sorted(needy) == []


def test_not_found_works_at_any_depth(any_site: Site) -> None:
    for reference in any_site.references("404.html"):
        parts = urlsplit(reference.url)
        assert parts.scheme or reference.url.startswith(("/", "#")), reference


def test_a_site_below_a_folder_of_its_server(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    below = settings.replace(URL, "https://www.example.gov.cn/xxgk")
    assert below != settings
    (project / "mkdocs.yml").write_text(below, encoding="utf-8")
    found = built(tmp_path / "site", project=project)
    site = Site(found.folder, found.reports, "https://www.example.gov.cn/xxgk/")
    assert site.one("help.html", "link[rel=canonical]")["href"] == site.address("help.html")
    assert f"<loc>{site.address('help.html')}</loc>" in site.text("sitemap.xml")
    assert site.metas("help.html")["SiteDomain"] == ["www.example.gov.cn"]
    for reference in site.references("404.html"):
        if site.target(reference) and not reference.url.startswith("#"):
            assert reference.url.startswith("/xxgk/"), reference
            assert site.has(reference.url.removeprefix("/xxgk/"))


def test_every_page_is_reached_from_home(any_site: Site) -> None:
    linked: dict[str, set[str]] = {}
    for reference, path, _ in internal(any_site):
        if reference.element == "a[href]":
            linked.setdefault(reference.page, set()).add(path)
    reached, ahead = set(), {"index.html"}
    while ahead:
        reached |= ahead
        ahead = {path for page in ahead for path in linked.get(page, ())} - reached
    assert set(any_site.pages) - reached == {"404.html"}


def test_nothing_is_fetched_from_elsewhere(any_site: Site) -> None:
    foreign = {(r.page, r.url) for r in external(any_site) if r.element in LOADED}
    assert sorted(foreign) == []
    for path in any_site.folder.rglob("*"):
        if path.suffix in (".css", ".js", ".svg"):
            text = re.sub(r"""url\((['"])data:.*?\1\)""", "", path.read_text(encoding="utf-8"))
            text = text.replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|url\(['\"]?//|@import", text), path.name


def test_style_sheets_find_what_they_name(any_site: Site) -> None:
    for path in any_site.folder.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"url\((?!['\"]?(?:data:|#))['\"]?([^'\")]+)", text)
        named += re.findall(r"sourceMappingURL=(\S+?)\s*\*/", text)
        lacking = [name for name in named if not (path.parent / unquote(name)).is_file()]
        assert lacking == [], path.name


def test_links_out_are_safe(any_site: Site) -> None:
    for reference in external(any_site):
        parts = urlsplit(reference.url)
        assert parts.scheme in ("https", "mailto", "tel"), reference
        assert not re.fullmatch(r"[\d.]+", parts.hostname or ""), "an address without a name"


def test_the_footer_says_which_links_leave(any_site: Site) -> None:
    for page in any_site.pages:
        for link in any_site.soup(page).select("footer a, section:has(> #related) a"):
            target = any_site.target(Reference(page, "a", str(link["href"])))
            goes_on = target is not None and target[0].startswith("leaving/")
            leaves = target is None or goes_on
            assert ("external" in link.get("rel", [])) == leaves, f"{page}: {link}"
            assert ("data-url" in link.attrs) == goes_on, f"{page}: {link}"


def test_absolute_addresses_in_data_exist(any_site: Site) -> None:
    found = 0
    data = ("catalogue.json", "catalogue.csv", "sitemap.xml", "dcat.jsonld")
    feeds = (path.relative_to(any_site.folder) for path in any_site.folder.glob("**/feed*/**/*.*"))
    for name in (*any_site.pages, *data, "feed.xml", "feed.json", *map(str, feeds)):
        text = any_site.text(name)
        for address in re.findall(re.escape(any_site.url) + r"([^\s\"'<>#,]*)", text):
            found += 1
            assert any_site.has(unquote(address) or "index.html"), f"{name}: {address}"
    assert found > len(any_site.pages)


@pytest.mark.parametrize("world_name", ["long"])
def test_a_long_year_has_no_broken_link(world: Callable, world_name: str) -> None:
    site = world(world_name)
    pages = [f"reports/2024/{name}.html" for name in ("index", "page-2", "danwei-000")]
    pages += ["sitemap.html", "coverage.html", "catalogue.html", "reports/2023/index.html"]
    for page in pages:
        broken = [
            reference.url
            for reference in site.references(page)
            if (target := site.target(reference)) and not site.has(target[0])
        ]
        assert broken == [], page


def test_an_encoded_attachment_is_found(world: Callable) -> None:
    site = world("hostile")
    data = json.loads(site.text("catalogue.json"))["reports"]
    assert len(data) == 3
    link = site.one("reports/2024/yunxi-e.html", ".gk-attachments a")
    target = site.target(Reference("reports/2024/yunxi-e.html", "a", str(link["href"])))
    assert target
    assert (site.folder / target[0]).read_text(encoding="utf-8") == "甲,乙\n"
