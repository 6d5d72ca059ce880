"""The site in a real browser: from a folder and from a server, wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from built_site import Site
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from report_sources import Sources

pytestmark = pytest.mark.browser

WIDE, NARROW = (1280, 800), (320, 640)
OVERFLOWING = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1 && box.left >= -1) return false;
    for (let around = element; around; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX) && around !== element)
            return false;
    }
    return getComputedStyle(element).position !== 'absolute';
}).map(element => element.outerHTML.slice(0, 120))"""
"""Elements that stand out of the window, but for those in a frame that scrolls by itself."""


@dataclass
class Watch:
    """Everything that a tab did which it should not."""

    origin: str
    wrong: list[str] = field(default_factory=list)

    def over(self, tab: Page) -> Page:
        tab.on("console", lambda m: m.type in ("error", "warning") and self.wrong.append(m.text))
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("requestfailed", self._failed)
        tab.on("response", lambda r: r.status >= 400 and self.wrong.append(f"{r.status}: {r.url}"))
        tab.on(
            "request",
            lambda r: r.url.startswith((self.origin, "data:")) or self.wrong.append(r.url),
        )
        return tab

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up because the next page was opened
            self.wrong.append(f"{request.failure}: {request.url}")


@contextmanager
def window(
    browser: Browser, size: tuple[int, int], scheme: str = "light", **options: object
) -> Iterator[BrowserContext]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **options
    )
    yield context
    context.close()


@pytest.fixture(params=["folder", "server"])
def origin(request: pytest.FixtureRequest, site: Site, served: Callable[[Site], str]) -> str:
    """Where the project's site is opened from."""
    return f"{site.folder.as_uri()}/" if request.param == "folder" else served(site)


