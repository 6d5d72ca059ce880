"""``gongkai import``: old reports become report files."""

import click


@click.command("import")
def import_() -> None:
    """导入旧报告。"""
