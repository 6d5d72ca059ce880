"""The parts of the handbook that the code writes: tables of fields, and lists of rules.

``gongkai schema --handbook`` puts them between their marks; a test fails when they drift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai import report, settings, units
from gongkai.checks.rulebook import TABLES
from gongkai.fields import markdown_table
from gongkai.importing.rules import RULES as IMPORTING
from gongkai.permanence.site_rules import RULES as SITE
from gongkai.problems import Severity
from gongkai.rules import Rule

FAMILIES = (*TABLES, ("导入和新建", IMPORTING), ("核对和移交", SITE))
"""Every rule there is, in named families."""
SEVERITIES = {severity: word for word, severity in settings.SEVERITIES.items()}


def tables() -> Mapping[str, str]:
    """What stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``, by name."""
    return {
        "fields:report": markdown_table(report.FIELDS),
        "fields:unit": markdown_table(units.FIELDS),
        "fields:settings": markdown_table(settings.FIELDS),
        "rules": "\n".join(_rule_table(title, rules) for title, rules in FAMILIES),
    }


def filled(text: str) -> str:
    """A handbook with every part as the code has it today."""
    for name, table in tables().items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, mark, rest = text.partition(start)
        _, closed, after = rest.partition(end)
        if mark and closed:
            text = f"{before}{start}{table}{end}{after}"
    return text


def explanation(rule: Rule) -> str:
    """What ``gongkai explain`` says of a rule."""
    is_error = rule.severity is Severity.ERROR
    lines = [
        f"{rule.code}（{SEVERITIES[rule.severity]}）：{rule.finds}",
        f"为什么：{rule.reason}",
        f"依据：{rule.source}",
        f"不合格，{rule.example.value}：",
        *_indented(rule.wrong),
        "合格：",
        *_indented(rule.right),
        "错误要改正，不改不能构建。"
        if is_error
        else f"情况属实就照实保留，在报告里写明：例外: [{{规则: {rule.code}, 理由: …}}]",
    ]
    return "\n".join(lines) + "\n"


def contents(families: Sequence[tuple[str, Sequence[Rule]]] = FAMILIES) -> str:
    """Every rule in one line, by family."""
    width = max(len(rule.code) for _, rules in families for rule in rules)
    lines = []
    for title, rules in families:
        lines += [
            title,
            *(f"  {r.code:{width}}  {SEVERITIES[r.severity]}  {r.finds}" for r in rules),
        ]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.split("\n")]


def _rule_table(title: str, rules: Sequence[Rule]) -> str:
    rows = [f"| `{r.code}` | {SEVERITIES[r.severity]} | {r.finds} |" for r in rules]
    head = [f"**{title}**", "", "| 代码 | 轻重 | 查什么 |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"
