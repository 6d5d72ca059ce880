"""One value of a report's front matter is changed in the file's own text, and nothing else of it.

Called by ``gongkai review``.
"""

from __future__ import annotations

import re

from gongkai.fields import Field
from gongkai.front_matter import parted, yaml_text
from gongkai.importing.drafting import TO_FILL


def filled(text: str, field: Field, value: str) -> str:
    """The report's text with the field's value set; a key that is missing goes to the end.

    The comment that asked for the value goes with it. Only values on one line are changed. Without
    a value the key goes, or stays empty where a report needs it.
    """
    parts = parted(text)
    assert parts, "a report that waits for a value has a front matter"
    lines = text.split("\n")
    end = 1 + len(parts.head)
    written = [f"{field.label}: {yaml_text(value)}"] if value else []
    if not value and field.needed:
        written = [f"{field.label}:"]
    key = re.compile(rf"(?:{re.escape(field.label)}|{re.escape(field.key)})\s*:(?!\s*[|>\[{{])")
    for number in range(1, end):
        if key.match(lines[number]):
            lines[number : number + 1] = written
            break
    else:
        lines[end:end] = written
    return "\n".join(line for line in lines if line != f"# {TO_FILL}")
