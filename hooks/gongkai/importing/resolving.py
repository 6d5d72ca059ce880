"""A .docx is made explicit before it is read: numbers into the text, looks onto each run.

Word keeps both apart from the text, in lists and styles (ECMA-376, part 1, 17.7 and 17.9), and the
reading library knows neither. Called by ``word``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gongkai.importing.numbering import Numbering, read_numbering

MOST_UNPACKED = 200_000_000
"""Bytes of all parts together; a report of 500 pages with pictures has 60 MB."""
LEVEL_STYLE = "gongkai-level-"
"""Style id that says a paragraph's outline level, whatever its own style is called."""
_MAIN = re.compile(r"word/document\d*\.xml")


class Hostile(Exception):
    """A package that no office makes; caught in ``word``."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The package made explicit, and what of it will not be in the text."""

    data: bytes
    deleted: int = 0
    """Deletions that were tracked."""
    hidden: int = 0
    """Runs of hidden text."""
    comments: int = 0
    around: tuple[str, ...] = ()
    """Texts of headers and footers."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a style says, or a run; nothing where it says nothing."""

    font: str = ""
    size: str = ""
    bold: bool | None = None
    center: bool | None = None
    level: int | None = None
    numbers: tuple[str, int] | None = None

    def over(self, base: _Looks) -> _Looks:
        """This, and where it is silent what it is based on."""
        return _Looks(
            self.font or base.font,
            self.size or base.size,
            base.bold if self.bold is None else self.bold,
            base.center if self.center is None else self.center,
            base.level if self.level is None else self.level,
            self.numbers or base.numbers,
        )


@dataclass
class _Styles:
    """Styles by id, resolved with what they are based on."""

    w: str
    raw: Mapping[str, Element]
    base: _Looks
    default: str = ""
    """The style of paragraphs that name none."""
    _known: dict[str, _Looks] = field(default_factory=dict)

    def of(self, style: str) -> _Looks:
        if style not in self._known:
            self._known[style] = self.base  # a style based on itself ends here
            element = self.raw.get(style)
            if element is not None:
                parent = _child(element, "basedOn", self.w)
                below = self.of(parent) if parent else self.base
                self._known[style] = _looks(element, self.w).over(below)
        return self._known[style]


def resolved(data: bytes) -> Resolved:
    """Raises :class:`Hostile`, ``zipfile.BadZipFile`` and what ``ElementTree`` raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > MOST_UNPACKED:
            raise Hostile("解开后太大")
        parts = {info.filename: package.read(info) for info in package.infolist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            raise Hostile("里面有 XML 的类型声明，正常的文件没有")
    main = next((name for name in parts if _MAIN.fullmatch(name)), "")
    if not main:
        raise Hostile("里面没有正文")
    root = ElementTree.fromstring(parts[main])
    w = root.tag.partition("}")[0] + "}"
    styles = _read_styles(_tree(parts, "word/styles.xml"), w)
    numbering = read_numbering(_tree(parts, "word/numbering.xml"), w)
    hidden = _made_explicit(root, styles, numbering)
    parts[main] = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    comments = _tree(parts, "word/comments.xml")
    return Resolved(
        _packed(parts),
        sum(1 for _ in root.iter(f"{w}del")),
        hidden,
        sum(1 for _ in comments.iter(f"{w}comment")) if comments is not None else 0,
        tuple(_around(parts, w)),
    )


def _tree(parts: Mapping[str, bytes], name: str) -> Element | None:
    return ElementTree.fromstring(parts[name]) if name in parts else None


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _around(parts: Mapping[str, bytes], w: str) -> Iterator[str]:
    """What headers and footers say beside the page's number."""
    for name in sorted(parts):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            root = ElementTree.fromstring(parts[name])
            text = "".join(t.text or "" for t in root.iter(f"{w}t")).strip()
            if re.sub(r"[\d\s\-—–第共页/]", "", text):
                yield text


def _read_styles(root: Element | None, w: str) -> _Styles:
    if root is None:
        return _Styles(w, {}, _Looks())
    raw = {style.get(f"{w}styleId", ""): style for style in root.iter(f"{w}style")}
    defaults = root.find(f"{w}docDefaults")
    base = _Looks()
    if defaults is not None:
        for inner in defaults.iter(f"{w}rPr"):
            base = _run_looks(inner, w)
    default = next(
        (
            style.get(f"{w}styleId", "")
            for style in raw.values()
            if style.get(f"{w}type") == "paragraph" and style.get(f"{w}default") in ("1", "true")
        ),
        "",
    )
    return _Styles(w, raw, base, default)


