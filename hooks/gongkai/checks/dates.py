"""Rules over dates: real order, nothing from the future, nothing late without being said.

Dates are recorded, never made up: a false publication date is a veto item of the inspection
(国办秘函〔2019〕19号). That a date is a day of the calendar is settled when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongkai.archive import Archive
from gongkai.dates import working_days_after
from gongkai.problems import Problem, error, warning
from gongkai.report import Report
from gongkai.settings import Settings

DISCLOSURE_WORKING_DAYS = 20
"""政府信息公开条例第二十六条: within 20 working days of the information's formation."""


MISSING = "report-missing"
"""Code of :func:`nothing_missing`."""


def not_in_the_future(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``date-future``: no date of the report lies after this minute (E)."""
    moment = report.publish_date
    if (moment.day, moment.minute or datetime.min.time()) > (now.date(), now.time()):
        yield error(
            report.path,
            report.place("publish_date"),
            "date-future",
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
            yield error(report.path, place, "date-future", f"{label} {day} 还没有到", "核对日期")


def year_before_publication(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-after-publication``: the year reported on is not after publication (E; item 1)."""
    if report.year > report.publish_date.day.year:
        yield error(
            report.path,
            report.place("year"),
            "year-after-publication",
            f"年度 {report.year} 晚于发布日期 {report.publish_date}",
            "年度是报告所写的那一年，一般是发布日期的上一年",
        )


def year_is_over(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``year-not-over``: a year's report published within that year has a doubtful date (W)."""
    if report.year == report.publish_date.day.year:
        yield warning(
            report.path,
            report.place("publish_date"),
            "year-not-over",
            f"{report.year} 年度还没有过完，就在 {report.publish_date.day} 公开了年度报告",
            "核对年份，年度报告一般在次年公开；日期无误就照实保留",
        )


def dates_in_order(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``date-order``: written before published, published before added or corrected (W)."""
    published = report.publish_date.day
    if report.written_date and report.written_date > published:
        yield warning(
            report.path,
            report.place("written_date"),
            "date-order",
            f"成文日期 {report.written_date} 晚于发布日期 {published}",
            "核对两个日期",
        )
    later = [("added", "收录日期", report.added), ("status_date", "状态日期", report.status_date)]
    later += [(f"revisions.{n}", "更正日期", r.date) for n, r in enumerate(report.revisions)]
    for key, label, day in later:
        if day and day < published:
            yield warning(
                report.path,
                report.place(key),
                "date-order",
                f"{label} {day} 早于发布日期 {published}",
                "核对两个日期",
            )


def disclosed_in_time(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``late-disclosure``: public within 20 working days of being written (W; 条例第二十六条)."""
    if not report.written_date:
        return
    last = working_days_after(report.written_date, DISCLOSURE_WORKING_DAYS)
    if report.publish_date.day > last:
        yield warning(
            report.path,
            report.place("publish_date"),
            "late-disclosure",
            f"成文 {DISCLOSURE_WORKING_DAYS} 个工作日以后才公开，应不晚于 {last}（未计法定节假日）",
            "日期无误就照实保留（条例第二十六条）",
        )


def deadline_kept(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``late-deadline``: public before the category's yearly date (W; 条例第四十九条)."""
    category = settings.category(report.category)
    if category and category.days_late(report.year, report.publish_date.day):
        yield warning(
            report.path,
            report.place("publish_date"),
            "late-deadline",
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
                yield warning(
                    archive.register.path,
                    (unit.line, 1),
                    MISSING,
                    f"{unit.name}缺少 {'、'.join(missing)} 年度的{category.name}",
                    "补上报告；不再报告的单位写明“终止”年度",
                )
