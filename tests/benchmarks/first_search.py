"""What a visitor loads for a first search, of a site that stands: as ``finding`` counts it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from statistics import median

from playwright.sync_api import Browser

from .finding.asking import first_answer
from .finding.engines import Engine
from .finding.questions import Question, phrases, sources
from .generate import reports as generated
from .server import serving

ASKED = 5
SEED = 20241101
_CUT_FROM = 100
"""Reports that the words are cut from; which others have them does not matter here."""


def words(reports: int) -> list[Question]:
    """Words that stand in the generated reports, whatever their number."""
    return phrases(sources(islice(generated(reports), _CUT_FROM)), ASKED, SEED)


def first_search(browser: Browser, engine: Engine, asked: Sequence[Question]) -> float:
    """Bytes of the search's own files up to the first answer, without those that only excerpts are
    read from: the median of the questions, each by a new visitor. Raises ``NoAnswer``."""
    with serving(engine.site) as (base, traffic):
        firsts = [first_answer(browser, engine, base, traffic, question) for question in asked]
    return median(
        first.traffic.of(engine.own).bytes - first.traffic.of(engine.excerpts).bytes
        for first in firsts
    )
