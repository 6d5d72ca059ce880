"""Raw blocks become the report's own: debris and page furniture out, title joined, headings made.

Whatever is taken out is in the list of what was removed; the rest is kept to the character, but for
the white space at both ends of a line. Called by ``preparing``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gongkai import debris
from gongkai.importing import furniture
from gongkai.importing.blocks import Block, Image, Paragraph, Removed, mapped
from gongkai.importing.headings import with_headings, without_gaps
from gongkai.importing.lists import with_lists
from gongkai.importing.names import is_organ
from gongkai.importing.stated_facts import Stated, facts_in
from gongkai.importing.titles import Title, find_title
from gongkai.problems import Problem, warning


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the page itself says about the report (``日期:2024年 3月 5日``)."""

    stated: Stated
    line: int

    @property
    def key(self) -> str:
        """English key of the field, or ``publisher``; empty for what no report needs."""
        return self.stated.key

    @property
    def value(self) -> str:
        return self.stated.value


@dataclass(frozen=True, slots=True)
class Tidied:
    """A report's text without what was around it."""

    title: str
    """Empty when none was found; then every line is still in ``blocks``."""
    title_line: int
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    """In the order of the original."""
    facts: tuple[Fact, ...]
    organs: tuple[str, ...]
    """Names of public bodies that stood alone on a line above the title."""
    problems: tuple[Problem, ...]
    """Warnings about what a person should look at in the original."""


def tidy(raw: Sequence[Block], path: Path, known_title: str = "") -> Tidied:
    """The report in ``raw``; ``path`` is the original, for findings.

    ``known_title`` is the title of a text that has none: then all of it is the report's.
    """
    left_out = [block for block in raw if isinstance(block, Removed)]
    lines, removed = _without_debris([b for b in raw if not isinstance(b, Removed)])
    problems = [_lost(path, piece, name) for piece in removed if (name := _lost_thing(piece))]
    removed = sorted((*left_out, *removed), key=lambda piece: piece.line)
    title = find_title(lines)
    if title is None:
        text = tuple(_structured(lines)) if known_title else lines
        return Tidied(known_title, 1, text, tuple(removed), (), (), tuple(problems))
    above, under, text, below = _zones(lines, title)
    facts = [fact for block in (*above, *under) for fact in _facts(block)]
    organs = tuple(block.text for block in above if _is_organ_alone(block.text))
    kept = [block for block in above if not _is_head_furniture(block.text, title.text)]
    removed += [_piece(block) for block in above if block not in kept]
    removed += [_piece(block) for block in (*under, *below)]
    problems += [
        warning(
            path,
            (block.line, 1),
            "import-above-title",
            f"标题上面的“{_short(block.text)}”留在了正文开头",
            "不是正文的，从报告里删去",
        )
        for block in kept
    ]
    problems += [
        warning(
            path,
            (block.line, 1),
            "import-furniture",
            f"“{_short(block.text)}”像网页上的栏目文字，留在了正文里",
            "不是正文的，从报告里删去",
        )
        for block in text
        if debris.is_navigation(block.text)
    ]
    return Tidied(
        _clean_title(title.text),
        lines[title.start].line,
        tuple(_structured((*kept, *text))),
        tuple(sorted(removed, key=lambda piece: piece.line)),
        tuple(facts),
        organs,
        tuple(problems),
    )


def _structured(blocks: Sequence[Block]) -> Iterable[Block]:
    """The same words as headings, items of lists and paragraphs."""
    return with_lists(without_gaps(with_headings(blocks)))


def _without_debris(raw: Sequence[Block]) -> tuple[tuple[Block, ...], list[Removed]]:
    """Blocks without marks, invisible characters and outer white space; empty ones left out."""
    removed: list[Removed] = []

    def cleaned(text: str, line: int) -> str:
        if hidden := [char for char in text if debris.is_invisible(char)]:
            shown = "".join(furniture.with_visible("".join(hidden)))
            removed.append(Removed(line, shown, "看不见的字符"))
            text = "".join(char for char in text if not debris.is_invisible(char))
        for mark in debris.MARK.finditer(text):
            removed.append(Removed(line, mark[0], "转换留下的标记"))
        return debris.MARK.sub("", text).strip()

    blocks = [mapped(block, partial(_lines, line=block.line, cleaned=cleaned)) for block in raw]
    paged = [b for b in blocks if isinstance(b, Paragraph) and debris.is_page_number(b.text)]
    removed += [Removed(block.line, block.text, "页码") for block in paged]
    kept = (b for b in blocks if b not in paged and (b.text or isinstance(b, Image)))
    return tuple(kept), removed


def _lines(text: str, line: int, cleaned: Callable[[str, int], str]) -> str:
    """Each line of a text cleaned; only cells of tables have more than one."""
    return "\n".join(filter(None, (cleaned(part, line) for part in text.split("\n"))))


_LONGEST_NAME = 30
_Zone = tuple[Block, ...]


def _zones(lines: _Zone, title: Title) -> tuple[_Zone, _Zone, _Zone, _Zone]:
    """Lines above the title, furniture under it, the text, and furniture below the text."""
    start = title.end
    while start < len(lines) and _is_under_title(lines[start].text, title.text):
        start += 1
    end = len(lines)
    while end > start and furniture.may_be_below(lines[end - 1].text):
        end -= 1
    while end < len(lines) and not debris.is_navigation(lines[end].text):
        end += 1
    return lines[: title.start], lines[title.end : start], lines[start:end], lines[end:]


def _is_under_title(text: str, title: str) -> bool:
    return text == title or furniture.is_under_title(text) or bool(facts_in(text))


def _is_head_furniture(text: str, title: str) -> bool:
    """Furniture by its form, a public body's name alone, or the title with the site's name."""
    return (
        furniture.is_above(text) or bool(facts_in(text)) or _is_organ_alone(text) or title in text
    )


def _is_organ_alone(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and is_organ(text) and not re.search(r"[，,：:；;]", text)


def _facts(block: Block) -> list[Fact]:
    return [Fact(stated, block.line) for stated in facts_in(block.text) if stated.value]


def _piece(block: Block) -> Removed:
    stated = facts_in(block.text)
    if any(one.key and one.value for one in stated):
        why = "正文外的发布信息（已读取）"
    else:
        why = "正文外的发布信息（没有采用）" if stated else "正文外的栏目文字"
    return Removed(block.line, block.text, why)


def _lost_thing(piece: Removed) -> str:
    mark = debris.MARK.fullmatch(piece.text)
    return debris.LOST.get((mark[1] or mark[2]).lower(), "") if mark else ""


def _lost(path: Path, piece: Removed, name: str) -> Problem:
    return warning(
        path,
        (piece.line, 1),
        "import-lost",
        f"这里原有{name}（{_short(piece.text)}），文本里没有它的内容",
        "对照原件补上",
    )


def _clean_title(text: str) -> str:
    """The title with every white space an ordinary one: others are not allowed in front matter."""
    return re.sub(r"[^\S\u3000]", " ", text)


def _short(text: str, length: int = 30) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
