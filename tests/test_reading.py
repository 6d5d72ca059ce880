"""Report files become reports, their defaults filled; nothing at all makes reading raise."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import made_files
from gongkai import report as model
from gongkai import settings as settings_model
from gongkai import units as units_model
from gongkai.column import Column, read_column
from gongkai.dates import Moment
from gongkai.problems import Problem
from gongkai.reading import nodes
from gongkai.reading.reports import summarize
from gongkai.reading.text import guess_encoding
from gongkai.report import (
    Acceptance,
    Attachment,
    Related,
    Report,
    Revision,
    SourceFile,
    Status,
)
from worlds import BASE, BODY, LOADERS, MKDOCS, NOW, SOUND, UNITS, column, report_text

PLACE = "reports/2023/a.md"


def read(folder: Path, text: str | bytes) -> Report:
    """The one report of a world, which must be sound."""
    found = column(folder, {"reports/2023/yundu-sifaju.md": None, PLACE: text})
    assert [p for p in found.problems if p.is_error] == []
    (report,) = found.archive.reports
    return report


# --- sound reports


FULL_CHINESE = (
    """\
---
标题: 云渡县司法局2023年法治政府建设年度报告
年度: 2023
单位: 云渡县司法局
发布日期: 2024-03-05 09:30
成文日期: 2024-03-01
收录日期: 2024-12-01
类别: 政府信息公开工作年度报告
信息来源: 云渡县人民政府
索引号: 00123
发文字号: 云司〔2024〕3号
内容概述: 一年来的工作。
关键词: [法治, 2023]
有效性: 失效
状态日期: 2024-06-01
状态说明: 已有新的报告
替代文件: 2023/b
更正记录:
  - {日期: 2024-03-19, 说明: 更正件数}
附件:
  - {文件: 表/a.pdf, 名称: 统计表}
相关文件:
  - {标题: 条例, 网址: "https://www.gov.cn/"}
旧网址: [/old/1.html]
原文链接: http://www.yundu.gov.cn/1.html
导入来源: {文件: 报告.docx, 校验值: %s}
例外:
  - {规则: late-deadline, 理由: 原文如此}
---

"""
    % ("ab" * 32)
    + BODY
)

FULL_ENGLISH = (
    """\
---
title: 云渡县司法局2023年法治政府建设年度报告
year: "2023"
unit: yundu-sifaju
publish_date: '2024-03-05 09:30'
written_date: 2024-03-01
added: 2024-12-01
category: 政府信息公开工作年度报告
source: 云渡县人民政府
index_number: "00123"
document_number: 云司〔2024〕3号
summary: 一年来的工作。
keywords:
  - 法治
  - 2023
status: 失效
status_date: 2024-06-01
status_reason: 已有新的报告
replaced_by: 2023/b
revisions:
  - date: 2024-03-19
    note: 更正件数
attachments:
  - file: ./表/a.pdf
    title: 统计表
related:
  - title: 条例
    url: https://www.gov.cn/
aliases:
  - /old/1.html
original_url: http://www.yundu.gov.cn/1.html
imported_from:
  file: 报告.docx
  sha256: %s
allow:
  - code: late-deadline
    reason: 原文如此
---

