"""What a list says of one original, as values that take the place of guesses.

Called by ``planning``, for all that is wrong with the list, and by ``drafting``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.importing.guessing import NOTHING, Given
from gongkai.importing.manifest import Manifest
from gongkai.importing.stated_dates import read_stated
from gongkai.problems import Problem, error
from gongkai.report import FIRST_YEAR
from gongkai.settings import Settings

EVIDENCE = "清单"


def faults(manifest: Manifest, settings: Settings) -> list[Problem]:
    """Values in the list that are none."""
    each = (given_of(manifest, Path(name), settings) for name in manifest.rows)
    return [problem for _, problems in each for problem in problems]


def given_of(manifest: Manifest, path: Path, settings: Settings) -> tuple[Given, list[Problem]]:
    """The list's row on an original; findings stand in the list, at its line."""
    row = manifest.of(path)
    if not row:
        return NOTHING, []
    values: dict[str, Any] = {"unit": row.get("unit")}
    problems: list[Problem] = []

    def wrong(message: str, hint: str) -> None:
        place = (manifest.line(path), 1)
        problems.append(error(manifest.path, place, "manifest-value", message, hint))

    if "year" in row:
        year = row["year"].removesuffix("年").removesuffix("年度")
        values["year"] = int(year) if year.isdecimal() and len(year) == 4 else None
        if values["year"] is None or values["year"] < FIRST_YEAR:
            wrong(f"“年度”不能是“{row['year']}”", "写四位数字，如 2023")
    for key, label, name in (
        ("publish_date", "发布日期", "published"),
        ("written_date", "成文日期", "written"),
    ):
        if key in row:
            values[name] = read_stated(row[key])
            if values[name] is None:
                wrong(f"“{label}”：“{row[key]}”不是日期", "写作 2024-03-05 或 2024-03-05 09:30")
    if "category" in row:
        values["category"] = settings.category(row["category"])
        if values["category"] is None:
            names = "、".join(category.name for category in settings.categories)
            wrong(f"没有“{row['category']}”这个类别", f"可用的类别：{names}")
    return Given(evidence=EVIDENCE, keys=frozenset(row), **values), problems
