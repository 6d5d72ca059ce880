"""What was published stays, or changes with a note: every silent way is found, every honest one
passes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.column import Column, read_column
from gongkai.dates import CHINA
from gongkai.permanence import FILE, Entry, Event, Ledger, comparing, prints, read_ledger
from gongkai.permanence import ledger as ledger_module
from gongkai.permanence.prints import content_print
from gongkai.publishing.redirects import as_nginx_map
from gongkai.report import Report
from made_files import docx, paragraph
from made_sites import made_site
from worlds import BASE, BODY, MKDOCS, NOW, SOUND, UNITS, column, report_text, run_check, world

REPORT = "reports/2023/yundu-sifaju.md"
ADDRESS = "/reports/2023/yundu-sifaju.html"
FILES = {
    REPORT: report_text(附件="[{文件: a.docx, 名称: 名单}]", 关键词="[法治]")
    + "\n![照片](yundu-sifaju/b.png)\n",
    "reports/2023/yundu-sifaju/a.docx": docx(paragraph("甲")),
    "reports/2023/yundu-sifaju/b.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
}
FIRST = datetime(2024, 4, 1, 9, 0, tzinfo=CHINA)
"""When what is corrected later was recorded."""
CORRECTION = "更正记录: [{日期: 2024-06-01, 说明: 件数写错了}]"


def publish(config: Path, *arguments: str, now: datetime = NOW) -> Result:
    clock = {"SOURCE_DATE_EPOCH": str(int(now.timestamp())), "REPORTS_DIR": None}
    command = ["publish", "--config", str(config), *arguments]
    return CliRunner().invoke(main, command, env=clock, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose one report was published."""
    assert publish(world(tmp_path, FILES), now=FIRST).exit_code == 0
    return tmp_path