"""
    % ("ab" * 32)
    + BODY
)


def full(folder: Path, text: str) -> Column:
    beside = {"reports/2023/a/表/a.pdf": made_files.pdf("A"), "reports/2023/b.md": SOUND}
    return column(folder, {"reports/2023/yundu-sifaju.md": None, PLACE: text, **beside})


def test_every_field_is_read_in_either_language(tmp_path: Path) -> None:
    chinese = full(tmp_path / "zh", FULL_CHINESE)
    english = full(tmp_path / "en", FULL_ENGLISH)
    assert chinese.problems == ()
    assert english.problems == ()
    report = chinese.archive.by_id["2023/a"]
    other = english.archive.by_id["2023/a"]
    for field in model.FIELDS:
        value = getattr(report, field.key)
        assert getattr(other, field.key) == value, field.key
        assert value, field.key
        assert field.key in report.places, field.key
        assert field.key in other.places, field.key
    assert report.title == "云渡县司法局2023年法治政府建设年度报告"
    assert report.year == 2023
    assert report.unit.id == "yundu-sifaju"
    assert report.publish_date == Moment(date(2024, 3, 5), time(9, 30))
    assert report.written_date == date(2024, 3, 1)
    assert report.added == date(2024, 12, 1)
    assert report.category == "政府信息公开工作年度报告"
    assert report.source == "云渡县人民政府"
    assert report.index_number == "00123"
    assert report.document_number == "云司〔2024〕3号"
    assert report.summary == "一年来的工作。"
    assert report.keywords == ("法治", "2023")
    assert report.status is Status.EXPIRED
    assert report.status_date == date(2024, 6, 1)
    assert report.status_reason == "已有新的报告"
    assert report.replaced_by == "2023/b"
    assert report.revisions == (Revision(date(2024, 3, 19), "更正件数"),)
    assert report.attachments == (Attachment("表/a.pdf", "统计表"),)
    assert report.related == (Related("条例", "https://www.gov.cn/"),)
    assert report.aliases == ("/old/1.html",)
    assert report.original_url == "http://www.yundu.gov.cn/1.html"
    assert report.imported_from == SourceFile("报告.docx", "ab" * 32)
    assert report.allow == (Acceptance("late-deadline", "原文如此"),)
    assert report.id == "2023/a"
    assert report.folder == report.path.parent / "a"
    assert report.last_change == date(2024, 12, 1)


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    report = full(tmp_path, FULL_CHINESE).archive.by_id["2023/a"]
    assert report.place("title") == (2, 5)
    assert report.place("publish_date") == (5, 7)
    assert report.place("keywords.1") == (13, 11)
    assert report.place("revisions.0") == (19, 5)
    assert report.place("attachments.0.file") == (21, 10)
    assert report.place("imported_from.sha256") == (26, 26)
    assert report.place("no such key") == (1, 1)


def test_defaults_fill_what_is_left_out(tmp_path: Path) -> None:
    report = read(tmp_path, SOUND)
    assert report.category == "法治政府建设年度报告"
    assert report.source == "云渡县司法局"
    assert report.summary == "一年来，县司法局依法履行职责。"
    assert report.status is Status.IN_FORCE
    assert report.publish_date.minute is None, "a time is never made up"
    assert report.written_date is None
    assert report.added is None
    assert (report.keywords, report.attachments, report.aliases, report.allow) == ((), (), (), ())
    assert report.last_change == date(2024, 3, 5)


def test_optional_keys_may_stay_empty(tmp_path: Path) -> None:
    lines = "".join(
        f"{field.label}:{empty}\n"
        for field, empty in zip(
            [f for f in model.FIELDS if not f.needed], ["", " ~", ' ""', " null"] * 6, strict=False
        )
    )
    left_empty = SOUND.replace("发布日期: 2024-03-05\n", f"发布日期: 2024-03-05\n{lines}")
    assert left_empty.count("\n") == SOUND.count("\n") + len(model.FIELDS) - 4
    plain, empty = read(tmp_path / "a", SOUND), read(tmp_path / "b", left_empty)
    for field in model.FIELDS:
        assert getattr(empty, field.key) == getattr(plain, field.key)


def test_source_is_the_units_name_at_the_time(tmp_path: Path) -> None:
    units = (
        "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n"
        "  曾用名: [{名称: 云渡县司法科, 终止: 2024-03-06}]\n"
    )
    for day, name in (("2024-03-05", "云渡县司法科"), ("2024-03-06", "云渡县司法局")):
        text = report_text(单位="yundu-sifaju", 发布日期=day)
        found = column(tmp_path, {"reports/units.yml": units, "reports/2023/yundu-sifaju.md": text})
        assert found.problems == ()
        assert found.archive.reports[0].source == name
        assert found.archive.reports[0].unit_name == name


@pytest.mark.parametrize("name", ["yundu-sifaju", "云渡县司法局", "县司法局", "云渡县司法科"])
def test_a_unit_is_found_by_every_name(tmp_path: Path, name: str) -> None:
    units = (
        "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  简称: [县司法局]\n"
        "  曾用名: [{名称: 云渡县司法科, 终止: 2010}]\n"
    )
    text = report_text(单位=name)
    found = column(tmp_path, {"reports/units.yml": units, "reports/2023/yundu-sifaju.md": text})
    assert found.problems == ()
    assert found.archive.reports[0].unit.id == "yundu-sifaju"


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode(),
        SOUND.encode("utf-8-sig"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.replace("\n", "\r\n").encode("utf-8-sig"),
        SOUND.replace("---\n", "---  \n", 1).encode(),
        SOUND.replace("\n---\n", "\n...\n").encode(),
    ],
    ids=["LF", "BOM", "CRLF", "CR", "BOM and CRLF", "spaces", "dots"],
)
def test_what_editors_do_to_a_file_changes_nothing(tmp_path: Path, data: bytes) -> None:
    report = read(tmp_path, data)
    assert report.title == "云渡县司法局2023年法治政府建设年度报告"
    assert report.body == BODY
    assert (report.body_line, report.place("year")) == (8, (3, 5))


def test_the_body_is_verbatim(tmp_path: Path) -> None:
    body = "  缩进\n\n---\n\n标题: 不是键\u3000\n\n\n"
    report = read(tmp_path, SOUND.partition("\n\n")[0] + "\n\n\n" + body)
    assert report.body == body
    assert report.body_line == 9


def test_a_withdrawn_report_needs_no_body(tmp_path: Path) -> None:
    text = report_text(有效性="已撤回", 状态日期="2024-04-01", 状态说明="含个人信息")
    report = read(tmp_path, text.partition("\n\n")[0] + "\n")
    assert report.is_withdrawn
    assert report.body == ""
    assert report.summary == report.title


def test_rare_characters_of_names_are_let_in(tmp_path: Path) -> None:
    assert (
        read(tmp_path, report_text(标题="𠮷\U000323ae县\u3000报告")).title
        == "𠮷\U000323ae县\u3000报告"
    )


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("第一段。\n第二行。\n\n第二段。\n", "第一段。第二行。"),
        ("## 一、标题\n\n正文。\n", "正文。"),
        ("\u3000\u3000首行缩进。\n", "首行缩进。"),
        ("| 表 |\n| --- |\n\n- 列表\n\n1. 列表\n\n> 引用\n\n![图](a.png)\n\n正文。", "正文。"),
        ("**重点**和[链接](http://x)、`代码`、<b>标签</b>。", "重点和链接、代码、标签。"),
        ("[](x)\n\n正文。", "正文。"),
        ("甲" * 120, "甲" * 120),
        ("甲" * 121, "甲" * 119 + "…"),
        ("甲" * 30 + "。" + "乙" * 100, "甲" * 30 + "。"),
        ("甲。" + "乙" * 130, "甲。" + "乙" * 117 + "…"),
        ("甲" * 119 + "。乙", "甲" * 119 + "。"),
        ("甲" * 20 + "。" + "乙" * 100, "甲" * 20 + "。" + "乙" * 98 + "…"),
        ("甲" * 21 + "。" + "乙" * 100, "甲" * 21 + "。"),
        ("甲" * 120 + "。", "甲" * 119 + "…"),
        ("# 只有标题\n", ""),
        ("", ""),
    ],
)
def test_the_summary_is_the_first_paragraph(body: str, summary: str) -> None:
    assert summarize(body) == summary


def test_a_summary_is_never_empty(tmp_path: Path) -> None:
    report = read(tmp_path, SOUND.partition("\n\n")[0] + "\n\n- 只有列表\n")
    assert report.summary == "云渡县司法局2023年法治政府建设年度报告"


def test_a_warning_of_reading_can_be_accepted(tmp_path: Path) -> None:
    name = "reports/2023/司法局.md"
    warned = column(tmp_path / "a", {"reports/2023/yundu-sifaju.md": None, name: SOUND})
    assert [p.code for p in warned.problems] == ["slug-style"]
    text = report_text(例外="[{规则: slug-style, 理由: 旧网址如此}]")
    accepted = column(tmp_path / "b", {"reports/2023/yundu-sifaju.md": None, name: text})
    assert accepted.problems == ()
    assert [r.slug for r in accepted.archive.reports] == ["司法局"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("司法局".encode("utf-16"), "UTF-16"),
        ("司法局".encode("gb18030"), "GB18030（GBK）"),
        ("縣司法局的報告，公開".encode("big5"), "Big5（繁体）"),
        ("naïve café, déjà vu".encode("latin-1"), ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", ""),
        (bytes(range(256)) * 4, ""),
    ],
)
def test_an_encoding_is_named_only_where_it_is_likely(data: bytes, name: str) -> None:
    assert guess_encoding(data) == name


def test_files_that_are_none_of_ours(tmp_path: Path) -> None:
    found = column(
        tmp_path,
        {
            "reports/2023/.hidden.md": "x",
            "reports/.git/2023/a.md": "x",
            "reports/2023/~$报告.docx": "x",
            "reports/2023/yundu-sifaju/.DS_Store": "x",
            "reports/ledger.json": "{}",
        },
    )
    assert found.problems == ()
    assert [r.id for r in found.archive.reports] == ["2023/yundu-sifaju"]


@pytest.mark.parametrize("name", ["说明.md", ".说明.pdf", "a/.b/说明.pdf"])
def test_a_file_that_the_site_cannot_carry_is_no_attachment(tmp_path: Path, name: str) -> None:
    text = report_text(附件=f"[{{文件: {name}, 名称: 说明}}]")
    found = column(
        tmp_path,
        {"reports/2023/yundu-sifaju.md": text, f"reports/2023/yundu-sifaju/{name}": "说明"},
    )
    assert [p.code for p in found.problems] == ["attachment-unpublishable"]


def test_broken_reports_leave_the_preview_only(tmp_path: Path) -> None:
    broken = report_text(单位="云渡县信访局", 发布日期="2099-01-01")
    found = column(tmp_path, {"reports/2023/b.md": broken, "reports/2023/c.md": "x"})
    assert [p.name for p in found.broken] == ["b.md", "c.md"]
    assert {r.slug for r in found.archive.reports} == {"yundu-sifaju", "b"}
    assert {r.slug for r in found.without_broken().archive.reports} == {"yundu-sifaju"}
    assert found.without_broken().problems == found.problems


# --- anything at all


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One folder for all examples of a property: a thousand fresh ones would take a minute."""
    with tempfile.TemporaryDirectory() as name:
        column(Path(name))
        yield Path(name)


