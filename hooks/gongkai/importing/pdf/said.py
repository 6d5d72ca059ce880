"""What a person should look at in a PDF that was read, and what was left out of it, in full.

Called by ``reader``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing.blocks import Removed
from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.notes import Flat
from gongkai.importing.pdf.pages import Page
from gongkai.importing.pdf.repeats import pattern
from gongkai.problems import Problem, warning

_MANY = 10
"""Pages named one by one."""
_LINES = 3
"""Lines of a table of contents that are quoted."""


@dataclass(frozen=True, slots=True)
class Left:
    """What did not go into the text, and what perhaps should not have."""

    numbers: Sequence[Line]
    """Of pages."""
    heads: Sequence[Line]
    """Running heads and feet."""
    contents: Sequence[Line]
    """The table of contents."""
    likely: Sequence[Line]
    """What is like running heads, and stays."""


def removed(pages: Sequence[Page], left: Left) -> Iterator[Removed]:
    """All of it to the character; what is the same on many pages once, what counts with them in
    one piece."""
    yield from _pieces(((line.page, line.text) for line in left.numbers), "页码", " ")
    alike: dict[str, list[Line]] = {}
    for line in left.heads:
        alike.setdefault(pattern(line.text), []).append(line)
    for lines in alike.values():
        yield from _pieces(((line.page, line.text) for line in lines), "页眉、页脚")
    yield from (Removed(line.page, line.text, "目录") for line in left.contents)
    for text, numbers in _by_text(pages, lambda page: page.aslant).items():
        yield from _pieces(((number, text) for number in numbers), "斜放、横放的字")
    for page in pages:
        yield from (Removed(page.number, text, "填在页面上的字") for text in page.filled)


def _pieces(found: Iterable[tuple[int, str]], why: str, between: str = "；") -> Iterator[Removed]:
    told = list(found)
    if told:
        numbers = list(dict.fromkeys(number for number, _ in told))
        text = between.join(dict.fromkeys(text for _, text in told))
        yield Removed(numbers[0], text, f"{why}（第 {listed(numbers)} 页）")


def doubts(
    pages: Sequence[Page], left: Left, replaced: int, flat: Sequence[Flat], path: Path
) -> Iterator[Problem]:
    """Findings about what was left out, changed or read by guess; ``replaced`` counts signs, and
    ``flat`` are those that stood high or low."""
    if left.heads:
        counts: dict[str, dict[str, None]] = {}
        for line in left.heads:
            counts.setdefault(pattern(line.text), {})[line.text] = None
        shown = "、".join(map(_with_count, counts.values()))
        message = f"每页都有的页眉、页脚没有收进正文：{shown}"
        yield warning(path, (1, 1), "import-header", message, "是正文的，补进报告")
    yield from _like_heads(left.likely, path)
    yield from _aslant(pages, path)
    if left.contents:
        shown = "、".join(f"“{_short(line.text)}”" for line in left.contents[:_LINES])
        message = f"目录没有导入，共 {len(left.contents)} 行：{shown}"
        hint = "是正文的，补进报告；网页的目录由标题生成"
        yield warning(path, (left.contents[0].page, 1), "import-contents", message, hint)
    yield from _filled(pages, path)
    yield from _read_by_guess(pages, path)
    if flat:
        shown = "、".join(f"“{_short(text)}”" for text in dict.fromkeys(text for _, text in flat))
        message = f"上标、下标导入成了普通的字：{shown}"
        hint = "意思变了的，换一种写法，如“平方米”"
        yield warning(path, (flat[0][0], 1), "import-lost", message, hint)
    if replaced:
        message = f"有 {replaced} 个字在 PDF 里是样子相同的部首或兼容字，换成了通常的字"
        yield warning(path, (1, 1), "import-lookalike", message, "对照原件抽查几处")
    if blank := [page.number for page in pages if page.is_blank]:
        message = f"共 {len(pages)} 页，第 {listed(blank)} 页没有文字，可能是扫描的"
        yield warning(path, (blank[0], 1), "import-blank", message, "对照原件，由人录入")
    written = [page for page in pages if not page.is_blank]
    if scanned := [page.number for page in written if page.is_picture]:
        message = f"第 {listed(scanned)} 页是整页的图片，文字可能是程序认出来的，会有错字"
        yield warning(path, (scanned[0], 1), "import-ocr", message, "对照原件逐字校对")
    if pictures := [page.number for page in written if page.has_picture and not page.is_picture]:
        message = f"第 {listed(pictures)} 页有图片，图片没有收进来"
        yield warning(path, (pictures[0], 1), "import-image", message, "对照原件补上")


def _with_count(texts: Iterable[str]) -> str:
    """The first of texts that differ by the page's number, and how many they are."""
    first, *others = texts
    return f"“{_short(first)}”" + (f"等 {len(others) + 1} 种" if others else "")


