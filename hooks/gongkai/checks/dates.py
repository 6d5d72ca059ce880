"""Rules over dates: real order, nothing from the future, nothing late without being said.

Dates are recorded, never made up: a false publication date is a veto item of the inspection
(国办秘函〔2019〕19号). That a date is a day of the calendar is settled when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongkai.archive import Archive
from gongkai.dates import working_days_after
from gongkai.problems import Problem, Severity
from gongkai.report import Report
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

_DEADLINES = "督察工作规定（厅字〔2019〕28号）第二十四条；政府信息公开条例第四十九条"
FUTURE = Rule(
    "date-future",
    Severity.ERROR,
    finds="日期还没有到",
    reason="日期记的是已经发生的事。写了将来的日期，读者不会再信别的日期，检查时可能当作伪造。",
    source="国办秘函〔2019〕19号，单项否决：弄虚作假（如伪造发稿日期）",
    wrong="发布日期: 2030-01-01",
    right="发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
YEAR_AFTER = Rule(
    "year-after-publication",
    Severity.ERROR,
    finds="年度晚于发布日期",
    reason="报告写的是过去的一年，不会先公开、后有这一年：年度和发布日期总有一个写错了。",
    source="常识：先有这一年，后有这一年的报告",
    wrong="年度: 2024\n发布日期: 2023-03-05",
    right="年度: 2023\n发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
NOT_OVER = Rule(
    "year-not-over",
    Severity.WARNING,
    finds="年度没有过完就公开了",
    reason="年度报告要等这一年过完才写得全，当年的发布日期多半是写错了年份。",
    source="常识：年度报告在次年写成、次年公开",
    wrong="年度: 2023\n发布日期: 2023-12-31",
    right="年度: 2023\n发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
ORDER = Rule(
    "date-order",
    Severity.WARNING,
    finds="日期的先后颠倒了",
    reason="先成文，后公开，再更正或者收进本站。次序反了，总有一个日期写错了。",
    source="常识：先成文，后公开",
    wrong="成文日期: 2024-03-06\n发布日期: 2024-03-05",
    right="成文日期: 2024-03-01\n发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
LATE_DISCLOSURE = Rule(
    "late-disclosure",
    Severity.WARNING,
    finds="成文二十个工作日后才公开",
    reason="主动公开的信息应当在形成之日起二十个工作日内公开。迟了就照实保留，不要改日期。",
    source="政府信息公开条例第二十六条",
    wrong="成文日期: 2024-02-05\n发布日期: 2024-03-05",
    right="成文日期: 2024-02-19\n发布日期: 2024-03-05",
    example=Example.FRONT_MATTER,
)
LATE_DEADLINE = Rule(
    "late-deadline",
    Severity.WARNING,
    finds="过了期限才公开",
    reason="年度报告有公开的期限，读者到时候会来看。迟了就照实保留，为了合格而改日期是弄虚作假。",
    source=_DEADLINES,
    wrong="发布日期: 2024-04-02",
    right="发布日期: 2024-04-01",
    example=Example.FRONT_MATTER,
)
MISSING = Rule(
    "report-missing",
    Severity.WARNING,
    finds="缺了一年的报告",
    reason="报告一年一份。缺了一年，读者不知道是没有写，还是写了没有公开。",
    source=_DEADLINES,
    wrong="云渡县司法局有 2021 年度和 2023 年度的报告，没有 2022 年度的",
    right="补上 2022 年度的报告，发布日期照实写",
    example=Example.FILES,
)
RULES = (FUTURE, YEAR_AFTER, NOT_OVER, ORDER, LATE_DISCLOSURE, LATE_DEADLINE, MISSING)

DISCLOSURE_WORKING_DAYS = 20
"""政府信息公开条例第二十六条: within 20 working days of the information's formation."""


