"""What unit names and years look like in a title, and the id that a unit's name gives.

Only the form of the words is known here; whether such a unit exists, ``guessing`` asks the
register. Called by ``titles``, ``guessing`` and ``planning``.
"""

from __future__ import annotations

import re
from collections.abc import Container

from gongkai.numerals import figures
from gongkai.report import FIRST_YEAR

_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}(?!\d)|(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年))"
YEAR = re.compile(_YEAR)
_YEARS_SPAN = re.compile(rf"{_YEAR}年?(?:度)?\s*[-—–~～至到]+\s*{_YEAR}")
_QUOTED = re.compile(r"《[^《》]*》")

_ORGAN = re.compile(
    r"(?:政府|办事处|委员会|办公室|公司|集团|法院|检察院|中心|大队|支队|总队|街道|医院|学校|大学|学院"
    r"|[局厅部办委院署处所站队馆会社团台省市县区镇乡州盟旗])$"
)
_TOPIC = re.compile(
    r"(?=关于|法治政府|政府信息公开|信息公开|政务公开|依法行政|推进|贯彻|落实|工作总结|工作报告|年度)"
)
"""Where a topic begins; only the place, because 人民政府信息公开 holds two that overlap."""
_REGION = re.compile(r"(?<![城社])[省市县区镇乡](?![场容域村镇]|政(?!府)|民(?![政族宗兵主]))")
"""The last character of a region's name: not the one of 市场, 城市, 社区, 乡村, 市民 or 市政."""
_NATIONAL = re.compile(r"国家|国务院|全国|中国|中央|中华|最高")


def years_in(title: str) -> tuple[int, ...]:
    """The years a title is about, in order, each once; those of documents it quotes are not."""
    plain = _QUOTED.sub("", title)
    numbers = (int(figures(m[0])) for m in YEAR.finditer(plain))
    return tuple(dict.fromkeys(n for n in numbers if n >= FIRST_YEAR))


def spans_years(title: str) -> bool:
    """Whether a title speaks of several years at once (``2021—2025年``)."""
    return bool(_YEARS_SPAN.search(_QUOTED.sub("", title)))


def is_organ(text: str) -> bool:
    """Whether a text ends as names of public bodies do."""
    return bool(_ORGAN.search(text))


def unit_in(title: str) -> str:
    """The words of a title that name a unit, or an empty string.

    What stands before 关于 or the year; where that is more than a unit, or nothing, what stands
    before the topic and ends as units' names do.
    """
    text = without_lead(title)
    first = re.search(rf"关于|{_YEAR}", text)
    before = text[: first.start()].strip() if first else ""
    if len(before) > 1 and is_organ(before):
        return before
    for topic in _TOPIC.finditer(text):
        words = text[: topic.start()].strip()
        if len(words) > 1 and is_organ(words) and not YEAR.search(words):
            return words
    return ""


def without_lead(title: str) -> str:
    """A title without the year that it begins with (``2023年鲁山县…``)."""
    return re.sub(rf"^{_YEAR}\s*(?:年度?)?\s*", "", title.strip())


def lacks_region(name: str) -> bool:
    """Whether a name says no place (区信访办): it means something only inside one region."""
    return not _NATIONAL.match(name) and not _REGION.search(name, 1)


def unit_id(name: str, taken: Container[str]) -> str:
    """Pinyin of a name, a hyphen after each region (``lushanxian-xinfangju``), not yet taken."""
    parts = (_pinyin(part) for part in _REGION.sub(lambda m: f"{m[0]}\n", name).split("\n"))
    base = "-".join(filter(None, parts)) or "danwei"
    number, found = 1, base
    # units/index.html is the page of all units.
    while found in taken or found == "index":
        number += 1
        found = f"{base}-{number}"
    return found


def initials(text: str) -> str:
    """First letters of the pinyin (政府信息公开 → ``zfxxgk``)."""
    return "".join(syllable[0] for syllable in _syllables(text))


def _pinyin(text: str) -> str:
    return "".join(_syllables(text))


def _syllables(text: str) -> list[str]:
    """What of a text can stand in an address: syllables, Latin letters and digits."""
    # Its dictionaries take 0.2 s to load: more than all the rest of ``gongkai check``.
    from pypinyin import lazy_pinyin

    plain = (re.sub(r"[^a-z0-9]", "", syllable.lower()) for syllable in lazy_pinyin(text))
    return [syllable for syllable in plain if syllable]
