"""Nobody is shut out: axe over every kind of page in every view, and what a reader's choices do."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from built_site import Site
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.views import DESK, LOOKS, PAGES, PHONE, REPORT, SETTLED, reader

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(tab: Page) -> list[str]:
    tab.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = tab.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations)", RULES
    )
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize(("size", "look", "elder"), list(product((DESK, PHONE), LOOKS, ("", "on"))))
def test_axe_finds_nothing(
    browser: Browser, site: Site, served: Any, size: tuple[int, int], look: str, elder: str
) -> None:
    base = served(site)
    wrong: dict[str, list[str]] = {}
    with reader(browser, size, look, elder=elder) as tab:
        for kind, page in PAGES.items():
            tab.goto(base + page)
            tab.wait_for_function(SETTLED)
            if found := violations(tab):
                wrong[kind] = found
            assert tab.evaluate("document.documentElement.scrollWidth") == size[0], page
    assert wrong == {}


def test_the_elder_view_is_large_and_stays(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser, PHONE) as tab:
        tab.goto(served(site) + REPORT)
        button = tab.locator('button[data-action="elder"]')
        button.focus()
        tab.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        tab.goto(served(site) + "index.html")
        expect(tab.locator("html")).to_have_attribute("data-elder", "on")
        tab.goto(served(site) + REPORT)
        small = tab.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(element =>
            [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim()) &&
            element.checkVisibility() && !element.matches('.gk-hidden') &&
            parseFloat(getComputedStyle(element).fontSize) < 18
            ).map(element => element.outerHTML.slice(0, 90))"""
        )
        assert small == []
        tight = tab.evaluate(
            """() => [...document.querySelectorAll('.gk-text p, .gk-text li')].filter(element => {
            const style = getComputedStyle(element);
            return parseFloat(style.lineHeight) < 1.5 * parseFloat(style.fontSize);
            }).length"""
        )
        assert tight == 0
        low = tab.evaluate(
            """() => [...document.querySelectorAll('button, a, input, select, summary')].filter(
            element => element.checkVisibility() && !element.closest('.gk-text') &&
            !element.matches('.gk-skip') && element.getBoundingClientRect().height < 44
            ).map(element => element.outerHTML.slice(0, 90))"""
        )
        assert low == []


def test_a_choice_is_there_before_the_first_paint(
    browser: Browser, site: Site, served: Any
) -> None:
    with reader(browser, DESK, elder="on", contrast="high") as tab:
        tab.add_init_script(
            """new MutationObserver((_, observer) => {
              if (!document.body) return;
              window.atFirst = {...document.documentElement.dataset};
              observer.disconnect();
            }).observe(document, {childList: true, subtree: true});"""
        )
        tab.goto(served(site) + REPORT)
        at_first = tab.evaluate("window.atFirst")
        assert {"elder": "on", "contrast": "high"}.items() <= at_first.items()


def test_the_text_grows_and_shrinks_within_bounds(
    browser: Browser, site: Site, served: Any
) -> None:
    with reader(browser, DESK) as tab:
        tab.goto(served(site) + REPORT)
        size = lambda: tab.evaluate(  # noqa: E731
            "parseFloat(getComputedStyle(document.querySelector('.gk-text p')).fontSize)"
        )
        sizes = [size()]
        larger = tab.locator('button[data-action="font-larger"]')
        for _ in range(5):
            larger.dispatch_event("click")  # the last ones change nothing
            sizes.append(size())
        assert sizes[:4] == sorted(set(sizes[:4]))
        assert sizes[3] == sizes[4] == sizes[5]
        expect(larger).to_have_attribute("aria-disabled", "true")
        for _ in range(5):
            tab.locator('button[data-action="font-smaller"]').dispatch_event("click")
        assert 14 < size() < sizes[0]


def test_the_address_is_shown_and_copied(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser) as tab:
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab.goto(served(site) + REPORT + "?q=司法局")
        canonical = tab.locator('link[rel="canonical"]').get_attribute("href") or ""
        share, copy = (tab.locator(f'button[data-action="{a}"]') for a in ("share", "copy"))
        panel = tab.locator("#share")
        expect(panel).to_be_hidden()
        share.click()
        expect(copy).to_be_focused()
        expect(panel.get_by_text(canonical, exact=True)).to_be_visible()
        code = Image.open(BytesIO(panel.locator("svg").screenshot()))
        assert [found.text for found in zxingcpp.read_barcodes(code)] == [canonical]
        copy.click()
        expect(tab.locator(".gk-tools__status")).to_have_text("网址已复制。")
        assert tab.evaluate("navigator.clipboard.readText()") == canonical
        tab.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(share).to_be_focused()


SPEECH = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const mouth = {
    speak(words) { said.push(words.text); this.now = words; },
    cancel() { const was = this.now; this.now = null; if (was) was.onend(); },
    finish() { const was = this.now; this.now = null; was.onend(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: mouth });
"""
"""A voice that ends a sentence when the test says so: a headless browser has none."""


def test_a_report_is_read_sentence_by_sentence(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser, DESK) as tab:
        tab.add_init_script(SPEECH)
        tab.goto(served(site) + REPORT)
        whole = tab.evaluate("document.querySelector('.gk-text').textContent.replace(/\\s/g, '')")
        read, halt = (
            tab.locator(f'button[data-action="{a}"]') for a in ("read-aloud", "read-stop")
        )
        spoken = "[...CSS.highlights.get('spoken')].map(String).join('')"
        expect(halt).to_be_hidden()
        read.click()
        expect(read).to_have_text("暂停")
        assert tab.evaluate(spoken) == tab.evaluate("said.at(-1)")
        tab.evaluate("speechSynthesis.finish()")
        assert tab.evaluate("said.length") == 2
        read.click()
        expect(read).to_have_text("继续")
        read.click()
        assert tab.evaluate("said[2] === said[1]")  # goes on with the sentence it was at
        halt.click()
        expect(read).to_be_focused()
        assert not tab.evaluate("CSS.highlights.has('spoken')")
        read.click()
        tab.evaluate("said = [said.at(-1)]; while (speechSynthesis.now) speechSynthesis.finish();")
        expect(read).to_have_text("朗读")
        assert tab.evaluate("said.join('').replace(/\\s/g, '')") == whole


def test_without_a_voice_no_button_promises_one(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser, DESK) as tab:
        tab.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
        tab.goto(served(site) + REPORT)
        expect(tab.locator('button[data-action="print"]')).to_be_visible()
        expect(tab.locator('button[data-action="read-aloud"]')).to_be_hidden()


def test_without_scripts_no_button_promises_anything(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site.folder.as_uri()}/{REPORT}")
    expect(tab.locator(".gk-text")).to_be_visible()
    assert tab.locator("button:visible").count() == 1  # the header's search, a plain form
    context.close()
