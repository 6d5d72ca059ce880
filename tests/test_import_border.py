"""Where an import meets the disk: what is found, read and written; no file ends the run, none is
lost without a word, and none is overwritten."""

from __future__ import annotations

import errno
import os
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.importing import Import, Outcome, plan_import, preparing, sources, text
from gongkai.importing.blocks import Image, Paragraph
from gongkai.importing.drafting import draft_report
from gongkai.importing.manifest import Manifest, read_manifest
from gongkai.importing.packages import closing_packages
from gongkai.importing.preparing import Prepared
from gongkai.importing.sources import Source
from gongkai.importing.tidying import tidy
from gongkai.problems import Problem
from gongkai.reading import read_settings, read_units
from made_pdfs import SCAN, drawn
from made_words import of_lines

CONFIG = "site_name: 试\nextra:\n  gongkai:\n    demo: true\n"
REPORT = Path("reports/2023/yunduxian-xinfangju.md")
BESIDE = REPORT.with_suffix("")
SCANNED = drawn([SCAN])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def original(year: int = 2023, unit: str = "云渡县信访局", more: str = "") -> str:
    title = f"{unit}{year}年法治政府建设年度报告"
    return f"{title}\n{year}年，工作如下。{more}\n一、主要举措\n办信三件。\n"


def put(files: Mapping[str, str | bytes]) -> None:
    for name, data in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def planned(*paths: str, manifest: str = "") -> Import:
    settings, problems = read_settings(Path("mkdocs.yml"))
    listed = Manifest()
    if manifest:
        put({"list.csv": manifest})
        listed, problems = read_manifest(Path("list.csv"))
    assert not problems
    return plan_import(
        [Path(path) for path in paths or ("in",)], settings, date(2026, 6, 18), listed
    )


def done(run: Import, *, write: bool = True) -> list[Outcome]:
    return list(run.outcomes(write=write))


def said(run: Import, outcomes: list[Outcome] | None = None) -> list[tuple[str, str]]:
    """Path and code of each finding but the usual one that the date is missing."""
    outcomes = done(run) if outcomes is None else outcomes
    problems = [*run.problems, *(p for outcome in outcomes for p in outcome.problems)]
    return [(_shown(p), p.code) for p in problems if p.code != "import-date-missing"]


def _shown(problem: Problem) -> str:
    path = problem.path
    return (path.relative_to(Path.cwd()) if path.is_absolute() else path).as_posix()


def command(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)


def on_disk() -> dict[str, bytes]:
    return {p.as_posix(): p.read_bytes() for p in sorted(Path("reports").rglob("*")) if p.is_file()}


# --- zips


def zipped(files: list[tuple[str, str]]) -> bytes:
    """A zip of up to ten files, whose names begin with their numbers."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, data) in enumerate(files):
            package.writestr(f"{number}{name}", data)
    return made.getvalue()


def with_twin_names(*texts: str) -> bytes:
    """A zip whose members all have one name, which the library warns of."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for number, data in enumerate(texts):
            package.writestr(f"{number}.txt", data)
    return re.sub(rb"[0-9]\.txt", b"a.txt", made.getvalue())


def test_two_members_of_one_name_are_two_originals(site: Path) -> None:
    put({"in/旧.zip": with_twin_names(original(2022), original(2023))})
    run = planned()
    outcomes = done(run)
    assert said(run, outcomes) == []
    for outcome, year in zip(outcomes, (2022, 2023), strict=True):
        assert outcome.draft is not None
        assert outcome.draft.year == year
        written = (site / f"reports/{year}/yunduxian-xinfangju.md").read_text(encoding="utf-8")
        assert f"{year}年，工作如下。" in written
        assert outcome.source.sha256 in written
    named = [outcome.source.path.as_posix() for outcome in outcomes]
    assert named == ["in/旧.zip/a.txt", "in/旧.zip/同名第 2 个/a.txt"]


