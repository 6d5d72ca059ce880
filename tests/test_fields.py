"""One table of fields drives everything: nothing that is made from it may drift."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from gongkai import report, settings, units
from gongkai.cli import main
from gongkai.fields import (
    Field,
    Kind,
    by_any_key,
    json_schema,
    markdown_table,
    nearest,
)
from gongkai.reading import nodes, records

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "README.zh-CN.md"
TABLES = {"report": report.FIELDS, "unit": units.FIELDS, "settings": settings.FIELDS}
EACH = pytest.mark.parametrize("name", TABLES)


def keys(fields: Sequence[Field]) -> list[str]:
    return [field.key for field in fields]


def attributes(model: type) -> set[str]:
    return {field.name for field in dataclasses.fields(model)}


def every_field(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.fields)


# --- the tables and the models


def test_a_report_has_one_attribute_for_each_field() -> None:
    of_the_file = {"path", "slug", "folder_year", "body", "body_line", "sha256", "places"}
    assert attributes(report.Report) - of_the_file == set(keys(report.FIELDS))
    assert not of_the_file & set(keys(report.FIELDS))


def test_a_unit_has_one_attribute_for_each_field() -> None:
    renamed = {"from": "start", "to": "end"}
    assert attributes(units.Unit) - {"line"} == {renamed.get(k, k) for k in keys(units.FIELDS)}


def test_settings_have_one_attribute_for_each_field() -> None:
    of_the_file = {"path", "site_name", "site_url", "docs_dir", "site_dir", "logo"}
    of_the_file |= {"places", "unread"}
    apart = {"index_number_required", "index_number_pattern"}
    apart |= {"attachment_types", "attachment_size"}
    wanted = {*keys(settings.FIELDS), *apart} - {"index_number", "attachments"}
    assert attributes(settings.Settings) - of_the_file == wanted


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (report.Revision, report.REVISION_FIELDS),
        (report.Attachment, report.ATTACHMENT_FIELDS),
        (report.Related, report.RELATED_FIELDS),
        (report.SourceFile, report.SOURCE_FILE_FIELDS),
        (report.Acceptance, report.ACCEPTANCE_FIELDS),
        (settings.Contact, settings.CONTACT_FIELDS),
        (settings.Category, settings.CATEGORY_FIELDS),
    ],
)
def test_inner_records_have_one_attribute_for_each_field(
    model: type, fields: Sequence[Field]
) -> None:
    assert attributes(model) == set(keys(fields))


def test_what_a_report_needs() -> None:
    assert [f.key for f in report.FIELDS if f.needed] == ["title", "year", "unit", "publish_date"]


@EACH
def test_no_key_means_two_fields(name: str) -> None:
    for fields in (TABLES[name], *(f.fields for f in TABLES[name])):
        assert len(by_any_key(fields)) == 2 * len(fields)


@EACH
def test_every_field_can_be_explained(name: str) -> None:
    for field in every_field(TABLES[name]):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", field.key)
        assert re.search(r"[\u4e00-\u9fff]", field.label)
        assert field.meaning
        assert not set("|\n") & set(field.meaning), "it stands in a Markdown table"
        assert bool(field.pattern) == bool(field.pattern_hint)
        assert bool(field.fields) == (field.kind in (Kind.RECORD, Kind.RECORDS))


def test_every_kind_can_be_read() -> None:
    collections = {Kind.TEXTS, Kind.PATHS, Kind.RECORD, Kind.RECORDS}
    made = {Kind.COUNT}
    assert set(records._READERS) | collections | made == set(Kind)
    assert not set(records._READERS) & collections


def test_what_was_probably_meant() -> None:
    assert nearest("发布日", ["成文日期", "发布日期"]) == "发布日期"
    assert nearest("年份", ["单位", "年度"]) == "年度"
    assert nearest("QQ", ["标题", "title"]) == ""


# --- the handbook


def test_the_table_for_the_handbook() -> None:
    fields = (
        Field("title", "标题", Kind.TEXT, "报告的标题", needed=True),
        Field("keywords", "关键词", Kind.TEXTS, "如 [甲]"),
    )
    table = (
        "| 中文键 | 英文键 | 必填 | 写法 | 含义 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `标题` | `title` | 是 | 文字 | 报告的标题 |\n"
        "| `关键词` | `keywords` |  | 文字的列表 | 如 [甲] |\n"
    )
    assert markdown_table(fields) == table


# --- the JSON Schema


@EACH
def test_the_schema_is_one_and_is_what_the_command_prints(name: str) -> None:
    result = CliRunner().invoke(main, ["schema", name])
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    Draft202012Validator.check_schema(schema)
    assert schema == json_schema(TABLES[name], schema["title"])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_report_is_the_schema_that_is_printed_by_itself() -> None:
    assert CliRunner().invoke(main, ["schema"]).stdout == (
        CliRunner().invoke(main, ["schema", "report"]).stdout
    )
    assert CliRunner().invoke(main, ["schema", "nothing"]).exit_code == 2


class Editor(yaml.SafeLoader):
    """YAML as an editor's language server reads it: the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own name)


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value, 10))


