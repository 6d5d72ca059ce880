"""Links to other sites: asked for once, politely, within bounds, and never twice a week.

The other sites stand on the loopback address of this machine; nothing here goes further.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from gongkai.checks.external import Answer, Outcome, asked, judged
from gongkai.cli.check import check
from gongkai.visiting import Pace, rounds, visit
from gongkai.visiting.fetching import fetch, registered
from gongkai.visiting.memory import FILE
from worlds import MKDOCS, column, report_text, run_check, world

TODAY = date(2025, 1, 2)
REPORT = "reports/2023/yundu-sifaju.md"
QUICK = Pace(seconds=2, pause=0)


class Elsewhere(ThreadingHTTPServer):
    """A site that answers as each path says, and remembers who asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.may_end = Event()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(f"{self.command} {path}")
        self.server.agents.add(self.headers["User-Agent"])
        places = {
            "/near": "/good",
            "/circle": "/circle",
            "/file": "file:///etc/passwd",
            "/elsewhere": self.server.url("/good", "localhost"),
            "/moved": "/good",
        }
        if path == "/slow":
            self.server.may_end.wait(10)
        if path in places:
            self.send_response(301 if path == "/moved" else 302)
            self.send_header("Location", places[path])
        elif path == "/only-get" and self.command == "HEAD":
            self.send_response(405)
        elif path == "/endless" and self.command == "GET":
            self.send_response(200)
            self.end_headers()
            try:
                while not self.server.may_end.is_set():
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        elif path == "/endless":
            self.send_response(501)
        else:
            codes = {"/gone": 410, "/none": 404, "/broken": 500, "/many": 429}
            self.send_response(codes.get(path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Elsewhere()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.may_end.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/good", Outcome.GOOD, 200),
        ("/good?a=1&b=中文", Outcome.GOOD, 200),
        ("/中文 路径.html", Outcome.GOOD, 200),
        ("/none", Outcome.GONE, 404),
        ("/gone", Outcome.GONE, 410),
        ("/broken", Outcome.UNKNOWN, 500),
        ("/many", Outcome.UNKNOWN, 429),
        ("/only-get", Outcome.GOOD, 200),
        ("/endless", Outcome.GOOD, 200),
        ("/near", Outcome.GOOD, 200),
        ("/circle", Outcome.UNKNOWN, 302),
        ("/file", Outcome.UNSAFE, 0),
    ],
)
def test_what_an_address_answers(
    elsewhere: Elsewhere, path: str, outcome: Outcome, status: int
) -> None:
    answer = fetch(elsewhere.url(path), 2)
    assert (answer.outcome, answer.status, answer.moved_to) == (outcome, status, "")


def test_where_an_address_leads_for_good_or_to_another_site_is_said(elsewhere: Elsewhere) -> None:
    assert fetch(elsewhere.url("/moved"), 2).moved_to == elsewhere.url("/good")
    found = fetch(elsewhere.url("/elsewhere"), 2)
    assert (found.outcome, found.moved_to) == (
        Outcome.GOOD,
        elsewhere.url("/good", "localhost"),
    )


def test_a_site_that_does_not_answer_in_time(elsewhere: Elsewhere) -> None:
    assert fetch(elsewhere.url("/slow"), 0.2).outcome is Outcome.UNKNOWN


def test_a_site_that_is_not_there(elsewhere: Elsewhere) -> None:
    port = elsewhere.server_port
    elsewhere.shutdown()
    elsewhere.server_close()
    assert fetch(f"http://127.0.0.1:{port}/", 2).outcome is Outcome.REFUSED
    assert fetch("http://nobody.invalid/", 2).outcome in (Outcome.NO_HOST, Outcome.UNKNOWN)
    assert fetch("http://127.0.0.1:99999/", 2).outcome is Outcome.UNKNOWN
    assert fetch("ftp://127.0.0.1/", 2).outcome is Outcome.UNSAFE


def test_an_untrusted_certificate_is_no_answer(elsewhere: Elsewhere) -> None:
    answer = fetch(elsewhere.url("/good").replace("http:", "https:"), 2)
    assert answer.outcome is Outcome.NO_TRUST


@pytest.mark.parametrize(
    ("errno", "outcome"),
    [(socket.EAI_NONAME, Outcome.NO_HOST), (socket.EAI_AGAIN, Outcome.UNKNOWN)],
)
def test_a_machine_without_a_network_says_nothing_of_others(
    monkeypatch: pytest.MonkeyPatch, errno: int, outcome: Outcome
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "x")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    assert fetch("http://nobody.example/", 2).outcome is outcome


