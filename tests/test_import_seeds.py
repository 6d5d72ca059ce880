"""The five real reports through the real command: nothing lost, nothing made up, nothing twice.

The originals are not part of the project: they are read where they lie and compared with what comes
out, and none of their sentences stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.reading import read_settings, read_units
from gongkai.reading.reports import read_report

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"原始报告不在 {SEEDS}：只有与项目并排放着的时候才能对照"
)

CONFIG = """\
site_name: 试
extra:
  gongkai:
    demo: true
    reports_dir: !ENV [REPORTS_DIR, reports]
"""
IMPORTED_ON = "1781740800"  # 2026-06-18 in China

WANTED = {
    "000": ("2023/lushanxian-xinfangju", "鲁山县信访局", "", 4, 10),
    "001": ("2024/guangmingqu-xinfangju", "光明区信访局", "2024-11-13", 3, 10),
    "002": ("2022/qu-xinfangban", "区信访办", "", 3, 6),
    "003": ("2023/chongqingshi-nananqu-xinfangbangongshi", "重庆市南岸区信访办公室", "", 5, 13),
    "004": ("2021/qinghaisheng-xinfangju", "青海省信访局", "", 3, 11),
}
"""Seed → report, unit, stated day, headings of level 2 and 3."""

FURNITURE: Mapping[str, str] = {
    "001": r"新闻|首页\s*>.*|日期:.*信息来源:.*|字号:|相关政策法规/解读|分享到:|footer",
    "004": r"青海省信访局|政府信息公开",
}
"""Whole lines that may be missing from the report, and no others."""

DOUBTS: Mapping[str, tuple[str, ...]] = {
    "000": (),
    # Published before its year was over; half-width commas all over; stops behind headings.
    "001": ("year-not-over", "wording-halfwidth", "structure-form"),
    # Says nothing of the one who is responsible; stops behind headings.
    "002": ("structure-topics", "structure-form"),
    # One quotation mark is turned the wrong way.
    "003": ("structure-form", "wording-unpaired"),
    # A date has lost its signs.
    "004": ("wording-halfwidth", "structure-form", "wording-digits"),
}
"""What a careful reader would ask the office about each of them."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTS_DIR", str(tmp_path / "archive"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", IMPORTED_ON)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def seed(number: str) -> Path:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path


def original_words(number: str) -> str:
    """Every character of a seed that has to be in its report, white space aside."""
    text = re.sub(r"\[bookmark: \w+\]", "", seed(number).read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for line in lines if not re.fullmatch(FURNITURE.get(number, "(?!)"), line)]
    return "".join("".join(kept).split())


def rendered(body: str) -> BeautifulSoup:
    extensions = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"]
    return BeautifulSoup(markdown.markdown(body, extensions=extensions), "html.parser")


def fill_in_dates(archive: Path) -> None:
    for path in archive.glob("*/*.md"):
        day = f"{int(path.parent.name) + 1}-03-01"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("发布日期:\n", f"发布日期: {day}\n"), encoding="utf-8")


def test_five_reports_are_written_and_nothing_else(site: Path) -> None:
    result = run("import", str(SEEDS))
    assert result.exit_code == 0, result.output
    reports = {f"{report}.md" for report, *_ in WANTED.values()}
    originals = {f"{report}/yuanjian.txt" for report, *_ in WANTED.values()}
    assert set(files(site / "archive")) == reports | originals | {"units.yml"}
    kept = files(site / "archive")
    for number, (report, *_) in WANTED.items():
        assert kept[f"{report}/yuanjian.txt"] == seed(number).read_bytes()


@pytest.mark.parametrize("number", WANTED)
def test_every_character_of_the_text_is_kept_in_order(site: Path, number: str) -> None:
    run("import", str(seed(number)))
    fill_in_dates(site / "archive")
    settings, _ = read_settings(site / "mkdocs.yml")
    register, _ = read_units(settings.reports_dir)
    report, problems = read_report(
        settings.reports_dir / f"{WANTED[number][0]}.md", settings, register
    )
    assert report is not None, problems
    words = "".join((report.title + rendered(report.body).get_text()).split())
    assert words == original_words(number)


@pytest.mark.parametrize("number", WANTED)
def test_headings_follow_the_numbers(site: Path, number: str) -> None:
    name, _, _, sections, parts = WANTED[number]
    run("import", str(seed(number)))
    page = rendered((site / "archive" / f"{name}.md").read_text(encoding="utf-8").split("---")[2])
    assert (len(page("h2")), len(page("h3"))) == (sections, parts)
    assert {tag.name for tag in page(True)} <= {"h2", "h3", "p"}


