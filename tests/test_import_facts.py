"""Lines that say who published and when: where a value ends, and which days are publication's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importing.stated_facts import facts_in, label_of


def known(line: str) -> dict[str, str]:
    """What a line states that a report needs."""
    return {one.key: one.value for one in facts_in(line) if one.key and one.value}


# --- where a value ends


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "来源：县信访局 阅读：33 发布时间：2024-01-31 点击：77",
            {"source": "县信访局", "publish_date": "2024-01-31"},
        ),
        ("信息来源：教育局　更新时间：2024-02-01　点击：77", {"source": "教育局"}),
        (
            "来源：县信访局发布时间：2024-01-31 10:22浏览次数：3",
            {"source": "县信访局", "publish_date": "2024-01-31 10:22"},
        ),
        ("来　源：县信访局　　作　者：甲", {"source": "县信访局"}),
        ("来源：县信访局 审签：甲某 发布日期：2024-01-31", None),
        ("发布时间：2024-01-31 10:22 打印 分享", {"publish_date": "2024-01-31 10:22"}),
        ("发布时间：2024-01-31 【字体：大 中 小】【打印】", {"publish_date": "2024-01-31"}),
        ("来源：县信访局 阅读 33", {"source": "县信访局"}),
        ("【发布时间】2024-01-31 【作者】办公室", {"publish_date": "2024-01-31"}),
        ("[来源]：县信访局 [编辑]：甲", {"source": "县信访局"}),
        ("发布时间2024-01-31", {"publish_date": "2024-01-31"}),
        ("来源：县信访局 发布日期2024年1月31日", None),
        ("2024-01-31 10:22 来源：县信访局", {"source": "县信访局"}),
        ("日期:2024年 3月 5日 信息来源:县信访局", None),
        ("图片来源：县信访局 来源：甲", {}),
        ("来源：县信访局 图片来源：甲", {"source": "县信访局"}),
        ("来源：县信访局 审核时间：2024-01-31", {"source": "县信访局"}),
        ("来源：县信访局 首次发布时间：2024-01-31", {"source": "县信访局"}),
        ("来源：县信访局：办公室", {"source": "县信访局：办公室"}),
        ("工作如下：办信三件", {}),
        ("来源：县信访局。", {}),
    ],
)
def test_a_value_ends_where_the_next_label_begins(line: str, found: dict[str, str] | None) -> None:
    if found is None:
        assert set(known(line)) == {"source", "publish_date"}
        assert known(line)["source"] == "县信访局"
    else:
        assert known(line) == found


@pytest.mark.parametrize("filler", ["无", "—", "-", "/", "空", "暂无", "——", "（无）", "None", ""])
@pytest.mark.parametrize("label", ["文号", "来源", "索引号", "发布机构", "成文日期", "发布时间"])
def test_what_only_fills_a_gap_is_nothing(label: str, filler: str) -> None:
    line = f"发布时间：2024-01-31 {label}：{filler} 作者：甲"
    assert known(line) == {"publish_date": "2024-01-31"}
    assert known(f"{label}：{filler}") == {}


def test_a_label_may_be_set_apart_or_in_brackets() -> None:
    assert [label_of(t) for t in ("来 源：", "【发布时间】", "办信")] == ["来源", "发布时间", ""]


WORDS = "来源 发布时间 时间 审核时间 点击 ： : 【 】 2024-01-31 10:22 无 县信访局 打印 更新 年 1"
PIECES = st.sampled_from([*WORDS.split(), " ", "　"])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_line_states_what_does_not_stand_in_it(line: str) -> None:
    for one in facts_in(line):
        assert "".join(one.value.split()) in "".join(line.split())
        assert one.key != "publish_date" or one.label not in ("更新时间", "审核时间", "")