@pytest.mark.parametrize(
    ("host", "whole"),
    [
        ("xxgk.yundu.gov.cn", "yundu.gov.cn"),
        ("www.gov.cn", "www.gov.cn"),
        ("gov.cn", "gov.cn"),
        ("a.b.example.com", "example.com"),
        ("localhost", "localhost"),
    ],
)
def test_whose_a_host_is(host: str, whole: str) -> None:
    assert registered(host) == whole


def test_each_address_is_asked_once_and_not_again_this_week(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    urls = [elsewhere.url("/good"), elsewhere.url("/none"), elsewhere.url("/good")] * 2
    kept = tmp_path / "cache/links.json"
    first, left = visit(urls, kept, TODAY, pace=QUICK, site="https://政务.example/")
    assert ({a.outcome for a in first.values()}, left) == ({Outcome.GOOD, Outcome.GONE}, 0)
    assert sorted(elsewhere.asked) == ["GET /none", "HEAD /good", "HEAD /none"]
    assert all(agent.startswith("gongkai/") for agent in elsewhere.agents)
    elsewhere.asked.clear()
    assert visit(urls, kept, TODAY, pace=QUICK) == (first, 0)
    assert elsewhere.asked == []
    visit(urls, kept, TODAY + timedelta(days=1), pace=QUICK)
    assert sorted(elsewhere.asked) == ["GET /none", "HEAD /none"]
    elsewhere.asked.clear()
    visit(urls, kept, TODAY + timedelta(days=7), pace=QUICK)
    assert "HEAD /good" in elsewhere.asked


@pytest.mark.parametrize("text", ["", "[]", "{", '{"http://a/": {"day": "x"}}', '{"http://a/": 1}'])
def test_a_damaged_memory_is_none(elsewhere: Elsewhere, tmp_path: Path, text: str) -> None:
    kept = tmp_path / "links.json"
    kept.write_text(text, encoding="utf-8")
    answers, _ = visit([elsewhere.url("/good")], kept, TODAY, pace=QUICK)
    assert [a.outcome for a in answers.values()] == [Outcome.GOOD]
    assert json.loads(kept.read_text(encoding="utf-8"))[elsewhere.url("/good")]["day"]


def test_the_round_ends_and_says_what_is_left(tmp_path: Path) -> None:
    times = iter(range(0, 10_000, 30))
    urls = [f"http://a.example/{n}" for n in range(5)]
    good = Answer(Outcome.GOOD, 200)
    found, left = visit(
        urls,
        tmp_path / "links.json",
        TODAY,
        pace=Pace(minutes=1.5, pause=0),
        ask=lambda url, seconds: good,
        clock=lambda: float(next(times)),
    )
    assert (len(found), left) == (2, 3)
    more, left = visit(urls, tmp_path / "links.json", TODAY, pace=QUICK, ask=lambda u, s: good)
    assert (len(more), left) == (5, 0)


def test_one_host_is_never_asked_twice_at_a_time(tmp_path: Path) -> None:
    at_once: dict[str, int] = {}
    most: list[int] = []

    def ask(url: str, seconds: float) -> Answer:
        host = url.split("/")[2]
        at_once[host] = at_once.get(host, 0) + 1
        most.append(at_once[host])
        at_once[host] -= 1
        return Answer(Outcome.GOOD, 200)

    urls = [f"http://{host}.example/{n}" for host in "abcdefgh" for n in range(20)]
    found, left = visit(urls, tmp_path / "links.json", TODAY, pace=Pace(pause=0), ask=ask)
    assert (len(found), left, max(most)) == (160, 0, 1)


def test_an_interrupt_ends_with_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_one_known = Event()

    def interrupted(threads: object, seconds: float) -> None:
        assert is_one_known.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "wait", interrupted)
    kept = tmp_path / "links.json"
    found, left = visit(
        [f"http://a.example/{number}" for number in range(3)],
        kept,
        TODAY,
        pace=Pace(pause=600),
        ask=lambda url, seconds: Answer(Outcome.GOOD, 200),
        said=lambda done, total: is_one_known.set(),
    )
    assert (len(found), left) == (1, 2)
    assert list(json.loads(kept.read_text(encoding="utf-8"))) == list(found)


