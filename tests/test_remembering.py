"""The memory of the last run: whatever was done in between, the column is that of a run without."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai import beside, checks
from gongkai.checks import OF_THE_FOLDER, OF_THE_MOMENT, REPORT_RULES, lasting
from gongkai.cli import main
from gongkai.column import Column, read_column
from gongkai.problems import Problem
from gongkai.remembering import gathering, memory, software
from gongkai.remembering.values import KEPT, places_as_text, places_of_text, plain, unfolded
from gongkai.report import Report
from gongkai.units import Register
from numbers_of_nobody import card_number, citizen_number
from worlds import BASE, BODY, MKDOCS, NOW, SOUND, UNITS, report_text, world

SIFAJU = "reports/2023/yundu-sifaju.md"
XINFANGJU = "reports/2023/yundu-xinfangju.md"
OLD = "reports/2022/yundu-sifaju.md"
FILES = {
    SIFAJU: report_text(
        附件="[{文件: a.txt, 名称: 名单}]",
        关键词="[法治, 复议]",
        更正记录="[{日期: 2024-06-01, 说明: 件数写错了}]",
        相关文件="[{标题: 条例, 网址: 'https://www.gov.cn/a'}]",
        旧网址="[/old/1.html]",
        原文链接="https://www.yundu.gov.cn/1.html",
        内容概述="一年的工作",
        成文日期="2024-03-01",
        发文字号="云司〔2024〕3号",
    ),
    "reports/2023/yundu-sifaju/a.txt": "甲乙丙",
    XINFANGJU: report_text(
        标题="云渡县信访局2023年法治政府建设年度报告",
        单位="云渡县信访局",
        发布日期="2024-04-02 09:30",
        例外="[{规则: late-deadline, 理由: 照实保留}]",
    ),
    OLD: report_text(年度=2022, 发布日期="2023-03-05", 单位="县司法局", 索引号="YD-1")
    + "\n见[下一年的报告](../2023/yundu-sifaju.md)和[统计表](yundu-sifaju/b.txt)，坚持,提高。\n",
    "reports/2022/yundu-sifaju/b.txt": "一二三",
}
Edit = Callable[[Path], object]


def put(name: str, content: str | bytes) -> Edit:
    def edit(folder: Path) -> None:
        world(folder, {**dict.fromkeys(BASE, None), name: content})

    return edit


def change(name: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def remove(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


def move(old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)

    return edit


def publish(folder: Path) -> None:
    command = ["publish", "--config", str(folder / "mkdocs.yml")]
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "REPORTS_DIR": None}
    CliRunner().invoke(main, command, env=clock, catch_exceptions=False)


EDITS: dict[str, Edit] = {
    "nothing": lambda folder: None,
    "text": change(SIFAJU, "三十五件", "三十六件"),
    "text with a slip": change(SIFAJU, "依法履行职责", "依法履行职责,并帐户"),
    "title": change(SIFAJU, "标题: 云渡县司法局", "标题: 云渡县司法局关于"),
    "line ends": lambda folder: (folder / SIFAJU).write_bytes(
        b"\xef\xbb\xbf" + (folder / SIFAJU).read_bytes().replace(b"\n", b"\r\n")
    ),
    "unit renamed": change(
        "reports/units.yml",
        "名称: 云渡县司法局",
        "名称: 云渡县司法行政局\n  曾用名: [{名称: 云渡县司法局, 终止: 2023-06}]",
    ),
    "unit moved in its file": change(
        "reports/units.yml", "- 编号: yundu-sifaju", "\n\n- 编号: yundu-sifaju"
    ),
    "unit's short name given to another": lambda folder: (
        change("reports/units.yml", "  简称: [县司法局]\n", "")(folder),
        change("reports/units.yml", "信访局\n", "信访局\n  简称: [县司法局]\n")(folder),
    ),
    "unit gone": put("reports/units.yml", "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n"),
    "units unreadable": put("reports/units.yml", "- 编号: [\n"),
    "units missing": remove("reports/units.yml"),
    "masks changed": change(
        "mkdocs.yml", "demo: true", "demo: true\n    slips: [{误: 履行, 正: 施行}]"
    ),
    "first category changed": change("mkdocs.yml", "法治政府建设年度报告", "法治报告"),
    "index number required": change(
        "mkdocs.yml", "demo: true", "demo: true\n    index_number: {required: true}"
    ),
    "settings unreadable": change("mkdocs.yml", "extra:", "extra: ["),
    "report added": put(
        "reports/2021/yundu-sifaju.md", report_text(年度=2021, 发布日期="2022-03-05")
    ),
    "report removed": remove(OLD),
    "report withdrawn": change(
        SIFAJU, "年度: 2023", "年度: 2023\n有效性: 已撤回\n状态日期: 2024-07-01\n状态说明: 有误"
    ),
    "report moved": move(OLD, "reports/2021/yundu-sifaju.md"),
    "report renamed": move(XINFANGJU, "reports/2023/xinfangju.md"),
    "report's name unfit": move(XINFANGJU, "reports/2023/Xinfang ju.md"),
    "report copied": lambda folder: shutil.copy(folder / SIFAJU, folder / "reports/2023/b.md"),
    "report of two names for one unit": change(OLD, "县司法局", "yundu-sifaju"),
    "attachment changed": put("reports/2023/yundu-sifaju/a.txt", "甲乙丁"),
    "attachment emptied": put("reports/2023/yundu-sifaju/a.txt", b""),
    "attachment removed": remove("reports/2023/yundu-sifaju/a.txt"),
    "attachment added": put("reports/2023/yundu-xinfangju/c.txt", "丁"),
    "folder removed": lambda folder: shutil.rmtree(folder / "reports/2022/yundu-sifaju"),
    "published": publish,
    "published, then changed": lambda folder: (publish(folder), EDITS["text"](folder)),
    "published, then another file": lambda folder: (
        publish(folder),
        EDITS["attachment changed"](folder),
    ),
    "published, then removed": lambda folder: (publish(folder), EDITS["report removed"](folder)),
    "ledger damaged": lambda folder: (
        publish(folder),
        change("reports/ledger.jsonl", "2023年", "2032年")(folder),
    ),
    "unit unknown": change(SIFAJU, "单位: 云渡县司法局", "单位: 云渡县司法厅"),
    "date missing": change(SIFAJU, "发布日期: 2024-03-05", "发布日期:"),
    "date in the future": change(SIFAJU, "发布日期: 2024-03-05", "发布日期: 2025-01-03"),
    "date of two slips": change(SIFAJU, "发布日期: 2024-03-05", "发布日期: 2024-02-30"),
    "not UTF-8": lambda folder: (folder / SIFAJU).write_bytes("---\n标题: 甲\n".encode("gbk")),
    "no file": lambda folder: (
        (folder / SIFAJU).unlink(),
        (folder / SIFAJU).symlink_to("nowhere"),
    ),
    "a number of a citizen": lambda folder: change(
        SIFAJU, "依法履行职责", f"依法履行职责{citizen_number(1)}和{citizen_number(1)}"
    )(folder),
    "a number in the title": lambda folder: change(
        SIFAJU, "标题: 云渡县", f"标题: {citizen_number(1)}云渡县"
    )(folder),
    "a number in the register": lambda folder: change(
        "reports/units.yml", "县司法局]", f"县司法局, '{citizen_number(1)}']"
    )(folder),
    "exception taken away": change(
        XINFANGJU, "例外: [{规则: late-deadline, 理由: 照实保留}]\n", ""
    ),
    "exception added": change(OLD, "索引号: YD-1", "例外: [{规则: wording-halfwidth, 理由: 原文}]"),
    "misplaced": put("reports/b.md", SOUND),
    "another file": put("reports/2023/b.txt", "乙"),
}


def remembered(folder: Path, now: datetime = NOW, *, may_split: bool = False) -> Column:
    return read_column(folder / "mkdocs.yml", now, {}, may_split=may_split)


def anew(folder: Path, now: datetime = NOW) -> Column:
    """The same without a memory, which is put back as it was."""
    cache, aside = folder / ".cache", folder / "cache-aside"
    if cache.exists():
        cache.rename(aside)
    column = remembered(folder, now)
    shutil.rmtree(cache, ignore_errors=True)
    if aside.exists():
        aside.rename(cache)
    return column


def everything(column: Column) -> list[object]:
    """All of a column, with what does not count when two are compared."""
    reports = [
        [[getattr(report, field.name) for field in fields(Report)], report.unit.line]
        for report in column.archive.reports
    ]
    register = column.archive.register
    units = [[unit, unit.line] for unit in register.units]
    known = [register.path, units, register.is_readable]
    return [column.settings, reports, known, column.problems, column.ledger, column.pending]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was read once."""
    world(tmp_path, FILES)
    remembered(tmp_path)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the report files that were looked into, and not remembered."""
    names: list[str] = []
    original = gathering.read_sheet

    def noted(data: bytes, path: Path, *others: object) -> object:
        names.append(f"{path.parent.name}/{path.name}")
        return original(data, path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "read_sheet", noted)
    return names


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_column_is_that_of_a_run_without_memory(folder: Path, name: str) -> None:
    EDITS[name](folder)
    for _ in range(2):
        assert everything(remembered(folder)) == everything(anew(folder))


@pytest.mark.parametrize("name", EDITS)
def test_the_same_when_the_edit_is_taken_back(folder: Path, name: str) -> None:
    before = everything(anew(folder))
    shutil.copytree(folder / "reports", folder / "kept")
    settings = (folder / "mkdocs.yml").read_bytes()
    EDITS[name](folder)
    remembered(folder)
    shutil.rmtree(folder / "reports")
    (folder / "kept").rename(folder / "reports")
    (folder / "mkdocs.yml").write_bytes(settings)
    assert everything(remembered(folder)) == before


def test_all_edits_one_after_the_other(folder: Path) -> None:
    for edit in EDITS.values():
        try:
            edit(folder)
        except (AssertionError, OSError, UnicodeDecodeError):
            continue
        assert everything(remembered(folder)) == everything(anew(folder))


@pytest.mark.parametrize("days", [-400, -250, 1, 400])
def test_another_day(folder: Path, days: int) -> None:
    now = NOW + timedelta(days)
    assert everything(remembered(folder, now)) == everything(anew(folder, now))


def test_another_folder_of_reports_has_a_memory_of_its_own(folder: Path, read: list[str]) -> None:
    other = folder / "other"
    shutil.copytree(folder / "reports", other)
    settings = MKDOCS.replace(
        "demo: true", "demo: true\n    reports_dir: !ENV [REPORTS_DIR, reports]"
    )
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    environments = ({}, {"REPORTS_DIR": str(other)})
    first = [read_column(folder / "mkdocs.yml", NOW, e).problems for e in environments]
    read.clear()
    again = [read_column(folder / "mkdocs.yml", NOW, e).problems for e in environments]
    assert first == again
    assert read == []


# --- what is looked into


def test_only_what_changed_is_looked_into(folder: Path, read: list[str]) -> None:
    remembered(folder)
    assert read == []
    EDITS["text"](folder)
    remembered(folder)
    assert read == ["2023/yundu-sifaju.md"]
    remembered(folder)
    assert read == ["2023/yundu-sifaju.md"]


def test_a_file_that_has_its_time_and_size_from_before_is_looked_into(
    folder: Path, read: list[str]
) -> None:
    file = folder / SIFAJU
    state = file.stat()
    EDITS["text"](folder)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert file.stat().st_size == state.st_size
    remembered(folder)
    assert read == ["2023/yundu-sifaju.md"]


def test_reports_of_a_unit_that_changed_are_looked_into(folder: Path, read: list[str]) -> None:
    change("reports/units.yml", "名称: 云渡县信访局", "名称: 云渡县信访局\n  层级: 县级")(folder)
    remembered(folder)
    assert read == ["2023/yundu-xinfangju.md"]


def test_a_register_that_did_not_change_is_not_looked_into(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked(data: bytes, path: Path) -> tuple[Register, list[Problem]]:
        raise AssertionError

    monkeypatch.setattr(memory, "register_of", looked)
    remembered(folder)


@pytest.mark.parametrize("changed", ["software", "parser_name"])
def test_another_software_remembers_nothing(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(software, changed, lambda: "another")
    assert everything(remembered(folder)) == everything(anew(folder))
    assert len(read) == 6


def test_a_rule_that_changed_is_applied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = software.software()
    software.software.cache_clear()
    monkeypatch.setattr(software, "digest_of_rules", lambda: "another rule")
    assert software.software() != before
    software.software.cache_clear()


def test_a_rule_that_a_hook_added_is_applied(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(software, "REPORT_RULES", REPORT_RULES[1:])
    remembered(folder)
    assert len(read) == 3


def test_two_processes_read_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    monkeypatch.setattr(checks, "_MANY", 2)
    world(tmp_path, FILES)
    split = everything(remembered(tmp_path, may_split=True))
    assert split == everything(remembered(tmp_path)) == everything(anew(tmp_path))


# --- the file


def file_of(folder: Path) -> Path:
    (file,) = (folder / memory.FOLDER).iterdir()
    return file


def forged(data: bytes, rest: bytes) -> bytes:
    """A memory with another content and a checksum that fits."""
    form, context, _ = data.partition(b"\n")[0].split()
    return b" ".join((form, context, sha256(rest).hexdigest().encode())) + b"\n" + rest


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "last byte gone": lambda data: data[:-1],
    "one letter changed": lambda data: data.replace("信访局".encode(), "信仿局".encode(), 1),
    "of another form": lambda data: b"gongkai-0" + data[9:],
    "of another context": lambda data: data[:10] + b"0" * 64 + data[74:],
    "no JSON": lambda data: forged(data, b"[\nabc\n]"),
    "too deep": lambda data: forged(data, b"[" * 100_000),
    "an object": lambda data: forged(data, b"{}"),
    "rows of another length": lambda data: forged(data, b'[\nnull,\n["2023/yundu-sifaju.md"]\n]'),
    "no text": lambda data: forged(data, b"\xff\xfe"),
    "noise": lambda data: bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_no_memory_counts_as_none(folder: Path, read: list[str], name: str) -> None:
    file = file_of(folder)
    sound = file.read_bytes()
    damaged = DAMAGES[name](sound)
    assert damaged != sound
    file.write_bytes(damaged)
    assert everything(remembered(folder)) == everything(anew(folder))
    read.clear()
    remembered(folder)
    assert read == []
    assert file.read_bytes() == sound


def test_a_folder_in_its_place_and_one_that_cannot_be_made(folder: Path) -> None:
    file = file_of(folder)
    file.unlink()
    file.mkdir()
    assert everything(remembered(folder)) == everything(anew(folder))
    shutil.rmtree(folder / ".cache")
    (folder / ".cache").write_text("a file")
    column = remembered(folder)
    (folder / ".cache").unlink()
    assert everything(column) == everything(anew(folder))


def test_without_change_nothing_is_written(folder: Path) -> None:
    before = file_of(folder).stat()
    remembered(folder)
    after = file_of(folder).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_gone_is_forgotten(folder: Path) -> None:
    assert b"YD-1" in file_of(folder).read_bytes()
    remove(OLD)(folder)
    remembered(folder)
    assert b"YD-1" not in file_of(folder).read_bytes()


def test_few_memories_are_kept(folder: Path) -> None:
    place = folder / memory.FOLDER
    for number in range(9):
        (place / f"{number}.json").write_text("old")
        os.utime(place / f"{number}.json", (number, number))
    EDITS["text"](folder)
    remembered(folder)
    assert len(list(place.iterdir())) == 4
    assert everything(remembered(folder)) == everything(anew(folder))


def _many_times(folder: Path) -> None:
    for number in range(6):
        put(OLD, report_text(年度=2022, 发布日期="2023-03-05", 索引号=f"YD-{number}"))(folder)
        remembered(folder)


def test_runs_at_the_same_time_and_one_that_is_killed(folder: Path) -> None:
    start = multiprocessing.get_context("spawn").Process
    runs = [start(target=_many_times, args=(folder,)) for _ in range(2)]
    for run in runs:
        run.start()
    for _ in range(3):
        remembered(folder)
    runs[0].kill()
    for run in runs:
        run.join()
    assert everything(remembered(folder)) == everything(anew(folder))


# --- what it holds


def test_nothing_of_a_person_lies_in_it(tmp_path: Path) -> None:
    secrets = {
        "citizen": citizen_number(7),
        "other": citizen_number(8),
        "card": card_number(9),
        "mobile": "1" + "39" + "12345678",
        "name": "张建国",
        "home": "柳林小区3栋2单元501室",
    }
    body = (
        f"信访人{secrets['name']}（住云渡县城关镇{secrets['home']}），身份证号{secrets['citizen']}，"
        f"手机{secrets['mobile']}，收款账号{secrets['card']}。\n\n{BODY}"
    )
    files = {
        SIFAJU: SOUND.replace(BODY, body),
        XINFANGJU: report_text(单位="云渡县信访局", 标题=f"信访局{secrets['other']}报告"),
        OLD: report_text(
            年度=2022, 发布日期=f"2023-03-05 {secrets['citizen']}", 例外=f"[{secrets['card']}]"
        ),
        "reports/units.yml": UNITS.replace("县司法局]", f"县司法局, '{secrets['other']}']"),
        f"reports/2021/{secrets['citizen']}.md": "没有信息",
    }
    world(tmp_path, files)
    found = {problem.code for problem in remembered(tmp_path).problems}
    assert found >= {"privacy-id", "privacy-card", "privacy-mobile", "privacy-name"}
    kept = b"".join(p.read_bytes() for p in (tmp_path / ".cache").rglob("*") if p.is_file())
    assert [name for name, secret in secrets.items() if secret.encode() in kept] == []
    assert everything(remembered(tmp_path)) == everything(anew(tmp_path))


def test_every_value_of_a_report_is_kept() -> None:
    known_otherwise = {
        *("path", "slug", "folder_year", "unit", "summary", "body", "body_line"),
        *("sha256", "places"),
    }
    assert {field.name for field in fields(Report)} == KEPT | known_otherwise


def test_places_stay_what_they_are(tmp_path: Path) -> None:
    (report,) = remembered(world(tmp_path).parent).archive.reports
    assert places_of_text(places_as_text(report.places)) == report.places
    assert places_of_text("") == {}
    assert unfolded(json.loads(json.dumps(plain(report))))["publish_date"] == report.publish_date


# --- what the rules may depend on


class _Nothing(datetime):
    """A minute that nobody may ask for anything."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(name)


