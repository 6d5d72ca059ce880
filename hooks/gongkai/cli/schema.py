"""``gongkai schema``: the front matter as JSON Schema, for editors that check while one types."""

from __future__ import annotations

import json

import click

from gongkai import fields, report, units

_TABLES = {"report": (report.FIELDS, "报告的信息"), "unit": (units.FIELDS, "单位")}


@click.command()
@click.argument("record", type=click.Choice(list(_TABLES)), default="report")
def schema(record: str) -> None:
    """输出报告信息（report）或单位（unit）的 JSON Schema。"""
    table, title = _TABLES[record]
    click.echo(json.dumps(fields.json_schema(table, title), ensure_ascii=False, indent=2))
