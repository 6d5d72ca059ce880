"""The files for machines: catalogue as page, JSON and CSV, and the site map."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
import site_worlds as worlds
from built_site import PROJECT, Site, built, words
from report_sources import Source, Sources

from gongkai.column import read_column
from gongkai.publishing import sitemap
from gongkai.publishing.pages import generated_pages

COLUMNS = re.split(
    ",",
    "标题,年度,单位,发布日期,成文日期,收录日期,类别,信息来源,索引号,发文字号,内容概述,关键词,"
    "有效性,状态日期,状态说明,替代文件,原文链接,网址,纯文本,Markdown,附件,最近更正,更正次数",
)
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def csv_rows(site: Site) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    data = (site.folder / "catalogue.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def json_rows(site: Site) -> list[dict]:
    return json.loads(site.text("catalogue.json"))["reports"]


def html_rows(site: Site) -> list[list[str]]:
    rows = site.soup("catalogue.html").select("table.gk-catalogue tbody tr")
    return [[words(cell) for cell in row.select("td")] for row in rows]


def test_each_catalogue_has_every_report_once(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    addresses = sorted(any_site.address(report.page) for report in sources.reports)
    assert sorted(row["url"] for row in json_rows(any_site)) == addresses
    assert json.loads(any_site.text("catalogue.json"))["count"] == len(addresses)
    assert sorted(row["网址"] for row in csv_rows(any_site)) == addresses
    assert len(html_rows(any_site)) == len(addresses)
    counted = re.findall(r"共 (\d+) 份", words(any_site.one("catalogue.html", "main")))
    assert sum(map(int, counted)) == len(addresses)


def test_catalogue_page_has_the_columns_of_the_law(site: Site, sources: Sources) -> None:
    for table in site.soup("catalogue.html").select("table.gk-catalogue"):
        head = [th.get_text() for th in table.select("thead th")]
        assert head == ["索引号", "名称", "内容概述", "生成日期"]
    by_title = {row[1].partition(" ")[0]: row for row in html_rows(site)}
    for report in sources.public:
        number, name, summary, day = by_title[report.fields["title"]]
        assert number == report.fields.get("index_number", "无")
        assert name.startswith(
            f"{report.fields['title']} {sources.unit(report).name_on(report.day)}"
        )
        assert summary == report.fields.get("summary", summary)
        assert summary
        assert day == report.fields.get("written_date", report.day)


def test_summary_is_the_first_words_of_the_text_where_none_is_given(
    site: Site, sources: Sources
) -> None:
    for row in json_rows(site):
        report = next(r for r in sources.reports if row["url"] == site.address(r.page))
        if report.is_withdrawn:
            assert row["summary"] is None
        elif "summary" not in report.fields:
            assert report.body.lstrip().startswith(row["summary"].rstrip("…"))


def _expected(report: Source, sources: Sources, site: Site) -> dict[str, object]:
    """A row of the data files, from the report's file alone."""
    given = report.fields
    name = sources.unit(report).name_on(report.day)
    hidden = report.is_withdrawn
    address = site.address(report.page)
    return {
        "title": given["title"],
        "year": report.year,
        "unit": name,
        "publish_date": given["publish_date"],
        "written_date": given.get("written_date"),
        "added": given.get("added"),
        "category": report.category,
        "source": given.get("source", name),
        "index_number": given.get("index_number"),
        "document_number": given.get("document_number"),
        "keywords": None if hidden else given.get("keywords"),
        "status": report.status,
        "status_date": given.get("status_date"),
        "status_reason": given.get("status_reason"),
        "replaced_by": given.get("replaced_by"),
        "original_url": None if hidden else given.get("original_url"),
        "url": address,
        "text": None if hidden else address.removesuffix(".html") + ".txt",
        "markdown": None if hidden else address.removesuffix(".html") + ".md",
        **_made(report, site),
    }


