"""A site against its manifest: every change, loss and addition is found and named, at home or on
the line; what others wrote is never believed, and never ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner, Result

from gongkai.checksums import Print
from gongkai.cli import main
from gongkai.permanence import FILE as LEDGER
from gongkai.permanence import read_ledger
from gongkai.permanence.manifest import (
    FILE,
    MOST_BYTES,
    parse_manifest,
    read_manifest,
    site_files,
    write_manifest,
)
from gongkai.permanence.verifying import verify_site
from gongkai.problems import Problem
from gongkai.visiting.leftovers import still_there
from gongkai.visiting.live import Live, NotGot, Patience, judged
from made_sites import FILES, NO_LEDGER, made_site, needs_ssh_keygen, served
from worlds import report_text, world

GOOD = {"path": "a.html", "sha256": "0" * 64, "size": 1}
QUICK = Patience(seconds=1, file_seconds=1, pause=0)


def run(*arguments: object) -> Result:
    command = ["verify", *map(str, arguments)]
    return CliRunner().invoke(main, command, catch_exceptions=False, env={"REPORTS_DIR": None})


def found(site: Path) -> list[tuple[str, str]]:
    """Each finding's code and file."""
    manifest, problems = read_manifest(site)
    problems += verify_site(site, manifest) if manifest else ()
    return [(p.code, p.path.relative_to(site).as_posix()) for p in problems]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made_site(tmp_path / "site")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In no project, unless a test goes into one."""
    monkeypatch.chdir(tmp_path)


# The manifest


def test_it_names_every_file_but_itself_sorted(site: Path) -> None:
    values = json.loads((site / FILE).read_bytes())
    assert [row["path"] for row in values["files"]] == sorted(FILES)
    assert {row["path"]: row["size"] for row in values["files"]} == {
        name: len(content) for name, content in FILES.items()
    }
    assert set(values) == {"generator", "sources", "files"}
    assert values["generator"].startswith("gongkai ")


def test_it_is_the_same_again_and_does_not_see_its_signature_or_git(site: Path) -> None:
    before = (site / FILE).read_bytes()
    (site / "manifest.json.sig").write_bytes(b"x")
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_bytes(b"x")
    write_manifest(site, NO_LEDGER, [])
    assert (site / FILE).read_bytes() == before
    assert found(site) == []


def test_a_site_of_many_files_is_read_as_a_stream(tmp_path: Path) -> None:
    """A file of 200 MB is never in memory as a whole."""
    resource = pytest.importorskip("resource")
    site = made_site(tmp_path)
    with (site / "big.bin").open("wb") as file:
        file.truncate(200 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    write_manifest(site, NO_LEDGER, [])
    assert found(site) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10


# A folder


def test_a_site_as_it_was_built_is_fine(site: Path) -> None:
    result = run(site)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "核对了 4 个文件，都对得上。\n"


def test_one_flipped_bit_is_found_and_named(site: Path) -> None:
    for name in FILES:
        path = site / name
        data = path.read_bytes()
        for place in {0, len(data) // 2, len(data) - 1} if data else ():
            for bit in (0, 7):
                path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
                assert found(site) == [("site-changed", name)]
        path.write_bytes(data)
    assert found(site) == []


def test_each_change_is_one_line_that_names_its_file(site: Path) -> None:
    (site / "index.html").write_bytes(b"<script>")
    (site / "reports/2023/a.html").unlink()
    (site / "reports/2023/b.html").write_bytes(b"x")
    result = run(site)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if not line.startswith("    ")]
    assert lines == [
        "site/index.html:1:1: error[site-changed] 内容和清单不一样：应当是 31 字节，现在是 8 字节",
        "site/reports/2023/a.html:1:1: error[site-missing] 清单里有这个文件，网站里没有",
        "site/reports/2023/b.html:1:1: error[site-extra] 网站里多了这个文件，清单里没有",
        "对不上：3 个错误，0 个警告。",
    ]
    rows = json.loads(run(site, "--format", "json").stdout)
    assert [row["code"] for row in rows] == ["site-changed", "site-missing", "site-extra"]


@pytest.mark.skipif(sys.platform == "win32", reason="链接要权限")
def test_a_link_is_no_file(site: Path, tmp_path: Path) -> None:
    """Not to an equal file, and not out of the site."""
    (site / "index.html").rename(tmp_path / "index.html")
    (site / "index.html").symlink_to(tmp_path / "index.html")
    (site / "reports").rename(tmp_path / "reports")
    (site / "reports").symlink_to(tmp_path / "reports")
    assert found(site) == [
        ("site-changed", "index.html"),
        ("site-extra", "reports"),
        ("site-missing", "reports/2023/a.html"),
        ("site-missing", "reports/2023/a/名单.docx"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="没有命名管道")
def test_what_never_ends_is_not_read(site: Path) -> None:
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    assert found(site) == [("site-changed", "index.html")]
    (site / FILE).unlink()
    os.mkfifo(site / FILE)
    assert found(site) == [("site-manifest", FILE)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 的路径没有这么长")
def test_folders_may_be_as_deep_as_the_system_lets_them(site: Path) -> None:
    """Deeper than a path can name, and than a function may call itself."""
    start = Path.cwd()
    os.chdir(site)
    for _ in range(1500):
        Path("abcd").mkdir()
        os.chdir("abcd")
    os.chdir(start)
    result = run(site)
    # Too deep for Python to remove.
    subprocess.run(["rm", "-rf", str(site / "abcd")], check=True)
    assert result.exit_code == 1
    assert result.stderr.count("error[site-extra]") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="别的系统没有这样的文件名")
def test_a_file_whose_name_is_no_text_is_extra(site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site) + b"/\xff\n.html")).write_bytes(b"")
    result = run(site)
    assert result.exit_code == 1
    assert "site/\\udcff\\n.html:1:1: error[site-extra]" in result.stderr


def test_without_a_site_or_a_project_it_says_what_to_give() -> None:
    result = run()
    assert result.exit_code == 2
    assert "请写明网站的文件夹" in result.stderr


# Hostile manifests


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"files": {}}',
        b'{"files": [1]}',
        b'{"files": [null]}',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"files": [], "sources": 1}',
        b'{"files": [], "ledger": []}',
        b'{"files": [], "ledger": {"entries": true, "head": "' + b"0" * 64 + b'"}}',
        b'{"files": [], "ledger": {"entries": 1, "head": "0"}}',
        b'{"files": [{"path": "a", "sha256": "' + b"0" * 64 + b'", "size": ' + b"9" * 5000 + b"}]}",
        b" " * (MOST_BYTES + 1),
    ],
    ids=lambda data: repr(data[:24]) + str(len(data)),
)
def test_what_is_no_manifest_is_one_finding(site: Path, data: bytes) -> None:
    (site / FILE).write_bytes(data)
    result = run(site)
    assert result.exit_code == 1
    assert result.stderr.count("error[") == 1
    assert "site/manifest.json:1:1: error[site-manifest] 清单" in result.stderr


ROWS = [
    {"path": path}
    for path in (
        "../a",
        "a/../../b",
        "/etc/passwd",
        "C:\\a",
        "C:a",
        "a\\b",
        "a//b",
        "./a",
        "a/.",
        "a/",
        "",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "\ud800",
        "a" * 1025,
        FILE,
        1,
        None,
        ["a"],
    )
] + [
    {"sha256": "0" * 63},
    {"sha256": "G" * 64},
    {"sha256": "A" * 64},
    {"sha256": 0},
    {"size": -1},
    {"size": 1.0},
    {"size": True},
    {"size": "1"},
    {"size": None},
    {"size": 1 << 50},
]


@pytest.mark.parametrize("wrong", ROWS, ids=lambda row: ascii(row)[:40])
def test_a_line_that_could_lead_elsewhere_spoils_all(wrong: dict[str, object]) -> None:
    data = json.dumps({"files": [GOOD | {"path": "ok.html"}, GOOD | wrong]}).encode()
    manifest, problems = parse_manifest(data, Path(FILE))
    assert manifest is None
    (problem,) = problems
    assert problem.code == "site-manifest"
    assert "第 2 个文件" in problem.message
    assert "\n" not in problem.message


def test_a_file_that_is_named_twice_spoils_all() -> None:
    _, (problem,) = parse_manifest(json.dumps({"files": [GOOD, GOOD]}).encode(), Path(FILE))
    assert "写了两次" in problem.message


@pytest.mark.parametrize("part", [b"{},", b"[],", b'"ab",', b"1,"])
def test_what_would_become_a_thousand_times_its_size_is_not_read(part: bytes) -> None:
    resource = pytest.importorskip("resource")
    data = b'{"files": [' + part * ((30 << 20) // len(part)) + b"1]}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    manifest, (problem,) = parse_manifest(data, Path(FILE))
    assert (manifest, problem.message) == (None, "清单读不懂")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80 << 10


@pytest.mark.skipif(sys.platform == "win32", reason="别的系统没有这样的文件名")
@pytest.mark.parametrize("name", ["a:b.png", "a\\b.png"])
def test_a_name_that_no_reader_takes_is_not_written(site: Path, name: str) -> None:
    (site / name).write_bytes(b"")
    with pytest.raises(OSError, match="有的系统用不了，改名"):
        write_manifest(site, NO_LEDGER, [])


def test_a_manifest_without_a_site_names_every_file(tmp_path: Path) -> None:
    rows = [GOOD | {"path": path} for path in ("a", "a/b", "x" * 1000)]
    (tmp_path / FILE).write_text(json.dumps({"files": rows}))
    assert found(tmp_path) == [("site-missing", row["path"]) for row in rows]


# The ledger


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two published reports, whose site was built after that."""
    other = report_text(标题="云渡县信访局2023年法治政府建设年度报告", 单位="云渡县信访局")
    config = world(tmp_path / "project", {"reports/2023/yundu-xinfangju.md": other})
    assert CliRunner().invoke(main, ["publish", "--config", str(config)]).exit_code == 0
    folder = config.parent
    ledger, _ = read_ledger(folder / "reports")
    made_site(folder / "site", ledger=ledger)
    monkeypatch.chdir(folder)
    return folder