@pytest.fixture(scope="session")
def kinds(site: Site, sources: Sources) -> list[str]:
    """A page of each kind."""
    attached = next(r.page for r in sources.public if r.fields.get("attachments"))
    tables = next(r.page for r in sources.public if "<table" in r.body or "\n| ---" in r.body)
    return [
        "index.html",
        attached,
        tables,
        sources.withdrawn[0].page,
        f"reports/{sources.years[0]}/index.html",
        f"units/{sources.units[0].id}.html",
        "coverage.html",
        "catalogue.html",
        "guide.html",
        *(page for page in ("search.html",) if site.has(page)),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_open_without_an_error_or_a_foreign_request(
    browser: Browser, origin: str, kinds: list[str], size: tuple[int, int], scheme: str
) -> None:
    watch = Watch(origin)
    with window(browser, size, scheme) as context:
        tab = watch.over(context.new_page())
        for page in kinds:
            tab.goto(origin + page)
            assert tab.locator("h1").count() == 1
            styled = tab.evaluate("getComputedStyle(document.querySelector('.gk-footer')).display")
            assert styled == "block"
            dark = tab.evaluate(BRIGHTNESS) < 128
            assert dark == (scheme == "dark"), page
    assert watch.wrong == []


OF_WORLDS = (
    *("reports/2024/zhuangtai.html", "reports/2021/zhuangtai.html", "units/yunxi-sifaju.html"),
    *("reports/2024/yunxi-e.html", "reports/2022/yunxi-e.html", "units/yunxi-e.html"),
    *("reports/2024/index.html", "reports/index.html", "units/index.html", "sitemap.html"),
    *("annual-reports.html", "404.html", "help.html"),
)
"""Pages besides that have something of their own to show in the made-up worlds."""
BRIGHTNESS = """() => {
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
    return (r + g + b) / 3;
}"""


def test_nothing_scrolls_sideways_on_a_phone(
    browser: Browser, any_site: Site, kinds: list[str], served: Callable[[Site], str]
) -> None:
    origin = served(any_site)
    pages = set(kinds) & set(any_site.pages) | set(OF_WORLDS) & set(any_site.pages)
    assert len(pages) > 6
    with window(browser, NARROW) as context:
        tab = context.new_page()
        for page in sorted(pages):
            tab.goto(origin + page)
            width = tab.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, f"{page}: {width} px, {tab.evaluate(OVERFLOWING)[:3]}"
            assert tab.evaluate(OVERFLOWING) == [], page


def test_scheme_button_works_and_is_kept(browser: Browser, origin: str, kinds: list[str]) -> None:
    with window(browser, WIDE, "light") as context:
        tab = context.new_page()
        tab.goto(f"{origin}index.html")
        button = tab.locator('button[data-action="scheme"]')
        assert button.text_content() == "深色"
        light = tab.evaluate(BRIGHTNESS)
        button.click()
        assert button.text_content() == "浅色"
        dark = tab.evaluate(BRIGHTNESS)
        assert dark < 128 < light
        tab.reload()
        assert tab.evaluate(BRIGHTNESS) == dark
        for page in kinds[1:4]:
            tab.goto(origin + page)
            assert tab.evaluate(BRIGHTNESS) == dark, page
        other = context.new_page()
        other.goto(f"{origin}units/index.html")
        assert other.evaluate(BRIGHTNESS) == dark
        other.locator('button[data-action="scheme"]').press("Enter")
        other.reload()
        assert other.evaluate(BRIGHTNESS) == light


def test_the_system_decides_until_the_reader_does(browser: Browser, origin: str) -> None:
    with window(browser, WIDE, "dark") as context:
        tab = context.new_page()
        tab.goto(f"{origin}index.html")
        button = tab.locator('button[data-action="scheme"]')
        expect(button).to_have_text("浅色")
        tab.emulate_media(color_scheme="light")
        expect(button).to_have_text("深色")
        assert tab.evaluate(BRIGHTNESS) > 128


def test_a_reader_finds_a_report_without_javascript(
    browser: Browser, origin: str, sources: Sources
) -> None:
    report = next(r for r in sources.public if r.fields.get("attachments"))
    unit = sources.unit(report)
    with window(browser, NARROW, java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{origin}index.html")
        assert not tab.locator('button[data-action="scheme"]').is_visible()
        tab.locator("header nav a", has_text="按单位").click()
        tab.locator("main a", has_text=unit.name).click()
        tab.locator("ol.report-list a", has_text=str(report.fields["title"])).click()
        assert tab.url == origin + report.page
        assert tab.locator("h1").text_content() == report.fields["title"]
        sentence = max(report.sentences(), key=len)
        assert tab.get_by_text(sentence).first.is_visible()
        contents = tab.locator("details.gk-contents-folded")
        contents.locator("summary").click()
        contents.locator("a").last.click()
        assert re.search(r"#.+$", tab.url)
        tab.locator('nav[aria-label="当前位置"] a').last.click()
        assert tab.url == f"{origin}reports/{report.year}/index.html"


def test_attachments_download(browser: Browser, site: Site, served, sources: Sources) -> None:
    report = next(r for r in sources.public if r.fields.get("attachments"))
    with window(browser, WIDE, accept_downloads=True) as context:
        tab = context.new_page()
        tab.goto(served(site) + report.page)
        for attachment in report.fields["attachments"]:
            with tab.expect_download() as started:
                tab.get_by_role("link", name=attachment["title"]).click()
            original = report.path.with_suffix("") / attachment["file"]
            assert started.value.suggested_filename == attachment["file"]
            assert started.value.path().read_bytes() == original.read_bytes()


def test_first_tab_key_skips_to_the_text(browser: Browser, origin: str) -> None:
    with window(browser, WIDE) as context:
        tab = context.new_page()
        tab.goto(f"{origin}index.html")
        tab.keyboard.press("Tab")
        skip = tab.locator(":focus")
        assert skip.text_content() == "跳到正文"
        box = skip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] >= 0
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main"


def test_an_unknown_address_shows_the_way_back(
    browser: Browser, site: Site, served: Callable[[Site], str]
) -> None:
    origin = served(site)
    with window(browser, NARROW) as context:
        watch = Watch(origin)
        tab = watch.over(context.new_page())
        tab.goto(f"{origin}reports/1999/no/such/page.html")
        assert tab.locator("h1").text_content() == "找不到这个页面"
        assert tab.evaluate(
            "getComputedStyle(document.querySelector('.gk-footer')).borderTopStyle"
        ), "its styles are found from any depth"
        tab.locator("main a", has_text="回到首页").click()
        assert tab.url == f"{origin}index.html"
        assert [line for line in watch.wrong if "no/such" not in line and "404" not in line] == []