def after(folder: Path, files: Mapping[str, str | bytes | None]) -> Column:
    """The column once files were changed; None removes one."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return column(folder, dict.fromkeys(BASE, None))


def codes(found: Column) -> list[str]:
    return [p.code for p in found.problems if p.code.startswith(("published", "ledger"))]


def edited(old: str, new: str) -> dict[str, str | bytes | None]:
    text = str(FILES[REPORT])
    assert old in text
    return {REPORT: text.replace(old, new, 1)}


# Recording


def test_what_is_new_is_recorded_once(tmp_path: Path) -> None:
    config = world(tmp_path, FILES)
    trial = publish(config, "--dry-run")
    assert f"公开  {ADDRESS}  云渡县司法局2023年" in trial.stdout
    assert not (tmp_path / "reports" / FILE).exists()
    assert publish(config).exit_code == 0
    (entry,) = read_ledger(tmp_path / "reports")[0].entries
    assert (entry.date, entry.event, entry.path) == ("2025-01-02", Event.PUBLISHED, ADDRESS)
    assert entry.sha256 == sha256((tmp_path / REPORT).read_bytes()).hexdigest()
    before = (tmp_path / "reports" / FILE).read_bytes()
    assert "没有新的：台账有 1 条" in publish(config).stdout
    assert (tmp_path / "reports" / FILE).read_bytes() == before


def test_a_trial_of_the_demonstration_says_what_becomes_of_its_ledger(tmp_path: Path) -> None:
    """Else whoever deletes its reports to start their own would be told that all are gone."""
    assert "把 reports/ledger.jsonl 和建好的网站也删去" in publish(
        world(tmp_path, FILES)
    ).stdout.replace(f"{tmp_path}/", "")


def test_what_comes_next_is_said_in_the_right_order(tmp_path: Path) -> None:
    said = publish(world(tmp_path, FILES)).stdout
    places = [said.index(word) for word in ("mkdocs build", "--sign", "rsync --delete", "--url")]
    assert places == sorted(places)


def test_strictness_asks_for_the_ledger_unless_the_site_makes_light_of_it(folder: Path) -> None:
    """A new report is recorded before the strict build; on a branch it is not recorded yet."""
    after(folder, {TWIN: twin()})
    config = folder / "mkdocs.yml"
    assert run_check(config, "--strict").exit_code == 1
    assert publish(config).exit_code == 0
    assert run_check(config, "--strict").exit_code == 0
    title = "云渡县信访局2022年法治政府建设年度报告"
    another = {"reports/2022/a.md": twin(标题=title, 年度=2022, 发布日期="2023-03-05")}
    light = MKDOCS + "    轻重: [{规则: ledger-behind, 轻重: 提示}]\n"
    found = after(folder, {**another, "mkdocs.yml": light})
    assert [p.is_note for p in found.problems if p.code == "ledger-behind"] == [True]
    assert run_check(config, "--strict").exit_code == 0


def test_the_demonstration_itself_was_published_nowhere() -> None:
    found = read_column(Path(__file__).parents[1] / "mkdocs.yml", NOW, {})
    assert not found.ledger.path.exists()
    assert codes(found) == []
    assert len(found.pending) == len(found.archive.reports) > 20


def test_with_errors_nothing_is_recorded(tmp_path: Path) -> None:
    other = {"reports/2022/yundu-xinfangju.md": report_text(单位="云渡县信访居")}
    result = publish(world(tmp_path, {**FILES, **other}))
    assert result.exit_code == 1
    assert "error[unit-unknown]" in result.stderr
    assert not (tmp_path / "reports" / FILE).exists()


def test_a_build_asks_for_what_is_not_recorded_yet(folder: Path) -> None:
    new = {
        "reports/2023/yundu-xinfangju.md": report_text(
            标题="云渡县信访局2023年法治政府建设年度报告", 单位="云渡县信访局"
        )
    }
    found = after(folder, new)
    assert codes(found) == ["ledger-behind"]
    assert [entry.path for entry in found.pending] == ["/reports/2023/yundu-xinfangju.html"]
    assert codes(column(folder / "other", FILES)) == [], "who keeps no ledger is not asked"


def test_line_ends_and_byte_order_marks_are_no_change(folder: Path) -> None:
    """As git writes files on Windows, and as old editors save them."""
    text = str(FILES[REPORT]).replace("\n", "\r\n")
    ledger = (folder / "reports" / FILE).read_bytes().replace(b"\n", b"\r\n")
    found = after(folder, {REPORT: "\ufeff" + text, f"reports/{FILE}": ledger})
    assert codes(found) == []
    assert found.pending == ()


# Silent changes

SILENT = {
    "a word": edited("三十五件", "三十六件"),
    "a space": edited("一年来，", "一年来， "),
    "a paragraph less": edited("局长主持学法四次，带头述法，重要事项集体讨论。", "局长带头述法。"),
    "the title": edited("年度报告", "工作报告"),
    "the date": edited("2024-03-05", "2024-03-04"),
    "a value more": edited("年度: 2023", "年度: 2023\n索引号: A-1"),
    "a value less": edited("关键词: [法治]\n", ""),
    "another unit": edited("单位: 云渡县司法局", "单位: 云渡县信访局"),
    "an attachment's name": edited("名称: 名单", "名称: 名册"),
    "an attachment": {"reports/2023/yundu-sifaju/a.docx": docx(paragraph("乙"))},
    "an attachment less": {
        **edited("附件: [{文件: a.docx, 名称: 名单}]\n", ""),
        "reports/2023/yundu-sifaju/a.docx": None,
    },
    "a picture": {"reports/2023/yundu-sifaju/b.png": b"\x89PNG\r\n\x1a\n" + b"\1" * 40},
}


@pytest.mark.parametrize("how", SILENT)
def test_a_silent_change_is_an_error(folder: Path, how: str) -> None:
    found = after(folder, SILENT[how])
    assert codes(found) == ["published-changed"]
    assert [p.path for p in found.errors] == [folder / REPORT]
    assert publish(folder / "mkdocs.yml").exit_code == 1


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ("a word", "改了正文，"),
        ("the title", "改了信息，"),
        ("a picture", "改了附件或图片，"),
        ("an attachment less", "改了信息、附件或图片，"),
    ],
)
def test_a_silent_change_says_what_changed_and_where_to_look(
    folder: Path, how: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (problem,) = after(folder, SILENT[how]).errors
    assert f"公开过的报告{what}“更正记录”里没有新的一条" in problem.message
    place = "reports/2023/yundu-sifaju" + ("" if how == "a picture" else ".md")
    assert f"git diff -- {place}（" in problem.hint


def test_what_is_new_is_asked_for_beside_another_report_that_changed(folder: Path) -> None:
    found = after(folder, {**SILENT["a word"], TWIN: twin()})
    assert sorted(codes(found)) == ["ledger-behind", "published-changed"]


@pytest.mark.parametrize("how", SILENT)
def test_a_change_with_a_correction_is_recorded(folder: Path, how: str) -> None:
    files = dict(SILENT[how])
    text = str(files.get(REPORT, FILES[REPORT]))
    files[REPORT] = text.replace("\n---\n", f"\n{CORRECTION}\n---\n", 1)
    found = after(folder, files)
    assert codes(found) == ["ledger-behind"]
    assert publish(folder / "mkdocs.yml").exit_code == 0
    last = read_ledger(folder / "reports")[0].entries[-1]
    assert (last.event, last.note, last.revisions) == (Event.CHANGED, "件数写错了", 1)
    assert codes(after(folder, {})) == []


def test_one_correction_announces_one_change(folder: Path) -> None:
    text = str(edited("三十五", "三十六")[REPORT]).replace("\n---\n", f"\n{CORRECTION}\n---\n", 1)
    after(folder, {REPORT: text})
    assert publish(folder / "mkdocs.yml").exit_code == 0
    assert codes(after(folder, {REPORT: text.replace("三十六", "三十七")})) == ["published-changed"]
    lost = text.replace(f"{CORRECTION}\n", "")
    assert codes(after(folder, {REPORT: lost})) == ["published-revision"]
    reworded = text.replace("件数写错了", "改了字")
    assert codes(after(folder, {REPORT: reworded})) == ["published-revision"]


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("旧网址: [/old/1.html]", Event.NOTED),
        ("例外: [{规则: late-deadline, 理由: 照实}]", Event.NOTED),
        ("有效性: 已归档", Event.STATUS),
        ("有效性: 废止\n状态日期: 2024-06-01\n状态说明: 已由新的代替", Event.STATUS),
        (CORRECTION, Event.CHANGED),
    ],
)
def test_what_announces_itself_or_nobody_sees_needs_no_correction(
    folder: Path, line: str, event: Event
) -> None:
    found = after(folder, edited("\n---\n", f"\n{line}\n---\n"))
    assert codes(found) == ["ledger-behind"]
    assert [entry.event for entry in found.pending] == [event]


def test_a_unit_that_is_renamed_changes_no_report(folder: Path) -> None:
    former = "[{名称: 云渡县司法局, 终止: 2024-06}]"
    renamed = UNITS.replace("名称: 云渡县司法局", f"名称: 云渡县法治局\n  曾用名: {former}")
    found = after(folder, {"reports/units.yml": renamed})
    assert codes(found) == []
    assert found.pending == ()


def _register(name: str, former: str = "", short: str = "县司法局") -> str:
    said = UNITS.replace("名称: 云渡县司法局", f"名称: {name}").replace("[县司法局]", f"[{short}]")
    return said.replace("  简称:", f"  曾用名: [{former}]\n  简称:") if former else said


OTHER_NAMES = {
    "the old name is gone": _register("云渡县法治局"),
    "it never was one": _register("云渡县法治局", "{名称: 云渡县司法局}"),
    "it is a short one": _register("云渡县法治局", short="县司法局, 云渡县司法局"),
    "it ended before": _register("云渡县法治局", "{名称: 云渡县司法局, 终止: 2024-01}"),
    "another one is made up": _register("云渡县司法局", "{名称: 云渡县老局, 终止: 2024-06}"),
}


@pytest.mark.parametrize("how", OTHER_NAMES)
def test_the_name_that_a_report_was_published_under_stays(tmp_path: Path, how: str) -> None:
    text = report_text(单位="yundu-sifaju", 信息来源="云渡县司法局")
    assert publish(world(tmp_path, {REPORT: text}), now=FIRST).exit_code == 0
    found = after(tmp_path, {"reports/units.yml": OTHER_NAMES[how]})
    assert codes(found) == ["published-name"]
    (problem,) = [p for p in found.errors if p.code == "published-name"]
    assert (problem.path.name, problem.line) == ("units.yml", 1)
    assert "1 份公开过的报告，发布机构原来是“云渡县司法局”" in problem.message
    noted = text.replace("\n---\n", f"\n{CORRECTION}\n---\n", 1)
    found = after(tmp_path, {REPORT: noted})
    assert codes(found) == ["ledger-behind"], "a name that was wrong can be corrected"
    assert publish(tmp_path / "mkdocs.yml").exit_code == 0
    assert codes(after(tmp_path, {})) == []


REPEALED = (
    "有效性: 废止\n状态日期: 2024-05-01\n状态说明: 已由新的代替\n替代文件: 2023/yundu-xinfangju"
)


def repealed(folder: Path) -> Path:
    """A project in which one report took the place of the other."""
    text = report_text().replace("\n---\n", f"\n{REPEALED}\n---\n", 1)
    assert publish(world(folder, {TWIN: twin(), REPORT: text})).exit_code == 0
    return folder


STANDING = {
    "in force again": (f"{REPEALED}\n", ""),
    "another day": ("2024-05-01", "2024-05-02"),
    "no day": ("状态日期: 2024-05-01\n", ""),
    "another reason": ("已由新的代替", "不再适用"),
    "another replacement": ("替代文件: 2023/yundu-xinfangju", "替代文件: 2022/other"),
    "no replacement": ("\n替代文件: 2023/yundu-xinfangju", ""),
}


@pytest.mark.parametrize("how", STANDING)
def test_what_was_said_of_a_status_does_not_change_silently(tmp_path: Path, how: str) -> None:
    plain = repealed(tmp_path)
    other = {
        "reports/2022/other.md": twin(**EARLIER, 标题="云渡县信访局2022年法治政府建设年度报告")
    }
    after(plain, other)
    assert publish(plain / "mkdocs.yml").exit_code == 0
    old, new = STANDING[how]
    changed = (plain / REPORT).read_text().replace(old, new, 1)
    assert codes(after(plain, {REPORT: changed})) == ["published-changed"]
    noted = "更正记录: [{日期: 2025-01-02, 说明: 有效性写错了}]"
    changed = changed.replace("\n---\n", f"\n{noted}\n---\n", 1)
    found = after(plain, {REPORT: changed})
    assert codes(found) == ["ledger-behind"]
    assert [entry.event for entry in found.pending] == [Event.CHANGED]


def test_what_a_status_leaves_open_may_be_added_and_its_replacement_may_move(
    tmp_path: Path,
) -> None:
    full = report_text().replace("\n---\n", f"\n{REPEALED}\n---\n", 1)
    first = full.replace("\n替代文件: 2023/yundu-xinfangju", "")
    assert publish(world(tmp_path, {TWIN: twin(), REPORT: first})).exit_code == 0
    assert codes(after(tmp_path, {REPORT: full})) == ["ledger-behind"]
    assert publish(tmp_path / "mkdocs.yml").exit_code == 0
    moved = {
        TWIN: None,
        "reports/2023/xinfang.md": twin(旧网址=f"[{TWIN_ADDRESS}]"),
        REPORT: full.replace("2023/yundu-xinfangju", "2023/xinfang"),
    }
    found = after(tmp_path, moved)
    assert codes(found) == ["ledger-behind"]
    assert {entry.event for entry in found.pending} == {Event.MOVED, Event.NOTED}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2024-03-04", "published-order"),
        ("2024-03-31", "published-backdated"),
        ("2024-04-01", None),
    ],
)
def test_a_correction_is_newer_than_what_it_corrects(
    folder: Path, day: str, code: str | None
) -> None:
    text = str(edited("三十五", "三十六")[REPORT])
    text = text.replace("\n---\n", f"\n更正记录: [{{日期: {day}, 说明: 件数}}]\n---\n", 1)
    found = [c for c in codes(after(folder, {REPORT: text})) if c != "ledger-behind"]
    assert found == ([code] if code else [])


def test_an_earlier_correction_may_be_added_with_one_that_says_so(folder: Path) -> None:
    old = "{日期: 2024-03-20, 说明: 从旧网站补来的}"
    text = str(FILES[REPORT]).replace(
        "\n---\n", f"\n更正记录: [{old}, {{日期: 2024-06-01, 说明: 补记一条}}]\n---\n", 1
    )
    assert codes(after(folder, {REPORT: text})) == ["ledger-behind"]


@pytest.mark.parametrize("how", ["the title", "the date", "another unit", "a value more"])
def test_what_a_withdrawn_report_still_shows_does_not_change_silently(
    folder: Path, how: str
) -> None:
    after(folder, edited("\n---\n", f"\n{WITHDRAWN}\n---\n"))
    assert publish(folder / "mkdocs.yml").exit_code == 0
    text = str(SILENT[how][REPORT]).replace("\n---\n", f"\n{WITHDRAWN}\n---\n", 1)
    assert codes(after(folder, {REPORT: text})) == ["published-changed"]
    noted = "更正记录: [{日期: 2025-01-02, 说明: 写错了}]"
    text = text.replace("\n---\n", f"\n{noted}\n---\n", 1)
    assert codes(after(folder, {REPORT: text})) == ["ledger-behind"]


def test_what_a_withdrawn_report_still_shows_does_not_change_as_it_goes(folder: Path) -> None:
    text = str(SILENT["the title"][REPORT]).replace("\n---\n", f"\n{WITHDRAWN}\n---\n", 1)
    assert codes(after(folder, {REPORT: text})) == ["published-changed"]


def test_prints_of_an_older_version_are_compared_as_they_were_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Software that reads more of a report calls no published one changed."""
    before = prints.VERSIONS[1]

    def more(report: Report, unit_id: str) -> dict[str, object]:
        return {**before(report, unit_id), "more": "甲"}

    monkeypatch.setattr(prints, "VERSIONS", {1: before, 2: more})
    for module in (prints, comparing):
        monkeypatch.setattr(module, "VERSION", 2)
    monkeypatch.setattr(ledger_module, "VERSIONS", prints.VERSIONS)
    assert codes(after(folder, {})) == []
    assert codes(after(folder, SILENT["a word"])) == ["published-changed"]
    found = after(folder, edited("\n---\n", "\n旧网址: [/old/1.html]\n---\n"))
    assert [(e.event, e.prints) for e in found.pending] == [(Event.NOTED, 2)]


