"""What a report is about, read from its own words: unit, year, category, dates, each with evidence.

A guess is only ever what the original says. The day of publication is taken from the page's own
publication line and from nowhere else: a made-up one is a veto item of the inspection
(国办秘函〔2019〕19号). Called by ``planning``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, TypeVar

from gongkai.dates import Moment
from gongkai.importing.blocks import Block
from gongkai.importing.names import is_organ, spans_years, unit_in, without_lead, years_in
from gongkai.importing.stated_dates import in_characters, read_stated
from gongkai.importing.stated_facts import unsure_date
from gongkai.importing.tidying import Tidied
from gongkai.problems import Problem, error, warning
from gongkai.settings import Category, Settings
from gongkai.units import Register

T = TypeVar("T")

_GENERIC = re.compile(r"(?:建设|工作|情况|年度|报告|总结)+$")
_LONE_DATE = re.compile(
    r"[（(]?(?:\w{1,8}\s*[:：]\s*)?"
    r"(?:\d[\d\s年月日./\-—]{4,}|[〇○零一二三四五六七八九十]{4}\s*年[〇○零一二三四五六七八九十\s年月日]*)[）)]?"
)
_EDGE = 3
"""Lines at either end of a text where a date or a signature may stand alone."""
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Guess(Generic[T]):
    """A value, what it was read from, and how far it may be trusted."""

    value: T
    evidence: str
    """In Chinese, for the person who checks it."""
    confidence: str = "高"
    """``高`` where the original says it outright, ``中`` where it has to be understood so, ``低``
    where a person has to look."""


_Guessed = tuple[Guess[T] | None, list[Problem]]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of an original, so that nothing is guessed in its place."""

    evidence: str = ""
    keys: frozenset[str] = frozenset()
    """English keys of all that is said."""
    unit: str | None = None
    year: int | None = None
    category: Category | None = None
    published: Moment | None = None
    written: Moment | None = None

    def has(self, key: str) -> bool:
        return key in self.keys


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Guesses:
    """Everything that could be read about one report."""

    unit: Guess[str]
    """The name as the original writes it."""
    year: Guess[int]
    category: Guess[Category]
    published: Guess[Moment] | None
    """None where the page does not state it."""
    written: Guess[Moment] | None

    @property
    def by_label(self) -> dict[str, Guess[Any]]:
        """Label of each field → the guess, where there is one."""
        found: dict[str, Guess[Any] | None] = {
            "单位": self.unit,
            "年度": self.year,
            "类别": self.category,
            "发布日期": self.published,
            "成文日期": self.written,
        }
        return {label: guess_ for label, guess_ in found.items() if guess_ is not None}


def guess(
    tidied: Tidied, register: Register, settings: Settings, path: Path, given: Given = NOTHING
) -> tuple[Guesses | None, list[Problem]]:
    """All of it, or nothing where the unit or the year cannot be told.

    What is ``given`` is taken as it is: nothing is guessed in its place.
    """
    problems: list[Problem] = []

    def known(key: str, value: T | None, guessed: Callable[[], _Guessed[T]]) -> Guess[T] | None:
        if given.has(key):
            return None if value is None else Guess(value, given.evidence)
        found, said = guessed()
        problems.extend(said)
        return found

    unit = known("unit", given.unit, lambda: guess_unit(tidied, register, path))
    year = known("year", given.year, lambda: guess_year(tidied, path))
    if unit is None or year is None:
        return None, problems
    category = known(
        "category", given.category, lambda: guess_category(tidied, settings, path)
    ) or Guess(settings.main_category, "默认", "低")
    published = known(
        "publish_date", given.published, lambda: stated_moment(tidied, "publish_date", path)
    )
    written = known("written_date", given.written, lambda: guess_written(tidied, path))
    return Guesses(unit, year, category, published, written), problems


def guess_unit(
    tidied: Tidied, register: Register, path: Path
) -> tuple[Guess[str] | None, list[Problem]]:
    """The unit's name as the original writes it: a known one first, else the title's own words."""
    title = without_lead(tidied.title)
    proposed = unit_in(tidied.title)
    known = [name for unit in register.units for name in unit.names if title.startswith(name)]
    for name in sorted(known, key=len, reverse=True)[:1]:
        # 青石镇 begins 青石镇司法所, which is another unit.
        if not (proposed.startswith(name) and is_organ(proposed.removeprefix(name))):
            return Guess(name, "标题开头，名录里有"), []
    if proposed:
        return Guess(proposed, "标题", "中"), []
    place = (tidied.title_line, 1)
    for name, evidence in _other_names(tidied):
        if is_organ(name) or register.find(name, None):
            message = f"标题里没有单位，取了{evidence}“{name}”"
            found = warning(path, place, "import-unit", message, "核对报告里的“单位”")
            return Guess(name, evidence, "低"), [found]
    message = f"认不出是哪个单位的报告：{tidied.title}"
    hint = "在原文件的标题前补上单位名称再导入，或用 gongkai new 新建"
    return None, [error(path, place, "import-no-unit", message, hint)]


def _other_names(tidied: Tidied) -> Iterator[tuple[str, str]]:
    """Where else an original names its unit, the surest first."""
    for key, label in (("publisher", "发布机构"), ("source", "信息来源")):
        for fact in tidied.facts:
            if fact.key == key:
                yield fact.value, f"第 {fact.line} 行的{label}"
    for organ in tidied.organs:
        yield organ, "标题上面的一行"
    for block in tidied.blocks[-_EDGE:]:
        if len(block.text) <= _LONGEST_NAME and is_organ(block.text):
            yield block.text, f"第 {block.line} 行的落款"