@pytest.mark.parametrize("number", WANTED)
def test_title_unit_year_and_origin_stand_in_the_front_matter(site: Path, number: str) -> None:
    name, unit, day, *_ = WANTED[number]
    result = run("import", str(seed(number)))
    fill_in_dates(site / "archive")
    settings, _ = read_settings(site / "mkdocs.yml")
    register, _ = read_units(settings.reports_dir)
    report, problems = read_report(settings.reports_dir / f"{name}.md", settings, register)
    assert report is not None, problems
    assert (report.unit.name, report.unit.id) == (unit, name.split("/")[1])
    assert report.year == int(name[:4])
    assert report.title.startswith(unit)
    assert report.title.endswith("报告")
    assert str(report.added) == "2026-06-18"
    assert report.imported_from is not None
    assert report.imported_from.file == seed(number).name
    assert "类别" not in (settings.reports_dir / f"{name}.md").read_text(encoding="utf-8")
    assert (day or "待填") in result.stdout
    if day:
        assert (str(report.publish_date), report.source) == (day, unit)


def test_a_date_is_never_made_up(site: Path) -> None:
    run("import", str(SEEDS))
    for name, _, day, *_ in WANTED.values():
        text = (site / "archive" / f"{name}.md").read_text(encoding="utf-8")
        front_matter = text.split("---\n")[1]
        allowed = {"2026-06-18", day} - {""}
        assert set(re.findall(r"\d{4}-\d{2}-\d{2}", front_matter)) == allowed
        assert (f"发布日期: {day}\n" if day else "发布日期:\n") in front_matter
        assert "成文日期" not in front_matter


def test_what_a_person_has_to_look_at_is_said(site: Path) -> None:
    result = run("import", str(SEEDS))
    assert f"{seed('004')}:41:1: warning[import-date] “2022113”可能是残缺的日期" in result.stderr
    assert f"{seed('002')}:1:1: warning[import-unit-region]" in result.stderr
    assert result.stderr.count("warning[import-date-missing]") == 4
    # And the broken date, the lacking region, and README.md that lies beside the seeds.
    assert result.stderr.count("warning[") == 7
    assert result.stdout.count("删去 ") == 12
    assert "4 份待填发布日期" in result.stdout


def test_check_stops_at_each_empty_date(site: Path) -> None:
    run("import", str(SEEDS))
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr.count("error[value-empty]") == result.stderr.count("error[") == 4
    lines = (site / "archive/2022/qu-xinfangban.md").read_text(encoding="utf-8").split("\n")
    number = lines.index("发布日期:") + 1
    assert f"archive/2022/qu-xinfangban.md:{number}:1: error[value-empty]" in result.stderr
    assert lines[number - 2].startswith("# ")


def test_with_dates_filled_in_check_says_what_a_careful_reader_would(site: Path) -> None:
    run("import", str(SEEDS))
    fill_in_dates(site / "archive")
    result = run("check")
    assert result.exit_code == 0, result.stderr
    said = re.findall(r"^archive/(\S+?)\.md:\d+:\d+: warning\[([\w-]+)\]", result.stderr, re.M)
    assert sorted(said) == sorted(
        (WANTED[number][0], code) for number, codes in DOUBTS.items() for code in codes
    )


def test_a_second_run_changes_nothing(site: Path) -> None:
    run("import", str(SEEDS))
    first = files(site)
    result = run("import", str(SEEDS))
    assert result.exit_code == 0
    assert result.stdout.count("已导入过 ") == 5
    assert files(site) == first


def test_a_run_after_a_person_has_worked_changes_nothing(site: Path) -> None:
    run("import", str(SEEDS))
    archive = site / "archive"
    fill_in_dates(archive)
    (archive / "2022/qu-xinfangban.md").rename(archive / "2022/xiqing-xinfangban.md")
    edited = archive / "2021/qinghaisheng-xinfangju.md"
    edited.write_text(edited.read_text(encoding="utf-8").replace("\n2022113\n", "\n"), "utf-8")
    before = files(site)
    result = run("import", str(SEEDS))
    assert (result.exit_code, files(site)) == (0, before)
    assert result.stdout.count("已导入过 ") == 5


def test_a_dry_run_says_the_same_and_writes_nothing(site: Path) -> None:
    before = files(site)
    dry = run("import", "--dry-run", str(SEEDS))
    assert files(site) == before
    assert not (site / "archive").exists()
    real = run("import", str(SEEDS))
    assert (dry.exit_code, dry.stderr) == (real.exit_code, real.stderr)
    assert dry.stdout.replace("这是试运行：什么也没有写。\n", "") == real.stdout
