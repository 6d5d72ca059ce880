"""The engine's answer is what a plain search through the sources finds: no more, no less."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai.archive import Archive
from gongkai.dates import Moment
from gongkai.publishing.search import postings, search_files
from gongkai.publishing.search.folding import fold
from gongkai.publishing.search.grams import PLACES
from gongkai.publishing.search.postings import MOST_PLACES
from gongkai.publishing.search.scripts import text_in
from gongkai.report import Report, Status
from gongkai.units import FormerName, Register, Unit

SLOW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
JUSTICE = Unit("sifaju", "云溪县司法局", ("县司法局",), region="云溪县")
HEALTH = Unit("weijianju", "云溪县卫生健康局", former_names=(FormerName("云溪县卫生局"),))
UNITS = (JUSTICE, HEALTH)


def report(year: int, body: str, unit: Unit = JUSTICE, **more: Any) -> Report:
    given: dict[str, Any] = {
        "title": f"{unit.name}{year}年法治政府建设年度报告",
        "slug": unit.id,
        "publish_date": Moment(date(year + 1, 3, 1), time(9, 30)),
        "category": "法治政府建设年度报告",
    }
    given |= more
    path = Path(f"reports/{year}/{given['slug']}.md")
    return Report(
        path=path,
        folder_year=year,
        year=year,
        unit=unit,
        source=unit.name,
        summary="",
        body=body,
        body_line=1,
        **given,
    )


def index(engine: Any, reports: Sequence[Report]) -> Archive:
    archive = Archive.of(reports, Register(Path("units.yml"), UNITS))
    files = [content for _, content in search_files(archive)]
    assert engine("load", files)["damaged"] == 0
    return archive


def found(engine: Any, query: str, sort: str = "") -> list[str]:
    return engine("answer", query, sort)["ids"]


# A small alphabet makes phrases that nearly occur; signs and breaks stand inside of them.
BODY = st.text("甲乙丙丁，。 \n（）𠮷", min_size=0, max_size=60)


def letters(text: str) -> str:
    """What counts of a text, worked out another way than the index does."""
    kept = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in kept if unicodedata.category(c)[0] in "LN")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# Beside them, figures and Latin letters in words of their own and within others.
MIXED = st.lists(
    st.sampled_from(["甲", "乙", "丙", "丁", "1", "2", "a", "，", " ", "甲乙丙丁", "12"]),
    max_size=60,
).map("".join)


@pytest.mark.parametrize("most_places", [MOST_PLACES, 1, 0])
@given(st.lists(BODY | MIXED, min_size=1, max_size=8), st.data())
@SLOW
def test_any_piece_of_any_text_is_found_exactly_where_it_stands(
    engine: Any, most_places: int, bodies: list[str], data: st.DataObject
) -> None:
    reports = [report(2000 + n, body) for n, body in enumerate(bodies)]
    with mock.patch.object(postings, "MOST_PLACES", most_places):
        index(engine, reports)
    body = data.draw(st.sampled_from(bodies))
    start = data.draw(st.integers(0, len(body)))
    piece = body[start : start + data.draw(st.integers(1, 50))]
    words = [word for word in map(asked, piece.split()) if len(letters(word)) > 1]
    if not words:
        return
    truth = {r.id for r in reports if all(w in fold(r.body) for w in words)}
    # A word of a title or a unit's name is found there too; 1 and 2 begin no year but these.
    assume(not any(word.strip("\x01") in ("12", "2", "1", "20") for word in words))
    for is_wide in (False, True):
        answer = engine("answer", piece, "", is_wide)
        if not all(len(letters(word)) > 1 for word in piece.split() if letters(word)):
            return  # one character alone is looked for elsewhere
        assert set(answer["ids"]) == truth
        if max(map(units, words)) <= 4 or most_places == MOST_PLACES:
            assert answer["isExact"]
        if answer["isExact"]:
            assert answer["candidates"] == len(truth)


def asked(word: str) -> str:
    """A word as the engine looks for it: one that is not all Latin may begin within another."""
    folded = fold(word)
    return folded if re.fullmatch(r"[\x010-9a-z]*", folded) else folded.removeprefix("\x01")


def test_a_number_or_latin_word_is_a_whole_word_or_its_beginning(engine: Any) -> None:
    index(
        engine,
        [
            report(2020, "受理12件。"),
            report(2021, "受理312件。"),
            report(2022, "热线12345。"),
            report(2023, "换了LED屏"),
        ],
    )
    assert found(engine, "12") == ["2022/sifaju", "2020/sifaju"]
    assert found(engine, "312") == ["2021/sifaju"]
    assert found(engine, "led") == ["2023/sifaju"]
    assert found(engine, "le") == ["2023/sifaju"]
    assert found(engine, "ed") == []
    assert found(engine, "2件") == ["2021/sifaju", "2020/sifaju"]


@pytest.mark.parametrize(
    "query", ["依法 行政", "依法，行政", "「依法」行政", "ＡＢＣ", "abc", "２０２３年", "2023年度"]
)
def test_width_case_and_punctuation_do_not_matter(engine: Any, query: str) -> None:
    index(engine, [report(2023, "坚持“依法行政”，启用Abc系统。"), report(2022, "另一份。")])
    assert found(engine, query) == ["2023/sifaju"]


def test_all_words_must_occur(engine: Any) -> None:
    index(engine, [report(2023, "甲乙丙。丁戊己。"), report(2022, "甲乙丙。")])
    assert found(engine, "甲乙 戊己") == ["2023/sifaju"]
    assert found(engine, "甲乙 庚辛") == []


def test_a_phrase_does_not_run_from_one_field_into_the_next(engine: Any) -> None:
    index(engine, [report(2023, "正文。", keywords=("调解", "仲裁"))])
    assert found(engine, "调解") == ["2023/sifaju"]
    assert found(engine, "调解仲裁") == []


@pytest.mark.parametrize(
    "query",
    ["云溪县司法局", "县司法局", "sifaju", "法治政府建设", "11X/2024-00001", "云司〔2024〕3号"],
)
def test_it_is_found_by_what_identifies_it(engine: Any, query: str) -> None:
    one = report(2023, "正文。", index_number="11X/2024-00001", document_number="云司〔2024〕3号")
    index(engine, [one])
    assert found(engine, query) == ["2023/sifaju"]


def test_a_former_name_finds_the_unit(engine: Any) -> None:
    index(engine, [report(2023, "正文。", HEALTH), report(2023, "正文。")])
    assert found(engine, "云溪县卫生局") == ["2023/weijianju"]


def test_a_units_own_reports_come_first_the_newest_of_them_first(engine: Any) -> None:
    index(
        engine,
        [
            report(2021, "正文。"),
            report(2023, "会同云溪县司法局办理。", HEALTH),
            report(2022, "正文。"),
        ],
    )
    ids = ["2022/sifaju", "2021/sifaju", "2023/weijianju"]
    assert found(engine, "云溪县司法局") == ids
    assert found(engine, "云溪县司法局", "newest") == [ids[2], *ids[:2]]
    assert found(engine, "云溪县司法局", "oldest") == [*reversed(ids[:2]), ids[2]]


def test_unit_and_year_put_that_report_first(engine: Any) -> None:
    bodies = "比2022年增加；2021年同期。"
    index(engine, [report(year, bodies) for year in (2021, 2022, 2023)])
    assert found(engine, "云溪县司法局 2022")[0] == "2022/sifaju"
    assert found(engine, "司法局 2021年")[0] == "2021/sifaju"


def test_a_name_that_begins_with_figures_is_a_whole_name_too(engine: Any) -> None:
    own = Unit("rexian", "12345热线服务中心")
    other = Unit("yunxi-rexian", "云溪县12345热线服务中心")
    register = Register(Path("units.yml"), (other, own))
    reports = [report(2021, "正文。", own), report(2023, "正文。", other)]
    files = [content for _, content in search_files(Archive.of(reports, register))]
    engine("load", files)
    assert found(engine, "12345热线服务中心") == ["2021/rexian", "2023/yunxi-rexian"]


def test_a_text_longer_than_all_places_makes_no_answer_exact(engine: Any) -> None:
    apart = "戊己庚辛" + "丑" * (PLACES - 8) + "甲乙丙丁" + "寅" * 9
    index(engine, [report(2023, "甲乙丙丁戊己庚辛"), report(2022, apart)])
    answer = engine("answer", "甲乙丙丁戊己庚辛", "")
    assert answer["ids"] == ["2023/sifaju"]
    assert not answer["isExact"]


def test_a_long_sentence_is_covered_to_its_end(engine: Any) -> None:
    sentence = "".join(chr(0x4E00 + n) for n in range(60))
    other = sentence[:30] + "异" + sentence[31:]
    index(engine, [report(2023, sentence), report(2022, other)])
    answer = engine("answer", sentence, "")
    assert answer == {"candidates": 1, "isExact": True, "ids": ["2023/sifaju"]}


@pytest.mark.parametrize(
    "after",
    [[2021, 2022], [2023], [2021, 2023], []],
    ids=["an older one comes", "another one", "both", "none"],
)
def test_postings_whose_numbers_mean_other_reports_count_as_damaged(
    engine: Any, after: list[int]
) -> None:
    register = Register(Path("units.yml"), UNITS)
    before = dict(search_files(Archive.of([report(2022, "正文。")], register)))
    now = dict(search_files(Archive.of([report(year, "正文。") for year in after], register)))
    stale = [before.get(n, c) if "catalogue" not in n else c for n, c in now.items()]
    postings_files = [n for n in now if "/fours/" in n or "/triples/" in n]
    assert engine("load", stale)["damaged"] == len(postings_files) > 0
    assert engine("load", list(now.values()))["damaged"] == 0


def test_postings_of_an_earlier_text_say_what_stood_in_it_and_of_no_other_report(
    engine: Any,
) -> None:
    register = Register(Path("units.yml"), UNITS)
    old = [report(2021, "甲乙丙丁戊。"), report(2022, "甲乙丙丁己。")]
    new = [report(2021, "甲乙丙丁戊。"), report(2022, "甲乙丙丁庚。"), report(2023, "甲乙丙丁辛。")]
    before, now = (dict(search_files(Archive.of(each, register))) for each in (old, new))
    kept = [before.get(n, c) if "fours" in n or "triples" in n else c for n, c in now.items()]
    assert engine("load", kept)["damaged"] == 0
    assert found(engine, "甲乙丙丁") == ["2022/sifaju", "2021/sifaju"]
    assert found(engine, "甲乙丙丁戊") == ["2021/sifaju"]
    assert found(engine, "甲乙丙丁己") == []  # its text file no longer says so
    # The page asks for postings by this, so that it gets those of the new texts.
    assert catalogue_stamp(before) != catalogue_stamp(now)


def catalogue_stamp(files: dict[str, str]) -> int:
    text = text_in(files["search/catalogue.js"])
    assert text is not None
    stamp: int = json.loads(text)["stamp"]
    return stamp


def test_one_character_looks_in_titles_and_units_only(engine: Any) -> None:
    index(engine, [report(2023, "卫士。"), report(2022, "正文。", HEALTH)])
    assert found(engine, "卫") == ["2022/weijianju"]


def test_a_withdrawn_report_is_in_no_file(engine: Any) -> None:
    gone = report(2022, "不该再有的话。", status=Status.WITHDRAWN, slug="gone")
    archive = Archive.of([report(2023, "正文。"), gone], Register(Path("units.yml"), UNITS))
    whole = "".join(name + content for name, content in search_files(archive))
    assert "不该" not in whole
    assert "gone" not in whole


def test_the_same_archive_gives_the_same_bytes() -> None:
    reports = [report(2020 + n, f"第{n}份，{'甲乙丙丁'[n % 4]}。") for n in range(8)]
    register = Register(Path("units.yml"), UNITS)
    first = list(search_files(Archive.of(reports, register)))
    assert list(search_files(Archive.of(reversed(reports), register))) == first


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "empty"),
        ("　 ", "empty"),
        ("，。“”", "marks"),
        ("\ud800", "marks"),
        ("甲" * 101, "long"),
    ],
)
def test_a_query_without_words_is_answered_with_a_reason(
    engine: Any, query: str, problem: str
) -> None:
    index(engine, [report(2023, "正文。")])
    assert engine("answer", query, "") == {"problem": problem}


@pytest.mark.parametrize("query", ["<script>", "'\"", ".*", "a|b", "\\", "😀", "%00", "(((", "[甲"])
def test_odd_queries_are_only_text(engine: Any, query: str) -> None:
    index(engine, [report(2023, "正文。")])
    assert engine("answer", query, "").get("ids", []) == []


@given(BODY, st.data())
@SLOW
def test_marks_stand_on_the_words(engine: Any, body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    word = letters(body[start : start + 6])
    if len(word) < 2:
        return
    units = body.encode("utf-16-le")
    marks = engine("marks", body, word)
    assert marks
    for begin, end in marks:
        assert letters(units[begin * 2 : end * 2].decode("utf-16-le")) == word


def test_words_that_overlap_are_marked_as_one_piece(engine: Any) -> None:
    assert engine("marks", "甲乙丙丁戊己庚辛", "甲乙丙 丙丁戊 戊己庚") == [[0, 7]]
    assert engine("marks", "甲乙甲乙", "甲乙") == [[0, 2], [2, 4]]


def test_excerpts_that_touch_are_one_and_cut_no_word(engine: Any) -> None:
    body = "甲乙丙丁" + "填" * 58 + "戊己庚辛" + "尾" * 200
    pieces = engine("excerpt", body, "甲乙丙丁 戊己庚辛")
    assert [text for text, is_marked in pieces if is_marked] == ["甲乙丙丁", "戊己庚辛"]
    assert "".join(text for text, _ in pieces) == body[:126] + "…"
    number = "受理3" + "12件，" + "填" * 40
    assert not [
        p for p in engine("excerpt", "依法行政" + "填" * 26 + number, "依法行政 12")[1:] if p[1]
    ]


def test_an_excerpt_shows_each_word_marked(engine: Any) -> None:
    body = "开头。" + "填充文字。" * 30 + "依法行政。" + "填充文字。" * 30 + "矛盾调解。"
    pieces = engine("excerpt", body, "依法行政 调解")
    assert [text for text, is_marked in pieces if is_marked] == ["依法行政", "调解"]
    text = "".join(text for text, _ in pieces)
    assert re.fullmatch(r"….*依法行政.*….*矛盾调解。", text)
    assert len(text) < 250
