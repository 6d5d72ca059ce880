"""A patched index is that of a build from nothing, byte for byte, whatever was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.archive import Archive
from gongkai.dates import Moment
from gongkai.publishing.search import (
    Patch,
    State,
    finish,
    gather,
    grams,
    index_files,
    make,
    numbered,
    patch,
    plan,
    postings,
    shards,
    text_of,
)
from gongkai.publishing.search.grams import PLACES
from gongkai.report import Report, Status
from gongkai.units import FormerName, Register, Unit

JUSTICE = Unit("sifaju", "云溪县司法局", ("县司法局",), region="云溪县")
HEALTH = Unit("weijianju", "云溪县卫生健康局", former_names=(FormerName("云溪县卫生局"),))
UNITS = (JUSTICE, HEALTH)
FIRST_DAY = date(2020, 1, 1)


def report(day: int, body: str, unit: Unit = JUSTICE, **more: object) -> Report:
    """One that was published so many days after the first."""
    given: dict[str, object] = {
        "title": f"{unit.name}2020年法治政府建设年度报告",
        "slug": f"r{day}",
        "publish_date": Moment(FIRST_DAY + timedelta(days=day)),
        "category": "法治政府建设年度报告",
    }
    given |= more
    return Report(
        path=Path(f"reports/2020/{given['slug']}.md"),
        folder_year=2020,
        year=2020,
        unit=unit,
        source=unit.name,
        summary="",
        body=body,
        body_line=1,
        **given,  # type: ignore[arg-type]
    )


def archive(reports: Sequence[Report], units: Sequence[Unit] = UNITS) -> Archive:
    return Archive.of(reports, Register(Path("units.yml"), tuple(units)))


def built(given: Archive) -> tuple[dict[str, str], State]:
    """All files of an index, and what it leaves for the next."""
    kept: list[State] = []
    return dict(index_files(given, kept.append)), kept[0]


def patched(
    before: Archive, after: Archive, touch: Callable[[dict[str, str]], object] = lambda files: None
) -> Patch | None:
    """The patch from one to the other, once it is known to be right."""
    files, state = built(before)
    touch(files)
    loaded = State.load(state.dump())
    assert loaded == state
    made = patch(after, loaded, files.get)
    if made is None:
        return None
    for name in made.removed:
        del files[name]
    fresh, fresh_state = built(after)
    assert files | dict(made.files) == fresh
    assert made.state == fresh_state
    assert made.state.dump() == fresh_state.dump()
    return made


PROSE = "".join(
    f"第{n}件事由{chr(0x4E00 + 7 * n)}{chr(0x5000 + 11 * n)}{chr(0x6000 + 13 * n)}村办理，"
    for n in range(80)
)
BODIES = [f"{PROSE}本县第{n}年{chr(0x7000 + n) * 3}。{PROSE[n:]}" for n in range(12)]
REPORTS = [report(n, body, UNITS[n % 2]) for n, body in enumerate(BODIES)]


@pytest.fixture(params=["as it is", "many files", "few places"], autouse=True)
def limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same with limits that a small archive reaches."""
    per_bucket, size, most_places = {
        "as it is": (grams.PER_BUCKET, shards.SHARD_SIZE, postings.MOST_PLACES),
        "many files": (20, 60, postings.MOST_PLACES),
        "few places": (20, 60, 12),
    }[request.param]
    with (
        mock.patch.object(grams, "PER_BUCKET", per_bucket),
        mock.patch.object(shards, "SHARD_SIZE", size),
        mock.patch.object(shards, "TRIPLES_SIZE", size),
        mock.patch.object(postings, "MOST_PLACES", most_places),
    ):
        yield


def edited(number: int, **more: object) -> list[Report]:
    return [replace(r, **more) if n == number else r for n, r in enumerate(REPORTS)]  # type: ignore[arg-type]


