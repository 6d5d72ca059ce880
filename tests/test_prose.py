"""Passing over plain prose changes nothing in what is rendered."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publishing import prose

EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"]
PIECES = [
    "甲，乙。",
    "12.5%",
    "a_b",
    "**重点**",
    "`码`",
    "  \n",
    "\n\n",
    "- ",
    "1. ",
    "&lt;",
    "&",
    "<b>",
]
PIECES += ["[链](a.md)", "![图](a.png)", "\\*", "| 甲 | 乙 |\n| --- | --- |\n", "{: #x }", "[^1]"]
PIECES += [
    "https://a.cn",
    "<https://a.cn>",
    "## 一、题\n",
    "“引”",
    "——",
    "＜全角＞",
    "[^1]: 注\n",
    "x@y.cn",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_same_is_rendered(text: str) -> None:
    plain = markdown.markdown(text, extensions=EXTENSIONS)
    assert markdown.markdown(text, extensions=[*EXTENSIONS, prose.NAME]) == plain


def test_it_stands_back_where_letters_have_a_meaning() -> None:
    with_links = [*EXTENSIONS, "wikilinks"]
    text = "甲[[乙]]丙。"
    plain = markdown.markdown(text, extensions=with_links)
    assert markdown.markdown(text, extensions=[*with_links, prose.NAME]) == plain


@pytest.mark.parametrize("text", ["甲，乙。", "12.5%（二）"])
def test_plain_prose_is_passed_over(text: str) -> None:
    assert prose._PLAIN.fullmatch(text)
