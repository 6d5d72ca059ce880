"""What a person is told of a Word file: everything in it that the report does not show as it was.

Called by ``reader``; one finding for each kind of thing, quoting what it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.importing.word.findings import Findings, Told
from gongkai.importing.word.margins import margin_text
from gongkai.importing.word.parts import WordFile
from gongkai.problems import Problem, warning

_MANY = 3
_LONGEST = 30
_EACH = 10
"""Things of one name that are told one by one, each with its paragraph, before the rest is
counted."""


def about(
    file: WordFile, found: Findings, contents: Sequence[Told], path: Path
) -> Iterator[Problem]:
    """Warnings in the order of their weight; ``contents`` are the lines of a table of contents."""
    if found.deleted or found.inserted:
        yield _changes(found, path)
    yield from _texts(found, path)
    if contents:
        message = f"目录没有导入：{_quoted(contents)}"
        hint = "不是目录的，从原件补上"
        yield warning(path, _at(contents), "import-contents", message, hint)
    yield from _things(found, path)
    texts = dict.fromkeys(filter(None, map(margin_text, file.margins)))
    if texts:
        message = f"页眉、页脚没有导入：{_quoted([(1, text) for text in texts])}"
        hint = "是报告内容的（如文号、密级），从原件补上"
        yield warning(path, (1, 1), "import-header", message, hint)
    if file.comments:
        message = f"有 {len(file.comments)} 条批注没有导入"
        hint = "核对批注的意见是否都已改进正文；原件公开之前删去批注"
        yield warning(path, (1, 1), "import-comments", message, hint)


def _texts(found: Findings, path: Path) -> Iterator[Problem]:
    """Of texts that are left out, or that do not say what they said."""
    if found.hidden:
        message = f"有隐藏的文字没有导入：{_quoted(found.hidden)}"
        yield warning(path, _at(found.hidden), "import-hidden", message, "是正文的，从原件补上")
    if found.struck:
        message = f"划掉的文字导入了：{_quoted(found.struck)}"
        yield warning(path, _at(found.struck), "import-struck", message, "不要的，从报告里删去")
    if found.covered:
        message = f"合并的单元格盖住的内容没有导入：{_quoted(found.covered)}"
        yield warning(path, _at(found.covered), "import-lost", message, "是表里的，从原件补上")
    if found.flattened:
        message = f"上标、下标导入成了普通的字：{_quoted(found.flattened)}"
        hint = "意思变了的，换一种写法，如“平方米”"
        yield warning(path, _at(found.flattened), "import-lost", message, hint)
    if found.private:
        line, char = found.private[0]
        count = len(found.private)
        message = f"有 {count} 个别的电脑显示不出的字符，第一个是 U+{ord(char):04X}，留在文本里"
        hint = "造字和特殊符号，对照原件换成通用的字"
        yield warning(path, (line, 1), "import-lost", message, hint)
    if found.links:
        told = "、".join(said for _, said in found.links[:_MANY])
        message = f"链接只导入了文字，没有网址：{told}{_more(found.links)}"
        hint = "读者要用的，在正文里把网址写出来"
        yield warning(path, _at(found.links), "import-lost", message, hint)


def _things(found: Findings, path: Path) -> Iterator[Problem]:
    """Of what is no text."""
    signs = [(line, f" {count} 个特殊字体的符号") for line, count in Counter(found.signs).items()]
    for line, name, rest in _each(sorted((*found.lost, *signs), key=lambda told: told[0])):
        message = f"这里原有{name}，导入的文本里没有它的原样{rest}"
        yield warning(path, (line, 1), "import-lost", message, "对照原件补上")
    for line, why, rest in _each(found.pictures):
        hint = "对照原件，把图片另存为 png 或 jpg，放进报告"
        yield warning(path, (line, 1), "import-image", f"这里的图片{why}{rest}", hint)


def _each(told: Sequence[Told]) -> Iterator[tuple[int, str, str]]:
    """Each thing with its paragraph; of many with one name, the last that is told counts the rest:
    nobody reads 120,000 lines."""
    counts, seen = Counter(name for _, name in told), Counter[str]()
    for line, name in told:
        seen[name] += 1
        if seen[name] <= _EACH:
            rest = counts[name] - _EACH if seen[name] == _EACH else 0
            yield max(1, line), name, f"；后面还有 {rest} 处" if rest > 0 else ""


def _changes(found: Findings, path: Path) -> Problem:
    counts = [("删去", len(found.deleted), "没有导入"), ("新加", len(found.inserted), "导入了")]
    told = "，".join(f"{what}的 {n} 处{done}" for what, n, done in counts if n)
    texts = [deleted for deleted in found.deleted if deleted[1]]
    quoted = f"。删去的是：{_quoted(texts)}" if texts else ""
    line = min([*(n for n, _ in found.deleted), *found.inserted])
    message = f"修订还没有定稿：{told}{quoted}"
    return warning(path, (line, 1), "import-changes", message, "核对哪一稿是公开的；以它为准")


def _at(told: Sequence[Told]) -> tuple[int, int]:
    return max(1, told[0][0]), 1


def _quoted(told: Sequence[Told]) -> str:
    return "、".join(f"“{_short(text)}”" for _, text in told[:_MANY]) + _more(told)


def _more(told: Sequence[Told]) -> str:
    return f"等 {len(told)} 处" if len(told) > _MANY else ""


def _short(text: str) -> str:
    text = " ".join(text[: _LONGEST * 10].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