def test_in_its_project_the_site_and_the_ledger_are_found(project: Path) -> None:
    assert run().exit_code == 0
    values = json.loads((project / "site" / FILE).read_bytes())
    ledger, _ = read_ledger(project / "reports")
    assert values["ledger"] == {"entries": 2, "head": ledger.head}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (slice(0, 1), "建站时台账有 2 条，现在只有 1 条：后面的不见了"),
        (slice(0, 0), "error[ledger-broken]"),
        (slice(1, 2), "error[ledger-broken]"),
    ],
)
def test_a_shortened_ledger_is_found(project: Path, lines: slice, said: str) -> None:
    path = project / "reports" / LEDGER
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[lines]))
    result = run()
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_ledger_that_went_on_is_fine_and_another_one_is_not(project: Path) -> None:
    ledger, _ = read_ledger(project / "reports")
    ledger.with_entries(ledger.entries[:1]).write()
    assert run().exit_code == 0
    type(ledger)(ledger.path).with_entries(ledger.entries[::-1]).write()
    result = run()
    assert result.exit_code == 1
    assert "台账的第 2 条不是建站时的那一条" in result.stderr


def test_a_live_site_from_before_the_last_entries_is_old(project: Path) -> None:
    """Also one that was signed then: somebody may have put it in the place of the new one."""
    ledger, _ = read_ledger(project / "reports")
    with served(project / "site") as base:
        assert live_findings(base) == []
        ledger.with_entries(ledger.entries[:1]).write()
        (line,) = live_findings(base)
    assert line.endswith("error[site-behind] 这是旧的网站：建站以后台账又记了 1 条")


