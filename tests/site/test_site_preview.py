"""``mkdocs serve``: a broken file shows its findings, all else stays up, mending brings it back."""

from __future__ import annotations

import html
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from built_site import NOW, STUCK, environment

from numbers_of_nobody import citizen_number


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Preview:
    """A running ``mkdocs serve``."""

    project: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page; status 0 while nothing answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/{path}", timeout=STUCK) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def until(self, path: str, wanted: Callable[[int, str], bool]) -> str:
        """The page once it is as wanted; a rebuild takes a moment after each saving."""
        end = time.monotonic() + STUCK
        while time.monotonic() < end:
            status, text = self.get(path)
            if wanted(status, text):
                return text
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.2)
        pytest.fail(f"{path} stays {status}:\n{text[-2000:]}\n{self.log.read_text()[-4000:]}")

    def until_shown(self, path: str, sentence: str) -> str:
        return self.until(path, lambda status, text: status == 200 and sentence in text)


@contextmanager
def preview(project: Path, log: Path) -> Iterator[Preview]:
    """Serves a copy of the project; whatever happens, the process is gone afterwards."""
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            env=environment(SOURCE_DATE_EPOCH=NOW),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Preview(project, f"http://127.0.0.1:{port}", log, process)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _without_reload(text: str) -> str:
    """The page without the number that MkDocs counts its rebuilds by."""
    return re.sub(r"livereload\(\d+, \d+\)", "", text)


def save(path: Path, text: str) -> None:
    """As an editor does: the whole file at once."""
    beside = path.with_suffix(".saving")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


BROKEN, OTHER = "reports/2024/yundu-sifaju", "reports/2024/yundu-xinfangju"


def test_a_broken_report_and_broken_units_come_and_go(project: Path, tmp_path: Path) -> None:
    report, units = project / f"{BROKEN}.md", project / "reports/units.yml"
    sound = report.read_text(encoding="utf-8")
    register = units.read_text(encoding="utf-8")
    title = re.search(r"标题: (.*)", sound)[1]
    assert "年度: 2024\n" in sound
    with preview(project, tmp_path / "log.txt") as site:
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")
        other = site.until_shown(f"{OTHER}.html", "data-report=")

        save(report, sound.replace("年度: 2024\n", "年度: 二〇二四\n"))
        shown = site.until_shown(f"{BROKEN}.html", "还不能公开")
        assert "year-format" in shown
        assert "第 3 行第 5 列" in html.unescape(shown)
        assert "data-report=" not in shown, "no half report"
        bar = site.until_shown("index.html", "有 1 份报告还不能公开")
        assert "yundu-sifaju.md" in bar
        assert title not in bar, "the lists show only what can be published"
        still = site.until_shown(f"{OTHER}.html", "data-report=")
        assert site.get("reports/2024/index.html")[0] == 200

        save(report, sound)
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")
        assert "还不能公开" not in site.get("index.html")[1]
        assert _without_reload(site.get(f"{OTHER}.html")[1]) == _without_reload(other)
        assert "还不能公开" in still, "while one is broken, each page says so"

        save(report, sound.partition("---\n")[2])
        site.until_shown(f"{BROKEN}.html", "front-matter-missing")
        save(report, sound)
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")

        save(report, re.sub(r"发布日期: .*", "发布日期: 2099-01-01", sound))
        shown = site.until_shown(f"{BROKEN}.html", "date-future")
        assert "data-report=" not in shown
        assert title not in site.get("reports/2024/index.html")[1]
        save(report, sound)
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")

        number = citizen_number(3)
        save(report, f"{sound}\n当事人身份证号{number}。\n")
        shown = site.until_shown(f"{BROKEN}.html", "privacy-id")
        assert f"{number[:2]}**************{number[-2:]}" in shown
        assert number not in shown
        assert number not in site.get("index.html")[1], "the bar names the report alone"
        save(report, sound)
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")

        save(units, register + "\n- {id: 大写, name: 坏的单位}\n")
        site.until_shown("index.html", "units.yml 第")
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")
        save(units, "- [")
        site.until("index.html", lambda _, text: "units.yml 第" in text and "坏的单位" not in text)
        assert site.get("help.html")[0] == 200
        save(units, register)
        site.until("index.html", lambda _, text: text and "units.yml" not in text)
        site.until_shown(f"{BROKEN}.html", f"<h1>{title}</h1>")

        save(
            report.with_name("xin-baogao.md"),
            sound.replace("年度: 2024\n", "年度: 2024\n有效性: 错\n"),
        )
        site.until_shown("reports/2024/xin-baogao.html", "还不能公开")
        report.with_name("xin-baogao.md").unlink()
        site.until("reports/2024/xin-baogao.html", lambda status, _: status == 404)
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "error[year-format]" in log
    assert "error[privacy-id]" in log
    assert number not in log


def test_preview_starts_with_a_broken_report(project: Path, tmp_path: Path) -> None:
    (project / f"{BROKEN}.md").write_text("没有信息，只有正文。\n", encoding="utf-8")
    with preview(project, tmp_path / "log.txt") as site:
        site.until_shown(f"{BROKEN}.html", "front-matter-missing")
        site.until_shown(f"{OTHER}.html", "data-report=")
        assert site.get("reports/2024/no-such.html")[0] == 404
    assert "Traceback" not in (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert site.process.returncode is not None


def test_a_template_and_a_hand_written_page_are_watched(project: Path, tmp_path: Path) -> None:
    with preview(project, tmp_path / "log.txt") as site:
        site.until_shown("help.html", "使用帮助")
        page = project / "docs/help.md"
        save(page, page.read_text(encoding="utf-8") + "\n新写的一段帮助。\n")
        site.until_shown("help.html", "新写的一段帮助")
        template = project / "overrides/partials/footer.html"
        text = template.read_text(encoding="utf-8")
        save(template, text.replace("</footer>", "<p>新写的页脚</p></footer>"))
        site.until_shown("index.html", "新写的页脚")
