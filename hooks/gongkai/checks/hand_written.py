"""Rules over what else goes public: the pages in ``docs/``, the register's names, the settings.

The office writes them itself, so nothing is said of their wording; but what leaks or runs is as bad
there as in a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gongkai.archive import Archive
from gongkai.checks.active import offences
from gongkai.checks.privacy import CARD, CITIZEN, leaks
from gongkai.checks.rendered import html_of, may_make_tags
from gongkai.problems import Problem, Severity
from gongkai.reading.text import read_text
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

ACTIVE = Rule(
    "page-active",
    Severity.ERROR,
    finds="手写的页面里有脚本一类的内容",
    reason="指南、帮助等页面和报告一样公开，脚本、表单、外站的图片会让整个网站不可信。",
    source="OWASP, Cross-Site Scripting Prevention",
    wrong="docs/guide.md 里写着一段脚本",
    right="docs/guide.md 里只有文字、表格、图片和链接",
    example=Example.FILES,
)
EXAMPLE_LEFT = Rule(
    "example-left",
    Severity.WARNING,
    finds="手写的页面还是示例的",
    reason="读者照着示例里的地址和电话去办事，会扑空。",
    source="政府信息公开条例第十二条：指南写明机构的名称、地址、电话",
    wrong="demo: false，docs/guide.md 里还写着 望川市",
    right="docs/guide.md 写的是自己的机构",
    example=Example.FILES,
)
RULES = (ACTIVE, EXAMPLE_LEFT)

_EXAMPLE = "望川"
"""Where the offices of this project's own pages are."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)


def hand_written_files(settings: Settings) -> list[Path]:
    """The Markdown files of ``docs/``, each a page; none where the folder cannot be read."""
    try:
        return sorted(p for p in settings.docs_dir.rglob("*.md") if p.is_file())
    except (OSError, ValueError):
        return []


def hand_written_text(path: Path) -> tuple[str, int, str]:
    """A page's Markdown, where it begins in the file, and the file's whole text; empty for one that
    cannot be read, which is said once."""
    text, _ = read_text(path)
    if text is None:
        return "", 0, ""
    front_matter = _FRONT_MATTER.match(text)
    start = front_matter.end() if front_matter else 0
    return text[start:], start, text


def pages_are_sound(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """What cannot be read, leaks (``privacy-id``, ``-card``) or runs (``page-active``): all E; and
    what still tells of the example's offices (``example-left``: W)."""
    for path in hand_written_files(settings):
        text, problems = read_text(path)
        # MkDocs would break off in the middle of a build, the old site already gone.
        yield from problems
        if text is None:
            continue
        yield from _leaks(text, path)
        at = -1 if settings.may_be_demo else text.find(_EXAMPLE)
        if at >= 0:
            message = f"还写着示例里的“{_EXAMPLE}”"
            hint = "换成自己的机构、地址和电话，整页读一遍；只是试用就写 demo: true"
            yield EXAMPLE_LEFT.problem(path, _place(text, at), message, hint)
        for offence in offences(html_of(text)) if may_make_tags(text) else ():
            at = max(0, text.lower().find(offence.trace.lower()))
            yield ACTIVE.problem(path, _place(text, at), offence.what, offence.hint)


def names_are_sound(archive: Archive, settings: Settings, now: datetime) -> Iterator[Problem]:
    """``privacy-id``, ``-card`` in ``units.yml`` and ``mkdocs.yml``: both are printed on pages."""
    for path in (archive.register.path, settings.path):
        text, _ = read_text(path) if path.is_file() else (None, [])
        if text is not None:
            yield from _leaks(text, path)


def _leaks(text: str, path: Path) -> Iterator[Problem]:
    """Telephones and addresses of offices belong here: only what is never an office's."""
    for leak in leaks(text):
        if leak.rule in (CITIZEN, CARD):
            place = _place(text, leak.start)
            yield leak.rule.problem(path, place, leak.message, leak.hint)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
