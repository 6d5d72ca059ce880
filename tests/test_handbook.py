"""The handbook says what the code does: its tables, its lists, and what ``explain`` prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.handbook import FAMILIES, filled, tables
from gongkai.rules import Rule

HANDBOOK = Path(__file__).parents[1] / "README.zh-CN.md"
RULES = [rule for _, rules in FAMILIES for rule in rules]


@pytest.mark.parametrize("name", tables())
def test_the_handbook_has_the_table_of_today(name: str) -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    assert f"<!-- {name} -->\n{tables()[name]}<!-- /{name} -->\n" in text, "run: make handbook"


def test_only_what_is_between_the_marks_is_written(tmp_path: Path) -> None:
    handbook = tmp_path / "README.md"
    old = "前\n<!-- rules -->\n旧\n旧\n<!-- /rules -->\n后\n<!-- /rules -->\n"
    handbook.write_text(old, encoding="utf-8")
    result = CliRunner().invoke(main, ["schema", "--handbook", str(handbook)])
    assert (result.exit_code, result.output) == (0, "")
    text = handbook.read_text(encoding="utf-8")
    new = f"前\n<!-- rules -->\n{tables()['rules']}<!-- /rules -->\n后\n<!-- /rules -->\n"
    assert text == new == filled(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_by_the_command(rule: Rule) -> None:
    result = CliRunner().invoke(main, ["explain", rule.code])
    assert result.exit_code == 0
    said = result.stdout
    for part in (rule.finds, rule.reason, rule.source):
        assert part in said
    for example in (rule.wrong, rule.right):
        assert all(f"    {line}".rstrip() in said for line in example.split("\n"))


def test_without_a_code_all_rules_are_listed_once() -> None:
    said = CliRunner().invoke(main, ["explain"]).stdout.splitlines()
    listed = [line.split()[0] for line in said if line.startswith("  ")]
    assert listed == [rule.code for rule in RULES]
    assert [line for line in said if not line.startswith(" ")] == [title for title, _ in FAMILIES]


def test_an_unknown_code_is_wrong_usage_and_gets_a_suggestion() -> None:
    result = CliRunner().invoke(main, ["explain", "privacy-idd"])
    assert result.exit_code == 2
    assert "是不是 privacy-id？" in result.output