def outcome(folder: Path, name: str, data: bytes) -> Column:
    """The column with one file replaced; what must hold for any file is asserted here."""
    original = (folder / name).read_bytes()
    try:
        (folder / name).write_bytes(data)
        found = read_column(folder / "mkdocs.yml", NOW, environment={})
    finally:
        (folder / name).write_bytes(original)
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for problem in found.problems:
        if problem.path == folder / name:
            assert_inside(problem, text)
        assert problem.hint, f"{problem.code} does not say how to mend it"
    return found


def assert_inside(problem: Problem, text: str) -> None:
    lines = text.split("\n")
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


KEYS = sorted(
    {
        key
        for table in (model.FIELDS, units_model.FIELDS, settings_model.FIELDS)
        for field in table
        for part in (field, *field.fields)
        for key in (part.key, part.label)
    }
)
SIGNS = list(":;-?,[]{}'\"#&*!|>%@`~\\：。“”\n \t")
PIECES = st.sampled_from(
    [
        *SIGNS,
        *(f"\n{key}: " for key in KEYS),
        *(f"\n  {key}: " for key in KEYS),
        *(f"\n- {key}: " for key in KEYS),
        *("---", "...", "\n---\n", "<<: *a", "&a ", "*a", "!!int ", "!ENV ", "!ENV [", "extra:"),
        *("gongkai:", "\u2028", "\x85", "\ufeff", "\x00", "\u200b", "\r", '"\\UFFFFFFFF"', "\\x"),
        *("null", "true", "false", "yes", "010", "2023", "9999", "1949", "0000", "2024-02-30"),
        *("9999-12-31", "2024-03-05", "2024-03-05 09:30", "12:30:00", "云渡县司法局", "../x", "."),
        *("/", "/old", "x" * 300, "有效", "已撤回", "失效", "2023/b", "04-01", "[0-9", "https://["),
    ]
)
YAMLISH = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)
ANYTHING = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LOADER = pytest.mark.parametrize("loader", LOADERS)


