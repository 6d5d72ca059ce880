"""Pages of a PDF that are not one upright column: each is read in its own order, or is told."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from gongkai.importing.blocks import Note, Table, note_mark
from made_pdfs import HEIGHT, WIDTH, Sign, column, drawn
from test_import_pdf import FULL, TITLE, left_out, read, texts

pytest.importorskip("pdfplumber", reason="没有 pdfplumber：pip install 'gongkai[import]'")

HALF = "依法办理，及时回复信访"
LONG = f"{FULL}{FULL[:15]}"
"""As long as a line on the longer side of a page."""
RIGHT = 322.0
"""Where a second column begins, 1.5 signs behind the first."""
HEAD: Sign = (130, 790, 22, TITLE[:12])


def half(name: str, count: int = 7, indent: str = "　　") -> list[str]:
    """A paragraph as lines of half a page, each with a sign of its own."""
    first = f"{indent}{name}首{HALF[: 11 - len(indent)]}"
    return [
        first,
        *(f"{name}{'一二三四五六七八九'[n]}{HALF}" for n in range(count - 1)),
        f"{name}完。",
    ]


def whole(lines: Sequence[str]) -> str:
    return "".join(lines).replace("　", "")


def aside(signs: Sequence[Sign], degrees: int) -> list[str]:
    """Signs of a page that is laid on its side, turned counterclockwise, as PDF says it."""
    move = {90: f"0 1 -1 0 {WIDTH} 0 cm", 180: f"-1 0 0 -1 {WIDTH} {HEIGHT} cm"}
    move[270] = f"0 -1 1 0 0 {HEIGHT} cm"
    made = [f"q {move[degrees]}"]
    for left, base, size, text in signs:
        code = text.encode("utf-16-be").hex()
        made.append(f"BT /F0 {size} Tf {left} {base} Td <{code}> Tj ET")
    return [*made, "Q"]


def slanted(text: str, degrees: float) -> str:
    a, b = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    code = text.encode("utf-16-be").hex()
    return f"q {a:.4f} {b:.4f} {-b:.4f} {a:.4f} 150 300 cm BT /F0 60 Tf <{code}> Tj ET Q"


# --- columns


@pytest.mark.parametrize("shift", [0, 6, 11])
def test_two_columns_are_read_one_after_the_other(shift: int) -> None:
    left, right = half("左"), half("右")
    page = [HEAD, *column(*left), *column(*right, left=RIGHT, top=740 - shift)]
    blocks, problems = read(drawn(page))
    assert [block.text for block in blocks] == [TITLE[:12], whole(left), whole(right)]
    assert problems == []


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    one, two = half("甲", 7), half("乙", 7)
    ends = ["丙完。", *half("丁", 2), "戊完。"]
    first = [*column(*one[:-1]), *column(*half("后", 7, "")[1:-1], *two[:-1], left=RIGHT)]
    last = [*column("己首" + HALF[:11], *ends[:1]), *column("　　庚一二。", left=RIGHT)]
    found = texts(drawn(first, last))
    assert found == [
        whole(one[:-1]) + whole(half("后", 7, "")[1:-1]),
        whole(two[:-1]) + "己首" + HALF[:11] + "丙完。",
        "庚一二。",
    ]


def test_text_across_columns_stands_before_or_behind_them() -> None:
    left, right = half("左"), half("右")
    across = [f"　　{FULL[:24]}", FULL, "办结。"]
    page = [
        *column(*across, top=790),
        *column(*left, top=680),
        *column(*right, top=680, left=RIGHT),
    ]
    found = texts(drawn([*page, *column(*across, top=420)]))
    assert found == [whole(across), whole(left), whole(right), whole(across)]


def test_one_line_beside_a_column_is_not_read_into_it() -> None:
    left = half("左")
    page = [*column(*left, top=740), (RIGHT, 712.0, 16.0, "图一信访大厅")]
    assert texts(drawn(page)) == [whole(left), "图一信访大厅"]


def test_a_table_in_a_column_stays_in_it() -> None:
    ruled = ["90 500 200 -40 re S", "90 480 m 290 480 l S", "190 500 m 190 460 l S"]
    cells: list[Sign] = [(95, 485, 12, "来信"), (195, 485, 12, "3"), (95, 465, 12, "来访")]
    page = [*column(*half("左")), *column(*half("右", 9), left=RIGHT), *ruled, *cells]
    blocks, _ = read(drawn(page))
    assert [block.text[:2] for block in blocks] == ["左首", "来信", "右首"]
    assert isinstance(blocks[1], Table)


def test_a_frame_beside_the_text_is_not_read_into_it() -> None:
    frame = ["350 720 160 -60 re S", *column("咨询电话：", "一二三四。", top=700, left=360)]
    beside = [f"　　{FULL[:24]}", FULL[:15], FULL[:15], FULL[:15], FULL, "办结。"]
    page = [*column(*beside), *frame]
    found = texts(drawn(page))
    found.remove("咨询电话：一二三四。")
    assert "".join(found) == whole(beside)


ROWS = {
    "signature": [(400.0, 500.0, 16.0, "云渡县信访局"), (390.0, 472.0, 16.0, "2024年1月15日")],
    "labels": [
        sign
        for n in range(8)
        for sign in (
            (90.0, 740.0 - 28 * n, 16.0, f"负责人{n}："),
            (322.0, 740.0 - 28 * n, 16.0, "张某，科长。"),
        )
    ],
    "numbers": [
        (left, 740.0 - 28 * n, 16.0, text)
        for n in range(8)
        for left, text in ((90.0, f"{n}"), (200.0, "云渡县信访局"), (400.0, f"{n * 7}"))
    ],
    "described": [
        (left, 740.0 - 28 * n, 16.0, text)
        for n in range(8)
        for left, text in ((90.0, "来信" if n % 3 == 0 else ""), (250.0, f"{HALF[: 11 - n % 3]}。"))
        if text
    ],
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_with_gaps_are_no_columns(name: str) -> None:
    above = column(f"　　{FULL[:24]}", FULL, "办结。", top=826)
    blocks, problems = read(drawn([*above, *ROWS[name]]))
    places = [base for _, base, *_ in ROWS[name]]
    rows = [
        " ".join(s[3] for s in ROWS[name] if s[1] == place) for place in sorted({*places})[::-1]
    ]
    assert "".join(block.text for block in blocks[1:]) == "".join(rows)
    assert len(blocks) > 2
    assert problems == []


def test_columns_that_are_not_sure_are_said() -> None:
    """Sentences beside sentences, but with the white of a table's rows below the shorter ones."""
    pairs = [(90.0, "本年来信，"), (RIGHT, "本年来信，")]
    page = [
        (left, 740.0 - 28 * (n + n // 2 * 3), 16.0, f"{text}{HALF[:6]}")
        for n in range(8)
        for left, text in pairs
    ]
    _, problems = read(drawn(page))
    (problem,) = problems
    assert (problem.code, problem.line) == ("import-columns", 1)
    assert "第 1 页" in problem.message


CLOSE = 90 + 16 * 13 + 17.0
"""Where a second column begins, a sign and a bit behind the first, as LibreOffice leaves 0.6 cm."""


def hung(lines: Sequence[str], *places: int) -> list[str]:
    """Lines of which some end with a comma that hangs out."""
    return [line + "，" if n in places else line for n, line in enumerate(lines)]


@pytest.mark.parametrize("shift", [0, 11])
@pytest.mark.parametrize("signs", ["，。", "：；", "、！"])
def test_punctuation_hangs_into_the_gutter(signs: str, shift: int) -> None:
    left = [*hung(half("左"), 1, 4)[:-1], *hung(half("下"), 2)]
    right = [*half("右")[:-1], *half("末", 6)]
    left = [line.replace("，，", "，" + signs[n % 2]) for n, line in enumerate(left)]
    page = [HEAD, *column(*left), *column(*right, left=CLOSE, top=740 - shift)]
    blocks, problems = read(drawn(page))
    assert "".join(block.text for block in blocks[1:]) == whole(left) + whole(right)
    assert problems == []


def test_punctuation_hangs_out_of_a_short_column_of_the_page_before_too() -> None:
    first = [*column(*half("左", 9)[:-1]), *column(*half("右", 9)[:-1], left=CLOSE)]
    left, right = hung(["甲首" + HALF, "乙首" + HALF], 0), half("丙", 2, "")
    found = texts(drawn(first, [*column(*left, "甲完。"), *column(*right, left=CLOSE)]))
    assert "".join(found).endswith(whole(left) + "甲完。" + whole(right))


def test_a_gutter_as_narrow_as_a_space_is_said() -> None:
    page = [*column(*half("左", 9)), *column(*half("右", 9), left=90 + 16 * 13 + 11)]
    _, (problem,) = read(drawn(page))
    assert (problem.code, problem.line) == ("import-columns", 1)


def test_commas_at_one_place_of_all_lines_are_no_gutter() -> None:
    """Nor where a table's column begins behind them, or one of text did on the page before."""
    lines = [f"{n}月份全县共办理来信来访，当年办结率同比上升九个点，" for n in "一二三四五六七八"]
    behind = 90 + 16 * 13
    rows = [
        (left, 440.0 - 28 * n, 16.0, text)
        for n in range(5)
        for left, text in ((90.0, "来信"), (behind, f"{n * 7}"))
    ]
    blocks, problems = read(drawn([*column(*lines, "办结。"), *rows]))
    assert blocks[0].text == whole(lines) + "办结。"
    assert problems == []
    short = [line[:10] for line in half("左", 9, "")[:-1]]
    before = [*column(*short), *column(*half("右", 9), left=behind)]
    blocks, problems = read(drawn(before, column(*lines, "办结。")))
    assert blocks[-1].text == whole(lines) + "办结。"
    assert problems == []


# --- on the side, downward, aslant


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_is_turned(degrees: int) -> None:
    lines = [f"　　{LONG[:39]}", LONG, "办结。"] if degrees != 180 else [FULL, FULL, "办结。"]
    page = aside(column(*lines, top=400), degrees)
    assert texts(drawn(column(FULL, "办结。"), page)) == [f"{FULL}办结。", whole(lines)]


def test_a_table_on_its_side_is_a_table_and_its_number_is_told() -> None:
    ruled = ["90 400 600 -40 re S", "90 380 m 690 380 l S", "390 400 m 390 360 l S"]
    cells: list[Sign] = [(95, 385, 12, "来信"), (395, 385, 12, "30"), (95, 365, 12, "来访")]
    signs = aside([(90, 450, 16, "办理情况统计表"), *cells], 90)
    page = [*signs[:-1], *ruled, "Q", (60.0, 60.0, 9.0, "附表一")]
    blocks, (problem,) = read(drawn(page))
    assert blocks[0].text == "办理情况统计表"
    assert isinstance(blocks[1], Table)
    assert [[cell.text for cell in row] for row in blocks[1].cells] == [
        ["来信", "30"],
        ["来访", ""],
    ]
    assert (problem.code, "附表一" in problem.message) == ("import-aslant", True)


def test_text_set_downward_is_read_from_the_right() -> None:
    lines = ["云渡县信访局年度报告", f"　　{LONG[:39]}", LONG, "办结。"]
    page: list[Sign] = []
    for number, line in enumerate(lines):
        for place, sign in enumerate(line):
            if sign != "　":
                page.append((480.0 - 28 * number, 740.0 - 16 * place, 16.0, sign))
    blocks, (problem,) = read(drawn(page))
    assert [block.text for block in blocks] == [lines[0], whole(lines[1:])]
    assert (problem.code, problem.line) == ("import-columns", 1)
    assert "竖排" in problem.message


@pytest.mark.parametrize("degrees", [30, 45, 60, -45])
def test_a_watermark_is_said_once_with_its_pages(degrees: float) -> None:
    lines = [f"　　{FULL[:24]}", FULL, "办结。"]
    page = [*column(*lines), slanted("内部资料", degrees)]
    blocks, (problem,) = read(drawn(page, page))
    assert [block.text for block in blocks] == [whole(lines)] * 2
    assert problem.code == "import-aslant"
    assert problem.message.endswith("“内部资料”")
    assert "第 1、2 页" in problem.message
    assert left_out(drawn(page, page)) == [(1, "内部资料", "斜放、横放的字（第 1、2 页）")]


def test_a_scanned_page_lies_askew_and_is_read() -> None:
    code = FULL.encode("utf-16-be").hex()
    page = [f"q 0.9998 0.0175 -0.0175 0.9998 0 0 cm BT /F0 16 Tf 90 600 Td <{code}> Tj ET Q"]
    assert texts(drawn(page)) == [FULL]


# --- contents

ENTRIES = ["一、主要举措", "（一）依法办理", "二、存在的问题", "三、下一步工作"]
LATER = [line for entry in ENTRIES for line in (f"　　{entry}", f"　　{FULL[:24]}", "办结。")]


def test_a_table_of_contents_is_left_out_and_said() -> None:
    led = [f"{entry}{'…' * (23 - len(entry))}{n + 2}" for n, entry in enumerate(ENTRIES)]
    blocks, (problem,) = read(drawn(column("　　　　目　录", *led), column(*LATER)))
    assert [block.text for block in blocks] == [
        text for entry in ENTRIES for text in (entry, f"{FULL[:24]}办结。")
    ]
    assert (problem.code, problem.line) == ("import-contents", 1)
    assert "共 5 行" in problem.message
    assert "“一、主要举措…2”" in problem.message
    wanted = [(1, line.strip("　"), "目录") for line in ("目 录", *led)]
    assert left_out(drawn(column("　　　　目　录", *led), column(*LATER))) == wanted


def test_a_list_with_leaders_is_no_table_of_contents() -> None:
    lines = [f"{name}{'…' * 15}{n * 3}" for n, name in enumerate(["来信", "来访", "来电", "网上"])]
    blocks, problems = read(drawn(column(*lines, f"　　{FULL[:24]}", "办结。")))
    assert [block.text for block in blocks][:4] == lines
    assert problems == []


# --- footnotes


def with_foot(number: str, text: str) -> list[Sign | str]:
    """A page whose paragraph has a raised number behind 办信 and goes on overleaf."""
    line = FULL[:24]
    mark: Sign = (90 + 16 * 25, 747, 9, number)
    foot: list[Sign] = [(90, 88, 5, number), (95, 84, 10, text), (290, 50, 14, "— 1 —")]
    return [*column(f"　　{line[:23]}", FULL, top=740), mark, *foot]


def test_footnotes_are_notes_and_part_no_paragraph() -> None:
    pages = [
        with_foot("1", "截至2023年12月31日。"),
        with_foot("①", "含上年结转。"),
        column("办结。"),
    ]
    blocks, problems = read(drawn(*pages))
    first = f"{FULL[:23]}{note_mark(1)}{FULL}"
    second = f"{FULL[:23]}{note_mark(2)}{FULL}办结。"
    assert [block.text for block in blocks] == [
        first,
        second,
        "截至2023年12月31日。",
        "含上年结转。",
    ]
    assert [block.number for block in blocks if isinstance(block, Note)] == [1, 2]
    assert problems == []


def test_an_exponent_stays_small_and_small_print_stays() -> None:
    page = [*column("面积三百m", f"　　{FULL[:24]}", "办结。"), (90 + 16 * 4 + 8, 748, 9, "2")]
    small: Sign = (90, 84, 10, "3 联系电话12345")
    assert texts(drawn([*page, small])) == ["面积三百m²", f"{FULL[:24]}办结。", "3 联系电话12345"]
