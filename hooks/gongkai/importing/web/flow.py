"""Elements of a web page become blocks in reading order, as a browser would set them; called by
``reader``.

Every paragraph that a reader sees is one block, with the look it has. The walk keeps its own stack,
because pages may be nested deeper than Python calls itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gongkai.importing.blocks import Block, Image, Item, Note, Paragraph, note_mark
from gongkai.importing.web.grids import is_layout, read_table
from gongkai.importing.web.listing import Numbering
from gongkai.importing.web.looks import HEADINGS, Look, is_hidden, look_of, style_of
from gongkai.importing.web.tags import APART, LISTS, UNSEEN

_SPACE = re.compile(r"[ \t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_LETTER = re.compile(r"[^\W\d_]")
_NOTE_PLACE = re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d{1,4}")
_TO_NOTE = re.compile(r"#_?((?:ftn|edn)\d{1,4}|sd(?:foot|end)note\d{1,4}(?=sym))")
_FROM_NOTE = re.compile(r"#_(?:ftn|edn)ref\d|#sd(?:foot|end)note\d+anc")
"""How Word and LibreOffice lead to a footnote and back."""
_FILE = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|rtf|odt|zip|rar|7z|txt|csv)$", re.IGNORECASE
)
_SAYS_NOTHING = re.compile(
    r"[\s“”\"《》（）()]*(?:请?点击(?:这里|此处|查看|进入|下载|链接)*|详见链接|查看(?:详情|原文|全文)?|链接|网址"
    r"|这里|此处|更多|详情|下载|附件)[\s“”\"《》（）()>]*"
)
"""The text of a link that means something only where one can click."""
_MOST_PARAGRAPHS = 3
"""Of one item: real ones have one, seldom two."""
_DEEPEST_LAYOUT = 3
"""Lists in lists that are looked at for that: each looks through all that is inside."""


@dataclass
class Flow:
    """The blocks made so far, and what was met on the way."""

    read_picture: Callable[[Any], Image | str | None]
    notes: Mapping[str, int] = field(default_factory=dict)
    """Name of the place of each footnote → its number."""
    skipped: frozenset[Any] = frozenset()
    """Elements that are left out."""
    is_in_cell: bool = False
    """Then a table inside is only lines, because cells hold nothing but text."""
    blocks: list[Block] = field(default_factory=list)
    lacking: list[tuple[int, str]] = field(default_factory=list)
    """Number of blocks before it, and what of the page is not imported."""
    attachments: list[tuple[int, str, str]] = field(default_factory=list)
    """Number of blocks before it, name and address of each file that is offered."""
    linked: list[int] = field(default_factory=list)
    """Letters of each link's words."""
    cut: int | None = None
    """Number of blocks before the first element that was left out."""
    _pieces: list[tuple[str, Look]] = field(default_factory=list)
    _pictures: list[Image] = field(default_factory=list)
    _lists: list[Numbering] = field(default_factory=list)
    _marker: str = ""
    _is_item: bool = False
    """Whether the next paragraph is the first of an item with a bullet."""
    _items: list[int] = field(default_factory=list)
    """Number of blocks before each item that is open."""
    _links: list[int] = field(default_factory=list)

    def read(self, root: Any) -> None:
        """Adds everything in ``root``, which is not text behind it."""
        look = Look()
        stack: list[tuple[Any, Look, bool]] = [(root, look, False)]
        while stack:
            element, around, is_end = stack.pop()
            if is_end:
                self._leave(element)
            else:
                look = look_of(element, around)
                if self._enter(element, look):
                    self._text(element.text, look)
                    stack.append((element, around, True))
                    stack += [(child, look, False) for child in reversed(element)]
                    continue
            if element is not root:
                self._text(element.tail, around)
        self._flush()

    def _enter(self, element: Any, look: Look) -> bool:
        """Whether what is inside is to be walked through."""
        tag = element.tag
        if element in self.skipped:
            self._flush()
            self.cut = len(self.blocks) if self.cut is None else self.cut
            return False
        if not isinstance(tag, str) or is_hidden(element):
            return False
        if tag in UNSEEN:
            self._file(element.get("src") or element.get("data"), "")
            return False
        if self._is_note(element):
            return False
        if tag == "a":
            return self._link(element, look)
        if tag == "img":
            self._picture(element)
        elif tag == "br":
            self._flush()
        elif tag in APART:
            self._flush()
            if tag == "table" and not self.is_in_cell and not is_layout(element):
                self._table(element)
                return False
            if tag in LISTS:
                self._lists.append(Numbering.of(element))
            elif tag == "li":
                self._marker = self._lists[-1].mark(element) if self._lists else ""
                self._is_item = bool(self._lists) and self._lists[-1].has_bullets
                self._items.append(len(self.blocks))
        return True

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self._after_link(element, self._links.pop())
        elif tag in APART:
            self._flush()
            if tag in LISTS:
                self._lists.pop()
            elif tag == "li":
                self._marker, self._is_item = "", False
                self._end_item(self._items.pop())

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if not look.keeps_breaks:
            self._pieces.append((text, look))
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._pieces.append((first, look))
        for line in others:
            self._flush()
            self._pieces.append((line, look))

    def _flush(self) -> None:
        """Ends the paragraph."""
        pieces, self._pieces = self._pieces, []
        text = _collapsed("".join(text for text, _ in pieces))
        if text.strip():
            level = next((HEADINGS.index(look.tag) + 1 for _, look in pieces if look.tag), 0)
            text, self._marker = self._marker + text, ""
            depth = self._depth()
            item = Item(depth, self._is_item) if depth else None
            self._is_item = False
            self.blocks.append(Paragraph(text, style=style_of(pieces, level), item=item))
        self.blocks += self._pictures
        self._pictures = []

    def _depth(self) -> int:
        """How many lists with bullets are open."""
        return sum(numbering.has_bullets for numbering in self._lists)

    def _end_item(self, start: int) -> None:
        """What is as long as a text is no item: a list that lays out a page."""
        depth = self._depth()
        if not 0 < depth <= _DEEPEST_LAYOUT:
            return
        own = [
            (number, block)
            for number, block in enumerate(self.blocks[start:], start)
            if isinstance(block, Paragraph) and block.item and block.item.depth == depth
        ]
        if len(own) > _MOST_PARAGRAPHS:
            for number, block in own:
                self.blocks[number] = replace(block, item=None)

    def _table(self, table: Any) -> None:
        for caption in table.iterchildren("caption"):
            self.read(caption)
        found = read_table(table, self._cell_text)
        if found.text:
            self.blocks.append(found)
        self._flush()

    def _cell_text(self, cell: Any) -> str:
        return "\n".join(block.text.strip() for block in self._inside(cell))

    def _inside(self, element: Any) -> Iterable[Block]:
        """The lines of an element; its pictures come after the block it is part of."""
        inner = Flow(self.read_picture, self.notes, is_in_cell=True)
        inner.read(element)
        here = len(self.blocks)
        self.lacking += [(here, message) for _, message in inner.lacking]
        self.attachments += [(here, name, address) for _, name, address in inner.attachments]
        self.linked += inner.linked
        self._pictures += [block for block in inner.blocks if isinstance(block, Image)]
        return [block for block in inner.blocks if not isinstance(block, Image)]

    def _is_note(self, element: Any) -> bool:
        number = self.notes.get(element.get("id", "")) if element.tag in ("div", "li") else None
        if number is None or self.is_in_cell:
            return False
        self._flush()
        text = " ".join(block.text.strip() for block in self._inside(element))
        self.blocks.append(Note(number, text))
        return True

    def _link(self, element: Any, look: Look) -> bool:
        target = element.get("href", "").strip()
        if found := _TO_NOTE.search(target):
            if number := self.notes.get(found[1]):
                self._pieces.append((note_mark(number), look))
                return False
        elif self.is_in_cell and _FROM_NOTE.search(target):
            return False
        self._links.append(len(self._pieces))
        return True

    def _after_link(self, element: Any, start: int) -> None:
        target = element.get("href", "").strip()
        text = _collapsed("".join(text for text, _ in self._pieces[start:]))
        if target:
            self.linked.append(len(letters(text)))
        self._file(target, text)
        if target.startswith(("http://", "https://")) and _SAYS_NOTHING.fullmatch(text):
            self._pieces.append((f"（{target}）", self._pieces[-1][1]))

    def _file(self, target: str | None, text: str) -> None:
        """Notes a file that the page offers and that the import leaves where it is."""
        path = re.split(r"[?#]", target or "")[0]
        if _FILE.search(path) or _FILE.search(text):
            name = text.strip() or path.rsplit("/", 1)[-1]
            self.attachments.append((len(self.blocks), name, (target or "").strip()))

    def _picture(self, element: Any) -> None:
        found = self.read_picture(element)
        if isinstance(found, Image):
            self._pictures.append(found)
        elif found:
            self.lacking.append((len(self.blocks), found))