def damaged(how: str) -> bytes:
    """A zip of three files, the second of which cannot be unpacked."""
    data = bytearray(zipped([("a.txt", original(y) * 9) for y in (2021, 2022, 2023)]))
    with zipfile.ZipFile(BytesIO(data)) as package:
        info = package.infolist()[1]
    local = info.header_offset
    central = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    start = local + 30 + len(info.filename)
    if how == "deflate":
        data[start] = 0xFF
    elif how == "sum":
        data[local + 14] ^= 1
        data[central + 16] ^= 1
    elif how == "header":
        data[local : local + 4] = b"xxxx"
    elif how == "method":
        data[local + 8] = data[central + 10] = 99
    elif how == "lzma":
        data[local + 8] = data[central + 10] = zipfile.ZIP_LZMA
        data[start : start + 4] = struct.pack("<HH", 9, 65535)
    elif how == "place":
        data[central + 42 : central + 46] = struct.pack("<L", 2**31)
    return bytes(data)


@pytest.mark.parametrize("how", ["deflate", "sum", "header", "method", "lzma", "place"])
def test_a_member_that_is_damaged_costs_no_other(site: Path, how: str) -> None:
    put({"in/旧.zip": damaged(how), "in/z.txt": original(2020)})
    run = planned()
    outcomes = done(run)
    assert said(run, outcomes) == [("in/旧.zip/1a.txt", "import-zip")]
    assert [skipped.path.name for skipped in run.skipped] == ["1a.txt"]
    years = [outcome.draft.year for outcome in outcomes if outcome.draft]
    assert years == [2020, 2021, 2023]


def test_members_with_a_password_are_one_finding_and_the_others_are_read(site: Path) -> None:
    data = bytearray(zipped([("a.txt", original(y)) for y in (2021, 2022, 2023)]))
    at = data.index(b"PK\1\2")
    for mark in (data.index(b"PK\3\4") + 6, at + 8):
        data[mark] |= 1
    put({"in/旧.zip": bytes(data)})
    run = planned()
    assert said(run) == [("in/旧.zip", "import-zip")]
    assert run.problems[0].message == "压缩包有密码，里面 1 个文件没有导入"
    assert [s.path.as_posix() for s in run.skipped] == ["in/旧.zip/0a.txt"]
    assert len(run.taken) == 2


@pytest.mark.parametrize("new", [b"", b"PK\3\4" + b"x" * 99, None])
def test_a_zip_that_is_replaced_after_it_was_found_is_a_finding(
    site: Path, new: bytes | None
) -> None:
    put({"in/旧.zip": zipped([("a.txt", original(y)) for y in (2021, 2022)])})
    run = planned()
    if new is None:
        new = zipped([("a.txt", original(2019))])
    put({"in/旧.zip": new})
    names = ["in/旧.zip/0a.txt", "in/旧.zip/1a.txt"]
    assert said(run) == [(name, "import-failed") for name in names]
    assert not Path("reports").exists()


def _opened(monkeypatch: pytest.MonkeyPatch) -> list[zipfile.ZipFile]:
    """Every zip that is opened from here on."""
    opened: list[zipfile.ZipFile] = []
    real = zipfile.ZipFile.__init__

    def kept(self: zipfile.ZipFile, *arguments: object) -> None:
        opened.append(self)
        real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "__init__", kept)
    return opened


def test_a_zip_is_opened_once_to_find_and_once_to_read(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"in/旧.zip": zipped([(".txt", original(2000 + n)) for n in range(7)])})
    opened = _opened(monkeypatch)
    assert sum(outcome.draft is not None for outcome in done(planned())) == 7
    assert len(opened) == 2


