"""A site at its address: files are asked for and hashed as they come, and never kept.

What comes back is bounded in every way: no file is read further than the manifest says it goes, no
answer may take for ever, and a redirect is followed only within the same site.
"""

from __future__ import annotations

import hashlib
import http.client
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, build_opener

from gongkai import __version__, paths
from gongkai.checksums import Print
from gongkai.permanence import site_rules
from gongkai.permanence.verifying import changed, missing
from gongkai.problems import Problem
from gongkai.visiting.fetching import MOVED, NoRedirect, encoded
from gongkai.visiting.rounds import wait

MOST_REDIRECTS = 3
_CHUNK = 64 * 1024
_TOO_SLOW = "太慢，没有等完"
_GIVEN_UP = 20
"""Files in a row that did not come: then the site is not asked for the rest."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is asked for, how fast, and when it ends."""

    seconds: float = 20.0
    """That the other side may be silent."""
    file_seconds: float = 120.0
    """That one file may take."""
    minutes: float = 60.0
    """That all may take."""
    pause: float = 0.1
    """Seconds that each of the threads rests after a file."""
    at_once: int = 4


@dataclass(frozen=True, slots=True)
class NotGot:
    """A file that did not come."""

    reason: str
    is_gone: bool = False
    """The server says that there is no such file."""


@dataclass(frozen=True)
class Live:
    """One site by its address, which ends in a slash."""

    base: str
    patience: Patience = Patience()

    def bytes_of(self, name: str, most: int) -> bytes | NotGot:
        """A small file, such as the manifest; of one that is longer one byte too many."""
        parts: list[bytes] = []
        got: list[int | NotGot] = []
        # In a thread, for an answer that comes a byte at a time outlasts every other limit.
        thread = Thread(
            target=lambda: got.append(self._read(name, most, parts.append)), daemon=True
        )
        thread.start()
        wait([thread], self.patience.file_seconds)
        result = got[0] if got else NotGot(_TOO_SLOW)
        return result if isinstance(result, NotGot) else b"".join(parts)

    def print_of(self, name: str, most: int) -> Print | NotGot:
        """A file as it is there, read one byte further than ``most``."""
        digest = hashlib.sha256()
        size = self._read(name, most, digest.update)
        return size if isinstance(size, NotGot) else Print(digest.hexdigest(), size)

    def prints(
        self, files: Mapping[str, Print], said: Callable[[int], None] = lambda done: None
    ) -> Mapping[str, Print | NotGot]:
        """Every file as it is there, several at a time; what was not asked for is not in it."""
        return _Round(self, files, said).run()

    def _read(self, name: str, most: int, take: Callable[[bytes], object]) -> int | NotGot:
        """Reads in pieces, at most one byte more than ``most``; how many there were."""
        end = monotonic() + self.patience.file_seconds
        count = 0
        try:
            with self._opened(name) as response:
                if isinstance(response, NotGot):
                    return response
                coding = response.headers.get("Content-Encoding", "identity")
                if coding.lower() != "identity":
                    return NotGot("服务器不给原样的文件，只给压缩过的")
                while count <= most and (piece := response.read1(min(_CHUNK, most + 1 - count))):
                    take(piece)
                    count += len(piece)
                    if monotonic() > end:
                        return NotGot(_TOO_SLOW)
                if count <= most and response.length:
                    return NotGot("没有传完就断了")
        except (URLError, OSError, http.client.HTTPException, ValueError) as failure:
            return NotGot(_reason(failure))
        return count

    @contextmanager
    def _opened(self, name: str) -> Iterator[HTTPResponse | NotGot]:
        """The answer to a request; redirects are followed as long as they stay here."""
        opener = build_opener(NoRedirect)
        url = urljoin(self.base, quote(name))
        headers = {"User-Agent": f"gongkai/{__version__}", "Accept-Encoding": "identity"}
        for _ in range(MOST_REDIRECTS + 1):
            request = Request(encoded(url), headers=headers)
            try:
                with opener.open(request, timeout=self.patience.seconds) as response:
                    yield response
                    return
            except HTTPError as failure:
                with failure:
                    if failure.code not in MOVED:
                        yield NotGot(f"服务器答 {failure.code}", failure.code in (404, 410))
                        return
                    url = urljoin(url, failure.headers.get("Location", ""))
            if not _is_same_site(url, self.base):
                yield NotGot("转到别处去了，没有跟着去")
                return
        yield NotGot("转来转去，没有尽头")


def judged(files: Mapping[str, Print], found: Mapping[str, Print | NotGot]) -> Iterator[Problem]:
    """What is wrong with the files that were asked for, in the order of their paths."""
    for name in sorted(found):
        expected, got = files[name], found[name]
        if isinstance(got, Print):
            if got.size > expected.size:
                yield changed(Path(name), expected, None, "网上的")
            elif got != expected:
                yield changed(Path(name), expected, got.size, "网上的")
        elif got.is_gone:
            yield missing(Path(name), "网上")
        else:
            yield not_got(Path(name), got)
    if left := len(files) - len(found):
        message = f"还有 {left} 个文件没有核对：时间到了，或者一连 {_GIVEN_UP} 个取不来"
        yield not_got(Path(paths.MANIFEST), NotGot(message))


def not_got(path: Path, got: NotGot) -> Problem:
    """A file of which nobody knows what it is like there."""
    hint = "过一会儿再核对；一直这样，问管服务器的人"
    return site_rules.UNANSWERED.problem(path, (1, 1), got.reason, hint)


class _Round:
    """What the threads that ask for one site's files share."""

    def __init__(self, live: Live, files: Mapping[str, Print], said: Callable[[int], None]) -> None:
        self._live, self._files, self._said = live, files, said
        self._waiting = deque(files)
        self._found: dict[str, Print | NotGot] = {}
        self._lock, self._stop = Lock(), Event()
        self._in_vain = 0

    def run(self) -> Mapping[str, Print | NotGot]:
        patience = self._live.patience
        threads = [Thread(target=self._work, daemon=True) for _ in range(patience.at_once)]
        for thread in threads:
            thread.start()
        with suppress(KeyboardInterrupt):
            wait(threads, 60 * patience.minutes)
        self._stop.set()
        with self._lock:
            return dict(self._found)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                name = self._waiting.popleft()
            except IndexError:
                return
            found = self._live.print_of(name, self._files[name].size)
            with self._lock:
                self._found[name] = found
                is_vain = isinstance(found, NotGot) and not found.is_gone
                self._in_vain = self._in_vain + 1 if is_vain else 0
                if self._in_vain >= _GIVEN_UP:
                    self._stop.set()
                self._said(len(self._found))
            self._stop.wait(self._live.patience.pause)


def _is_same_site(url: str, base: str) -> bool:
    a, b = urlsplit(url), urlsplit(base)
    return (a.scheme, a.hostname, a.port) == (b.scheme, b.hostname, b.port)


def _reason(failure: Exception) -> str:
    cause = failure.reason if isinstance(failure, URLError) else failure
    if isinstance(cause, TimeoutError):
        return "没有等到回答"
    if isinstance(cause, ConnectionRefusedError):
        return "服务器不接受连接"
    if isinstance(cause, http.client.IncompleteRead):
        return "没有传完就断了"
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else type(cause).__name__
    return f"没有取来：{said}"
