"""What a web page says about its text, outside the text; called by ``reader``.

Handed on as lines of the form that ``stated_facts.facts_in`` reads, so that they go the way of all
such lines: taken out of the text, listed, and used as facts. The day of publication is only what
the page states, in ``PubDate`` or in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.importing.blocks import Block, Paragraph, Table
from gongkai.importing.stated_facts import facts_in, label_of
from gongkai.importing.titles import find_title

_LABELS = {
    "publish_date": "发布时间",
    "written_date": "成文日期",
    "source": "信息来源",
    "publisher": "发布机构",
    "index_number": "索引号",
    "document_number": "发文字号",
}
"""Key → how the line handed on begins."""
_META = (("pubdate", "publish_date"), ("contentsource", "source"))
_BETWEEN_NAMES = re.compile(r"[_|｜]|\s[-–—]+\s|[-–—]{2,}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT]*(.*)")
_SURE_LABEL = "索引号"
"""Every table of metadata has it, and no table of a text."""


def metadata(page: Any) -> Mapping[str, str]:
    """``meta`` name in lower case → what it says; the first of each name."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("name") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def title_of(page: Any, meta: Mapping[str, str]) -> str:
    """What the page calls its text: the first that looks like a report's title, or the first."""
    names = list(dict.fromkeys(filter(None, _titles(page, meta))))
    likely = (name for name in names if find_title([Paragraph(name)]))
    return next(likely, names[0] if names else "")


def _titles(page: Any, meta: Mapping[str, str]) -> Iterator[str]:
    yield meta.get("articletitle", "")
    for tag in ("h1", "title"):
        for element in page.iter(tag):
            text = " ".join("".join(element.itertext()).split())
            if tag == "h1":
                yield text
            else:
                # <title> is 标题_栏目_网站: the title comes first everywhere.
                yield from (part.strip() for part in _BETWEEN_NAMES.split(text))


def outer_facts(blocks: Iterable[Block], meta: Mapping[str, str]) -> dict[str, list[str]]:
    """Key → everything that the page states for it, above and beside the text."""
    found: dict[str, list[str]] = {key: [] for key in _LABELS}
    for name, key in _META:
        if name in meta:
            found[key].append(meta[name])
    for line in lines_of(blocks):
        for stated in facts_in(line):
            if stated.key and stated.value:
                found[stated.key].append(stated.value)
    return found


def fact_lines(facts: Mapping[str, Sequence[str]], said: Iterable[Block]) -> list[Paragraph]:
    """A line for each fact that ``said``, the head of the text, does not state itself."""
    stated = [one for block in said for one in facts_in(block.text.strip()) if one.value]
    lines = []
    for key, values in facts.items():
        known = [one.value for one in stated if one.key == key]
        for value in _distinct(values, known):
            line = f"{_LABELS[key]}：{value}"
            # A value that cannot be read back would stay in the text as if it belonged there.
            if [(one.key, one.value) for one in facts_in(line)] == [(key, value)]:
                lines.append(Paragraph(line))
    return lines


def _distinct(values: Iterable[str], known: Iterable[str]) -> list[str]:
    """Each value once, and none that is known; of two forms of one day the longer is kept."""
    found: list[str] = []
    for value in sorted(values, key=len, reverse=True):
        if not any(_are_same(value, other) for other in (*known, *found)):
            found.append(value)
    return found


def _are_same(one: str, other: str) -> bool:
    """Whether two values say one thing: ``2024年3月5日`` and ``2024-03-05 09:30`` do."""
    days = [_DAY.match(value) for value in (one, other)]
    if not all(days):
        return _words(one) == _words(other)
    forms = [f"{m[1]}-{int(m[2])}-{int(m[3])} {_words(m[4])}" for m in days if m]
    return forms[0].startswith(forms[1]) or forms[1].startswith(forms[0])


def with_metadata_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks; a table of metadata as lines, because it belongs to the page."""
    for block in blocks:
        if isinstance(block, Table) and _is_metadata(block):
            yield from (Paragraph(line) for line in lines_of((block,)))
        else:
            yield block


def _is_metadata(table: Table) -> bool:
    texts = list(_lines((table,)))
    labels = [text for text in texts if label_of(text) or facts_in(_without_gap(text))]
    is_sure = any(_without_gap(f"{text}：").startswith(_SURE_LABEL) for text in texts)
    return is_sure and len(labels) * 3 >= len(texts)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Every line with anything on it, those of cells too; a label and its value on one."""
    return _paired(_lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Every line with anything on it, those of cells too."""
    for block in blocks:
        cells = (cell for row in block.cells for cell in row) if isinstance(block, Table) else ()
        texts = [cell.text for cell in cells] or [block.text]
        yield from filter(None, (line.strip() for text in texts for line in text.split("\n")))


def _paired(lines: Iterable[str]) -> Iterator[str]:
    """The same lines, a label and its value on one, wherever they stood apart."""
    label = ""
    for line in lines:
        name = label_of(line)
        if label and not name:
            yield f"{label}：{line}"
        else:
            if label:
                yield f"{label}："
            if not name:
                yield _without_gap(line)
        label = name
    if label:
        yield f"{label}："


def _without_gap(line: str) -> str:
    """``索 引 号：1`` as ``索引号：1``."""
    name, *value = re.split("[:：]", line, maxsplit=1)
    label = label_of(name)
    return f"{label}：{value[0].strip()}" if label and value else line


def _words(text: str) -> str:
    return "".join(text.split())
