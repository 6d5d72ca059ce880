"""``gongkai explain``: what a rule looks for, why, by what source, and how it looks kept."""

from __future__ import annotations

import click

from gongkai.fields import nearest
from gongkai.handbook import FAMILIES, contents, explanation


@click.command()
@click.argument("codes", nargs=-1, metavar="[规则的代码]...")
def explain(codes: tuple[str, ...]) -> None:
    """解释一条规则：查什么、为什么、依据、正反例子；不写代码则列出全部规则。"""
    if not codes:
        click.echo(contents(), nl=False)
        return
    rules = {rule.code: rule for _, family in FAMILIES for rule in family}
    for number, code in enumerate(codes):
        if code not in rules:
            near = nearest(code, rules)
            hint = f"是不是 {near}？" if near else "不写代码，运行 gongkai explain，列出全部规则"
            raise click.UsageError(f"没有“{code}”这条规则：{hint}")
        click.echo(("\n" if number else "") + explanation(rules[code]), nl=False)