def letters(text: str) -> list[str]:
    """What of a text is said in words: no dates and no punctuation."""
    return _LETTER.findall(text)


def notes_in(roots: Iterable[Any]) -> Mapping[str, int]:
    """The footnotes of a page that Word or LibreOffice wrote, counted from 1."""
    names = (element.get("id", "") for root in roots for element in root.iter("div", "li"))
    found = dict.fromkeys(name for name in names if _NOTE_PLACE.fullmatch(name))
    return {name: number for number, name in enumerate(found, start=1)}


def with_levels(blocks: Iterable[Block], title: str) -> tuple[Block, ...]:
    """The page's own levels of headings as the report's: its highest one is the first level.

    Offices choose ``h1`` to ``h6`` by their size; only their order means something.
    """
    found = tuple(blocks)
    used = {
        block.style.level
        for block in found
        if isinstance(block, Paragraph) and block.style.level and block.text.strip() != title
    }
    ranks = {level: rank for rank, level in enumerate(sorted(used), start=2)}

    def ranked(block: Block) -> Block:
        if not isinstance(block, Paragraph) or not block.style.level:
            return block
        level = 1 if block.text.strip() == title else ranks[block.style.level]
        return replace(block, style=replace(block.style, level=level))

    return tuple(ranked(block) for block in found)


def _collapsed(text: str) -> str:
    """White space as a browser shows it; a line break of the source inside Chinese is nothing."""

    def shown(space: re.Match[str]) -> str:
        is_break = "\n" in space[0] or "\r" in space[0]
        ends = text[space.start() - 1 : space.start()] + text[space.end() : space.end() + 1]
        return "" if is_break and len(ends) == 2 and all(map(_is_chinese, ends)) else " "

    return _SPACE.sub(shown, text).strip(" ")


def _is_chinese(char: str) -> bool:
    return char >= "\u2e80" or char in "“”‘’—…·"
