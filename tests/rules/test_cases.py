"""Texts for each rule: what is found in them, and what looks like it and is none.

The texts stand in ``cases.yml``, which says how one is written. Numbers of people stand in no file:
they are filled in here, each written in the way that its placeholder says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from gongkai.problems import Problem
from test_privacy import card_number, grouped
from test_rules import PICTURE, PLACEHOLDERS, REPORT, RULES, with_lines
from worlds import MKDOCS, SOUND, column

CASES = Path(__file__).with_name("cases.yml")
FAMILIES = ("privacy", "debris", "wording", "structure", "content")
FEWEST = 3
"""Texts of each kind that a rule must have."""

NUMBERS = {
    **{key.strip("〈〉"): number for key, number in PLACEHOLDERS.items()},
    "储蓄卡号": card_number(4, "95", 16),
    "车牌号": "冀D" + "3X582",
    "新能源车牌号": "冀D" + "F12345",
}


def spelt(figures: str) -> Callable[[str], str]:
    return lambda number: "".join(figures[int(n)] if n.isdigit() else n for n in number)


def wide(number: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in number)


def of_a_citizen(form: str) -> Callable[[str], str]:
    return lambda n: form.format(n[:6], n[6:14], n[14:])


def of_a_telephone(form: str) -> Callable[[str], str]:
    return lambda n: form.format(n[:3], n[3:7], n[7:])


def of_a_car(form: str) -> Callable[[str], str]:
    return lambda n: form.format(n[0], n[1], n[2:])


WAYS: Mapping[str, Callable[[str], str]] = {
    "身份证号:空格": of_a_citizen("{} {} {}"),
    "身份证号:点": of_a_citizen("{}.{}.{}"),
    "身份证号:中点": of_a_citizen("{}·{}·{}"),
    "身份证号:斜线": of_a_citizen("{}/{}/{}"),
    "身份证号:括号": of_a_citizen("{}（{}）{}"),
    "身份证号:方括号": of_a_citizen("{}[{}]{}"),
    "身份证号:冒号": of_a_citizen("{}：{}：{}"),
    "身份证号:加号": of_a_citizen("{}+{}+{}"),
    "身份证号:加粗": of_a_citizen("{}**{}**{}"),
    "身份证号:换行标签": of_a_citizen("{}<br>{}<br>{}"),
    "身份证号:换行": of_a_citizen("{}\n{}{}"),
    "身份证号:零宽": of_a_citizen("{}\u200b{}\u200b{}"),
    "身份证号:遮盖": lambda n: f"{n[:6]}{'*' * 8}{n[14:]}",
    "身份证号:全角": wide,
    "身份证号:汉字": spelt("〇一二三四五六七八九"),
    "身份证号:大写": spelt("零壹贰叁肆伍陆柒捌玖"),
    "银行卡号:空格": lambda n: grouped(n, " ", 4, 4, 4, 4),
    "手机号:空格": of_a_telephone("{} {} {}"),
    "手机号:连字符": of_a_telephone("{}-{}-{}"),
    "手机号:点": of_a_telephone("{}.{}.{}"),
    "手机号:国际": "+86{}".format,
    "手机号:国际连字符": "0086-{}".format,
    "手机号:全角": wide,
    "车牌号:中点": of_a_car("{}{}·{}"),
    "车牌号:句点": of_a_car("{}{}.{}"),
    "车牌号:连字符": of_a_car("{}{}-{}"),
    "车牌号:空格": of_a_car("{}{} {}"),
    "车牌号:省后空格": of_a_car("{} {}·{}"),
    "车牌号:加粗": of_a_car("{}{}**{}**"),
    "车牌号:小写": str.lower,
    "车牌号:全角": wide,
    "车牌号:逐位": lambda n: f"{n[:2]} {' '.join('12345')}",
}
"""Placeholder → how its number is written."""


def filled(text: str) -> str:
    """A text with numbers for its placeholders; 〈…〉 is also a mark of titles within titles."""

    def number(match: re.Match[str]) -> str:
        name, _, way = match[1].partition(":")
        return WAYS[match[1]](NUMBERS[name]) if way else NUMBERS[name]

    return re.sub(rf"〈((?:{'|'.join(NUMBERS)})(?::[^〉]+)?)〉", number, text)


@dataclass(frozen=True)
class Case:
    """One text, and what is found in it."""

    rule: str
    is_wrong: bool
    body: str = ""
    whole: str = ""
    front: str = ""
    settings: str = ""
    line: int = 0
    also: Sequence[str] = ()

    @property
    def first_line(self) -> int:
        """Line of the file on which the text begins."""
        if self.front:
            return 1
        front_lines = SOUND.split("---\n")[1].count("\n") + 3
        return front_lines + 1 if self.whole else SOUND.count("\n") + 2

    def report(self) -> str:
        _, front, body = SOUND.split("---\n")
        front = with_lines(front, filled(self.front))
        if self.whole:
            return f"---\n{front}---\n\n{filled(self.whole)}\n"
        return f"---\n{front}---\n{body}\n{filled(self.body)}\n"


def cases() -> Iterator[Case]:
    for entry in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        assert set(entry) == {"rule", "wrong", "right"}
        for is_wrong in (True, False):
            for item in entry["wrong" if is_wrong else "right"]:
                values = item if isinstance(item, dict) else {"body": str(item)}
                yield Case(entry["rule"], is_wrong, **values)


ALL = tuple(cases())


def named(case: Case) -> str:
    text = case.whole or case.body or case.front
    return f"{case.rule}-{'wrong' if case.is_wrong else 'right'}-{text[:12]!r}"


@pytest.mark.parametrize("case", ALL, ids=named)
def test_a_text_is_judged_as_a_reader_would(case: Case, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        REPORT: case.report(),
        "reports/2023/yundu-sifaju/xianchang.png": PICTURE,
        "mkdocs.yml": with_lines(MKDOCS, case.settings, "    "),
    }
    if "xianchang.png" not in case.report():
        del files["reports/2023/yundu-sifaju/xianchang.png"]
    found: Sequence[Problem] = column(tmp_path, files).problems
    expected = [case.rule, *case.also] if case.is_wrong else [*case.also]
    assert sorted(p.code for p in found) == sorted(expected)
    if case.line:
        assert case.line in [p.line - case.first_line + 1 for p in found if p.code == case.rule]


def test_every_rule_over_texts_has_both() -> None:
    codes = {rule.code for rule in RULES if rule.family in FAMILIES}
    assert {case.rule for case in ALL} == codes | {"none"}
    for code in codes:
        for is_wrong in (True, False):
            count = sum(c.rule == code and c.is_wrong == is_wrong for c in ALL)
            assert count >= FEWEST, f"{code}: {count}"
