"""``mkdocs.yml`` becomes settings.

The file is read as nodes, not through MkDocs, so that the command works without it and findings
carry their line. ``!ENV`` is understood as MkDocs understands it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.problems import Problem, error
from gongkai.reading import nodes
from gongkai.reading.nodes import Node, Scalar
from gongkai.reading.records import read_record
from gongkai.reading.text import read_text
from gongkai.settings import FIELDS, Category, Contact, Settings

_DIRECT = (
    "demo",
    "site_id_code",
    "site_domain",
    "sponsor",
    "icp",
    "police_record",
    "official_mark_url",
    "error_report_url",
    "column_name",
    "column_description",
    "column_keywords",
)


def read_settings(
    path: Path, environment: Mapping[str, str] = os.environ
) -> tuple[Settings, list[Problem]]:
    """``extra.gongkai`` and the site's name and address; defaults for all that is left out."""
    text, problems = read_text(path)
    if text is None:
        return Settings(path), problems
    root, found = nodes.parse(text, path)
    problems.extend(found)
    if not isinstance(root, nodes.Mapping):
        return Settings(path), problems
    base = Settings(
        path,
        site_name=_text(root.get("site_name"), environment),
        site_url=_text(root.get("site_url"), environment),
        reports_dir=path.parent / "reports",
    )
    extra = root.get("extra")
    section = extra.get("gongkai") if isinstance(extra, nodes.Mapping) else None
    if section is None:
        hint = "在 mkdocs.yml 的 extra 下加 gongkai，见手册"
        return base, [
            *problems,
            error(path, (1, 1), "settings-missing", "没有 extra.gongkai", hint),
        ]
    record = read_record(_resolved(section, environment), FIELDS, path, "extra.gongkai")
    problems.extend(record.problems)
    places = MappingProxyType({**record.places, "gongkai": section.place})
    return _settings(base, record.values, places), problems


def _settings(
    base: Settings, values: Mapping[str, Any], places: Mapping[str, tuple[int, int]]
) -> Settings:
    changes: dict[str, Any] = {key: values[key] for key in _DIRECT if key in values}
    if "reports_dir" in values:
        changes["reports_dir"] = base.path.parent / values["reports_dir"]
    if "contact" in values:
        changes["contact"] = Contact(**values["contact"])
    if values.get("categories"):
        changes["categories"] = tuple(
            _category(v, is_first=not number) for number, v in enumerate(values["categories"])
        )
    numbering = values.get("index_number", {})
    return replace(
        base,
        **changes,
        index_number_required=numbering.get("required", False),
        index_number_pattern=numbering.get("pattern", ""),
        places=places,
    )


def _category(values: Mapping[str, Any], *, is_first: bool) -> Category:
    deadline = values.get("deadline")
    month_day = tuple(map(int, deadline.split("-"))) if deadline else None
    return Category(
        values["name"],
        (month_day[0], month_day[1]) if month_day else None,
        values.get("required", is_first),
    )


def _resolved(node: Node, environment: Mapping[str, str]) -> Node:
    """The same nodes with ``!ENV`` replaced by the value that it stands for."""
    if node.tag == "!ENV":
        return Scalar(*node.place, text=_text(node, environment))
    if isinstance(node, nodes.Mapping):
        pairs = tuple((key, _resolved(value, environment)) for key, value in node.pairs)
        return replace(node, pairs=pairs)
    if isinstance(node, nodes.Sequence):
        return replace(node, items=tuple(_resolved(item, environment) for item in node.items))
    return node


def _text(node: Node | None, environment: Mapping[str, str]) -> str:
    """A scalar's text; of ``!ENV [A, B, default]`` the first variable that is set."""
    if isinstance(node, nodes.Sequence) and node.tag == "!ENV":
        texts = [item.text for item in node.items if isinstance(item, Scalar)]
        return next((environment[t] for t in texts[:-1] if t in environment), texts[-1])
    if isinstance(node, Scalar):
        return environment.get(node.text, "") if node.tag == "!ENV" else node.text
    return ""
