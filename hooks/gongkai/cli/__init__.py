"""The command ``gongkai``: one module per sub-command, each a thin border over the rooms."""

from __future__ import annotations

import click

from gongkai import __version__
from gongkai.cli.check import check
from gongkai.cli.explain import explain
from gongkai.cli.export import export
from gongkai.cli.import_ import import_
from gongkai.cli.new import new
from gongkai.cli.publish import publish
from gongkai.cli.review import review
from gongkai.cli.schema import schema
from gongkai.cli.verify import verify
from gongkai.cli.withdraw import withdraw


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="gongkai %(version)s")
def main() -> None:
    """公开：政府信息公开专栏的检查、新建、导入、公开、撤回、核对和移交。"""


for command in (check, explain, new, import_, review, publish, withdraw, verify, export, schema):
    main.add_command(command)
