"""Text and query fold alike: what Python puts into the index is what the browser asks for."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.plain import plain_text
from gongkai.publishing.search.folding import fold

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
        ("甲\U00031350乙", "甲\U00031350乙"),
    ],
)
def test_what_folding_keeps(text: str, folded: str, engine: Any) -> None:
    assert fold(text) == folded
    assert engine("fold", text) == folded


def test_every_character_folds_alike(engine: Any) -> None:
    # A browser may know letters that this Python's Unicode has not met yet: they are left out.
    known = [
        chr(c)
        for c in range(0x20, 0x40000)
        if not 0xD800 <= c < 0xE000 and (c >= 0x20000 or unicodedata.category(chr(c)) != "Cn")
    ]
    theirs = engine("foldAll", known)
    unlike = [c for c, folded in zip(known, theirs, strict=True) if fold(c) != folded]
    assert unlike == []


@given(st.text(max_size=40))
@SAME_ENGINE
def test_any_text_folds_alike(engine: Any, text: str) -> None:
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cn", "Cs"))
    assert engine("fold", text) == fold(text)


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
