"""Sites built once a session, each by a real ``mkdocs build`` in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import site_worlds as worlds
from built_site import NOW, PROJECT, Site, built, copy_project
from report_sources import Sources

WORLDS: dict[str, Callable[[Path], Path]] = {
    "statuses": worlds.statuses,
    "hostile": worlds.hostile,
    "empty": worlds.empty,
    "long": worlds.long_years,
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's own site."""
    return built(tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def sources(site: Site) -> Sources:
    """The project's own report files."""
    return Sources.of(PROJECT / "reports")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """A made-up archive, built when a test first asks for it."""
    found: dict[str, Site] = {}

    def get(name: str) -> Site:
        if name not in found:
            folder = tmp_path_factory.mktemp(name)
            reports = WORLDS[name](folder / "reports")
            found[name] = built(folder / "site", REPORTS_DIR=str(reports), SOURCE_DATE_EPOCH=NOW)
        return found[name]

    return get


@pytest.fixture(scope="session", params=["real", "statuses", "hostile", "empty"])
def any_site(request: pytest.FixtureRequest, world: Callable[[str], Site]) -> Site:
    """Each site in turn, for what must hold on any page whatever is published."""
    if request.param == "real":
        found = request.getfixturevalue("site")
        assert isinstance(found, Site)
        return found
    return world(request.param)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Site], str]]:
    """Serves a site on the loopback as a plain web server does, 404.html for what is not there."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def serve(site: Site) -> str:
        if site.folder not in servers:
            handler = partial(_Files, directory=str(site.folder))
            server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            Thread(target=server.serve_forever, daemon=True).start()
            servers[site.folder] = server
        return f"http://127.0.0.1:{servers[site.folder].server_port}/"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


class _Files(SimpleHTTPRequestHandler):
    """The files of one folder, without a word in the log."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        pass
