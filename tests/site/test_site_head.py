"""What each page says of itself to machines: the tags of 国办发〔2017〕47号 and JSON-LD."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

import pytest
from built_site import NAME, SETTINGS, URL, Site, words
from report_sources import DISCLOSURE, Source, Sources

IDENTITY = SETTINGS["extra"]["gongkai"]
SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
OPTIONAL = ("Keywords", "Author", "Image", "Url")
OFFICIAL = SITE_TAGS + COLUMN_TAGS + CONTENT_TAGS + OPTIONAL
COLUMN_TYPES = re.split(
    "、",
    "首页、概况信息、机构职能、负责人信息、工作动态、政策文件、信息公开指南、信息公开目录、"
    "信息公开年报、依法申请公开、数据发布、数据开放、政策解读、回应关切、办事服务、咨询投诉、"
    "征集调查、在线访谈",
)
PUB_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")


def reports(site: Site) -> Iterator[tuple[Source, dict[str, list[str]]]]:
    """Each report and the tags of its page."""
    for report in Sources.of(site.reports).reports:
        yield report, dict(site.metas(report.page))


# ---- 31: every page ----


def test_every_page_names_the_site_once(any_site: Site) -> None:
    for page in any_site.pages:
        tags = any_site.metas(page)
        assert {name: tags.get(name) for name in SITE_TAGS} == {
            "SiteName": [NAME],
            "SiteDomain": [urlsplit(URL).hostname],
            "SiteIDCode": [IDENTITY["site_id_code"]],
        }, page


def test_no_tag_is_empty_or_doubled(any_site: Site) -> None:
    for page in any_site.pages:
        for meta in any_site.soup(page).select("meta[content]"):
            assert str(meta["content"]).strip(), f"{page}: {meta}"
        lowered = Counter(name.lower() for name in any_site.metas(page))
        assert set(lowered.values()) == {1}, page
        assert {len(values) for values in any_site.metas(page).values()} == {1}, page


def test_tags_are_spelled_as_the_annex_spells_them(any_site: Site) -> None:
    plain = {"viewport", "description", "color-scheme", "robots"}
    for page in any_site.pages:
        assert set(any_site.metas(page)) <= {*OFFICIAL, *plain}, page


# ---- 32: columns ----


def test_every_page_names_its_column(any_site: Site) -> None:
    for page in any_site.pages:
        tags = any_site.metas(page)
        assert all(len(tags.get(name, [])) == 1 for name in COLUMN_TAGS), page
        assert tags["ColumnType"][0] in COLUMN_TYPES, page
        assert "，" not in tags["ColumnKeywords"][0], "separated by half-width commas"
        assert len(tags["ColumnKeywords"][0].split(",")) > 1, page


@pytest.mark.parametrize(
    ("page", "name", "kind"),
    [
        ("index.html", "政府信息公开", "首页"),
        ("guide.html", "政府信息公开指南", "信息公开指南"),
        ("rules.html", "政府信息公开制度", "政策文件"),
        ("catalogue.html", "法定主动公开内容", "信息公开目录"),
        ("annual-reports.html", "政府信息公开年报", "信息公开年报"),
        ("reports/index.html", "按年度查阅", "信息公开目录"),
        ("units/index.html", "按单位查阅", "信息公开目录"),
    ],
)
def test_columns(site: Site, page: str, name: str, kind: str) -> None:
    tags = site.metas(page)
    assert (tags["ColumnName"], tags["ColumnType"]) == ([name], [kind])


def test_year_and_unit_pages_are_columns_of_their_own(site: Site, sources: Sources) -> None:
    for page in [f"reports/{year}/index.html" for year in sources.years] + [
        f"units/{unit.id}.html" for unit in sources.units
    ]:
        assert site.metas(page)["ColumnName"] == [site.one(page, "h1").get_text()]


def test_reports_belong_to_the_column_of_their_category(any_site: Site) -> None:
    for report, tags in reports(any_site):
        is_annual = report.category == DISCLOSURE
        column = "政府信息公开年报" if is_annual else "法定主动公开内容"
        assert tags["ColumnName"] == [column]
        assert tags["ColumnType"] == ["信息公开年报" if is_annual else "信息公开目录"]


# ---- 33, 34: reports ----


def test_content_tags_on_reports_alone(any_site: Site) -> None:
    own = {report.page for report, _ in reports(any_site)}
    for page in any_site.pages:
        found = set(any_site.metas(page)) & {*CONTENT_TAGS, *OPTIONAL}
        assert bool(found) == (page in own), page
        assert found >= set(CONTENT_TAGS) or page not in own, page


def test_content_tags_say_what_the_page_shows(any_site: Site) -> None:
    for report, tags in reports(any_site):
        page = report.page
        shown = {
            dd["data-field"]: dd.get_text().strip()
            for dd in any_site.soup(page).select("dl.report-meta dd")
        }
        assert tags["ArticleTitle"] == [any_site.one(page, "h1").get_text()]
        assert tags["ArticleTitle"] == [report.fields["title"]]
        assert tags["ContentSource"] == [shown["source"]]
        (moment,) = tags["PubDate"]
        assert PUB_DATE.fullmatch(moment), page
        has_minute = " " in shown["publish_date"]
        assert moment == shown["publish_date"] + ("" if has_minute else " 00:00")


def test_an_unknown_minute_is_shown_to_no_reader(any_site: Site) -> None:
    for report, _ in reports(any_site):
        if " " not in report.fields["publish_date"]:
            assert "00:00" not in words(any_site.one(report.page, "body")), report.id


def test_optional_tags_are_given_or_left_out(any_site: Site) -> None:
    for report, tags in reports(any_site):
        keywords = [] if report.is_withdrawn else report.fields.get("keywords", [])
        assert tags.get("Keywords", [""]) == [",".join(keywords)]
        assert tags["Url"] == [any_site.address(report.page)]
        assert tags["Url"] == [any_site.one(report.page, "link[rel=canonical]")["href"]]
        assert "Author" not in tags
        assert "Image" not in tags


# ---- 36: any page ----


def test_language_and_encoding(any_site: Site) -> None:
    for page in any_site.pages:
        assert any_site.one(page, "html")["lang"] == "zh-CN"
        head = (any_site.folder / page).read_bytes()[:1024]
        assert b'<meta charset="utf-8">' in head, "within the first 1,024 bytes"
        assert any_site.text(page).startswith("<!DOCTYPE html>"), page


def test_titles_and_descriptions_are_unlike(any_site: Site) -> None:
    titles = Counter(any_site.one(page, "title").get_text() for page in any_site.pages)
    assert [title for title, count in titles.items() if count > 1] == []
    described: Counter[str] = Counter()
    for page in any_site.pages:
        tags = any_site.metas(page)
        (text,) = tags["description"]
        described[text] += 1
    assert [text for text, count in described.items() if count > 1] == []


def test_titles_name_page_and_site(any_site: Site) -> None:
    for page in any_site.pages:
        title = any_site.one(page, "title").get_text()
        if page == "index.html":
            assert title == NAME
        else:
            assert any_site.one(page, "h1").get_text() in title
            assert title.endswith(f" - {NAME}"), page


def test_title_says_that_a_report_is_no_longer_in_force(any_site: Site) -> None:
    marks = {
        "有效": "",
        "失效": "已失效：",
        "废止": "已废止：",
        "已归档": "已归档：",
        "已撤回": "已撤回：",
    }
    for report, _ in reports(any_site):
        title = any_site.one(report.page, "title").get_text()
        assert title.startswith(marks[report.status] + report.fields["title"])


def test_same_titles_are_told_apart(world: Callable) -> None:
    site = world("statuses")
    title = site.one("reports/2021/zhuangtai-xin.html", "title").get_text()
    assert title.startswith("修订后的年度报告（云溪县司法局，2021 年度）")


def test_canonical_is_the_page_itself(any_site: Site) -> None:
    for page in any_site.pages:
        found = [link["href"] for link in any_site.soup(page).select("link[rel=canonical]")]
        assert found == ([] if page == "404.html" else [any_site.address(page)])


def test_what_is_no_page_of_its_own_is_kept_out_of_search_engines(any_site: Site) -> None:
    for page in any_site.pages:
        found = any_site.metas(page).get("robots")
        is_hidden = page == "404.html" or page.startswith("leaving/")
        assert found == (["noindex"] if is_hidden else None), page


def test_published_time_on_reports_alone(any_site: Site) -> None:
    own = {report.page: report.moment for report, _ in reports(any_site)}
    for page in any_site.pages:
        found = any_site.soup(page).select('meta[property="article:published_time"]')
        assert [meta["content"] for meta in found] == ([own[page]] if page in own else []), page


# ---- JSON-LD ----


def graph(site: Site, page: str) -> dict[str, dict]:
    """Type → node; no page has two of one type."""
    data = json.loads(str(site.one(page, 'script[type="application/ld+json"]').string))
    assert data["@context"] == "https://schema.org"
    assert len({node["@type"] for node in data["@graph"]}) == len(data["@graph"])
    return {node["@type"]: node for node in data["@graph"]}


def test_report_in_json_ld_agrees_with_the_page(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    for report in sources.reports:
        found = graph(any_site, report.page)["Report"]
        unit, given = sources.unit(report), report.fields
        keywords = [] if report.is_withdrawn else given.get("keywords", [])
        publisher = {
            "@type": "GovernmentOrganization",
            "@id": f"{any_site.url}units/{unit.id}.html",
            "name": unit.name_on(report.day),
            "url": f"{any_site.url}units/{unit.id}.html",
        }
        expected = {
            "@id": any_site.address(report.page),
            "url": any_site.address(report.page),
            "name": any_site.one(report.page, "h1").get_text(),
            "headline": given["title"],
            "inLanguage": "zh-CN",
            "datePublished": report.moment,
            "dateCreated": given.get("written_date"),
            "temporalCoverage": str(report.year),
            "reportNumber": given.get("document_number"),
            "identifier": given.get("index_number"),
            "keywords": keywords or None,
            "creativeWorkStatus": report.status,
            "author": publisher,
            "publisher": publisher,
        }
        assert {key: found.get(key) for key in expected} == expected
        assert found["description"] == any_site.metas(report.page)["description"][0]
        assert found["dateModified"][:10] == report.last_change
        assert found["dateModified"] >= found["datePublished"]


def test_home_says_whose_site_it_is(any_site: Site) -> None:
    found = graph(any_site, "index.html")
    assert set(found) == {"GovernmentOrganization", "WebSite"}
    assert found["GovernmentOrganization"]["name"] == IDENTITY["sponsor"]
    assert found["WebSite"]["publisher"] == {"@id": found["GovernmentOrganization"]["@id"]}
    for node in found.values():
        assert node["url"] == any_site.url


def test_breadcrumbs_in_json_ld_are_those_on_the_page(any_site: Site) -> None:
    for page in any_site.pages:
        if page == "index.html":
            assert "BreadcrumbList" not in graph(any_site, page)
            continue
        items = graph(any_site, page)["BreadcrumbList"]["itemListElement"]
        shown = any_site.soup(page).select('nav[aria-label="当前位置"] li')
        if page == "404.html":
            shown = shown[:-1]
        assert [item["position"] for item in items] == list(range(1, len(shown) + 1))
        assert [item["name"] for item in items] == [step.get_text() for step in shown], page
        addresses = [unquote(item["item"].removeprefix(any_site.url)) for item in items]
        assert all(any_site.has(address) for address in addresses), page
        assert addresses[0] == "index.html"
        assert addresses[-1] == page or page == "404.html"


def test_only_reports_are_reports(any_site: Site) -> None:
    own = {report.page for report, _ in reports(any_site)}
    assert {page for page in any_site.pages if "Report" in graph(any_site, page)} == own