def test_zips_are_closed_at_the_end(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put({f"in/{n}.zip": zipped([(".txt", original(2000 + n))]) for n in range(9)})
    opened = _opened(monkeypatch)
    run = planned()
    with closing_packages():
        assert all(source.data().startswith("云".encode()) for source in run.sources)
        assert 0 < sum(package.fp is not None for package in opened) < 9
    assert [package.fp for package in opened] == [None] * 18


def test_a_member_that_is_too_large_has_its_own_reason(site: Path) -> None:
    put({"in/旧.zip": zipped([("a.txt", original(2022)), ("b.txt", original(2023))])})
    data = bytearray(Path("in/旧.zip").read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 300_000_000)
    put({"in/旧.zip": bytes(data)})
    run = planned()
    assert said(run) == [("in/旧.zip/0a.txt", "import-failed")]
    assert run.problems[0].message == "解开有 300 MB，超过 200 MB，没有导入"
    assert [s.why for s in run.skipped] == [run.problems[0].message]


# --- files that are read


def test_a_file_that_changes_after_it_was_found_is_not_imported(site: Path) -> None:
    put({"in/a.txt": original()})
    run = planned()
    put({"in/a.txt": original(more="后来写的。")})
    outcomes = done(run)
    assert said(run, outcomes) == [("in/a.txt", "import-failed")]
    assert "文件在导入的时候变了" in outcomes[0].problems[0].message
    assert on_disk() == {}


def test_which_reader_is_settled_where_the_file_is_found(site: Path) -> None:
    put({"in/a.txt": original(), "in/b.txt": of_lines(original(2022))})
    found = planned().sources
    for source in found:
        source.path.unlink()
    assert [source.is_for(text.read_blocks) for source in found] == [True, False]


@pytest.mark.parametrize("where", ["takes", "read_document", "tidy"])
def test_whatever_happens_over_a_file_is_a_finding(
    site: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fails(*_: object) -> None:
        raise RecursionError

    put({"in/a.txt": original()})
    if where == "takes":
        monkeypatch.setattr(sources, "READERS", ((fails, text.read_blocks),))
    else:
        monkeypatch.setattr(preparing, where, fails)
    (source,) = planned().sources
    assert [p.code for p in preparing.prepare(source).problems] == ["import-failed"]


def test_a_folder_that_may_not_be_opened_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return real(path)

    put({"in/a.txt": original(), "in/locked/b.txt": original(2022)})
    monkeypatch.setattr(os, "scandir", scandir)
    run = planned()
    assert said(run) == [("in/locked", "file-unreadable")]
    assert "Permission denied" in run.problems[0].message
    assert REPORT.exists()


def test_every_file_of_another_kind_is_kept_for_the_record(site: Path) -> None:
    others = {f"in/表{n}.xlsx": b"x" for n in range(9)}
    put({"in/a.txt": original(), "in/.hidden.xlsx": b"x", **others})
    put({"in/旧.zip": zipped([(".jpg", "x"), (".txt", original(2022))])})
    run = planned()
    shown = [skipped.path.as_posix() for skipped in run.skipped]
    assert shown == [*others, "in/旧.zip/0.jpg"]
    assert all(skipped.why.startswith("不是 .txt、") for skipped in run.skipped)
    assert "等 9 个" in run.problems[0].message


# --- what is written


def test_a_file_beside_a_report_is_not_overwritten(site: Path) -> None:
    put({"in/a.txt": original(), f"{BESIDE}/yuanjian.txt": "手写的"})
    before = on_disk()
    for write in (False, True):
        run = planned()
        outcomes = done(run, write=write)
        assert said(run, outcomes) == [(f"{BESIDE}/yuanjian.txt", "file-exists")]
        assert outcomes[0].draft is None
        assert on_disk() == before
    put({f"{BESIDE}/yuanjian.txt": original()})
    assert said(planned()) == []
    assert REPORT.exists()


def _failing_over(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """The disk takes no file with this ending."""
    real = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.name.endswith(ending):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fails)


def test_only_what_this_run_made_is_taken_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"in/a.txt": original(), f"{BESIDE}/yuanjian.txt": original()})
    put({"in/b.txt": original(2022)})
    _failing_over(monkeypatch, ".md")
    run = planned()
    assert [code for _, code in said(run)] == ["file-unwritable"] * 2
    assert list(on_disk()) == [f"{BESIDE}/yuanjian.txt", "reports/units.yml"]
    assert not Path("reports/2022").exists()


def test_a_unit_is_registered_once_though_its_report_could_not_be_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({f"in/{year}.txt": original(year) for year in (2021, 2022, 2023)})
    with monkeypatch.context() as patch:
        _failing_over(patch, ".md")
        run = planned()
        outcomes = done(run)
    assert [bool(outcome.new_unit) for outcome in outcomes] == [True, False, False]
    assert Path("reports/units.yml").read_text(encoding="utf-8").count("云渡县信访局") == 1
    assert command("in").exit_code == 0


