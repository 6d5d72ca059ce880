"""Dates are taken as written or refused; nothing is ever guessed into a value."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.dates import (
    CHINA,
    Fault,
    Moment,
    now,
    read_day,
    read_moment,
    read_period_end,
    working_days_after,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", Moment(date(2024, 3, 5))),
        ("2024-02-29", Moment(date(2024, 2, 29))),
        ("2024-03-05 09:30", Moment(date(2024, 3, 5), time(9, 30))),
        ("2024-03-05 00:00", Moment(date(2024, 3, 5), time(0, 0))),
        ("2024-03-05 23:59", Moment(date(2024, 3, 5), time(23, 59))),
    ],
)
def test_a_moment_is_what_was_written(text: str, moment: Moment) -> None:
    assert read_moment(text) == moment
    assert str(moment) == text


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("2024-02-30", "date-impossible", "按原文件核对日期"),
        ("2023-02-29", "date-impossible", "按原文件核对日期"),
        ("2024-00-05", "date-impossible", "核对月份"),
        ("2024-13-05", "date-impossible", "核对月份"),
        ("2024-03-00", "date-impossible", "按原文件核对日期"),
        ("0000-03-05", "date-impossible", "核对年份"),
        ("2024-03-05 24:00", "date-impossible", "时刻从 00:00 到 23:59"),
        ("2024-03-05 09:60", "date-impossible", "时刻从 00:00 到 23:59"),
        ("2024-02-30 09:30", "date-impossible", "按原文件核对日期"),
        ("2024-3-5", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024/03/05", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024.3.5", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024年3月5日", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("２０２４年３月５日", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("２０２４-０３-０５", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("٢٠٢٤-٠٣-٠٥", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("20240305", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024-03-05T09:30:00", "date-format", "如果是指这一天，写作 2024-03-05 09:30"),
        ("2024年3月5日 9:30", "date-format", "如果是指这一天，写作 2024-03-05 09:30"),
        ("2024/3/5 09:75", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024/3/5 24:00", "date-format", "如果是指这一天，写作 2024-03-05"),
        ("2024/2/30", "date-format", "2024 年 2 月没有 30 日"),
        ("12:30:00", "date-format", "写作 2024-03-05 或 2024-03-05 09:30"),
        ("yes", "date-format", "写作 2024-03-05 或 2024-03-05 09:30"),
        ("", "date-format", "写作 2024-03-05 或 2024-03-05 09:30"),
        ("2024-03-05\n", "date-format", "如果是指这一天，写作 2024-03-05"),
    ],
)
def test_anything_else_is_refused_with_a_way_to_mend_it(text: str, code: str, hint: str) -> None:
    fault = read_moment(text)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.hint) == (code, hint)


def test_a_day_takes_no_minute() -> None:
    assert read_day("2024-03-05") == date(2024, 3, 5)
    assert read_day("2024-03-05 09:30") == Fault(
        "date-format",
        "“2024-03-05 09:30”不是 年-月-日 形式的日期",
        "如果是指这一天，写作 2024-03-05",
    )
    assert read_day("中秋") == Fault(
        "date-format", "“中秋”不是 年-月-日 形式的日期", "写作 2024-03-05"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2010", date(2010, 1, 1)),
        ("2010-04", date(2010, 4, 1)),
        ("2010-04-15", date(2010, 4, 15)),
    ],
)
def test_a_period_is_read_as_its_first_day(text: str, day: date) -> None:
    assert read_period_end(text) == day


@pytest.mark.parametrize("text", ["2010-13", "201", "２０１０", "2010-4", "now", "2010-02-30"])
def test_a_period_that_is_none(text: str) -> None:
    assert isinstance(read_period_end(text), Fault)


@given(st.text() | st.from_regex(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?\n?", fullmatch=True))
def test_what_is_read_is_written_the_same(text: str) -> None:
    moment = read_moment(text)
    assert isinstance(moment, Fault) or str(moment) == text
    day = read_day(text)
    assert isinstance(day, Fault) or str(day) == text
    assert isinstance(read_period_end(text), date | Fault)


@given(st.dates(), st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_every_moment_can_be_written(day: date, minute: time | None) -> None:
    moment = Moment(day, minute)
    assert read_moment(str(moment)) == moment


def test_iso_has_the_precision_that_was_given() -> None:
    assert Moment(date(2024, 3, 5)).iso == "2024-03-05"
    assert Moment(date(2024, 3, 5), time(0, 0)).iso == "2024-03-05T00:00:00+08:00"


def test_a_day_comes_before_its_minutes() -> None:
    day = date(2024, 3, 5)
    moments = [
        Moment(date(2024, 3, 4), time(23, 59)),
        Moment(day),
        Moment(day, time(0, 1)),
        Moment(day, time(9, 30)),
        Moment(date(2024, 3, 6)),
    ]
    assert sorted((moments[i] for i in (3, 0, 4, 2, 1)), key=lambda m: m.order) == moments


def test_now_is_in_china_whatever_the_machine_thinks() -> None:
    assert now("1735660799") == datetime(2024, 12, 31, 23, 59, 59, tzinfo=CHINA)
    assert now("1735660800").date() == date(2025, 1, 1), "already the new year in China"


@pytest.mark.parametrize("stamp", [None, "", "-1", "1.5", "soon", "٣", "9" * 20, "9" * 5000])
def test_a_stamp_that_is_none_leaves_the_clock(stamp: str | None) -> None:
    difference = now(stamp) - datetime.now(UTC)
    assert abs(difference) < timedelta(minutes=1)
    assert now(stamp).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2024, 3, 4), 0, date(2024, 3, 4)),
        (date(2024, 3, 4), 1, date(2024, 3, 5)),
        (date(2024, 3, 8), 1, date(2024, 3, 11)),  # Friday
        (date(2024, 3, 9), 1, date(2024, 3, 11)),  # Saturday
        (date(2024, 3, 4), 20, date(2024, 4, 1)),
        (date(9999, 12, 30), 20, date(9999, 12, 31)),
    ],
)
def test_working_days_leave_out_weekends(start: date, count: int, end: date) -> None:
    assert working_days_after(start, count) == end