def reader_accepts(text: str, table: Sequence[Field]) -> bool:
    node, problems = nodes.parse(text, Path("a.md"))
    return not problems and records.read_record(node, table, Path("a.md"), "报告").is_good


def schema_accepts(text: str, table: Sequence[Field]) -> bool:
    document = yaml.load(text, Loader=Editor)
    return Draft202012Validator(json_schema(table, "")).is_valid(document)


VALUES = [
    *("文字", "2023", "'2023'", "010", "1900", "1949", "9999", "10000", "20.23", "-1", "1e3"),
    *("2024-03-05", "2024-13-05", "2024-03-32", "2024-3-5", "2024/03/05", "2010-04", "2010-13"),
    *("'2024-03-05 09:30'", "2024-03-05 24:00", "2024-03-05 09:60", "2024-03-05T09:30"),
    *("true", "'true'", "false", "yes", "True", "２０２３", "２０２４-０３-０５"),
    *(
        "https://a.gov.cn/x",
        "http://a.gov.cn",
        "https://",
        "https:///x",
        "www.a.cn",
        "'https://a b'",
    ),
    *("/old", "/", "//a.cn/b", "/a/../b", "/..", "/a..b", "old", "javascript:alert(1)"),
    *("../x", "/etc/x", "~x", "a.pdf", "表/a.pdf", "a/../b", "C:x", "'C:\\x'", "a..b"),
    *(
        "云司〔2024〕3号",
        "云司〔2024〕03号",
        "云司（2024）3号",
        "〔2024〕3号",
        "云司〔２０２４〕3号",
    ),
    *("有效", "有效力", "已撤回", "11999921MB0K24713D", "11999921MBOK24713D", "111111111111111111"),
    *(
        "yundu-sifaju",
        "Yundu",
        "yundu_sfj",
        "-a",
        "04-01",
        "02-29",
        "02-30",
        "04-31",
        "12-31",
        "4-1",
    ),
    *("'1304000009'", "1304000009", "bm01000001", "bm0100000", "ab" * 32, "AB" * 32),
    *(
        "",
        "~",
        "null",
        "''",
        "' '",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[文字]",
        "[文字, 2]",
        "[文字, '']",
    ),
    *("[文字, ~]", "[/a]", "[/a, b]", "{文字: 文字}", "[文字, [文字]]", "[{文字: 文字}]"),
]
SAMPLES = {
    Kind.YEAR: "2023",
    Kind.DAY: "2024-03-05",
    Kind.MOMENT: "2024-03-05",
    Kind.PERIOD: "2010-04",
    Kind.FLAG: "true",
    Kind.FILE: "a.pdf",
}


def sample(field: Field) -> str:
    """A value that the field takes."""
    by_pattern = {
        units.UNIT_ID: "yundu-sifaju",
        "[0-9a-f]{64}": "ab" * 32,
        r"[0-9]\+[0-9]": "6+4",
        "[1-9][0-9]{0,3}": "20",
        "[a-z0-9]{1,10}": "[pdf, zip]",
    }
    if field.choices:
        return field.choices[0]
    if field.key == "url":
        return "https://www.gov.cn/"
    return by_pattern.get(field.pattern) or SAMPLES.get(field.kind, "文字")


def has_sample(field: Field) -> bool:
    return not field.pattern or field.needed or field in settings.MASK_FIELDS


