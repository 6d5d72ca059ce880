"""What an import makes of text: blocks, titles, headings, furniture, guesses, Markdown, files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.cli import main
from gongkai.files import write_new
from gongkai.front_matter import report_file, yaml_text
from gongkai.importing.additions import new_unit, with_units
from gongkai.importing.blocks import Block, Heading, Paragraph, plain_text
from gongkai.importing.headings import with_headings
from gongkai.importing.markdown import as_markdown
from gongkai.importing.names import lacks_region, unit_id, unit_in, years_in
from gongkai.importing.stated_dates import read_stated
from gongkai.importing.text import read_blocks
from gongkai.importing.tidying import Tidied, tidy
from gongkai.importing.titles import find_title
from gongkai.reading import nodes, read_units
from gongkai.reading.records import read_record
from gongkai.report import FIELDS

PATH = Path("原文.txt")
CONFIG = """\
site_name: 试
extra:
  gongkai:
    demo: true
"""
REPORT = """\
云渡县信访局2023年法治政府建设年度报告
2023年，工作如下。
一、主要举措
（一）办信。全年办信三件。
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781740800")  # 2026-06-18 in China
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def paragraphs(*texts: str) -> list[Block]:
    return [Paragraph(text, number) for number, text in enumerate(texts, start=1)]


def tidied(text: str) -> Tidied:
    blocks, problems = read_blocks(text.encode(), PATH)
    assert blocks is not None, problems
    return tidy(blocks, PATH)


def words(html: str) -> str:
    return "".join(BeautifulSoup(html, "html.parser").get_text().split())


# Text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_chinese_offices(encoding: str) -> None:
    blocks, problems = read_blocks("第一行\r\n\r\n　　第二行".encode(encoding), PATH)
    assert (blocks, problems) == ((Paragraph("第一行", 1), Paragraph("　　第二行", 3)), [])


def test_words_own_line_breaks_part_paragraphs() -> None:
    blocks, _ = read_blocks("甲\v乙\f丙".encode(), PATH)
    assert blocks == (Paragraph("甲", 1), Paragraph("乙", 1), Paragraph("丙", 1))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \n\n", "file-empty"),
        (b"%PDF-1.7\n", "file-not-text"),
        (b"PK\x03\x04", "file-not-text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "file-not-text"),
        (b"<?xml version='1.0'?><x/>", "file-not-text"),
        ("报告\n全文\n".encode("utf-16-be"), "encoding"),
    ],
)
def test_anything_else_is_refused_in_one_finding(data: bytes, code: str) -> None:
    blocks, problems = read_blocks(data, PATH)
    assert (blocks, [p.code for p in problems]) == (None, [code])
    assert "gongkai import" not in problems[0].hint


# Title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["云渡县信访局2023年法治政府建设年度报告"], "云渡县信访局2023年法治政府建设年度报告"),
        (
            ["云渡县信访局", "关于2023年法治政府建设情况的报告"],
            "云渡县信访局关于2023年法治政府建设情况的报告",
        ),
        (
            ["云渡县信访局关于2023年度", "法治政府建设", "情况的报告"],
            "云渡县信访局关于2023年度法治政府建设情况的报告",
        ),
        (
            ["云渡县信访局", "政府信息公开", "云渡县信访局2021年工作报告"],
            "云渡县信访局2021年工作报告",
        ),
        (["新闻", "2023年法治政府建设情况报告"], "2023年法治政府建设情况报告"),
        (
            ["首页 > 云渡县2023年 > 报告", "云渡县2023年工作总结（公开版）"],
            "云渡县2023年工作总结（公开版）",
        ),
    ],
)
def test_the_title_is_found_and_joined(lines: list[str], title: str) -> None:
    found = find_title(paragraphs(*lines, "2023年，工作如下。"))
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize(
    "lines",
    [
        ["今天天气不错。"],
        ["会议通知", "定于明天开会。"],
        ["各单位认真总结。", "云渡县信访局2023年工作报告"],
        ["一、云渡县2023年情况"],
    ],
)
def test_what_is_no_report_has_no_title(lines: list[str]) -> None:
    assert find_title(paragraphs(*lines)) is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("云渡县信访局关于2023年度法治政府建设情况报告", "云渡县信访局"),
        ("区司法办2020年度依法行政工作报告", "区司法办"),
        ("云渡县信访局法治政府建设情况报告（2023年度）", "云渡县信访局"),
        ("2023年云渡县人民政府信息公开工作年度报告", "云渡县人民政府"),
        ("2023年度云渡县住房和城乡建设局法治政府建设报告", "云渡县住房和城乡建设局"),
        ("望川市依法治市办2023年工作报告", "望川市依法治市办"),
        ("二〇二三年云渡县推进依法行政工作报告", "云渡县"),
        ("关于2023年法治政府建设情况的报告", ""),
    ],
)
def test_the_unit_is_read_from_the_title(title: str, unit: str) -> None:
    assert unit_in(title) == unit


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("云渡县2023年工作报告", (2023,)),
        ("云渡县二〇二三年工作报告", (2023,)),
        ("云渡县2023年工作总结和2024年工作计划", (2023, 2024)),
        ("落实《实施纲要（2021—2025年）》2023年度情况报告", (2023,)),
        ("云渡县120233号报告", ()),
        ("云渡县1911年工作报告", ()),
    ],
)
def test_the_years_of_a_title(title: str, years: tuple[int, ...]) -> None:
    assert years_in(title) == years