def _made(report: Source, site: Site) -> dict[str, object]:
    """What is told of its attachments and corrections; nothing of a withdrawn one."""
    given = {} if report.is_withdrawn else report.fields
    days = [str(revision["date"]) for revision in given.get("revisions") or ()]
    types = {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    attachments = [
        {
            "title": one["title"],
            "url": site.address(f"reports/{report.id}/{one['file']}"),
            "type": types[one["file"].rpartition(".")[2]],
            "size": (report.path.with_suffix("") / one["file"]).stat().st_size,
        }
        for one in given.get("attachments") or ()
    ]
    return {
        "attachments": attachments or None,
        "corrected": max(days, default=None),
        "corrections": len(days) or None,
    }


def test_json_says_what_the_files_say(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    rows = {row["url"]: row for row in json_rows(any_site)}
    for report in sources.reports:
        row = rows[any_site.address(report.page)]
        expected = _expected(report, sources, any_site)
        assert {key: row[key] or None for key in expected} == expected, report.id
        assert set(row) == {*expected, "summary"}


def test_csv_says_the_same_as_json(any_site: Site) -> None:
    keys = _keys()
    for table, data in zip(csv_rows(any_site), json_rows(any_site), strict=True):
        assert list(table) == COLUMNS
        for label, key in zip(COLUMNS, keys, strict=True):
            value = data[key]
            if key == "attachments":
                each = [" ".join(map(str, one.values())) for one in value or ()]
                text = "；".join(each)
            else:
                text = "、".join(value) if isinstance(value, list) else str(value or "")
            assert table[label] in (text, f"'{text}"), label
            assert table[label].startswith("'") == text.startswith(("=", "+", "-", "@", "'"))


def _keys() -> tuple[str, ...]:
    return (
        *("title", "year", "unit", "publish_date", "written_date", "added", "category", "source"),
        *("index_number", "document_number", "summary", "keywords", "status", "status_date"),
        *("status_reason", "replaced_by", "original_url", "url", "text", "markdown"),
        *("attachments", "corrected", "corrections"),
    )


def test_csv_opens_in_excel_and_wps(any_site: Site) -> None:
    data = (any_site.folder / "catalogue.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "without it Excel shows 鏀垮簻 for 政府"
    assert data.count(b"\xef\xbb\xbf") == 1
    text = data.decode("utf-8-sig")
    assert re.findall(r"(?<!\r)\n", text) == []
    assert text.endswith("\r\n")


def test_csv_quotes_and_disarms(world: Callable) -> None:
    site = world("hostile")
    text = (site.folder / "catalogue.csv").read_text(encoding="utf-8-sig")
    quoted = worlds.EVIL.replace('"', '""')
    assert f'"标题{quoted}"' in text
    row = next(row for row in csv_rows(site) if row["年度"] == "2024")
    assert row["标题"] == f"标题{worlds.EVIL}"
    assert row["内容概述"] == f"'=概述{worlds.EVIL}", "a cell that begins with = is a formula"
    assert row["关键词"] == f"关键词{worlds.EVIL}、乙,丙"


# ---- sitemap.xml ----


def entries(site: Site) -> dict[str, str | None]:
    """Address inside the site → ``lastmod``."""
    root = ElementTree.fromstring(site.text("sitemap.xml"))
    assert root.tag == f"{_NAMESPACE}urlset"
    found = {}
    for url in root:
        address = url.findtext(f"{_NAMESPACE}loc")
        assert address.startswith(site.url)
        found[unquote(address.removeprefix(site.url))] = url.findtext(f"{_NAMESPACE}lastmod")
    assert len(found) == len(root)
    return found


def test_sitemap_has_every_page_but_the_withdrawn(any_site: Site) -> None:
    withdrawn = {report.page for report in Sources.of(any_site.reports).withdrawn}
    notices = {page for page in any_site.pages if page.startswith("leaving/")}
    hidden = withdrawn | notices | {"404.html"}
    assert set(entries(any_site)) == set(any_site.pages) - hidden


def test_lastmod_is_the_newest_date_in_the_source(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    found = entries(any_site)
    newest = {report.page: report.last_change for report in sources.public}
    for year in sources.years:
        mine = [r.last_change for r in sources.reports if r.year == year]
        newest[f"reports/{year}/index.html"] = max(mine)
    for unit in sources.units:
        newest[f"units/{unit.id}.html"] = max(
            (r.last_change for r in sources.of_unit(unit)), default=None
        )
    assert {page: found[page] for page in newest} == newest
    latest = max((r.last_change for r in sources.reports), default=None)
    assert {found[page] for page in set(found) - set(newest)} <= {latest, None}


def test_lastmod_sees_corrections_and_late_additions(world: Callable) -> None:
    found = entries(world("statuses"))
    assert found["reports/2024/zhuangtai.html"] == "2026-01-05"
    assert found["reports/2023/zhuangtai.html"] == "2024-03-05"
    assert found["reports/2022/zhuangtai.html"] == "2026-02-03"


def test_site_map_for_people_leads_to_every_public_page(any_site: Site) -> None:
    linked = {
        target[0]
        for reference in any_site.references("sitemap.html")
        if (target := any_site.target(reference))
    }
    public = set(entries(any_site)) - {"sitemap.html"}
    assert public - linked == set()


def test_robots_may_read_everything_and_find_the_site_map(any_site: Site) -> None:
    text = any_site.text("robots.txt")
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {any_site.url}sitemap.xml\n"
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("*", any_site.address("reports/2024/a.html"))
    assert robots.site_maps() == [f"{any_site.url}sitemap.xml"]


def test_without_a_contact_there_is_no_security_text(site: Site) -> None:
    assert not site.has(".well-known/security.txt")


def test_a_contact_is_told_in_security_text(project: Path, tmp_path: Path) -> None:
    config = project / "mkdocs.yml"
    more = '    安全联系: {联系: "mailto:aq@example.gov.cn", 到期: 2027-06-30}\n'
    before = config.read_text(encoding="utf-8")
    config.write_text(before + more, encoding="utf-8")
    made = built(tmp_path / "site", project=project)
    assert made.text(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aq@example.gov.cn",
        "Expires: 2027-06-30T23:59:59+08:00",
        "Preferred-Languages: zh, en",
        f"Canonical: {made.url}.well-known/security.txt",
    ]
    config.write_text(before, encoding="utf-8")
    assert not built(tmp_path / "site", project=project).has(".well-known/security.txt")


def test_more_pages_than_one_site_map_holds_go_into_several(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    column = read_column(PROJECT / "mkdocs.yml")
    pages = list(generated_pages(column.archive, column.settings))
    ((name, whole),) = sitemap.site_maps(pages, column.settings)
    assert name == "sitemap.xml"
    monkeypatch.setattr(sitemap, "MOST", 10)
    *parts, (name, index) = sitemap.site_maps(pages, column.settings)
    assert name == "sitemap.xml"
    root = ElementTree.fromstring(index)
    assert root.tag == f"{_NAMESPACE}sitemapindex"
    listed = [item.findtext(f"{_NAMESPACE}loc") for item in root]
    assert listed == [column.settings.address(part) for part, _ in parts]
    assert len(parts) == -(-whole.count("<url>") // 10)
    assert all(content.count("<url>") <= 10 for _, content in parts)
    assert sum(content.count("<url>") for _, content in parts) == whole.count("<url>")
    newest = max(re.findall(r"<lastmod>(.*?)</lastmod>", whole))
    assert newest in index
