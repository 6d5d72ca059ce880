"""All rules that a finding about the column may come from, by their codes."""

from __future__ import annotations

from types import MappingProxyType

from gongkai.checks import (
    active,
    attachments,
    dates,
    debris,
    exceptions,
    identity,
    privacy,
    site,
    status,
    structure,
    wording,
)
from gongkai.reading import rules as reading

TABLES = (
    privacy.RULES,
    active.RULES,
    attachments.RULES,
    debris.RULES,
    structure.RULES,
    wording.RULES,
    dates.RULES,
    identity.RULES,
    status.RULES,
    site.RULES,
    reading.RULES,
    exceptions.RULES,
)
"""In the order of the handbook: what must not go out first, then the text, the data, the files."""

BY_CODE = MappingProxyType({rule.code: rule for table in TABLES for rule in table})
