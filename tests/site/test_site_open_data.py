"""Open data: DCAT-AP against its shapes, the data dictionary, and each report to download."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from built_site import PROJECT, Site, build, copy_project, snapshot, words
from playwright.sync_api import Browser
from report_sources import Source, Sources
from site_worlds import EVIL

SHAPES = PROJECT.parent / "shared" / "data" / "dcat-ap-3"
OFFICE = shutil.which("soffice")


def dcat(site: Site) -> dict[str, Any]:
    return json.loads(site.text("dcat.jsonld"))


def datasets(site: Site) -> dict[str, dict[str, Any]]:
    """Address of the page → the dataset, those of reports alone."""
    (catalog,) = (n for n in dcat(site)["@graph"] if n["@type"] == "dcat:Catalog")
    whole, *reports = catalog["dataset"]
    assert whole["@id"] == site.address("dcat.jsonld") + "#catalogue"
    return {node["page"]["@id"]: node for node in reports}


# ---- DCAT ----


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the shapes of DCAT-AP are not here")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("shapes", ["shapes", "range", "shapes_recommended"])
def test_dcat_keeps_the_shapes_of_dcat_ap(any_site: Site, shapes: str) -> None:
    rdflib, pyshacl = pytest.importorskip("rdflib"), pytest.importorskip("pyshacl")
    graph = rdflib.Graph().parse(any_site.folder / "dcat.jsonld", format="json-ld")
    assert len(graph) > 30
    rules = rdflib.Graph().parse(SHAPES / f"{shapes}.ttl")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rules, allow_warnings=True)
    assert conforms, told


def test_every_short_name_in_dcat_has_a_meaning(any_site: Site) -> None:
    """JSON-LD drops a key that its context does not know, without a word."""
    data = dcat(any_site)
    used: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            used.update(key for key in node if not key.startswith("@"))
            kinds = node.get("@type", [])
            prefixed = kinds if isinstance(kinds, list) else [kinds]
            used.update(kind.partition(":")[0] for kind in prefixed)
        for item in node.values() if isinstance(node, dict) else node:
            if isinstance(item, (dict, list)):
                collect(item)

    collect(data["@graph"])
    assert used <= set(data["@context"])


def test_dcat_has_every_report_once(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    found = datasets(any_site)
    assert set(found) == {any_site.address(report.page) for report in sources.reports}
    assert len(found) == json.loads(any_site.text("catalogue.json"))["count"]
    for report in sources.reports:
        node = found[any_site.address(report.page)]
        assert node["title"] == report.fields["title"]
        assert node["issued"] == report.day
        assert node["modified"] == report.last_change
        assert node["temporal"]["start"] == f"{report.year}-01-01"
        files = [file["download"] for file in node.get("distribution", ())]
        stem = any_site.address(report.page).removesuffix(".html")
        names = [one["file"] for one in report.fields.get("attachments") or ()]
        wanted = [f"{stem}.txt", f"{stem}.md", *(f"{stem}/{quote(name)}" for name in names)]
        assert files == ([] if report.is_withdrawn else wanted)
        corrected = report.fields.get("revisions") and not report.is_withdrawn
        assert ("notes" in node) == bool(corrected)
        assert ("status" in node) == (report.status != "有效")


def test_an_attachment_is_a_distribution(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    page = site.address("reports/2024/zhuangtai.html")
    node = datasets(site)[page]
    (file,) = (one for one in node["distribution"] if one["download"].endswith("/shuju.csv"))
    assert file["title"] == "办理数据"
    assert file["access"] == page
    assert file["media"] == "https://www.iana.org/assignments/media-types/text/csv"
    assert file["size"] == str((site.folder / "reports/2024/zhuangtai/shuju.csv").stat().st_size)
    assert re.fullmatch(r"公开以后更正 \d+ 次，最近一次是 \d{4}-\d\d-\d\d。", node["notes"])


def test_a_withdrawn_dataset_says_only_that_it_is(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    (withdrawn,) = Sources.of(site.reports).withdrawn
    node = datasets(site)[site.address(withdrawn.page)]
    assert node["status"] == "http://purl.org/adms/status/Withdrawn"
    assert node["description"].startswith("本报告已于 2022-05-06 撤回")
    assert "keyword" not in node


# ---- downloads ----


def text_of(site: Site, report: Source) -> str:
    data = (site.folder / report.page.replace(".html", ".txt")).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert re.findall(r"(?<!\r)\n|\r(?!\n)", text) == []
    return text


def test_every_public_report_can_be_downloaded(any_site: Site) -> None:
    sources = Sources.of(any_site.reports)
    written = {
        path.relative_to(any_site.folder).as_posix()
        for path in any_site.folder.glob("reports/*/*")
        if path.suffix in (".txt", ".md")
    }
    stems = [report.page.removesuffix(".html") for report in sources.public]
    assert written == {f"{stem}{ending}" for stem in stems for ending in (".txt", ".md")}
    for report in sources.reports:
        offered = [
            any_site.target(reference)[0]
            for a in any_site.soup(report.page).select("article .gk-downloads a[download]")
            for reference in any_site.references(report.page)
            if reference.url == a["href"]
        ]
        stem = report.page.removesuffix(".html")
        assert offered == ([] if report.is_withdrawn else [f"{stem}.txt", f"{stem}.md"])


def test_plain_text_has_every_sentence_and_the_data(any_site: Site) -> None:
    for report in Sources.of(any_site.reports).public:
        text = text_of(any_site, report)
        assert text.startswith(f"{report.fields['title']}\r\n")
        assert f"固定网址：{any_site.address(report.page)}" in text
        for dd in any_site.soup(report.page).select("dl.report-meta dd"):
            assert dd.get_text().strip() in text
        if any_site.reports == PROJECT / "reports":  # without marks of all kinds: those see below
            assert {s for s in report.sentences() if s not in text} == set(), report.id


def test_plain_text_keeps_footnotes_tables_and_files(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    report = next(r for r in Sources.of(site.reports).public if r.id == "2024/zhuangtai")
    text = text_of(site, report)
    assert "受理行政复议申请五十六件〔注1〕，按期办结。" in text
    assert "\r\n〔注1〕其中一件由上级转来。\r\n" in text
    assert "一月 12 11" in text
    assert f"办理数据：{site.address('reports/2024/zhuangtai/shuju.csv')}" in text
    assert f"上一年度的报告：{site.address('reports/2023/zhuangtai.html')}" in text
    assert "2025-06-01 补写附件。" in text


def test_status_is_said_in_the_text(world: Callable[[str], Site]) -> None:
    site = world("statuses")
    for report in Sources.of(site.reports).public:
        if report.status != "有效":
            text = words(site.one(report.page, ".gk-status")).partition(" ")[2]
            assert text.partition("替代文件")[0] in text_of(site, report)


HIDDEN = """\
---
# 注意：领导还没有看过
title: "{title}"
year: 2024
unit: yunxi-sifaju
publish_date: 2025-03-05 09:30
aliases: [/old/jiumiming.html]  # 内部
imported_from: {{file: 张三修改稿.docx, sha256: {sha}}}
allow: [{{code: text-short, reason: 这是内部的理由}}]
---
"""


def test_markdown_says_what_the_page_says_and_no_more(project: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    (reports / "2024").mkdir(parents=True)
    (reports / "units.yml").write_text("- {id: yunxi-sifaju, name: 云溪县司法局}\n", "utf-8")
    front = HIDDEN.format(title="云溪县司法局2024年法治政府建设年度报告", sha="0" * 64)
    (reports / "2024" / "yunxi.md").write_text(f"{front}\n本年度办理案件二十件。\n", "utf-8")
    done = build(
        tmp_path / "site", project=project, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH="1798761600"
    )
    assert done.returncode == 0, done.stderr
    for ending in (".md", ".txt", ".html"):
        text = (tmp_path / "site/reports/2024" / f"yunxi{ending}").read_text("utf-8")
        assert "本年度办理案件二十件。" in text
        for secret in ("领导", "内部", "张三", "jiumiming", "000000000000000000"):
            assert secret not in text, ending


def test_markdown_builds_the_same_site_again(world: Callable[[str], Site], tmp_path: Path) -> None:
    """Whoever downloads everything has all that readers see: a site built from it says the same."""
    site = world("statuses")
    reports = tmp_path / "reports"
    shutil.copytree(site.reports, reports)
    sources = Sources.of(site.reports)
    for report in sources.public:
        downloaded = site.folder / report.page.replace(".html", ".md")
        shutil.copy(downloaded, reports / f"{report.id}.md")
    done = build(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH="1798761600")
    assert done.returncode == 0, done.stderr
    first, second = snapshot(site.folder), snapshot(tmp_path / "site")
    manifests = [json.loads(files.pop("manifest.json")) for files in (first, second)]
    assert sorted(second) == sorted(first)
    assert [name for name in first if second[name] != first[name]] == []
    # The manifest also says which files it was built from, and these are others.
    assert manifests[0].pop("sources") != manifests[1].pop("sources")
    assert manifests[0] == manifests[1]


def test_hostile_text_comes_whole(world: Callable[[str], Site]) -> None:
    site = world("hostile")
    for report in Sources.of(site.reports).public:
        assert text_of(site, report).startswith(f"{report.fields['title']}\r\n")
        assert EVIL in report.fields["title"]


# ---- the data dictionary ----


def dictionary(site: Site) -> list[list[str]]:
    rows = site.soup("data.html").select("table.gk-dictionary tbody tr")
    return [[words(cell) for cell in row.select("th, td")] for row in rows]


def test_the_dictionary_describes_every_column_as_it_is(any_site: Site) -> None:
    rows = json.loads(any_site.text("catalogue.json"))["reports"]
    with (any_site.folder / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert [row[0] for row in dictionary(any_site)] == header
    kinds = {"文字": str, "数字": int, "若干文字": list, "若干组": list}
    for _, key, meaning, kind, presence, values in dictionary(any_site):
        assert meaning
        assert "`" not in meaning, "a webmaster's words"
        for row in rows:
            value, is_withdrawn = row[key], row["status"] == "已撤回"
            assert value is None or isinstance(value, kinds[kind]), key
            if presence == "都有":
                assert value, key
            if presence == "撤回的没有":
                assert bool(value) != is_withdrawn, key
            if key in ("status", "category"):
                assert value in values.split("、")


@pytest.mark.browser
def test_the_dictionary_fits_a_phone(site: Site, browser: Browser) -> None:
    """Each field is a block with the columns' names beside the values; nothing is cut off."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((site.folder / "data.html").as_uri())
    frame = page.locator(".table-frame:has(.gk-dictionary)")
    assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
    for row in page.locator(".gk-dictionary tbody tr").all():
        cells = [box for cell in row.locator("td").all() if (box := cell.bounding_box())]
        assert len({box["x"] for box in cells}) == 1
        assert all(box["height"] < 140 for box in cells)
    label = page.locator(".gk-dictionary td").first
    assert label.evaluate("e => getComputedStyle(e, '::before').content") == '"英文名"'
    page.close()