def test_a_site_that_never_ends_its_answer_does_not_hold_up_the_round(tmp_path: Path) -> None:
    may_end = Event()

    def ask(url: str, seconds: float) -> Answer:
        if "slow" in url:
            may_end.wait(60)
        return Answer(Outcome.GOOD, 200)

    urls = ["http://slow.example/", "http://quick.example/"]
    pace = Pace(seconds=0.2, pause=0, minutes=0.005)
    found, left = visit(urls, tmp_path / "links.json", TODAY, pace=pace, ask=ask)
    may_end.set()
    assert (list(found), left) == (["http://quick.example/"], 1)


TEXT = """
[甲](http://a.example/1)、[乙][r]、<http://a.example/3>、<a href="http://a.example/1">丙</a>。

[r]: http://a.example/2
"""


def test_every_link_that_leads_out_is_asked_for(tmp_path: Path) -> None:
    files = {
        REPORT: report_text(
            原文链接="http://a.example/5",
            相关文件="[{标题: 丁, 网址: 'http://a.example/4'}, {标题: 戊, 网址: /guide.html}]",
        )
        + TEXT,
        "docs/guide.md": "# 指南\n\n[己](http://a.example/6)、[本站](https://xxgk.yundu.gov.cn/)\n",
        "mkdocs.yml": MKDOCS + "    找错平台: http://a.example/7\n",
    }
    found = column(tmp_path, files)
    links = asked(found.archive, found.settings)
    assert sorted({link.url[-1] for link in links}) == list("1234567")
    answers = {link.url: Answer(Outcome.GONE, 404) for link in links}
    problems = list(judged(links, answers))
    assert len(problems) == len(links) == 8
    for problem, link in zip(problems, links, strict=True):
        line = problem.path.read_text(encoding="utf-8").split("\n")[problem.line - 1]
        assert link.url in line[problem.column - 1 :] or "r]" in line


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(Outcome.GOOD, 200), None),
        (Answer(Outcome.GONE, 404), "link-dead"),
        (Answer(Outcome.NO_HOST), "link-dead"),
        (Answer(Outcome.REFUSED), "link-dead"),
        (Answer(Outcome.NO_TRUST), "link-dead"),
        (Answer(Outcome.UNSAFE), "link-dead"),
        (Answer(Outcome.UNKNOWN), "link-unchecked"),
        (Answer(Outcome.UNKNOWN, 503), "link-unchecked"),
        (Answer(Outcome.GOOD, 200, "https://b.example/"), "link-moved"),
        (Answer(Outcome.GOOD, 200, is_secure_too=True), "link-insecure"),
    ],
)
def test_what_an_answer_means(tmp_path: Path, answer: Answer, code: str | None) -> None:
    found = column(tmp_path, {REPORT: report_text() + "\n[甲](http://a.example/)\n"})
    links = asked(found.archive, found.settings)
    problems = list(judged(links, {"http://a.example/": answer}))
    assert [p.code for p in problems] == ([code] if code else [])
    assert not any(p.is_error for p in problems)
    assert all(p.hint for p in problems)


def test_the_command_asks_only_when_it_is_told_to(elsewhere: Elsewhere, tmp_path: Path) -> None:
    url = elsewhere.url("/none").replace("127.0.0.1", "localhost")
    config = world(tmp_path, {REPORT: report_text() + f"\n[甲]({url})\n"})
    assert run_check(config).stderr.endswith("0 个错误，0 个警告\n")
    assert elsewhere.asked == []
    result = run_check(config, "--external")
    assert result.exit_code == 0
    assert "warning[link-dead]" in result.stderr
    assert (tmp_path / FILE).is_file()
    assert run_check(config, "--external", "--strict").exit_code == 1
    assert elsewhere.asked == ["HEAD /none", "GET /none"]
    late = run_check(
        world(tmp_path / "b", {REPORT: report_text() + f"\n[甲]({url})\n"}),
        "--external",
        "--minutes",
        "0",
    )
    assert "还有 1 个网址没有查完" in late.stderr


def test_an_exception_for_a_link_is_not_missed_when_nobody_asked(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    url = elsewhere.url("/none").replace("127.0.0.1", "localhost")
    allow = "[{规则: link-dead, 理由: 对方正在改版}]"
    config = world(tmp_path, {REPORT: report_text(例外=allow) + f"\n[甲]({url})\n"})
    for more in ((), ("--external",)):
        assert run_check(config, *more).stderr.endswith("0 个错误，0 个警告\n")
    config.parent.joinpath(REPORT).write_text(report_text(例外=allow), encoding="utf-8")
    assert "allow-unmatched" in run_check(config, "--external").stderr


def test_the_help_says_what_it_costs() -> None:
    (option,) = (p for p in check.params if p.name == "external")
    assert "几分钟" in str(getattr(option, "help", ""))
