"""``mkdocs build`` refuses what must not be published, says why, and leaves the last site alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import site_worlds as worlds
from built_site import NOW, PROJECT, Site, build, built, snapshot

FINDING = re.compile(
    r"(?P<path>[^\s:][^:\n]*):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): "
    r"(?P<severity>error|warning)\[(?P<code>[a-z0-9]+(?:-[a-z0-9]+)*)\] (?P<message>\S.*)"
)
HINT = re.compile(r" {4}\S.*")
BROKEN: Mapping[str, tuple[dict[str, str], str, int, int, str]] = {
    "a day that does not exist": (
        {"publish_date": "2025-02-30"},
        worlds.TEXT,
        5,
        15,
        "date-impossible",
    ),
    "a date to come": ({"publish_date": "2099-03-05"}, worlds.TEXT, 5, 15, "date-future"),
    "an unknown unit": ({"unit": "云溪县司法居"}, worlds.TEXT, 4, 7, "unit-unknown"),
    "an unknown key": ({"titel": "报告"}, worlds.TEXT, 6, 1, "key-unknown"),
    "no text": ({}, "", 7, 1, "body-empty"),
    "an attachment that is not there": (
        {"attachments": [{"file": "a.pdf", "title": "附件"}]},
        worlds.TEXT,
        6,
        24,
        "attachment-missing",
    ),
}
"""What is wrong → fields, text, and where the finding must point."""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """An archive with nothing wrong."""
    return worlds.simple(tmp_path / "reports")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that stood before; no test here may change it."""
    folder = tmp_path_factory.mktemp("before")
    reports = worlds.simple(folder / "reports")
    return built(folder / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW).folder


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every file: an equal file that was written anew is told apart."""
    return {
        name: (content, (folder / name).stat().st_mtime_ns)
        for name, content in snapshot(folder).items()
    }


def findings(stderr: str) -> list[tuple[re.Match[str], str]]:
    """Each finding with its hint; no other line may stand among them."""
    found: list[tuple[re.Match[str], str]] = []
    lines = iter(stderr.splitlines())
    for line in lines:
        match = FINDING.fullmatch(line)
        if match:
            found.append((match, ""))
        else:
            assert HINT.fullmatch(line), f"neither finding nor hint: {line!r}"
            assert found, "a hint without a finding"
            assert not found[-1][1], "two hints"
            found[-1] = (found[-1][0], line.strip())
    return found


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_report_stops_the_build(what: str, reports: Path, site: Path) -> None:
    fields, text, line, column, code = BROKEN[what]
    before = state(site)
    worlds.write(reports, UNITS, {"2024/yunxi-sifaju": (worlds.fields(**fields), text)})
    done = build(site, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    ((match, hint),) = (f for f in findings(done.stderr) if f[0]["severity"] == "error")
    path = reports / "2024/yunxi-sifaju.md"
    assert (Path(match["path"]), match["severity"], match["code"]) == (path, "error", code)
    assert (int(match["line"]), int(match["column"])) == (line, column)
    assert re.search(r"[\u4e00-\u9fa5]", match["message"])
    assert re.search(r"[\u4e00-\u9fa5]", hint), "how to mend it"
    assert "Traceback" not in done.stdout + done.stderr
    assert "1 个错误" in done.stdout
    assert state(site) == before


UNITS = [{"id": "yunxi-sifaju", "name": "云溪县司法局", "to": "2024"}]


def test_all_findings_are_said_at_once(reports: Path, tmp_path: Path) -> None:
    worlds.write(
        reports,
        UNITS,
        {
            "2024/yunxi-sifaju": ({**worlds.fields(publish_date="2025-13-01"), "year": "24"}, ""),
            "2023/yunxi-sifaju": (worlds.fields(2023, unit="没有这个单位"), worlds.TEXT),
        },
    )
    done = build(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    found = [(Path(m["path"]).parent.name, m["code"]) for m, _ in findings(done.stderr)]
    assert ("2023", "unit-unknown") in found
    assert {("2024", "date-impossible"), ("2024", "year-format")} <= set(found)
    assert found == sorted(found, key=lambda pair: pair[0]), "sorted by file"
    assert not (tmp_path / "site").exists()


def test_paths_are_shown_from_the_working_folder(project: Path, tmp_path: Path) -> None:
    report = next((project / "reports").glob("2024/*.md"))
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("年度: 2024", "年度: 二四"), encoding="utf-8")
    done = build(tmp_path / "site", project=project, SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    shown = f"reports/2024/{report.name}:"
    assert any(line.startswith(shown) for line in done.stderr.splitlines())


def test_personal_data_is_masked(reports: Path, site: Path) -> None:
    """A finding about personal data prints the value masked, whatever the rule."""
    before = state(site)
    number = "11010119900307" + "7758"
    fields = worlds.fields(titel=number, publish_date="2099-01-01")
    worlds.write(reports, UNITS, {"2024/yunxi-sifaju": (fields, f"身份证号{number}。\n")})
    done = build(site, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    assert number not in done.stdout + done.stderr
    assert state(site) == before


@pytest.mark.parametrize("content", ["- [", "", "- {id: A, name: b}\n", None])
def test_broken_units_stop_the_build(content: str | None, reports: Path, site: Path) -> None:
    before = state(site)
    path = reports / "units.yml"
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = build(site, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    assert path in {Path(match["path"]) for match, _ in findings(done.stderr)}
    assert "Traceback" not in done.stdout + done.stderr
    assert state(site) == before


def test_a_wrong_reports_folder_stops_the_build(site: Path, tmp_path: Path) -> None:
    before = state(site)
    done = build(site, REPORTS_DIR=str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "error[folder-missing]" in done.stderr
    assert state(site) == before


# ---- warnings ----


@pytest.fixture
def late(reports: Path) -> Path:
    """One warning and no error: the report came after its deadline."""
    fields = worlds.fields(publish_date="2025-06-01")
    return worlds.write(reports, UNITS, {"2024/yunxi-sifaju": (fields, worlds.TEXT)})


def test_a_warning_alone_builds(late: Path, tmp_path: Path) -> None:
    done = build(tmp_path / "new", REPORTS_DIR=str(late), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 0
    assert "warning[late-deadline]" in done.stderr
    assert (tmp_path / "new/reports/2024/yunxi-sifaju.html").is_file()


def test_strict_takes_a_warning_for_an_error(late: Path, site: Path) -> None:
    before = state(site)
    done = build(site, "--strict", REPORTS_DIR=str(late), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 1
    ((match, hint),) = findings(done.stderr)
    assert (match["severity"], match["code"]) == ("warning", "late-deadline")
    assert hint
    assert "Traceback" not in done.stdout + done.stderr
    assert state(site) == before


def test_strict_builds_what_has_no_finding(reports: Path, tmp_path: Path) -> None:
    done = build(tmp_path / "new", "--strict", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert findings("\n".join(_without_log(done.stderr))) == []


def _without_log(stderr: str) -> list[str]:
    """MkDocs' own lines left out."""
    return [line for line in stderr.splitlines() if not re.match(r"INFO +- ", line)]


