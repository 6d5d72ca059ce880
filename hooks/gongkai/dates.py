"""Days and moments as people write them in front matter.

A publication date may carry its minute or not, and nothing here ever adds one that was not given.
Reading a date returns either the value or a :class:`Fault` that says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""China has had one zone without daylight saving since 1991: no database of zones is needed."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ISO_MINUTE = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})", re.ASCII)
_LOOSE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2}):(\d{2})(?::\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not a value: code, message and hint of the finding to make of it."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the minute of it where that is known (China Standard Time)."""

    day: date
    minute: time | None = None

    def __str__(self) -> str:
        """``2024-03-05`` or ``2024-03-05 09:30``: never more than was given."""
        return f"{self.day} {self.minute:%H:%M}" if self.minute else str(self.day)

    @property
    def iso(self) -> str:
        """ISO 8601 with the precision that was given, for ``datetime`` attributes and JSON-LD."""
        return f"{self.day}T{self.minute:%H:%M}:00+08:00" if self.minute else str(self.day)

    @property
    def order(self) -> tuple[date, time]:
        """Key for sorting; a day without its minute comes before that day's minutes."""
        return self.day, self.minute or time.min


def now(stamp: str | None = None) -> datetime:
    """This minute in China, or the one that ``SOURCE_DATE_EPOCH`` names (seconds since 1970).

    The only reader of the clock; called at the borders, never by a page.
    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    if stamp and stamp.isascii() and stamp.isdigit():
        with suppress(ValueError, OverflowError, OSError):  # a number beyond the calendar
            return datetime.fromtimestamp(int(stamp), CHINA)
    return datetime.now(CHINA)


def read_day(text: str) -> date | Fault:
    """``YYYY-MM-DD``, a day of the calendar."""
    if match := _ISO.fullmatch(text):
        return _real_day(*map(int, match.groups()))
    suggestion = _suggest(text, minute=False)
    return Fault("date-format", f"“{text}”不是 年-月-日 形式的日期", suggestion)


def read_moment(text: str) -> Moment | Fault:
    """``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``, a real moment."""
    if _ISO.fullmatch(text):
        day = read_day(text)
        return day if isinstance(day, Fault) else Moment(day)
    if match := _ISO_MINUTE.fullmatch(text):
        *numbers, hour, minute = map(int, match.groups())
        day = _real_day(*numbers)
        if isinstance(day, Fault):
            return day
        if hour > 23 or minute > 59:
            return Fault(
                "date-impossible", f"没有 {hour:02}:{minute:02} 这个时刻", "时刻从 00:00 到 23:59"
            )
        return Moment(day, time(hour, minute))
    return Fault("date-format", f"“{text}”不是日期，也不是日期加时分", _suggest(text, minute=True))


def read_period_end(text: str) -> date | Fault:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as the first day that it names."""
    if re.fullmatch(r"[0-9]{4}", text):
        return read_day(f"{text}-01-01")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return read_day(f"{text}-01")
    return read_day(text)


def working_days_after(start: date, count: int) -> date:
    """The day ``count`` weekdays after ``start``. Public holidays are not taken out."""
    day = start
    while count and day < date.max:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _real_day(year: int, month: int, day: int) -> date | Fault:
    if year < 1:
        return Fault("date-impossible", "没有公元 0 年", "核对年份")
    if not 1 <= month <= 12:
        return Fault("date-impossible", f"没有 {month} 月", "核对月份")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return Fault("date-impossible", f"{year} 年 {month} 月没有 {day} 日", "按原文件核对日期")
    return date(year, month, day)


def _suggest(text: str, *, minute: bool) -> str:
    """A hint that rewrites what was probably meant; it is only ever shown, never used."""
    form = "写作 2024-03-05 或 2024-03-05 09:30" if minute else "写作 2024-03-05"
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _LOOSE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        return form
    year, month, day, *clock = (int(g) for g in match.groups() if g is not None)
    real = _real_day(year, month, day)
    if isinstance(real, Fault):
        return real.message
    is_time = minute and clock and clock[0] < 24 and clock[1] < 60
    time_part = f" {clock[0]:02}:{clock[1]:02}" if is_time else ""
    return f"如果是指这一天，写作 {real}{time_part}"