def test_words_of_the_trade_are_explained(site: Site) -> None:
    text = words(site.one("data.html", "main"))
    for said in (
        "Atom 和 JSON Feed 是订阅的两种写法",
        "DCAT 是各平台通用的数据集写法",
        "Markdown（带着",
    ):
        assert said in text


def test_the_page_leads_to_every_file_for_machines(any_site: Site) -> None:
    linked = {any_site.target(r)[0] for r in any_site.references("data.html") if any_site.target(r)}
    names = ("catalogue.csv", "catalogue.json", "dcat.jsonld", "sitemap.xml")
    assert {*names, "feed.xml", "feed.json", "units/index.html"} <= linked
    assert {p.name for p in any_site.folder.glob("feeds/categories/*")} == {
        Path(path).name for path in linked if path.startswith("feeds/categories/")
    }
    assert "没有另外声明使用许可" in words(any_site.one("data.html", "section:has(> #license)"))
    for page in ("catalogue.html", "sitemap.html", "help.html"):
        assert any_site.soup(page).select('main a[href="data.html"]'), page


LICENSED = "    license: {{name: 开放许可, url: {url}}}\n"


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://data.example.gov.cn/xuke.html", r"https://data\.example\.gov\.cn/xuke\.html"),
        ("https://license.example.org/4", r"leaving/[0-9a-f]+\.html"),
    ],
)
def test_a_licence_is_stated_where_there_is_one(tmp_path: Path, url: str, leads_to: str) -> None:
    project = copy_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + LICENSED.format(url=url), "utf-8")
    assert build(tmp_path / "site", project=project).returncode == 0
    site = Site(tmp_path / "site", project / "reports")
    link = site.one("data.html", "section:has(> #license) a")
    assert link.get_text() == "开放许可"
    assert re.fullmatch(leads_to, str(link["href"]))
    assert site.target(next(r for r in site.references("data.html") if r.url == link["href"])) in (
        None,
        (link["href"], ""),
    )
    nodes = {node["@id"]: node for node in dcat(site)["@graph"]}
    assert nodes[url]["@type"] == "dct:LicenseDocument"


