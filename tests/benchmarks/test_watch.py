"""Memory of several processes is theirs together, and what they share counts once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from . import watch
from .contest import PROJECT
from .measure import Usage, run

MB = 1_000_000
FAMILY = """
import multiprocessing, time
shared = bytearray(b"x") * 100_000_000
def child():
    own = bytearray(b"x") * 50_000_000
    time.sleep(1)
children = [multiprocessing.get_context("fork").Process(target=child) for _ in range(2)]
for one in children: one.start()
for one in children: one.join()
"""
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell"
)


@needs_proc
def test_what_is_shared_counts_once() -> None:
    usage = run([sys.executable, "-c", FAMILY], PROJECT, {}, is_watched=True)
    assert 150 * MB <= usage.peak < 190 * MB
    assert 200 * MB <= usage.memory < 250 * MB


def test_who_is_not_watched_costs_what_the_largest_process_does() -> None:
    usage = run([sys.executable, "-c", "pass"], PROJECT, {})
    assert usage.together is None
    assert usage.memory == usage.peak


def test_where_the_system_does_not_tell_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def listdir(_: str) -> list[str]:
        raise FileNotFoundError

    monkeypatch.setattr("os.listdir", listdir)
    assert watch.Watch(1).end() is None


def test_two_commands_after_each_other_take_the_time_of_both_and_the_memory_of_one() -> None:
    both = Usage(1, 2, 30, "a", 50).then(Usage(4, 8, 40, "b", None))
    assert both == Usage(5, 10, 40, "ab", 50)