def test_a_line_of_newer_software_asks_for_it(folder: Path) -> None:
    path = folder / "reports" / FILE
    path.write_bytes(path.read_bytes().replace(b'"prints":1', b'"prints":9'))
    (problem,) = after(folder, {}).errors
    assert (problem.code, problem.hint) == ("ledger-broken", "升级 gongkai 再运行")


def test_a_ledger_that_told_less_is_added_to(folder: Path) -> None:
    """One line for each report of which it does not know all that is compared."""
    ledger, _ = read_ledger(folder / "reports")
    (entry,) = ledger.entries
    early = replace(entry, unit_name="", aliases=(), kept="", attached=())
    Ledger(ledger.path).with_entries([early]).write()
    found = after(folder, {})
    assert [(e.event, e.unit_name) for e in found.pending] == [(Event.NOTED, "云渡县司法局")]
    assert publish(folder / "mkdocs.yml").exit_code == 0
    assert codes(after(folder, {})) == []


def test_another_status_later_needs_no_correction_and_an_earlier_one_does(tmp_path: Path) -> None:
    plain = repealed(tmp_path)
    text = (plain / REPORT).read_text()
    later = text.replace(REPEALED, "有效性: 已归档\n状态日期: 2024-12-01")
    assert codes(after(plain, {REPORT: later})) == ["ledger-behind"]
    earlier = text.replace(REPEALED, "有效性: 失效\n状态日期: 2024-04-01\n状态说明: 过期")
    assert codes(after(plain, {REPORT: earlier})) == ["published-changed"]