@pytest.mark.parametrize("rule", REPORT_RULES, ids=lambda rule: rule.__name__)
def test_only_some_rules_look_at_the_clock_or_beside_the_report(
    folder: Path, rule: Callable[..., Iterator[Problem]], monkeypatch: pytest.MonkeyPatch
) -> None:
    column = remembered(folder)

    def asked(*arguments: object, **others: object) -> object:
        raise AssertionError(arguments)

    if rule not in OF_THE_FOLDER:
        for module, name in ((os, "stat"), (os, "scandir"), (os, "listdir"), (os.path, "isdir")):
            monkeypatch.setattr(module, name, asked)
        monkeypatch.setattr(Path, "stat", asked)
        monkeypatch.setattr(Path, "open", asked)
    now = NOW if rule in OF_THE_MOMENT else _Nothing(2025, 1, 2)
    settings = replace(column.settings, path=Path("a"), reports_dir=Path("b"), docs_dir=Path("c"))
    for report in column.archive.reports:
        found = [*rule(report, column.settings, now)]
        assert {problem.path for problem in found} <= {report.path}
        assert found == [*rule(report, settings, now)]


def test_rules_that_are_remembered_are_all_others(folder: Path) -> None:
    (report, *_) = remembered(folder).archive.reports
    late = replace(report, publish_date=replace(report.publish_date, day=date(2024, 5, 1)))
    numbers = [number for number, _ in lasting(late, remembered(folder).settings, is_dated=True)]
    assert REPORT_RULES.index(checks.dates.deadline_kept) in numbers
    assert not {REPORT_RULES[n] for n in numbers} & {*OF_THE_MOMENT, *OF_THE_FOLDER}
