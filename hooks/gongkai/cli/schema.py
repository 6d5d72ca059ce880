"""``gongkai schema``: the tables of fields, for editors (JSON Schema) and for the handbook."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gongkai import fields, report, settings, units
from gongkai.handbook import filled

_TABLES = {
    "report": (report.FIELDS, "报告的信息"),
    "unit": (units.FIELDS, "单位"),
    "settings": (settings.FIELDS, "mkdocs.yml 的 extra.gongkai"),
}


@click.command()
@click.argument("record", type=click.Choice(list(_TABLES)), default="report")
@click.option(
    "--handbook",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="改写这个 Markdown 文件里的字段表和规则表",
)
def schema(record: str, handbook: Path | None) -> None:
    """输出报告信息（report）、单位（unit）或设置（settings）的 JSON Schema。"""
    if handbook:
        text = handbook.read_text(encoding="utf-8")
        handbook.write_text(filled(text), encoding="utf-8")
        return
    table, title = _TABLES[record]
    click.echo(json.dumps(fields.json_schema(table, title), ensure_ascii=False, indent=2))
