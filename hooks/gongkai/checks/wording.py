"""Rules over words and signs: known slips, names, pairs of brackets, figures run together.

A report is published as it was signed, so all of these are warnings: who finds a slip asks the
office that wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from gongkai.checks.slips import KNOWN, Slip
from gongkai.checks.texts import texts
from gongkai.problems import Problem, Severity
from gongkai.report import Report
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

_VERBATIM = "原文如此的照实保留，写进“例外”"

SLIP = Rule(
    "wording-slip",
    Severity.WARNING,
    finds="常见的错别字",
    reason="政府网站检查把严重表述错误列为单项否决，通报里举的例子多是输入法选错的字。",
    source="国办秘函〔2019〕19号，单项否决第 1 项",
    wrong="云渡县入民政府印发通知。",
    right="云渡县人民政府印发通知。",
)
NAME = Rule(
    "wording-name",
    Severity.WARNING,
    finds="领导人、机构的名称写错",
    reason="名称里有读音相同的别字。名称由 mkdocs.yml 的“专名”列出。",
    source="国办秘函〔2019〕19号，单项否决第 1 项",
    wrong="专名: [云度县司法局]",
    right="专名: [云渡县司法局]",
    example=Example.SETTINGS,
)
UNPAIRED = Rule(
    "wording-unpaired",
    Severity.WARNING,
    finds="引号、括号不成对",
    reason="少了一半的引号、书名号会让读者分不清哪些话是引用的，也常说明漏抄了字。",
    source="GB/T 15834-2011 第 4.8、4.9、4.15 条",
    wrong="落实《信访工作条例的要求。",
    right="落实《信访工作条例》的要求。",
)
RUN = Rule(
    "wording-digits",
    Severity.WARNING,
    finds="数字连在一起",
    reason="转换时丢了“年”“月”或括号，日期和文号就变成一串看不懂的数字。",
    source="GB/T 9704-2012 第 7.2.5、7.3.5 条：文号和成文日期的写法",
    wrong="自202311日起施行。",
    right="自2023年1月1日起施行。",
)
HALF = Rule(
    "wording-halfwidth",
    Severity.WARNING,
    finds="汉字之间的半角标点",
    reason="半角标点在汉字之间显得挤，朗读软件停顿也不对。",
    source="GB/T 15834-2011 第 4 章：标点符号的形式",
    wrong="坚持依法行政,提高效能。",
    right="坚持依法行政，提高效能。",
)
RULES = (SLIP, NAME, UNPAIRED, RUN, HALF)

_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
_SIGNS = re.compile("[“”（）《》〔〕【】「」『』]")
"""Without the single quotation mark: its closing half is also an apostrophe."""
_LIST_NUMBER = re.compile(
    r"(?:^|[\s；;。，、：:|（*第])[0-9０-９一二三四五六七八九十①-⑳Ⅰ-ⅻa-zA-Z]{1,3}\Z"
)
_FIGURES = re.compile(r"[0-9]{5,}")
_DATE_RUN = re.compile(r"(?:19|20)[0-9]{2}(?:1[0-2]|0?[1-9])(?:[12][0-9]|3[01]|0?[1-9])")
"""``2022113``: a year, a month and a day with nothing between them."""
_DAY_RUN = re.compile(r"年((?:1[0-2]|0?[1-9])(?:[12][0-9]|3[01]|0[1-9]|(?<=1[0-2])[1-9]))日")
"""``111`` between 年 and 日: a month and a day; 365 is neither."""
_OFTEN = re.compile("[。，、；：]{2}|的的")
"""Slips whose signs begin as very much does: looked for apart from the words, the two take half."""
_HALF = re.compile(
    r"[,:;?!.](?<=[\u4e00-\u9fff”）》%％].)"
    r"(?:(?<=[,;]) ?(?=[\u4e00-\u9fff“（《0-9])|(?<![,;])(?=[\u4e00-\u9fff“（《])|(?=\n|\Z))"
)
"""Behind a comma there may be a figure or a space; any of them may end the line."""


def no_slip(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``wording-slip``, ``wording-name``: each wrong form once a text."""
    slips, words = _slips(settings.slips, settings.names)
    for text in texts(report):
        if not words.search(text.text) and not _OFTEN.search(text.text):
            continue
        found: dict[tuple[Rule, str, str], list[int]] = {}
        for rule, slip in slips:
            for match in _pattern(slip).finditer(text.text) if slip.sign in text.text else ():
                found.setdefault((rule, match[0], slip.right), []).append(match.start())
        for (rule, wrong, right), offsets in found.items():
            means = "应为" if rule is SLIP else "像是误写，应为"
            message = f"“{wrong}”{means}“{right}”"
            yield text.gathered(rule, offsets, message, f"请写报告的单位核对；{_VERBATIM}")