def guess_year(tidied: Tidied, path: Path) -> tuple[Guess[int] | None, list[Problem]]:
    """The year that the title names, else the one that the text begins with."""
    place = (tidied.title_line, 1)
    years = years_in(tidied.title)
    if spans_years(tidied.title):
        message = f"标题写了几个年度，不知道归在哪一年：{tidied.title}"
        hint = "用 gongkai new 新建，年度由人定"
        return None, [error(path, place, "import-no-year", message, hint)]
    evidence, problems = "标题", list[Problem]()
    if not years and tidied.blocks and years_in(tidied.blocks[0].text[:6]):
        first = tidied.blocks[0]
        years, evidence = years_in(first.text[:6]), f"第 {first.line} 行，正文的开头"
        message = f"标题没有年度，取了正文开头的 {years[0]}"
        problems.append(warning(path, (first.line, 1), "import-year", message, "核对报告的“年度”"))
    if not years:
        message = f"标题里没有年度：{tidied.title}"
        hint = "在原文件的标题里补上年度再导入，或用 gongkai new 新建"
        return None, [error(path, place, "import-no-year", message, hint)]
    if len(years) > 1:
        message = f"标题有 {'、'.join(map(str, years))} 几个年份，取了 {years[0]}"
        problems.append(warning(path, place, "import-year", message, "核对报告的“年度”"))
    return Guess(years[0], evidence, "高" if evidence == "标题" else "低"), problems


def guess_category(
    tidied: Tidied, settings: Settings, path: Path
) -> tuple[Guess[Category], list[Problem]]:
    """The category whose topic the title names; the site's main one where it names none."""
    main = settings.main_category
    for category in sorted(settings.categories, key=lambda c: -len(c.name)):
        if category.name in tidied.title:
            return Guess(category, "标题"), []
    for category in settings.categories:
        if topic(category) and topic(category) in tidied.title:
            return Guess(category, "标题"), []
    message = f"标题看不出类别，按“{main.name}”收录"
    names = "、".join(category.name for category in settings.categories)
    found = warning(
        path,
        (tidied.title_line, 1),
        "import-category",
        message,
        f"不是的，加一行 类别: …（{names}）",
    )
    return Guess(main, "默认", "低"), [found]


def topic(category: Category) -> str:
    """What a category's name says beyond being a report (法治政府建设年度报告: 法治政府)."""
    return _GENERIC.sub("", category.name)


def stated_moment(
    tidied: Tidied, key: str, path: Path
) -> tuple[Guess[Moment] | None, list[Problem]]:
    """The one date that the page states under that key; two different ones decide nothing."""
    found: dict[Moment, int] = {}
    problems: list[Problem] = []
    for fact in (fact for fact in tidied.facts if fact.key == key):
        moment = read_stated(fact.value)
        if moment:
            found.setdefault(moment, fact.line)
        else:
            message = f"这里写的日期“{fact.value}”不完整，没有采用"
            hint = "对照原件，把日期填进报告"
            problems.append(warning(path, (fact.line, 1), "import-date", message, hint))
    if len(found) > 1:
        message = f"原文写了不同的日期：{'、'.join(map(str, found))}，都没有采用"
        line = max(found.values())
        problems.append(warning(path, (line, 1), "import-date", message, "对照原件，由人填写"))
    if len(found) != 1:
        return None, problems
    ((moment, line),) = found.items()
    return Guess(moment, f"第 {line} 行"), problems


def unsure_dates(tidied: Tidied, path: Path) -> Iterator[Problem]:
    """Days beside the title of which nobody says that they are the publication's."""
    for fact in tidied.facts:
        if fact.stated.is_unsure:
            yield unsure_date(path, fact.line, fact.stated, "标题旁边")


def guess_written(tidied: Tidied, path: Path) -> _Guessed[Moment]:
    """The day of signing: what the page states, else the date under the signature."""
    stated, problems = stated_moment(tidied, "written_date", path)
    signed = None if stated or problems else under_the_signature(tidied)
    return stated or (signed[1] if signed else None), problems


def under_the_signature(tidied: Tidied) -> tuple[Block, Guess[Moment]] | None:
    """The last line that is a date, right below a public body's name alone on its line."""
    edge = tidied.blocks[-_EDGE - 1 :]
    for above, block in reversed(list(pairwise(edge))):
        moment = read_stated(block.text) or in_characters(block.text)
        if moment and len(above.text) <= _LONGEST_NAME and is_organ(above.text):
            where = f"第 {block.line} 行，落款“{above.text}”的下面"
            return block, Guess(moment, where, "中")
    return None


def lone_dates(tidied: Tidied, path: Path) -> Iterator[Problem]:
    """Lines at the edges of a text that are a date or were one: for a person, never for us."""
    edges = dict.fromkeys((*tidied.blocks[:_EDGE], *tidied.blocks[-_EDGE:]))
    signed = under_the_signature(tidied)
    for block in edges:
        if signed and block is signed[0]:
            continue
        if not _LONE_DATE.fullmatch(block.text):
            continue
        if "年" in block.text or read_stated(block.text):
            message = f"“{block.text}”可能是落款的日期，没有当作发布日期"
            hint = "对照原件核对；是成文日期的，自己填进“成文日期”"
        else:
            message = f"“{block.text}”可能是残缺的日期，原样留在正文里，没有采用"
            hint = "对照原件改正或删去；不要由它推测日期"
        yield warning(path, (block.line, 1), "import-date", message, hint)