def test_corrections_of_a_withdrawn_report_are_kept_from_the_withdrawal_on(tmp_path: Path) -> None:
    """Those before may tell of what was taken back, and may go with it."""
    two_notes = "{日期: 2024-03-20, 说明: 甲}, {日期: 2024-03-21, 说明: 乙}"
    gone = report_text(
        更正记录=f"[{two_notes}]", 有效性="已撤回", 状态日期="2024-06-01", 状态说明="有误"
    )
    assert publish(world(tmp_path, {REPORT: gone})).exit_code == 0
    new = "{日期: 2025-01-02, 说明: 标题去掉人名}"
    noted = gone.replace(f"[{two_notes}]", f"[{new}]").replace("年度报告", "工作报告", 1)
    found = after(tmp_path, {REPORT: noted})
    assert codes(found) == ["ledger-behind"]
    assert [(e.event, e.note) for e in found.pending] == [(Event.CHANGED, "标题去掉人名")]
    assert publish(tmp_path / "mkdocs.yml").exit_code == 0
    lost = noted.replace(f"更正记录: [{new}]\n", "")
    assert codes(after(tmp_path, {REPORT: lost})) == ["published-revision"]


def test_a_line_with_half_a_character_is_a_finding(folder: Path) -> None:
    path = folder / "reports" / FILE
    path.write_bytes(path.read_bytes().replace(b'"note":""', b'"note":"\\ud800"'))
    assert codes(after(folder, {})) == ["ledger-broken"]


# Addresses


def test_a_report_that_comes_back_is_asked_for_the_address_between(folder: Path) -> None:
    plain = two(folder / "plain")
    between = "reports/2023/sifaju.md"
    after(plain, {REPORT: None, between: report_text(旧网址=f"[{ADDRESS}]")})
    assert publish(plain / "mkdocs.yml").exit_code == 0
    found = after(plain, {between: None, REPORT: report_text()})
    (problem,) = found.errors
    assert "/reports/2023/sifaju.html" in problem.message
    assert problem.hint == "在 2023/yundu-sifaju.md 的“旧网址”里写上 /reports/2023/sifaju.html"


def test_capitals_alone_are_no_new_name(tmp_path: Path) -> None:
    """What the error would ask for, an old address, clashes with the new one."""
    before, now = "reports/2023/Sifaju.md", "reports/2023/sifaju.md"
    assert publish(world(tmp_path, {REPORT: None, before: SOUND})).exit_code == 0
    found = after(tmp_path, {before: None, now: SOUND})
    (problem,) = found.errors
    assert (problem.code, "只差大小写" in problem.hint) == ("published-gone", True)


def test_an_old_address_that_became_a_page_is_not_lost(folder: Path) -> None:
    after(folder, edited("\n---\n", "\n旧网址: [/about.html]\n---\n"))
    assert publish(folder / "mkdocs.yml").exit_code == 0
    found = after(folder, {REPORT: FILES[REPORT], "docs/about.md": "# 关于\n"})
    assert codes(found) == ["ledger-behind"]