def _looks(element: Element, w: str) -> _Looks:
    """What a style or a paragraph says of paragraphs and of runs."""
    run = element.find(f"{w}rPr")
    looks = _run_looks(run, w) if run is not None else _Looks()
    paragraph = element.find(f"{w}pPr")
    name = _child(element, "name", w).lower()
    named = re.fullmatch(r"(?:heading|标题) ?([1-9])", name)
    level = int(named[1]) + 1 if named else 1 if name in ("title", "标题") else None
    if paragraph is None:
        return _Looks(looks.font, looks.size, looks.bold, None, level)
    return _paragraph_looks(paragraph, w).over(
        _Looks(looks.font, looks.size, looks.bold, None, level)
    )


def _paragraph_looks(element: Element, w: str) -> _Looks:
    """What ``pPr`` says of a paragraph."""
    alignment, outline = _child(element, "jc", w), _child(element, "outlineLvl", w)
    numbers = element.find(f"{w}numPr")
    found = None
    if numbers is not None:
        level = _child(numbers, "ilvl", w)
        found = (_child(numbers, "numId", w), int(level) if level.isdecimal() else 0)
    return _Looks(
        center=alignment == "center" if alignment else None,
        level=int(outline) + 2 if outline.isdecimal() and int(outline) < LEVEL_OF_TEXT else None,
        numbers=found,
    )


LEVEL_OF_TEXT = 9
"""``outlineLvl`` of what is no heading."""


def _run_looks(element: Element, w: str) -> _Looks:
    """What ``rPr`` says."""
    fonts = element.find(f"{w}rFonts")
    font = ""
    if fonts is not None:
        font = fonts.get(f"{w}eastAsia") or fonts.get(f"{w}ascii") or ""
    bold = element.find(f"{w}b")
    is_bold = None if bold is None else bold.get(f"{w}val", "1") not in ("0", "false", "off")
    return _Looks(font, _child(element, "sz", w), is_bold)


def _child(element: Element, name: str, w: str) -> str:
    found = element.find(f"{w}{name}")
    return found.get(f"{w}val", "") if found is not None else ""


def _made_explicit(root: Element, styles: _Styles, numbering: Numbering) -> int:
    """Writes numbers and looks where they are seen; how many runs of hidden text were taken out."""
    w, hidden = styles.w, 0
    for paragraph in root.iter(f"{w}p"):
        properties = paragraph.find(f"{w}pPr")
        if properties is None:
            properties = Element(f"{w}pPr")
            paragraph.insert(0, properties)
        style = _child(properties, "pStyle", w) or styles.default
        looks = _paragraph_looks(properties, w).over(styles.of(style))
        numbers = looks.numbers or numbering.by_style.get(style)
        label = numbering.next(*numbers) if numbers else ""
        for run in paragraph.iter(f"{w}r"):
            hidden += _run_made_explicit(run, styles, looks)
        if label:
            paragraph.insert(1, _run(_spaced(label), looks, w))
        for name in ("numPr", "pStyle", "jc"):
            for child in properties.findall(f"{w}{name}"):
                properties.remove(child)
        if looks.level:
            properties.insert(0, _with_value("pStyle", f"{LEVEL_STYLE}{looks.level}", w))
        if looks.center:
            properties.append(_with_value("jc", "center", w))
    return hidden


def _run_made_explicit(run: Element, styles: _Styles, paragraph: _Looks) -> int:
    w = styles.w
    properties = run.find(f"{w}rPr")
    if properties is None:
        properties = Element(f"{w}rPr")
        run.insert(0, properties)
    if properties.find(f"{w}vanish") is not None:
        had = any(t.text for t in run.iter(f"{w}t"))
        run.clear()
        return int(had)
    own = _run_looks(properties, w)
    style = _child(properties, "rStyle", w)
    looks = own.over(styles.of(style).over(paragraph) if style else paragraph)
    for name in ("rFonts", "sz", "b", "rStyle"):
        for child in properties.findall(f"{w}{name}"):
            properties.remove(child)
    properties.extend(_as_properties(looks, w))
    return 0


def _run(text: str, looks: _Looks, w: str) -> Element:
    run = Element(f"{w}r")
    properties = Element(f"{w}rPr")
    properties.extend(_as_properties(looks, w))
    content = Element(f"{w}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    content.text = text
    run.extend([properties, content])
    return run


def _as_properties(looks: _Looks, w: str) -> list[Element]:
    """As the reading library looks for them: it knows only the Latin font."""
    made = []
    if looks.font:
        made.append(Element(f"{w}rFonts", {f"{w}ascii": looks.font}))
    if looks.size:
        made.append(_with_value("sz", looks.size, w))
    if looks.bold:
        made.append(Element(f"{w}b"))
    return made


def _with_value(name: str, value: str, w: str) -> Element:
    return Element(f"{w}{name}", {f"{w}val": value})


def _spaced(label: str) -> str:
    """A space behind what would run into the text: Word has a tab there."""
    return label if label[-1:] in "、）)" else f"{label} "