def test_a_line_that_begins_with_about_may_stand_apart_from_its_unit() -> None:
    lines = [Paragraph("云渡县信访局", 1), Paragraph("关于2023年工作情况的报告", 3)]
    found = find_title(lines)
    assert found is not None
    assert found.text == "云渡县信访局关于2023年工作情况的报告"


# Debris and furniture


def test_marks_and_indents_go_and_everything_else_stays_to_the_character() -> None:
    result = tidied(
        "云渡县信访局2023年工作报告\n"
        "[bookmark: _GoBack]　　2023年,“工作如下。[footnoteRef:1]\n"
        "\u00a0\u00a0\u00a0 办信3件;接访[注]5批.[image: 现场.png]\n"
    )
    assert plain_text(result.blocks) == "2023年,“工作如下。\n办信3件;接访[注]5批."
    assert [piece.text for piece in result.removed] == [
        "[bookmark: _GoBack]",
        "[footnoteRef:1]",
        "[image: 现场.png]",
    ]
    assert [(p.line, p.code) for p in result.problems] == [(2, "import-lost"), (3, "import-lost")]


def test_invisible_characters_go_and_are_named() -> None:
    result = tidied("云渡县信访局2023年工作报告\n全年\u200b办信\ufeff3件。\n")
    assert plain_text(result.blocks) == "全年办信3件。"
    assert [(p.line, p.text) for p in result.removed] == [(2, "U+200BU+FEFF")]


def test_page_furniture_goes_and_is_listed() -> None:
    result = tidied(
        "新闻\n首页 > 信息公开 > 年报\n云渡县信访局\n"
        "云渡县信访局2023年工作报告\n"
        "发布时间：2024-03-05 09:30  来源：云渡县信访局  浏览次数：12\n字号: 大 中 小\n"
        "2023年，工作如下。\n"
        "相关政策法规/解读\n分享到:\n主办单位：云渡县政府办\n望ICP备00000000号\nfooter"
    )
    assert plain_text(result.blocks) == "2023年，工作如下。"
    assert [piece.line for piece in result.removed] == [1, 2, 3, 5, 6, 8, 9, 10, 11, 12]
    assert [(fact.key, fact.value) for fact in result.facts if fact.key != ""] == [
        ("publish_date", "2024-03-05 09:30"),
        ("source", "云渡县信访局"),
    ]


def test_nothing_is_taken_out_of_the_middle_of_the_text() -> None:
    body = [
        "2023年，工作如下。",
        "新闻",
        "分享到:",
        "日期：2024-01-01",
        "全年办信三件。",
        "电话：12345",
    ]
    result = tidied("\n".join(["云渡县信访局2023年工作报告", *body]))
    assert plain_text(result.blocks) == "\n".join(body)
    assert result.removed == ()
    assert [(p.line, p.code) for p in result.problems] == [(4, "import-furniture")]