# ---- a site without an address, and a spreadsheet ----


def test_without_an_address_everything_is_still_well_formed(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*\n", "", config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    done = build(tmp_path / "site", project=project)
    assert done.returncode == 0, done.stderr
    site = Site(tmp_path / "site", project / "reports")
    atom = "{http://www.w3.org/2005/Atom}"
    ids = [e.text for e in ElementTree.fromstring(site.text("feed.xml")).iter(f"{atom}id")]
    assert len(set(ids)) == len(ids) > 1
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(name)) for name in ids)
    feed = json.loads(site.text("feed.json"))
    assert [item["id"] for item in feed["items"]] == ids[1:]
    assert "url" not in feed["items"][0]
    assert dcat(site)["@graph"]


AS_A_PERSON = "44,34,76,1,,0,false,true,false,false,false,-1,true"
"""Choices of the import's window: commas, UTF-8 (which the mark chooses there), dates and numbers
told from text, and formulas calculated, which is the worst choice."""
CELL = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("name", ["hostile", "statuses"])
def test_a_spreadsheet_opens_the_table_as_it_is(
    world: Callable[[str], Site], tmp_path: Path, name: str
) -> None:
    site = world(name)
    shutil.copy(site.folder / "catalogue.csv", tmp_path / "mulu.csv")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    how = ["--headless", f"--infilter=CSV:{AS_A_PERSON}", "--convert-to", "fods"]
    done = subprocess.run(
        [str(OFFICE), profile, *how, "--outdir", str(tmp_path), str(tmp_path / "mulu.csv")],
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    root = ElementTree.parse(tmp_path / "mulu.fods").getroot()
    assert not [cell for cell in root.iter() if f"{CELL}formula" in cell.attrib]
    shown = [_cells(row) for row in root.iter(f"{CELL}table-row")]
    with (site.folder / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [[" ".join(cell.split()) for cell in row] for row in csv.reader(file)]
    assert [row[: len(written[0])] for row in shown if any(row)] == written


def _cells(row: ElementTree.Element) -> list[str]:
    """The texts of a row; cells that are alike stand in the file once, with their number."""
    found: list[str] = []
    for cell in row.iter(f"{CELL}table-cell"):
        text = " ".join("".join(cell.itertext()).split())
        text = re.sub(r"(?<= \d\d:\d\d):00$", "", text)  # a time is shown with its seconds
        found += [text] * min(int(cell.get(f"{CELL}number-columns-repeated", 1)), 30)
    return found
