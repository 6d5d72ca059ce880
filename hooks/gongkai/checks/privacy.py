"""Rules against leaks: numbers of people and of their accounts, plates, homes, petitioners' names.

What is found is a candidate, and is never printed whole. Attachments are looked through by the same
:func:`leaks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gongkai.checks import numbers, people
from gongkai.checks.numbers import Number
from gongkai.checks.texts import texts
from gongkai.problems import Problem, Severity, masked
from gongkai.report import Report
from gongkai.rules import Rule
from gongkai.settings import Settings

_LAW = "个人信息保护法第二十八条；政府信息公开条例第十五条"
_PLAIN_LAW = "政府信息公开条例第十五条：个人隐私不得公开"

CITIZEN = Rule(
    "privacy-id",
    Severity.ERROR,
    finds="身份证号",
    reason="公开身份证号会让人被冒名贷款、被诈骗；几个县市因此被通报，多数漏在附件里。",
    source="GB 11643-1999；" + _LAW,
    wrong="申请人身份证号〈身份证号〉。",
    right="申请人身份证号110101********0018。",
)
OLD_CITIZEN = Rule(
    "privacy-id-old",
    Severity.WARNING,
    finds="15 位的旧身份证号",
    reason="旧号码加上世纪和校验码就是现在的身份证号；没有校验码，程序只能说“疑似”。",
    source="GB 11643-1989；" + _LAW,
    wrong="申请人旧证号〈旧身份证号〉。",
    right="申请人旧证号（略）。",
)
CARD = Rule(
    "privacy-card",
    Severity.ERROR,
    finds="银行卡号",
    reason="补贴、赔偿的名单里常带收款账号，公开了就可能被盗用。",
    source="ISO/IEC 7812-1；" + _LAW,
    wrong="收款账号〈银行卡号〉。",
    right="收款账号622848*********0012。",
)
MOBILE = Rule(
    "privacy-mobile",
    Severity.WARNING,
    finds="手机号",
    reason="办公电话应当公开，个人手机号要本人同意。程序分不清手机是谁的，要由人看。",
    source="政府信息公开条例第十二条、第十五条",
    wrong="联系人手机〈手机号〉。",
    right="联系电话0999-6012345。",
)
PLATE = Rule(
    "privacy-plate",
    Severity.WARNING,
    finds="车牌号",
    reason="车牌能查到车主。公务车辆处置等确需公开的，写明理由。",
    source="GA 36-2018；" + _PLAIN_LAW,
    wrong="当事人驾驶望A3X582号货车。".replace("望", "冀"),
    right="当事人驾驶货车。",
)
HOME = Rule(
    "privacy-address",
    Severity.WARNING,
    finds="家庭住址",
    reason="案例里的门牌号会让人找到当事人家里，写到乡镇、街道就够了。办公地址应当公开，不在此列。",
    source=_PLAIN_LAW,
    wrong="当事人住云渡县城关镇柳林小区3栋2单元501室。",
    right="当事人住云渡县城关镇。",
)
NAME = Rule(
    "privacy-name",
    Severity.WARNING,
    finds="信访人、当事人的姓名",
    reason="信访人的姓名和诉求依法保密；案例里写“张某”就够了。公职人员的姓名应当公开，不在此列。",
    source="信访工作保密制度；" + _PLAIN_LAW,
    wrong="信访人张建国反映拖欠工资。",
    right="信访人张某反映拖欠工资。",
)
MASK = Rule(
    "privacy-mask",
    Severity.WARNING,
    finds="遮盖方式与全站不一致的号码",
    reason="同一个号码在不同页面遮住不同的位数，拼起来就是完整的号码。",
    source="全站统一的遮盖方式，见 mkdocs.yml 的“遮盖”；" + _PLAIN_LAW,
    wrong="申请人身份证号1101011990****0018。",
    right="申请人身份证号110101********0018。",
)
RULES = (CITIZEN, OLD_CITIZEN, CARD, MOBILE, PLATE, HOME, NAME, MASK)

_HINTS = {
    CITIZEN: "删去它，或按全站一致的写法遮住；附件里的也要处理",
    OLD_CITIZEN: "是就删去；不是就写进“例外”",
    CARD: "删去它，或按全站一致的写法遮住",
    MOBILE: "是个人的就删去；公开的办公电话就写进“例外”",
    PLATE: "是个人的车就删去；确需公开的写进“例外”",
    HOME: "只写到乡镇、街道；办公地址写进“例外”",
    NAME: "写成“张某”；是公职人员或者本人同意的写进“例外”",
    MASK: "按全站一致的写法遮住",
}
_DAY_IN_CELLS = re.compile(r"\|[^|]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[^|]*\|")
"""A column of dates between two columns of figures: nobody's number is written so."""
_ACCOUNT = re.compile(
    r"银行|账号|帐号|账户|帐户|卡号|开户|收款|转账|汇款|行卡|一卡通|储蓄卡|社保卡|存折"
)
_NEAR = 20
"""Characters before a number in which such a word makes it an account's."""
_CALL = re.compile(r"(?:tel|phone|mobile|wechat|[vw]x|qq)\Z", re.IGNORECASE)
"""Latin letters that a telephone may follow: behind others such a number is a serial number."""
_DOTTED = re.compile(r"1[3-9][0-9][.·•][0-9]{4}[.·•][0-9]{4}")
_STARS = re.compile(
    r"(?<![0-9A-Za-z*＊×])(?:(\d{1,17}) ?)?((?:\\?[*＊×✱●•■□█]){3,}|[xX]{3,}|[?？]{3,})"
    r"(?: ?(\d{1,17}[Xx]?|[Xx]))?(?![0-9*＊×])"
)
_MASKS = (
    *("***", "＊＊＊", "×××", "xxx", "XXX", "●●●", "•••", r"*\*"),
    *("■■■", "□□□", "███", "???", "？？？"),
)
_FEWEST_SHOWN = 4
"""Figures that must be left for it to be a masked number, and no row of stars."""
_MASKED_WORDS = (
    ("id", re.compile(r"身份证|证件号|公民身份")),
    ("mobile", re.compile(r"手机|电话|联系方式")),
    ("card", _ACCOUNT),
)
_MASKED_LENGTHS = {18: "id", 11: "mobile", 16: "card", 19: "card"}
_MASKED_NAMES = {"id": "身份证号", "mobile": "手机号", "card": "银行卡号"}


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a text that points to a person, as far as may be said of it."""

    rule: Rule
    start: int
    """Offset in the text."""
    shown: str
    """The value, masked."""

    @property
    def message(self) -> str:
        return f"疑似{self.rule.finds} {self.shown}"

    @property
    def hint(self) -> str:
        return _HINTS[self.rule]


def no_personal_data(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``privacy-…``: numbers, plates, homes and names in everything that readers see."""
    for text in texts(report):
        for leak in leaks(text.text):
            yield text.problem(leak.rule, leak.start, leak.message, leak.hint)


