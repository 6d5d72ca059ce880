"""Bytes of a PDF become blocks: pages in order, with what a person should look at; called by
``sources``.

pdfium, which is fast and lenient, opens the file first and tells what it is; pdfplumber then reads
signs and ruled lines. Both come with ``pip install 'gongkai[import]'`` and are needed here alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.importing.blocks import Block
from gongkai.importing.pdf.furniture import furniture_of
from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.pages import Page, page_of
from gongkai.importing.pdf.paragraphs import frames_of, paragraphs_of
from gongkai.importing.pdf.tables import Grid, as_one, goes_on
from gongkai.problems import Problem, error, warning

MOST_PAGES = 2_000
"""Several times a long yearbook."""
_FEW = 10
"""Signs below which a page that something is drawn on is a scanned one with its number printed."""
_MANY = 10
"""Pages named one by one."""
_PASSWORD = 4
"""pdfium's ``FPDF_ERR_PASSWORD``."""
_BY_HAND = "原件作附件，正文由人录入"
_AGAIN = "用原来的程序打开，另存一份再导入；打不开的，向原单位再要一份"


def takes(data: bytes) -> bool:
    """Whether it is a PDF: its mark may stand anywhere in the first 1,024 bytes."""
    return b"%PDF-" in data[:1024]


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """Paragraphs and tables in reading order; ``line`` is the page that each begins on."""
    try:
        import pdfplumber
        import pypdfium2
    except ImportError:
        message = "读 PDF 要先安装：pip install 'gongkai[import]'"
        return None, [error(path, (1, 1), "import-lacks", message)]
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        why_not, is_scanned = _looked_at(pypdfium2, data)
        if why_not:
            return None, [error(path, (1, 1), "import-failed", why_not, _AGAIN)]
        if is_scanned:
            message = f"这是扫描件，没有文字：{_BY_HAND}"
            return None, [warning(path, (1, 1), "import-scanned", message)]
        with pdfplumber.open(BytesIO(data)) as document:
            pages = tuple(_pages(document))
        if crowded := next((page for page in pages if page.is_crowded), None):
            message = f"PDF 第 {crowded.number} 页的字太多，不像报告，没有读"
            return None, [error(path, (1, 1), "import-failed", message, _AGAIN)]
    except pypdfium2.PdfiumError as failure:
        if getattr(failure, "err_code", None) == _PASSWORD:
            hint = "向原单位要没有密码的，或在打开它的程序里去掉密码再导入"
            return None, [error(path, (1, 1), "import-encrypted", "PDF 有密码，打不开", hint)]
        return None, [_broken(path)]
    except Exception:  # the libraries raise anything on bytes that were made to break them
        return None, [_broken(path)]
    if not pages:
        return None, [_broken(path)]
    return _read(pages, path)


def _broken(path: Path) -> Problem:
    return error(path, (1, 1), "import-failed", "PDF 不完整或已损坏，读不出来", _AGAIN)


def _looked_at(pypdfium2: Any, data: bytes) -> tuple[str, bool]:
    """Why a file is not read, if so; and whether most of its pages are pictures of text."""
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            return f"PDF 有 {len(document):,} 页，超过 {MOST_PAGES:,} 页，没有读", False
        written = drawn = 0
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            signs = text.count_chars()
            text.close()
            # Single signs of a font that is not in the file have no width, and are not counted.
            kinds = [shape.type for shape in page.get_objects()] if signs < _FEW else []
            page.close()
            texts = kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_TEXT)
            if max(signs, texts) < _FEW and len(kinds) > texts:
                drawn += 1
            elif signs or texts:
                written += 1
        return "", drawn >= written and (drawn > 0 or not written)
    finally:
        document.close()


def _pages(document: Any) -> Iterator[Page]:
    for number, page in enumerate(document.pages, start=1):
        yield page_of(page, number)
        page.close()  # pdfplumber keeps every sign of every page otherwise


def _read(pages: Sequence[Page], path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    furniture, quoted = furniture_of(pages)
    text = [page.without(furniture) for page in pages]
    frames = frames_of(text)
    blocks: list[Block] = []
    run: list[Line] = []
    signs = 0
    for part in _in_order(text):
        if isinstance(part, Line):
            run.append(part)
            signs += part.replaced
            continue
        blocks += paragraphs_of(run, frames)
        run = []
        blocks.append(part.table)
        signs += part.replaced
    blocks += paragraphs_of(run, frames)
    unreadable = sum(page.unreadable for page in pages)
    if unreadable * 2 > sum(len(block.text) for block in blocks):
        message = f"PDF 的字体不说明是什么字，读不出文字：{_BY_HAND}"
        return None, [warning(path, (1, 1), "import-scanned", message)]
    return tuple(blocks), list(_doubts(pages, quoted, signs, path))


def _in_order(pages: Sequence[Page]) -> Iterator[Line | Grid]:
    """Lines and tables from top to bottom, a table that goes on over a page's end as one."""
    waiting: Grid | None = None
    for page in pages:
        unsorted: list[Line | Grid] = [*page.lines, *page.grids]
        parts = sorted(unsorted, key=lambda part: (part.top, part.bottom))
        for part in parts:
            if isinstance(part, Grid) and waiting and _is_next(waiting, part, parts):
                waiting = as_one(waiting, part)
                continue
            if waiting:
                yield waiting
                waiting = None
            if isinstance(part, Grid):
                waiting = part
            else:
                yield part
    if waiting:
        yield waiting


def _is_next(waiting: Grid, part: Grid, parts: Sequence[Line | Grid]) -> bool:
    return parts[0] is part and goes_on(waiting, part)


def _doubts(
    pages: Sequence[Page], quoted: Sequence[str], replaced: int, path: Path
) -> Iterator[Problem]:
    aslant = [page.aslant for page in pages if page.aslant]
    away = [*quoted, *dict.fromkeys(aslant)]
    if away:
        shown = "、".join(f"“{_short(text)}”" for text in away)
        message = f"每页都有的页眉、页脚和斜放的字没有收进正文：{shown}"
        yield warning(path, (1, 1), "import-header", message, "是正文的，补进报告")
    if replaced:
        message = f"有 {replaced} 个字在 PDF 里是样子相同的部首或兼容字，换成了通常的字"
        yield warning(path, (1, 1), "import-lookalike", message, "对照原件抽查几处")
    blank = [page.number for page in pages if page.is_blank]
    if blank:
        message = f"第 {_listed(blank)} 页没有文字，可能是扫描的"
        yield warning(path, (blank[0], 1), "import-blank", message, "对照原件，由人录入")
    pictures = [page.number for page in pages if page.has_picture and not page.is_blank]
    if pictures:
        message = f"第 {_listed(pictures)} 页有图片，图片没有收进来"
        yield warning(path, (pictures[0], 1), "import-image", message, "对照原件补上")


def _listed(pages: Sequence[int]) -> str:
    shown = "、".join(map(str, pages[:_MANY]))
    return shown + (f" 等 {len(pages)}" if len(pages) > _MANY else "")


def _short(text: str, length: int = 30) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