def test_an_original_that_vanishes_before_it_is_written_is_a_finding(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"in/a.txt": original(2022), "in/b.txt": original()})
    run = planned()

    def vanishing(*arguments: object) -> object:
        for path in Path("in").glob("a.txt"):
            path.unlink()
        return draft_report(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("gongkai.importing.planning.draft_report", vanishing)
    assert said(run) == [("in/a.txt", "import-failed")]
    assert [p for p in on_disk() if "2022" in p] == []
    assert REPORT.exists()


def test_a_folder_of_a_year_that_may_not_be_looked_into_is_a_finding(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.lstat, os.stat, os.mkdir

    def refused(number: int) -> object:
        def ask(path: object, *arguments: object, **more: object) -> object:
            if "reports/2023/" in str(path):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real[number](path, *arguments, **more)  # type: ignore[operator]

        return ask

    put({"in/a.txt": original(), "in/b.txt": original(2022)})
    Path("reports/2023").mkdir(parents=True)
    run = planned()
    for number, name in enumerate(("lstat", "stat", "mkdir")):
        monkeypatch.setattr(os, name, refused(number))
    assert [code for _, code in said(run)] == ["file-unwritable"]
    assert Path("reports/2022/yunduxian-xinfangju.md").exists()


def test_a_report_that_cannot_be_read_is_told_before_the_run(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.suffix == ".md":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self)

    put({"in/a.txt": original(), "reports/2020/x.md": "---\n---\n"})
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert [p.code for p in planned().problems] == ["file-unreadable"]


# --- originals beside their reports


def drafted(*pictures: bytes) -> tuple[str, Mapping[str, bytes]]:
    settings, _ = read_settings(Path("mkdocs.yml"))
    register, _ = read_units(settings.reports_dir)
    path = Path("a.docx")
    blocks = [Paragraph(original().splitlines()[0]), *(Image(data, "png") for data in pictures)]
    ready = Prepared(Source(path), tidy(blocks, path))
    draft, _ = draft_report(ready, settings, register, date(2026, 6, 18), Manifest())
    assert draft is not None
    return draft.text, draft.files


def test_a_picture_that_is_shown_again_is_one_file(site: Path) -> None:
    text, files = drafted(b"seal", b"photo", *[b"seal"] * 500)
    assert files == {"tu-1.png": b"seal", "tu-2.png": b"photo"}
    assert text.count("/tu-1.png)") == 501


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("改名.pdf", original().encode(), "yuanjian.txt"),
        ("a.doc", of_lines(original()), "yuanjian.docx"),
        ("A.TXT", original().encode(), "yuanjian.txt"),
        ("a.txt", f"<html><p>{original()}".replace("\n", "<p>").encode(), ""),
        ("a.html", f"<p>{original()}".replace("\n", "<p>").encode(), ""),
    ],
)
def test_an_original_is_called_what_it_is(site: Path, name: str, data: bytes, kept: str) -> None:
    put({f"in/{name}": data})
    assert command("in").exit_code == 0
    assert [path.name for path in BESIDE.glob("*")] == ([kept] if kept else [])
    report = REPORT.read_text(encoding="utf-8")
    ending = kept.partition(".")[2]
    shown = name if name.lower().endswith(ending) else f"{Path(name).stem}.{ending}"
    assert (f"原件（{shown}）" in report) == bool(kept)
    assert f"文件: {name}" in report
    check = CliRunner().invoke(main, ["check"])
    assert "file-content" not in check.output
    assert "yuanjian" not in check.output


def test_a_scan_without_a_title_is_an_error_that_says_what_to_do(site: Path) -> None:
    put({"in/扫描1.pdf": SCANNED})
    run = planned()
    (outcome,) = done(run)
    (problem,) = outcome.problems
    assert (problem.code, problem.is_error) == ("import-no-title", True)
    assert problem.message == "这是扫描件，共 1 页，1 页没有文字，也看不出是哪份报告，没有导入"
    assert "清单" in problem.hint
    row = (
        "文件,标题,单位,年度\n扫描1.pdf,云渡县信访局2023年法治政府建设年度报告,云渡县信访局,2023\n"
    )
    assert [code for _, code in said(planned(manifest=row))] == ["import-scanned"]
    assert (BESIDE / "yuanjian.pdf").exists()


