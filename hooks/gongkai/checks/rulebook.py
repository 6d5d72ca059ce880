"""All rules that a finding about the column may come from, by their codes."""

from __future__ import annotations

from types import MappingProxyType

from gongkai.checks import debris, exceptions, privacy, structure, wording

_TABLES = (
    privacy.RULES,
    debris.RULES,
    structure.RULES,
    wording.RULES,
    exceptions.RULES,
)

RULES = MappingProxyType({rule.code: rule for table in _TABLES for rule in table})
"""In the order of the handbook: what must not go out first, then the text, the data, the files."""
