"""Five real reports from text file to page: imported, dated by hand, built, and found again."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest
from built_site import NOW, PROJECT, Reference, Site, built, environment, words

SEEDS = PROJECT.parent / "shared" / "seeds"
UNITS = {
    "2021/qinghaisheng-xinfangju": "青海省信访局",
    "2022/qu-xinfangban": "区信访办",
    "2023/chongqingshi-nananqu-xinfangbangongshi": "重庆市南岸区信访办公室",
    "2023/lushanxian-xinfangju": "鲁山县信访局",
    "2024/guangmingqu-xinfangju": "光明区信访局",
}

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}：只有与项目并排放着的时候才能对照"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a maintainer has after importing the five and filling in the dates that lack."""
    reports = tmp_path_factory.mktemp("seeds") / "reports"
    gongkai = Path(sys.executable).with_name("gongkai")
    run(
        [gongkai, "import", *sorted(SEEDS.glob("*.txt"))],
        cwd=PROJECT,
        env=environment(REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW),
        check=True,
        capture_output=True,
    )
    for path in reports.glob("*/*.md"):
        day = f"{int(path.parent.name) + 1}-03-01 09:30"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("发布日期:\n", f"发布日期: {day}\n"), encoding="utf-8")
    return reports


@pytest.fixture(scope="module")
def seed_site(archive: Path) -> Site:
    return built(archive.parent / "site", REPORTS_DIR=str(archive), SOURCE_DATE_EPOCH=NOW)


def test_the_site_has_these_five_reports(seed_site: Site) -> None:
    found = {page for page in seed_site.pages if seed_site.soup(page).select("[data-report]")}
    assert found == {f"reports/{report}.html" for report in UNITS}


@pytest.mark.parametrize("report", UNITS)
def test_each_is_in_its_years_and_its_units_index_and_in_no_other(
    seed_site: Site, report: str
) -> None:
    year, slug = report.split("/")
    page = f"reports/{report}.html"
    indexes = [
        path
        for path in seed_site.pages
        if path.startswith(("reports/", "units/"))
        for link in seed_site.soup(path).select("ol.report-list > li > a[href]")
        if seed_site.target(Reference(path, "a[href]", str(link["href"]))) == (page, "")
    ]
    assert sorted(indexes) == [f"reports/{year}/index.html", f"units/{slug}.html"]


@pytest.mark.parametrize(("report", "unit"), UNITS.items())
def test_its_head_says_what_its_page_shows(
    seed_site: Site, archive: Path, report: str, unit: str
) -> None:
    page = f"reports/{report}.html"
    front_matter = (archive / f"{report}.md").read_text(encoding="utf-8").split("\n---\n", 1)[0]
    tags = seed_site.metas(page)
    assert tags["ArticleTitle"] == [words(seed_site.one(page, "h1"))]
    assert f"\n标题: {tags['ArticleTitle'][0]}\n" in front_matter
    assert tags["ContentSource"] == [unit]
    day = words(seed_site.one(page, 'dd[data-field="publish_date"]'))
    assert tags["PubDate"] == [day if ":" in day else f"{day} 00:00"]
    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"):
        (value,) = tags[name]
        assert value


@pytest.mark.parametrize("report", UNITS)
def test_every_character_of_its_text_is_on_its_page(
    seed_site: Site, archive: Path, report: str
) -> None:
    body = (archive / f"{report}.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    text = "".join(seed_site.one(f"reports/{report}.html", ".gk-text").get_text().split())
    assert text == "".join(body.replace("#", "").split())
