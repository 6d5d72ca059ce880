"""``gongkai new``: a commented skeleton for one report."""

import click


@click.command()
def new() -> None:
    """新建一份报告。"""
