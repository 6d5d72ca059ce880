"""Bytes of a PDF become blocks: pages in order, with what a person should look at; called by
``sources``.

pdfium, which is fast and lenient, opens the file first and tells what it is; pdfplumber then reads
signs and ruled lines. Both come with the extra ``import`` and are needed here alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.importing.blocks import Block
from gongkai.importing.lacking import libraries_lack
from gongkai.importing.pdf.bounds import MOST_WORK, work_of
from gongkai.importing.pdf.contents import contents_of
from gongkai.importing.pdf.furniture import furniture_of
from gongkai.importing.pdf.lines import Line
from gongkai.importing.pdf.looking import looked_at
from gongkai.importing.pdf.notes import without_notes
from gongkai.importing.pdf.pages import Page, page_of
from gongkai.importing.pdf.paragraphs import frames_of, paragraphs_of, usual
from gongkai.importing.pdf.said import Left, doubts, removed
from gongkai.importing.pdf.tables import Grid, as_one, goes_on
from gongkai.problems import Problem, error, warning

MOST_PAGES = 2_000
"""Several times a long yearbook."""
_PASSWORD = 4
"""pdfium's ``FPDF_ERR_PASSWORD``."""
_BY_HAND = "原件作附件，正文由人录入"
_AGAIN = "用原来的程序打开，另存一份再导入；打不开的，向原单位再要一份"
_BROKEN = "PDF 不完整或已损坏，读不出来"


def takes(data: bytes) -> bool:
    """Whether it is a PDF: its mark may stand anywhere in the first 1,024 bytes."""
    return b"%PDF-" in data[:1024]


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """Paragraphs and tables in reading order, then what was left out of them; ``line`` is the page
    that each begins on."""
    try:
        import pdfplumber
        import pypdfium2
    except ImportError:
        return None, [libraries_lack(" PDF ", path)]
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pypdfium2.PdfDocument(data) as seen, pdfplumber.open(BytesIO(data)) as document:
            if why_not := _too_much(len(seen), document):
                return None, [error(path, (1, 1), "import-failed", why_not, _AGAIN)]
            look = looked_at(pypdfium2, seen)
            if look.is_scanned:
                few = f"共 {look.pages} 页，{look.pages - look.written} 页没有文字"
                message = f"这是扫描件，{few}：{_BY_HAND}"
                return None, [warning(path, (1, 1), "import-scanned", message)]
            pages = tuple(_pages(document))
    except pypdfium2.PdfiumError as failure:
        if getattr(failure, "err_code", None) == _PASSWORD:
            hint = "向原单位要没有密码的，或在打开它的程序里去掉密码再导入"
            return None, [error(path, (1, 1), "import-encrypted", "PDF 有密码，打不开", hint)]
        return None, [error(path, (1, 1), "import-failed", _BROKEN, _AGAIN)]
    except Exception:  # the libraries raise anything on bytes that were made to break them
        return None, [error(path, (1, 1), "import-failed", _BROKEN, _AGAIN)]
    if crowded := next((page for page in pages if page.is_crowded), None):
        return None, [error(path, (1, 1), "import-failed", _crowded(crowded.number, "字"), _AGAIN)]
    return _read(pages, path)


def _too_much(count: int, document: Any) -> str:
    """Why a file is not read, if so: it has no pages, or too many, or one that has no end."""
    if count > MOST_PAGES:
        return f"PDF 有 {count:,} 页，超过 {MOST_PAGES:,} 页，没有读"
    pages = document.pages
    if not pages or not count:
        return _BROKEN
    for number, page in enumerate(pages, start=1):
        if work_of(page.page_obj) > MOST_WORK:
            return _crowded(number, "内容")
    return ""


def _crowded(number: int, what: str) -> str:
    return f"PDF 第 {number} 页的{what}太多，不像报告，没有读"


def _pages(document: Any) -> Iterator[Page]:
    gutters = frozenset[float]()
    for number, page in enumerate(document.pages, start=1):
        made = page_of(page, number, gutters)
        gutters = made.gutters
        yield made
        page.close()  # pdfplumber keeps every sign of every page otherwise


def _read(pages: Sequence[Page], path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    around = furniture_of(pages)
    text = [page.without([*around.numbers, *around.heads]) for page in pages]
    contents = contents_of([line for page in text for line in page.in_order()])
    text = [page.without(contents) for page in text]
    text, notes, flat = without_notes(text, usual(text)[0])
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
        flat += [(part.page, said) for said in part.flat]
    blocks += [*paragraphs_of(run, frames), *notes]
    unreadable = sum(page.unreadable for page in pages)
    if unreadable * 2 > sum(len(block.text) for block in blocks):
        message = f"PDF 的字体不说明是什么字，读不出文字：{_BY_HAND}"
        return None, [warning(path, (1, 1), "import-scanned", message)]
    left = Left(around.numbers, around.heads, contents, around.likely)
    problems = list(doubts(pages, left, signs, sorted(flat, key=lambda told: told[0]), path))
    return (*blocks, *removed(pages, left)), problems


def _in_order(pages: Sequence[Page]) -> Iterator[Line | Grid]:
    """Lines and tables from top to bottom, a table that goes on over a page's end as one."""
    waiting: Grid | None = None
    for page in pages:
        unsorted: list[Line | Grid] = [*page.lines, *page.grids]
        parts = sorted(unsorted, key=lambda part: part.order)
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
