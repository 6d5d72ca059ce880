"""One round of visits: each address once, no host asked twice at a time, an end in any case."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from gongkai import __version__
from gongkai.addresses import host_of, plain
from gongkai.checks.external import Answer
from gongkai.visiting.fetching import Fetch, fetch
from gongkai.visiting.memory import remember, remembered

AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a round goes, and when it ends."""

    seconds: float = 10.0
    """That one answer may take."""
    pause: float = 1.0
    """Seconds between two requests to one host."""
    minutes: float = 10.0
    """That the round may take."""


class _Round:
    """What the threads of one round share."""

    def __init__(self, ask: Fetch, pace: Pace, clock: Callable[[], float], total: int) -> None:
        self.answers: dict[str, Answer] = {}
        self.stop = Event()
        self._ask, self._pace, self._clock = ask, pace, clock
        self._end = clock() + 60 * pace.minutes
        self._lock = Lock()
        self.total = total

    def work(self, waiting: deque[list[str]], said: Callable[[int, int], None]) -> None:
        """Takes host after host, until there is none."""
        while not self.stop.is_set():
            try:
                urls = waiting.popleft()
            except IndexError:
                return
            self.host(urls, said)

    def taken(self) -> dict[str, Answer]:
        """What is known by now; a thread that is still waiting may add to its own later."""
        with self._lock:
            return dict(self.answers)

    def host(self, urls: Sequence[str], said: Callable[[int, int], None]) -> None:
        """Asks for all addresses of one host, one after the other."""
        for number, url in enumerate(urls):
            if number and self.stop.wait(self._pace.pause):
                return
            if self.stop.is_set() or self._clock() >= self._end:
                return
            answer = self._ask(url, self._pace.seconds)
            with self._lock:
                self.answers[url] = answer
                said(len(self.answers), self.total)


def visit(
    urls: Iterable[str],
    kept: Path,
    today: date,
    *,
    site: str = "",
    pace: Pace = Pace(),
    ask: Fetch | None = None,
    clock: Callable[[], float] = monotonic,
    said: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[dict[str, Answer], int]:
    """Address → answer, of this round or remembered; and how many are left for another one.

    ``site`` tells the others who asks. Ends early, with what it has, on a keyboard interrupt.
    """
    wanted = dict.fromkeys(plain(url) for url in urls)
    known = {url: a for url, a in remembered(kept, today).items() if url in wanted}
    hosts: dict[str, list[str]] = {}
    for url in wanted:
        if url not in known:
            hosts.setdefault(host_of(url), []).append(url)
    agent = f"gongkai/{__version__}" + (f" (+{site})" if site else "")
    total = sum(map(len, hosts.values()))
    # A header carries ASCII only; the site's address may be written in Chinese.
    ask = ask or partial(
        fetch,
        agent=agent.encode("ascii", "ignore").decode(),
        rest=lambda: time.sleep(pace.pause),
    )
    round_ = _Round(ask, pace, clock, total)
    waiting = deque(hosts.values())
    threads = [
        Thread(target=round_.work, args=(waiting, said), daemon=True) for _ in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    with suppress(KeyboardInterrupt):
        wait(threads, 60 * pace.minutes + pace.seconds)
    round_.stop.set()
    answers = round_.taken()
    remember(kept, remembered(kept, today), answers, today)
    return {**known, **answers}, total - len(answers)


def wait(threads: Sequence[Thread], seconds: float) -> None:
    """Until all are done or time is over: a site may send a byte a second for as long as it likes.

    The threads end with the process.
    """
    end = monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - monotonic()))