def test_an_unknown_line_above_the_title_is_kept_and_said() -> None:
    result = tidied("附件1\n云渡县信访局2023年工作报告\n2023年，工作如下。\n")
    assert plain_text(result.blocks) == "附件1\n2023年，工作如下。"
    assert [(p.line, p.code) for p in result.problems] == [(1, "import-above-title")]


PIECES = st.sampled_from(
    [
        "新闻",
        "首页 > 公开 > 年报",
        "云渡县信访局",
        "关于2023年工作情况的报告",
        "云渡县信访局2023年工作报告",
        "日期:2024-03-05 来源:云渡县信访局",
        "字号:",
        "一、举措",
        "（一）办信。全年三件。",
        "2023年，如下。",
        "分享到:",
        "相关解读",
        "主办单位：甲",
        "电话：1",
        "footer",
        "[bookmark: a]　开头",
        "[image: b]",
        "2022113",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12))
def test_nothing_disappears_silently(lines: list[str]) -> None:
    result = tidied("\n".join(lines))
    out = result.title + plain_text(result.blocks) + "".join(p.text for p in result.removed)
    assert sorted("".join(out.split())) == sorted("".join("".join(lines).split()))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    blocks, problems = read_blocks(data, PATH)
    assert (blocks is None) == bool(problems)
    tidy(blocks or (), PATH)


# Headings


@pytest.mark.parametrize(
    ("line", "blocks"),
    [
        ("一、主要举措", [Heading(2, "一、主要举措", 1)]),
        ("十二、其他", [Heading(2, "十二、其他", 1)]),
        ("（一）办信", [Heading(3, "（一）办信", 1)]),
        ("(一)办信。", [Heading(3, "(一)办信。", 1)]),
        (
            "（一）办信。全年办信。三件。",
            [Heading(3, "（一）办信。", 1), Paragraph("全年办信。三件。", 1)],
        ),
        (
            "二、不足。一是少；二是慢。",
            [Heading(2, "二、不足。", 1), Paragraph("一是少；二是慢。", 1)],
        ),
        ("（一）" + "长" * 37 + "。后文", None),
        ("（一）第一项；", None),
        ("（一）落实“先办。后结”的要求", None),
        ("1.办信", None),
        ("（1）办信", None),
        ("一是办信。", None),
    ],
)
def test_headings_come_from_the_numbers(line: str, blocks: list[Block] | None) -> None:
    whole: list[Block] = [Paragraph(line, 1)]
    assert list(with_headings(whole)) == (whole if blocks is None else blocks)


def test_a_lead_of_forty_characters_is_still_a_heading() -> None:
    lead = "（一）" + "长" * 36 + "。"
    assert len(lead) == 40
    found = list(with_headings([Paragraph(lead + "后文。", 7)]))
    assert found == [Heading(3, lead, 7), Paragraph("后文。", 7)]


# Markdown and YAML

EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc", "fenced_code"]
MARKUP = st.sampled_from(
    [*"\\`*_{}[]()<>#+-.!|~=:&;\"'^$%@/1a 一。", "&amp;", "1. ", "~~~", "[TOC]", "***", "{: #x }"]
)
LINES = st.lists(MARKUP, min_size=1, max_size=12).map("".join)
PRINTABLE = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=30)
TEXTS = (LINES | PRINTABLE).map(str.strip).filter(bool)


@given(st.lists(st.tuples(st.sampled_from([0, 2, 3]), TEXTS), min_size=1, max_size=5))
@example([(2, "C#"), (3, "# #")])
@example([(0, "~~~"), (0, "甲"), (0, "~~~")])
@example([(0, "[1]: /a"), (0, "[TOC]"), (2, "甲 {#a}"), (0, "|a|b|")])
def test_rendered_text_is_the_original_text(parts: list[tuple[int, str]]) -> None:
    blocks = [Heading(level, text) if level else Paragraph(text) for level, text in parts]
    for extensions in (EXTENSIONS, []):
        html = markdown.markdown(as_markdown(blocks), extensions=extensions)
        assert words(html) == "".join(plain_text(blocks).split())
        tags = [tag.name for tag in BeautifulSoup(html, "html.parser")(True)]
        assert tags == [f"h{level}" if level else "p" for level, _ in parts]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. 办信", "1\\. 办信"),
        ("1.办信", "1.办信"),
        ("- 办信", "\\- 办信"),
        ("> 引用", "\\> 引用"),
        ("增长 5-8%，A&B", "增长 5-8%，A&B"),
        ("<办法>", "&lt;办法>"),
        ("编号[2023]5_6*", "编号\\[2023]5\\_6\\*"),
    ],
)
def test_only_markup_is_escaped(text: str, written: str) -> None:
    assert as_markdown([Paragraph(text)]) == f"{written}\n"


