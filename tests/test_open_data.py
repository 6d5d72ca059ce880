"""Feeds, DCAT, downloads and table cells without a build: odd texts, odd days, nothing at all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import paths
from gongkai.archive import Archive
from gongkai.dates import Moment
from gongkai.publishing import report_page
from gongkai.publishing.data import catalogue, dcat, downloads, feeds
from gongkai.publishing.data.atom import as_atom
from gongkai.publishing.data.files import planned
from gongkai.publishing.data.json_feed import as_json_feed
from gongkai.publishing.data.rows import Rows
from gongkai.publishing.depends import Known
from gongkai.report import Attachment, Report, Revision, Status
from gongkai.settings import Category, License, Settings
from gongkai.units import Register, Unit

UNIT = Unit("yundu-sifaju", "云渡县司法局")
SETTINGS = Settings(Path("mkdocs.yml"), "云渡县政府信息公开", "https://xxgk.yundu.gov.cn/")
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2024, 3, 5)


def report(**values: object) -> Report:
    given = {
        "path": Path("reports/2023/a.md"),
        "slug": "a",
        "folder_year": 2023,
        "title": "云渡县司法局2023年法治政府建设年度报告",
        "year": 2023,
        "unit": UNIT,
        "publish_date": Moment(DAY),
        "category": "法治政府建设年度报告",
        "source": "云渡县司法局",
        "summary": "一年来，依法履职。",
        "body": "一年来，依法履职。\n",
        "body_line": 8,
        **values,
    }
    return Report(**given)  # type: ignore[arg-type]


def data_files(found: Archive, settings: Settings) -> list[tuple[str, str]]:
    files = planned(found, settings, Known(found))
    made = [(file.name, file.make()) for file in files]
    return [(name, one if isinstance(one, str) else one.text()) for name, one in made]


def archive(*reports: Report) -> Archive:
    return Archive.of(reports, Register(Path("units.yml"), (UNIT,)))


def atom(*reports: Report, settings: Settings = SETTINGS) -> ElementTree.Element:
    feed = feeds.site_feed(archive(*reports), settings)
    return ElementTree.fromstring(as_atom(feed, settings).encode())


# ---- feeds ----


def test_a_report_that_moves_stays_the_same_entry() -> None:
    one = report(slug="new")
    feed = feeds.site_feed(archive(one), SETTINGS)
    first = {"/reports/2023/new.html": "/reports/2022/old.html"}
    root = ElementTree.fromstring(as_atom(feed, SETTINGS, first).encode())
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == SETTINGS.address("reports/2022/old.html")
    (item,) = json.loads(as_json_feed(feed, SETTINGS, first))["items"]
    assert item["id"] == SETTINGS.address("reports/2022/old.html")
    assert item["url"] == SETTINGS.address("reports/2023/new.html")


def test_of_a_withdrawn_report_only_later_corrections_are_told() -> None:
    notes = [(date(2024, 6, d), f"更正{d}") for d in (1, 2, 3)]
    gone = report(
        status=Status.WITHDRAWN,
        status_date=date(2024, 6, 2),
        status_reason="有误",
        revisions=tuple(Revision(*note) for note in notes),
    )
    assert [r.note for r in report_page.shown_revisions(gone)] == ["更正3", "更正2"]
    (item,) = json.loads(as_json_feed(feeds.site_feed(archive(gone), SETTINGS), SETTINGS))["items"]
    assert "更正3" in item["content_text"]
    assert "更正1" not in item["content_text"]
    assert "履职" not in item["content_text"]


@pytest.mark.parametrize(
    ("values", "moment"),
    [
        ({}, "2024-03-05T00:00:00+08:00"),
        ({"publish_date": Moment(DAY, time(17, 30))}, "2024-03-05T17:30:00+08:00"),
        ({"added": date(2026, 1, 5)}, "2026-01-05T00:00:00+08:00"),
        ({"revisions": (Revision(date(2024, 4, 2), "件数"),)}, "2024-04-02T00:00:01+08:00"),
        (
            {
                "publish_date": Moment(DAY, time(17, 30)),
                "revisions": (Revision(DAY, "件数"), Revision(DAY, "日期")),
            },
            "2024-03-05T17:30:02+08:00",
        ),
        (
            {"status": Status.REPEALED, "status_date": date(2025, 1, 1), "status_reason": "期满"},
            "2025-01-01T00:00:01+08:00",
        ),
    ],
)
def test_updated_is_the_newest_change(values: dict[str, object], moment: str) -> None:
    assert feeds.updated(report(**values)) == moment


@given(st.lists(st.dates(DAY, date(2030, 1, 1)), max_size=4), st.dates(DAY, date(2030, 1, 2)))
def test_each_correction_moves_updated(days: list[date], newest: date) -> None:
    before = tuple(Revision(day, "件数") for day in sorted(days))
    day = max([newest, *days])
    one = report(publish_date=Moment(DAY, time(9, 30)), revisions=before)
    two = replace(one, revisions=(*before, Revision(day, "又一处")))
    assert feeds.updated(one) < feeds.updated(two)
    first, second = atom(one), atom(two)
    assert first.findtext(f"{ATOM}entry/{ATOM}id") == second.findtext(f"{ATOM}entry/{ATOM}id")
    moments = [tree.findtext(f"{ATOM}entry/{ATOM}published") for tree in (first, second)]
    assert moments == ["2024-03-05T09:30:00+08:00"] * 2
    assert "又一处" in (second.findtext(f"{ATOM}entry/{ATOM}summary") or "")


def test_a_correction_of_an_old_report_comes_before_newer_reports() -> None:
    many = [
        report(slug=f"r{n}", folder_year=2024, publish_date=Moment(date(2025, 1, 1 + n % 28)))
        for n in range(feeds.NEWEST + 5)
    ]
    old = report(revisions=(Revision(date(2025, 6, 1), "件数误写"),))
    entries = atom(old, *many).findall(f"{ATOM}entry")
    assert len(entries) == feeds.NEWEST
    assert entries[0].findtext(f"{ATOM}title", "").startswith("已更正：")


ODD = (
    "<b>&\"'</title>]]>",
    "\x00\x01\x08\x0b\x1f\x7f\x85\ufffe\uffff\ud800",
    "👩‍👩‍👧 政府\u202e信息",
    "长" * 20_000,
    "",
)


@pytest.mark.parametrize("odd", ODD, ids=["markup", "control", "emoji", "long", "empty"])
def test_odd_text_harms_no_file(odd: str) -> None:
    _assert_well_formed(odd)


@given(st.text(max_size=40))
def test_any_text_harms_no_file(text: str) -> None:
    _assert_well_formed(text)


def _assert_well_formed(text: str) -> None:
    settings = replace(SETTINGS, site_name=f"站{text}", sponsor=text, license=License(text or "甲"))
    one = report(title=f"题{text}", summary=text, keywords=(text,), source=text)
    kept = feeds.clean(f"题{text}")
    tree = atom(one, settings=settings)
    # What a parser makes of line ends is its own affair.
    shown = tree.findtext(f"{ATOM}entry/{ATOM}title", "")
    assert shown.split() == kept.split()
    feed = feeds.site_feed(archive(one), settings)
    assert json.loads(as_json_feed(feed, settings))["items"][0]["title"] == kept
    document = dcat.rows(archive(one), settings).text()
    assert f"题{text}" in [dataset["title"] for dataset in _datasets(document)]
    rows = list(csv.reader(io.StringIO(catalogue.as_csv(archive(one), settings), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][0] == f"题{text}"


def _datasets(document: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(document)["@graph"][0]["dataset"]
    return found


def test_an_empty_archive_has_valid_files() -> None:
    tree = atom()
    assert tree.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"
    assert tree.findall(f"{ATOM}entry") == []
    feed = feeds.site_feed(archive(), SETTINGS)
    assert json.loads(as_json_feed(feed, SETTINGS))["items"] == []
    assert len(_datasets(dcat.rows(archive(), SETTINGS).text())) == 1
    assert len(catalogue.as_csv(archive(), SETTINGS).splitlines()) == 1


def test_addresses_of_categories_do_not_depend_on_their_order() -> None:
    first, second = Category("甲"), Category("乙")
    for categories in ((first, second), (second, first), (second,)):
        settings = replace(SETTINGS, categories=categories)
        found = {f.title: f.path for f in feeds.category_feeds(archive(), settings)}
        assert found["乙"] == "feeds/categories/71530d4c49f1" == paths.of_category_feed("乙")
        assert len(set(found.values())) == len(categories)


def test_without_an_address_ids_are_names_that_differ_from_site_to_site() -> None:
    names = [feeds.identifier("a", replace(SETTINGS, site_url="", site_name=n)) for n in "甲乙甲"]
    assert names[0] == names[2] != names[1]
    assert all(name.startswith("urn:uuid:") for name in names)


# ---- all files ----


def test_the_files_are_those_that_addresses_know() -> None:
    found = archive(report(), report(slug="b", status=Status.WITHDRAWN, status_date=DAY))
    names = [name for name, _ in data_files(found, SETTINGS)]
    assert sorted(names) == sorted(paths.data_files(found, SETTINGS))
    assert "reports/2023/a.md" in names
    assert not [name for name in names if name.startswith("reports/2023/b")]


def test_the_same_reports_make_the_same_bytes() -> None:
    def whole() -> list[tuple[str, str]]:
        found = archive(report(), report(slug="b", title="又一份"))
        return [(name, "".join(content)) for name, content in data_files(found, SETTINGS)]

    assert whole() == whole()


SECRET = "不能再让人看到的话"


def test_nothing_of_a_withdrawn_text_is_in_any_file() -> None:
    gone = report(
        status=Status.WITHDRAWN,
        status_date=date(2025, 1, 1),
        status_reason="含有不应公开的内容",
        body=f"{SECRET}\n",
        summary=SECRET,
        keywords=(SECRET,),
        revisions=(Revision(DAY, SECRET),),
        attachments=(Attachment("a.pdf", SECRET),),
        original_url=f"https://old.example.gov.cn/{SECRET}",
    )
    for name, content in data_files(archive(gone, report(slug="b")), SETTINGS):
        assert SECRET not in "".join(content), name


# ---- table cells ----

DANGEROUS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1", "\t=1", "\r=1", "\n=1"),
    *(" =1", "　＝1", "\u200b=1", "\ufeff=1", "\u00a0-1"),
)


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_begins_like_a_formula_is_disarmed(text: str) -> None:
    one = report(title=text, keywords=(text, "乙"))
    table = catalogue.as_csv(archive(one), replace(SETTINGS, site_url=text))
    rows = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    (row,) = rows
    assert row["标题"] == f"'{text}"
    assert row["关键词"] == f"'{text}、乙"
    assert row["网址"].startswith(f"'{text}")


@pytest.mark.parametrize("text", ["第1号=甲", "2024-03-05", "《-》", "'=1", "鲁信〔2024〕3号", ""])
def test_other_cells_stay_as_they_are(text: str) -> None:
    table = catalogue.as_csv(archive(report(title=text)), SETTINGS)
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    assert row["标题"] == text


# ---- files with a line for each report ----


@pytest.mark.parametrize("make", [catalogue.json_rows, catalogue.csv_rows, dcat.rows])
def test_lines_that_are_known_are_taken_over_and_the_others_made(
    make: Callable[[Archive, Settings], Rows],
) -> None:
    old = archive(*(report(slug=f"a{n}", title=f"标题{n}") for n in range(4)))
    keys = [f"{r.id} {r.title}" for r in old.reports]
    before = make(old, SETTINGS)
    text, note = before.text(), before.remembered(keys, "1")
    changed = [replace(r, title="更正了") if r.slug == "a2" else r for r in old.reports[1:]]
    new = archive(*changed, report(slug="b"))
    after = make(new, SETTINGS)
    known = after.known(text, note, "1")
    assert sorted(known) == sorted(keys)
    asked: list[str] = []

    def row(one: Report) -> str:
        asked.append(one.slug)
        return after.row(one)

    watched = replace(after, row=row)
    now = [f"{r.id} {r.title}" for r in new.reports]
    assert watched.text(now, known) == after.text()
    assert sorted(asked) == ["a2", "b"]


def test_lines_in_doubt_are_made_again() -> None:
    one = archive(report())
    rows = catalogue.csv_rows(one, SETTINGS)
    text, note = rows.text(), rows.remembered(["1"], "1")
    assert rows.known(text, note, "1")
    assert not rows.known(text, note, "2"), "made by other software, or with other settings"
    assert not rows.known(text, note[:-2], "1")
    assert not rows.known(text, b"[]", "1")
    assert not rows.known(f"{text}\r\n{text}", note, "1")


# ---- downloads ----


def test_footnotes_are_words_in_plain_text() -> None:
    one = report(body="办理五件[^1]。\n\n[^1]: 其中一件由上级转来，见[^a]。\n[^a]: 另计。\n")
    lines = downloads.as_text(one, SETTINGS).split("\r\n")
    assert lines[-4:-1] == [
        "办理五件〔注1〕。",
        "〔注1〕其中一件由上级转来，见〔注a〕。",
        "〔注a〕另计。",
    ]


def test_markdown_has_no_key_that_readers_do_not_see() -> None:
    text = downloads.as_markdown(report(aliases=("/old/1.html",)))
    keys = re.findall(r"(?m)^(\S+?):", text.split("---\n")[1])
    assert keys == ["标题", "年度", "单位", "发布日期", "类别", "信息来源", "内容概述", "有效性"]
