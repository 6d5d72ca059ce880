"""Exceptions and severities: what a person has decided, and what no setting may let through."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.problems import FORMATS, Problem, Severity, failing, tally
from numbers_of_nobody import card_number, citizen_number
from worlds import MKDOCS, SOUND, column, report_text, run_check, world

REPORT = "reports/2023/yundu-sifaju.md"
OTHER = "reports/2023/yundu-xinfangju.md"
PLATE = "冀D" + "3X582"
LATE = {"发布日期": "2024-04-02"}


def allowed(*items: str) -> str:
    """The value of 例外: ``规则: …`` of each, with a reason."""
    return f"[{', '.join(f'{{{item}, 理由: 原文如此}}' for item in items)}]"


def with_body(text: str, **values: object) -> str:
    return f"{report_text(**values)}\n{text}\n"


def site(*lines: str) -> str:
    return MKDOCS + "".join(f"    {line}\n" for line in lines)


def found(folder: Path, files: Mapping[str, str | bytes | None]) -> list[tuple[str, Severity]]:
    """Code and severity of each finding."""
    return [(p.code, p.severity) for p in problems(folder, files)]


def problems(folder: Path, files: Mapping[str, str | bytes | None]) -> tuple[Problem, ...]:
    return column(folder, files).problems


def only(folder: Path, files: Mapping[str, str | bytes | None]) -> Problem:
    (problem,) = problems(folder, files)
    return problem


def masked(number: str) -> str:
    """A number as a finding shows it."""
    return f"{number[:2]}{'*' * (len(number) - 4)}{number[-2:]}"


# --- in a report


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("privacy-plate", f"当事人驾驶{PLATE}。"),
        ("wording-halfwidth", "依法行政,提高效能。"),
        ("structure-plain", "（一）制度建设"),
        ("debris-navigation", "联系我们"),
    ],
)
def test_a_warning_is_accepted(tmp_path: Path, code: str, text: str) -> None:
    assert found(tmp_path / "a", {REPORT: with_body(text)}) == [(code, Severity.WARNING)]
    accepted = with_body(text, 例外=allowed(f"规则: {code}"))
    assert found(tmp_path / "b", {REPORT: accepted}) == []


def test_all_findings_of_a_code_are_accepted_and_no_other(tmp_path: Path) -> None:
    text = f"当事人驾驶{PLATE}。\n\n当事人驾驶{PLATE[:-1]}3。\n\n依法行政,提高效能。"
    report = with_body(text, 例外=allowed("规则: privacy-plate"))
    assert found(tmp_path, {REPORT: report}) == [("wording-halfwidth", Severity.WARNING)]


def test_an_error_stays_and_the_exception_says_why(tmp_path: Path) -> None:
    report = with_body("全年[image: a.png]办结。", 例外=allowed("规则: debris-mark"))
    unmatched, mark = problems(tmp_path, {REPORT: report})
    assert (mark.code, mark.severity) == ("debris-mark", Severity.ERROR)
    assert (unmatched.code, unmatched.severity) == ("allow-unmatched", Severity.WARNING)
    assert unmatched.message == "“debris-mark”是错误，不能用例外放过"


def test_what_matches_nothing_is_said_at_its_own_line(tmp_path: Path) -> None:
    lines = ["例外:", "  - {规则: privacy-plate, 理由: 甲}", "  - {规则: late-deadline, 理由: 乙}"]
    text = SOUND.replace("---\n\n一年", "\n".join(lines) + "\n---\n\n一年")
    report = text.replace("一年来", f"当事人驾驶{PLATE}。\n\n一年来", 1)
    problem = only(tmp_path, {REPORT: report})
    assert (problem.code, problem.severity) == ("allow-unmatched", Severity.WARNING)
    assert report.splitlines()[problem.line - 1] == lines[2]
    assert problem.message == "例外“late-deadline”没有放过任何结果"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("privacy-plat", "是不是“privacy-plate”？"),
        ("错别字", "代码是检查结果方括号里的英文，见 gongkai explain"),
    ],
)
def test_a_code_that_is_none_is_said_with_the_nearest(tmp_path: Path, code: str, hint: str) -> None:
    problem = only(tmp_path, {REPORT: report_text(例外=allowed(f"规则: {code}"))})
    assert (problem.code, problem.hint) == ("allow-unmatched", hint)
    assert problem.message == f"例外里没有“{code}”这条规则"


def test_an_exception_is_of_its_report_only(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(**LATE, 例外=allowed("规则: late-deadline")),
        OTHER: report_text(单位="云渡县信访局", **LATE),
    }
    assert only(tmp_path, files).path.name == "yundu-xinfangju.md"


def test_a_second_exception_for_the_same_is_of_no_use(tmp_path: Path) -> None:
    twice = "[{规则: late-deadline, 理由: 甲}, {规则: late-deadline, 理由: 乙}]"
    assert only(tmp_path, {REPORT: report_text(**LATE, 例外=twice)}).code == "allow-unmatched"


# --- numbers that were taken for somebody's


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("privacy-id", (citizen_number(11), citizen_number(12))),
        ("privacy-card", (card_number(11), card_number(12))),
    ],
)
def test_a_number_is_accepted_by_its_masked_form_and_no_other(
    tmp_path: Path, code: str, numbers: tuple[str, str]
) -> None:
    wrong, real = numbers
    assert masked(wrong) != masked(real)
    only_wrong, both = f"批号{wrong}。", f"批号{wrong}。\n\n收款人的号码{real}。"
    item = f'规则: {code}, 号码: "{masked(wrong)}"'
    assert found(tmp_path / "a", {REPORT: with_body(only_wrong)}) == [(code, Severity.ERROR)]
    report = with_body(only_wrong, 例外=allowed(item))
    assert found(tmp_path / "b", {REPORT: report}) == []
    problem = only(tmp_path / "c", {REPORT: with_body(both, 例外=allowed(item))})
    assert (problem.code, problem.severity) == (code, Severity.ERROR)
    assert masked(real) in problem.message


def test_the_printed_form_is_the_one_to_copy(tmp_path: Path) -> None:
    number = citizen_number(13)
    shown = only(tmp_path / "a", {REPORT: with_body(f"批号{number}。")}).message.split()[-1]
    report = with_body(f"批号{number}。", 例外=allowed(f'规则: privacy-id, 号码: "{shown}"'))
    assert found(tmp_path / "b", {REPORT: report}) == []


def test_without_its_number_such_an_exception_is_none(tmp_path: Path) -> None:
    report = with_body(f"批号{citizen_number(11)}。", 例外=allowed("规则: privacy-id"))
    unmatched, number = problems(tmp_path, {REPORT: report})
    assert number.is_error
    assert unmatched.code == "allow-unmatched"
    assert "“号码”" in unmatched.hint


@pytest.mark.parametrize("value", ["**", "11", "疑似身份证号", "51**************00"])
def test_no_part_of_a_finding_is_its_number(tmp_path: Path, value: str) -> None:
    item = f'规则: privacy-id, 号码: "{value}"'
    report = with_body(f"批号{citizen_number(11)}。", 例外=allowed(item))
    codes = [code for code, _ in found(tmp_path, {REPORT: report})]
    assert codes == ["allow-unmatched", "privacy-id"]


def test_a_number_with_a_warning_is_no_exception(tmp_path: Path) -> None:
    report = with_body(f"当事人驾驶{PLATE}。", 例外=allowed('规则: privacy-plate, 号码: "冀D***2"'))
    assert [code for code, _ in found(tmp_path, {REPORT: report})] == [
        "allow-unmatched",
        "privacy-plate",
    ]


# --- in the whole site


def test_the_site_accepts_everywhere(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": site(f"例外: {allowed('规则: late-deadline')}"),
        REPORT: report_text(**LATE),
        OTHER: report_text(单位="云渡县信访局", **LATE),
    }
    assert found(tmp_path, files) == []


def test_the_sites_exception_that_matches_nothing_is_said_at_its_line(tmp_path: Path) -> None:
    config = site(
        "例外:", "  - {规则: late-deadline, 理由: 甲}", "  - {规则: slug-style, 理由: 乙}"
    )
    problem = only(tmp_path, {"mkdocs.yml": config, REPORT: report_text(**LATE)})
    assert (problem.path.name, problem.code) == ("mkdocs.yml", "allow-unmatched")
    assert "slug-style" in config.splitlines()[problem.line - 1]


def test_it_is_not_said_when_a_file_could_not_be_read(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": site(f"例外: {allowed('规则: late-deadline')}"),
        OTHER: report_text(单位="云渡县信访局", 年度="2023年"),
    }
    assert [code for code, _ in found(tmp_path, files)] == ["year-format"]


def test_the_site_accepts_no_error_and_no_number(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": site(f"例外: {allowed('规则: privacy-id')}"),
        REPORT: with_body(f"批号{citizen_number(11)}。"),
    }
    assert found(tmp_path, files) == [
        ("allow-unmatched", Severity.WARNING),
        ("privacy-id", Severity.ERROR),
    ]


# --- how severe


def weighed(code: str, severity: str) -> str:
    return site(f"轻重: [{{规则: {code}, 轻重: {severity}}}]")


def test_a_warning_may_be_made_an_error(tmp_path: Path) -> None:
    files = {"mkdocs.yml": weighed("late-deadline", "错误"), REPORT: report_text(**LATE)}
    problem = only(tmp_path, files)
    assert (problem.code, problem.is_error) == ("late-deadline", True)
    assert run_check(tmp_path / "mkdocs.yml").exit_code == 1


def test_a_warning_may_be_made_a_note_that_stops_nothing(tmp_path: Path) -> None:
    files = {"mkdocs.yml": weighed("late-deadline", "提示"), REPORT: report_text(**LATE)}
    problem = only(tmp_path, files)
    assert problem.severity is Severity.NOTE
    assert failing([problem], strict=True) == ()
    assert tally([problem]) == "0 个错误，0 个警告，1 个提示"
    assert FORMATS["github"]([problem], tmp_path).startswith("::notice file=")
    assert " note[late-deadline] " in FORMATS["text"]([problem], tmp_path)
    assert '"severity": "note"' in FORMATS["json"]([problem], tmp_path)
    assert run_check(tmp_path / "mkdocs.yml", "--strict").exit_code == 0


def test_a_warning_counts_when_strict(tmp_path: Path) -> None:
    config = world(tmp_path, {REPORT: report_text(**LATE)})
    assert (run_check(config).exit_code, run_check(config, "--strict").exit_code) == (0, 1)


@pytest.mark.parametrize("severity", ["警告", "提示"])
def test_an_error_is_never_made_light_of(tmp_path: Path, severity: str) -> None:
    files = {
        "mkdocs.yml": weighed("debris-mark", severity),
        REPORT: with_body("全年[image: a.png]办结。"),
    }
    lowered, mark = problems(tmp_path, files)
    assert (lowered.code, lowered.path.name) == ("severity-lowered", "mkdocs.yml")
    assert lowered.is_error
    assert mark.is_error


def test_an_error_that_stays_one_is_nothing_to_say(tmp_path: Path) -> None:
    assert found(tmp_path, {"mkdocs.yml": weighed("debris-mark", "错误")}) == []


def test_a_severity_of_no_rule_is_an_error_at_its_line(tmp_path: Path) -> None:
    config = site(
        "轻重:", "  - {规则: late-deadline, 轻重: 提示}", "  - {规则: late-dedline, 轻重: 提示}"
    )
    problem = only(tmp_path, {"mkdocs.yml": config})
    assert (problem.code, problem.is_error) == ("severity-unknown", True)
    assert problem.hint == "是不是“late-deadline”？"
    assert "late-dedline" in config.splitlines()[problem.line - 1]


@pytest.mark.parametrize("severity", ["错误", "提示"])
def test_an_exception_is_of_the_rule_whatever_the_site_takes_it_for(
    tmp_path: Path, severity: str
) -> None:
    files = {
        "mkdocs.yml": weighed("late-deadline", severity),
        REPORT: report_text(**LATE, 例外=allowed("规则: late-deadline")),
    }
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(("said", "severity"), [("错误", Severity.ERROR), ("提示", Severity.NOTE)])
def test_exceptions_of_no_use_are_weighed_too(
    tmp_path: Path, said: str, severity: Severity
) -> None:
    files = {
        "mkdocs.yml": weighed("allow-unmatched", said),
        REPORT: report_text(例外=allowed("规则: late-deadline")),
    }
    assert found(tmp_path, files) == [("allow-unmatched", severity)]


# --- findings of reading


def test_a_warning_of_reading_a_name_is_accepted(tmp_path: Path) -> None:
    name = "reports/2023/司法局.md"
    for folder, report, left in (
        ("a", report_text(), ["slug-style"]),
        ("b", report_text(例外=allowed("规则: slug-style")), []),
    ):
        files = {REPORT: None, name: report}
        assert [code for code, _ in found(tmp_path / folder, files)] == left


def test_a_warning_of_reading_a_value_is_accepted_and_weighed(tmp_path: Path) -> None:
    title = "云渡县司法局2023年法治政府建设年度报告 #1"
    plain = {REPORT: report_text(标题=title)}
    assert found(tmp_path / "a", plain) == [("yaml-comment", Severity.WARNING)]
    accepted = {REPORT: report_text(标题=title, 例外=allowed("规则: yaml-comment"))}
    assert found(tmp_path / "b", accepted) == []
    heavy = {**plain, "mkdocs.yml": weighed("yaml-comment", "错误")}
    assert found(tmp_path / "c", heavy) == [("yaml-comment", Severity.ERROR)]
    everywhere = {**plain, "mkdocs.yml": site(f"例外: {allowed('规则: yaml-comment')}")}
    assert found(tmp_path / "d", everywhere) == []