def not_in_the_future(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``date-future``: no date of the report lies after this minute (E)."""
    moment = report.publish_date
    if (moment.day, moment.minute or datetime.min.time()) > (now.date(), now.time()):
        yield FUTURE.problem(
            report.path,
            report.place("publish_date"),
            f"发布日期 {moment} 还没有到",
            "核对日期；定时发布请到时再构建",
        )
    other = {
        "written_date": report.written_date,
        "added": report.added,
        "status_date": report.status_date,
    }
    labels = {"written_date": "成文日期", "added": "收录日期", "status_date": "状态日期"}
    days = [(key, labels[key], day) for key, day in other.items() if day]
    days += [(f"revisions.{n}", "更正日期", r.date) for n, r in enumerate(report.revisions)]
    for key, label, day in days:
        if day > now.date():
            place = report.place(key)
            yield FUTURE.problem(report.path, place, f"{label} {day} 还没有到", "核对日期")


def year_before_publication(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-after-publication``: the year reported on is not after publication (E; item 1)."""
    if report.year > report.publish_date.day.year:
        yield YEAR_AFTER.problem(
            report.path,
            report.place("year"),
            f"年度 {report.year} 晚于发布日期 {report.publish_date}",
            "年度是报告所写的那一年，一般是发布日期的上一年",
        )


def year_is_over(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-not-over``: a year's report published within that year has a doubtful date (W)."""
    if report.year == report.publish_date.day.year:
        yield NOT_OVER.problem(
            report.path,
            report.place("publish_date"),
            f"{report.year} 年度还没有过完，就在 {report.publish_date.day} 公开了年度报告",
            "核对年份，年度报告一般在次年公开；日期无误就照实保留",
        )


def dates_in_order(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``date-order``: written before published, published before added or corrected (W)."""
    published = report.publish_date.day
    if report.written_date and report.written_date > published:
        yield ORDER.problem(
            report.path,
            report.place("written_date"),
            f"成文日期 {report.written_date} 晚于发布日期 {published}",
            "核对两个日期",
        )
    later = [("added", "收录日期", report.added), ("status_date", "状态日期", report.status_date)]
    later += [(f"revisions.{n}", "更正日期", r.date) for n, r in enumerate(report.revisions)]
    for key, label, day in later:
        if day and day < published:
            yield ORDER.problem(
                report.path,
                report.place(key),
                f"{label} {day} 早于发布日期 {published}",
                "核对两个日期",
            )


def disclosed_in_time(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``late-disclosure``: public within 20 working days of being written (W; 条例第二十六条)."""
    if not report.written_date:
        return
    last = working_days_after(report.written_date, DISCLOSURE_WORKING_DAYS)
    if report.publish_date.day > last:
        yield LATE_DISCLOSURE.problem(
            report.path,
            report.place("publish_date"),
            f"成文 {DISCLOSURE_WORKING_DAYS} 个工作日以后才公开，应不晚于 {last}（未计法定节假日）",
            "日期无误就照实保留（条例第二十六条）",
        )


def deadline_kept(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``late-deadline``: public before the category's yearly date (W; 条例第四十九条)."""
    category = settings.category(report.category)
    if category and category.days_late(report.year, report.publish_date.day):
        yield LATE_DEADLINE.problem(
            report.path,
            report.place("publish_date"),
            f"{report.year} 年度的{report.category}应在 {category.due(report.year)} 前公开",
            "日期无误就照实保留；不要为了合格而改日期",
        )


def nothing_missing(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``report-missing``: no year lacking after its deadline (W), one finding a unit."""
    for category in settings.categories:
        if not category.required or not archive.reports:
            continue
        last = min(archive.last_year(category.name), now.year)
        while (due := category.due(last + 1)) and due < now.date():
            last += 1
        for unit in archive.register.units:
            years = {
                r.year for r in archive.by_unit.get(unit.id, ()) if r.category == category.name
            }
            expected = archive.expected_years(unit, category.name, last)
            missing = [
                str(year)
                for year in expected
                if year not in years and (not (due := category.due(year)) or due < now.date())
            ]
            if missing:
                yield MISSING.problem(
                    archive.register.path,
                    (unit.line, 1),
                    f"{unit.name}缺少 {'、'.join(missing)} 年度的{category.name}",
                    "补上报告；不再报告的单位写明“终止”年度",
                )
