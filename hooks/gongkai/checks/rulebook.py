"""All rules that a finding about the column may come from, by their codes."""

from __future__ import annotations

from types import MappingProxyType

from gongkai.checks import (
    active,
    attachments,
    content_rules,
    dates,
    debris,
    exceptions,
    external,
    hand_written,
    identity,
    links,
    privacy,
    site,
    status,
    structure,
    wording,
)
from gongkai.permanence import rules as permanence_rules
from gongkai.reading.rules import FILES, UNITS, VALUES, YAML

TABLES = (
    ("个人信息", privacy.RULES),
    ("不能公开的内容", active.RULES),
    ("附件", (*attachments.RULES, *content_rules.RULES)),
    ("链接", (*links.RULES, *external.RULES)),
    ("转换留下的碎屑", debris.RULES),
    ("正文的结构", structure.RULES),
    ("用词和标点", wording.RULES),
    ("日期", dates.RULES),
    ("编号、类别和网址", identity.RULES),
    ("有效性", status.RULES),
    ("公开以后", permanence_rules.RULES),
    ("网站的信息", (*site.RULES, *hand_written.RULES)),
    ("文件", FILES),
    ("报告信息的写法", YAML),
    ("报告信息的内容", VALUES),
    ("单位", UNITS),
    ("例外和轻重", exceptions.RULES),
)
"""In the order of the handbook: what must not go out first, then the text, the data, the files."""

BY_CODE = MappingProxyType({rule.code: rule for _, table in TABLES for rule in table})
