"""What of a report must not change silently, as one checksum: its text, its data, its files.

Fields that announce a change themselves (更正记录, 有效性), and two that tell nothing of what was
published, are left out: an old address may be added to a report without a correction being
announced. Where an imported report came from counts, though no reader sees it: it is evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.checks.attachments import public_files
from gongkai.checksums import print_of
from gongkai.permanence.withdrawing import PRIVATE
from gongkai.report import FIELDS, Report, Revision
from gongkai.units import Unit

_ANNOUNCED = frozenset({"revisions", "status", "status_date", "status_reason", "replaced_by"})
_FREE = frozenset({"aliases", "allow"})
_BY_SETTINGS = "category"
"""What a file leaves out and readers see all the same: the settings must not change it silently."""
_MAY_GO = frozenset({*PRIVATE, "imported_from"})
"""With the text of a report that is withdrawn."""


def content_print(report: Report, unit_id: str = "", version: int = 0) -> str:
    """SHA-256 of all that readers were given, in a form that does not depend on how it is written.

    Of values only what the file says itself, and the category: another default, such as the unit's
    name on that day, may change with the register. A key without a value says nothing. ``unit_id``:
    as if its unit had that one. ``version``: as this version of the prints took it.
    """
    return _print(VERSIONS[version or VERSION](report, unit_id))


def parts_prints(report: Report, unit_id: str = "", version: int = 0) -> dict[str, str]:
    """``data``, ``text`` and ``files`` each by itself: which of them changed, and no more.

    Whether anything did, :func:`content_print` decides: 16 figures are enough to point at it.
    ``kept`` is the data that a page shows even of a withdrawn report.
    """
    parts = VERSIONS[version or VERSION](report, unit_id)
    data = parts["data"]
    kept = {key: value for key, value in data.items() if key not in _MAY_GO}
    return {key: _print(value)[:16] for key, value in {**parts, "kept": kept}.items()}


def _content(report: Report, unit_id: str) -> dict[str, Any]:
    data = {
        field.key: _plain(getattr(report, field.key))
        for field in FIELDS
        if field.key in report.places or field.key == _BY_SETTINGS
        if field.key not in _ANNOUNCED | _FREE and getattr(report, field.key)
    }
    if unit_id and "unit" in data:
        data["unit"] = unit_id
    files = {
        path.relative_to(report.folder).as_posix(): file_print(path)
        for path in public_files(report)
    }
    return {"data": data, "text": report.body.rstrip(), "files": files}


VERSIONS: Mapping[int, Callable[[Report, str], dict[str, Any]]] = {1: _content}
"""Ways of taking a print, by the number that the ledger keeps with each.

A field that is added to a report's content, or a text that is read otherwise, makes a new version
and leaves the old one as it is: else all that was published would seem to have changed.
"""
VERSION = max(VERSIONS)
"""The one that is recorded now."""


@lru_cache(maxsize=1_000)
def revisions_print(revisions: tuple[Revision, ...]) -> str:
    """SHA-256 of corrections: those that were announced must stay announced.

    Kept, because nearly every report has none.
    """
    return _print([_plain(revision) for revision in revisions])


def file_print(path: Path) -> str:
    """SHA-256 of a file's bytes; empty where it cannot be read, which is said elsewhere."""
    try:
        state = path.stat()
        return _file_print(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=100_000)
def _file_print(path: Path, changed: int, size: int) -> str:
    """Of a file as it is now: a preview asks again after every change to another one."""
    return print_of(path).sha256


def _plain(value: object) -> Any:
    if isinstance(value, Unit):
        return value.id
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "__slots__"):
        values = {k: v for k, v in asdict(value).items() if v not in ("", None)}
        return {key: str(item) for key, item in values.items()}
    return str(value)


def _print(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
