"""Readers on their way: by keyboard, without scripts, zoomed in, on paper, out of the site."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from built_site import Site, built, words
from playwright.sync_api import Browser, Page, expect
from tests.views import DESK, ELSEWHERE, LEAVING_FROM, PAGES, PHONE, REPORT, SETTLED, reader

REPORT_WITH_TEXT = "reports/2021/zhuangtai-xin.html"

pytestmark = pytest.mark.browser

FOCUS = """async () => {
  // What has the focus is brought into view when the next frame is drawn.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    name: element.dataset.action || element.getAttribute("href") || element.name || element.tagName,
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}"""


def tab_to(tab: Page, name: str, key: str = "Tab", most: int = 60) -> None:
    """Presses the key until something of this name has the focus; each stop on the way is seen."""
    for _ in range(most):
        tab.keyboard.press(key)
        found = tab.evaluate(FOCUS)
        if found["name"] == "BODY":
            continue  # behind the last stop a browser starts again
        assert found["isMarked"], found
        assert found["isSeen"], found
        if found["name"] == name or re.search(name, found["name"]):
            return
    raise AssertionError(f"{name} is not reached in {most} steps")


def test_a_walk_by_keyboard_alone(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser) as tab:
        tab.goto(served(site) + "index.html")
        tab_to(tab, "#main")
        tab.keyboard.press("Enter")  # over the header
        tab_to(tab, "^q$")
        tab.keyboard.type("云渡县司法局 2023")
        tab.keyboard.press("Enter")
        expect(tab.locator("#search-status")).to_contain_text("份")
        expect(tab.locator("#search-results > li")).not_to_have_count(0)
        tab_to(tab, r"reports/2023/yundu-sifaju\.html")
        tab.keyboard.press("Enter")
        expect(tab.locator("[data-report]")).to_have_attribute("data-report", "2023/yundu-sifaju")
        tab_to(tab, "^font-larger$")
        tab.keyboard.press("Enter")
        expect(tab.locator("html")).to_have_attribute("data-size", "1")
        tab_to(tab, "^share$")
        tab.keyboard.press("Space")
        expect(tab.locator("#share")).to_be_visible()
        tab.keyboard.press("Escape")
        tab_to(tab, "^contrast$", key="Shift+Tab")
        tab.keyboard.press("Enter")
        expect(tab.locator("html")).to_have_attribute("data-contrast", "high")
        tab.keyboard.press("/")
        expect(tab.locator("#header-q")).to_be_focused()


def test_a_walk_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site.folder / "index.html").as_uri())
    main = tab.locator("main")
    expect(main.get_by_role("searchbox")).to_be_visible()
    main.get_by_role("link", name="2023 年度").click()
    main.get_by_role("link", name="云渡县司法局2023年法治政府建设年度报告").click()
    expect(tab.locator(".gk-text")).to_contain_text("一、主要举措和成效")
    expect(tab.locator("dl.report-meta [data-field=unit]")).to_have_text("云渡县司法局")
    tab.locator(".gk-contents a").first.click()
    tab.get_by_role("navigation", name="同一单位的其他年度").get_by_role("link").nth(1).click()
    expect(tab.locator("[data-report]")).to_have_attribute("data-report", "2024/yundu-sifaju")
    tab.locator("a[data-url]").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("即将离开本站")
    tab.go_back()
    tab.locator("dl.report-meta [data-field=unit] a").click()
    expect(tab.locator("ol.report-list > li").first).to_be_visible()
    tab.get_by_role("link", name="公开情况一览").click()
    expect(tab.locator(".gk-coverage .gk-mark--missing")).to_have_text("缺")
    expect(tab.locator(".gk-narrow")).to_be_hidden()
    tab.get_by_role("navigation", name="栏目").get_by_role("link", name="检索").click()
    expect(main.get_by_role("link", name="按单位")).to_be_visible()
    expect(tab.locator("form.gk-search")).to_be_hidden()
    context.close()


OVERLAPS = """() => {
  const controls = [...document.querySelectorAll("a, button, input, select, summary")].filter(
    (element) => element.checkVisibility() && !element.matches(".gk-skip"));
  // What scrolls out of its frame lies behind others and is not seen.
  const box = (element) => {
    const own = element.getBoundingClientRect();
    const frame = element.closest(".table-frame, .gk-nav__list")?.getBoundingClientRect();
    return frame ? { left: Math.max(own.left, frame.left), right: Math.min(own.right, frame.right),
      top: own.top, bottom: own.bottom } : own;
  };
  return controls.map((element) => [element.outerHTML.slice(0, 80), box(element)])
    .filter(([, b]) => b.right > b.left)
    .map(([name, b]) => [name, b.left, b.right, b.top, b.bottom]);
}"""


@pytest.mark.parametrize("size", [(640, 400), PHONE])
def test_zoomed_in_nothing_overlaps_and_nothing_is_cut(
    browser: Browser, site: Site, served: Any, size: tuple[int, int]
) -> None:
    """1280 × 800 at 200 % are 640 × 400 of the style sheet's pixels; 320 wide is 400 %."""
    with reader(browser, size) as tab:
        for page in PAGES.values():
            tab.goto(served(site) + page)
            tab.wait_for_function(SETTLED)
            assert tab.evaluate("document.documentElement.scrollWidth") == size[0], page
            if page.startswith(("index", "reports/2023/yundu", "search", "leaving")):
                boxes = tab.evaluate(OVERLAPS)
                assert len(boxes) > 10
                for (a, *one), (b, *other) in combinations(boxes, 2):
                    apart = (
                        min(one[1], other[1]) - max(one[0], other[0]) <= 1
                        or min(one[3], other[3]) - max(one[2], other[2]) <= 1
                    )
                    assert apart, f"{page}: {a} lies over {b}"


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_a_report_on_paper(browser: Browser, site: Site, served: Any, look: str) -> None:
    with reader(browser, DESK, look, elder="on") as tab:
        tab.goto(served(site) + LEAVING_FROM)
        address = tab.locator('link[rel="canonical"]').get_attribute("href") or ""
        paper = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True, print_background=True))
    pages = [page.get_textpage().get_text_range() for page in paper]
    assert paper[0].get_size() == pytest.approx((595, 842), abs=1)  # A4 in points
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"第 {number} 页，共 {len(pages)} 页" in text
    whole = re.sub(r"\s", "", "".join(pages))
    for element in site.soup(LEAVING_FROM).select("dl.report-meta dd, .gk-text p"):
        assert re.sub(r"\s", "", words(element)) in whole
    assert address in whole
    assert f"（{ELSEWHERE}）" in whole
    unwanted = "长辈版 朗读 复制网址 当前位置 政府信息公开指南 全部年度 网站地图"
    for word in unwanted.split():
        assert word not in whole, word
    pictures = [page.render(scale=3).to_pil() for page in paper]
    assert {found.text for p in pictures for found in zxingcpp.read_barcodes(p)} == {address}
    for picture in pictures:  # whatever the screen shows, paper stays white
        grey = picture.convert("L").histogram()
        assert sum(grey[240:]) > 0.8 * sum(grey)


