"""One original becomes one draft: the report file that it would be written to, not yet written.

Called by ``planning`` for each original in turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.dates import Moment
from gongkai.front_matter import Value, report_file
from gongkai.importing import guessing
from gongkai.importing.additions import new_unit
from gongkai.importing.blocks import Block, Image, Removed
from gongkai.importing.guessing import Guess, Guesses
from gongkai.importing.knowledge import given_of
from gongkai.importing.manifest import Manifest
from gongkai.importing.markdown import as_markdown
from gongkai.importing.names import initials, unit_id
from gongkai.importing.preparing import SCANNED, Prepared
from gongkai.importing.sources import Source
from gongkai.importing.tidying import Tidied
from gongkai.problems import Problem, error, warning
from gongkai.reading.documents import ENDINGS
from gongkai.settings import Category, Settings
from gongkai.units import Register, Unit

TO_FILL = (
    "原文没有写明发布日期：今天才第一次公开的，填今天；早已公开过的，照当时的公开记录填写（年-月-日），"
    "查不到就先不公开，不要用年末或文件的日期代替"
)
"""Stands as a comment above the empty 发布日期; no example, so that nobody leaves it standing."""
_STATED = ("source", "index_number", "document_number")
"""Fields copied from the page's own line as they stand there."""
_STILL_IN_IT = frozenset({"import-changes", "import-comments", "import-hidden", "import-macros"})
"""Findings about what was left out of the text: the original has it still, and so is not published
beside it."""
ORIGINAL = "yuanjian"
"""File name of the original beside its report; its ending is that of what it is."""


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
    """Only where the page itself states it, or a person."""
    removed: tuple[Removed, ...]
    guesses: Mapping[str, Guess[Any]]
    """Label of a guessed field → what was read, from where, and how surely."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Name beside the report → content of its pictures."""
    original: str = ""
    """Name beside the report of the original; empty where it is not kept."""

    @property
    def folder(self) -> Path:
        """Where its files will lie."""
        return self.target.with_suffix("")


def draft_report(
    prepared: Prepared, settings: Settings, register: Register, today: date, manifest: Manifest
) -> tuple[Draft | None, list[Problem]]:
    """The draft of one original, or the findings that say why there is none."""
    source, problems = prepared.source, list(prepared.problems)
    tidied = prepared.tidied
    if tidied is None:
        return None, _with_way_out(problems, source)
    given, _ = given_of(manifest, source.path, settings)
    row = manifest.of(source.path)
    if lacking := _lacking(tidied, prepared):
        return None, [*problems, lacking]
    guesses, found = guessing.guess(tidied, register, settings, source.path, given)
    problems += found
    if guesses is None:
        return None, problems
    unit, found_unit = _unit(guesses, register, source.path)
    if unit is None:
        return None, [*problems, *([found_unit] if found_unit else [])]
    problems += [*tidied.problems, *guessing.lone_dates(tidied, source.path)]
    if guesses.published is None:
        problems += guessing.unsure_dates(tidied, source.path)
        problems.append(_no_date(tidied, problems, source.path))
    name = slug(unit, guesses.category.value, settings)
    blocks, files = _with_names(tidied.blocks, name)
    problems += _about_pictures(blocks, source.path)
    title = row.get("title", tidied.title)
    removed = tidied.removed
    if title != tidied.title and tidied.title != source.title:
        removed = (*removed, Removed(tidied.title_line, tidied.title, "换成清单里的标题"))
    is_clean = not any(problem.code in _STILL_IN_IT for problem in problems)
    ending = _ending(prepared, settings) if is_clean else ""
    original = f"{ORIGINAL}.{ending}" if ending else ""
    values = _values(source, tidied, guesses, settings, today) | {"title": title}
    values |= {key: text for key, text in row.items() if key not in _GUESSED}
    if original:
        title_of_it = f"原件（{_shown_name(source.path, ending)}）"
        values["attachments"] = [{"file": original, "title": title_of_it}]
    notes = {} if guesses.published else {"publish_date": (TO_FILL,)}
    draft = Draft(
        source=source,
        target=settings.reports_dir / str(guesses.year.value) / f"{name}.md",
        text=report_file(values, notes, as_markdown(blocks) if blocks else ""),
        title=title,
        unit=unit,
        year=guesses.year.value,
        publish_date=guesses.published.value if guesses.published else None,
        removed=removed,
        guesses=guesses.by_label,
        files=files,
        original=original,
    )
    return draft, problems


