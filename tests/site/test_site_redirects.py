"""Old addresses lead to the report that stood there: on any server, without a script, offline."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import bs4
import pytest
import site_worlds as worlds
from built_site import NOW, Site, built
from playwright.sync_api import Browser

PAGES = {
    "/art/2020/3/5/art_12.html": "art/2020/3/5/art_12.html",
    "/col/7/": "col/7/index.html",
    "/about": "about/index.html",
    "/旧站/报告.htm": "旧站/报告.htm",
    "/reports/2024/a%20b.html": "reports/2024/a b.html",
}
"""Old address → the file that answers to it."""
LONG = "/xxgk/fazhi/2020/niandubaogao/20200305_123456789.asp?id=1234567890123456789"
"""More than a bucket of nginx holds, unless it is told."""
TOO_LONG = f"/{'a' * 256}.html"
"""A name that no disk can hold."""
BY_SERVER = ("/view.asp?id=3&x=报", "/View.asp?id=3&x=报", "/list.jsp", LONG, TOO_LONG)
"""Those that no file can answer to."""
TITLE = "<b>云溪县</b>司法局“2024”年法治政府建设年度报告"
REPORT = "reports/2024/yunxi-sifaju.html"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("moved")
    fields = worlds.fields(title=TITLE, aliases=[*PAGES, *BY_SERVER])
    units = [{"id": "yunxi-sifaju", "name": "云溪县司法局"}]
    reports = worlds.write(folder / "reports", units, {"2024/yunxi-sifaju": (fields, worlds.TEXT)})
    return built(folder / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)


@pytest.mark.parametrize("old", PAGES)
def test_a_page_leads_on_and_says_so(moved: Site, old: str) -> None:
    path = moved.folder / PAGES[old]
    page = bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    link = page.select_one("main a[href]")
    assert link is not None
    assert link.get_text() == TITLE
    assert (path.parent / str(link["href"])).resolve() == (moved.folder / REPORT).resolve()
    refresh = page.select_one('meta[http-equiv="refresh"]')
    assert refresh is not None
    assert refresh["content"] == f"0; url={link['href']}"
    assert page.select_one('meta[name="robots"][content="noindex"]')
    assert page.html is not None
    assert page.html["lang"] == "zh-CN"
    assert not page.find("script")


def test_old_addresses_stand_in_no_site_map(moved: Site) -> None:
    for name in ("sitemap.xml", "sitemap.html"):
        text = (moved.folder / name).read_text(encoding="utf-8")
        assert "art_12" not in text
        assert "about/" not in text


@pytest.mark.browser
@pytest.mark.parametrize("way", ["served", "folder"])
def test_a_reader_without_scripts_arrives(
    moved: Site, served: Callable[[Site], str], browser: Browser, way: str
) -> None:
    base = served(moved) if way == "served" else f"{moved.folder.as_uri()}/"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for file in PAGES.values():
        page.goto(base + file)
        page.wait_for_url(f"**/{REPORT}")
        assert page.locator("h1").inner_text() == TITLE
    context.close()


def text_of(site: Site) -> str:
    return (site.folder / "redirects.map").read_text(encoding="utf-8")


def test_the_map_names_every_old_address_as_browsers_send_it(moved: Site) -> None:
    text = text_of(moved)
    pairs = dict(re.findall(r'^"([^"]*)" "([^"]*)";$', text, re.MULTILINE))
    assert set(pairs) == {
        "/art/2020/3/5/art_12.html",
        "/col/7/",
        "/about",
        "/%E6%97%A7%E7%AB%99/%E6%8A%A5%E5%91%8A.htm",
        "/reports/2024/a%20b.html",
        "/view.asp?id=3&x=%E6%8A%A5",
        "/list.jsp",
        LONG,
        TOO_LONG,
    } | {f"/reports/2024/a%20b{ending}" for ending in (".txt", ".md")}
    texts = {pairs.pop(f"/reports/2024/a%20b{ending}") for ending in (".txt", ".md")}
    assert texts == {f"/{REPORT}".replace(".html", ending) for ending in (".txt", ".md")}
    assert set(pairs.values()) == {f"/{REPORT}"}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) == len(pairs) + len(texts)


RENAMED = "reports/2024/yunxi-sifaju"
LEFT = ("/reports/2023/luzhou", "/reports/2023/YUNXI-sifaju")
"""Where the report has been before, without its ending."""
UPLOADED = {"/uploads/2020/shuju.csv": "/shuju.csv", "/uploads/%E5%9B%BE.png": ".html"}


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A report that was moved and renamed, with all that goes with it."""
    folder = tmp_path_factory.mktemp("renamed")
    fields = worlds.fields(
        aliases=[*(f"{old}.html" for old in LEFT), *UPLOADED],
        attachments=[{"file": name, "title": name} for name in ("shuju.csv", "办理 情况.txt")],
    )
    units = [{"id": "yunxi-sifaju", "name": "云溪县司法局"}]
    text = worlds.TEXT + "\n![办理件数的柱状图](yunxi-sifaju/tu.png)\n"
    reports = worlds.write(folder / "reports", units, {"2024/yunxi-sifaju": (fields, text)})
    beside = reports / "2024/yunxi-sifaju"
    beside.mkdir()
    for name in ("shuju.csv", "办理 情况.txt", "tu.png"):
        (beside / name).write_bytes(worlds.picture() if name == "tu.png" else "件数,1\n".encode())
    return built(folder / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)


