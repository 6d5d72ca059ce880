"""Changes after which a site is built again: another sentence in a report, another template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_TEMPLATE = Path("overrides/report.html")
_MARKED = "<article"


@dataclass(frozen=True, slots=True)
class Changed:
    """What the site must show after the next build."""

    what: str
    name: str
    """A report that shows it: ``2024/chengpu-sifaju.md``."""
    mark: str
    """Text of its page that was not there before."""


def another_sentence(path: Path, name: str, number: int) -> Changed:
    """Adds one in the middle of a report's text, another for each number."""
    sentence = f"另行组织第{number + 1}轮回访，意见逐条答复。"
    path.write_text(
        with_sentence(path.read_text(encoding="utf-8"), sentence), encoding="utf-8", newline="\n"
    )
    return Changed("one report changed", name, sentence)


def with_sentence(text: str, sentence: str) -> str:
    """A report with a sentence more at the end of its middle paragraph; raises if it has none."""
    _, front, body = text.split("---\n", 2)
    blocks = body.split("\n\n")
    paragraphs = [
        n for n, block in enumerate(blocks) if block.strip() and block.strip()[0] not in "#-|"
    ]
    blocks[paragraphs[len(paragraphs) // 2]] += sentence
    return "---\n".join(["", front, "\n\n".join(blocks)])


def another_template(project: Path, name: str, number: int) -> Changed:
    """Puts a remark into the template of a report's page, another for each number."""
    mark = f"<!-- {number + 1} -->"
    text = (project / _TEMPLATE).read_text(encoding="utf-8")
    assert _MARKED in text
    (project / _TEMPLATE).write_text(
        text.replace(_MARKED, mark + _MARKED, 1), encoding="utf-8", newline="\n"
    )
    return Changed("one template changed", name, mark)
