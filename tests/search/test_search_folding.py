"""Text and query fold alike: what Python puts into the index is what the browser asks for."""

from __future__ import annotations

import tempfile
import unicodedata
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.plain import plain_text
from gongkai.publishing.search import postings
from gongkai.publishing.search.folding import fold
from gongkai.publishing.search.postings import (
    ALPHABET,
    LAST,
    PAIR,
    TRIPLE,
    Signs,
    encode,
    shards,
    spread,
)
from gongkai.publishing.search.spool import Spool

SAME_ENGINE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("法治，政府", "法治政府"),
        ("２０２４年", "\x012024年"),
        ("LED屏", "\x01led屏"),
        ("35.15%", "\x0135\x0115"),
        ("共 12 件", "共\x0112件"),
        ("㎡", "\x01m2"),
        ("——“”", ""),
        ("İ", "\x01i"),
    ],
)
def test_what_folding_keeps(text: str, folded: str, engine: Any) -> None:
    assert fold(text) == folded
    assert engine("fold", text) == folded


def test_every_character_folds_alike(engine: Any) -> None:
    # A browser may know letters that this Python's Unicode has not met yet: they are left out.
    known = [
        chr(c)
        for c in range(0x20, 0x30000)
        if not 0xD800 <= c < 0xE000 and unicodedata.category(chr(c)) != "Cn"
    ]
    theirs = engine("foldAll", known)
    unlike = [c for c, folded in zip(known, theirs, strict=True) if fold(c) != folded]
    assert unlike == []


@given(st.text(max_size=40))
@SAME_ENGINE
def test_any_text_folds_alike(engine: Any, text: str) -> None:
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cn", "Cs"))
    assert engine("fold", text) == fold(text)


@pytest.fixture(params=[PAIR, TRIPLE])
def length(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def files(length: int, *given: str) -> tuple[list[str], tuple[int, int]]:
    """The postings of some texts and of one so long that there are many files."""
    with tempfile.TemporaryFile() as file:
        texts = Spool(file)
        for text in given:
            texts.add(text.encode("utf-16-le", "surrogatepass"))
        texts.add("".join(map(chr, range(0x4E00, 0x9FFF))).encode("utf-16-le"))
        return list(shards(texts, length)), spread(texts.units, length)


@pytest.mark.parametrize("pass_size", [40_000_000, 3_000])
@given(text=st.text(st.characters(min_codepoint=1), min_size=3, max_size=20))
@settings(SAME_ENGINE, max_examples=20)
def test_a_gram_is_looked_for_where_it_was_put(
    engine: Any, length: int, pass_size: int, text: str
) -> None:
    utf16 = text.encode("utf-16-le", "surrogatepass")
    pieces = [utf16[i : i + 2 * length] for i in range(0, len(utf16) + 2 - 2 * length, 2)]
    grams = [piece.decode("utf-16-le", "surrogatepass") for piece in pieces]
    with mock.patch.dict(postings.UNITS_PER_PASS, {length: pass_size}):
        made, how = files(length, text)
    assert len(made) == how[0] * how[1] > 5
    for gram, number in zip(grams, engine("shards", grams, how), strict=True):
        assert f"!{gram} " in made[number]


def test_passes_change_the_files_of_the_postings_but_not_what_they_say(length: int) -> None:
    texts = "依法行政，受理12件。" * 3, "行政依法" * 40
    at_once, _ = files(length, *texts)
    with mock.patch.dict(postings.UNITS_PER_PASS, {length: 3_000}):
        in_passes, (passes, _) = files(length, *texts)
    assert passes > 5
    assert sorted("".join(at_once).split("!")) == sorted("".join(in_passes).split("!"))


def test_a_triples_number_tells_its_text_and_its_phase() -> None:
    made, _ = files(TRIPLE, "无关", "。" * 40 + "甲乙丙")
    (signs,) = (e.split(" ")[1] for e in "".join(made).split("!") if e.startswith("甲乙丙"))
    phases = postings.PHASES[TRIPLE]
    assert decoded(signs) == [1 * phases + 40 % phases]


SIGNS = Signs()


def decoded(signs: str) -> list[int]:
    """The numbers again, written a second time from the description in ``postings``."""
    numbers, number, value, scale = [], -1, 0, 1
    for sign in signs:
        digit = ALPHABET.index(sign)
        if digit < LAST:
            number += value + digit * scale + 1
            numbers.append(number)
            value, scale = 0, 1
        else:
            value += digit * scale
            scale *= len(ALPHABET) - LAST
    return numbers


@given(st.lists(st.integers(0, 20_000), min_size=1).map(sorted))
def test_numbers_come_back_each_once(numbers: list[int]) -> None:
    assert decoded(encode(numbers, SIGNS)) == sorted(set(numbers))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## 一、成效\n\n正文**重点**。\n", "一、成效\n正文重点。"),
        ("[条例](https://a.gov.cn/x)和![图](a.png)", "条例和图"),
        ("| 项目 | 件数 |\n| --- | ---: |\n| 受理 | 12 |\n", "项目 件数\n受理 12"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲\n乙"),
        ("1\\. 不是列表 A\\_B &lt;x>", "1. 不是列表 A_B <x>"),
        ("<!-- 不公开 -->正文", "正文"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text
