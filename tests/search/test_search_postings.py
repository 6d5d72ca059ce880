"""Postings: a gram is looked for where it was put, and says where it stands."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.publishing.search import grams, postings
from gongkai.publishing.search.grams import (
    PLACES,
    UNITS,
    Gathered,
    Gathering,
    bucket_count,
    buckets,
    grams_of,
)
from gongkai.publishing.search.postings import FOURS, TRIPLES, entries
from gongkai.publishing.search.shards import shard_count, spread
from gongkai.publishing.search.signs import Signs, encode

SAME_ENGINE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(min_codepoint=1, exclude_characters="!"), min_size=1, max_size=30)
MANY = "".join(map(chr, range(0x4E00, 0x5600)))
"""So long that there are several files."""


def units(text: str) -> list[str]:
    utf16 = text.encode("utf-16-le", "surrogatepass")
    pieces = [utf16[i : i + 2] for i in range(0, len(utf16), 2)]
    return [piece.decode("utf-16-le", "surrogatepass") for piece in pieces]


def gathered(texts: Sequence[str], path: Path) -> Gathered:
    """Each text as one part of a report of its own."""
    with path.open("wb") as file:
        made_grams = Gathering(file, len(texts))
        for number, text in enumerate(texts):
            units = (text + "\0" * UNITS).encode("utf-16-le", "surrogatepass")
            made_grams.add(number, [(0, units)])
        return made_grams.finish()


def files(texts: Sequence[str]) -> tuple[dict[tuple[str, str], str], dict[str, list[int]]]:
    """Kind and name of each file → its text; and how many files each bucket has."""
    found: dict[tuple[str, str], str] = {}
    spread_over: dict[str, list[int]] = {TRIPLES: [], FOURS: []}
    with tempfile.TemporaryDirectory() as folder:
        made_grams = gathered(texts, Path(folder) / "grams")
        count = bucket_count(sum(map(len, texts)))
        for number, bucket in enumerate(buckets([made_grams], range(count), count)):
            for kind, made in entries(bucket, Signs()).of.items():
                files_of_kind = shard_count(sum(len(text) for _, _, text in made), 800)
                spread_over[kind].append(files_of_kind)
                shards = spread(kind, made, files_of_kind)
                found |= {(kind, f"{number}-{n}"): s.text for n, s in enumerate(shards)}
    return found, spread_over


def pieces(text: str, length: int) -> Iterator[tuple[int, str]]:
    """All grams of a text, each with its place."""
    one_by_one = units(text)
    for at in range(len(one_by_one) - length + 1):
        yield at, "".join(one_by_one[at : at + length])


@pytest.fixture(params=["one bucket", "many", "written out often"])
def size(request: pytest.FixtureRequest) -> Iterator[None]:
    per_bucket, held = {
        "one bucket": (10**9, 10**9),
        "many": (100, 10**9),
        "written out often": (100, 50),
    }[request.param]
    with (
        mock.patch.object(grams, "PER_BUCKET", per_bucket),
        mock.patch.object(grams, "_HELD", held),
    ):
        yield


@given(first=TEXT, second=TEXT)
@settings(SAME_ENGINE, max_examples=15)
def test_a_gram_is_looked_for_where_it_was_put(
    engine: Any, size: None, first: str, second: str
) -> None:
    texts = [first, MANY, second]
    made, spread = files(texts)
    for number in (0, 2):
        for length, kind in ((2, TRIPLES), (3, TRIPLES), (4, FOURS)):
            for place, gram in pieces(texts[number], length):
                (name,) = engine("shards", [gram], spread[kind])
                found = engine("postings", made[kind, name], gram)
                assert number in found["numbers"]
                if length == 4:
                    assert (number, place) in zip(found["numbers"], found["places"], strict=True)


@pytest.mark.usefixtures("size")
def test_no_gram_runs_from_one_field_into_the_next() -> None:
    made, _ = files(["甲乙丙丁\0戊己庚辛", MANY])
    entries = [e for text in made.values() for e in text.split("!") if e]
    assert any(entry.startswith("丙丁\0") for entry in entries)  # a pair may end a field
    assert not any(entry[:2] in ("丁\0", "\0戊") for entry in entries)
    assert not any(
        "\0" in entry[:4]
        for (kind, _), t in made.items()
        if kind == FOURS
        for entry in t.split("!")
    )


def test_places_that_cost_more_than_they_tell_are_left_out(engine: Any) -> None:
    often = "甲乙丙丁" * 3
    with mock.patch.object(postings, "MOST_PLACES", 2):
        made, spread = files([often, MANY, often])
    (name,) = engine("shards", ["甲乙丙丁"], spread[FOURS])
    assert engine("postings", made[FOURS, name], "甲乙丙丁") == {"numbers": [0, 2], "places": None}
    (name,) = engine("shards", ["戊己庚辛"], spread[FOURS])
    assert engine("postings", made[FOURS, name], "戊己庚辛")["numbers"] == []


def test_a_gram_is_not_taken_for_a_piece_of_postings(engine: Any) -> None:
    texts = ["\x0115234。"] + ["甲"] * 70
    texts[18] = "甲" * 16 + "丙丁戊己"  # these two reports are written as 52, and the lowest digits
    texts[3] = "甲" * 17 + "丙丁戊己"  # of their places as 34
    made, spread = files(texts)
    assert any("!丙丁戊己!5234" in text for text in made.values())
    (name,) = engine("shards", ["5234"], spread[FOURS])
    assert engine("postings", made[FOURS, name], "5234")["numbers"] == [0]


def test_a_text_longer_than_all_places_starts_again(engine: Any) -> None:
    made, spread = files(["甲" * (PLACES - 2) + "丙丁戊己"])
    (name,) = engine("shards", ["丁戊己"], spread[TRIPLES])
    assert engine("postings", made[TRIPLES, name], "丁戊己")["numbers"] == [0]
    (name,) = engine("shards", ["丙丁戊己"], spread[FOURS])
    assert engine("postings", made[FOURS, name], "丙丁戊己")["places"] == [PLACES - 2]


@given(st.integers(0, 20))
def test_every_unit_that_three_others_follow_starts_a_gram(length: int) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(length))
    made = grams_of(text.encode("utf-16-le"))
    assert [g.to_bytes(8, "little").decode("utf-16-le") for g in made] == [
        gram for _, gram in pieces(text, 4)
    ]


SIGNS = Signs()


@given(st.lists(st.integers(0, 20_000), min_size=1).map(sorted), st.sampled_from("IQ"))
@settings(SAME_ENGINE)
def test_numbers_come_back(engine: Any, numbers: list[int], width: str) -> None:
    text = f"!甲乙丙 {encode(array(width, reversed(numbers)), SIGNS)}!甲乙丁 #"
    assert engine("postings", text, "甲乙丙")["numbers"] == numbers


@pytest.mark.parametrize("step", [1, 70, 80, 3000])
def test_long_lists_come_back(engine: Any, step: int) -> None:
    numbers = list(range(5, 400 * step, step))
    text = f"!甲乙丙 {encode(array('I', reversed(numbers)), SIGNS)}"
    assert engine("postings", text, "甲乙丙")["numbers"] == numbers


@pytest.mark.parametrize("reports", [1, 1 << 17, 1 + (1 << 17)])
def test_numbers_of_places_fit_their_arrays(reports: int, tmp_path: Path) -> None:
    with (tmp_path / "grams").open("wb") as file:
        made_grams = Gathering(file, reports)
        made_grams.add(reports - 1, [(0, ("甲乙丙丁" + "\0" * UNITS).encode("utf-16-le"))])
        made = made_grams.finish()
    (bucket,) = buckets([made], [0], 1)
    assert min(map(min, bucket.values())) == (reports - 1) * PLACES