def test_an_old_address_in_another_coding_stays_what_it_is(folder: Path) -> None:
    """``%D6%D0`` is how a server with GBK writes 中."""
    old = '旧网址: ["/view.asp?n=%D6%D0", "/%D6%D0.html"]'
    after(folder, edited("\n---\n", f"\n{old}\n---\n"))
    assert publish(folder / "mkdocs.yml").exit_code == 0
    found = after(folder, {})
    assert found.errors == ()
    assert found.ledger.entries[-1].aliases == ("/%D6%D0.html", "/view.asp%3Fn%3D%D6%D0")
    said = as_nginx_map(found.archive, found.settings)
    assert '"/%D6%D0.html" "/reports/2023/yundu-sifaju.html";' in said
    assert '"/view.asp?n=%D6%D0" "/reports/2023/yundu-sifaju.html";' in said


def test_a_new_report_at_an_address_that_was_left_is_to_be_renamed(folder: Path) -> None:
    plain = two(folder / "plain")
    moved = "reports/2023/sifaju.md"
    after(plain, {REPORT: None, moved: report_text(旧网址=f"[{ADDRESS}]")})
    assert publish(plain / "mkdocs.yml").exit_code == 0
    found = after(plain, {REPORT: twin(标题="云渡县信访局2023年工作年度报告")})
    (problem,) = [p for p in found.errors if p.code == "address-shared"]
    assert problem.hint == "2023/yundu-sifaju.md 换一个文件名，把网址让给这份报告"


def test_an_old_address_leads_on_for_good(folder: Path) -> None:
    """Also one from before this site, which never was a report's own here."""
    with_old = edited("\n---\n", "\n旧网址: [/art/1.html, /art/2.html]\n---\n")
    after(folder, with_old)
    assert publish(folder / "mkdocs.yml").exit_code == 0
    assert codes(after(folder, {})) == []
    (problem,) = after(folder, edited("\n---\n", "\n旧网址: [/art/2.html]\n---\n")).errors
    assert (problem.code, problem.line) == ("published-gone", 2)
    assert "公开过的旧网址 /art/1.html" in problem.message
    other = {TWIN: twin(旧网址="[/art/1.html]")}
    found = after(folder, other)
    assert codes(found) == ["ledger-behind"], "it may lead to a report that fits better"


def test_what_is_gone_is_an_error_that_names_its_line(folder: Path) -> None:
    found = after(folder, {REPORT: None})
    (problem,) = found.errors
    assert (problem.code, problem.line) == ("published-gone", 1)
    assert problem.path == folder / "reports" / FILE
    assert ADDRESS in problem.message


@pytest.mark.parametrize("name", ["reports/2023/sifaju.md", "reports/2022/yundu-sifaju.md"])
def test_a_new_name_needs_the_old_address(folder: Path, name: str) -> None:
    files: dict[str, str | bytes | None] = {REPORT: None}
    for file in ("a.docx", "b.png"):
        files[f"{name.removesuffix('.md')}/{file}"] = FILES[f"reports/2023/yundu-sifaju/{file}"]
    text = str(FILES[REPORT]).replace("](yundu-sifaju", f"]({Path(name).stem}")
    assert "published-gone" in codes(after(folder, {**files, name: text}))
    moved = text.replace("\n---\n", f"\n旧网址: [{ADDRESS}]\n---\n", 1)
    found = after(folder, {name: moved})
    assert "published-gone" not in codes(found)
    if text == FILES[REPORT]:
        assert [(e.event, e.moved_from) for e in found.pending] == [(Event.MOVED, ADDRESS)]


def test_an_address_that_was_left_must_lead_on_for_good(folder: Path) -> None:
    body = {"reports/2023/sifaju.md": report_text(旧网址=f"[{ADDRESS}]"), REPORT: None}
    plain = folder / "plain"
    assert publish(world(plain)).exit_code == 0
    after(plain, body)
    assert publish(plain / "mkdocs.yml").exit_code == 0
    assert codes(after(plain, {})) == []
    (problem,) = after(plain, {"reports/2023/sifaju.md": report_text()}).errors
    assert (problem.code, problem.line) == ("published-gone", 2)
    assert ADDRESS in problem.message


def test_a_move_that_also_changes_the_text_is_silent(folder: Path) -> None:
    plain = folder / "plain"
    assert publish(world(plain)).exit_code == 0
    text = report_text(旧网址=f"[{ADDRESS}]").replace("三十五", "三十六")
    found = after(plain, {"reports/2023/sifaju.md": text, REPORT: None})
    assert codes(found) == ["published-changed"]


TWIN = "reports/2023/yundu-xinfangju.md"
TWIN_ADDRESS = "/reports/2023/yundu-xinfangju.html"


def twin(**values: object) -> str:
    title = "云渡县信访局2023年法治政府建设年度报告"
    return report_text(**{"标题": title, "单位": "云渡县信访局", **values})


def two(folder: Path, files: Mapping[str, str] = MappingProxyType({})) -> Path:
    """A project with two reports that were published."""
    assert publish(world(folder, {TWIN: twin(), **files}), now=FIRST).exit_code == 0
    return folder


def test_a_report_that_is_merged_into_another_is_gone(folder: Path) -> None:
    """Its address leads on, but its text would be lost."""
    plain = two(folder / "plain")
    found = after(plain, {REPORT: None, TWIN: twin(旧网址=f"[{ADDRESS}]")})
    (problem,) = found.errors
    assert problem.code == "published-gone"
    assert "写在了另一份报告 2023/yundu-xinfangju 里" in problem.message


def test_two_reports_cannot_move_into_one(folder: Path) -> None:
    plain = two(folder / "plain")
    text = report_text(旧网址=f"[{ADDRESS}, {TWIN_ADDRESS}]")
    found = after(plain, {REPORT: None, TWIN: None, "reports/2023/c.md": text})
    (problem,) = found.errors
    assert (problem.code, TWIN_ADDRESS in problem.message) == ("published-gone", True)