TITLES = st.text(st.characters(blacklist_categories=["C", "Zl", "Zp"]), min_size=1).map(
    lambda text: "".join(c for c in text if c.isprintable() or c == "\u3000").strip()
)


@given(
    (TITLES | LINES | st.sampled_from(["null", "~", "2023", "true", "a: b", "a #b"])).filter(bool)
)
def test_titles_come_back_from_the_front_matter_as_they_were(title: str) -> None:
    title = title.strip() or "甲"
    text = report_file(
        {"title": title, "imported_from": {"file": title, "sha256": "0" * 64}}, {}, ""
    )
    node, problems = nodes.parse(text.split("---\n", 1)[1].rsplit("\n---", 1)[0], PATH)
    record = read_record(node, FIELDS, PATH, "报告")
    assert (record.values["title"], problems) == (title, [])
    assert record.values["imported_from"]["file"] == title


@pytest.mark.parametrize("text", ["云渡县信访局2023年报告", "000_4f.txt", "2024-03-05", "a.b"])
def test_a_value_that_needs_no_quotes_has_none(text: str) -> None:
    assert yaml_text(text) == text


# Dates


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024年 3月 5日", "2024-03-05"),
        ("2024-11-13", "2024-11-13"),
        ("2024/1/3 9:05", "2024-01-03 09:05"),
        ("2024-11-13 10:20:59", "2024-11-13 10:20"),
        ("2022113", "None"),
        ("20241113", "None"),
        ("2024年11月", "None"),
        ("2024-02-30", "None"),
        ("2024", "None"),
    ],
)
def test_only_a_whole_day_is_a_date(text: str, moment: str) -> None:
    assert str(read_stated(text)) == moment


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2024-02-30",
        "日期:2024年3月",
        "日期:2024-03-05  发布时间:2024-03-06",
        "成文日期：2024-03-05",
    ],
)
def test_a_doubtful_publication_date_is_left_empty(site: Path, line: str) -> None:
    title, rest = REPORT.split("\n", 1)
    write(site / "a.txt", f"{title}\n{line}\n{rest}")
    result = run("a.txt")
    text = (site / "reports/2023/yunduxian-xinfangju.md").read_text(encoding="utf-8")
    assert "\n发布日期:\n" in text
    assert "warning[import-date-missing]" in result.stderr


def test_a_date_at_the_end_of_the_text_is_not_taken_for_the_publication(site: Path) -> None:
    write(site / "a.txt", f"{REPORT}2024年1月15日\n")
    result = run("a.txt")
    text = (site / "reports/2023/yunduxian-xinfangju.md").read_text(encoding="utf-8")
    assert "\n发布日期:\n" in text
    assert "成文日期" not in text
    assert text.endswith("\n2024年1月15日\n")
    assert "a.txt:5:1: warning[import-date] “2024年1月15日”可能是落款的日期" in result.stderr


# Units


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("鲁山县信访局", "lushanxian-xinfangju"),
        ("重庆市南岸区信访办公室", "chongqingshi-nananqu-xinfangbangongshi"),
        ("区信访办", "qu-xinfangban"),
        ("云渡县市场监督管理局", "yunduxian-shichangjianduguanliju"),
        ("云渡县乡村振兴局", "yunduxian-xiangcunzhenxingju"),
        ("云渡县青石镇人民政府", "yunduxian-qingshizhen-renminzhengfu"),
        ("12345热线", "12345rexian"),
    ],
)
def test_ids_are_pinyin(name: str, found: str) -> None:
    assert unit_id(name, ()) == found


