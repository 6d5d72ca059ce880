"""Asking an engine in Chromium, and judging its answers."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from tests.benchmarks.server import Traffic

from .engines import Engine, report_ids
from .questions import Question

PATIENCE = 180
"""Seconds after which an engine counts as giving no answer."""
PAGES = 50
"""So many pages of results are looked through; of more than 1,000 results the count is believed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine said to one question."""

    question: Question
    count: int
    links: list[str]
    """Reports in the order shown."""
    known: set[str]
    """Reports that the engine named, shown or not."""
    time: float
    """Seconds from the last key to the answer."""
    traffic: Traffic
    """What was loaded for it."""

    @property
    def recall(self) -> float:
        """Of the right reports, how many are named; what is only counted is believed."""
        truth = self.question.truth
        believed = min(max(0, self.count - len(self.known)), len(truth - self.known))
        return (len(truth & self.known) + believed) / len(truth)

    @property
    def first_ten(self) -> float:
        """Of the first ten places, or fewer where fewer are right, how many hold a right report."""
        right = set(self.question.first) or self.question.truth
        places = min(10, len(right))
        return len(right.intersection(self.links[:places])) / places

    @property
    def miscount(self) -> float:
        """By how much the number said is wrong, as a share of the right one."""
        return abs(self.count - len(self.question.truth)) / len(self.question.truth)

    def excerpts(self, parts: Sequence[str]) -> int:
        """Bytes of what the first page's excerpts are read from."""
        shown = self.links[:20]
        return sum(
            size
            for path, size in self.traffic.of(parts).sent
            if not shown or any(name in path for name in shown) or "/pagefind/" in path
        )

    @property
    def is_in_order(self) -> bool:
        """Whether the first results are just those that should be, in their order."""
        first = list(self.question.first)
        return self.links[: len(first[:10])] == first[:10]


class NoAnswer(Exception):
    """An engine that failed, crashed its page, or took longer than :data:`PATIENCE`."""


def ask(page: Page, engine: Engine, traffic: Traffic, question: Question, pages: int) -> Answer:
    """One answer; raises :class:`NoAnswer`."""
    start = traffic.requests
    said = _said(page, engine, question, 1)
    # Noted before the further pages, which load texts of their own.
    loaded, seconds = traffic.since(start), said["time"] / 1000
    if pages > 1:
        said = _said(page, engine, question, pages)
    links = report_ids(said["links"])
    known = engine.names(said["ids"]) if "ids" in said else set(links)
    return Answer(question, said["count"], links, known, seconds, loaded)


def _said(page: Page, engine: Engine, question: Question, pages: int) -> dict[str, Any]:
    script = f"""async (given) => Promise.race([
      ({engine.ask})(given),
      new Promise((done) => setTimeout(() => done(null), {PATIENCE * 1000})),
    ])"""
    try:
        said: dict[str, Any] | None = page.evaluate(script, [question.words, pages])
    except PlaywrightError as failure:
        said_so = failure.message.split("\n")[0]
        raise NoAnswer("the page crashed" if "crashed" in said_so else said_so) from failure
    if said is None:
        raise NoAnswer(f"no answer within {PATIENCE} s")
    return said


@dataclass(frozen=True, slots=True)
class First:
    """What a visitor's first answer costs, the page with the search box included."""

    time: float
    """Seconds from opening the page to the answer."""
    traffic: Traffic


def first_answer(
    browser: Browser, engine: Engine, base: str, traffic: Traffic, question: Question
) -> First:
    """To a visitor who was never there before."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        before = traffic.requests
        start = time.perf_counter()
        page.goto(base + engine.page)
        ask(page, engine, traffic, question, pages=1)
        return First(time.perf_counter() - start, traffic.since(before))


def later_answers(
    browser: Browser, engine: Engine, base: str, traffic: Traffic, questions: Sequence[Question]
) -> list[Answer]:
    """One after the other on one open page, which has answered something before."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(base + engine.page)
        ask(page, engine, traffic, questions[-1], pages=1)
        return [ask(page, engine, traffic, question, PAGES) for question in questions]