@LOADER
@ANYTHING
@given(data=st.binary() | st.binary().map(lambda b: b"---\n" + b + b"\n---\n"))
@example(data=b"\xff\xfe")
@example(data=b"---\n---")
@example(data=b"\0")
def test_any_bytes_as_a_report(loader: object, folder: Path, data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        found = outcome(folder, PLACE_OF_SOUND, data)
    assert found.archive.reports or found.errors


PLACE_OF_SOUND = "reports/2023/yundu-sifaju.md"


@LOADER
@ANYTHING
@given(front=YAMLISH | st.text(), body=st.text(max_size=20))
def test_any_text_as_front_matter(loader: object, folder: Path, front: str, body: str) -> None:
    text = f"---\n{front}\n---\n{body}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        found = outcome(folder, PLACE_OF_SOUND, text.encode("utf-8", "surrogatepass"))
    assert found.archive.reports or found.errors


@LOADER
@ANYTHING
@given(
    field=st.sampled_from(model.FIELDS),
    value=YAMLISH | st.text().map(repr) | st.from_regex(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?"),
)
@example(field=model.FIELDS[1], value="9999")
@example(field=model.FIELDS[3], value="9999-12-31")
@example(field=model.FIELDS[3], value="0001-01-01")
@example(field=model.FIELDS[4], value="9999-12-31")
@example(field=model.FIELDS[15], value="'" + "x" * 5000 + "'")
def test_any_value_of_any_field(
    loader: object, folder: Path, field: model.Field, value: str
) -> None:
    lines = [line for line in SOUND.split("\n") if not line.startswith(field.label)]
    lines.insert(1, f"{field.label}: {value}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        found = outcome(folder, PLACE_OF_SOUND, "\n".join(lines).encode("utf-8", "replace"))
    assert found.archive.reports or found.errors


@LOADER
@ANYTHING
@given(start=st.integers(0, 300), stop=st.integers(0, 12), piece=PIECES | st.just(""))
def test_any_small_accident_to_a_full_report(
    loader: object, folder: Path, start: int, stop: int, piece: str
) -> None:
    text = FULL_CHINESE[:start] + piece + FULL_CHINESE[start + stop :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        outcome(folder, PLACE_OF_SOUND, text.encode())


@LOADER
@ANYTHING
@given(text=YAMLISH | YAMLISH.map(lambda tail: UNITS + tail))
@example(text="[]")
@example(text="- - a")
@example(text="- {编号: a, 名称: b, 起始: 9999, 终止: 9999}")
def test_any_yaml_as_units(loader: object, folder: Path, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        found = outcome(folder, "reports/units.yml", text.encode())
    assert found.archive.reports or found.errors


@LOADER
@ANYTHING
@given(text=YAMLISH | YAMLISH.map(lambda tail: MKDOCS + tail) | YAMLISH.map("site_url: {}".format))
@example(text="extra: {gongkai: !ENV []}")
@example(text="site_name: !ENV []\nextra: {gongkai: {demo: true}}")
@example(text="extra: {gongkai: {demo: true, reports_dir: !ENV [X]}}")
@example(text="extra: {gongkai: {demo: false}}\nsite_url: http://[")
@example(text="extra: {gongkai: {demo: true, index_number: {pattern: 'a{99999999999}'}}}")
def test_any_yaml_as_settings(loader: object, folder: Path, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_Loader", loader)
        found = outcome(folder, "mkdocs.yml", text.encode())
    assert found.settings.categories
    assert found.settings.reports_dir.parent == folder or "reports_dir" in text


def test_both_parsers_read_sound_files_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for loader in {yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}:
        monkeypatch.setattr(nodes, "_Loader", loader)
        one = full(tmp_path, FULL_CHINESE)
        found.append((one.archive.reports, one.settings, one.archive.register, one.problems))
        found.append([dict(r.places) for r in one.archive.reports])
    assert found[:2] == found[-2:]


def test_the_base_world_is_sound(tmp_path: Path) -> None:
    assert column(tmp_path, BASE).problems == ()
