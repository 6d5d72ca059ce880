"""What an archive is handed: whole, readable by its own tools, and without what was withdrawn."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256, sha512
from pathlib import Path
from urllib.parse import quote, unquote

import bagit
import pytest
import site_worlds as worlds
from built_site import NOW, PROJECT, URL, Site, build, built, environment, snapshot
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from gongkai.cli import main
from gongkai.permanence.manifest import read_manifest

HIDDEN = (
    "藏起来的关键词",
    "藏起来的内容概述",
    "藏起来的相关文件",
    "藏起来的附件",
    "被撤回的正文说了一件不该公开的事情",
    "不该公开的附件",
    "mimi.csv",
    "mimi.png",
    "chehui.html",
)
"""Of the withdrawn report."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every status, with a ledger."""
    folder = worlds.statuses(tmp_path_factory.mktemp("export") / "reports")
    done = run("publish", reports=folder)
    assert done.exit_code == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def site(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("built") / "site"
    return built(folder, REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)


def run(*arguments: object, reports: Path) -> Result:
    """The command over the project's settings and another archive."""
    command = [*map(str, arguments), "--config", str(PROJECT / "mkdocs.yml")]
    clock = {"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW}
    return CliRunner().invoke(main, command, env=clock, catch_exceptions=False)


@pytest.fixture
def export(site: Site, reports: Path) -> Callable[..., Result]:
    return lambda *arguments: run("export", "--site", site.folder, *arguments, reports=reports)


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte of a package, out of whatever it is packed in."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())
        elif ".warc" in path.name:
            yield from ((url, payload) for url, _, _, payload in warc_records(path))
        elif path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def warc_records(path: Path) -> list[tuple[str, dict[str, str], dict[str, str], bytes]]:
    """Address, the record's headers, HTTP's headers and payload, as warcio reads them."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            payload = record.content_stream().read()
            http = dict(record.http_headers.headers) if record.http_headers else {}
            headers = dict(record.rec_headers.headers)
            found.append((headers.get("WARC-Target-URI", ""), headers, http, payload))
    return found


def codes(result: Result) -> list[str]:
    lines = result.stderr.splitlines()
    return [line.split("error[")[1].split("]")[0] for line in lines if ": error[" in line]


# The bag


def test_a_bag_is_valid_and_holds_pages_sources_and_data(
    export: Callable[..., Result], site: Site, reports: Path, tmp_path: Path
) -> None:
    done = export("--bag", tmp_path / "bag")
    assert done.exit_code == 0, done.stderr
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}
    assert bag.info["Source-Organization"] == "望川市人民政府办公室"
    assert bag.info["Bagging-Date"] == "2026-02-03", "the newest change of a report"
    assert "site 里供下载的 .md 是重新写成的" in bag.info["External-Description"]
    assert "不在这个包里" not in bag.info["External-Description"]
    payload = snapshot(tmp_path / "bag/data")
    size = sum(map(len, payload.values()))
    assert bag.info["Payload-Oxum"] == f"{size}.{len(payload)}"
    for line in (tmp_path / "bag/manifest-sha512.txt").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert sha512(payload[name.removeprefix("data/")]).hexdigest() == digest
    assert snapshot(tmp_path / "bag/data/site") == snapshot(site.folder)
    sources = snapshot(tmp_path / "bag/data/sources")
    given = {n: c for n, c in snapshot(reports).items() if n.endswith((".md", ".yml", ".jsonl"))}
    del given["2021/zhuangtai.md"]
    assert sources == given
    table = payload["metadata/catalogue.csv"]
    assert table == (site.folder / "catalogue.csv").read_bytes()
    assert payload["metadata/manifest.json"] == (site.folder / "manifest.json").read_bytes()


def test_a_recipient_verifies_a_bag_as_the_handbook_says(
    export: Callable[..., Result], reports: Path, tmp_path: Path
) -> None:
    assert export("--bag", tmp_path / "bag").exit_code == 0
    commands = (
        [sys.executable, "-m", "bagit", "--validate", "bag"],
        ["sh", "-c", "cd bag && sha256sum --quiet -c manifest-sha256.txt"],
    )
    for command in commands:
        assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0, command
    entries = map(json.loads, (reports / "ledger.jsonl").read_text("utf-8").splitlines())
    public = [entry for entry in entries if entry["status"] != "已撤回"]
    assert public
    for entry in public:
        source = entry["path"].removeprefix("/reports/").removesuffix(".html") + ".md"
        content = (tmp_path / "bag/data/sources" / source).read_bytes()
        assert sha256(content).hexdigest() == entry["sha256"]
    (tmp_path / "bag/data/site/index.html").write_text("x", encoding="utf-8")
    for command in commands:
        assert subprocess.run(command, cwd=tmp_path, check=False).returncode != 0, command


def test_a_bag_of_one_year_has_its_pages_and_what_they_need(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    assert export("--bag", tmp_path / "bag", "--year", 2024).exit_code == 0
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert "别的年度、单位的网页等不在这个包里" in bag.info["External-Description"]
    names = set(snapshot(tmp_path / "bag/data"))
    for name in (
        "site/reports/2024/zhuangtai.html",
        "site/reports/2024/zhuangtai/shuju.csv",
        "site/reports/2024/index.html",
        "sources/2024/zhuangtai.md",
        "sources/units.yml",
        "sources/ledger.jsonl",
        "metadata/manifest.json",
    ):
        assert name in names
    assert any(name.startswith("site/assets/stylesheets/") for name in names)
    assert not [n for n in names if "/2023/" in n or n.startswith("site/search")]
    text = (tmp_path / "bag/data/metadata/catalogue.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["年度"] for row in rows} == {"2024"}
    assert export("--bag", tmp_path / "other", "--year", 1999).exit_code == 2


# The web archive


@pytest.mark.parametrize("name", ["site.warc", "site.warc.gz"])
def test_a_web_archive_gives_back_every_file(
    export: Callable[..., Result], site: Site, tmp_path: Path, name: str
) -> None:
    assert export("--warc", tmp_path / name).exit_code == 0
    head, *records = warc_records(tmp_path / name)
    assert head[1]["WARC-Type"] == "warcinfo"
    files = snapshot(site.folder)
    by_address = {url: payload for url, _, _, payload in records}
    assert len(by_address) == len(records)
    expected = {URL + quote(path): content for path, content in files.items()}
    folders = {
        u.removesuffix("index.html"): c for u, c in expected.items() if u.endswith("index.html")
    }
    assert by_address == expected | folders
    types = {}
    for url, headers, http, payload in records:
        assert headers["WARC-Type"] == "response"
        assert headers["WARC-Warcinfo-ID"] == head[1]["WARC-Record-ID"]
        assert headers["WARC-Payload-Digest"].startswith("sha1:")
        assert http["Content-Length"] == str(len(payload))
        types[unquote(url).rpartition(".")[2]] = http["Content-Type"]
    assert types["html"] == "text/html; charset=utf-8"
    assert types["js"] == "text/javascript; charset=utf-8"
    assert types["jsonld"] == "application/ld+json"
    assert types["md"] == "text/markdown; charset=utf-8"
    assert (types["csv"], types["png"]) == ("text/csv; charset=utf-8", "image/png")
    days = {url: headers["WARC-Date"] for url, headers, _, _ in records}
    assert days[f"{URL}reports/2024/zhuangtai.html"] == "2026-01-05T00:00:00Z"
    assert days[f"{URL}reports/2024/zhuangtai.txt"] == "2026-01-05T00:00:00Z"
    assert days[f"{URL}reports/2024/zhuangtai.md"] == "2026-01-05T00:00:00Z"
    assert days[f"{URL}reports/2024/zhuangtai/shuju.csv"] == "2026-01-05T00:00:00Z"
    assert days[f"{URL}index.html"] == "2026-02-03T00:00:00Z"
    assert (tmp_path / name).read_bytes()[:8] in (b"WARC/1.1", b"\x1f\x8b\x08\0\0\0\0\0")


# The folder to open


def test_an_offline_copy_unpacks_to_the_site(
    export: Callable[..., Result], site: Site, tmp_path: Path, reports: Path
) -> None:
    assert export("--zip", tmp_path / "site.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
        archive.extractall(tmp_path / "open")
    (folder,) = (tmp_path / "open").iterdir()
    assert snapshot(folder) == snapshot(site.folder)
    assert all(info.flag_bits & 0x800 for info in infos if not info.filename.isascii())
    assert max(info.date_time for info in infos) == (2026, 2, 3, 0, 0, 0)
    assert run("verify", folder, reports=reports).exit_code == 0


def test_names_in_chinese_survive_everywhere(tmp_path: Path) -> None:
    reports = worlds.hostile(tmp_path / "reports")
    site = built(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW).folder
    out = tmp_path / "out"
    packages = ("--bag", out / "bag", "--warc", out / "a.warc", "--zip", out / "a.zip")
    done = run("export", "--site", site, *packages, reports=reports)
    assert done.exit_code == 0, done.stderr
    files = snapshot(site)
    assert snapshot(out / "bag/data/site") == files
    with zipfile.ZipFile(out / "a.zip") as archive:
        assert {n.partition("/")[2] for n in archive.namelist()} == set(files)
    payloads = {url: payload for url, _, _, payload in warc_records(out / "a.warc")}
    assert all(payloads[URL + quote(name)] == content for name, content in files.items())


# All of them


PACKAGES = ("bag", "a.warc", "a.warc.gz", "a.zip")


def packed(export: Callable[..., Result], folder: Path) -> None:
    for option, name in zip(("--bag", "--warc", "--warc", "--zip"), PACKAGES, strict=True):
        assert export(option, folder / name).exit_code == 0


def test_the_same_column_gives_the_same_packages(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    packed(export, tmp_path / "a")
    packed(export, tmp_path / "b")
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")
    assert not [p for p in (tmp_path / "a").iterdir() if p.name.startswith(".")]


def test_what_was_withdrawn_is_nowhere(export: Callable[..., Result], tmp_path: Path) -> None:
    packed(export, tmp_path)
    seen = list(contents(tmp_path))
    for word in HIDDEN:
        assert [name for name, content in seen if word.encode() in content] == []
        assert [name for name, _ in seen if word in unquote(name)] == []
    assert any("附件误含不应公开的内容".encode() in content for _, content in seen)


def test_after_a_withdrawal_no_sentence_is_left_in_any_byte(tmp_path: Path) -> None:
    """Published, built, taken back by the command, built again into the same folder, packed."""
    taken = "云溪县的秘密工作办得细致，只此一份报告写到它"
    data = "只此一份附件写到的数据"
    units = [{"id": "yunxi-sifaju", "name": "云溪县司法局", "to": "2024"}]
    mine = worlds.fields(
        keywords=["只此一份的关键词"],
        summary="只此一份的概述",
        attachments=[{"file": "mi.csv", "title": "只此一份的附件名称"}],
    )
    others = {f"{year}/yunxi": (worlds.fields(year), worlds.TEXT) for year in (2022, 2023)}
    text = worlds.TEXT.replace("公开清单", f"{taken}。公开清单")
    reports = worlds.write(tmp_path / "reports", units, {"2024/yunxi": (mine, text), **others})
    (reports / "2024/yunxi").mkdir()
    (reports / "2024/yunxi/mi.csv").write_text(data, encoding="utf-8-sig")
    words = (taken, data, "只此一份的关键词", "只此一份的概述", "只此一份的附件名称")

    def packed_again(name: str) -> list[tuple[str, bytes]]:
        assert run("publish", reports=reports).exit_code == 0
        site = built(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW).folder
        packed(
            lambda *arguments: run("export", "--site", site, *arguments, reports=reports),
            tmp_path / name,
        )
        return [*contents(site), *contents(tmp_path / name)]

    before = packed_again("before")
    assert all(any(word.encode() in content for _, content in before) for word in words)
    done = run("withdraw", "2024/yunxi", "--reason", "写错了", reports=reports)
    assert done.exit_code == 0, done.stderr
    after = packed_again("after")
    assert [name for name, content in after for word in words if word.encode() in content] == []
    assert [name for name, _ in after if "mi.csv" in name] == []
    assert any("写错了".encode() in content for _, content in after)


def test_nothing_that_is_there_is_overwritten(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    for option, name in (("--bag", "bag"), ("--warc", "a.warc"), ("--zip", "a.zip")):
        (tmp_path / name).mkdir()
        assert codes(export(option, tmp_path / name)) == ["file-exists"]
        assert list((tmp_path / name).iterdir()) == []
    (tmp_path / "file").write_text("x")
    assert codes(export("--zip", tmp_path / "file")) == ["file-exists"]
    assert (tmp_path / "file").read_text() == "x"


def test_wrong_usage_is_said(
    export: Callable[..., Result], site: Site, reports: Path, tmp_path: Path
) -> None:
    assert export().exit_code == 2
    assert export("--zip", tmp_path / "a.zip", "--year", 2024).exit_code == 2
    assert export("--zip", site.folder / "a.zip").exit_code == 2
    assert export("--zip", reports / "a.zip").exit_code == 2
    assert export("--zip", tmp_path / "a", "--warc", tmp_path / "a").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_library_the_command_to_install_is_said(
    export: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for option, name in (("--bag", "bagit"), ("--warc", "warcio")):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, name, None)
            done = export(option, tmp_path / "out")
        assert done.exit_code == 1
        assert len(done.stderr.splitlines()) == 1
        assert f"程序库 {name}：在项目文件夹里运行 pip install -e '.[export]'" in done.stderr
    assert list(tmp_path.iterdir()) == []


# A site that is not what it should be


@pytest.fixture
def copy(site: Site, reports: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Site and reports to change."""
    subprocess.run(["cp", "-r", str(site.folder), str(tmp_path / "site")], check=True)
    subprocess.run(["cp", "-r", str(reports), str(tmp_path / "reports")], check=True)
    return tmp_path / "site", tmp_path / "reports"


def refused(copy: tuple[Path, Path], tmp_path: Path) -> list[str]:
    site, reports = copy
    done = run("export", "--site", site, "--zip", tmp_path / "a.zip", reports=reports)
    assert done.exit_code == 1
    assert not (tmp_path / "a.zip").exists()
    return codes(done)


def test_a_site_that_differs_is_not_handed_over(copy: tuple[Path, Path], tmp_path: Path) -> None:
    page = copy[0] / "reports/2024/zhuangtai.html"
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<script></script></body>"))
    assert refused(copy, tmp_path) == ["site-changed"]
    (copy[0] / "manifest.json").unlink()
    assert refused(copy, tmp_path) == ["site-manifest"]


def test_a_site_from_before_a_withdrawal_is_not_handed_over(
    copy: tuple[Path, Path], tmp_path: Path
) -> None:
    path = copy[1] / "2020/zhuangtai.md"
    text = path.read_text("utf-8").replace('status: "失效"', 'status: "已撤回"')
    path.write_text(text, encoding="utf-8")
    assert refused(copy, tmp_path) == ["site-stale"]


def test_a_column_with_errors_is_not_handed_over(copy: tuple[Path, Path], tmp_path: Path) -> None:
    (copy[1] / "2024/zhuangtai.md").unlink()
    assert refused(copy, tmp_path) == ["published-gone"]


def test_without_a_site_it_says_what_to_do(reports: Path, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_bytes((PROJECT / "mkdocs.yml").read_bytes())
    done = CliRunner().invoke(
        main,
        ["export", "--zip", str(tmp_path / "a.zip"), "--config", str(config)],
        env={"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW},
    )
    assert done.exit_code == 2
    assert "先运行 mkdocs build" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
@pytest.mark.parametrize(
    ("option", "name"), [("--bag", "bag"), ("--warc", "a.warc"), ("--zip", "a.zip")]
)
def test_a_run_that_is_killed_leaves_nothing_half(
    site: Site, reports: Path, tmp_path: Path, option: str, name: str
) -> None:
    """Killed at many moments of packing; what has its name is whole."""
    out = tmp_path / "out"
    program = (
        "import sys, itertools\nfrom pathlib import Path\n"
        "from gongkai.column import read_column\n"
        "from gongkai.handing_over import bag, offline, warc\n"
        "from gongkai.handing_over.parts import Parts\n"
        "from gongkai.permanence.manifest import read_manifest\n"
        "config, site, out, name = map(Path, sys.argv[1:])\n"
        "column = read_column(config)\nmanifest, _ = read_manifest(site)\n"
        "parts = Parts(site, manifest, column.archive, column.settings, column.ledger)\n"
        "write = {'bag': lambda o: bag.write_bag(parts, o, None),\n"
        "    'a.warc': lambda o: warc.write_warc(parts, o),\n"
        "    'a.zip': lambda o: offline.write_zip(parts, o)}[str(name)]\n"
        "print('ready', flush=True)\n"
        "for number in itertools.count():\n    write(out / f'{number}-{name}')\n"
    )
    arguments = [str(PROJECT / "mkdocs.yml"), str(site.folder), str(out), name]
    expected = len(read_manifest(site.folder)[0].files)  # type: ignore[union-attr]
    whole = 0
    for number in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments[:2], str(out / str(number)), name],
            stdout=subprocess.PIPE,
            env=environment(REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW),
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.01 + 0.09 * number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for path in sorted((out / str(number)).glob(f"[0-9]*-{name}")):
            whole += 1
            if option == "--bag":
                assert bagit.Bag(str(path)).validate()
                assert len(snapshot(path / "data/site")) == expected + 1
            elif option == "--zip":
                with zipfile.ZipFile(path) as archive:
                    assert archive.testzip() is None
                    assert len(archive.namelist()) == expected + 1
            else:
                assert len(warc_records(path)) > expected
    assert whole


def test_one_flipped_bit_anywhere_in_a_built_site_is_found(copy: tuple[Path, Path]) -> None:
    site, reports = copy
    manifest, _ = read_manifest(site)
    assert manifest
    names = [name for name, found in manifest.files.items() if found.size]
    for number, name in enumerate(names[:: len(names) // 30]):
        path = site / name
        data = path.read_bytes()
        place = number * 7919 % len(data)
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << number % 8]) + data[place + 1 :])
        done = run("verify", site, reports=reports)
        assert done.exit_code == 1
        assert codes(done) == ["site-changed"]
        assert f"{name}:1:1" in done.stderr
        path.write_bytes(data)
    assert run("verify", site, reports=reports).exit_code == 0


def test_a_build_that_cannot_write_its_manifest_says_so(tmp_path: Path) -> None:
    """As when the disk is full."""
    reports = worlds.simple(tmp_path / "reports")
    plugin = tmp_path / "sitecustomize.py"
    plugin.write_text(
        "import gongkai.permanence.manifest as m\n"
        "def full(*a):\n    raise OSError(28, 'No space left on device')\n"
        "m.write_manifest = full\n"
    )
    paths = os.pathsep.join([str(tmp_path), str(PROJECT / "hooks")])
    variables = {"REPORTS_DIR": str(reports), "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": paths}
    done = build(tmp_path / "site", **variables)
    assert done.returncode == 1
    assert "清单写不进" in done.stdout + done.stderr
    assert "建好了" not in done.stderr
    assert "Traceback" not in done.stderr
