"""The search engine's script in Node, asked by the tests through a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "overrides" / "assets" / "gongkai" / "search" / "engine.js"


class Engine:
    """``engine.js`` in a process of its own."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process

    def __call__(self, operation: str, *given: Any) -> Any:
        """The answer of one operation of ``host.mjs``."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([operation, *given]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the engine failed at {operation}"
        return json.loads(line)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    node = Path(sys.executable).with_name("node")
    command = [str(node), str(HERE / "host.mjs"), str(ENGINE)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8") as process:
        yield Engine(process)
        process.terminate()