def test_an_id_is_never_given_twice() -> None:
    assert unit_id("区信访办", {"qu-xinfangban", "qu-xinfangban-2"}) == "qu-xinfangban-3"
    assert unit_id("index", ()) == "index-2"


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("区信访办", True),
        ("信访局", True),
        ("市城市管理局", True),
        ("国家信访局", False),
        ("青海省信访局", False),
        ("市南区信访局", False),
    ],
)
def test_a_name_without_its_region_is_known(name: str, lacks: bool) -> None:
    assert lacks_region(name) is lacks


REGISTER = "# 名录\r\n- id: a   # 甲\r\n  name: 甲县司法局\r\n"


def test_units_are_appended_and_what_stood_there_is_not_touched() -> None:
    text, problems = with_units(REGISTER, [new_unit("b", "区信访办")], PATH)
    assert problems == []
    assert text is not None
    assert text.startswith(REGISTER)
    assert text.endswith("\r\n")
    assert "region" not in text
    assert "level" not in text
    node, _ = nodes.parse(text.replace("\r\n", "\n"), PATH)
    assert isinstance(node, nodes.Sequence)
    assert len(node.items) == 2


@pytest.mark.parametrize(
    "old",
    ["- {id: a, name: 甲}", "  - 编号: a\n    名称: 甲", "# 空的\n", "\ufeff- id: a\n  name: 甲"],
)
def test_units_are_appended_in_the_files_own_form(old: str, tmp_path: Path) -> None:
    text, problems = with_units(old, [new_unit("b-xian", "乙县司法局")], PATH)
    assert problems == []
    assert text is not None
    assert re.match(r"\n?\n *- ", text.removeprefix(old))
    write(tmp_path / "units.yml", text)
    register, found = read_units(tmp_path)
    assert (register.units[-1].id, found) == ("b-xian", [])


@pytest.mark.parametrize("old", ["[{id: a, name: 甲}]\n", "id: a\n", "- id: a\n...\n"])
def test_a_register_that_cannot_be_appended_to_is_left_alone(old: str) -> None:
    text, problems = with_units(old, [new_unit("b", "乙县司法局")], PATH)
    assert text is None
    assert [p.code for p in problems] == ["units-append"]


def test_a_known_unit_is_found_by_any_of_its_names(site: Path) -> None:
    register = (
        "- id: yundu-ziran\n  name: 云渡县自然资源局\n  short_names: [县自然资源局]\n"
        "  former_names:\n    - {name: 云渡县国土资源局, to: 2022-06}\n"
    )
    write(site / "reports/units.yml", register)
    for number, name in enumerate(["云渡县自然资源局", "县自然资源局", "云渡县国土资源局"]):
        write(site / f"{number}.txt", f"{name}202{number}年法治政府建设年度报告\n正文。\n")
    result = run("0.txt", "1.txt", "2.txt")
    assert result.exit_code == 0
    for number, name in enumerate(["云渡县自然资源局", "县自然资源局", "云渡县国土资源局"]):
        text = (site / f"reports/202{number}/yundu-ziran.md").read_text(encoding="utf-8")
        assert f"单位: {name}\n" in text
    assert (site / "reports/units.yml").read_text(encoding="utf-8") == register
    assert "新单位" not in result.stdout


def test_a_unit_inside_another_is_another_unit(site: Path) -> None:
    write(site / "reports/units.yml", "- id: zhen\n  name: 云渡县青石镇\n")
    write(site / "a.txt", "云渡县青石镇司法所2023年法治政府建设年度报告\n正文。\n")
    result = run("a.txt")
    assert (site / "reports/2023/yunduxian-qingshizhen-sifasuo.md").exists()
    assert "warning[import-unit-near]" in result.stderr


def test_a_broken_register_stops_the_import(site: Path) -> None:
    write(site / "reports/units.yml", "- id: A B\n  name: 甲\n")
    write(site / "a.txt", REPORT)
    result = run("a.txt")
    assert result.exit_code == 1
    assert "units.yml:1:7: error[value-pattern]" in result.stderr
    assert not (site / "reports/2023").exists()