def test_an_old_site_is_not_signed(project: Path) -> None:
    """It would be believed in the place of the new one, with what was withdrawn since."""
    needs_ssh_keygen()
    key = project / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(command, check=True)
    ledger, _ = read_ledger(project / "reports")
    ledger.with_entries(ledger.entries[:1]).write()
    result = run("--sign", key)
    assert "error[site-behind] 这是旧的网站" in result.stderr
    assert not (project / "site/manifest.json.sig").exists()
    made_site(project / "site", ledger=read_ledger(project / "reports")[0])
    assert run("--sign", key).exit_code == 0
    assert (project / "site/manifest.json.sig").exists()


# A live address


def live_findings(base: str, *arguments: object) -> list[str]:
    result = run("--url", base, *arguments)
    assert result.exit_code == (1 if "error[" in result.stderr else 0)
    lines = result.stderr.splitlines()
    return [line for line in lines if "error[" in line]


def test_a_live_site_is_compared_file_by_file(site: Path) -> None:
    with served(site) as base:
        for address in (base, base.rstrip("/"), base + FILE, base + "index.html"):
            result = run("--url", address)
            assert (result.exit_code, result.stderr) == (0, "核对了 4 个文件，都对得上。\n")
        assert run("--url", base, "--sample", 2).stderr == "4 个文件中抽查 2 个，都对得上。\n"
        assert "核对了 4 个文件" in run("--url", base, "--sample", 4).stderr
        (site / "index.html").write_bytes(FILES["index.html"] + b"<script>")
        (site / "assets/empty.css").write_bytes(b"x")
        (site / "reports/2023/a.html").unlink()
        docx = site / "reports/2023/a/名单.docx"
        docx.write_bytes(docx.read_bytes()[:-1] + b"\0")
        assert live_findings(base) == [
            "assets/empty.css:1:1: error[site-changed] "
            "网上的内容和清单不一样：应当是 0 字节，现在更长",
            "index.html:1:1: error[site-changed] 网上的内容和清单不一样：应当是 31 字节，现在更长",
            "reports/2023/a.html:1:1: error[site-missing] 清单里有这个文件，网上没有",
            "reports/2023/a/名单.docx:1:1: error[site-changed] 网上的内容和清单不一样，大小没有变",
        ]