def test_an_address_that_was_left_leads_to_the_same_report_for_good(folder: Path) -> None:
    plain = two(folder / "plain")
    name = "reports/2023/sifaju.md"
    after(plain, {REPORT: None, name: report_text(旧网址=f"[{ADDRESS}]")})
    assert publish(plain / "mkdocs.yml").exit_code == 0
    assert codes(after(plain, {})) == []
    handed_on = {name: report_text(), TWIN: twin(旧网址=f"[{ADDRESS}]")}
    assert codes(after(plain, handed_on)) == ["published-gone"]
    another = {name: report_text(), TWIN: twin(), REPORT: report_text()}
    assert "published-gone" in codes(after(plain, another))


def test_moved_twice_and_back_all_addresses_lead_on(folder: Path) -> None:
    plain = two(folder / "plain")
    first, second = "/reports/2023/b.html", "/reports/2023/c.html"
    for name, old, aliases in (
        ("b", REPORT, [ADDRESS]),
        ("c", "reports/2023/b.md", [ADDRESS, first]),
        ("yundu-sifaju", "reports/2023/c.md", [first, second]),
    ):
        text = report_text(旧网址=f"[{', '.join(aliases)}]")
        assert codes(after(plain, {old: None, f"reports/2023/{name}.md": text})) == [
            "ledger-behind"
        ]
        assert publish(plain / "mkdocs.yml").exit_code == 0
        assert codes(after(plain, {})) == []
    assert codes(after(plain, {REPORT: report_text(旧网址=f"[{second}]")})) == ["published-gone"]


@pytest.mark.parametrize("old", ["云渡(1)", "%E4%BA%91%E6%B8%A1(1)", "%e4%ba%91%e6%b8%a1%281%29"])
def test_an_old_address_may_be_written_with_percent_signs_or_without(
    tmp_path: Path, old: str
) -> None:
    assert publish(world(tmp_path, {REPORT: None, "reports/2023/云渡(1).md": SOUND})).exit_code == 0
    moved = report_text(旧网址=f'["/reports/2023/{old}.html"]')
    found = after(tmp_path, {"reports/2023/云渡(1).md": None, REPORT: moved})
    assert [entry.event for entry in found.pending] == [Event.MOVED]
    assert found.errors == ()


@pytest.mark.parametrize("line", ["类别: 法治政府建设年度报告", "索引号:", "有效性: 有效"])
def test_to_write_what_readers_saw_already_is_no_change(folder: Path, line: str) -> None:
    found = after(folder, edited("\n---\n", f"\n{line}\n---\n"))
    assert [entry.event for entry in found.pending] == [Event.NOTED]


def test_settings_do_not_change_a_report_silently(folder: Path) -> None:
    first, second = (line for line in MKDOCS.splitlines() if "- {name" in line)
    turned = MKDOCS.replace(f"{first}\n{second}", f"{second}\n{first}")
    assert codes(after(folder, {"mkdocs.yml": turned})) == ["published-changed"]


EARLIER = {"年度": 2022, "发布日期": "2023-03-05"}


def test_an_address_is_the_report_s_that_the_ledger_has_moved_from_there(folder: Path) -> None:
    """Though another, published earlier, came into the archive after it and claims it."""
    plain = folder / "plain"
    assert publish(world(plain)).exit_code == 0
    after(plain, {"reports/2023/sifaju.md": report_text(旧网址=f"[{ADDRESS}]"), REPORT: None})
    assert publish(plain / "mkdocs.yml").exit_code == 0
    other = report_text(**EARLIER, 旧网址=f"[{ADDRESS}]")
    found = after(plain, {"reports/2022/a.md": other}).errors
    (problem,) = [problem for problem in found if problem.code == "address-shared"]
    assert problem.path.name == "a.md"
    assert "已属于 2023/sifaju.md" in problem.message


def test_a_published_name_stays_and_its_twin_is_to_be_renamed(folder: Path) -> None:
    twin = report_text(发布日期="2024-01-05", 有效性="已归档")
    found = after(folder, {"reports/2023/YUNDU-sifaju.md": twin}).errors
    assert [(p.code, p.path.name) for p in found] == [("address-shared", "YUNDU-sifaju.md")]


# Withdrawal


def test_a_correction_that_names_somebody_may_go_with_the_report(tmp_path: Path) -> None:
    noted = report_text(更正记录="[{日期: 2024-06-01, 说明: 删去张某某的号码}]")
    assert publish(world(tmp_path, {REPORT: noted})).exit_code == 0
    gone = report_text(有效性="已撤回", 状态日期="2024-07-01", 状态说明="有个人信息")
    assert codes(after(tmp_path, {REPORT: gone})) == ["ledger-behind"]


WITHDRAWN = "有效性: 已撤回\n状态日期: 2024-07-01\n状态说明: 内容有误"


def test_a_withdrawal_is_recorded_and_its_text_may_go(folder: Path) -> None:
    head = report_text().partition(BODY)[0].replace("\n---\n", f"\n{WITHDRAWN}\n---\n", 1)
    found = after(folder, {REPORT: head})
    assert [(e.event, e.note) for e in found.pending] == [(Event.WITHDRAWN, "内容有误")]
    assert publish(folder / "mkdocs.yml").exit_code == 0
    assert codes(after(folder, {})) == []
    assert codes(after(folder, {REPORT: str(FILES[REPORT])})) == ["published-changed"]
    again = str(FILES[REPORT]).replace("\n---\n", f"\n{CORRECTION}\n---\n", 1)
    assert codes(after(folder, {REPORT: again})) == ["published-changed"]
    again = again.replace("2024-06-01", "2025-01-02")
    assert codes(after(folder, {REPORT: again})) == ["ledger-behind"]


def test_a_withdrawn_report_that_is_removed_is_gone(folder: Path) -> None:
    after(folder, edited("\n---\n", f"\n{WITHDRAWN}\n---\n"))
    assert publish(folder / "mkdocs.yml").exit_code == 0
    assert "published-gone" in codes(after(folder, {REPORT: None}))


# The ledger itself