def test_two_new_units_of_one_run_are_one_unit(site: Path) -> None:
    write(site / "a.txt", REPORT)
    write(site / "b.txt", REPORT.replace("2023", "2022"))
    run("a.txt", "b.txt")
    register, problems = read_units(site / "reports")
    assert ([u.id for u in register.units], problems) == (["yunduxian-xinfangju"], [])


# The command


def test_the_whole_file(site: Path) -> None:
    original = write(
        site / "旧报告 (1).txt",
        "云渡县信访局2023年政府信息公开工作年度报告\n"
        "发布日期：2024-01-20 10:00　来源：云渡县信访局　文号：\n"
        "　　1. 公开12件。\n",
        "gb18030",
    )
    result = run(original.name)
    assert result.exit_code == 0
    text = (site / "reports/2023/yunduxian-xinfangju-zfxxgk.md").read_text(encoding="utf-8")
    assert text == (
        "---\n"
        "标题: 云渡县信访局2023年政府信息公开工作年度报告\n"
        "年度: 2023\n"
        "单位: 云渡县信访局\n"
        "发布日期: 2024-01-20 10:00\n"
        "收录日期: 2026-06-18\n"
        "类别: 政府信息公开工作年度报告\n"
        "信息来源: 云渡县信访局\n"
        "附件:\n"
        "  - 文件: yuanjian.txt\n"
        "    名称: 原件（旧报告 (1).txt）\n"
        "导入来源:\n"
        "  文件: 旧报告 (1).txt\n"
        f"  校验值: {hashlib.sha256(original.read_bytes()).hexdigest()}\n"
        "---\n"
        "\n"
        "1\\. 公开12件。\n"
    )
    kept = site / "reports/2023/yunduxian-xinfangju-zfxxgk/yuanjian.txt"
    assert kept.read_bytes() == original.read_bytes()


def test_the_run_ends_with_a_table(site: Path) -> None:
    write(site / "a.txt", REPORT)
    result = run("a.txt")
    assert result.stdout == (
        "依据 a.txt 单位：标题；年度：标题；类别：标题\n"
        "新单位 云渡县信访局，编号 yunduxian-xinfangju（加在 reports/units.yml 末尾）\n"
        "原文件  报告                                 年度  发布日期  单位          标题\n"
        "a.txt   reports/2023/yunduxian-xinfangju.md  2023  待填      云渡县信访局  "
        "云渡县信访局2023年法治政府建设年度报告\n"
        "1 份待填发布日期：运行 gongkai review 逐份填，再运行 gongkai check。\n"
        "每个文件的来历、依据和删去的内容，导入时记在 import-report.csv。\n"
    )


def test_a_report_that_is_there_is_never_overwritten(site: Path) -> None:
    mine = write(site / "reports/2023/yunduxian-xinfangju.md", "我写的\n")
    write(site / "a.txt", REPORT)
    write(site / "b.txt", REPORT.replace("2023", "2022"))
    result = run("a.txt", "b.txt")
    assert result.exit_code == 1
    assert mine.read_text(encoding="utf-8") == "我写的\n"
    assert re.search(
        r"^a\.txt:1:1: error\[import-exists\] 应当写到 reports/2023/yunduxian-xinfangju\.md",
        result.stderr,
        re.MULTILINE,
    )
    assert (site / "reports/2022/yunduxian-xinfangju.md").exists()


def test_two_originals_for_one_report_do_not_overwrite_each_other(site: Path) -> None:
    write(site / "a.txt", REPORT)
    write(site / "b.txt", REPORT + "另一版。\n")
    result = run("a.txt", "b.txt")
    assert result.exit_code == 1
    assert "b.txt:1:1: error[import-exists]" in result.stderr
    assert "来自 a.txt" in result.stderr
    assert "另一版" not in (site / "reports/2023/yunduxian-xinfangju.md").read_text("utf-8")


def test_the_same_bytes_under_another_name_are_imported_once(site: Path) -> None:
    write(site / "in/a.txt", REPORT)
    write(site / "in/b.txt", REPORT)
    result = run("in", "in/a.txt")
    assert result.exit_code == 0
    assert "in/b.txt 与 in/a.txt 内容相同 → reports/2023/yunduxian-xinfangju.md\n" in result.stdout
    assert "导入 1 份，已导入过 0 份，内容相同的 1 份：" in result.stderr


