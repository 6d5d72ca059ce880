"""A saved web page becomes blocks: title, what the page says of its text, and the text; called by
``sources``.

The page is read as it lies there. Nothing is fetched: no picture, no frame, no style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.importing import furniture
from gongkai.importing.blocks import Block, Image, Paragraph
from gongkai.importing.charset import decoded
from gongkai.importing.lacking import libraries_lack
from gongkai.importing.names import YEAR, unit_in
from gongkai.importing.stated_facts import facts_in, unsure_date
from gongkai.importing.titles import find_title
from gongkai.importing.web.flow import Flow, letters, notes_in, with_levels
from gongkai.importing.web.maintext import MainText, find_main_text
from gongkai.importing.web.pictures import read_picture
from gongkai.importing.web.statements import (
    fact_lines,
    metadata,
    outer_facts,
    title_of,
    with_metadata_lines,
)
from gongkai.importing.web.unsure_days import UnsureDay, unsure_days
from gongkai.problems import Problem, error, warning

_BEGINNING = re.compile(
    # Atomic: many comments in a row could be parted in more ways than there is time for.
    r"(?>\s+|\ufeff|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|link|style"
    r"|script|base|frameset|div|p|table|center|h[1-6]|span|font|section|article|main|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 65536
"""Bytes searched for the first tag."""
_HEAD = 12
"""Blocks at the top of a text among which a title and a publication line are looked for."""
_ONLY_FILE = 30
"""Characters besides the names of files to download: a page with fewer is about those."""
_SHORTEST_PROSE = 15
_LONGEST_SHOWN = 20


def takes(data: bytes) -> bool:
    """Whether bytes are a web page or a piece of one: whether the first that stands there is a
    tag of it."""
    head = data[:_LOOKED_AT]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = head.decode(encoding, "replace").removeprefix("ï»¿")
    return bool(_BEGINNING.match(text))


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """Title, facts and text of the page, a block a line number."""
    text, problems = decoded(data, path)
    try:
        page = _parsed(text)
        main = find_main_text(page, text) if page is not None else None
    except ImportError:
        return None, [libraries_lack("网页", path)]
    if page is None or main is None:
        message = "网页嵌套得太深或者是空的，读不完整"
        hint = "用浏览器打开，全选复制到记事本，存成 .txt 再导入"
        return None, [*problems, error(path, (1, 1), "import-no-text", message, hint)]
    flow = Flow(partial(read_picture, page=path), notes_in(main.roots))
    for root in main.roots:
        flow.read(root)
    if (nothing := _nothing_to_read(page, flow, path)) is not None:
        return None, [*problems, nothing]
    outside = Flow(lambda picture: None, skipped=frozenset(main.roots))
    outside.read(page)
    blocks, start, unsure = _with_head(page, flow, outside)
    problems += _about_main_text(main, flow, outside, path)
    problems += _about_the_rest(flow, start, path)
    problems += [unsure_date(path, line, day.stated, day.place) for line, day in unsure]
    problems += [_attachment(*file, len(blocks), path) for file in _offered_below(outside)]
    return tuple(replace(block, line=n) for n, block in enumerate(blocks, start=1)), problems


def _parsed(text: str) -> Any | None:
    """The page's root element; none where the parser gave up on it."""
    from lxml import etree, html

    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, encoding="utf-8"
    )
    # Characters that XML has no place for would end the text where they stand.
    data = re.sub(r"[\x00\ud800-\udfff]", "\ufffd", text).encode()
    try:
        page = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # Beyond 2,048 levels the parser drops what it has.
    is_cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if is_cut else page


def _with_head(
    page: Any, flow: Flow, outside: Flow
) -> tuple[list[Block], int, list[tuple[int, UnsureDay]]]:
    """The text below its title and the facts about it; how many blocks were put above; and the
    days, with their lines, that a person has to be told of.

    Where the text begins with its title, none is put there, and the facts come below that one.
    """
    meta = metadata(page)
    title = title_of(page, meta)
    text = list(with_metadata_lines(with_levels(flow.blocks, title)))
    facts = outer_facts(outside.blocks[: outside.cut], meta)
    lines = fact_lines(facts, text[:_HEAD])
    days = unsure_days(outside.blocks, outside.cut, title)
    left_out = dict.fromkeys(day.removed for day in days)
    end = _end_of_title(text, title)
    head: list[Block] = [] if end or not title else [Paragraph(title)]
    above = [*head, *text[:end], *lines]
    told = [] if _states_publication((*lines, *text[:_HEAD])) else days
    numbered = [(len(above) + list(left_out).index(day.removed) + 1, day) for day in told]
    return [*above, *left_out, *text[end:]], len(above) + len(left_out) - end, numbered


