"""A static server on the loopback that compresses as a web server does, and counts."""

from __future__ import annotations

import gzip
import mimetypes
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
"""Pagefind compresses its own files; what else a server compresses is text."""

PAUSE = 0.5
"""Seconds between the parts of a page, long enough to paint each."""


@dataclass(frozen=True)
class Traffic:
    """What was sent: path and bytes of each answer's body, in order."""

    sent: list[tuple[str, int]] = field(default_factory=list)

    def since(self, start: int) -> Traffic:
        """All but the first ``start`` answers, as they are now."""
        return Traffic(self.sent[start:])

    def of(self, parts: Sequence[str]) -> Traffic:
        """What was sent of paths that hold one of these parts."""
        return Traffic([(p, size) for p, size in self.sent if any(part in p for part in parts)])

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.sent)

    @property
    def requests(self) -> int:
        return len(self.sent)


@contextmanager
def serving(folder: Path, parts: int = 1) -> Iterator[tuple[str, Traffic]]:
    """The address of a server of this folder, and its traffic; ends with the ``with``.

    HTML is sent in so many parts, as it comes over a slow or distant line.
    """
    traffic = Traffic()

    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = folder / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            is_packed = file.suffix in COMPRESSED
            body = _packed(file) if is_packed else file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600")
            if is_packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            traffic.sent.append((path, len(body)))
            step = -(-len(body) // parts) if file.suffix == ".html" else len(body)
            for start in range(0, len(body), step or 1):
                if start:
                    time.sleep(PAUSE)
                self.wfile.write(body[start : start + step])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", traffic
    finally:
        server.shutdown()
        server.server_close()


@lru_cache(maxsize=4096)
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)