def moved(to: str) -> Callable[[SimpleHTTPRequestHandler], bool]:
    """Sends whoever asks for the home page elsewhere."""

    def answer(handler: SimpleHTTPRequestHandler) -> bool:
        if handler.path != "/index.html":
            return False
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.end_headers()
        return True

    return answer


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("/", ""),
        ("http://127.0.0.1:9/index.html", "转到别处去了"),
        ("http://localhost/index.html", "转到别处去了"),
        ("file:///etc/passwd", "转到别处去了"),
        ("/index.html", "转来转去"),
        ("//[", "没有取来"),
    ],
)
def test_a_redirect_is_followed_only_within_the_site(site: Path, to: str, said: str) -> None:
    with served(site, moved(to)) as base:
        lines = live_findings(base)
    assert [said in line for line in lines] == ([True] if said else [])


def raw(sent: bytes, pause: float = 0) -> Callable[[SimpleHTTPRequestHandler], bool]:
    """Answers for the home page with these bytes, one at a time where there is a pause."""

    def answer(handler: SimpleHTTPRequestHandler) -> bool:
        if handler.path != "/index.html":
            return False
        handler.close_connection = True
        step = 1 if pause else len(sent)
        try:
            for start in range(0, len(sent), step):
                handler.wfile.write(sent[start : start + step])
                handler.wfile.flush()
                sleep(pause)
        except OSError:
            pass
        return True

    return answer


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (raw(b""), "没有取来"),
        (raw(b"\xff\xfe\r\n\r\n"), "没有取来"),
        (raw(HEAD + b"Content-Length: 31\r\n\r\n<!DOC"), "没有传完就断了"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "没有传完就断了"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"), "只给压缩过的"),
        (raw(HEAD + b"Content-Length: 999999999999\r\n\r\n" + b"x" * 5_000_000), "现在更长"),
        (raw(HEAD + b"x: y\r\n" * 500), "没有取来"),
        (raw(b"HTTP/1.1 503 no\r\n\r\n"), "服务器答 503"),
        (raw(HEAD + b"\r\n" + b"<" * 31, pause=0.1), "太慢"),
    ],
)
def test_a_server_may_answer_what_it_likes(
    site: Path,
    answer: Callable[[SimpleHTTPRequestHandler], bool],
    said: str,
) -> None:
    manifest, _ = read_manifest(site)
    assert manifest
    with served(site, answer) as base:
        got = Live(base, QUICK).prints(manifest.files)
    (problem,) = judged(manifest.files, got)
    assert problem.path == Path("index.html")
    assert said in problem.message


def test_an_answer_that_drips_ends_in_time(site: Path) -> None:
    """Its head alone would take an hour, and the other side is never silent."""
    with served(site, raw(HEAD + b"x" * 50_000, pause=0.05)) as base:
        start = monotonic()
        got = Live(base, QUICK).bytes_of("index.html", 100)
        assert got == NotGot("太慢，没有等完")
        assert monotonic() - start < 10
        slow = Live(base, Patience(seconds=1, file_seconds=1, minutes=0.02, pause=0))
        left = slow.prints({"index.html": Print("0" * 64, 31)})
        assert left == {}
        assert monotonic() - start < 20


