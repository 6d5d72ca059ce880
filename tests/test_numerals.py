"""Chinese numerals are read as what they say, and what says nothing is no number."""

from __future__ import annotations

import pytest

from gongkai.importing.stated_dates import in_characters
from gongkai.numerals import counted, figures


@pytest.mark.parametrize(
    ("written", "number"),
    [("一", 1), ("十", 10), ("一十", 10), ("十二", 12), ("二十", 20), ("九十九", 99)],
)
def test_what_is_counted(written: str, number: int) -> None:
    assert counted(written) == number


@pytest.mark.parametrize("written", ["", "零", "一二", "十十", "十一二", "一二十", "百"])
def test_what_is_no_number(written: str) -> None:
    assert counted(written) == -1


def test_figures_one_by_one() -> None:
    assert [figures(year) for year in ("二〇二四", "二○一零", "2024")] == ["2024", "2010", "2024"]


@pytest.mark.parametrize(
    "text", ["二〇二四年一二月三日", "二〇二四年三月十一七日", "二〇二四年二月三十日"]
)
def test_a_day_that_is_none_is_not_made_one(text: str) -> None:
    assert in_characters(text) is None


def test_a_day_in_characters() -> None:
    moment = in_characters("二〇二四年 一月十五日")
    assert moment is not None
    assert moment.iso == "2024-01-15"
