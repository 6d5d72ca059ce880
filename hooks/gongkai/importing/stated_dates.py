"""Days as offices write them; a day is one only when it is complete. Called by ``guessing`` and
``stated_facts``."""

from __future__ import annotations

import re

from gongkai.dates import Fault, Moment, read_moment
from gongkai.numerals import counted, figures

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[\sT]+(\d{1,2})\s*[:：]\s*(\d{2})(?:[:：]\d{2})?)?"
)
_CHARACTERS = re.compile(
    "([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


def begins_with_day(text: str) -> bool:
    """Whether a text begins with a complete day, or with what looks like one."""
    return bool(_DATE.match(text.strip()))


def read_stated(text: str) -> Moment | None:
    """``2024年 11月 13日``, ``2024-11-13 09:30``: a complete day of the calendar, or nothing."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    clock = f" {int(hour):02}:{minute}" if hour else ""
    moment = read_moment(f"{year}-{int(month):02}-{int(day):02}{clock}")
    return None if isinstance(moment, Fault) else moment


def in_characters(text: str) -> Moment | None:
    """``二〇二四年一月十五日``."""
    match = _CHARACTERS.fullmatch("".join(text.split()))
    if not match:
        return None
    year, month, day = figures(match[1]), counted(match[2]), counted(match[3])
    moment = read_moment(f"{year}-{month:02}-{day:02}")
    return None if isinstance(moment, Fault) else moment