# --- several originals for one report


def test_of_two_drafts_the_one_in_the_list_is_taken_and_both_are_told(site: Path) -> None:
    put({"in/初稿.txt": original(), "in/终稿.txt": original(more="定稿。")})
    run = planned(manifest="文件,年度\n终稿.txt,2023\n")
    outcomes = done(run)
    assert said(run, outcomes) == [
        ("in/初稿.txt", "import-exists"),
        (REPORT.as_posix(), "import-rival"),
    ]
    assert "删去那份报告和同名的文件夹，再导入这一份" in outcomes[1].problems[0].hint
    rival = outcomes[1].problems[1]
    assert rival.message == "in/初稿.txt 也应当写到这里，和写进来的 in/终稿.txt 内容不同"
    assert "定稿。" in REPORT.read_text(encoding="utf-8")


def test_a_list_with_a_value_that_is_none_stops_the_run(site: Path) -> None:
    """The other draft would take the place of the one that was chosen."""
    put({"in/a.txt": original(), "in/初稿.txt": original(more="另一稿。")})
    run = planned(manifest="文件,发布日期\na.txt,2022-02-30\n")
    assert [(p.path.name, p.line, p.code) for p in run.problems] == [
        ("list.csv", 2, "manifest-value")
    ]
    assert done(run) == []


def test_the_list_is_no_original(site: Path) -> None:
    put({"in/a.txt": original(), "in/list.csv": "文件,年度\na.txt,2023\n"})
    settings, _ = read_settings(Path("mkdocs.yml"))
    listed, _ = read_manifest(Path("in/list.csv"))
    run = plan_import([Path("in")], settings, date(2026, 6, 18), listed)
    assert run.skipped == ()
    assert said(run) == []


def test_twins_in_one_run_name_each_other(site: Path) -> None:
    put({"in/a.txt": original(), "in/b.txt": original()})
    put({"in/x.txt": "无题。\n", "in/y.txt": "无题。\n"})
    run = planned()
    first, second, failed, its_twin = done(run)
    assert (first.twin, first.repeated) == (None, None)
    assert (second.twin, second.repeated) == (Path("in/a.txt"), REPORT)
    assert [p.code for p in failed.problems] == ["import-no-title"]
    assert (its_twin.twin, its_twin.repeated) == (Path("in/x.txt"), None)
    assert its_twin.problems[0].message == ("与 in/x.txt 内容相同，那一份没有导入，这一份也没有")
    assert [outcome.twin for outcome in done(planned("in/a.txt", "in/b.txt"))] == [None, None]


def test_of_twins_the_one_with_a_telling_name_is_read(site: Path) -> None:
    put({"in/a.txt": "办信三件。\n", "in/云渡县信访局2023年工作报告.txt": "办信三件。\n"})
    run = planned()
    assert [code for _, code in said(run)] == ["import-category"]
    assert REPORT.exists()


def test_what_a_list_says_of_a_report_that_is_there_is_not_passed_over(site: Path) -> None:
    put({"in/a.txt": original()})
    row = "文件,年度,单位,类别,发布日期\na.txt,2023年,云渡县信访局,法治政府建设年度报告,2024/3/5\n"
    done(planned())
    run = planned(manifest=row)
    (outcome,) = done(run)
    (problem,) = outcome.problems
    assert (problem.path, problem.line, problem.code) == (Path("list.csv"), 2, "manifest-unwritten")
    assert problem.message == (f"in/a.txt 已导入过，清单里的发布日期没有写进 {REPORT.as_posix()}")
    report = REPORT.read_text(encoding="utf-8")
    REPORT.write_text(report.replace("\n发布日期:\n", "\n发布日期: 2024-03-05\n"), "utf-8")
    assert said(planned(manifest=row)) == []


def test_a_row_is_used_only_by_a_file_of_that_whole_name(site: Path) -> None:
    put({"in/aa.txt": original()})
    assert [p.code for p in planned(manifest="文件,年度\na.txt,2023\n").problems] == [
        "manifest-unused"
    ]
