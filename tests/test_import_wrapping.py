"""Hard-wrapped texts: joined where they surely are cut, told where they may be, else left alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.importing.blocks import Paragraph
from gongkai.importing.text import read_blocks
from gongkai.importing.wrapping import Line, Unwrapped, unwrapped
from gongkai.problems import Problem
from old_pages import SEEDS

PATH = Path("原文.txt")
TITLE = "云渡县信访局2023年法治政府建设年度报告"
PARAGRAPHS = (
    "2023年，云渡县信访局依法办理群众来信来访，全年办理信访事项1517件，比上年增长9.42%，按期答复率"
    "达到96%，群众满意率有所提高，越级走访减少三成。",
    "（一）完善制度。修订《来访接待办法》等制度12项，公布在https://xxgk.example.gov.cn/zhidu/2023/"
    "index.html上，供群众查阅、下载和提出意见，共收到意见二十三条。",
    "全年培训12期。",
    "接访人员共30名，其中“一窗受理”窗口8名，都参加了行政复议法、行政诉讼法和信访工作条例的学习，"
    "考试合格率为百分之百，一年内没有发生违反程序的情形，也没有接到对接访人员的投诉。",
)
SIGNED = ("云渡县信访局", "2024年1月24日")


def width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def cut(text: str, columns: int, measure: Callable[[str], int] = width) -> list[str]:
    """A paragraph as an old editor cuts it."""
    lines, line = [], ""
    for char in text:
        if measure(line + char) > columns:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def wrapped(
    columns: int, indent: str = "　　", between: str = "\n", measure: Callable[[str], int] = width
) -> str:
    """The whole text, cut; ``between`` stands between paragraphs."""
    paragraphs = ["\n".join(cut(indent + text, columns, measure)) for text in PARAGRAPHS]
    signed = [f"{'　' * 10}{line}" for line in SIGNED]
    return f"{TITLE}\n\n" + between.join([*paragraphs, *signed])


def read(text: str) -> tuple[list[str], list[Problem]]:
    blocks, problems = read_blocks(text.encode(), PATH)
    assert blocks is not None
    return [block.text.strip() for block in blocks], problems


# --- joined


@pytest.mark.parametrize("columns", [50, 60, 64, 72, 76, 80])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("    ", "\n\n"), ("", "\n\n")])
@pytest.mark.parametrize("measure", [width, len])
def test_lines_cut_at_one_width_are_joined(
    columns: int, indent: str, between: str, measure: Callable[[str], int]
) -> None:
    columns = columns if measure is width else columns // 2
    found, problems = read(wrapped(columns, indent, between, measure))
    assert found == [TITLE, *PARAGRAPHS, *SIGNED]
    assert [(p.line, p.code) for p in problems] == [(3, "import-wrapped")]
    assert "接成了 7 段" in problems[0].message


@pytest.mark.parametrize("columns", [50, 60, 64, 72, 76, 80])
def test_without_indents_and_empty_lines_a_short_line_ends_a_paragraph(columns: int) -> None:
    found, _ = read(wrapped(columns, "").replace("　", ""))
    assert [t for t in found if t in PARAGRAPHS] == list(PARAGRAPHS)
    assert found[0] == TITLE
    assert found[-2:] == list(SIGNED)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_empty_line_below_every_line_says_nothing(encoding: str) -> None:
    text = "\r\n\r\n".join(line for line in wrapped(64).split("\n") if line)
    blocks, problems = read_blocks(text.encode(encoding), PATH)
    assert blocks is not None
    assert [b.text.strip() for b in blocks] == [TITLE, *PARAGRAPHS, *SIGNED]
    assert len(problems) == 1


def test_signs_that_may_not_begin_a_line_are_moved() -> None:
    lines = [line for text in PARAGRAPHS for line in cut(f"　　{text}", 60)]
    for number, line in enumerate(lines):
        if line[0] in "，。、；：”》":
            lines[number - 1] += line[0]
            lines[number] = line[1:]
    found, _ = read("\n".join(lines))
    assert found == list(PARAGRAPHS)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}")
@pytest.mark.parametrize("columns", [60, 72, 76, 80])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n")])
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_report_that_was_cut_is_whole_again(
    number: str, columns: int, indent: str, between: str
) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    whole = [line for line in lines if line]
    assert read("\n".join(lines)) == (whole, [])
    text = between.join("\n".join(cut(indent + line, columns)) for line in whole)
    found, problems = read(text)
    assert found == whole
    assert [p.code for p in problems] == ["import-wrapped"]


@pytest.mark.parametrize("columns", [52, 54, 60, 72, 76, 80])
def test_words_are_parted_by_a_space_where_lines_end_between_them(columns: int) -> None:
    text = f"　　{'群众来信来访，' * 9}系统Open Public Records Portal，手册见Users Guide一书。"
    lines = [""]
    for piece in re.findall(r"[A-Za-z]+|.", text):
        if width(lines[-1] + piece) > columns - 1:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip(" ")
    lines += cut(f"　　{PARAGRAPHS[3]}", columns - 1)
    found, _ = read("\n".join(lines))
    assert found == [text.strip(), PARAGRAPHS[3]]


def test_tables_headings_and_addresses_stay_apart() -> None:
    rows = ["办理事项        件数        比上年", "来信            1517        9%"]
    kept = ["一、主要举措", *rows, "地址：云渡县文昌路1号", "电话：0310-6012345"]
    text = wrapped(60).replace("　　全年培训12期。", "\n".join(kept))
    found, _ = read(text)
    assert found[3:-3] == kept


# --- left alone


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, *PARAGRAPHS, *SIGNED),
        (TITLE, "", *PARAGRAPHS, "", *SIGNED),
        (TITLE, "2023年，工作如下。", "一、举措", "（一）办信，三件", "（二）接访，五批", *SIGNED),
        ("张某，云渡县文昌路1号", "李某，云渡县文昌路2号", "王某，云渡县文昌路3号。", "完。"),
        ("1.完善制度，公布12项", "2.培训人员，合格30名", "3.办理来信，答复15件"),
        ("姓名    职务", "张某    局长", "李某    科长"),
    ],
)
def test_a_text_that_is_not_wrapped_stays_as_it_is(lines: Sequence[str]) -> None:
    text = "\n".join(lines)
    blocks, problems = read_blocks(text.encode(), PATH)
    wanted = [Paragraph(line, n) for n, line in enumerate(lines, start=1) if line]
    assert blocks == tuple(wanted)
    assert problems == [] or lines[0].startswith("张某")


def test_in_doubt_nothing_is_joined_and_a_person_is_told() -> None:
    ragged = [
        "2023年，云渡县信访局依法办理群众来信，",
        "全年办理信访事项一千五百余件，比上年增长百分之九，按期",
        "答复率达到九成，群众满意率有所提高，越级走访",
        "减少三成，",
        "没有积案。",
    ]
    found, problems = read("\n".join([TITLE, *ragged]))
    assert found == [TITLE, *ragged]
    assert [(p.line, p.code, p.message) for p in problems] == [
        (2, "import-wrapped", "每行都断开，像是硬换行，请把段落接起来")
    ]


# --- nothing is lost


def words(lines: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


CHARS = st.sampled_from([*"办信接访，。；a1 　“”（一）、\t|.-"])
LINES = st.lists(st.text(CHARS, max_size=40), max_size=12)


@given(LINES, st.integers(20, 60))
@settings(deadline=None)
def test_no_character_is_lost(texts: list[str], columns: int) -> None:
    pieces = [piece for text in texts for piece in cut(text * 3, columns)]
    lines = [Line(number, piece) for number, piece in enumerate(pieces, start=1)]
    found = unwrapped(lines)
    assert isinstance(found, Unwrapped)
    assert words(found.lines) == words(lines)
    assert all(line.text.strip() for line in found.lines)
    numbers = [line.number for line in found.lines]
    assert numbers == sorted(set(numbers))


def test_no_text_of_whole_paragraphs_is_joined() -> None:
    """Paragraphs of every length, each a line, in a thousand texts."""
    source = random.Random(7)
    for _ in range(1000):
        lines = [
            "".join(source.choices("办信接访，、复查", k=source.randint(4, 60)))
            + source.choice("。。。。。；：")
            for _ in range(source.randint(3, 30))
        ]
        for number in range(0, len(lines), 6):
            lines[number] = lines[number].rstrip("。；：")
        found = unwrapped([Line(n, line) for n, line in enumerate(lines)])
        assert [line.text for line in found.lines] == lines