OF_A_REPORT = (
    ".html",
    ".txt",
    ".md",
    "/shuju.csv",
    "/tu.png",
    "/%E5%8A%9E%E7%90%86%20%E6%83%85%E5%86%B5.txt",
)


def test_all_that_goes_with_a_report_leads_on_too(renamed: Site) -> None:
    text = (renamed.folder / "redirects.map").read_text(encoding="utf-8")
    pairs = dict(re.findall(r'^"([^"~]*)" "([^"]*)";$', text, re.MULTILINE))
    wanted = {f"{LEFT[0]}{end}": f"/{RENAMED}{end}" for end in OF_A_REPORT}
    wanted |= {f"{LEFT[1]}{end}": f"/{RENAMED}{end}" for end in OF_A_REPORT}
    assert pairs == wanted | {old: f"/{RENAMED}{end}" for old, end in UPLOADED.items()}
    assert not renamed.has("reports/2023/luzhou.txt"), "no page can stand for a text"


def test_nothing_of_a_withdrawn_report_leads_on_but_its_page(tmp_path: Path) -> None:
    fields = worlds.fields(
        aliases=["/reports/2023/luzhou.html"],
        attachments=[{"file": "shuju.csv", "title": "数据"}],
        status="已撤回",
        status_date="2025-06-01",
        status_reason="件数有误",
    )
    units = [{"id": "yunxi-sifaju", "name": "云溪县司法局"}]
    reports = worlds.write(tmp_path / "reports", units, {"2024/a": (fields, worlds.TEXT)})
    (reports / "2024/a").mkdir()
    (reports / "2024/a/shuju.csv").write_text("1\n", encoding="utf-8")
    site = built(tmp_path / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
    lines = [line for line in site.text("redirects.map").splitlines() if line.startswith('"')]
    assert lines == ['"/reports/2023/luzhou.html" "/reports/2024/a.html";']


@pytest.mark.skipif(not shutil.which("nginx"), reason="没有安装 nginx")
def test_nginx_leads_on_all_that_goes_with_a_report(renamed: Site, tmp_path: Path) -> None:
    with _nginx(renamed, tmp_path) as port:
        base = f"http://127.0.0.1:{port}/{RENAMED}"
        for end in OF_A_REPORT:
            for old in LEFT:
                assert _asked(port, f"{old}{end}") == (301, f"{base}{end}")
            assert _asked(port, f"/{RENAMED}{end}")[1] is None


@pytest.mark.skipif(not shutil.which("nginx"), reason="没有安装 nginx")
def test_nginx_takes_the_map(moved: Site, tmp_path: Path) -> None:
    with _nginx(moved, tmp_path) as port:
        for address in ("/view.asp?id=3&x=%E6%8A%A5", "/list.jsp", "/about", LONG):
            assert _asked(port, address) == (301, f"http://127.0.0.1:{port}/{REPORT}")


@contextmanager
def _nginx(site: Site, tmp_path: Path) -> Iterator[int]:
    """The port of a server that is set up as the map says."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    size = re.search(r"(?m)^#   (map_hash_bucket_size \d+;)$", site.text("redirects.map"))
    assert size is not None
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off;"
        f" {size[1]}"
        f" map $request_uri $gongkai_moved {{ include {site.folder}/redirects.map; }}"
        f" server {{ listen 127.0.0.1:{port}; root {site.folder};"
        " if ($gongkai_moved) { return 301 $gongkai_moved; } } }",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", str(config)])
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def _asked(port: int, address: str) -> tuple[int, str | None]:
    """What is answered, and where it leads; the server may still be starting."""
    for _ in range(100):
        connection = HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location")
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(address)
