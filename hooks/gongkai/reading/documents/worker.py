"""The second process: works on the files that :class:`Reader` names, one line of JSON each way.

It bounds its own memory where the system can, and ends when nobody asks any more. A module that
is to be run in it calls :func:`serve`; this package's own only reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gongkai.reading.documents.document import Document
from gongkai.reading.documents.scan import MOST_BYTES, TOO_LITTLE_MEMORY, read_document

MEMORY = 450 * 1024 * 1024
"""Bytes of address space: what is in use at one time can only be less."""
PROCESSOR = 9
"""Seconds of the processor for one file, should the first process no longer be there to end it."""


def serve(work: Callable[[Document], Mapping[str, Any]]) -> None:
    """Answers each path with what ``work`` makes of the document there, until requests end."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what a library prints must not stand among the answers
    _bound_memory()
    answers.write(b"ready\n")
    answers.flush()
    for request in sys.stdin.buffer:
        _bound_time()
        answers.write(_answer(json.loads(request), work) + b"\n")
        answers.flush()


def _answer(path: str, work: Callable[[Document], Mapping[str, Any]]) -> bytes:
    try:
        document, sha256 = _read_file(path)
        # Of what was read, for the file may be another by now.
        answer = {**work(document), "sha256": sha256}
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        short = work(Document("", fault=TOO_LITTLE_MEMORY))
        return json.dumps(short, ensure_ascii=False).encode("utf-8", "replace")


def _read_file(path: str) -> tuple[Document, str]:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return Document("", fault="打不开"), ""
    return read_document(data), hashlib.sha256(data).hexdigest()


def _bound_memory() -> None:
    """Where the system does not bound it, the readers' own limits must do."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _bound_time() -> None:
    """The limit counts from the process's start, so that each file moves it on."""
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (used + PROCESSOR, hard))
