"""Exceptions: what a person has decided to accept, and how severe the site takes a rule.

Applied to all findings at once, of reading and of the rules, by :func:`settled`. A warning may be
accepted, in one report or in the whole site, always with a reason. An error may not, but for a
number that was taken for somebody's: that one is named as the finding shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.checks.privacy import CARD, CITIZEN
from gongkai.fields import nearest
from gongkai.problems import Problem, Severity
from gongkai.report import Acceptance, Report
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

UNMATCHED = Rule(
    "allow-unmatched",
    Severity.WARNING,
    finds="不起作用的例外",
    reason="问题改好以后，例外留着就会放过下一个同样的问题；代码写错的例外从来没有起过作用。",
    source="约定：例外要有理由，不再需要就删去",
    wrong="例外: [{规则: privacy-mobile, 理由: 值班手机}]",
    right="关键词: [法治政府]",
    example=Example.FRONT_MATTER,
)
LOWERED = Rule(
    "severity-lowered",
    Severity.ERROR,
    finds="把错误改轻",
    reason="错误是个人信息、脚本、错误的日期一类的事，不能由设置放过；只有警告可以改轻。",
    source="约定：轻重可以改重，只有警告可以改轻",
    wrong="轻重: [{规则: privacy-id, 轻重: 警告}]",
    right="轻重: [{规则: privacy-mobile, 轻重: 错误}]",
    example=Example.SETTINGS,
)
UNKNOWN = Rule(
    "severity-unknown",
    Severity.ERROR,
    finds="没有这条规则",
    reason="代码写错了，想改的轻重就没有改成。",
    source="约定：代码见手册第五节，或运行 gongkai explain",
    wrong="轻重: [{规则: privacy-phone, 轻重: 错误}]",
    right="轻重: [{规则: privacy-mobile, 轻重: 错误}]",
    example=Example.SETTINGS,
)
RULES = (UNMATCHED, LOWERED, UNKNOWN)

_MAY_BE_WRONG = frozenset({CITIZEN.code, CARD.code})
"""Errors that are guesses: a number can be right by chance."""


def settled(
    problems: Iterable[Problem],
    reports: Sequence[Report],
    settings: Settings,
    rules: Mapping[str, Rule],
    *,
    is_whole: bool,
    unasked: Collection[str] = (),
) -> Iterator[Problem]:
    """The findings that are left, as severe as the site takes them.

    ``rules`` are all by their codes. What matched no finding in the whole site is known only when
    every file could be read: ``is_whole``. Rules whose codes are ``unasked`` were not applied.
    """
    for problem in _not_accepted(problems, reports, settings, rules, is_whole, unasked):
        yield _weighed(problem, settings)


def _not_accepted(
    problems: Iterable[Problem],
    reports: Sequence[Report],
    settings: Settings,
    rules: Mapping[str, Rule],
    is_whole: bool,
    unasked: Collection[str],
) -> Iterator[Problem]:
    """Findings that no exception accepts, and those about exceptions and severities themselves."""
    by_path = {report.path: report for report in reports if report.allow}
    used: dict[Path, set[int]] = {}
    for problem in problems:
        report = by_path.get(problem.path)
        mine = used.setdefault(problem.path, set())
        acceptance = _accepted(problem, report.allow, mine) if report else None
        everywhere = _accepted(problem, settings.allow, set())
        if acceptance is not None:
            mine.add(acceptance)
        if everywhere is not None:
            used.setdefault(settings.path, set()).add(everywhere)
        if acceptance is None and everywhere is None:
            yield problem
    yield from _wrong_severities(settings, rules)
    owners: list[tuple[Report | Settings, Path]] = [(r, path) for path, r in by_path.items()]
    owners += [(settings, settings.path)] if is_whole else []
    for owner, path in owners:
        for number, allowed in enumerate(owner.allow):
            if number not in used.get(path, ()) and allowed.code not in unasked:
                yield _unmatched(path, owner.place(f"allow.{number}"), allowed, rules)


def _accepted(
    problem: Problem, acceptances: Sequence[Acceptance], used: Collection[int]
) -> int | None:
    """Which of the exceptions accepts a finding, if any.

    One that names a number accepts it at one place: other people's numbers may look the same when
    they are masked, and each is to be looked at.
    """
    for number, acceptance in enumerate(acceptances):
        if acceptance.code != problem.code:
            continue
        is_guess = problem.code in _MAY_BE_WRONG and "*" in acceptance.value
        if is_guess and number not in used and acceptance.value in problem.message.split():
            return number
        if not problem.is_error and not acceptance.value:
            return number
    return None


def _weighed(problem: Problem, settings: Settings) -> Problem:
    severity = settings.severities.get(problem.code)
    if severity is None or (problem.is_error and severity is not Severity.ERROR):
        return problem
    return replace(problem, severity=severity)


def _wrong_severities(settings: Settings, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    for number, (code, severity) in enumerate(settings.severities.items()):
        place = settings.place(f"severities.{number}")
        rule = rules.get(code)
        if rule is None:
            yield UNKNOWN.problem(settings.path, place, f"没有“{code}”这条规则", _near(code, rules))
        elif rule.severity is Severity.ERROR and severity is not Severity.ERROR:
            message = f"“{code}”是错误，不能改轻"
            yield LOWERED.problem(settings.path, place, message, "删去这一条")


def _unmatched(
    path: Path, place: tuple[int, int], acceptance: Acceptance, rules: Mapping[str, Rule]
) -> Problem:
    code = acceptance.code
    rule = rules.get(code)
    if rule is None:
        message, hint = f"例外里没有“{code}”这条规则", _near(code, rules)
    elif rule.severity is Severity.ERROR and not acceptance.value:
        message, hint = f"“{code}”是错误，不能用例外放过", "改正错误，删去这一条"
        if code in _MAY_BE_WRONG:
            hint = "不是个人号码的，在那份报告的例外里写上“号码”，照检查结果里遮住的样子"
    else:
        message, hint = f"例外“{code}”没有放过任何结果", "问题已经没有了，删去这一条"
    return UNMATCHED.problem(path, place, message, hint)


def _near(code: str, rules: Mapping[str, Rule]) -> str:
    near = nearest(code, rules)
    return f"是不是“{near}”？" if near else "代码是检查结果方括号里的英文，见 gongkai explain"
