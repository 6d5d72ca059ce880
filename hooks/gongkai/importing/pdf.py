"""``.pdf`` with text becomes blocks; a scanned one is left to a person. Called by ``sources``.

Read with pdfplumber, which knows where each character stands, how large it is and which lines are
drawn around it. What is left out — headers, footers, pictures — is said.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from gongkai import debris
from gongkai.importing.blocks import Block, Cell, Paragraph, Table
from gongkai.importing.pdf_lines import Line, Measure, closed_up, paragraphs, without_furniture
from gongkai.problems import Problem, error, warning

MOST_PAGES = 2000
"""The longest yearbook that was seen has 700."""
_FEWEST = 10
"""Characters of a page that has text: a scanner adds a stamp or a number."""
_SAME = 3.0
"""Points between lines of a table that are one line."""
_SMALLEST_PICTURE = 0.02
"""Of a page's area: smaller ones are ornaments and seals."""


def takes(data: bytes) -> bool:
    """Whether the bytes are a PDF."""
    return b"%PDF-" in data[:1024]


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """A block for each paragraph and table; a block's line is its page."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError:
        message, hint = (
            "读 PDF 要先安装 pdfplumber",
            "在项目文件夹里运行 pip install -e '.[import]'",
        )
        return None, [error(path, (1, 1), "import-lacks", message, hint)]
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                return None, [_failed(path, f"超过 {MOST_PAGES} 页")]
            return _read(document, path)
    except Exception as failure:  # the library raises what it meets in a file that is no good PDF
        causes = (failure, failure.__cause__, *failure.args)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            message, hint = "PDF 加了密码，读不了", "用密码打开，另存一份没有密码的再导入"
            return None, [error(path, (1, 1), "import-encrypted", message, hint)]
        return None, [_failed(path, "不完整或已损坏")]


def _failed(path: Path, why: str) -> Problem:
    hint = "用 PDF 阅读器打开，另存或重新打印成 PDF 再导入"
    return error(path, (1, 1), "import-failed", f"PDF {why}", hint)


def _read(document: Any, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    pages: list[list[Line]] = []
    tables: dict[int, list[tuple[float, Table]]] = {}
    pictured: list[int] = []
    empty: list[int] = []
    alike: Counter[str] = Counter()
    for number, page in enumerate(document.pages, start=1):
        if len(page.chars) < _FEWEST:
            empty.append(number)
            pages.append([])
        else:
            clean = page.dedupe_chars(tolerance=1)
            found = _tables(clean, number)
            tables[number] = [(top, table) for _, top, table in found]
            pages.append(list(_lines(clean, number, [box for box, _, _ in found])))
            if any(_is_picture(image, page) for image in page.images):
                pictured.append(number)
        page.close()
    if len(empty) * 2 > len(pages) or not any(pages):
        message = "这是扫描件，没有文字"
        hint = "原件作附件，正文由人录入；或先做文字识别（OCR）再导入"
        return None, [warning(path, (1, 1), "import-scanned", message, hint)]
    pages, furniture = without_furniture(pages)
    lines = [line for page in pages for line in page]
    measure = Measure.of(lines) if lines else Measure(0, 0, 12, 18)
    blocks = [_meant(block, alike) for block in _in_order(pages, tables, measure)]
    return tuple(blocks), list(_said(path, furniture, pictured, empty, alike))


def _lines(page: Any, number: int, boxes: Sequence[tuple[float, ...]]) -> Iterator[Line]:
    """The lines of a page outside its tables, from above to below."""
    rest = page.filter(lambda thing: not any(_is_in(thing, box) for box in boxes))
    for line in rest.extract_text_lines(return_chars=True, strip=True):
        chars = [char for char in line["chars"] if char["text"].strip()]
        if not chars:
            continue
        fonts = Counter(char["fontname"] for char in chars)
        font = fonts.most_common(1)[0][0].rpartition("+")[2]
        yield Line(
            line["text"],
            number,
            line["x0"],
            line["x1"],
            line["top"],
            line["bottom"],
            font,
            Counter(round(char["size"] * 2) / 2 for char in chars).most_common(1)[0][0],
            all("bold" in char["fontname"].lower() for char in chars),
        )


def _is_in(thing: Mapping[str, Any], box: tuple[float, ...]) -> bool:
    if thing.get("object_type") != "char":
        return False
    middle = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3])


def _is_picture(image: Mapping[str, Any], page: Any) -> bool:
    area = (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
    return bool(area > _SMALLEST_PICTURE * page.width * page.height)


def _tables(page: Any, number: int) -> list[tuple[tuple[float, ...], float, Table]]:
    """Box, upper edge and content of each table that is drawn with lines."""
    found = []
    for table in page.find_tables():
        rows = _rows(table, page)
        if len(rows) > 1 and any(len(row) > 1 for row in rows):
            found.append((table.bbox, table.bbox[1], Table(rows, number)))
    return found


def _rows(table: Any, page: Any) -> tuple[tuple[Cell, ...], ...]:
    """Cells by the grid that their edges make: one that covers several places is merged."""
    across = _edges([edge for cell in table.cells for edge in (cell[0], cell[2])])
    down = _edges([edge for cell in table.cells for edge in (cell[1], cell[3])])
    rows: dict[int, list[tuple[int, Cell]]] = {}
    for left, top, right, bottom in table.cells:
        first, last = _nearest(across, left), _nearest(across, right)
        upper, lower = _nearest(down, top), _nearest(down, bottom)
        text = page.filter(partial(_is_in, box=(left, top, right, bottom))).extract_text() or ""
        cell = Cell(closed_up("".join(text.split("\n"))), last - first or 1, lower - upper or 1)
        rows.setdefault(upper, []).append((first, cell))
    return tuple(
        tuple(cell for _, cell in sorted(row, key=lambda placed: placed[0]))
        for _, row in sorted(rows.items())
    )


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def _in_order(
    pages: Sequence[Sequence[Line]],
    tables: Mapping[int, Sequence[tuple[float, Table]]],
    measure: Measure,
) -> list[Block]:
    """Paragraphs and tables as they follow each other; a table that goes on is one table."""
    blocks: list[Block] = []
    waiting: list[Line] = []
    for number, lines in enumerate(pages, start=1):
        rest = list(lines)
        for top, table in sorted(tables.get(number, ()), key=lambda placed: placed[0]):
            above = [line for line in rest if line.top < top]
            rest = rest[len(above) :]
            waiting += above
            blocks += paragraphs(waiting, measure)
            waiting = []
            last = blocks[-1] if blocks else None
            if not above and isinstance(last, Table) and _goes_on(last, table, number):
                blocks[-1] = _continued(last, table)
            else:
                blocks.append(table)
        waiting += rest
    return [*blocks, *paragraphs(waiting, measure)]


def _goes_on(before: Table, table: Table, page: int) -> bool:
    return page > before.line and _width(before) == _width(table)


def _width(table: Table) -> int:
    return sum(cell.columns for cell in table.cells[0])


def _continued(before: Table, table: Table) -> Table:
    """The head is printed again on each page, and stands once in the report."""
    rows = table.cells[1:] if table.cells[0] == before.cells[0] else table.cells
    return Table((*before.cells, *rows), before.line)


def _meant(block: Block, alike: Counter[str]) -> Block:
    """Look-alike characters mapped back to those that they stand for."""

    def plain(text: str) -> str:
        found = [char for char in text if debris.is_lookalike(char)]
        alike.update(found)
        for char in found:
            text = text.replace(char, debris.meant(char))
        return text

    if isinstance(block, Paragraph):
        return Paragraph(plain(block.text), block.line, block.style)
    assert isinstance(block, Table)
    rows = (
        tuple(Cell(plain(c.text), c.columns, c.rows, c.is_header) for c in row)
        for row in block.cells
    )
    return Table(tuple(rows), block.line)


def _said(
    path: Path,
    furniture: Sequence[str],
    pictured: Sequence[int],
    empty: Sequence[int],
    alike: Counter[str],
) -> Iterator[Problem]:
    if furniture:
        shown = "”“".join(text[:30] for text in furniture[:3])
        message = f"页眉、页脚没有收进正文：“{shown}”"
        yield warning(path, (1, 1), "import-header", message, "是报告内容的，补进正文")
    if pictured:
        pages = "、".join(map(str, pictured[:10]))
        message = f"第 {pages} 页有图片，没有收进报告"
        hint = "把图片存下来，放进报告的同名文件夹"
        yield warning(path, (pictured[0], 1), "import-image", message, hint)
    if empty:
        pages = "、".join(map(str, empty[:10]))
        message = f"第 {pages} 页没有文字，可能是扫描的"
        hint = "对照原件，由人录入"
        yield warning(path, (empty[0], 1), "import-blank", message, hint)
    if alike:
        shown = "、".join(f"{char}→{debris.meant(char)}" for char in list(alike)[:5])
        message = f"有 {sum(alike.values())} 个只是样子像的字，换成了本来的字：{shown}"
        hint = "对照原件看一看"
        yield warning(path, (1, 1), "import-lookalike", message, hint)
