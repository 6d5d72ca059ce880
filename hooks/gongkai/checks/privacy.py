"""Rules against leaks: numbers of people and of their accounts, however they are written.

A number may be broken up by spaces, signs, markup, table cells or characters that cannot be seen,
and be written in full-width figures. What is found is never printed whole.
Source: 个人信息保护法 (2021) 第二十八条; GB 11643-1999 for citizens' numbers; ISO/IEC 7812-1 for
cards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from gongkai.problems import Problem, error, masked, warning
from gongkai.report import Report
from gongkai.settings import Settings

PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)}
    | {*range(61, 66), 71, *range(81, 84)}
)
"""The first two figures of a citizen's number: GB/T 2260, and 83 for residents from Taiwan."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ACCOUNT = re.compile(r"银行|账号|帐号|账户|帐户|卡号|开户|收款|转账|汇款")
_ACCOUNT_NEAR = 20
"""Characters before a number in which such a word makes it an account's."""
_FIGURES = {
    code: str(figure)
    for code in range(0x80, 0x20000)
    if (figure := unicodedata.decimal(chr(code), None)) is not None
} | {0xFF38: "X", 0xFF58: "x", 0x2169: "X", 0x2179: "x"}
"""Full-width and other figures → plain ones."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_CLOSE = rf"(?:[ \t\u00a0\u3000*_~`\\{_UNSEEN}\u2010-\u2015\uff0d-]|</?[A-Za-z][^<>]*>)*"
"""What a writer puts into one number: spaces, hyphens, marks."""
_LOOSE = re.compile(rf"(?:{_CLOSE}[|\n.,，、/·•]?{_CLOSE}){{0,4}}")
"""What may also stand in it when it is broken over lines or cells, or hidden."""
_TIGHT = re.compile(_CLOSE)
_PART = re.compile(r"[0-9]+[Xx]?|[Xx]")
_ENOUGH = re.compile(r"(?:[0-9][^0-9\u4e00-\u9fff]{0,200}){10}[0-9Xx]")
"""Eleven figures with no Chinese character between them, which only a tag could hold: most texts
have none, and need no closer look."""
_MOST_PARTS = 20
"""Of a number that is broken up: one figure a part, and two more."""


_Kind = tuple[Callable[..., Problem], str, str, str]
_ID: _Kind = (error, "privacy-id", "身份证号", "删去它，或按全站一致的写法遮住；附件里的也要处理")
_OLD_ID: _Kind = (warning, "privacy-id-old", " 15 位的旧身份证号", "是就删去；不是就写进“例外”")
_CARD: _Kind = (error, "privacy-card", "银行卡号", "删去它，或只留后四位")
_MOBILE: _Kind = (warning, "privacy-mobile", "手机号", "是个人的就删去；公开的办公电话就写进“例外”")


@dataclass(frozen=True, slots=True)
class Part:
    """Figures without anything between them."""

    digits: str
    start: int
    end: int
    is_close: bool
    """Whether only spaces, hyphens and marks are between it and the part before."""


def no_personal_number(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``privacy-id``, ``privacy-card`` (E); ``privacy-id-old``, ``privacy-mobile`` (W)."""
    for key, text in _texts(report):
        plain = _plain(text)
        if "<" not in plain and not _ENOUGH.search(plain):
            continue
        for chain in _chains(plain):
            for digits, start, is_close, count in _numbers(chain):
                found = _kind(digits, is_close, count, plain[max(0, start - _ACCOUNT_NEAR) : start])
                if found:
                    make, code, what, hint = found
                    at = report.place(key) if key else report.place_in_body(start)
                    yield make(report.path, at, code, f"疑似{what} {masked(digits)}", hint)


def _kind(digits: str, is_close: bool, count: int, before: str) -> _Kind | None:
    """What a number is, if it is anybody's. A weak mark counts only where it is written as one."""
    length = len(digits)
    if "X" in digits[:-1]:
        return None
    if length == 18 and is_citizen_number(digits):
        return _ID
    if not is_close or "X" in digits:
        return None
    if length == 15 and count == 1 and _is_old_citizen_number(digits):
        return _OLD_ID
    if length == 11 and count <= 3 and re.match("1[3-9]", digits):
        return _MOBILE
    is_account = _ACCOUNT.search(before) or (digits.startswith("62") and length >= 16)
    if 13 <= length <= 19 and count <= 5 and is_account and _is_luhn(digits):
        return _CARD
    return None


def is_citizen_number(digits: str) -> bool:
    """Province, day of birth and check figure (MOD 11-2, ISO 7064) are right."""
    if len(digits) != 18 or int(digits[:2]) not in PROVINCES or not _is_birthday(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return _CHECKS[total % 11] == digits[17]


def _is_old_citizen_number(digits: str) -> bool:
    is_number = digits.isdigit() and int(digits[:2]) in PROVINCES
    return is_number and _is_birthday(f"19{digits[6:12]}")


def _is_birthday(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _is_luhn(digits: str) -> bool:
    if not digits.isdigit():
        return False
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _plain(text: str) -> str:
    """The same text, each character at its place, with plain figures."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text if text.isascii() else text.translate(_FIGURES)


def _entity(match: re.Match[str]) -> str:
    """Its character, and so many that are not seen that the text stays as long."""
    meant = unescape(match[0])
    return meant.ljust(len(match[0]), "\u200b") if len(meant) == 1 else match[0]


def _chains(text: str) -> Iterator[list[Part]]:
    """Parts with nothing between them that ends a number; none that is half of a word."""
    chain: list[Part] = []
    end = -1
    for match in _PART.finditer(text):
        start, gap = match.start(), text[end : match.start()] if chain else ""
        is_close = bool(chain) and _TIGHT.fullmatch(gap) is not None
        is_loose = len(gap) < 200 and "\n\n" not in gap and _LOOSE.fullmatch(gap)
        if chain and not is_close and not is_loose:
            yield chain
            chain = []
        end = match.end()
        if _is_word(text[start - 1 : start]) or _is_word(text[end : end + 1]):
            if chain:
                yield chain
            chain = []
        else:
            chain.append(Part(match[0].upper(), start, end, is_close))
    if chain:
        yield chain


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _numbers(chain: Sequence[Part]) -> Iterator[tuple[str, int, bool, int]]:
    """Every run of whole parts of 11 to 19 figures: figures, start, whether close, parts."""
    if sum(len(part.digits) for part in chain) < 11:
        return
    for first, part in enumerate(chain):
        digits, is_close = "", True
        for count, further in enumerate(chain[first : first + _MOST_PARTS], start=1):
            is_close = is_close and (count == 1 or further.is_close)
            digits += further.digits
            if len(digits) > 19:
                break
            if len(digits) >= 11:
                yield digits, part.start, is_close, count


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Everything of a report that readers see, each with its key; the body has none."""
    yield "", report.body
    yield "title", report.title
    if "summary" in report.places:  # else it is taken from the body
        yield "summary", report.summary
    yield "source", report.source
    yield "status_reason", report.status_reason
    yield "keywords", "；".join(report.keywords)
    for number, revision in enumerate(report.revisions):
        yield f"revisions.{number}.note", revision.note
    for number, attachment in enumerate(report.attachments):
        yield f"attachments.{number}.title", attachment.title
        yield f"attachments.{number}.file", attachment.file
    for number, related in enumerate(report.related):
        yield f"related.{number}.title", related.title