def test_a_build_that_lost_a_page_says_so(project: Path, reports: Path, tmp_path: Path) -> None:
    """The last step counts what was written, and does not take it on trust."""
    (project / "hooks/thief.py").write_text(
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    (Path(config.site_dir) / 'reports/2024/yunxi-sifaju.html').unlink()\n",
        encoding="utf-8",
    )
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    robbed = settings.replace("  - hooks/proof.py", "  - hooks/thief.py\n  - hooks/proof.py")
    (project / "mkdocs.yml").write_text(robbed, encoding="utf-8")
    done = build(tmp_path / "new", project=project, REPORTS_DIR=str(reports))
    assert done.returncode == 1
    assert "reports/2024/yunxi-sifaju.html" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


# ---- another archive, another place ----


def test_reports_dir_builds_another_archive(reports: Path, tmp_path: Path) -> None:
    site = built(tmp_path / "out", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    own = [page for page in site.pages if re.match(r"(reports/\d|units/\w+-)", page)]
    assert own == [
        "reports/2024/index.html",
        "reports/2024/yunxi-sifaju.html",
        "units/yunxi-sifaju.html",
    ]
    for page in site.pages:
        assert "云渡县司法局" not in site.text(page), "a unit of the project's own archive"


def test_build_from_another_folder(reports: Path, tmp_path: Path) -> None:
    here = os.path.relpath(PROJECT / "mkdocs.yml", tmp_path)
    variables = {"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW}
    done = build(tmp_path / "out", "-f", here, project=tmp_path, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    usual = built(tmp_path / "usual", **variables)
    assert snapshot(tmp_path / "out") == snapshot(usual.folder)


def test_an_empty_archive_builds_without_a_word(tmp_path: Path) -> None:
    reports = worlds.empty(tmp_path / "reports")
    done = build(tmp_path / "site", "--strict", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Site(tmp_path / "site", reports).has("index.html")


def test_nothing_of_mkdocs_own_is_said(reports: Path, tmp_path: Path) -> None:
    """No deprecation, no foreign warning: what a webmaster reads is about the reports."""
    done = build(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    said = [line for line in done.stderr.splitlines() if line]
    assert said
    assert [
        line for line in said if not re.match(r"INFO +- +(Clean|Build|Documentation|[一-龥])", line)
    ] == []
