"""Search as a citizen does it: in a real browser, from a server and from a folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built_site import Site
from playwright.sync_api import Browser, Page, expect
from report_sources import Sources

pytestmark = pytest.mark.browser

DONE = "() => document.querySelector('#search-results').getAttribute('aria-busy') === 'false' \
&& document.querySelector('#search-status').textContent !== ''"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(params=["served", "folder"])
def base(request: pytest.FixtureRequest, site: Site, served: Callable[[Site], str]) -> str:
    """Where the site stands: on a web server, or in a folder opened without one."""
    return served(site) if request.param == "served" else f"{site.folder.as_uri()}/"


def results(tab: Page) -> list[str]:
    """Paths of the reports shown, once the answer stands."""
    tab.wait_for_function(DONE)
    links = tab.locator("#search-results > li > a").all()
    return [re.sub(r"\?.*", "", link.get_attribute("href") or "") for link in links]


def number(tab: Page) -> int:
    found = re.search(r"\d+", tab.locator("#search-status").inner_text())
    return int(found[0]) if found else 0


def public(sources: Sources) -> list:
    return [report for report in sources.reports if not report.is_withdrawn]


def test_a_phrase_is_found_in_exactly_the_reports_that_hold_it(
    tab: Page, base: str, sources: Sources
) -> None:
    for report in public(sources)[::6]:
        sentence = max(re.findall(r"[\u4e00-\u9fff]{6,12}", report.body), key=len)
        tab.goto(f"{base}search.html?q={sentence}")
        found = results(tab)
        truth = {r.page for r in public(sources) if sentence in r.body}
        assert set(found) == truth
        assert number(tab) == len(truth)
        assert sentence in tab.locator("#search-results mark").all_inner_texts()


def test_a_unit_finds_its_own_reports_first_the_newest_of_them_first(
    tab: Page, base: str, sources: Sources
) -> None:
    tab.goto(f"{base}search.html?q=云渡县司法局")
    own = [r for r in public(sources) if r.page.rsplit("/", 1)[1].startswith("yundu-sifaju")]
    own.sort(key=lambda r: r.fields["publish_date"], reverse=True)
    assert results(tab)[: len(own)] == [r.page for r in own]
    tab.goto(f"{base}search.html?q=云渡县司法局 2022")
    assert results(tab)[0] == "reports/2022/yundu-sifaju.html"


def test_a_withdrawn_report_is_not_found(tab: Page, base: str, sources: Sources) -> None:
    (gone,) = [r for r in sources.reports if r.is_withdrawn]
    tab.goto(f"{base}search.html?q={gone.fields['index_number']}")
    assert results(tab) == []
    assert "没有找到" in tab.locator("#search-status").inner_text()


def test_typing_narrowing_and_going_back(tab: Page, base: str) -> None:
    tab.goto(f"{base}search.html")
    tab.get_by_label("要找的字句").press_sequentially("行政", delay=5)
    tab.wait_for_url(re.compile("q="))
    every = len(results(tab))
    assert every == min(20, number(tab)) > 3
    tab.select_option("select[name=year]", "2023")
    tab.wait_for_url(re.compile("year=2023"))
    narrowed = results(tab)
    assert 0 < len(narrowed) < every
    assert all(path.startswith("reports/2023/") for path in narrowed)
    assert (
        tab.locator("select[name=year] option:checked")
        .inner_text()
        .endswith(f"（{len(narrowed)}）")
    )
    tab.go_back()
    tab.wait_for_url(lambda url: "year=" not in url)
    tab.wait_for_function(f"document.querySelectorAll('#search-results > li').length === {every}")
    tab.select_option("select[name=sort]", "oldest")
    tab.wait_for_url(re.compile("sort=oldest"))
    results(tab)
    days = [e.get_attribute("datetime") for e in tab.locator("#search-results time").all()]
    assert days == sorted(days)


def test_the_header_searches_from_any_page_and_the_slash_goes_there(tab: Page, base: str) -> None:
    tab.goto(f"{base}units/index.html")
    tab.keyboard.press("/")
    expect(tab.locator("#header-q")).to_be_focused()
    tab.keyboard.type("青石镇")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"search\.html\?q="))
    assert results(tab)
    tab.keyboard.press("Tab")
    tab.goto(f"{base}search.html")
    tab.locator("h1").click()
    tab.keyboard.press("/")
    expect(tab.locator("#q")).to_be_focused()


def test_on_arrival_the_words_are_marked_and_in_view(
    tab: Page, base: str, sources: Sources
) -> None:
    report = next(r for r in public(sources) if r.page == "reports/2021/yundu-sifaju.html")
    word = re.findall(r"[\u4e00-\u9fff]{8}", report.body)[-1]
    tab.goto(f"{base}search.html?q={word}")
    assert results(tab) == [report.page]
    tab.locator("#search-results > li > a").click()
    mark = tab.locator(".gk-text mark").first
    expect(mark).to_have_text(word)
    expect(mark).to_be_in_viewport()


def test_a_report_opened_otherwise_loads_nothing_of_the_search(tab: Page, base: str) -> None:
    loaded: list[str] = []
    tab.on("request", lambda r: loaded.append(r.url))
    tab.goto(f"{base}reports/2021/yundu-sifaju.html")
    assert not [url for url in loaded if "search/" in url]


def test_one_character_says_where_it_looks(tab: Page, base: str) -> None:
    tab.goto(f"{base}search.html?q=镇")
    assert all("qingshizhen" in path for path in results(tab))
    assert "标题和单位" in tab.locator("#search-status").inner_text()


@pytest.mark.parametrize(
    "query",
    ["<img src=x onerror=alert(1)>", "'\"><script>alert(1)</script>", ".*", "😀", "\\", "(", "%"],
)
def test_odd_input_is_only_text(tab: Page, served: Callable, site: Site, query: str) -> None:
    ran: list[str] = []
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    tab.goto(f"{served(site)}search.html")
    tab.locator("#q").fill(query)
    tab.locator("#q").press("Enter")
    assert results(tab) == []
    assert tab.locator("#search-status").inner_text()
    assert tab.locator("#search-results img, #search-help img").count() == 0
    assert ran == []


def test_ten_thousand_characters_get_one_sentence(tab: Page, served: Callable, site: Site) -> None:
    tab.goto(f"{served(site)}search.html")
    tab.locator("#q").fill("法" * 10_000)
    tab.locator("#q").press("Enter")
    tab.wait_for_function("document.querySelector('#search-status').textContent.includes('太长')")


def test_half_a_character_breaks_no_answer(tab: Page, served: Callable, site: Site) -> None:
    tab.goto(f"{served(site)}search.html")
    tab.evaluate("document.querySelector('#q').value = '司法局\\ud800'")
    tab.locator("#q").press("Enter")
    assert results(tab)
    assert number(tab) > 0


def test_a_page_that_is_too_far_shows_the_last(tab: Page, base: str) -> None:
    loaded: list[str] = []
    tab.on("request", lambda r: loaded.append(r.url))
    tab.goto(f"{base}search.html?q=行政&page=99999")
    assert 0 < len(results(tab)) <= 20
    assert len([url for url in loaded if "/text/" in url]) <= 23


def test_an_older_answer_never_overwrites_a_newer_one(tab: Page, base: str) -> None:
    held: list = []
    tab.route("**/search/fours/**", lambda route: held.append(route))
    tab.goto(f"{base}search.html")
    tab.locator("#q").fill("云渡县司法局")
    tab.locator("#q").press("Enter")
    tab.wait_for_function("document.querySelector('#search-results').ariaBusy !== 'false'")
    while not held:
        tab.wait_for_timeout(20)
    tab.locator("#q").fill("青石镇")
    tab.locator("#q").press("Enter")
    tab.wait_for_function("document.querySelectorAll('#search-results > li').length")
    newer = results(tab)
    for route in held:
        route.continue_()
    tab.wait_for_load_state("networkidle")
    assert results(tab) == newer
    assert all("qingshizhen" in path for path in newer[:1])


def test_a_year_and_a_unit_in_one_word_are_taken_apart_on_request(tab: Page, base: str) -> None:
    tab.goto(f"{base}search.html?q=2022年云渡县司法局")
    assert results(tab) == []
    tab.get_by_role("link", name="分开找“2022年”和“云渡县司法局”").click()
    tab.wait_for_url(re.compile("q=2022"))
    assert results(tab)[0] == "reports/2022/yundu-sifaju.html"


def test_what_the_address_narrows_to_stays_chosen_without_words(tab: Page, base: str) -> None:
    tab.goto(f"{base}search.html?unit=yundu-sifaju&year=2022")
    tab.locator("#q").fill("司法局")
    tab.locator("#q").press("Enter")
    tab.wait_for_url(re.compile("q="))
    assert results(tab) == ["reports/2022/yundu-sifaju.html"]


@pytest.mark.parametrize("name", ["triples/*.js", "fours/*.js", "text/2023/*.js", "catalogue.js"])
@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_broken_index_says_that_it_is_incomplete(
    tab: Page, site: Site, tmp_path: Path, name: str, harm: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    for path in (copy / "search").glob(name):
        if harm == "missing":
            path.unlink()
        else:
            text = path.read_text(encoding="utf-8")
            middle = text.index('"', len(text) // 3) if '"' in text[len(text) // 3 :] else 40
            path.write_text(text[: middle - 9] + "法" + text[middle - 8 :], encoding="utf-8")
    tab.goto(f"{copy.as_uri()}/search.html?q=云渡县信访局 修订")
    tab.wait_for_function(DONE)
    assert "完整" in tab.locator("#search-status").inner_text()
    assert tab.locator("#search-help a[href='units/index.html']").count() == 1


def test_without_scripts_the_page_says_how_to_browse(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.folder.as_uri()}/search.html")
    expect(page.get_by_role("link", name="按单位查阅")).to_be_visible()
    expect(page.locator("form.gk-search")).to_be_hidden()
    context.close()
