"""Rules over the data: where each one begins to speak, and where it stays silent.

What a finding looks like when printed is in ``test_broken_reports.py``; here stand the limits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import made_files
from gongkai.checks.attachments import files_of
from gongkai.checks.site import identity
from gongkai.column import read_column
from gongkai.dates import CHINA
from gongkai.settings import Contact, Settings
from numbers_of_nobody import citizen_number
from worlds import MKDOCS, NOW, column, report_text

REPORT = "reports/2023/yundu-sifaju.md"


def codes(folder: Path, *, now: datetime = NOW, **values: object) -> list[str]:
    """Codes of all findings about one report with some values changed."""
    return [p.code for p in column(folder, {REPORT: report_text(**values)}, now).problems]


def in_china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


# --- dates


@pytest.mark.parametrize(
    ("published", "now", "found"),
    [
        ("2024-03-05", "2024-03-05 00:00", []),
        ("2024-03-05", "2024-03-04 23:59", ["date-future"]),
        ("2024-03-05 09:30", "2024-03-05 09:30", []),
        ("2024-03-05 09:30", "2024-03-05 09:29", ["date-future"]),
    ],
)
def test_published_by_now(tmp_path: Path, published: str, now: str, found: list[str]) -> None:
    assert codes(tmp_path, now=in_china(now), 发布日期=published) == found


@pytest.mark.parametrize("key", ["成文日期", "收录日期", "状态日期"])
def test_no_other_date_is_in_the_future(tmp_path: Path, key: str) -> None:
    assert codes(tmp_path / "today", now=in_china("2024-03-05 00:00"), **{key: "2024-03-05"}) == []
    assert "date-future" in codes(
        tmp_path / "tomorrow", now=in_china("2024-03-05 23:59"), **{key: "2024-03-06"}
    )


def test_the_minute_of_publication_is_that_of_china(tmp_path: Path) -> None:
    config = column(tmp_path, {REPORT: report_text(发布日期="2024-03-05 07:59")}).settings.path
    utc = int(datetime.fromisoformat("2024-03-04T23:59:00+00:00").timestamp())
    now = read_column(config, environment={"SOURCE_DATE_EPOCH": str(utc)})
    minute_ago = read_column(config, environment={"SOURCE_DATE_EPOCH": str(utc - 60)})
    assert [p.code for p in now.problems] == []
    assert [p.code for p in minute_ago.problems] == ["date-future"]


def test_a_report_on_the_year_of_its_publication(tmp_path: Path) -> None:
    assert codes(tmp_path, 发布日期="2024-01-01") == []
    assert codes(tmp_path, 发布日期="2023-12-31") == ["year-not-over"]
    assert codes(tmp_path, 发布日期="2022-12-31") == ["year-after-publication"]


@pytest.mark.parametrize(
    ("key", "day", "found"),
    [
        ("成文日期", "2024-03-05", []),
        ("成文日期", "2024-03-06", ["date-order"]),
        ("收录日期", "2024-03-05", []),
        ("收录日期", "2024-03-04", ["date-order"]),
        ("状态日期", "2024-03-05", []),
        ("状态日期", "2024-03-04", ["date-order"]),
        ("更正记录", "[{日期: 2024-03-05, 说明: 改}]", []),
        (
            "更正记录",
            "[{日期: 2024-03-06, 说明: 改}, {日期: 2024-03-04, 说明: 改}]",
            ["date-order"],
        ),
    ],
)
def test_dates_in_order(tmp_path: Path, key: str, day: str, found: list[str]) -> None:
    assert codes(tmp_path, **{key: day}) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("2024-02-06", []), ("2024-02-05", ["late-disclosure"])],
)
def test_twenty_working_days(tmp_path: Path, written: str, found: list[str]) -> None:
    assert codes(tmp_path, 成文日期=written) == found


@pytest.mark.parametrize(
    ("category", "published", "found"),
    [
        ("法治政府建设年度报告", "2024-04-01", []),
        ("法治政府建设年度报告", "2024-04-02", ["late-deadline"]),
        ("政府信息公开工作年度报告", "2024-01-31", []),
        ("政府信息公开工作年度报告", "2024-02-01", ["late-deadline"]),
    ],
)
def test_the_deadline_of_the_category(
    tmp_path: Path, category: str, published: str, found: list[str]
) -> None:
    assert codes(tmp_path, 类别=category, 发布日期=published) == found


REQUIRED = MKDOCS.replace("required: false", "required: true")


def missing(folder: Path, now: str, units: str, **reports: str) -> list[tuple[int, str]]:
    """Lines and messages of ``report-missing`` in a world with these reports only."""
    files: dict[str, str | bytes | None] = {
        "mkdocs.yml": REQUIRED,
        "reports/units.yml": units,
        REPORT: None,
    }
    files |= {f"reports/{name[1:5]}/{name[6:]}.md": text for name, text in reports.items()}
    problems = column(folder, files, in_china(now)).problems
    assert {p.code for p in problems} <= {"report-missing"}
    return [(p.line, p.message) for p in problems]


JUSTICE = "- {编号: sfj, 名称: 司法局, 起始: 2021}\n"


def test_a_year_is_missing_only_after_its_deadline(tmp_path: Path) -> None:
    report = report_text(年度=2022, 单位="sfj", 发布日期="2023-03-05")
    reports = {"y2022_a": report}
    both = (1, "司法局缺少 2021、2023 年度的法治政府建设年度报告")
    one = (1, "司法局缺少 2021 年度的法治政府建设年度报告")
    assert missing(tmp_path, "2024-04-01 23:59", JUSTICE, **reports) == [one]
    assert missing(tmp_path, "2024-04-02 00:00", JUSTICE, **reports) == [both]


def test_another_units_report_before_the_deadline_makes_no_one_late(tmp_path: Path) -> None:
    units = f"{JUSTICE}- {{编号: a, 名称: 甲}}\n".replace("2021", "2023")
    early = report_text(单位="a", 发布日期="2024-01-05")
    assert missing(tmp_path, "2024-04-01 12:00", units, y2023_a=early) == []
    assert len(missing(tmp_path, "2024-04-02 12:00", units, y2023_a=early)) == 1


def test_a_unit_owes_from_its_first_report_to_its_last_year(tmp_path: Path) -> None:
    units = (
        "- {编号: a, 名称: 甲, 终止: 2022}\n"
        "- {编号: b, 名称: 乙}\n"
        "- {编号: c, 名称: 丙, 起始: 2022}\n"
        "- {编号: d, 名称: 丁, 起始: 2024}\n"
    )
    report = report_text(年度=2020, 单位="a", 发布日期="2021-03-05")
    assert missing(tmp_path, "2024-06-01 00:00", units, y2020_a=report) == [
        (1, "甲缺少 2021、2022 年度的法治政府建设年度报告"),
        (3, "丙缺少 2022、2023 年度的法治政府建设年度报告"),
    ]


def test_a_withdrawn_report_and_another_category(tmp_path: Path) -> None:
    withdrawn = report_text(
        年度=2021,
        单位="sfj",
        发布日期="2022-03-05",
        有效性="已撤回",
        状态日期="2022-04-01",
        状态说明="误",
    )
    other = report_text(
        年度=2022, 单位="sfj", 发布日期="2023-01-05", 类别="政府信息公开工作年度报告"
    )
    assert missing(tmp_path, "2024-04-01 00:00", JUSTICE, y2021_a=withdrawn, y2022_b=other) == [
        (1, "司法局缺少 2022 年度的法治政府建设年度报告")
    ]


def test_a_year_far_ahead_does_not_make_all_others_missing(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "extra: {gongkai: {demo: true, 类别: [{名称: 年报}]}}",
        "reports/9999/a.md": report_text(年度=9999),
    }
    problems = column(tmp_path, files).problems
    assert [p.code for p in problems] == ["year-after-publication", "report-missing"]
    assert problems[1].message == "云渡县司法局缺少 2024、2025 年度的年报"


def test_no_reports_at_all_are_not_missing(tmp_path: Path) -> None:
    assert missing(tmp_path, "2024-06-01 00:00", JUSTICE) == []


# --- identity


def test_a_report_that_is_no_longer_in_force_may_have_a_twin(tmp_path: Path) -> None:
    state = {"状态日期": "2024-06-01", "状态说明": "有误"}
    for status in ("失效", "废止", "已撤回", "已归档"):
        twin = report_text(有效性=status, **state)
        assert column(tmp_path, {"reports/2023/twin.md": twin}).problems == ()
    twin = report_text(有效性="有效", **state)
    problems = column(tmp_path, {"reports/2023/twin.md": twin}).problems
    assert [(p.code, p.path.name) for p in problems] == [("report-duplicate", "yundu-sifaju.md")]
    assert problems[0].message.endswith("2023/twin.md")


def test_twins_differ_in_unit_year_or_category(tmp_path: Path) -> None:
    others = {
        "reports/2023/a.md": report_text(单位="云渡县信访局"),
        "reports/2023/b.md": report_text(类别="政府信息公开工作年度报告", 发布日期="2024-01-05"),
        "reports/2022/c.md": report_text(年度=2022, 发布日期="2023-03-05"),
    }
    assert column(tmp_path, others).problems == ()


@pytest.mark.parametrize(
    ("rule", "value", "found"),
    [
        ("{required: true}", None, ["index-number-missing"]),
        ("{required: true}", "A1", []),
        ("{required: false}", None, []),
        ('{pattern: "[A-Z][0-9]+"}', None, []),
        ('{pattern: "[A-Z][0-9]+"}', "A1", []),
        ('{pattern: "[A-Z][0-9]+"}', "A1b", ["index-number-pattern"]),
        ('{pattern: "[A-Z][0-9]+"}', "xA1", ["index-number-pattern"]),
    ],
)
def test_the_index_number_is_as_the_site_requires(
    tmp_path: Path, rule: str, value: str | None, found: list[str]
) -> None:
    files = {"mkdocs.yml": f"{MKDOCS}    index_number: {rule}\n", REPORT: report_text(索引号=value)}
    assert [p.code for p in column(tmp_path, files).problems] == found


def test_index_numbers_left_out_are_not_equal(tmp_path: Path) -> None:
    assert column(tmp_path, {"reports/2023/a.md": report_text(单位="云渡县信访局")}).problems == ()


def test_categories_that_cannot_be_read_put_no_report_at_fault(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "extra: {gongkai: {demo: true, 类别: [通报]}}",
        REPORT: report_text(类别="通报"),
    }
    assert [p.code for p in column(tmp_path, files).problems] == ["not-a-mapping"]


def test_two_old_addresses_that_are_one(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(旧网址="[/old/1.html]"),
        "reports/2022/a.md": report_text(年度=2022, 发布日期="2023-03-05", 旧网址="[/old/1.html]"),
    }
    (problem,) = column(tmp_path, files).problems
    assert (problem.code, problem.path.name) == ("address-shared", "yundu-sifaju.md")
    assert "已属于 2022/a.md" in problem.message
    assert problem.hint == (
        "从“旧网址”里删去 /old/1.html；原来在那里的是这份报告的，改从 2022/a.md 里删去"
    )


def test_an_old_address_that_is_the_reports_own(tmp_path: Path) -> None:
    address = "/reports/2023/yundu-sifaju.html"
    (problem,) = column(tmp_path, {REPORT: report_text(旧网址=f"[{address}]")}).problems
    assert (problem.code, problem.hint) == ("address-shared", f"从“旧网址”里删去 {address}")


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/catalogue.html", "catalogue.html"),
        ("/catalogue.csv", "catalogue.csv"),
        ("/reports/2023/", "reports/2023/index.html"),
        ("/reports", "reports/index.html"),
        ("/units/%79undu-sifaju.html", "units/yundu-sifaju.html"),
        ("/coverage.html/a.html", "coverage.html"),
        ("/404.html?a=1", "404.html"),
        ("/Catalogue.HTML", "catalogue.html"),
        ("/feed.xml", "feed.xml"),
        ("/manifest.json", "manifest.json"),
        ("/reports/2023/yundu-sifaju.txt", "reports/2023/yundu-sifaju.txt"),
        ("/old/list.html", "old/list.html"),
        ("/assets/stylesheets/a.html", "assets"),
        ("/Leaving/a.html", "Leaving"),
        ("/search/", "search"),
    ],
)
def test_an_old_address_over_a_page_is_an_error(tmp_path: Path, old: str, page: str) -> None:
    files = {REPORT: report_text(旧网址=f'["{old}"]'), "docs/old/list.html": "<p>甲</p>"}
    found = column(tmp_path, files)
    (problem,) = found.errors
    assert problem.code == "address-shared"
    assert problem.message == f"旧网址 {old} 是本站现在的页面 /{page}"


def test_an_old_address_that_differs_from_the_reports_own_in_capitals_alone(tmp_path: Path) -> None:
    """nginx would lead from the page to itself for ever, and Windows has one file for both."""
    assert codes(tmp_path, 旧网址="[/Reports/2023/Yundu-Sifaju.html]") == ["address-shared"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("/A.asp?id=1", "/a.asp?ID=1"), ("/v.asp?x=中", "/v.asp?x=%e4%b8%ad"), ("/B.html", "/b.html")],
)
def test_two_old_addresses_that_nginx_takes_for_one(
    tmp_path: Path, first: str, second: str
) -> None:
    files = {
        REPORT: report_text(旧网址=f'["{first}"]'),
        "reports/2022/a.md": report_text(年度=2022, 发布日期="2023-03-05", 旧网址=f'["{second}"]'),
    }
    assert [p.code for p in column(tmp_path, files).errors] == ["address-shared"]


def test_an_old_address_below_another(tmp_path: Path) -> None:
    assert codes(tmp_path, 旧网址="[/a.html/b.html, /a.html]") == ["address-shared"]
    assert codes(tmp_path, 旧网址="[/a/b.html, /a.html, /c/, /c/d.html]") == []


@pytest.mark.parametrize(
    "old", ["/%2e%2e/x.html", "/a/%2E./x.html", "/%2Fhost/x.html", "/a%5Cx.html", "/./x.html"]
)
def test_an_old_address_leads_out_of_the_site_in_no_spelling(tmp_path: Path, old: str) -> None:
    assert codes(tmp_path, 旧网址=f'["{old}"]') == ["value-path"]


def test_old_addresses_in_a_circle_are_errors(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(旧网址="[/reports/2022/a.html]"),
        "reports/2022/a.md": report_text(
            年度=2022, 发布日期="2023-03-05", 旧网址="[/reports/2023/yundu-sifaju.html]"
        ),
    }
    assert [p.code for p in column(tmp_path, files).errors] == ["address-shared"] * 2


# --- status


@pytest.mark.parametrize(
    ("status", "given", "found"),
    [
        ("有效", [], []),
        ("已归档", [], []),
        ("失效", [], ["status-incomplete"]),
        ("失效", ["状态日期"], ["status-incomplete"]),
        ("失效", ["状态说明"], ["status-incomplete"]),
        ("失效", ["状态日期", "状态说明"], []),
        ("废止", ["状态日期", "状态说明"], []),
        ("已撤回", ["状态日期"], ["status-incomplete"]),
        ("已撤回", ["状态日期", "状态说明"], []),
    ],
)
def test_who_is_out_of_force_says_since_when_and_why(
    tmp_path: Path, status: str, given: list[str], found: list[str]
) -> None:
    values = {"状态日期": "2024-06-01", "状态说明": "有新报告"}
    assert codes(tmp_path, 有效性=status, **{key: values[key] for key in given}) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2022/a", []),
        ("2022/broken", ["front-matter-missing"]),  # it is there, if only to be mended
        ("2022/b", ["replacement-missing"]),
        ("2022/../2022/a", ["replacement-missing"]),
        ("2022/a.md", ["replacement-missing"]),
        ("a", ["replacement-missing"]),
        ("x" * 300, ["replacement-missing"]),
        ("2022/" + "长" * 80, ["replacement-missing"]),
    ],
)
def test_the_replacement_is_another_report(tmp_path: Path, name: str, found: list[str]) -> None:
    files = {
        REPORT: report_text(替代文件=name),
        "reports/2022/a.md": report_text(年度=2022, 发布日期="2023-03-05"),
        **({"reports/2022/broken.md": "x"} if "broken" in name else {}),
    }
    assert [p.code for p in column(tmp_path, files).problems] == found


def test_replacements_come_to_an_end(tmp_path: Path) -> None:
    """2023 → 2022 → 2021 → 2023 is one error, and who leads into the circle has none."""
    files: dict[str, str | bytes | None] = {REPORT: None}
    for year, after in ((2023, 2022), (2022, 2021), (2021, 2023), (2020, 2022), (2019, 2020)):
        text = report_text(年度=year, 发布日期=f"{year + 1}-03-05", 替代文件=f"{after}/a")
        files[f"reports/{year}/a.md"] = text
    (problem,) = column(tmp_path / "circle", files).errors
    assert (problem.code, problem.path.parent.name, problem.line) == (
        "replacement-circle",
        "2023",
        6,
    )
    assert problem.message == "替代文件绕成了一圈：2023/a → 2022/a → 2021/a → 2023/a"
    files["reports/2023/a.md"] = report_text()
    assert column(tmp_path / "line", files).errors == ()


# --- attachments


@pytest.mark.parametrize(
    ("body", "is_named"),
    [
        ("![图](yundu-sifaju/图.png)", True),
        ("![图](yundu-sifaju/%E5%9B%BE.png)", True),
        ('![图](<yundu-sifaju/图.png> "图")', True),
        ('<img alt="图" src="yundu-sifaju/图.png">', True),
        ("<img alt='图' src='yundu-sifaju/图.png'>", True),
        ("<img alt=图 src=yundu-sifaju/图.png>", True),
        ("[1]: yundu-sifaju/图.png", True),
        ("![图](./yundu-sifaju/图.png)", True),
        ("[图](/reports/2023/yundu-sifaju/图.png?x=1#y)", True),
        ("![图](yundu-sifaju/图.png.bak)", False),
        ("![图](yundu-sifaju/大图.png)", False),
        ("![图](x-yundu-sifaju/图.png)", False),
        ("![图](图.png)", False),
        ("没有图。", False),
    ],
)
def test_a_file_is_public_only_by_its_whole_name(tmp_path: Path, body: str, is_named: bool) -> None:
    files = {
        REPORT: report_text().replace("一年来", f"{body}\n\n一年来"),
        "reports/2023/yundu-sifaju/图.png": made_files.PNG,
    }
    found = [p.code for p in column(tmp_path, files).problems if p.code != "link-picture"]
    assert found == ([] if is_named else ["attachment-unlisted"])


def test_attachments_in_folders_of_their_own(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(附件="[{文件: 表/甲.pdf, 名称: 甲}, {文件: 表/丙.pdf, 名称: 丙}]"),
        "reports/2023/yundu-sifaju/表/甲.pdf": made_files.pdf("A"),
        "reports/2023/yundu-sifaju/表/乙.pdf": b"x",
    }
    problems = column(tmp_path, files).problems
    assert [(p.code, p.line) for p in problems] == [
        ("attachment-unlisted", 1),
        ("attachment-missing", 6),
    ]
    assert "表/乙.pdf" in problems[0].message
    assert problems[1].hint in ("是不是“表/甲.pdf”？", "是不是“表/乙.pdf”？")


def test_a_folder_is_no_attachment(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(附件="[{文件: 表, 名称: 甲}, {文件: ., 名称: 乙}]"),
        "reports/2023/yundu-sifaju/表/.keep": b"",
    }
    found = [p.code for p in column(tmp_path, files).problems]
    assert found == ["attachment-missing", "attachment-missing"]


def test_a_link_inside_the_folder_is_a_file_and_one_out_of_it_is_never_public(
    tmp_path: Path,
) -> None:
    files = {
        REPORT: report_text(附件="[{文件: a.pdf, 名称: 甲}, {文件: b.pdf, 名称: 乙}]").replace(
            "一年来", "![图](yundu-sifaju/secret.png)\n\n一年来"
        ),
        "reports/2023/yundu-sifaju/a.pdf": made_files.pdf("A"),
        "secret.png": b"x",
    }
    folder = tmp_path / "reports/2023/yundu-sifaju"
    folder.mkdir(parents=True)
    (folder / "b.pdf").symlink_to("a.pdf")
    (folder / "secret.png").symlink_to(tmp_path / "secret.png")
    found = column(tmp_path, files)
    assert [(p.code, "secret.png" in p.message) for p in found.problems] == [("link-picture", True)]
    assert [p.name for p in files_of(found.archive.reports[0])] == ["a.pdf", "b.pdf"]


# --- what a person has decided to accept


def test_a_warning_that_is_accepted_is_not_said(tmp_path: Path) -> None:
    late = {"发布日期": "2024-04-02"}
    assert codes(tmp_path, **late) == ["late-deadline"]
    assert codes(tmp_path, **late, 例外="[{规则: late-deadline, 理由: 原文如此}]") == []
    other = codes(tmp_path, **late, 例外="[{规则: date-order, 理由: 原文如此}]")
    assert sorted(other) == ["allow-unmatched", "late-deadline"]


def test_an_acceptance_is_of_one_report_only(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(发布日期="2024-04-02", 例外="[{规则: late-deadline, 理由: 原文如此}]"),
        "reports/2023/a.md": report_text(单位="云渡县信访局", 发布日期="2024-04-02"),
    }
    (problem,) = column(tmp_path, files).problems
    assert problem.path.name == "a.md"


def test_an_error_is_never_accepted(tmp_path: Path) -> None:
    for code, values in {
        "date-future": {"发布日期": "2099-01-01"},
        "report-duplicate": {},
        "attachment-missing": {"附件": "[{文件: a.pdf, 名称: 甲}]"},
        "key-unknown": {"QQ": 1},
    }.items():
        text = report_text(**values, 例外=f"[{{规则: {code}, 理由: 无}}]")
        found = column(tmp_path, {"reports/2023/zz.md": text}).problems
        assert code in [p.code for p in found]


def test_a_withdrawn_text_that_nobody_sees_stops_nothing(tmp_path: Path) -> None:
    """What has to go at once must not wait until its text is mended."""
    bad = "# 标题\n\n<script>1</script> [bookmark: a]\u200b 《 ![](none.png) [甲](none.md)\n— 3 —\n"
    withdrawn = {"有效性": "已撤回", "状态日期": "2024-05-01", "状态说明": "误含个人信息"}
    text = report_text(**withdrawn) + bad + citizen_number(41)
    assert column(tmp_path, {REPORT: text}).problems == ()
    text = report_text(**withdrawn | {"状态说明": f"误含{citizen_number(41)}"})
    assert [p.code for p in column(tmp_path, {REPORT: text}).problems] == ["privacy-id"]


def test_a_folder_of_pages_with_an_impossible_name_is_said(tmp_path: Path) -> None:
    config = MKDOCS.replace("extra:", 'docs_dir: "a\\0b"\ntheme: {logo: x.svg}\nextra:')
    assert [p.code for p in column(tmp_path, {"mkdocs.yml": config}).errors] == ["logo-missing"]


# --- the site


REAL = Settings(
    Path("mkdocs.yml"),
    site_url="https://xxgk.yundu.gov.cn/",
    demo=False,
    site_id_code="1304000009",
    sponsor="云渡县人民政府办公室",
    contact=Contact("文昌路1号", "0310-6012345", "xxgk@yundu.gov.cn"),
    icp="京ICP备05070218号",
    police_record="京公网安备11000002000001号",
    official_mark_url="https://bszs.conac.cn/sitename?method=show&id=0A1B",
    error_report_url="https://zfwzgl.www.gov.cn/",
    column_description="公开云渡县各单位的年度报告。",
    column_keywords=("信息公开",),
)


def of_site(**changes: object) -> list[tuple[str, str]]:
    found = identity(replace(REAL, **changes))  # type: ignore[arg-type]
    return [(p.code, p.message) for p in found]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"site_id_code": "3600000001"},  # a province
        {"site_id_code": "bm01000001"},
        {"contact": Contact(phone="0791-81234560")},
        {"sponsor": "", "demo": True},
        {"sponsor": "", "unread": frozenset({"sponsor"})},
        {"site_url": "", "unread": frozenset({"site_domain"})},
        {"sponsor": "", "icp": "", "unread": frozenset({"demo"})},
        {"sponsor": "", "icp": "", "unread": frozenset({"gongkai"})},
    ],
)
def test_a_real_site_and_one_that_cannot_be_judged(changes: dict[str, object]) -> None:
    assert of_site(**changes) == []


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("site_id_code", "网站标识码"),
        ("sponsor", "主办单位"),
        ("icp", "ICP备案号"),
        ("police_record", "公安备案号"),
        ("official_mark_url", "党政机关标识"),
        ("error_report_url", "找错平台"),
        ("column_description", "栏目描述"),
        ("site_url", "site_url"),
    ],
)
def test_a_real_site_lacks_nothing(key: str, label: str) -> None:
    assert of_site(**{key: ""}) == [("identity-missing", f"缺少“{label}”，页脚和页面标签要用")]


def test_a_real_site_has_contact_and_keywords() -> None:
    assert [code for code, _ in of_site(contact=Contact(hours="工作日"))] == ["identity-missing"]
    assert [code for code, _ in of_site(column_keywords=())] == ["identity-missing"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site_id_code", "0000000000"),
        ("site_url", "https://www.example.gov.cn/"),
        ("site_domain", "xxx.gov.cn"),
        ("sponsor", "某市人民政府"),
        ("sponsor", "××县人民政府"),
        ("sponsor", "XX县人民政府"),
        ("sponsor", "示例单位"),
        ("contact", Contact(phone="0310-1234567")),
        ("contact", Contact(phone="123456")),
        ("contact", Contact(email="a@EXAMPLE.com")),
        ("icp", "京ICP备00000000号"),
        ("column_description", "TODO"),
        ("column_keywords", ("信息公开", "待定")),
        ("official_mark_url", "https://bszs.conac.cn/??"),
    ],
)
def test_a_real_site_shows_no_placeholder(key: str, value: object) -> None:
    ((code, message),) = of_site(**{key: value})
    assert code == "identity-placeholder"
    assert "还是示例" in message


def test_a_real_site_keeps_no_page_of_the_example(tmp_path: Path) -> None:
    pages = {"docs/guide.md": "# 指南\n\n地址：望川市文昌路1号\n", "docs/help.md": "# 帮助\n"}
    real = MKDOCS.replace("demo: true", "demo: false")
    found = column(tmp_path, {**pages, "mkdocs.yml": real}).problems
    ((place, problem),) = [((p.line, p.column), p) for p in found if p.code == "example-left"]
    assert (problem.path.name, place) == ("guide.md", (3, 4))
    assert not column(tmp_path / "demo", pages).problems


def test_an_address_of_the_example_is_told_where_it_stands(tmp_path: Path) -> None:
    real = MKDOCS.replace("demo: true", "demo: false").replace("xxgk.yundu", "xxgk.example")
    real = real.replace("site_name: 云渡县", "site_name: 望川市")
    found = column(tmp_path, {"mkdocs.yml": real}).errors
    assert [p.line for p in found if p.code == "identity-placeholder"] == [1, 2]


ALONE = {"reports/2023/yundu-sifaju.md": None}
"""Leaves the usual report out of a world."""


def test_names_that_differ_in_case_only_are_one_file_on_some_machines(tmp_path: Path) -> None:
    found = column(
        tmp_path,
        {
            **ALONE,
            "reports/2023/a.md": report_text(),
            "reports/2023/A.md": report_text(有效性="已归档", 发布日期="2024-03-06"),
        },
    )
    (problem,) = found.errors
    assert (problem.path.name, problem.code) == ("A.md", "address-shared")
    assert problem.hint == "这份改用别的文件名，附件的文件夹跟着改；2023/a.md 不动"


def test_the_later_of_two_that_clash_is_to_be_mended(tmp_path: Path) -> None:
    found = column(
        tmp_path,
        {
            **ALONE,
            "reports/2023/a.md": report_text(发布日期="2024-03-06"),
            "reports/2023/b.md": report_text(发布日期="2024-03-05"),
        },
    )
    assert [(p.path.name, p.code) for p in found.errors] == [("a.md", "report-duplicate")]


def test_a_report_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    required = MKDOCS.replace("required: false", "required: true")
    reports: dict[str, str | bytes | None] = {**ALONE, "mkdocs.yml": required}
    for year in (2020, 2022):
        day = f"{year + 1}-03-05"
        reports[f"reports/{year}/a.md"] = report_text(年度=year, 发布日期=day)
    broken = report_text(年度=2021, 发布日期="2022-03-05").replace("标题:", "标题：")
    found = column(tmp_path, {**reports, "reports/2021/a.md": broken})
    assert "report-missing" not in {p.code for p in found.problems}
    (tmp_path / "reports/2021/a.md").unlink()
    assert "report-missing" in {p.code for p in column(tmp_path, reports).problems}
