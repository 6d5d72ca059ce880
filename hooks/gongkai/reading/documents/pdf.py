"""PDF files: the text of each page, forms, notes and properties, and whether anything runs.

The library is lenient with broken files, as readers' programs are, and keeps limits of its own on
what it unpacks; what it raises is caught by :mod:`scan`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from time import monotonic
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from gongkai.reading.documents.document import Draft, Refused
from gongkai.reading.documents.package import parse_xml
from gongkai.reading.documents.parts import Loose
from gongkai.reading.documents.text_files import decoded

MOST_PAGES = 3_000
"""Several times a long yearbook; a page tree that has more was made to be walked for ever."""
SECONDS = 6.0
"""Of the 8 that a file has, 6 go into pages; of the pages that are left it is said that nobody read
them."""
_READABLE = 0.6
"""Share of usual characters below which a page's text is only numbers of signs in a font."""
_BARE = 200
"""Bytes of a page's program below which nothing is drawn, unless it calls for a picture: a page
between chapters needs nobody's look."""
_FEW = 10
"""Signs below which a page with a picture is a scanned one, on which its number was printed."""
_MOST_DRAWN = 4_000_000
"""Bytes above which it draws a map and no text; a page full of text has some ten thousand."""
_DRAWING = (b"Do", b"BI", b"Tj", b"TJ")
"""Signs in a page's program that draw a picture or a text."""
_MOST_STEPS = 50
"""Actions that follow one another, parents of a field: more are a circle."""
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute"})
_CARRIERS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D"})
_NO_NOTES = frozenset({"/Link", "/Widget", "/Popup"})


def read(data: bytes, draft: Draft) -> None:
    """Everything that is written in the file."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    end = monotonic() + SECONDS
    if b"%%EOF" not in data:
        raise Refused("文件不完整，没有结尾")
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        draft.is_encrypted = True
        return
    root = reader.root_object
    _read_properties(reader, root, draft)
    draft.is_active |= _is_active(root)
    draft.pages = _count_pages(root)
    for number, page in enumerate(reader.pages, start=1):
        if monotonic() > end:
            draft.unscanned = f"页数太多，第 {number} 页起没有检查"
            break
        _read_page(page, number, draft)


def _count_pages(root: DictionaryObject) -> int:
    """Pages in the tree, each node once; what a node claims to hold is not believed."""
    waiting: list[Any] = [root.get("/Pages")]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            where = node.idnum, node.generation
            node = node.get_object()
            if where in seen and isinstance(node, DictionaryObject) and "/Kids" in node:
                raise Refused("页码表绕成了圈")
            seen.add(where)
        if not isinstance(node, DictionaryObject):
            continue
        kids = _at(node, "/Kids")
        if isinstance(kids, ArrayObject):
            waiting.extend(kids)
        else:
            count += 1
        if count > MOST_PAGES or len(waiting) > MOST_PAGES or _claim(node) > MOST_PAGES:
            raise Refused(f"页数超过 {MOST_PAGES}")
    if not count:
        raise Refused("文件里没有一页")
    return count


def _claim(node: DictionaryObject) -> int:
    claim = _at(node, "/Count")
    return claim if isinstance(claim, int) else 0


def _read_page(page: PageObject, number: int, draft: Draft) -> None:
    drawn = _drawn(page, number)
    text = _text_of(page) if len(drawn) <= _MOST_DRAWN else ""
    draft.add(f"第 {number} 页", text)
    is_empty = len(drawn) < _BARE and not any(sign in drawn for sign in _DRAWING)
    is_picture = b"Do" in drawn and len("".join(text.split())) < _FEW
    if (is_picture or not _is_readable(text)) and not is_empty:
        draft.pages_without_text.append(number)
    draft.is_active |= _runs(_at(page, "/AA"))
    for note in _dictionaries(_at(page, "/Annots")):
        _read_note(note, f"第 {number} 页", draft)


def _drawn(page: PageObject, number: int) -> bytes:
    """A page's program."""
    try:
        content = page.get_contents()
        return content.get_data() if content is not None else b""
    except LimitReachedError as failure:
        raise Refused(f"第 {number} 页解开后太大") from failure