def test_wide_tables_fit_on_paper(browser: Browser, world: Any, served: Any) -> None:
    site = world("statuses")
    with reader(browser) as tab:
        tab.goto(served(site) + "coverage.html")
        years = tab.locator(".gk-coverage thead tr:first-child th").all_inner_texts()[2:]
        wide = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
        sizes = {tuple(map(round, page.get_size())) for page in wide}
        assert (842, 595) in sizes  # landscape
        text = "".join(page.get_textpage().get_text_range() for page in wide)
        assert [year for year in years if year not in text] == []
        # A table of twenty columns in a report's own text.
        tab.goto(served(site) + REPORT_WITH_TEXT)
        tab.evaluate(
            """() => document.querySelector(".gk-text").innerHTML = `<section class="table-frame">
            <table><tr>${[...Array(20).keys()].map((n) => `<td>第${n}栏</td>`).join("")}</tr>
            </table></section>`"""
        )
        paper = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
        text = "".join(page.get_textpage().get_text_range() for page in paper)
        assert "第19栏" in re.sub(r"\s", "", text)


def test_nobody_who_minds_motion_sees_any(browser: Browser, site: Site, served: Any) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(element => {
      const style = getComputedStyle(element);
      return [style.transitionDuration, style.animationDuration].some(value =>
        value.split(',').some(part => parseFloat(part) > 0.001)) ||
        style.scrollBehavior === 'smooth';
      }).map(element => element.outerHTML.slice(0, 80))"""
    with reader(browser) as tab:
        for page in (PAGES["home"], REPORT, PAGES["search"]):
            tab.goto(served(site) + page)
            assert tab.evaluate(moving) == [], page
        tab.emulate_media(reduced_motion="no-preference")
        assert tab.evaluate(moving) != []  # the theme's links fade: this test can see it


def test_no_page_complains_or_asks_others(browser: Browser, site: Site, served: Any) -> None:
    base = served(site)
    said: list[str] = []
    with reader(browser) as tab:
        tab.on(
            "console", lambda m: said.append(f"{tab.url}: {m.text}") if m.type != "log" else None
        )
        tab.on("pageerror", lambda error: said.append(f"{tab.url}: {error}"))
        asked: list[str] = []
        tab.context.on("request", lambda request: asked.append(request.url))
        for page in PAGES.values():
            tab.goto(base + page)
            tab.wait_for_function(SETTLED)
        assert len(asked) > len(PAGES)
        assert [url for url in asked if not url.startswith(base)] == []
    assert said == []


def test_leaving_is_announced(browser: Browser, site: Site, served: Any) -> None:
    with reader(browser) as tab:
        asked: list[str] = []
        tab.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
        tab.goto(served(site) + LEAVING_FROM)
        near = tab.get_by_role("link", name="中华人民共和国行政复议法")
        expect(near).to_have_attribute("href", "https://flk.npc.gov.cn/")  # a government's site
        away = tab.locator("a[data-url]")
        assert "离开本站" in away.aria_snapshot()
        away.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("main")).to_contain_text(ELSEWHERE)
        expect(tab.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")
        assert asked == []
        tab.get_by_role("button", name="返回刚才的页面").click()
        expect(tab.locator("[data-report]")).to_be_visible()
        away.click()
        go_on = tab.get_by_role("link", name="继续前往 ribao.example.com")
        for act in (go_on.focus, go_on.hover):
            act()
            assert go_on.evaluate("e => getComputedStyle(e).color") == "rgb(255, 255, 255)"
        expect(go_on).to_have_attribute("href", ELSEWHERE)
        expect(go_on).to_have_attribute("rel", re.compile("noreferrer"))
    assert ELSEWHERE not in site.text("sitemap.xml")
    assert "leaving/" not in site.text("sitemap.xml") + site.text("sitemap.html")


def test_the_coverage_is_narrowed_and_the_choice_is_kept(
    browser: Browser, site: Site, served: Any
) -> None:
    with reader(browser) as tab:
        tab.goto(served(site) + "coverage.html")
        rows = tab.locator(".gk-coverage tbody tr:visible")
        everyone = rows.count()
        tab.locator("select[name=region]").select_option("柳桥区")
        assert 0 < rows.count() < everyone
        tab.locator("select[name=year]").select_option("2022")
        assert tab.locator(".gk-coverage thead tr:first-child th:visible").all_inner_texts() == [
            "单位",
            "地区",
            "2022",
        ]
        shown = "2 个单位，应有 2 份，已公开 1 份。"
        expect(tab.get_by_role("status")).to_have_text(shown)
        expect(tab.locator(".gk-shares td:visible [data-share]")).to_have_text("1/2")
        expect(tab.get_by_role("heading", name="逾期公开的报告")).to_be_hidden()
        expect(tab.get_by_role("heading", name="还没有公开的报告")).to_be_visible()
        tab.reload()
        expect(tab.get_by_role("status")).to_have_text(shown)
        tab.locator("select[name=region]").select_option("")
        tab.locator("select[name=year]").select_option("")
        assert rows.count() == everyone
        assert tab.url.endswith("coverage.html")


def test_on_a_phone_each_share_stands_below_its_year(
    browser: Browser, site: Site, served: Any
) -> None:
    with reader(browser, PHONE) as tab:
        tab.goto(served(site) + "coverage.html")
        lefts = tab.evaluate(
            """() => [...document.querySelectorAll(".gk-coverage tr")].map((row) =>
            [...row.cells].slice(2).map((c) => Math.round(c.getBoundingClientRect().left)))"""
        )
        assert len(lefts) > 3
        assert all(row == lefts[0] for row in lefts)


def test_without_an_address_of_its_own_no_code_is_drawn(
    browser: Browser, project: Any, tmp_path: Any
) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^site_url: .*\n", "", text), encoding="utf-8")
    site = built(tmp_path / "site", project=project)
    with reader(browser) as tab:
        said: list[str] = []
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(f"{site.folder.as_uri()}/{REPORT}")
        expect(tab.locator('button[data-action="print"]')).to_be_visible()
        expect(tab.locator('#share, button[data-action="share"]')).to_have_count(0)
        tab.locator('button[data-action="font-larger"]').click()
        expect(tab.locator("html")).to_have_attribute("data-size", "1")
        assert said == []


def test_a_menu_may_lead_out_over_the_notice(project: Any, tmp_path: Any) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "  - 检索: search.md\n", "  - 检索: search.md\n  - 望川发布: https://weixin.example.com/a\n"
    )
    config.write_text(text, encoding="utf-8")
    site = built(tmp_path / "site", project=project)
    link = site.one("help.html", ".gk-nav a[data-url]")
    assert site.has(str(link["href"]))
    assert link["data-url"] == "https://weixin.example.com/a"
