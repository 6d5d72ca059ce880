"""What the rules say of a link is what a reader finds: judged before a build, followed after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
import site_worlds as worlds
from built_site import NOW, PROJECT, Reference, Site, built, copy_project

from gongkai.checks.links import lead_somewhere
from gongkai.checks.targets import Addresses
from gongkai.column import read_column
from gongkai.dates import CHINA

OLD, NEW = "2022/yunxi-sifaju", "2024/yunxi-sifaju"
TABLE = "统计 表.csv"
FORMS = (
    "../2022/yunxi-sifaju.md",
    "../2022/yunxi-sifaju.html",
    "../2022/yunxi-sifaju.html?from=list",
    "../2022/none.md",
    "../2022/none.html",
    "yunxi-sifaju.md",
    "./yunxi-sifaju.html",
    "index.md",
    "index.html",
    "../index.md",
    "../../units/yunxi-sifaju.html",
    "../../units/none.html",
    "../../guide.md",
    "../../guide.html",
    "../../none.md",
    "../../catalogue.json",
    "../../../outside.md",
    "yunxi-sifaju/%E7%BB%9F%E8%AE%A1%20%E8%A1%A8.csv",
    "<yunxi-sifaju/统计 表.csv>",
    "yunxi-sifaju/none.csv",
    "../2022/yunxi-sifaju/jiu.csv",
    "../2022/yunxi-sifaju/unlisted.csv",
    "../2023/yunxi-sifaju.html",
    "../2023/yunxi-sifaju/withdrawn.csv",
    "/reports/2022/yunxi-sifaju.html",
    "/reports/2022/yunxi-sifaju.md",
    "/guide.html",
    "/",
    "/none",
    "https://xxgk.example.gov.cn/reports/2022/yunxi-sifaju.html",
    "https://xxgk.example.gov.cn/none.html",
    "#二存在的不足",
    "#二",
    "../2022/yunxi-sifaju.md#二存在的不足",
    "../2022/yunxi-sifaju.md#二",
    "yunxi-sifaju.html#一主要举措",
)
"""Every way to write a link that we could think of; the last of those outside lead nowhere."""


def archive(folder: Path) -> Path:
    """Three reports, the newest with all the links; files listed and not."""
    listed = {"attachments": [{"file": TABLE, "title": "表"}]}
    links = "\n\n".join(f"[第{n}个]({form})" for n, form in enumerate(FORMS))
    unit = [{"id": "yunxi-sifaju", "name": "云溪县司法局", "from": "2022"}]
    reports = {
        NEW: (worlds.fields(**listed), f"{worlds.TEXT}\n{links}\n"),
        OLD: (
            worlds.fields(2022, attachments=[{"file": "jiu.csv", "title": "旧表"}]),
            worlds.TEXT,
        ),
        "2023/yunxi-sifaju": (
            worlds.fields(
                2023,
                status="已撤回",
                status_date="2025-01-01",
                status_reason="有误",
                attachments=[{"file": "withdrawn.csv", "title": "表"}],
            ),
            worlds.TEXT,
        ),
    }
    worlds.write(folder, unit, reports)
    for name in (
        f"{NEW}/{TABLE}",
        f"{OLD}/jiu.csv",
        f"{OLD}/unlisted.csv",
        "2023/yunxi-sifaju/withdrawn.csv",
    ):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("甲,乙\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Built with the rule switched off, to see where the links really lead."""
    folder = tmp_path_factory.mktemp("judged")
    project = copy_project(folder / "project")
    (project / "hooks/loose.py").write_text(
        "from gongkai import checks\n"
        "checks.ARCHIVE_RULES = tuple(\n"
        "    rule for rule in checks.ARCHIVE_RULES if rule.__name__ != 'lead_somewhere'\n"
        ")\n",
        encoding="utf-8",
    )
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("hooks:\n", "hooks:\n  - hooks/loose.py\n"), encoding="utf-8")
    reports = archive(folder / "reports")
    return built(folder / "site", project=project, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)


@pytest.fixture(scope="module")
def judged(followed: Site) -> set[int]:
    """Numbers of the links that the rules find something wrong with."""
    column = read_column(PROJECT / "mkdocs.yml", environment=_environment(followed.reports))
    now = datetime.fromtimestamp(int(NOW), CHINA)
    lines = (followed.reports / f"{NEW}.md").read_text(encoding="utf-8").split("\n")
    found = lead_somewhere(column.archive, column.settings, now)
    mine = [p for p in found if p.path.match("2024/*")]
    return {int(lines[p.line - 1].partition("第")[2].partition("个")[0]) for p in mine}


def _environment(reports: Path) -> dict[str, str]:
    return {"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW}


@pytest.mark.parametrize("number", range(len(FORMS)), ids=lambda n: FORMS[n])
def test_a_link_is_judged_as_a_reader_finds_it(
    followed: Site, judged: set[int], number: int
) -> None:
    page = f"reports/{NEW}.html"
    (link,) = (a for a in followed.soup(page).select("a[href]") if a.get_text() == f"第{number}个")
    target = followed.target(Reference(page, "a[href]", str(link["href"])))
    assert target is not None
    path, fragment = target
    is_there = followed.has(path) and (
        not fragment or followed.soup(path).find(id=unquote(fragment)) is not None
    )
    assert is_there == (number not in judged)


def test_the_addresses_known_before_the_build_are_those_after_it(any_site: Site) -> None:
    column = read_column(PROJECT / "mkdocs.yml", environment=_environment(any_site.reports))
    addresses = Addresses(column.archive, column.settings)
    known = addresses.pages | addresses.old
    pages = {page for page in any_site.pages if not page.startswith("leaving/")}
    assert {path for path in known if path.endswith(".html")} == pages | any_site.leading_on
    assert all(any_site.has(path) for path in known)


def test_the_pages_of_a_long_year_are_known_too(world: Callable[[str], Site]) -> None:
    test_the_addresses_known_before_the_build_are_those_after_it(world("long"))