def _states_publication(blocks: Iterable[Block]) -> bool:
    stated = (one for block in blocks for one in facts_in(block.text.strip()))
    return any(one.key == "publish_date" and one.value for one in stated)


def _end_of_title(text: Sequence[Block], title: str) -> int:
    """Number of blocks down to the end of the title that the text itself begins with, or 0."""
    head = [replace(block, text=block.text.strip()) for block in _paragraphs(text[:_HEAD])]
    wanted, found = _words(title), ""
    for number, block in enumerate(head, start=1):
        found += _words(block.text)
        if found == wanted:
            return number
        if not wanted.startswith(found):
            found = "" if not wanted.startswith(_words(block.text)) else _words(block.text)
    own = find_title(tuple(replace(b, line=n) for n, b in enumerate(head)))
    # What the text calls itself is true; a page's <title> may be left over from another.
    if own and (_is_whole(own.text) or not find_title([Paragraph(title)])):
        return own.end
    return 0


def _is_whole(title: str) -> bool:
    return bool(YEAR.search(title) and unit_in(title))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Those that a text begins with."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        yield block


def _words(text: str) -> str:
    return "".join(text.split())


def _nothing_to_read(page: Any, flow: Flow, path: Path) -> Problem | None:
    """Why a page has no text, in one finding."""
    words = sum(len(_words(block.text)) for block in flow.blocks)
    frames = [e.get("src", "") for e in page.iter("frame", "iframe") if e.get("src")]
    names = sum(len(_words(name)) for _, name, _ in flow.attachments)
    linked = sum(flow.linked)
    unlinked = sum(len(letters(block.text)) for block in flow.blocks) - linked
    if flow.attachments and words - names <= _ONLY_FILE:
        message = f"网页上只有文件“{flow.attachments[0][1]}”，没有正文"
        hint = "下载这个文件，导入它"
    elif len(flow.linked) > 1 and unlinked <= min(_ONLY_FILE, linked // 3):
        message = "网页上只有链接，没有正文"
        hint = "打开链接里的网页，另存下来再导入"
    elif words:
        return None
    elif frames:
        message = f"这是框架网页，正文在另一个网页里：{frames[0]}"
        hint = "用浏览器打开那个网页，另存下来再导入"
    elif flow.lacking or any(isinstance(block, Image) for block in flow.blocks):
        message = "网页里只有图片，没有文字"
        hint = "照着图片把文字录进 .txt，再导入"
    else:
        message = "网页里没有文字，可能要运行脚本才显示"
        hint = "用浏览器打开，等正文显示出来再另存，或者复制到记事本存成 .txt"
    return error(path, (1, 1), "import-no-text", message, hint)


def _about_main_text(main: MainText, flow: Flow, outside: Flow, path: Path) -> Iterable[Problem]:
    """What a person should compare with the page."""
    texts = [block.text.strip() for block in flow.blocks if block.text.strip()]
    if not main.is_sure and outside.blocks and texts:
        message = f"正文从“{_short(texts[0])}”到“{_short(texts[-1])}”，是程序找出来的"
        yield warning(path, (1, 1), "import-main-text", message, "对照原网页，看有没有多的、少的")
    left = [block.text.strip() for block in outside.blocks if _is_prose(block)]
    if left:
        message = f"网页上还有 {len(left)} 段文字没有导入：“{_short(left[0])}”"
        yield warning(path, (1, 1), "import-main-text", message, "是报告的，从原网页补上")


def _is_prose(block: Block) -> bool:
    text = block.text.strip()
    return (
        isinstance(block, Paragraph)
        and "。" in text
        and len(text) >= _SHORTEST_PROSE
        and not furniture.may_be_below(text)
    )


def _about_the_rest(flow: Flow, start: int, path: Path) -> Iterable[Problem]:
    for before, message in flow.lacking:
        hint = "在浏览器里把图片另存下来，放到报告旁边，写成 ![说明](文件名)"
        yield warning(path, (before + start + 1, 1), "import-image", message, hint)
    for before, name, address in flow.attachments:
        yield _attachment(name, address, before + start + 1, path)


def _offered_below(outside: Flow) -> Iterator[tuple[str, str]]:
    """Files that the page offers below the text, where many pages have a list of them."""
    return (
        (name, address)
        for before, name, address in outside.attachments
        if before >= (outside.cut or 0)
    )


def _attachment(name: str, address: str, line: int, path: Path) -> Problem:
    message = f"网页的附件“{name}”没有导入" + (f"，在 {address}" if address else "")
    hint = "找到这个文件，放进报告的同名文件夹，写进“附件”"
    return warning(path, (line, 1), "import-attachment", message, hint)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