def test_a_site_that_does_not_answer_is_not_asked_for_all(tmp_path: Path) -> None:
    site = made_site(tmp_path / "s", {f"{number}.html": b"x" for number in range(100)})
    asked: list[str] = []

    def answer(handler: SimpleHTTPRequestHandler) -> bool:
        if handler.path == f"/{FILE}":
            return False
        asked.append(handler.path)
        handler.send_error(503)
        return True

    with served(site, answer) as base:
        lines = live_findings(base)
    assert len(asked) < 30
    assert "个文件没有核对" in lines[-1]


@pytest.mark.parametrize("data", [b"x" * 100, b"[" * 200_000, b'{"files": [{"path": "../a"}]}'])
def test_a_live_manifest_is_not_believed(site: Path, data: bytes) -> None:
    (site / FILE).write_bytes(data)
    with served(site) as base:
        (line,) = live_findings(base)
    assert "error[site-manifest]" in line


def test_a_live_site_without_a_manifest_is_one_finding(site: Path) -> None:
    (site / FILE).unlink()
    with served(site) as base:
        (line,) = live_findings(base)
    assert f"{base}manifest.json：服务器答 404" in line
    (line,) = live_findings(base)
    assert "服务器不接受连接" in line


def test_more_than_was_agreed_is_not_fetched(site: Path) -> None:
    rows = [GOOD | {"size": 1 << 39}]
    (site / FILE).write_text(json.dumps({"files": rows}))
    with served(site) as base:
        result = run("--url", base)
    assert result.exit_code == 2
    assert "抽查用 --sample" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--url", "file:///etc/passwd"),
        ("--url", "ftp://a/"),
        ("--url", "https://"),
        ("--url", "https://a:b@c/"),
        ("--url", "https://[/"),
        ("--url", "https://a:99999/"),
        ("--url", "https://a/?b"),
        ("--url", "https://a/", "."),
        ("--sample", "3"),
        ("nowhere",),
    ],
)
def test_wrong_usage_is_said(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_what_is_found_can_be_explained(site: Path) -> None:
    (site / "index.html").unlink()
    manifest, _ = read_manifest(site)
    assert manifest
    problems: list[Problem] = list(verify_site(site, manifest))
    assert CliRunner().invoke(main, ["explain", problems[0].code]).exit_code == 0
    assert len(site_files(site)) == 3


# A signature that nobody asked about


def test_a_signature_that_was_not_looked_at_is_said(site: Path) -> None:
    (site / "manifest.json.sig").write_bytes(b"x")
    said = "旁边的签名 manifest.json.sig 没有核对：核对用 --verify 名单。\n"
    assert run(site).stderr == f"核对了 4 个文件，都对得上。{said}"
    with served(site) as base:
        assert run("--url", base).stderr == f"核对了 4 个文件，都对得上。{said}"
    (site / "index.html").unlink()
    assert run(site).stderr.endswith(f"对不上：1 个错误，0 个警告。{said}")


# What was withdrawn


WITHDRAWN = report_text(
    有效性="已撤回",
    状态日期="2024-07-01",
    状态说明="内容有误",
    附件="[{文件: 名单.docx, 名称: 名单}]",
)
LEFT = ("reports/2023/yundu-sifaju.txt", "reports/2023/yundu-sifaju/名单.docx")


def test_what_a_copy_over_the_old_site_leaves_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = world(tmp_path / "project", {"reports/2023/yundu-sifaju.md": WITHDRAWN})
    site = made_site(config.parent / "site")
    monkeypatch.chdir(config.parent)
    with served(site) as base:
        assert live_findings(base) == []
        for name in LEFT:
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_bytes(b"")
        assert live_findings(base, "--sample", 1) == [
            f"{name}:1:1: error[site-withdrawn] 撤回了的报告，这个文件网上还打得开" for name in LEFT
        ]


def test_a_server_that_has_everything_says_nothing_of_what_is_gone(site: Path) -> None:
    def answer(handler: SimpleHTTPRequestHandler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    with served(site, answer) as base:
        (problem,) = still_there(Live(base, QUICK), LEFT)
    assert problem.code == "site-unanswered"
    assert "没有的网址也照样回答" in problem.message