def test_bad_files_are_named_and_the_others_go_on(site: Path) -> None:
    write(site / "a.txt", REPORT)
    write(site / "empty.txt", "")
    write(site / "weather.txt", "今天天气不错。\n")
    write(site / "only-title.txt", "云渡县信访局2020年工作报告\n")
    write(site / "no-unit.txt", "2019年法治政府建设情况报告\n正文。\n")
    write(site / "no-year.txt", "云渡县信访局工作报告\n正文。\n")
    write(site / "years.txt", "云渡县信访局2021—2025年工作报告\n正文。\n")
    write(site / "a.pdf", "%PDF-1.4\n")
    result = run(*sorted(p.name for p in site.glob("*.*") if p.suffix in (".txt", ".pdf")))
    assert result.exit_code == 1
    errors = re.findall(r"^(\S+?):\d+:\d+: error\[([\w-]+)\]", result.stderr, re.MULTILINE)
    assert errors == [
        ("a.pdf", "import-failed"),
        ("empty.txt", "file-empty"),
        ("no-unit.txt", "import-no-unit"),
        ("no-year.txt", "import-no-year"),
        ("only-title.txt", "body-empty"),
        ("weather.txt", "import-no-title"),
        ("years.txt", "import-no-year"),
    ]
    assert [p.name for p in (site / "reports").rglob("*.md")] == ["yunduxian-xinfangju.md"]


def test_a_folder_is_searched_and_what_is_left_out_is_said(site: Path) -> None:
    write(site / "in/deep/a.TXT", REPORT)
    write(site / "in/b.xls", "PK")
    write(site / "in/.hidden.txt", "x")
    (site / "none").mkdir()
    result = run("in", "none")
    assert "in:1:1: warning[import-skipped] 没有导入（不是 .txt、" in result.stderr
    assert "）：b.xls\n" in result.stderr
    assert "none:1:1: error[import-nothing]" in result.stderr
    assert (site / "reports/2023/yunduxian-xinfangju.md").exists()


def test_writing_itself_overwrites_nothing(tmp_path: Path) -> None:
    mine = write(tmp_path / "a.md", "我写的\n")
    assert [p.code for p in write_new(mine, "别的\n")] == ["file-exists"]
    assert mine.read_text(encoding="utf-8") == "我写的\n"


def test_what_cannot_be_written_is_said(site: Path) -> None:
    write(site / "reports/2023", "是文件，不是文件夹")
    write(site / "a.txt", REPORT)
    result = run("a.txt")
    assert result.exit_code == 1
    assert "error[file-unwritable]" in result.stderr
    assert "a.txt   reports" not in result.stdout


def test_no_half_written_file_is_left_behind(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    write(site / "a.txt", REPORT)
    monkeypatch.setattr(Path, "replace", fails)
    result = run("a.txt")
    assert result.exit_code == 1
    assert [p for p in (site / "reports").rglob("*") if p.is_file()] == []


def test_a_broken_mkdocs_yml_stops_the_import(site: Path) -> None:
    write(site / "mkdocs.yml", "extra: [\n")
    write(site / "a.txt", REPORT)
    result = run("a.txt")
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr
    assert not (site / "reports").exists()


@pytest.mark.parametrize("line", ["- 1 -", "— 12 —", "第 3 页 共 9 页", "页码：4"])
def test_numbers_of_pages_are_taken_out_and_listed(site: Path, line: str) -> None:
    write(site / "a.txt", f"{REPORT}\n{line}\n又一段。\n")
    result = run("a.txt")
    assert f"页码：{line}" in result.stdout
    (report,) = (site / "reports").rglob("*.md")
    assert line not in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "lacks"),
    [("云渡县民政局", False), ("云渡县民族宗教局", False), ("区民政局", True), ("市民中心", True)],
)
def test_a_region_is_known_before_a_bureau_of_the_people(name: str, lacks: bool) -> None:
    assert lacks_region(name) == lacks
