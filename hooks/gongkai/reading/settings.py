"""``mkdocs.yml`` becomes settings.

The file is read as nodes, not through MkDocs, so that the command works without it and findings
carry their line. ``!ENV`` is understood as MkDocs understands it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gongkai.dates import Fault
from gongkai.problems import Problem, error
from gongkai.reading import nodes
from gongkai.reading.nodes import Node, Scalar
from gongkai.reading.records import Record, read_address, read_record
from gongkai.reading.text import read_text
from gongkai.report import Acceptance
from gongkai.settings import FIELDS, SEVERITIES, Category, Contact, License, Security, Settings

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
    "government_domains",
    "names",
    "keep_originals",
)


def read_settings(
    path: Path, environment: Mapping[str, str] = os.environ
) -> tuple[Settings, list[Problem]]:
    """``extra.gongkai`` and the site's name and address; defaults for all that is left out."""
    base = Settings(path, reports_dir=path.parent / "reports", unread=frozenset({"gongkai"}))
    root, problems = _root(path)
    if root is None:
        return base, problems
    extra = root.get("extra")
    section = extra.get("gongkai") if isinstance(extra, nodes.Mapping) else None
    if section is None:
        hint = "在 mkdocs.yml 的 extra 下加 gongkai，见手册"
        missing = error(path, (1, 1), "settings-missing", "没有 extra.gongkai", hint)
        return base, [*problems, missing]
    record = read_record(_resolved(section, environment), FIELDS, path, "“extra.gongkai”")
    site_url, bad_url = _site_url(root.get("site_url"), path, environment)
    values, bad_pattern = _numbering(record, path)
    theme = root.get("theme")
    logo = theme.get("logo") if isinstance(theme, nodes.Mapping) else None
    unread = set(record.unread) if isinstance(section, nodes.Mapping) else {"gongkai"}
    base = replace(
        base,
        site_name=_text(root.get("site_name"), environment),
        site_url=site_url,
        docs_dir=path.parent / (_text(root.get("docs_dir"), environment) or "docs"),
        site_dir=path.parent / (_text(root.get("site_dir"), environment) or "site"),
        logo=_logo(logo, environment),
        unread=frozenset(unread | ({"site_domain"} if bad_url else set())),
    )
    top = {key: node.place for key in ("site_url", "site_name") if (node := root.get(key))}
    places = {**record.places, **top, "gongkai": section.place}
    places["logo"] = logo.place if logo else (1, 1)
    problems += [*record.problems, *bad_url, *bad_pattern]
    return _settings(base, values, MappingProxyType(places)), problems


def _logo(node: Node | None, environment: Mapping[str, str]) -> str:
    """The picture's path; MkDocs lets a theme's setting be switched off."""
    is_none = isinstance(node, Scalar) and (node.is_empty or node.text == "false")
    return "" if is_none else _text(node, environment)


def _root(path: Path) -> tuple[nodes.Mapping | None, list[Problem]]:
    """The file's keys and values; nothing when it cannot be read."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    root, found = nodes.parse(text, path)
    # A comment behind a setting is at home there; in a report it may be text that is lost.
    problems = [p for p in found if p.code != "yaml-comment"]
    if any(p.is_error for p in problems):
        return None, problems
    if not isinstance(root, nodes.Mapping):
        return nodes.Mapping(1, 1), problems
    return root, [*problems, *_doubled(root, path), *_doubled(root.get("extra"), path)]


def _doubled(node: Node | None, path: Path) -> Iterator[Problem]:
    """MkDocs keeps the last of two equal keys without a word."""
    lines: dict[str, int] = {}
    for key, _ in node.pairs if isinstance(node, nodes.Mapping) else ():
        if key.text in lines:
            message = f"“{key.text}”写了两次，第一次在第 {lines[key.text]} 行"
            yield error(path, key.place, "key-duplicate", message, "合成一个")
        lines.setdefault(key.text, key.line)


def _site_url(
    node: Node | None, path: Path, environment: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    """The site's address, from which every other one is made; empty where it is none."""
    text = _text(node, environment)
    fault = read_address(text) if text else None
    if node is None or not isinstance(fault, Fault):
        return text, []
    message = f"“site_url”：{fault.message}"
    return "", [error(path, node.place, fault.code, message, fault.hint)]


def _numbering(record: Record, path: Path) -> tuple[Mapping[str, Any], list[Problem]]:
    """The values without an index number's pattern that is none."""
    numbering = record.values.get("index_number", {})
    try:
        re.compile(numbering.get("pattern", ""))
    except (re.error, OverflowError, RecursionError) as failure:
        place = record.places["index_number.pattern"]
        message = f"索引号的“格式”不是正则表达式：{failure}"
        found = error(path, place, "value-pattern", message, "改正它；不限定格式就删去这一行")
        return {**record.values, "index_number": {**numbering, "pattern": ""}}, [found]
    return record.values, []


def _settings(
    base: Settings, values: Mapping[str, Any], places: Mapping[str, tuple[int, int]]
) -> Settings:
    changes: dict[str, Any] = {key: values[key] for key in _DIRECT if key in values}
    if "reports_dir" in values:
        changes["reports_dir"] = base.path.parent / values["reports_dir"]
    if "contact" in values:
        changes["contact"] = Contact(**values["contact"])
    if "security" in values:
        changes["security"] = Security(**values["security"])
    if values.get("categories"):
        changes["categories"] = tuple(
            _category(v, is_first=not number) for number, v in enumerate(values["categories"])
        )
    if values.get("license", {}).get("name"):
        changes["license"] = License(**values["license"])
    if "masks" in values:
        changes["masks"] = MappingProxyType({**base.masks, **_masks(values["masks"])})
    if "slips" in values:
        changes["slips"] = tuple((slip["wrong"], slip["right"]) for slip in values["slips"])
    if "allow" in values:
        changes["allow"] = tuple(Acceptance(**item) for item in values["allow"])
    if "severities" in values:
        changed = {item["code"]: SEVERITIES[item["severity"]] for item in values["severities"]}
        changes["severities"] = MappingProxyType(changed)
    attachments = values.get("attachments", {})
    if attachments.get("types"):
        changes["attachment_types"] = attachments["types"]
    if "largest" in attachments:
        changes["attachment_size"] = int(attachments["largest"])
    numbering = values.get("index_number", {})
    return replace(
        base,
        **changes,
        index_number_required=numbering.get("required", False),
        index_number_pattern=numbering.get("pattern", ""),
        places=places,
    )


def _masks(values: Mapping[str, str]) -> Mapping[str, tuple[int, int]]:
    """``6+4`` → 6 figures at the beginning and 4 at the end."""
    return {kind: (int(shown[0]), int(shown[-1])) for kind, shown in values.items()}


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
        *names, last = [item.text for item in node.items if isinstance(item, Scalar)] or [""]
        if not names:
            return environment.get(last, "")
        return next((environment[name] for name in names if name in environment), last)
    if isinstance(node, Scalar):
        return environment.get(node.text, "") if node.tag == "!ENV" else node.text
    return ""
