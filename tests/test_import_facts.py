"""Lines that say who published and when: where a value ends, and which days are publication's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importing import web
from gongkai.importing.blocks import Paragraph, plain_text
from gongkai.importing.guessing import stated_moment, unsure_dates
from gongkai.importing.stated_facts import facts_in, label_of
from gongkai.importing.tidying import Tidied, tidy

PATH = Path("原页.html")
TITLE = "云渡县信访局2023年法治政府建设年度报告"
PROSE = "2023年，全年办信三件，接访五批。"


def known(line: str) -> dict[str, str]:
    """What a line states that a report needs."""
    return {one.key: one.value for one in facts_in(line) if one.key and one.value}


def unsure(line: str) -> list[tuple[str, str]]:
    return [(one.label, one.value) for one in facts_in(line) if one.is_unsure]


def of_text(*lines: str) -> Tidied:
    return tidy([Paragraph(line, n) for n, line in enumerate(lines, start=1)], PATH)


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


# --- days of which nobody says that they are the publication's


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("作者：管理员 时间：2024-01-31 编辑：甲某", [("时间", "2024-01-31")]),
        ("信息来源：教育局　更新时间：2024-02-01", [("更新时间", "2024-02-01")]),
        ("发文时间：2024-01-31", [("发文时间", "2024-01-31")]),
        ("添加时间：2024/1/31 10:22", [("添加时间", "2024/1/31 10:22")]),
        ("来源：县信访局 审核时间：2024-01-31", [("审核时间", "2024-01-31")]),
        ("2024-01-31 10:22", [("", "2024-01-31 10:22")]),
        ("2024年1月31日 10:22", [("", "2024年1月31日 10:22")]),
        ("2024年1月31日", []),
        ("来源：县信访局 时间：2024-01-31", []),
        ("成文日期：2024-01-31", []),
        ("发布时间：2024-01-31", []),
        ("时间：三天", []),
    ],
)
def test_an_unsure_day_is_told_apart(line: str, days: list[tuple[str, str]]) -> None:
    assert unsure(line) == days


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "作者：管理员 时间：2024-01-31 编辑：甲某",
            "标题旁边有“时间：2024-01-31”，不能确定是发布日期，没有采用",
        ),
        (
            "更新时间：2024-02-01　点击：77",
            "标题旁边有“更新时间：2024-02-01”，是更新的日期，不是发布日期，没有采用",
        ),
        ("2024-01-31 10:22", "标题旁边有“2024-01-31 10:22”，不能确定是发布日期，没有采用"),
    ],
)
def test_an_unsure_day_in_a_text_is_taken_out_and_told(line: str, said: str) -> None:
    tidied = of_text(TITLE, line, PROSE)
    assert stated_moment(tidied, "publish_date", PATH) == (None, [])
    assert [(p.line, p.message) for p in unsure_dates(tidied, PATH)] == [(2, said)]
    assert plain_text(tidied.blocks) == PROSE
    removed = [(piece.text, piece.why) for piece in tidied.removed]
    assert removed == [(line, "正文外的发布信息（没有采用）")]


def test_a_day_in_words_under_the_title_stays_in_the_text() -> None:
    tidied = of_text(TITLE, "2024年1月31日", PROSE)
    assert plain_text(tidied.blocks) == f"2024年1月31日\n{PROSE}"


# --- the same on a web page


def of_page(head: str, *, below: str = "", meta: str = "") -> tuple[Tidied, list[str], list[str]]:
    """A page with ``head`` between its title and its text: what became of it, what was said about
    days, and the lines that were taken out."""
    html = (
        f"<!DOCTYPE html><head>{meta}</head><body><h1>{TITLE}</h1>{head}"
        f"<div class=TRS_Editor><p>{PROSE}</p></div>{below}"
    )
    blocks, problems = web.read_blocks(html.encode(), PATH)
    assert blocks is not None
    tidied = tidy(blocks, PATH)
    assert plain_text(tidied.blocks) == PROSE
    lines = {piece.line for piece in tidied.removed}
    days = [p for p in problems if p.code == "import-date"]
    assert {p.line for p in days} <= lines
    return tidied, [p.message for p in days], [piece.text for piece in tidied.removed]


@pytest.mark.parametrize(
    "head",
    [
        "<p><span>发布时间</span><span>2024-01-31</span></p>",
        "<div>发布时间</div><div>2024-01-31</div>",
        "<p>【发布时间】2024-01-31 【作者】办公室</p>",
        "<p>来源：县信访局 阅读：33 发布时间：2024-01-31 点击：77</p>",
        "<p>发布时间：2024-01-31 更新时间：2024-02-01 文号：无</p>",
        "<table><tr><td>文号：<td>无<td>发布日期：<td>2024-01-31</table>",
    ],
)
def test_a_day_that_a_page_states_is_read_however_it_is_set(head: str) -> None:
    tidied, said, _ = of_page(head)
    found, problems = stated_moment(tidied, "publish_date", PATH)
    assert (str(found.value if found else ""), problems, said) == ("2024-01-31", [], [])
    assert "document_number" not in {fact.key for fact in tidied.facts if fact.value}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "作者：管理员 时间：2024-01-31 编辑：甲某",
            "网页上有“时间：2024-01-31”，不能确定是发布日期",
        ),
        ("发文时间：2024-01-31", "网页上有“发文时间：2024-01-31”，不能确定是发布日期"),
        ("添加时间：2024-01-31", "网页上有“添加时间：2024-01-31”，不能确定是发布日期"),
        (
            "信息来源：教育局　更新时间：2024-02-01　点击：77",
            "网页上有“更新时间：2024-02-01”，是更新的日期，不是发布日期",
        ),
        ("2024-01-31 10:22", "网页上有“2024-01-31 10:22”，不能确定是发布日期"),
        ("县信访局 2024年1月31日", "网页上有“县信访局 2024年1月31日”，不能确定是发布日期"),
    ],
)
def test_an_unsure_day_of_a_page_is_neither_taken_nor_lost(line: str, said: str) -> None:
    tidied, told, removed = of_page(f"<p>{line}</p>")
    assert "publish_date" not in {fact.key for fact in tidied.facts}
    assert told == [f"{said}，没有采用"]
    assert line in removed


def test_beside_a_stated_day_another_is_only_listed() -> None:
    meta = "<meta name=PubDate content='2024-01-31'>"
    line = "作者：甲 更新时间：2024-02-01"
    _, said, removed = of_page(f"<p>{line}</p>", meta=meta)
    assert (said, removed) == ([], ["发布时间：2024-01-31", line])


def test_a_day_below_the_text_is_told_once() -> None:
    below = "<p>发布时间：2024-01-31</p><p>发布时间：2023-12-01</p>"
    tidied, said, removed = of_page("", below=below)
    assert "publish_date" not in {fact.key for fact in tidied.facts}
    place = "网页的正文下面有“发布时间：2024-01-31”"
    assert said == [f"{place}，不能确定是发布日期，没有采用"]
    assert removed == ["发布时间：2024-01-31"]


def test_todays_date_in_a_pages_head_is_no_news() -> None:
    html = f"<div>2026-01-01</div><h1>{TITLE}</h1><div class=TRS_Editor><p>{PROSE}</p></div>"
    _, problems = web.read_blocks(html.encode(), PATH)
    assert problems == []