def _like_heads(lines: Sequence[Line], path: Path) -> Iterator[Problem]:
    """What is on many pages and was left in the text, each once with its pages."""
    alike: dict[str, list[Line]] = {}
    for line in lines:
        alike.setdefault(pattern(line.text), []).append(line)
    for same in alike.values():
        shown = _with_count(dict.fromkeys(line.text for line in same))
        numbers = list(dict.fromkeys(line.page for line in same))
        message = f"第 {listed(numbers)} 页都有{shown}，像页眉、页脚，又不能确定，留在正文里"
        yield warning(path, (numbers[0], 1), "import-header", message, "不是正文的，从报告里删去")


def _by_text(pages: Sequence[Page], texts: Callable[[Page], Iterable[str]]) -> dict[str, list[int]]:
    """Text that stands on pages → their numbers."""
    found: dict[str, list[int]] = {}
    for page in pages:
        for text in texts(page):
            numbers = found.setdefault(" ".join(text.split()), [])
            numbers += [] if page.number in numbers else [page.number]
    return found


def _aslant(pages: Sequence[Page], path: Path) -> Iterator[Problem]:
    """What stands otherwise than the text, each once with its pages."""
    found = _by_text(pages, lambda page: page.aslant)
    for text, numbers in found.items():
        message = f"第 {listed(numbers)} 页斜放、横放的字没有收进正文：“{_short(text, 60)}”"
        yield warning(path, (numbers[0], 1), "import-aslant", message, "是正文的，补进报告")


def _filled(pages: Sequence[Page], path: Path) -> Iterator[Problem]:
    """What was typed over a page, each with its page: it belongs somewhere, which no file says."""
    for text, numbers in _by_text(pages, lambda page: page.filled).items():
        message = f"第 {listed(numbers)} 页填在表单或文本框里的字没有收进正文：“{_short(text, 60)}”"
        yield warning(path, (numbers[0], 1), "import-lost", message, "对照原件补上")


def _read_by_guess(pages: Sequence[Page], path: Path) -> Iterator[Problem]:
    if downward := [page.number for page in pages if page.is_downward]:
        message = f"第 {listed(downward)} 页是竖排的，从右到左读成了横排"
        yield warning(path, (downward[0], 1), "import-columns", message, "对照原件核对先后")
    if doubtful := [page.number for page in pages if page.is_doubtful]:
        message = f"第 {listed(doubtful)} 页像是分栏的，又不能确定，照整行读了"
        hint = "对照原件，串了行的重新排好"
        yield warning(path, (doubtful[0], 1), "import-columns", message, hint)


def listed(pages: Sequence[int]) -> str:
    """Numbers of pages, the first ones by name."""
    shown = "、".join(map(str, pages[:_MANY]))
    return shown + (f" 等 {len(pages)}" if len(pages) > _MANY else "")


def _short(text: str, length: int = 30) -> str:
    text = re.sub(r"([.．…·])[.．…·]+", "…", " ".join(text.split()))
    return text if len(text) <= length else f"{text[: length - 1]}…（共 {len(text)} 字）"
