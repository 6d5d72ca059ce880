"""Every address that the site promises answers, and says what the report files say."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import bs4
import pytest
import site_worlds as worlds
from built_site import NAME, SETTINGS, Reference, Site, build, built, copy_project, words
from report_sources import DISCLOSURE, Source, Sources, newest_first, series

FIXED = (
    "index.html",
    "reports/index.html",
    "units/index.html",
    "coverage.html",
    "catalogue.html",
    "catalogue.json",
    "catalogue.csv",
    "guide.html",
    "rules.html",
    "help.html",
    "accessibility.html",
    "sitemap.html",
    "sitemap.xml",
    "404.html",
)
"""Addresses that any archive has."""


def listed(site: Site, page: str) -> list[str]:
    """Addresses of the reports in a page's list, in its order."""
    found = []
    for item in site.soup(page).select("ol.report-list > li"):
        links, times = item.select("a[href]"), item.select("time[datetime]")
        assert (len(links), len(times)) == (1, 1), f"{page}: {item}"
        found.append(leads_to(site, page, links[0]))
    return found


def in_order(site: Site, page: str, reports: list[Source]) -> None:
    """The list holds exactly these reports, newest first, each with its title and date."""
    by_page = {report.page: report for report in reports}
    found = listed(site, page)
    assert sorted(found) == sorted(by_page), page
    moments = [by_page[path].fields["publish_date"] for path in found]
    assert moments == [report.fields["publish_date"] for report in newest_first(reports)], page
    for path, item in zip(found, site.soup(page).select("ol.report-list > li"), strict=True):
        report = by_page[path]
        assert item.select_one("a").get_text() == report.fields["title"]
        assert item.select_one("time")["datetime"] == report.moment
        assert item.select_one("time").get_text() == report.day
        assert (report.status in words(item)) == (report.status != "有效")


def field(site: Site, report: Source, key: str) -> str | None:
    """The value that a report's page shows for a key."""
    found = site.soup(report.page).select(f'dl.report-meta dd[data-field="{key}"]')
    assert len(found) <= 1, f"{report.id}: {key} twice"
    return found[0].get_text().strip() if found else None


# ---- addresses ----


def test_every_address_of_the_design_answers(site: Site, sources: Sources) -> None:
    years = [f"reports/{year}/index.html" for year in sources.years]
    units = [f"units/{unit.id}.html" for unit in sources.units]
    reports = [report.page for report in sources.reports]
    attachments = [
        f"reports/{report.id}/{attachment['file']}"
        for report in sources.public
        for attachment in report.fields.get("attachments", ())
    ]
    assert len(years) > 2
    assert len(units) > 2
    assert len(reports) > 9
    assert attachments
    expected = [*FIXED, *years, *units, *reports, *attachments]
    assert [path for path in expected if not site.has(path)] == []


def test_no_report_page_without_a_report(any_site: Site) -> None:
    own = {report.page for report in Sources.of(any_site.reports).reports}
    found = {page for page in any_site.pages if re.fullmatch(r"reports/\d{4}/.+\.html", page)}
    lists = {page for page in found if re.search(r"/(index|page-\d+)\.html$", page)}
    assert found - lists == own
    assert {page for page in found if any_site.soup(page).select("article[data-report]")} == own


def test_attachments_are_the_files_themselves(site: Site, sources: Sources) -> None:
    for report in sources.public:
        for attachment in report.fields.get("attachments", ()):
            original = report.path.with_suffix("") / attachment["file"]
            published = site.folder / f"reports/{report.id}/{attachment['file']}"
            assert published.read_bytes() == original.read_bytes()


def test_nothing_but_the_site_is_published(any_site: Site) -> None:
    names = [path.relative_to(any_site.folder) for path in any_site.folder.rglob("*")]
    inside = (".md", ".yml", ".yaml", ".py", ".jinja", ".toml", ".lock")
    downloads = {Path(r.page).with_suffix(".md") for r in Sources.of(any_site.reports).public}
    odd = {name for name in names if name.suffix in inside or name.name.startswith(".")}
    assert odd == downloads, "of Markdown only what was made for readers"


