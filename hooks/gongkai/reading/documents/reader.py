"""Has documents read in a second process, which bounds what a hostile file can cost.

The process is started for the first file that is asked for, serves all further ones, and is ended
when one takes too long. Used by the checks over attachments.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Any

from gongkai.reading.documents.document import Document

SECONDS = 8.0
"""For one file; measured on a slow core: a PDF of 300 full pages takes 2, 600,000 cells take 5."""
_START = 30.0
"""Seconds in which the process must be there, on a machine that does other things too."""
_PACKAGES = Path(__file__).parents[3]
"""Where this package lies: the second process must find the same one."""
UNSTARTED = "检查附件的程序启动不了"


class Reader:
    """The second process, for as long as the ``with`` block lasts."""

    def __init__(self, module: str = "gongkai.reading.documents", seconds: float = SECONDS) -> None:
        """``module`` says what is made of a document there: see :func:`worker.serve`."""
        self._module = module
        self._seconds = seconds
        self._worker: _Worker | None = None
        self.count = 0
        """Files that were read."""

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, path: Path) -> Document:
        """The document at a path; one with a fault where it took too much time or memory."""
        answer = self.ask(path)
        return Document("", fault=answer) if isinstance(answer, str) else Document.from_json(answer)

    def ask(self, path: Path) -> Mapping[str, Any] | str:
        """What the module makes of a document; in words why nothing, where it could not."""
        self.count += 1
        end = None
        # It may have died of the file before; of this one only if it dies again.
        for _ in range(2):
            if self._worker is None:
                self._worker = _Worker.started(self._module)
            if self._worker is None:
                return UNSTARTED
            end = end or monotonic() + self._seconds
            try:
                answer = self._worker.ask(path, end - monotonic())
            except TimeoutError:
                self._end()
                return f"读了 {self._seconds:g} 秒还没有读完"
            if answer.endswith(b"\n"):  # else it died while it answered
                values: Mapping[str, Any] = json.loads(answer)
                return values
            self._end()
        return "读的时候内存不够或出错"

    def _end(self) -> None:
        if self._worker:
            self._worker.end()
            self._worker = None


class _Worker:
    """One process and the thread that takes up its answers.

    A thread, because pipes cannot be waited for with a limit on every system.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._lines: Queue[bytes] = Queue()
        self._thread = Thread(target=self._take_up, daemon=True)
        self._thread.start()

    @classmethod
    def started(cls, module: str) -> _Worker | None:
        """A new process, ready to read; nothing where none can be had."""
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(os.environ),
            )
        except (OSError, ValueError):
            return None
        worker = cls(process)
        try:
            is_ready = worker._lines.get(timeout=_START).strip() == b"ready"
        except Empty:
            is_ready = False
        if not is_ready:
            worker.end()
        return worker if is_ready else None

    def ask(self, path: Path, seconds: float) -> bytes:
        """The answer about a file; empty when the process died. Raises ``TimeoutError``."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return b""
        try:
            return self._lines.get(timeout=max(0.0, seconds))
        except Empty:
            raise TimeoutError from None

    def end(self) -> None:
        """Ends the process, whatever it does, and waits until nothing of it is left."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:  # a request that nobody has read
                pass

    def _take_up(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    paths = (str(_PACKAGES), environment.get("PYTHONPATH", ""))
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
