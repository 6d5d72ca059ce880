"""New units at the end of ``units.yml``: text is appended, what stands there is not touched.

Region and level are never made up: a person completes the entry. Called by ``planning``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai.front_matter import yaml_text
from gongkai.importing.names import lacks_region
from gongkai.problems import Problem, error
from gongkai.reading import nodes
from gongkai.units import Unit

_HEADER = """\
# 单位名录。id 是单位页面的网址，公开以后不再改；
# 地区（region）、层级（level）、简称（short_names）等由人补充。
"""
_KEYS = {"id": "编号", "name": "名称", "short_names": "简称"}


def new_unit(unit_id: str, name: str) -> Unit:
    """A unit as import proposes it; a name without its region stays on as the short name.

    So the reports that say 区信访办 still find it after a person has completed the name.
    """
    return Unit(unit_id, name, (name,) if lacks_region(name) else ())


def with_units(
    old: str | None, units: Sequence[Unit], path: Path
) -> tuple[str | None, list[Problem]]:
    """The register's whole text with the units at its end; no text when it cannot be appended to.

    ``old`` is what stands in the file, line ends as they are; none when there is no file.
    """
    text = _HEADER if old is None else old
    newline = "\r\n" if "\r\n" in text else "\n"
    node, _ = _parsed(text, path)
    entries = node.items if isinstance(node, nodes.Sequence) else ()
    column = node.column if isinstance(node, nodes.Sequence) else 1
    first = entries[0] if entries else None
    is_chinese = isinstance(first, nodes.Mapping) and first.get("编号") is not None
    lines = [line for unit in units for line in ("", *_entry(unit, column - 1, is_chinese))]
    gap = "" if not text or text.endswith("\n") else newline
    new = text + gap + "".join(f"{line}{newline}" for line in lines)
    node, problems = _parsed(new, path)
    is_good = isinstance(node, nodes.Sequence) and len(node.items) == len(entries) + len(units)
    if is_good and not any(problem.is_error for problem in problems):
        return new, []
    names = "、".join(f"{unit.name}（{unit.id}）" for unit in units)
    message = f"没法在名录末尾加上新单位：{names}"
    hint = "按“- id: …”的写法自己加上这些单位，再导入"
    return None, [error(path, (1, 1), "units-append", message, hint)]


def _parsed(text: str, path: Path) -> tuple[nodes.Node | None, list[Problem]]:
    """The register as reading sees it: without byte-order mark, lines ended by ``\\n``."""
    return nodes.parse(text.removeprefix("\ufeff").replace("\r\n", "\n"), path)


def _entry(unit: Unit, indent: int, is_chinese: bool) -> list[str]:
    def key(name: str) -> str:
        return _KEYS[name] if is_chinese else name

    comment = ["# 名称里没有地区：请补全，简称保留原来的写法"] if unit.short_names else []
    names = ", ".join(
        f'"{name}"' if '"' not in name else yaml_text(name) for name in unit.short_names
    )
    lines = [
        *comment,
        f"- {key('id')}: {unit.id}",
        f"  {key('name')}: {yaml_text(unit.name)}",
        *([f"  {key('short_names')}: [{names}]"] if names else []),
    ]
    return [f"{' ' * indent}{line}" for line in lines]