def masked_alike(report: Report, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``privacy-mask``: what is masked shows as many figures as the site's one rule says."""
    for text in texts(report):
        for match in _STARS.finditer(text.text) if _may_be_masked(text.text) else ():
            kind = _masked_kind(match, text.text[max(0, match.start() - _NEAR) : match.start()])
            shown = (len(match[1] or ""), len(match[3] or ""))
            if kind and sum(shown) >= _FEWEST_SHOWN and shown != settings.masks[kind]:
                first, last = settings.masks[kind]
                message = f"遮住的{_MASKED_NAMES[kind]}露出前 {shown[0]} 位、后 {shown[1]} 位"
                hint = f"全站一致：前 {first} 位、后 {last} 位，其余遮住"
                yield text.problem(MASK, match.start(), message, hint)


def leaks(text: str) -> Iterator[Leak]:
    """All that points to a person in a text, which may be a page or a row of an attachment."""
    plain = numbers.plain_figures(text)
    for number in numbers.numbers(plain):
        before = plain[max(0, number.start - _NEAR) : number.start]
        if rule := _rule_of(number, before, plain[number.start : number.end]):
            yield Leak(rule, number.start, masked(number.digits))
    for match in people.PLATE.finditer(plain):
        yield Leak(PLATE, match.start(), f"{match[0][:2]}***{match[0][-1]}")
    for match in people.homes(plain):
        yield Leak(HOME, match.start(), f"{match[0][:4]}…")
    for start, name in people.petitioners(text):
        yield Leak(NAME, start, f"{name[0]}某")


def _rule_of(number: Number, before: str, written: str) -> Rule | None:
    """Whose a number is, if anybody's. A weak mark counts only where it is written as one."""
    digits, length = number.digits, len(number.digits)
    if "X" in digits[:-1]:
        return None
    if length == 18 and numbers.is_citizen_number(digits) and not _DAY_IN_CELLS.search(written):
        return CITIZEN
    if "X" in digits or (number.in_word and not _CALL.search(before)):
        return None
    if length == 11 and _DOTTED.fullmatch(written):
        return MOBILE
    if not number.is_close:
        return None
    if length == 15 and number.parts == 1 and numbers.is_old_citizen_number(digits):
        return OLD_CITIZEN
    if length == 11 and number.parts <= 3 and re.match("1[3-9]", digits):
        return MOBILE
    if length in (13, 15) and number.parts == 1 and re.fullmatch("(?:00)?861[3-9][0-9]{9}", digits):
        return MOBILE
    # Codes of projects in Gansu begin with 62 too, inside a longer row of figures.
    is_bare = digits.startswith("62") and length >= 16 and number.is_alone
    is_account = _ACCOUNT.search(before) or is_bare
    if 13 <= length <= 19 and number.parts <= 5 and is_account and numbers.is_luhn(digits):
        return CARD
    return None


def _may_be_masked(text: str) -> bool:
    for stars in _MASKS:  # noqa: SIM110 - in a loop it takes half the time, for every text there is
        if stars in text:
            return True
    return False


def _masked_kind(match: re.Match[str], before: str) -> str:
    """What a masked number was: by the nearest word before it, else by how long it is."""
    ends = {
        kind: max((m.end() for m in word.finditer(before)), default=-1)
        for kind, word in _MASKED_WORDS
    }
    nearest = max(ends, key=lambda kind: ends[kind])
    if ends[nearest] >= 0:
        return nearest
    stars = match[2].replace("\\", "")
    return _MASKED_LENGTHS.get(len(match[1] or "") + len(stars) + len(match[3] or ""), "")
