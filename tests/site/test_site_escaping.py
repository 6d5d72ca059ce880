"""A title is text, never markup: what looks like markup is shown, and nothing of it runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from built_site import NAME, Site, words
from playwright.sync_api import Browser
from site_worlds import EVIL

REPORT, WITHDRAWN = "reports/2024/yunxi-e.html", "reports/2022/yunxi-e.html"
UNIT = f"云溪县{EVIL}局"
SHOWN = [
    (REPORT, "h1", f"标题{EVIL}"),
    (REPORT, "title", f"已失效：标题{EVIL}（{UNIT}，2024 年度） - {NAME}"),
    (REPORT, 'dd[data-field="unit"]', UNIT),
    (REPORT, 'dd[data-field="source"]', f"来源{EVIL}"),
    (REPORT, 'dd[data-field="index_number"]', f"索引{EVIL}"),
    (REPORT, 'dd[data-field="keywords"]', f"关键词{EVIL}、乙,丙"),
    (REPORT, ".gk-crumbs [aria-current]", f"标题{EVIL}"),
    (REPORT, ".gk-status a", f"替代{EVIL}"),
    (REPORT, ".gk-attachments a", f"附件{EVIL}"),
    (REPORT, "#related ~ ul li:first-child a", f"相关{EVIL}"),
    (REPORT, ".gk-revisions li", f"2025-04-02 更正{EVIL}"),
    (REPORT, ".gk-neighbours a[rel=prev]", f"2023 年度：替代{EVIL}"),
    (REPORT, ".gk-text h2:first-of-type", '一、标题里有 <b> 和 & 和 "引号"'),
    (REPORT, ".gk-aside li:first-child a", '一、标题里有 <b> 和 & 和 "引号"'),
    (REPORT, ".gk-aside li:last-child a", "二、<img src=x onerror=alert(6)>"),
    (REPORT, ".gk-contents-folded li:last-child a", "二、<img src=x onerror=alert(6)>"),
    (REPORT, ".gk-text td:first-child", "<script>alert(5)</script>"),
    ("reports/2024/index.html", ".report-list a", f"标题{EVIL}"),
    ("reports/2024/index.html", ".report-list__unit", UNIT),
    ("units/yunxi-e.html", "h1", f"{UNIT}的报告"),
    ("units/index.html", "h2", f"地区{EVIL}"),
    ("units/index.html", ".gk-links a", UNIT),
    ("units/index.html", ".gk-note", f"曾用名：曾用名{EVIL}"),
    ("coverage.html", '.gk-coverage tbody th[scope="row"]', UNIT),
    ("index.html", "h3", f"地区{EVIL}"),
    ("sitemap.html", 'a[href="units/yunxi-e.html"]', UNIT),
    ("sitemap.html", f'a[href="{REPORT}"]', f"标题{EVIL}"),
    ("catalogue.html", f'a[href="{REPORT}"]', f"标题{EVIL}"),
    (WITHDRAWN, "h1", f"撤回{EVIL}"),
]
"""Page, place, and the whole text that must be read there."""
INSIDE = [
    (REPORT, ".gk-status", f"说明{EVIL}"),
    (WITHDRAWN, ".gk-status", f"理由{EVIL}"),
    (REPORT, ".gk-text p", "<script>alert(4)</script>"),
    ("units/yunxi-e.html", "dl.report-meta", f"层级{EVIL}"),
    ("units/yunxi-e.html", "dl.report-meta", f"简称{EVIL}"),
    ("units/yunxi-e.html", "dl.report-meta", f"曾用名{EVIL}"),
    ("catalogue.html", "tbody tr:first-child", f"=概述{EVIL}"),
    ("catalogue.html", "tbody tr:first-child", f"索引{EVIL}"),
    ("catalogue.html", "tbody tr:last-child", f"已撤回：理由{EVIL}"),
]
"""Page, place, and what must be read somewhere in it."""


@pytest.fixture(scope="module")
def hostile(world: Callable[[str], Site]) -> Site:
    return world("hostile")


@pytest.mark.parametrize(("page", "place", "text"), SHOWN)
def test_markup_is_shown_as_text(hostile: Site, page: str, place: str, text: str) -> None:
    assert words(hostile.one(page, place)) == text


@pytest.mark.parametrize(("page", "place", "text"), INSIDE)
def test_markup_is_text_inside_more_text(hostile: Site, page: str, place: str, text: str) -> None:
    assert text in words(hostile.soup(page).select_one(place))


def test_no_page_has_an_element_that_no_template_wrote(hostile: Site) -> None:
    for page in hostile.pages:
        soup = hostile.soup(page)
        for script in soup.find_all("script"):
            is_ours = re.fullmatch(r"[./]*assets/[\w./-]+\.js", script.get("src", ""))
            assert is_ours or script["type"] == "application/ld+json", page
        assert soup.find_all(["img", "iframe", "object", "embed", "base", "style"]) == [], page
        handlers = [
            name for element in soup.find_all(True) for name in element.attrs if name[:2] == "on"
        ]
        assert handlers == [], page
        assert not soup.find_all(string=lambda text: type(text).__name__ == "Comment"), page


def test_attributes_and_tags_hold_the_text_whole(hostile: Site) -> None:
    tags = hostile.metas(REPORT)
    assert tags["ArticleTitle"] == [f"标题{EVIL}"]
    assert tags["ContentSource"] == [f"来源{EVIL}"]
    assert tags["Keywords"] == [f"关键词{EVIL},乙,丙"]
    assert f"=概述{EVIL}" in tags["description"][0]
    mark = hostile.one("coverage.html", f'td a[href="{REPORT}"]')
    assert mark["title"] == f"标题{EVIL}"
    links = [a["href"] for a in hostile.soup(REPORT).select("section:has(> #related) a")]
    assert links == [
        "https://example.gov.cn/?a=1&b=\"'<x>",
        "https://example.gov.cn/?q=\"onmouseover='alert(3)'",
    ]


def test_json_ld_holds_the_text_whole_and_cannot_end_its_element(hostile: Site) -> None:
    text = str(hostile.one(REPORT, 'script[type="application/ld+json"]').string)
    report = next(n for n in json.loads(text)["@graph"] if n["@type"] == "Report")
    assert report["name"] == f"标题{EVIL}"
    assert report["publisher"]["name"] == UNIT
    assert report["keywords"] == [f"关键词{EVIL}", "乙,丙"]
    assert report["identifier"] == f"索引{EVIL}"
    assert not set("<>&") & set(text)


TOUCH_EVERYTHING = """() => {
    for (const element of document.querySelectorAll('body *'))
        for (const kind of ['mouseover', 'focus', 'error', 'load'])
            element.dispatchEvent(new Event(kind, {bubbles: true}));
}"""


@pytest.mark.browser
def test_nothing_runs(hostile: Site, browser: Browser, served: Callable[[Site], str]) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        ran: list[str] = []
        tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        tab.on("pageerror", lambda error: ran.append(str(error)))
        tab.on("request", lambda request: ran.append(request.url) if "/x" in request.url else None)
        for page in hostile.pages:
            tab.goto(served(hostile) + page)
            tab.evaluate(TOUCH_EVERYTHING)
        tab.goto(served(hostile) + REPORT)
        assert tab.locator("h1").text_content() == f"标题{EVIL}"
        assert tab.title().startswith(f"已失效：标题{EVIL}")
        assert ran == []
        tab.goto("data:text/html,<script>alert('runs')</script>")
        assert ran == ["runs"], "the watch itself works"