def inner_values(field: Field) -> Iterator[str]:
    """Records of such a field: whole, in one language or two, and with one thing wrong."""
    in_list = field.kind is Kind.RECORDS

    def written(pairs: Sequence[tuple[str, str]]) -> str:
        record = "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        return f"[{record}]" if in_list else record

    # A pattern that this test has no example of is looked at in the record's own tests.
    taken = [f for f in field.fields if has_sample(f)] or field.fields
    chinese = [(f.label, sample(f)) for f in taken]
    english = [(f.key, sample(f)) for f in taken]
    yield written(chinese)
    yield written(english)
    yield written([*english[:1], *chinese[1:]])
    yield written([*chinese, english[0]])
    yield written([*chinese, english[-1]])
    yield written([*chinese, ("QQ", "1")])
    for number in range(len(chinese)):
        yield written([*chinese[:number], *chinese[number + 1 :]])
        for wrong in ("''", "~", "[]", "x" * 70):
            if knows_better(taken[number], wrong):
                continue
            yield written([*chinese[:number], (chinese[number][0], wrong), *chinese[number + 1 :]])


def knows_better(field: Field, value: str) -> bool:
    """Where the reader is right and JSON Schema cannot follow: the one list of differences."""
    takes_text = field.kind in (Kind.TEXT, Kind.FILE) and not field.choices
    is_limited = bool(field.choices or field.fields) or field.kind in (Kind.TEXTS, Kind.PATHS)
    is_flag = value in ("true", "false", "True")
    is_number = bool(re.fullmatch(r"-?[0-9.e]+", value))
    return (
        (takes_text and is_flag and not field.pattern)  # the word "true" is a text to us
        or (takes_text and is_number and bool(field.pattern))  # a number has no pattern there
        or (field.pattern == units.UNIT_ID and is_flag)
        or (field.kind is Kind.FLAG and value == "True")
        or (field.kind in (Kind.YEAR, Kind.PERIOD) and value in ("010", "1e3"))  # 10 and 1000
        or (is_limited and value in ("''", "' '"))  # empty is left out
    )


@pytest.mark.parametrize("language", ["key", "label"])
@EACH
def test_the_schema_takes_what_the_reader_takes(name: str, language: str) -> None:
    table = TABLES[name]
    compared = {True: 0, False: 0}
    for field in table:
        for value in [*VALUES, *inner_values(field)] if field.fields else VALUES:
            if knows_better(field, value):
                continue
            given = {getattr(f, language): sample(f) for f in table if f.needed}
            given[getattr(field, language)] = value
            text = "".join(f"{key}: {value}\n" for key, value in given.items())
            accepted = reader_accepts(text, table)
            assert schema_accepts(text, table) is accepted, text
            compared[accepted] += 1
    assert min(compared.values()) > 100, "both outcomes are compared often"


@pytest.mark.parametrize("language", ["key", "label"])
@EACH
def test_the_schema_needs_what_the_reader_needs(name: str, language: str) -> None:
    table = TABLES[name]
    given = [(getattr(f, language), sample(f)) for f in table if f.needed]
    optional = next(f for f in table if f.kind is Kind.TEXT and not f.needed and not f.pattern)
    documents = {
        tuple(given): True,
        (*given, ("QQ", "1")): False,
        (*given, ("titel", "1")): False,
        (*given, (optional.key, "文字")): True,
        (*given, (optional.label, "文字")): True,
        (*given, (optional.key, "文字"), (optional.label, "文字")): False,
    }
    for number, field in enumerate(f for f in table if f.needed):
        documents[(*given[:number], *given[number + 1 :])] = False
        documents[(*given, (field.key, sample(field)), (field.label, sample(field)))] = False
        mixed = field.label if language == "key" else field.key
        documents[(*given[:number], (mixed, sample(field)), *given[number + 1 :])] = True
    for pairs, is_good in documents.items():
        text = "".join(f"{key}: {value}\n" for key, value in dict(pairs).items()) or "{}"
        assert reader_accepts(text, table) is is_good, text
        assert schema_accepts(text, table) is is_good, text


@pytest.mark.parametrize("text", ["文字", "[]", "1", "- 标题: 报告"])
def test_neither_takes_what_is_no_record(text: str) -> None:
    assert not reader_accepts(text, report.FIELDS)
    assert not schema_accepts(text, report.FIELDS)
