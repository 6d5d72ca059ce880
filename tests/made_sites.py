"""Sites for tests without a build: a folder of a few files with their manifest, and a server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from gongkai.permanence import Ledger
from gongkai.permanence.manifest import write_manifest

NO_LEDGER = Ledger(Path("ledger.jsonl"))
FILES: Mapping[str, bytes] = {
    "index.html": b"<!DOCTYPE html><title>a</title>",
    "reports/2023/a.html": "<!DOCTYPE html><title>报告</title>".encode(),
    "reports/2023/a/名单.docx": bytes(range(256)) * 400,
    "assets/empty.css": b"",
}


def made_site(folder: Path, files: Mapping[str, bytes] = FILES, ledger: Ledger = NO_LEDGER) -> Path:
    """Those files and their manifest."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    write_manifest(folder, ledger, [])
    return folder


Answer = Callable[[SimpleHTTPRequestHandler], bool]
"""Answers a request itself, or says that it has not."""


class _Files(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, answer: Answer, **more: object) -> None:
        self._answer = answer
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self._answer(self):
            super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path, answer: Answer = lambda handler: False) -> Iterator[str]:
    """A folder at an address on the loopback; ``answer`` may answer first."""
    handler = partial(_Files, directory=str(folder), answer=answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def needs_ssh_keygen() -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("没有 ssh-keygen")