def in_pairs(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``wording-unpaired``: in each paragraph, what is opened is closed and the other way round.

    Source: GB/T 15834-2011, 4.8.3.4, for quotations of many paragraphs.
    """
    for text in texts(report):
        if not _SIGNS.search(text.text) or _is_paired(text.text):
            continue
        start = 0
        blocks = re.split(r"(\n\s*\n|\n(?=[|#]))", text.text)
        for number, block in enumerate(blocks):
            goes_on = "".join(blocks[number + 2 : number + 3]).startswith("“")
            for offset, sign in _unpaired(block):
                if goes_on and offset == 0 and sign == "“":
                    continue  # a quotation of many paragraphs: each is opened, the last closed
                quoted = block[max(0, offset - 6) : offset + 7].replace("\n", " ")
                message = f"{sign} 没有和它成对的 {(_PAIRS | _OPENERS)[sign]}：…{quoted}…"
                yield text.problem(UNPAIRED, start + offset, message, f"对照原件补上；{_VERBATIM}")
            start += len(block)


def no_figures_run_together(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``wording-digits``: dates and document numbers that lost what stood between their figures."""
    for text in texts(report):
        for match in _FIGURES.finditer(text.text):
            before = text.text[match.start() - 1 : match.start()]
            after = text.text[match.end() : match.end() + 1]
            is_alone = not (before + after).strip("\n，。、；至到－— ")
            is_begin = before + after in ("自起", "从起", "于起")
            is_date = (is_alone or is_begin) and _DATE_RUN.fullmatch(match[0])
            if after == "日" or before == "〔" or is_date:
                message = f"“{match[0]}{after.strip()}”里少了年、月或括号"
                yield text.problem(RUN, match.start(), message, f"对照原件补上；{_VERBATIM}")
        for match in _DAY_RUN.finditer(text.text):
            message = f"“{match[0]}”里少了月"
            yield text.problem(RUN, match.start(1), message, f"对照原件补上；{_VERBATIM}")


def no_half_width(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``wording-halfwidth``: one finding a text, however many there are."""
    for text in texts(report):
        if offsets := [m.start() for m in _HALF.finditer(text.text)]:
            sign = text.text[offsets[0]]
            message = f"汉字之间用了半角的“{sign}”"
            yield text.gathered(HALF, offsets, message, f"改成全角；{_VERBATIM}")


@dataclass(slots=True)
class _Open:
    """An opening sign that has not been closed yet."""

    at: int
    sign: str
    before: int = -1
    """Where the same quotation mark was opened before it: quotation marks do not nest in
    themselves, so one of the two is wrong."""


def _is_paired(text: str) -> bool:
    """Whether all signs are in pairs within their lines, as nearly all are: a quick look."""
    open_signs = ""
    at = 0
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if open_signs and "\n" in text[at : match.start()]:
            return False
        at = match.start()
        if sign in _PAIRS:
            if sign == "“" and open_signs[-1:] == sign:
                return False
            open_signs += sign
        elif open_signs[-1:] == _OPENERS[sign]:
            open_signs = open_signs[:-1]
        else:
            return False
    return not open_signs


def _unpaired(block: str) -> Iterator[tuple[int, str]]:
    """Offset and sign of each that stands alone; numbers of a list may be closed only: 1）."""
    signs: list[_Open] = []
    for match in _SIGNS.finditer(block):
        sign, at = match[0], match.start()
        if sign in _PAIRS:
            if sign == "“" and signs and signs[-1].sign == sign:
                signs[-1] = _Open(at, sign, before=signs[-1].at)
            else:
                signs.append(_Open(at, sign))
            continue
        opener = _OPENERS[sign]
        if not any(s.sign == opener for s in signs):
            if not (sign == "）" and _LIST_NUMBER.search(block[max(0, at - 4) : at])):
                yield at, sign
            continue
        while signs[-1].sign != opener:
            unclosed = signs.pop()
            yield unclosed.at, unclosed.sign
        closed = signs.pop()
        if closed.before >= 0:
            yield closed.before, opener
    yield from ((s.at, s.sign) for s in signs)


_pattern = cache(Slip.pattern)


@lru_cache(maxsize=2)
def _slips(
    own: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> tuple[tuple[tuple[Rule, Slip], ...], re.Pattern[str]]:
    """All that are looked for, and a pattern of their signs: most texts have none of them.

    Measured: a third of the time of looking for each.
    """
    slips = [(SLIP, Slip(wrong, right)) for wrong, right in own]
    slips += [(SLIP, slip) for slip in KNOWN]
    slips += [(NAME, slip) for slip in _misspelt(names)]
    signs = dict.fromkeys(
        re.escape(slip.sign) for _, slip in slips if not _OFTEN.fullmatch(slip.sign)
    )
    return tuple(slips), re.compile("|".join(signs))


def _misspelt(names: tuple[str, ...]) -> tuple[Slip, ...]:
    """Each name with one character changed for another that sounds the same.

    Chinese is written by its sounds, and an input method offers what sounds the same.
    """
    return tuple(
        Slip(max(name[:at], name[at + 1 :], key=len), name, _around(name, at, others))
        for name in names
        for at, character in enumerate(name)
        if len(name) > 2 and (others := _sounds_like(character))
    )


def _around(name: str, at: int, others: str) -> str:
    return f"{re.escape(name[:at])}[{others}]{re.escape(name[at + 1 :])}"


def _sounds_like(character: str) -> str:
    """The other Chinese characters with the same sound, tones apart."""
    sound_of, by_sound = _sounds()
    others = by_sound.get(sound_of.get(character, ""), "")
    return "".join(c for c in others if c != character)


@lru_cache(maxsize=1)
def _sounds() -> tuple[dict[str, str], dict[str, str]]:
    """Character → its commonest sound without tone; sound → the characters that have it."""
    # Its dictionaries take 0.2 s to load, and most sites list no names.
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PINYIN_DICT

    sound_of = {chr(c): lazy_pinyin(chr(c))[0] for c in PINYIN_DICT if 0x4E00 <= c <= 0x9FFF}
    by_sound: dict[str, list[str]] = {}
    for character, sound in sound_of.items():
        by_sound.setdefault(sound, []).append(character)
    return sound_of, {sound: "".join(found) for sound, found in by_sound.items()}
