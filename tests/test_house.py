"""The house stands as it is drawn: a room imports only from floors below, MkDocs stays outside."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "hooks" / "gongkai"
FLOORS = {
    "problems": 1,
    "beside": 1,
    "checksums": 1,
    "media_types": 1,
    "spreadsheets": 1,
    "files": 1,
    "numerals": 1,
    "rules": 1,
    "debris": 1,
    "addresses": 1,
    "dates": 1,
    "fields": 1,
    "plain": 1,
    "units": 1,
    "report": 1,
    "fingerprints": 1,
    "settings": 1,
    "reading": 2,
    "shelf": 2,
    "archive": 2,
    "front_matter": 2,
    "paths": 2,
    "checks": 3,
    "importing": 3,
    "permanence": 3,
    "remembering": 3.5,
    "column": 3.5,
    "publishing": 4,
    "handbook": 4,
    "visiting": 4,
    "handing_over": 4,
    "making": 4.3,
    "indexing": 4.5,
    "engine": 5,
    "cli": 5,
}
MODULES = sorted(p for p in HOUSE.rglob("*.py") if p != HOUSE / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of everything that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_below(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("gongkai.")}
    return names - {room(path), "__version__"}


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_a_room_imports_from_its_own_floor_or_below(path: Path) -> None:
    mine = FLOORS[room(path)]
    above = {name for name in rooms_below(path) if FLOORS[name] > mine}
    assert above == set()


def test_the_day_is_asked_in_one_place() -> None:
    """What is built depends on no clock: only checks know the day, from ``dates``."""
    asked = re.compile(r"\.(?:today|now|utcnow|localtime|gmtime)\(|\btime\.time\(")
    found = [p.name for p in MODULES for _ in asked.finditer(p.read_text(encoding="utf-8"))]
    calls = [p.name for p in MODULES if "dates.now(" in p.read_text(encoding="utf-8")]
    assert sorted(found) == sorted(["dates.py", *calls])


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_only_the_engine_knows_mkdocs(path: Path) -> None:
    names = {name.split(".")[0] for name in imported(path)}
    assert ("mkdocs" not in names) or room(path) == "engine"
