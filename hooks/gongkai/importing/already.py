"""What earlier imports made: which original each report is from, and what a list says beyond it.

Called by ``planning``.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.importing.folders import files_in, reason
from gongkai.importing.manifest import Manifest
from gongkai.importing.stated_dates import read_stated
from gongkai.importing.unfinished import read_unfinished
from gongkai.problems import Problem, error, shown_path, warning
from gongkai.report import FIELDS
from gongkai.settings import Settings


def imported_before(reports_dir: Path) -> tuple[dict[str, Path], list[Problem]]:
    """SHA-256 of each original that a report was made from → that report, wherever it lies now.

    Looked for in the text, not in records: a report whose date is still to be filled in is no good
    record yet, and must not be imported again all the same.
    """
    paths, problems = files_in(reports_dir) if reports_dir.is_dir() else ([], [])
    found: dict[str, Path] = {}
    for path in paths:
        if path.suffix != ".md":
            continue
        try:
            originals = read_unfinished(path).originals
        except OSError as failure:
            message = f"读不了这份报告：{reason(failure)}，不知道它是从哪个原件来的"
            problems.append(error(path, (1, 1), "file-unreadable", message, "核对文件和权限"))
            continue
        for checksum in originals:
            found.setdefault(checksum, path)
    return found, problems


def unwritten(
    manifest: Manifest, original: Path, report: Path, settings: Settings
) -> list[Problem]:
    """What a list says of an original whose report was there already, and does not stand in it."""
    row = manifest.of(original)
    if not row:
        return []
    try:
        values = read_unfinished(report).values
    except OSError:  # which is said when the reports are looked through
        return []
    known = {field.key: field.label for field in FIELDS}
    main = {"category": settings.main_category.name}
    lacking = [
        known[key]
        for key, text in row.items()
        if _as_written(key, text) != values.get(key, main.get(key, ""))
    ]
    if not lacking:
        return []
    here = Path.cwd()
    names = "、".join(lacking)
    where = shown_path(report, here)
    message = f"{shown_path(original, here)} 已导入过，清单里的{names}没有写进 {where}"
    hint = "用 gongkai review 填写，或直接改那份报告"
    place = (manifest.line(original), 1)
    return [warning(manifest.path, place, "manifest-unwritten", message, hint)]


def _as_written(key: str, text: str) -> str:
    """A cell as an import writes it into a report."""
    if key == "year":
        return text.removesuffix("年").removesuffix("年度")
    return str(read_stated(text) or text) if key in ("publish_date", "written_date") else text