def long_ledger(folder: Path, count: int = 3) -> Ledger:
    entries = [
        Entry(
            "2024-01-02",
            Event.PUBLISHED,
            f"/reports/2023/a{n}.html",
            f"标题{n}",
            "a" * 64,
            "b" * 64,
            "有效",
            0,
            "c" * 64,
        )
        for n in range(count)
    ]
    return Ledger(folder / FILE).with_entries(entries)


def test_lines_hold_each_other(tmp_path: Path) -> None:
    ledger = long_ledger(tmp_path)
    ledger.write()
    lines = (tmp_path / FILE).read_bytes().splitlines()
    assert [json.loads(line)["previous"] for line in lines] == [
        "0" * 64,
        sha256(lines[0]).hexdigest(),
        sha256(lines[1]).hexdigest(),
    ]
    read, problems = read_ledger(tmp_path)
    assert problems == []
    assert (read.entries, read.lines, read.head) == (ledger.entries, ledger.lines, ledger.head)


def test_one_flipped_bit_anywhere_is_found(tmp_path: Path) -> None:
    long_ledger(tmp_path, 2).write()
    path = tmp_path / FILE
    data = path.read_bytes()
    for place in range(len(data)):
        for bit in (1, 32):
            path.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
            _, problems = read_ledger(tmp_path)
            assert [p.code for p in problems] == ["ledger-broken"], (place, bit)


@pytest.mark.parametrize(
    ("order", "line"), [((1, 2), 1), ((0, 2), 2), ((1, 0, 2), 1), ((0, 1, 1, 2), 3)]
)
def test_lines_that_go_or_move_or_come_twice_are_found(
    tmp_path: Path, order: tuple[int, ...], line: int
) -> None:
    lines = long_ledger(tmp_path).lines
    (tmp_path / FILE).write_bytes(b"".join(lines[n] + b"\n" for n in order))
    read, (problem,) = read_ledger(tmp_path)
    assert (problem.code, problem.line) == ("ledger-broken", line)
    assert len(read.entries) == line - 1


def test_a_line_that_was_not_written_to_its_end_is_called_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(long_ledger(tmp_path).lines[0])
    _, (problem,) = read_ledger(tmp_path)
    assert problem.message == "台账的这一行没有写完"


@pytest.mark.parametrize("end", [b"\n", b"\r\n\n"])
def test_an_empty_line_at_the_end_tells_nothing(tmp_path: Path, end: bytes) -> None:
    long_ledger(tmp_path).write()
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + end)
    read, problems = read_ledger(tmp_path)
    assert (len(read.lines), problems) == (3, [])


def test_an_empty_ledger_forgets_nothing(folder: Path) -> None:
    assert codes(after(folder, {f"reports/{FILE}": "", REPORT: None})) == ["ledger-broken"]


@pytest.mark.parametrize(
    "how", [(b"}", b" }"), (b'"note"', b'"note":"x","note"'), (b"{", b"\xef\xbb\xbf{")]
)
def test_the_last_line_too_stands_as_it_was_written(
    tmp_path: Path, how: tuple[bytes, bytes]
) -> None:
    long_ledger(tmp_path, 1).write()
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(*how))
    _, (problem,) = read_ledger(tmp_path)
    assert "改动过" in problem.message


def test_what_a_merge_leaves_is_called_by_its_name(folder: Path) -> None:
    path = folder / "reports" / FILE
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes() + b"=======\n>>>>>>> b\n")
    (problem,) = column(folder, dict.fromkeys(BASE, None)).errors
    assert "是 git 合并时留下的记号" in problem.message
    assert "只留一边的台账" in problem.hint


def test_of_two_at_once_none_takes_a_line_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = folder / "plain"
    config = world(plain)
    here = plain / "reports" / FILE

    def read_and_meanwhile(*arguments: object, **more: object) -> Column:
        found = read_column(config, NOW, environment={})
        long_ledger(plain / "reports").write()
        return found

    monkeypatch.setattr(sys.modules["gongkai.cli.publish"], "read_column", read_and_meanwhile)
    result = publish(config)
    assert (result.exit_code, "再运行一次" in result.stderr) == (1, True)
    assert len(here.read_bytes().splitlines()) == 3


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"a":1}', "\xff", "[" * 100_000, " "])
def test_what_is_no_ledger_is_a_finding(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1") + b"\n")
    _, (problem,) = read_ledger(tmp_path)
    assert problem.code == "ledger-broken"


def test_a_ledger_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    _, (problem,) = read_ledger(tmp_path)
    assert "读不了台账" in problem.message


def test_a_broken_ledger_accuses_no_report(folder: Path) -> None:
    data = (folder / "reports" / FILE).read_bytes().replace("司法局".encode(), "司法厅".encode())
    assert codes(after(folder, {f"reports/{FILE}": data})) == ["ledger-broken"]


def test_a_ledger_that_cannot_be_written_is_said(folder: Path) -> None:
    reports = folder / "other/reports"
    config = world(folder / "other")
    with pytest.MonkeyPatch.context() as patch:

        def full(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr("gongkai.files.write_whole", full)
        result = publish(config)
    assert result.exit_code == 1
    assert "error[file-unwritable]" in result.stderr
    assert not (reports / FILE).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
def test_a_run_that_is_killed_leaves_the_old_ledger_or_the_new(folder: Path) -> None:
    """Killed at many moments of writing a large one."""
    long_ledger(folder, 20_000).write()
    old = (folder / FILE).read_bytes()
    program = (
        "import sys\nfrom pathlib import Path\nfrom gongkai.permanence import read_ledger\n"
        "ledger, _ = read_ledger(Path(sys.argv[1]))\n"
        "new = ledger.with_entries(ledger.entries[:5])\nprint('ready', flush=True)\n"
        "while True:\n    new.write()\n    ledger.write()\n"
    )
    command = [sys.executable, "-c", program, str(folder)]
    for number in range(8):
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.01 * number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        ledger, problems = read_ledger(folder)
        assert problems == []
        assert len(ledger.entries) in (20_000, 20_005)
        (folder / FILE).write_bytes(old)


def test_a_print_does_not_depend_on_how_values_are_written(tmp_path: Path) -> None:
    chinese = column(tmp_path / "a").archive.reports[0]
    english = column(
        tmp_path / "b",
        {
            REPORT: "---\nunit: 县司法局\npublish_date: '2024-03-05'\nyear: 2023\n"
            f"title: {chinese.title}\n---\n\n\n{BODY}\n\n"
        },
    ).archive.reports[0]
    assert content_print(chinese) == content_print(english)
    assert chinese.publish_date.day == date(2024, 3, 5)


# The site that was built remembers the ledger


def built(folder: Path) -> Path:
    """The project with two lines and a site that was built from them."""
    config = world(folder, {TWIN: twin()})
    assert publish(config).exit_code == 0
    ledger, _ = read_ledger(folder / "reports")
    made_site(folder / "site", {"index.html": b"", ADDRESS[1:]: b""}, ledger)
    return config


@pytest.mark.parametrize("keep", [0, 1])
def test_a_ledger_that_lost_lines_looks_new_to_all_but_the_site(tmp_path: Path, keep: int) -> None:
    config = built(tmp_path)
    path = tmp_path / "reports" / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:keep]))
    if not keep:
        path.unlink()
    (problem,) = column(tmp_path, dict.fromkeys(BASE, None)).errors
    assert (problem.code, problem.path) == ("site-ledger", path)
    assert f"建站时台账有 2 条，现在只有 {keep} 条" in problem.message
    assert "git checkout -- " in problem.hint
    result = publish(config)
    assert (result.exit_code, "error[site-ledger]" in result.stderr) == (1, True)
    assert path.exists() == bool(keep)
    path.write_bytes(b"".join(lines))
    assert codes(after(tmp_path, {})) == []
    assert publish(config).exit_code == 0


