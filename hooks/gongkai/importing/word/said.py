"""What a person is told of a Word file: everything in it that the report does not show.

Called by ``reader``; one finding for each kind of thing, quoting what it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gongkai.importing.word.findings import Findings
from gongkai.importing.word.parts import Node, WordFile
from gongkai.problems import Problem, warning

_MANY = 3
_LONGEST = 30
_NO_WORDS = re.compile(r"[第共页总码Page of\W\d_IVXLivxl]*")
"""What a page number consists of, in figures or in words."""
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})


def about(file: WordFile, found: Findings, path: Path) -> Iterator[Problem]:
    """Warnings in the order of their weight."""
    if found.deleted or found.inserted:
        yield _changes(found, path)
    if found.hidden:
        line = found.hidden[0][0]
        quoted = _quoted(text for _, text in found.hidden)
        message = f"有隐藏的文字没有导入：{quoted}"
        yield warning(path, (line, 1), "import-hidden", message, "是正文的，从原件补上")
    if found.private:
        line, char = found.private[0]
        count = len(found.private)
        message = f"有 {count} 个别的电脑显示不出的字符，第一个是 U+{ord(char):04X}，留在文本里"
        hint = "造字和特殊符号，对照原件换成通用的字"
        yield warning(path, (line, 1), "import-lost", message, hint)
    if found.links:
        told = "、".join(said for _, said in found.links[:_MANY])
        told += f"等 {len(found.links)} 处" if len(found.links) > _MANY else ""
        message = f"链接只导入了文字，没有网址：{told}"
        hint = "读者要用的，在正文里把网址写出来"
        yield warning(path, (found.links[0][0], 1), "import-lost", message, hint)
    signs = ((line, f" {count} 个特殊字体的符号") for line, count in Counter(found.signs).items())
    for line, name in sorted((*found.lost, *signs), key=lambda lost: lost[0]):
        message = f"这里原有{name}，导入的文本里没有它的原样"
        yield warning(path, (max(1, line), 1), "import-lost", message, "对照原件补上")
    for line, why in found.pictures:
        hint = "对照原件，把图片另存为 png 或 jpg，放进报告"
        yield warning(path, (max(1, line), 1), "import-image", f"这里的图片{why}", hint)
    if texts := list(dict.fromkeys(filter(None, map(margin_text, file.margins)))):
        message = f"页眉、页脚没有导入：{_quoted(texts)}"
        hint = "是报告内容的（如文号、密级），从原件补上"
        yield warning(path, (1, 1), "import-header", message, hint)
    if file.comments:
        message = f"有 {file.comments} 条批注没有导入"
        hint = "核对批注的意见是否都已改进正文；原件公开之前删去批注"
        yield warning(path, (1, 1), "import-comments", message, hint)


def margin_text(root: Node) -> str:
    """What a header or a footer says; empty where it is no more than a page number."""
    text = " ".join(filter(None, map(_line, root.iter("p"))))
    text += " ".join(node.get("string", "") for node in root.iter("textpath"))
    return "" if _NO_WORDS.fullmatch(text) else text.strip()


def _line(paragraph: Node) -> str:
    """A paragraph's text without the numbers of pages."""
    pieces: list[str] = []
    instruction, depth, is_page = "", 0, False
    skipped = {
        id(n) for f in paragraph.iter("fldSimple") if _is_page(f.get("instr", "")) for n in f.iter()
    }
    skipped |= {id(n) for d in paragraph.iter() if d.tag in ("del", "Fallback") for n in d.iter()}
    # A paragraph in a text box is a paragraph of its own.
    skipped |= {id(n) for box in paragraph.iter("txbxContent") for n in box.iter()}
    for node in paragraph.iter():
        if id(node) in skipped:
            continue
        kind = node.get("fldCharType")
        if kind == "begin":
            depth, instruction = depth + 1, ""
        elif kind == "separate":
            is_page = is_page or _is_page(instruction)
        elif kind == "end":
            depth = max(0, depth - 1)
            is_page = is_page and depth > 0
        elif node.tag == "instrText":
            instruction += node.text or ""
        elif node.tag == "t" and not is_page:
            pieces.append(node.text or "")
    return "".join(pieces).strip()


def _is_page(instruction: str) -> bool:
    return (instruction.split() or [""])[0].upper() in _PAGE_FIELDS


def _changes(found: Findings, path: Path) -> Problem:
    counts = [("删去", len(found.deleted), "没有导入"), ("新加", len(found.inserted), "导入了")]
    told = "，".join(f"{what}的 {n} 处{done}" for what, n, done in counts if n)
    texts = [text for _, text in found.deleted if text]
    quoted = f"。删去的是：{_quoted(texts)}" if texts else ""
    line = min([*(n for n, _ in found.deleted), *found.inserted])
    message = f"修订还没有定稿：{told}{quoted}"
    return warning(path, (line, 1), "import-changes", message, "核对哪一稿是公开的；以它为准")


def _quoted(texts: Iterable[str] | Sequence[str]) -> str:
    listed = list(texts)
    shown = "、".join(f"“{_short(text)}”" for text in listed[:_MANY])
    return shown + (f"等 {len(listed)} 处" if len(listed) > _MANY else "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