BODY = BODIES[5]
EDITS = {
    "nothing": REPORTS,
    "longer": edited(5, body=BODY.replace("本县", "本县和邻近各县")),
    "shorter": edited(5, body=BODY.replace("本县", "")),
    "first character": edited(5, body="始" + BODY[1:]),
    "last character": edited(5, body=BODY[:-1] + "终"),
    "a character in front": edited(5, body="始" + BODY),
    "the same length": edited(5, body=BODY.replace("本县", "邻县")),
    "what others say": edited(5, body=BODIES[7]),
    "empty": edited(5, body=""),
    "outside the basic plane": edited(5, body=BODY.replace("本县", "𠮷𠮷𰻝县")),
    "title": edited(5, title="云溪县司法局2020年报告（更正）"),
    "keywords": edited(5, keywords=("调解", "仲裁")),
    "several": [
        replace(r, body=r.body + "完。") if n % 4 == 1 else r for n, r in enumerate(REPORTS)
    ],
    "the first and the last": [*edited(0, body="新。")[:-1], replace(REPORTS[-1], body="新。")],
    "newest added": [*REPORTS, report(40, "新的一份。" + PROSE)],
    "newest but one added": [*REPORTS[:-1], report(10, BODY, slug="zz"), REPORTS[-1]],
    "newest removed": REPORTS[:-1],
    "newest exchanged": [*REPORTS[:-1], report(11, REPORTS[-1].body, UNITS[1], slug="other")],
    "newest withdrawn": [*REPORTS[:-1], replace(REPORTS[-1], status=Status.WITHDRAWN)],
    "old added": [report(-1, "旧的一份。"), *REPORTS],
    "old removed": REPORTS[1:],
    "old withdrawn": edited(2, status=Status.WITHDRAWN),
    "all removed": [],
    "long": edited(5, body="甲乙丙丁" * (PLACES // 4) + "戊己庚辛"),
}


@pytest.mark.parametrize("reports", EDITS.values(), ids=list(EDITS))
def test_a_patched_index_is_a_whole_one(reports: list[Report]) -> None:
    is_possible = bool(reports)  # of nothing there are fewer buckets
    assert (patched(archive(REPORTS), archive(reports)) is not None) >= is_possible
    assert (patched(archive(reports), archive(REPORTS)) is not None) >= is_possible


def test_a_renamed_unit_changes_all_its_reports() -> None:
    renamed = replace(HEALTH, name="云溪县卫健委", former_names=(FormerName(HEALTH.name),))
    after = [replace(r, unit=renamed) if r.unit is HEALTH else r for r in REPORTS]
    assert patched(archive(REPORTS), archive(after, (JUSTICE, renamed))) is not None


def test_an_edit_leaves_other_files_alone() -> None:
    with mock.patch.object(shards, "SHARD_SIZE", 400), mock.patch.object(grams, "PER_BUCKET", 20):
        files, _ = built(archive(REPORTS))
        edit = archive(edited(5, body=BODY.replace("本县", "邻县")))
        made = patched(archive(REPORTS), edit)
        assert made is not None
        names = {name for name, _ in made.files}
        assert len(names) < len(files) / 3
        added = patched(archive(REPORTS), archive(EDITS["newest added"]))
        assert added is not None
        kept = set(files).difference(name for name, _ in added.files)
        assert any("fours" in name for name in kept)


def test_a_text_that_grows_beyond_all_places_and_shrinks_again() -> None:
    long = edited(5, body="甲乙丙丁" * (PLACES // 4) + "戊己庚辛")
    grown = patched(archive(REPORTS), archive(long))
    assert grown is not None
    assert grown.state.long == {5}
    shrunk = patched(archive(long), archive(edited(5, body="甲乙丙丁")))
    assert shrunk is not None
    assert not shrunk.state.long


@pytest.mark.parametrize("kind", ["fours", "triples", "text/2020/r5", "catalogue"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda content: None,
        lambda content: content[:-9],
        lambda content: content.replace("2", "3"),
        lambda content: "",
        lambda content: "gongkaiSearch.fours(1,2,3,4)\n",
    ],
    ids=["missing", "cut", "altered", "empty", "of another kind"],
)
def test_an_old_file_that_is_not_as_it_was_made_cannot_be_patched(
    kind: str, harm: Callable[[str], str | None]
) -> None:
    def touch(files: dict[str, str]) -> None:
        for name in [name for name in files if kind in name]:
            content = harm(files[name])
            if content is None:
                del files[name]
            else:
                files[name] = content

    assert patched(archive(REPORTS), archive(edited(5, body="甲乙丙丁戊己庚辛")), touch) is None


def test_files_of_another_build_than_the_state_cannot_be_patched() -> None:
    files, _ = built(archive(REPORTS))
    _, state = built(archive(edited(5, body="甲乙丙丁戊己庚辛")))
    assert patch(archive(REPORTS), state, files.get) is None


@pytest.mark.parametrize("harm", [b"", b"x", b"{}" * 30])
def test_a_damaged_state_is_none(harm: bytes) -> None:
    _, state = built(archive(REPORTS))
    assert State.load(harm) is None
    assert State.load(state.dump()[:-1]) is None
    assert State.load(state.dump().replace(b"r5", b"r6")) is None
    assert patch(archive(REPORTS), None, {}.get) is None


def test_a_state_of_other_limits_is_none() -> None:
    _, state = built(archive(REPORTS))
    with mock.patch.object(postings, "MOST_PLACES", 7):
        assert State.load(state.dump()) is not None
        dumped = state.dump()
    assert State.load(dumped) is None


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_the_work_can_be_cut_in_any_way(processes: int, tmp_path: Path) -> None:
    given = archive(REPORTS)
    reports = numbered(given)
    size = -(-len(reports) // processes)
    slices = [
        gather(map(text_of, reports[at : at + size]), at, len(reports), tmp_path / str(at))
        for at in range(0, len(reports), size)
    ]
    planned = plan(slices)
    made, files = [], dict(text_of(report).file() for report in reports)
    for share in reversed(range(processes)):
        for bucket, contents in make(planned, range(share, planned.buckets, processes)):
            made.append(bucket)
            files |= dict(contents)
    catalogue, state = finish(given, planned, made)
    assert (files | dict([catalogue]), state) == built(given)


WORDS = st.lists(
    st.sampled_from(["甲乙丙丁", "甲", "乙丙", "丁", "1", "a", "，", "\n", "𠮷"]), max_size=25
)
SLOTS = st.dictionaries(st.integers(0, 7), WORDS.map("".join), max_size=8)


@given(st.lists(SLOTS, min_size=2, max_size=4))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
def test_any_history_leads_to_the_same_files(history: list[dict[int, str]]) -> None:
    archives = [
        archive([report(day, body, UNITS[day % 2]) for day, body in sorted(bodies.items())])
        for bodies in history
    ]
    files, state = built(archives[0])
    for after in archives[1:]:
        made = patch(after, state, files.get)
        fresh, fresh_state = built(after)
        if made is None:
            files, state = fresh, fresh_state
            continue
        for name in made.removed:
            del files[name]
        files |= dict(made.files)
        state = made.state
        assert files == fresh
        assert state == fresh_state
