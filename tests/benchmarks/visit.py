"""A first visit to one report's page: what it loads, what moves in it, and when it is seen."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request
from playwright.sync_api import Error as PlaywrightError

from .server import Traffic, serving

SLOWDOWN = 4
"""The processor is so many times slower: a cheap phone against the machine that measures."""
LATENCY = 150
"""Milliseconds that each request waits."""
PARTS = 8
"""In which a page is sent, to see what moves when the rest of it arrives.

Sent at once, whether it is painted before all of it is read is up to chance.
"""
DOWN, UP = 1_600_000, 750_000
"""Bits a second."""
PATIENCE = 60
"""Seconds after which a page counts as not opening."""
QUIET = 1.0
"""Seconds without a request under way after which the network counts as idle.

Playwright's ``networkidle`` does not wait for what a worker loads, such as Material's index."""

_WATCH = """() => {
  const seen = { shift: 0, largest: null };
  const note = {
    "layout-shift": (entry) => { seen.shift += entry.value; },
    "largest-contentful-paint": (entry) => { seen.largest = entry.startTime / 1000; },
  };
  const observers = Object.keys(note).map((type) => {
    const take = (entries) => entries.forEach(note[type]);
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type, buffered: true });
    return () => take(observer.takeRecords());
  });
  window.__visit = () => {
    observers.forEach((take) => take());
    const types = PerformanceObserver.supportedEntryTypes;
    const [first] = performance.getEntriesByName("first-contentful-paint");
    return {
      canWatch: Object.keys(note).every((type) => types.includes(type)),
      first: first ? first.startTime / 1000 : null,
      ...seen,
    };
  };
}"""
"""A browser says nothing of a kind of entry that it does not know: hence ``canWatch``.

Shifts soon after input count too, since nobody touches the page: to Chromium, being made a phone is
such an input, and it would excuse all that moves in the first half second.
"""


class NoVisit(Exception):
    """A page that did not open, or of which the browser did not say what is measured."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the visitor looks at."""

    name: str
    width: int
    height: int
    is_mobile: bool


SCREENS = (Screen("phone", 390, 844, True), Screen("desk", 1280, 800, False))


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit cost."""

    size: int
    """Bytes of all bodies as they were sent, compressed."""
    requests: int
    """To the site itself."""
    elsewhere: int
    """Requests to other sites; none of them is let through."""
    shift: float
    """All layout shifts together: at least the score of Web Vitals, which takes the worst 5 s."""
    first_paint: float
    """Seconds until the first text or picture is seen."""
    largest_paint: float
    """Seconds until the largest one is."""


@dataclass
class _Network:
    """What a page asked for, and what of it is under way."""

    asked: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._begin)
        context.on("requestfinished", self._end)
        context.on("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        self.asked.append(request.url)
        self.under_way.add(request)

    def _end(self, request: Request) -> None:
        self.under_way.discard(request)

    def wait(self, page: Page) -> None:
        """Until it is idle; raises :class:`NoVisit` if it never is."""
        start = busy = time.monotonic()
        asked = len(self.asked)
        while time.monotonic() - busy < QUIET:
            if time.monotonic() - start > PATIENCE:
                raise NoVisit(f"{page.url} loads and loads")
            page.wait_for_timeout(50)
            if self.under_way or len(self.asked) > asked:
                busy, asked = time.monotonic(), len(self.asked)


def visit(browser: Browser, url: str, traffic: Traffic, screen: Screen) -> Visit:
    """A visitor who was never there before; raises :class:`NoVisit`."""
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    network = _Network()
    before = traffic.requests
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        is_mobile=screen.is_mobile,
        has_touch=screen.is_mobile,
    )
    with closing(context):
        context.add_init_script(f"({_WATCH})()")
        context.route(re.compile(f"^(?!{re.escape(origin)})"), lambda route: route.abort())
        network.over(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        _slow_down(page)
        try:
            page.goto(url)
        except PlaywrightError as failure:
            raise NoVisit(failure.message.split("\n")[0]) from failure
        network.wait(page)
        seen: dict[str, Any] = page.evaluate("window.__visit()")
        sent = traffic.since(before)
    if not seen["canWatch"] or seen["first"] is None or seen["largest"] is None:
        raise NoVisit(f"{url}: the browser did not say what it painted: {seen}")
    own, elsewhere = origins(network.asked, origin)
    if sent.requests != own:
        raise NoVisit(f"{url}: {sent.requests} of {own} files that it asks for are there")
    paints = seen["first"], seen["largest"]
    return Visit(sent.bytes, own, elsewhere, seen["shift"], *paints)


def _slow_down(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    devtools.send("Network.enable")
    speeds = {"downloadThroughput": DOWN / 8, "uploadThroughput": UP / 8}
    conditions = {"offline": False, "latency": LATENCY, **speeds}
    devtools.send("Network.emulateNetworkConditions", conditions)


def origins(asked: Iterable[str], origin: str) -> tuple[int, int]:
    """How many of these addresses are the site's own, and how many another's."""
    loaded = [url for url in asked if not url.startswith(("data:", "blob:"))]
    own = sum(url.startswith(origin) for url in loaded)
    return own, len(loaded) - own


def alternate(
    browser: Browser,
    sites: tuple[Path, Path],
    path: str,
    screen: Screen,
    visits: int,
    parts: int = 1,
) -> Iterator[tuple[Visit, Visit]]:
    """Pairs of visits to the same page of two sites in turn; one unmeasured pair first."""
    with (
        serving(sites[0], parts) as (first, of_first),
        serving(sites[1], parts) as (second, of_second),
    ):
        for number in range(visits + 1):
            pair = (
                visit(browser, first + path, of_first, screen),
                visit(browser, second + path, of_second, screen),
            )
            if number:
                yield pair
