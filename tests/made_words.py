"""Word files as offices make them, built for tests: python-docx, and XML where it has no words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
LISTS = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def office() -> Any:
    """An empty document whose text is 仿宋, three."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    lists = parse_xml(LISTS)
    numbering = document.part.numbering_part
    for child in list(numbering.element):
        numbering.element.remove(child)
    numbering.element.extend(list(lists))
    return document


def add(
    document: Any,
    text: str,
    *,
    font: str = "",
    number: tuple[int, int] | None = None,
    bold: bool = False,
    center: bool = False,
) -> Any:
    """A paragraph: its East Asian font, and its automatic number as (list, level)."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold or None
    if font:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if number:
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_numId().val, numbers.get_or_add_ilvl().val = number
    return paragraph


def inner(paragraph: Any, xml: str) -> None:
    """Raw XML at a paragraph's end."""
    for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph._p.append(element)


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def of_lines(text: str) -> bytes:
    """A text file's lines as paragraphs, the headings' in their fonts."""
    document = office()
    for line in filter(str.strip, text.split("\n")):
        stripped = line.strip()
        font = "黑体" if stripped[1:2] == "、" else "楷体_GB2312" if stripped[:1] in "（(" else ""
        add(document, stripped, font=font)
    return saved(document)


def as_issued(title: str, lines: Iterable[str]) -> bytes:
    """A report as GB/T 9704 sets it: the title larger and centred, paragraphs indented by two."""
    document = office()
    head = add(document, title, font="方正小标宋简体", center=True)
    head.runs[0].font.size = Pt(22)
    for line in lines:
        font = "黑体" if line[1:2] == "、" else "楷体_GB2312" if line[:1] == "（" else ""
        add(document, line, font=font).paragraph_format.first_line_indent = Pt(32)
    return saved(document)


def with_emf() -> bytes:
    """A document with a picture that no browser shows."""
    document = office()
    document.add_paragraph().add_run().add_picture(io.BytesIO(PICTURE))

    def told(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b"image/png", b"image/x-emf")
        (picture,) = (name for name in parts if name.startswith("word/media/"))
        parts[picture] = b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60

    return changed(saved(document), told)