def test_another_ledger_is_not_built_over_the_site_of_this_one(tmp_path: Path) -> None:
    config = built(tmp_path)
    path = tmp_path / "reports" / FILE
    ledger, _ = read_ledger(tmp_path / "reports")
    Ledger(path).with_entries(ledger.entries[::-1]).write()
    (problem,) = read_column(config, NOW, {}).errors
    assert problem.code == "site-ledger"
    assert "mkdocs build -d" in problem.hint
    assert read_column(config, NOW, {}, site=tmp_path / "elsewhere").errors == ()
    (tmp_path / "site/manifest.json").unlink()
    assert read_column(config, NOW, {}).errors == ()


def test_a_site_of_another_archive_knows_nothing_of_this_ledger(tmp_path: Path) -> None:
    """One project may build two, each into its own folder, and check both."""
    config = built(tmp_path)
    world(tmp_path / "other", {"reports/2023/yundu-sifaju.md": None, TWIN: twin()})
    elsewhere = {"REPORTS_DIR": str(tmp_path / "other/reports")}
    settings = MKDOCS.replace("demo: true", "demo: true\n    reports_dir: !ENV REPORTS_DIR")
    config.write_text(settings, encoding="utf-8")
    found = read_column(config, NOW, elsewhere)
    assert (found.errors, len(found.pending)) == ((), 1)


@pytest.mark.parametrize("text", ["", "[", '{"ledger": 1, "files": [', "\xff", "[" * 2000])
def test_a_site_that_says_nothing_of_a_ledger_stops_nothing(tmp_path: Path, text: str) -> None:
    config = built(tmp_path)
    (tmp_path / "site/manifest.json").write_bytes(text.encode("latin-1"))
    (tmp_path / "reports" / FILE).unlink()
    assert read_column(config, NOW, {}).errors == ()


# The unit's id


NUMBERED = UNITS.replace("编号: yundu-sifaju", "编号: yundu-fazhiju")


def test_a_unit_with_a_new_id_is_told_of_once_where_it_stands(folder: Path) -> None:
    """And not at every report of it, which is as it was."""
    found = after(folder, {"reports/units.yml": "# 名册\n" + NUMBERED})
    (problem,) = found.errors
    assert (problem.code, problem.line) == ("published-unit", 2)
    assert problem.path == folder / "reports/units.yml"
    assert "编号是 yundu-fazhiju，公开时是 yundu-sifaju：有 1 份" in problem.message
    assert problem.hint.startswith("编号改回 yundu-sifaju")


def test_what_changed_besides_the_id_is_told_too(folder: Path) -> None:
    found = after(folder, {"reports/units.yml": NUMBERED, **edited("三十五", "三十六")})
    assert sorted(codes(found)) == ["published-changed", "published-unit"]


def test_a_report_that_goes_to_another_unit_is_no_new_id(tmp_path: Path) -> None:
    two(tmp_path)
    left = UNITS[UNITS.index("- 编号: yundu-xinfangju") :]
    text = report_text(单位="云渡县信访局", 更正记录="[{日期: 2024-06-01, 说明: 单位写错了}]")
    found = after(tmp_path, {"reports/units.yml": left, REPORT: text})
    assert codes(found) == ["ledger-behind"]


def test_where_a_report_was_first_is_known_through_all_its_moves(folder: Path) -> None:
    """Before the last move is recorded, too: its entry in a feed stays the same."""
    plain = two(folder / "plain")
    first = "/reports/2023/b.html"
    after(plain, {REPORT: None, "reports/2023/b.md": report_text(旧网址=f"[{ADDRESS}]")})
    assert after(plain, {}).first_addresses == {first: ADDRESS}
    assert publish(plain / "mkdocs.yml").exit_code == 0
    text = report_text(旧网址=f"[{ADDRESS}, {first}]")
    found = after(plain, {"reports/2023/b.md": None, "reports/2022/c.md": text})
    assert found.first_addresses == {"/reports/2022/c.html": ADDRESS}
