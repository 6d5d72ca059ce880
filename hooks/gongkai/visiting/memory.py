"""What earlier rounds found, so that a site is not asked again every day.

``.cache/gongkai/links.json`` beside ``mkdocs.yml``; safe to delete.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from gongkai.checks.external import Answer, Outcome
from gongkai.files import write_whole

FILE = Path(".cache/gongkai/links.json")
GOOD_FOR = timedelta(days=7)
BAD_FOR = timedelta(days=1)
"""What did not answer well may be mended tomorrow."""


def remembered(path: Path, today: date) -> dict[str, Answer]:
    """Address → answer that is still good enough; nothing from a file that cannot be read."""
    found: dict[str, Answer] = {}
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        for url, kept in json.loads(path.read_text(encoding="utf-8")).items():
            day = date.fromisoformat(kept.pop("day"))
            answer = Answer(Outcome(kept.pop("outcome")), **kept)
            if timedelta(0) <= today - day < (GOOD_FOR if answer.is_good else BAD_FOR):
                found[url] = answer
    return found


def remember(path: Path, old: Mapping[str, Answer], new: Mapping[str, Answer], today: date) -> None:
    """Adds what was found today; a file that cannot be written is gone without."""
    days: dict[str, str] = {}
    with suppress(OSError, ValueError, AttributeError, TypeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        days = {url: kept[url]["day"] for url in old if url in kept}
    rows = {
        url: {"day": days.get(url, today.isoformat()) if url not in new else today.isoformat()}
        | asdict(answer)
        for url, answer in sorted({**old, **new}.items())
    }
    with suppress(OSError):
        write_whole(path, json.dumps(rows, ensure_ascii=False, indent=1).encode())