def test_the_checkout_stays_clean(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")

    def git(*words: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        done = subprocess.run(
            ["git", *who, *words], cwd=project, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message=all")
    done = subprocess.run(
        ["git", "check-ignore", "site/index.html"], cwd=project, capture_output=True, check=False
    )
    assert done.returncode == 0
    built(project / "site", project=project)
    assert (project / "site/index.html").is_file()
    assert git("status", "--porcelain") == ""


# ---- reports ----


def test_report_hooks_and_metadata(site: Site, sources: Sources) -> None:
    plain = ("index_number", "document_number", "written_date", "added")
    for report in sources.reports:
        page, given = report.page, report.fields
        assert site.one(page, "article[data-report]")["data-report"] == report.id
        assert site.one(page, "h1").get_text() == given["title"]
        for key in plain:
            assert field(site, report, key) == given.get(key), f"{report.id}: {key}"
        unit = sources.unit(report)
        name = unit.name_on(report.day)
        shown = name if name == unit.name else f"{name}（现{unit.name}）"
        expected = {
            "unit": shown,
            "year": given["year"],
            "publish_date": given["publish_date"],
            "category": report.category,
            "source": given.get("source", name),
            "status": report.status,
        }
        assert {key: field(site, report, key) for key in expected} == expected
        time = site.one(page, 'dd[data-field="publish_date"] time')
        assert time["datetime"] == report.moment
        for key, target in {
            "unit": f"units/{unit.id}.html",
            "year": f"reports/{report.year}/index.html",
        }.items():
            link = site.one(page, f'dd[data-field="{key}"] a')
            assert leads_to(site, page, link) == target


def leads_to(site: Site, page: str, link: bs4.Tag) -> str | None:
    """The page of the site that a link leads to."""
    target = site.target(Reference(page, link.name, str(link["href"])))
    return target[0] if target else None


def test_a_report_shows_its_whole_text(site: Site, sources: Sources) -> None:
    for report in sources.public:
        article = site.one(report.page, "article[data-report]")
        shown = re.sub(r"\s", "", article.get_text())
        lacking = [s for s in report.sentences(1) if re.sub(r"\s", "", s) not in shown]
        assert lacking == [], report.id


def test_attachments_stand_on_the_page_with_title_type_and_size(world: Callable) -> None:
    site = world("statuses")
    (item,) = site.soup("reports/2024/zhuangtai.html").select(".gk-attachments li")
    assert words(item) == "办理数据 CSV 表格，24 字节"
    assert item.a["href"] == "zhuangtai/shuju.csv"
    assert item.a.has_attr("download")
    assert site.has("reports/2024/zhuangtai/tu.png")
    assert not site.has("reports/2024/zhuangtai/caogao.txt"), "no one named it: it stays inside"


def test_neighbours_are_the_years_before_and_after(any_site: Site) -> None:
    site, sources = any_site, Sources.of(any_site.reports)
    chains, links = series(sources), 0
    for report in sources.reports:
        chain = chains.get((sources.unit(report).id, report.category), [])
        near = {
            "prev": [other.page for other in chain if other.year < report.year][-1:],
            "next": [other.page for other in chain if other.year > report.year][:1],
        }
        found = {
            rel: [
                leads_to(site, report.page, a)
                for a in site.soup(report.page).select(f"a[rel={rel}]")
            ]
            for rel in near
        }
        assert found == near, report.id
        links += len(found["prev"])
    assert links or not sources.reports


def test_neighbours_pass_over_withdrawn_and_prefer_those_in_force(world: Callable) -> None:
    site = world("statuses")
    chain = ["2018/zhuangtai", "2020/zhuangtai", "2021/zhuangtai-xin", "2022/zhuangtai"]
    chain += ["2023/zhuangtai", "2024/zhuangtai"]
    for earlier, later in itertools.pairwise(chain):
        slug = later.partition("/")[2]
        link = site.one(f"reports/{earlier}.html", 'a[rel="next"]')
        assert link["href"] == f"../{later[:4]}/{slug}.html"
        assert later[:4] in link.get_text()
        back = site.one(f"reports/{later}.html", 'a[rel="prev"]')
        assert back["href"] == f"../{earlier}.html"


# ---- lists ----


def test_year_lists(site: Site, sources: Sources) -> None:
    for year in sources.years:
        mine = [report for report in sources.reports if report.year == year]
        in_order(site, f"reports/{year}/index.html", mine)


def test_years_lead_to_the_nearest_years_that_have_reports(any_site: Site) -> None:
    years = sorted(Sources.of(any_site.reports).years)
    for place, year in enumerate(years):
        page = f"reports/{year}/index.html"
        found = {
            rel: leads_to(any_site, page, link)
            for rel in ("prev", "next")
            for link in any_site.soup(page).select(f'a[rel="{rel}"]')
        }
        near = {"prev": years[place - 1 : place], "next": years[place + 1 : place + 2]}
        assert found == {rel: f"reports/{y[0]}/index.html" for rel, y in near.items() if y}


def test_unit_lists(site: Site, sources: Sources) -> None:
    for unit in sources.units:
        in_order(site, f"units/{unit.id}.html", sources.of_unit(unit))


def test_each_report_stands_in_one_year_and_one_unit(any_site: Site) -> None:
    found = Counter(
        (folder, path)
        for page in any_site.pages
        for folder in re.findall(r"^(reports/\d|units)", page)
        if not any_site.soup(page).select("article")
        for path in listed(any_site, page)
    )
    kinds = Counter(path for _, path in found)
    reports = {report.page for report in Sources.of(any_site.reports).reports}
    assert set(found.values()) <= {1}
    assert dict(kinds) == dict.fromkeys(reports, 2)


def test_annual_reports_list(site: Site, sources: Sources) -> None:
    mine = [report for report in sources.reports if report.category == DISCLOSURE]
    assert mine
    in_order(site, "annual-reports.html", mine)


def test_years_and_units_are_all_linked_with_their_counts(site: Site, sources: Sources) -> None:
    years = [
        (str(year), sum(report.year == year for report in sources.reports))
        for year in sources.years
    ]
    for page, selector in (("reports/index.html", ".gk-years li"), ("index.html", ".gk-chips li")):
        found = [re.findall(r"\d+", words(item)) for item in site.soup(page).select(selector)]
        assert found == [[year, str(count)] for year, count in years], page
    for page in ("units/index.html", "index.html"):
        text = words(site.one(page, "main"))
        for unit in sources.units:
            assert f"{unit.name} {len(sources.of_unit(unit))} 份" in text


def test_home_shows_the_newest_public_reports(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    by_page = {report.page: report for report in sources.public}
    shown = [by_page[page] for page in listed(any_site, "index.html")]
    assert len(shown) == min(8, len(sources.public))
    moments = [report.fields["publish_date"] for report in shown]
    newest = [report.fields["publish_date"] for report in newest_first(sources.public)]
    assert moments == newest[: len(shown)]


def test_a_long_year_is_cut_into_pages(world: Callable) -> None:
    site = world("long")
    first, second = (f"reports/{worlds.LONG}/{name}.html" for name in ("index", "page-2"))
    assert [len(listed(site, page)) for page in (first, second)] == [200, 1]
    assert len({*listed(site, first), *listed(site, second)}) == 201
    newest, oldest = listed(site, first)[0], listed(site, second)[0]
    assert (newest, oldest) == (
        "reports/2024/danwei-200.html",
        "reports/2024/danwei-000.html",
    )
    for page, current in ((first, "第 1 页"), (second, "第 2 页")):
        links = site.soup(page).select('nav[aria-label="分页"] a')
        assert [(a["href"], a.get_text()) for a in links] == [
            ("index.html", "第 1 页"),
            ("page-2.html", "第 2 页"),
        ]
        assert [a.get_text() for a in links if a.get("aria-current")] == [current]
        assert re.search(r"共 2 页", site.one(page, "title").get_text())
    assert not site.has(f"reports/{worlds.LONG}/page-3.html")
    assert f"{second}</loc>" in site.text("sitemap.xml")
    assert len(listed(site, f"reports/{worlds.FULL}/index.html")) == 200
    assert not site.has(f"reports/{worlds.FULL}/page-2.html"), "200 fit on one page"
    link = site.one(first, 'a[rel="prev"]')
    assert link["href"] == f"../{worlds.FULL}/index.html"
    assert not site.soup(first).select('a[rel="next"]')
    back = site.one(f"reports/{worlds.FULL}/index.html", 'a[rel="next"]')
    assert "201 份" in back.get_text()


# ---- the shell ----


def test_navigation_holds_the_columns_and_never_a_report(any_site: Site) -> None:
    names = [next(iter(item)) for item in SETTINGS["nav"]]
    assert {"政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"} < set(
        names
    )
    for page in any_site.pages:
        links = any_site.soup(page).select("header nav a")
        assert [link.get_text() for link in links] == names, page
        targets = [leads_to(any_site, page, link) for link in links]
        assert not any(re.match(r"reports/\d", str(target)) for target in targets), page
        for link, target in zip(links, targets, strict=True):
            assert (target == page) == bool(link.get("aria-current")), page


def test_breadcrumbs_lead_back(any_site: Site) -> None:
    for page in any_site.pages:
        if page == "index.html":
            assert not any_site.soup(page).select('nav[aria-label="当前位置"]')
            continue
        trail = any_site.one(page, 'nav[aria-label="当前位置"] ol')
        *steps, here = trail.select("li")
        assert here.get_text() == any_site.one(page, "h1").get_text()
        assert here["aria-current"] == "page"
        assert not here.select("a")
        assert steps, page
        assert all(len(step.select("a[href]")) == 1 for step in steps)
        targets = [leads_to(any_site, page, step.a) for step in steps]
        assert targets[0] == "index.html"
        assert all(any_site.has(target) for target in targets), page
        assert page not in targets
        for step, target in zip(steps[1:], targets[1:], strict=True):
            assert step.get_text() in any_site.one(target, "h1").get_text()


def test_footer_has_what_the_rules_ask_for(any_site: Site) -> None:
    identity = SETTINGS["extra"]["gongkai"]
    facts = {
        "主办单位": identity["sponsor"],
        "地址": identity["contact"]["address"],
        "电话": identity["contact"]["phone"],
        "邮箱": identity["contact"]["email"],
        "网站标识码": identity["site_id_code"],
        "ICP备案": identity["icp"],
        "公安备案": identity["police_record"],
    }
    links = {
        "党政机关网站标识": identity["official_mark_url"],
        "我为政府网站找错": identity["error_report_url"],
    }
    for page in any_site.pages:
        footer = any_site.one(page, "footer")
        shown = {dt.get_text(): dt.find_next("dd").get_text() for dt in footer.select("dt")}
        assert facts.items() <= shown.items(), page
        found = {a.get_text(): a["href"] for a in footer.select("a")}
        assert links.items() <= found.items(), page
        (site_map,) = (a for a in footer.select("a") if a.get_text() == "网站地图")
        assert leads_to(any_site, page, site_map) == "sitemap.html"
        assert found[identity["icp"]].startswith("https://beian.miit.gov.cn/")
        assert re.search(r"code=\d{14}$", found[identity["police_record"]])


def test_every_page_says_that_it_is_a_demonstration(any_site: Site) -> None:
    for page in any_site.pages:
        assert "不是政府网站" in words(any_site.one(page, ".gk-demo")), page


def test_a_real_site_does_not_say_so(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for sham, real in {
        "demo: true": "demo: false",
        "望川": "云溪",
        "example.gov.cn": "yunxi.gov.cn",
        "9999990001": "3604290001",
        "望ICP备00000000号": "赣ICP备05009182号",
        "望公网安备00000000000001号": "赣公网安备36042902000181号",
        "0999-1234567": "0999-3218806",
    }.items():
        assert sham in settings
        settings = settings.replace(sham, real)
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    reports = worlds.simple(tmp_path / "reports")
    site = built(tmp_path / "site", project=project, REPORTS_DIR=str(reports))
    for page in site.pages:
        assert "演示" not in words(site.one(page, "body")) or page in HAND_WRITTEN, page
        assert site.metas(page)["SiteDomain"] == ["xxgk.yunxi.gov.cn"]


HAND_WRITTEN = ("guide.html", "help.html", "accessibility.html")
"""Their sample text says itself that it is one."""


def test_a_sham_identity_is_refused_without_demo(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    changed = settings.replace("demo: true", "demo: false")
    (project / "mkdocs.yml").write_text(changed, encoding="utf-8")
    done = build(tmp_path / "site", project=project)
    assert done.returncode == 1
    assert "error[identity-placeholder]" in done.stderr
    assert not (tmp_path / "site").exists()


# ---- pages that a webmaster adds by hand ----


def test_a_new_page_with_its_picture(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    (project / "docs/contact.md").write_text(
        "# 联系我们\n\n见![地图](assets/images/map.png)。\n", encoding="utf-8"
    )
    (project / "docs/assets/images").mkdir(parents=True)
    (project / "docs/assets/images/map.png").write_bytes(worlds.picture())
    site = built(tmp_path / "site", project=project)
    assert site.one("contact.html", "h1").get_text() == "联系我们"
    assert site.one("contact.html", "title").get_text() == f"联系我们 - {NAME}"
    assert site.metas("contact.html")["ColumnName"] == ["联系我们"]
    assert "contact.html</loc>" in site.text("sitemap.xml")
    assert (site.folder / "assets/images/map.png").read_bytes() == worlds.picture()


# ---- what is not simply in force ----


def test_withdrawn_report_keeps_its_address_and_loses_its_text(
    site: Site, sources: Sources
) -> None:
    assert sources.withdrawn
    for report in sources.withdrawn:
        others = "".join(r.path.read_text(encoding="utf-8") for r in sources.public)
        own = {sentence for sentence in report.sentences() if sentence not in others}
        assert len(own) > 20
        _assert_withdrawn(site, report, own)


CONTACT = SETTINGS["extra"]["gongkai"]["contact"]
SPONSOR = SETTINGS["extra"]["gongkai"]["sponsor"]


def test_the_text_is_downloaded_where_the_attachments_are(any_site: Site) -> None:
    for report in Sources.of(any_site.reports).public:
        (offer,) = any_site.soup(report.page).select("article .gk-downloads")
        listed = report.fields.get("attachments")
        assert (offer.find_parent("section") is not None) == bool(listed), report.id
        if listed:
            assert offer.find_previous_sibling("ul", class_="gk-attachments")


def test_withdrawn_report_loses_everything_that_it_can_have(world: Callable) -> None:
    site = world("statuses")
    (report,) = Sources.of(site.reports).withdrawn
    secrets = {*report.sentences(), "藏起来", "chehui", "mimi", "不该公开的附件"}
    _assert_withdrawn(site, report, secrets)
    assert not (site.folder / f"reports/{report.id}").exists()


def _assert_withdrawn(site: Site, report: Source, secrets: set[str]) -> None:
    page, given = report.page, report.fields
    notice = site.one(page, '.gk-status[role="note"]')
    assert "已撤回" in words(notice)
    assert given["status_date"] in words(notice)
    assert given["status_reason"].rstrip("。") in words(notice)
    assert "正文和附件不再提供" in words(notice)
    assert f"请联系{SPONSOR}（电话：{CONTACT['phone']}" in words(notice)
    replacement = f"{given['replaced_by']}.html"
    assert [leads_to(site, page, link) for link in notice("a")] == [f"reports/{replacement}"]
    article = site.one(page, "article")
    assert not article.select(".gk-text, .gk-attachments, .gk-revisions, .gk-block, details")
    assert not site.soup(page).select("aside")
    assert field(site, report, "keywords") is None
    assert "Keywords" not in site.metas(page)
    assert page not in site.text("sitemap.xml")
    mapped = {leads_to(site, "sitemap.html", a) for a in site.soup("sitemap.html").select("main a")}
    assert page not in mapped
    leaks = [
        (path.name, secret)
        for path in site.folder.rglob("*")
        if path.is_file()
        for secret in secrets
        if secret.encode() in path.read_bytes() or secret in path.name
    ]
    assert leaks == []
    row = next(
        row
        for row in site.soup("catalogue.html").select("tbody tr")
        if row.select(f'a[href="{page}"]')
    )
    assert "已撤回" in words(row)
    assert given["status_reason"].rstrip("。") in words(row)


def test_corrected_report_shows_each_correction(site: Site, sources: Sources) -> None:
    corrected = [report for report in sources.public if report.fields.get("revisions")]
    assert corrected
    for report in sources.public:
        section = site.soup(report.page).select("section:has(> #revisions)")
        assert bool(section) == (report in corrected), report.id
        if section:
            assert section[0].h2.get_text() == "更正记录"
            shown = [
                (item.time["datetime"], item.time.get_text(), words(item).partition(" ")[2])
                for item in section[0].select("li")
            ]
            given = sorted(report.fields["revisions"], key=lambda r: r["date"], reverse=True)
            assert shown == [(r["date"], r["date"], r["note"]) for r in given]
            assert site.one(report.page, 'dl.report-meta a[href="#revisions"]')


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("2022/zhuangtai", "废止", "自 2026-02-03 起废止：期限已满。"),
        ("2020/zhuangtai", "失效", "自 2026-02-03 起失效：期限已满。"),
        ("2018/zhuangtai", "已归档", "自 2026-02-03 起已归档。"),
    ],
)
def test_reports_no_longer_in_force_say_so_and_stay_readable(
    world: Callable, name: str, status: str, text: str
) -> None:
    site = world("statuses")
    notice = words(site.one(f"reports/{name}.html", ".gk-status"))
    assert notice.startswith(status)
    assert text in notice
    assert "办理行政执法案件二十件" in words(site.one(f"reports/{name}.html", ".gk-text"))
    assert f"reports/{name}.html</loc>" in site.text("sitemap.xml")


def test_related_documents_and_the_original_are_linked(world: Callable) -> None:
    site = world("statuses")
    section = site.one("reports/2024/zhuangtai.html", "section:has(> #related)")
    assert [(a.get_text(), a["href"]) for a in section("a")] == [
        ("中华人民共和国行政复议法", "https://flk.npc.gov.cn/"),
        ("上一年度的报告", "../2023/zhuangtai.html"),
        ("原文链接", "https://old.example.gov.cn/2025/art_1.html"),
    ]


# ---- units ----


def test_renamed_unit(site: Site, sources: Sources) -> None:
    renamed = [unit for unit in sources.units if unit.former]
    assert renamed
    for unit in renamed:
        page = f"units/{unit.id}.html"
        names = {sources.unit(r).name_on(r.day) for r in sources.of_unit(unit)}
        assert len(names) > 1, "the archive has reports from before and after the renaming"
        assert site.one(page, "h1").get_text() == f"{unit.name}的报告"
        for former in unit.former:
            assert former["name"] in words(site.one(page, "dl.report-meta"))
            assert f"曾用名：{former['name']}" in words(site.one("units/index.html", "main"))
        listed_names = {span.get_text() for span in site.soup(page).select(".report-list__unit")}
        assert listed_names == names
        for report in sources.of_unit(unit):
            assert unit.name_on(report.day) in words(site.one(report.page, "dl.report-meta"))


def test_missing_years(site: Site, sources: Sources) -> None:
    lacking = {unit.id: sources.owed(unit) - sources.published(unit) for unit in sources.units}
    assert any(lacking.values())
    _assert_missing(site, sources)


def test_missing_years_of_ended_new_and_silent_units(world: Callable) -> None:
    site = world("statuses")
    sources = Sources.of(site.reports)
    owed = {u.id: sorted(sources.owed(u) - sources.published(u)) for u in sources.units}
    assert owed == {"yunxi-sifaju": [2019], "yunxi-shuiwuju": [], "yunxi-xinjian": [2024]}
    _assert_missing(site, sources)


def _assert_missing(site: Site, sources: Sources) -> None:
    table = site.one("coverage.html", "table.gk-coverage")
    head = [th.get_text() for th in table.select("thead tr:first-child th")][2:]
    years = list(range(max(sources.years), min(sources.years) - 1, -1))
    assert head == [str(year) for year in years]
    rows = {tr.th.get_text(): tr.select("td")[1:] for tr in table.select("tbody tr")}
    for unit in sources.units:
        published = sources.published(unit)
        missing = sources.owed(unit) - published
        facts = {
            dt.get_text(): dt.find_next("dd").get_text()
            for dt in site.soup(f"units/{unit.id}.html").select("dl.report-meta dt")
        }
        for label, these in (("已公开年度", published), ("缺少年度", missing)):
            shown = [str(year) for year in sorted(these, reverse=True)]
            assert facts.get(label, "").split("、") == (shown or [""]), unit.id
        for year, cell in zip(years, rows[unit.name], strict=True):
            state = "missing" if year in missing else "none"
            if year in published:
                mine = [r for r in sources.of_unit(unit) if r.year == year and not r.is_withdrawn]
                assert f"{cell.a['href']}" in {report.page for report in mine}
                assert re.fullmatch(r"已公开|逾期 \d+ 天", cell.get_text())
            else:
                assert cell.get_text() == {"missing": "缺", "none": "—"}[state], (unit.id, year)
                assert f"gk-mark--{state}" in cell["class"]
    owed = sum(len(sources.owed(u) | sources.published(u)) for u in sources.units)
    published_cells = sum(len(sources.published(unit)) for unit in sources.units)
    lead = words(site.one("coverage.html", ".gk-lead"))
    assert f"应有 {owed} 份，已公开 {published_cells} 份" in lead
    lacking = {
        (str(y), u.name) for u in sources.units for y in sources.owed(u) - sources.published(u)
    }
    lists = site.soup("coverage.html").select(".gk-lapses:has(#missing) tbody tr")
    assert {(tr.td.get_text(), tr.th.get_text()) for tr in lists} == lacking
    assert len(lists) == len(lacking)
    for tr in lists:
        assert words(tr.select("td")[1]) == f"{int(tr.td.get_text()) + 1}-04-01 前"
    shares = [words(span) for span in table.select("[data-share]")]
    assert shares == [_share(sources, year) for year in years]
    home = words(site.one("index.html", ".gk-complete"))
    assert f"应有 {owed} 份，已公开 {published_cells} 份" in home
    said = "" if not lacking else f"缺 {len(lacking)} 份"
    assert said in home
    assert said in lead
    withdrawn = owed - published_cells - len(lacking)
    assert all(("撤回" in text) == (withdrawn > 0) for text in (home, lead))


def _share(sources: Sources, year: int) -> str:
    published = sum(year in sources.published(unit) for unit in sources.units)
    owed = sum(year in sources.owed(u) | sources.published(u) for u in sources.units)
    return f"{published}/{owed}"


@pytest.mark.parametrize("name", ["real", "statuses"])
def test_lateness_is_said(name: str, site: Site, world: Callable) -> None:
    found = site if name == "real" else world(name)
    said = set()
    for report in Sources.of(found.reports).public:
        links = found.soup("coverage.html").select(f'.gk-mark a[href="{report.page}"]')
        due = date(report.year + 1, 4, 1)
        days = (date.fromisoformat(report.day) - due).days  # the last day itself is in time
        shown = f"逾期 {days} 天" if days > 0 else "已公开"
        said |= {days > 0 for _ in links}
        assert {link.get_text() for link in links} <= {shown}, report.id
        again = found.soup("coverage.html").select(f'.gk-lapses td a[href="{report.page}"]')
        assert [link.get_text() for link in again] == [report.day] * (len(links) if days > 0 else 0)
    assert said == {True, False}


# ---- nothing yet ----


def test_an_archive_without_reports_says_so(world: Callable) -> None:
    site = world("empty")
    assert not [page for page in site.pages if re.match(r"reports/\d", page)]
    for page, sentence in {
        "index.html": "还没有公开的报告",
        "reports/index.html": "还没有公开的报告",
        "catalogue.html": "还没有公开的报告",
        "annual-reports.html": "还没有收录政府信息公开工作年度报告",
        "coverage.html": "还没有报告",
        "units/yunxi-sifaju.html": "还没有公开的报告",
    }.items():
        assert sentence in words(site.one(page, "main")), page
    for page in set(site.pages) - {"search.html"}:  # fills its lists by script
        empty = site.soup(page).select("main :is(ul, ol, table, dl):not(:has(li, tr, dt))")
        assert empty == [], f"{page}: an empty list says nothing"
        headings = site.soup(page).select("main :is(h2, h3)")
        silent = [h for h in headings if h.find_next_sibling() is None]
        assert silent == [], f"{page}: a heading over nothing"
