"""One original becomes one draft: the report file that it would be written to, not yet written.

Called by ``planning`` for each original in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.dates import Moment
from gongkai.importing import guessing
from gongkai.importing.additions import new_unit
from gongkai.importing.blocks import Removed
from gongkai.importing.front_matter import Value, report_file
from gongkai.importing.guessing import Guesses
from gongkai.importing.markdown import as_markdown
from gongkai.importing.names import initials, unit_id
from gongkai.importing.sources import Source
from gongkai.importing.tidying import Tidied, tidy
from gongkai.problems import Problem, error, warning
from gongkai.settings import Category, Settings
from gongkai.units import Register, Unit

TO_FILL = (
    "原文没有写明发布日期：请照当时的公开记录填写（年-月-日），查不到就先不公开；"
    "不要用今天、年末或文件的日期代替"
)
"""Stands as a comment above the empty 发布日期; no example, so that nobody leaves it standing."""
_STATED = ("source", "index_number", "document_number")
"""Fields copied from the page's own line as they stand there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One report that is about to be written."""

    source: Source
    target: Path
    """``<reports>/<year>/<slug>.md``; see :func:`slug`."""
    text: str
    """The whole file."""
    title: str
    unit: Unit
    """From the register, or as it will stand there."""
    year: int
    publish_date: Moment | None
    """Only where the page itself states it."""
    removed: tuple[Removed, ...]
    evidence: Mapping[str, str]
    """Label of a guessed field → what it was read from."""


def draft_report(
    source: Source, settings: Settings, register: Register, today: date
) -> tuple[Draft | None, list[Problem]]:
    """The draft of one original, or the findings that say why there is none."""
    raw, problems = source.read()
    if raw is None:
        return None, problems
    tidied = tidy(raw, source.path)
    if lacking := _lacking(tidied, source.path):
        return None, [*problems, lacking]
    guesses, guessed = guessing.guess(tidied, register, settings, source.path)
    problems += guessed
    if guesses is None:
        return None, problems
    unit, found = _unit(guesses, register, source.path)
    if unit is None:
        return None, [*problems, *([found] if found else [])]
    problems += [*tidied.problems, *guessing.lone_dates(tidied, source.path)]
    if guesses.published is None:
        problems.append(_no_date(tidied, source.path))
    category = guesses.category.value
    target = settings.reports_dir / str(guesses.year.value) / f"{slug(unit, category, settings)}.md"
    draft = Draft(
        source=source,
        target=target,
        text=_file(source, tidied, guesses, settings, today),
        title=tidied.title,
        unit=unit,
        year=guesses.year.value,
        publish_date=guesses.published.value if guesses.published else None,
        removed=tidied.removed,
        evidence=guesses.evidence,
    )
    return draft, problems


def slug(unit: Unit, category: Category, settings: Settings) -> str:
    """The unit's id; for another category than the main one its initials behind it.

    A unit publishes both reports in one year, and each needs an address for good.
    """
    if category == settings.main_category:
        return unit.id
    return f"{unit.id}-{initials(guessing.topic(category)) or 'qita'}"


def _lacking(tidied: Tidied, path: Path) -> Problem | None:
    if not tidied.title:
        message = "不像报告：正文之前没有标题（写有年度或单位、以“报告”等结尾的一行）"
        hint = "不是报告的不要导入；是报告的，在第一行写上标题再导入"
        return error(path, (1, 1), "import-no-title", message, hint)
    if not tidied.blocks:
        place = (tidied.title_line, 1)
        return error(path, place, "body-empty", "只有标题，没有正文", "核对原文件是否完整")
    return None


def _unit(guesses: Guesses, register: Register, path: Path) -> tuple[Unit | None, Problem | None]:
    """The unit that the name means, or a new one; neither where two units share the name."""
    name = guesses.unit.value
    day = guesses.published.value.day if guesses.published else date(guesses.year.value, 12, 31)
    if unit := register.find(name, day):
        return unit, None
    if any(name in unit.names for unit in register.units):
        message = f"“{name}”是几个单位的名称，分不清是哪一个"
        hint = "在 units.yml 里写清曾用名的起始和终止，再导入"
        return None, error(path, (1, 1), "import-no-unit", message, hint)
    return new_unit(unit_id(name, register.by_id), name), None


def _no_date(tidied: Tidied, path: Path) -> Problem:
    message = "原文没有写明发布日期，报告里留空待填"
    hint = "照当时的公开记录填写“发布日期”；填好之前 gongkai check 不会放行"
    return warning(path, (tidied.title_line, 1), "import-date-missing", message, hint)


def _file(source: Source, tidied: Tidied, guesses: Guesses, settings: Settings, today: date) -> str:
    values: dict[str, Value] = {
        fact.key: fact.value for fact in reversed(tidied.facts) if fact.key in _STATED
    }
    values |= {
        "title": tidied.title,
        "year": str(guesses.year.value),
        "unit": guesses.unit.value,
        "publish_date": str(guesses.published.value) if guesses.published else "",
        "added": str(today),
        "imported_from": {"file": source.path.name, "sha256": source.sha256},
    }
    if guesses.written:
        values["written_date"] = str(guesses.written.value.day)
    if guesses.category.value != settings.main_category:
        values["category"] = guesses.category.value.name
    notes = {} if guesses.published else {"publish_date": (TO_FILL,)}
    return report_file(values, notes, as_markdown(tidied.blocks))