def slug(unit: Unit, category: Category, settings: Settings) -> str:
    """The unit's id; for another category than the main one its initials behind it.

    A unit publishes both reports in one year, and each needs an address for good.
    """
    if category == settings.main_category:
        return unit.id
    return f"{unit.id}-{initials(guessing.topic(category)) or 'qita'}"


_GUESSED = frozenset({"title", "unit", "year", "category", "publish_date", "written_date"})


def _with_way_out(problems: Sequence[Problem], source: Source) -> list[Problem]:
    """Why an original could not be read; of a scan without a title that it needs one, for to say
    only that a person is to type the text would leave it out without an error."""
    return [_nameless(p, source.path) if p.code == SCANNED else p for p in problems]


def _nameless(scanned: Problem, path: Path) -> Problem:
    message = f"{scanned.message.partition('：')[0]}，也看不出是哪份报告，没有导入"
    hint = (
        "文件名改成 单位+年度+报告名称，如 云渡县司法局2012年法治政府建设年度报告.pdf；"
        "或在清单里给它写一行：标题、单位、年度。再导入，就建好报告、附上原件，正文由人录入"
    )
    return error(path, (1, 1), "import-no-title", message, hint)


def _lacking(tidied: Tidied, prepared: Prepared) -> Problem | None:
    path = prepared.source.path
    if not tidied.title:
        message = "不像报告：正文之前没有标题（写有年度或单位、以“报告”等结尾的一行）"
        hint = "不是报告的不要导入；是报告的，在第一行写上标题，或在清单里写上，再导入"
        return error(path, (1, 1), "import-no-title", message, hint)
    if not tidied.blocks and not prepared.is_scanned:
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


def _with_names(blocks: Sequence[Block], folder: str) -> tuple[tuple[Block, ...], dict[str, bytes]]:
    """Pictures named in their order, as the text shows them and as files beside the report; one
    that is shown again, such as a seal on each page, is the same file."""
    names: dict[bytes, str] = {}
    named: list[Block] = []
    for block in blocks:
        if isinstance(block, Image):
            name = names.setdefault(block.data, f"tu-{len(names) + 1}.{block.ending}")
            block = replace(block, name=f"{folder}/{name}")
        named.append(block)
    return tuple(named), {name: data for data, name in names.items()}


def _about_pictures(blocks: Sequence[Block], path: Path) -> list[Problem]:
    silent = [b for b in blocks if isinstance(b, Image) and not b.description]
    if not silent:
        return []
    message = f"有 {len(silent)} 张图片没有文字说明"
    hint = "在报告的 ![] 里写明图上的内容，印章写“某单位印章”；写好之前 gongkai check 不会放行"
    return [warning(path, (max(1, silent[0].line), 1), "import-picture", message, hint)]


def _ending(prepared: Prepared, settings: Settings) -> str:
    """The original's ending beside its report, where it may go public as it is: its own, or that
    of what its bytes are, for a visitor's machine opens it by that."""
    mine = prepared.source.path.suffix.lower().lstrip(".")
    may_be = ENDINGS.get(prepared.kind, ()) if settings.keep_originals else ()
    kept = [ending for ending in may_be if ending in settings.attachment_types]
    return mine if mine in kept else next(iter(kept), "")


def _shown_name(path: Path, ending: str) -> str:
    """An original's name as the page shows it: whoever opens 报告.pdf expects no text file."""
    is_so_called = path.suffix.lower() == f".{ending}"
    return path.name if is_so_called else f"{path.stem}.{ending}"


def _no_date(tidied: Tidied, problems: Sequence[Problem], path: Path) -> Problem:
    is_unsure = any(problem.code == "import-date" for problem in problems)
    said = "原文没有能确定的发布日期" if is_unsure else "原文没有写明发布日期"
    message = f"{said}，报告里留空待填"
    hint = "填写首次公开的日期：早已公开过的，照当时的公开记录；填好之前 gongkai check 不会放行"
    return warning(path, (tidied.title_line, 1), "import-date-missing", message, hint)


def _values(
    source: Source, tidied: Tidied, guesses: Guesses, settings: Settings, today: date
) -> dict[str, Value]:
    values: dict[str, Value] = {
        fact.key: fact.value for fact in reversed(tidied.facts) if fact.key in _STATED
    }
    values |= {
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
    return values