def _text_of(page: PageObject) -> str:
    """A page's text; of a page that the library cannot read somebody else must."""
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:  # whatever a font or a form in it is made of
        return ""


def _is_readable(text: str) -> bool:
    signs = "".join(text.split())
    usual = sum(
        "!" <= c <= "~" or "\u4e00" <= c <= "\u9fff" or "\u2000" <= c <= "\u303f" or c >= "\uff00"
        for c in signs
    )
    return bool(signs) and usual >= _READABLE * len(signs)


def _read_note(note: DictionaryObject, place: str, draft: Draft) -> None:
    """A note, a link, a field of a form, or a file that hangs on the page."""
    kind = _text(_at(note, "/Subtype"))
    actions = (_at(note, "/A"), _at(note, "/AA"))
    draft.is_active |= kind in _CARRIERS or any(map(_runs, actions))
    draft.add(f"{place}的批注", _text(_at(note, "/Contents")))
    if kind == "/Widget":
        draft.add(f"{place}的表单", _field(note))
    elif kind not in _NO_NOTES:
        draft.comments += 1
        draft.add_author(_text(_at(note, "/T")))


def _field(note: DictionaryObject) -> str:
    """The value of a field; it may stand with its parent."""
    field: Any = note
    for _ in range(_MOST_STEPS):
        if not isinstance(field, DictionaryObject):
            break
        if "/V" in field:
            return _text(_at(field, "/V"))
        field = _at(field, "/Parent")
    return ""


def _read_properties(reader: PdfReader, root: DictionaryObject, draft: Draft) -> None:
    information: Mapping[str, Any] = reader.metadata or {}
    draft.add_author(_text(information.get("/Author")))
    draft.add("文件的属性", " | ".join(_text(v) for v in information.values()))
    metadata = _at(root, "/Metadata")
    if isinstance(metadata, StreamObject):
        data = metadata.get_data().strip()
        try:
            parse_xml(BytesIO(data), Loose(draft, "文件的属性"))
        except Refused:  # readers' programs do not mind, and its text can be read all the same
            draft.add("文件的属性", decoded(data))


def _is_active(root: DictionaryObject) -> bool:
    """Whether opening the file runs something, or other files hang on it as a whole."""
    names, form = _at(root, "/Names"), _at(root, "/AcroForm")
    carried = isinstance(names, DictionaryObject) and (
        "/JavaScript" in names or bool(_at(names, "/EmbeddedFiles"))
    )
    is_program = isinstance(form, DictionaryObject) and "/XFA" in form
    actions = (_at(root, "/OpenAction"), _at(root, "/AA"))
    return carried or is_program or "/AF" in root or any(map(_runs, actions))


def _runs(action: Any) -> bool:
    """Whether an action, one of a table of actions, or one that follows it, runs something."""
    waiting, steps = [action], 0
    while waiting and steps < _MOST_STEPS:
        steps += 1
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            found = found.get_object()
        if isinstance(found, ArrayObject):
            waiting.extend(found[:_MOST_STEPS])
        if not isinstance(found, DictionaryObject):
            continue
        if _at(found, "/S") in _ACTIVE or "/JS" in found:
            return True
        is_table = "/S" not in found and "/D" not in found
        waiting.extend(found.values() if is_table else [_at(found, "/Next")])
    return False


def _at(dictionary: DictionaryObject, key: str) -> Any:
    """A value, wherever in the file it stands; the library's own ``get`` gives the reference."""
    found = dictionary.get(key)
    return found.get_object() if isinstance(found, IndirectObject) else found


def _dictionaries(array: Any) -> Iterator[DictionaryObject]:
    for item in array if isinstance(array, ArrayObject) else ():
        found = item.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _text(found: Any) -> str:
    """A text, a number or a list of them, as one text."""
    if isinstance(found, IndirectObject):
        found = found.get_object()
    if isinstance(found, ArrayObject):
        return " ".join(_text(item) for item in found[:1000])
    return str(found) if isinstance(found, str | int | float) else ""
