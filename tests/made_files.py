"""Files of every usual kind, made from strings by the tests that need them.

Each builder makes the smallest file that its program would open; what a test is about it gives.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 40

_OFFICE = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_A = f'xmlns:a="{_OFFICE}/drawingml/2006/main"'
_P = f'xmlns:p="{_OFFICE}/presentationml/2006/main"'
_S = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
_R = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _types(main: str) -> str:
    kind = f"application/vnd.openxmlformats-officedocument.{main}.main+xml"
    return (
        f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    )


def _rels(targets: Mapping[str, str]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Target="{t}"/>' for i, t in targets.items())
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{rows}</Relationships>'


def properties(author: str) -> str:
    """``docProps/core.xml`` of a file that somebody wrote."""
    return (
        '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{author}</dc:creator></cp:coreProperties>"
    )


def paragraph(*runs: str) -> str:
    """A paragraph of Word whose text is broken into runs."""
    written = "".join(f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs)
    return f"<w:p>{written}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of Word."""
    written = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{written}</w:tbl>"


def word_part(element: str, content: str) -> str:
    """A part of a Word file: ``hdr``, ``comments`` and the like."""
    return f"<w:{element} {_W}>{content}</w:{element}>"


def docx(
    body: str = paragraph("一年来。"), parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A Word file with this body and these further parts."""
    return packed(
        {
            "[Content_Types].xml": _types("wordprocessingml.document"),
            "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
            **(parts or {}),
        }
    )


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[str | int]]],
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An Excel file: texts are shared, numbers stand in their cells."""
    shared: list[str] = []
    files: dict[str, str | bytes] = {}
    listed = ""
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        written = ""
        for at, row in enumerate(rows, start=1):
            cells = ""
            for cell in row:
                if isinstance(cell, str):
                    cells += f'<c t="s"><v>{len(shared)}</v></c>'
                    shared.append(cell)
                else:
                    cells += f"<c><v>{cell}</v></c>"
            written += f'<row r="{at}">{cells}</row>'
        sheet = f"<worksheet {_S}><sheetData>{written}</sheetData></worksheet>"
        files[f"xl/worksheets/sheet{number}.xml"] = sheet
        state = f' state="{states[name]}"' if states and name in states else ""
        listed += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{state}/>'
    targets = {f"rId{n}": f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    return packed(
        {
            "[Content_Types].xml": _types("spreadsheetml.sheet"),
            "xl/workbook.xml": f"<workbook {_S} {_R}><sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _rels(targets),
            "xl/sharedStrings.xml": f"<sst {_S}>{strings}</sst>",
            **files,
            **(parts or {}),
        }
    )


def pptx(
    slides: Sequence[str],
    hidden: Sequence[int] = (),
    notes: Mapping[int, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A PowerPoint file of slides with one text each, counted from 1."""

    def tree(text: str) -> str:
        run = f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"
        return f"<p:cSld><p:spTree><p:sp><p:txBody>{run}</p:txBody></p:sp></p:spTree></p:cSld>"

    files: dict[str, str | bytes] = {}
    for number, text in enumerate(slides, start=1):
        show = ' show="0"' if number in hidden else ""
        files[f"ppt/slides/slide{number}.xml"] = f"<p:sld {_P} {_A}{show}>{tree(text)}</p:sld>"
        if notes and number in notes:
            rels = _rels({"rId1": f"../notesSlides/notesSlide{number}.xml"})
            files[f"ppt/slides/_rels/slide{number}.xml.rels"] = rels
            note = f"<p:notes {_P} {_A}>{tree(notes[number])}</p:notes>"
            files[f"ppt/notesSlides/notesSlide{number}.xml"] = note
    # Slides are shown in this order, whatever their parts are called.
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    targets = {f"rId{n}": f"slides/slide{n}.xml" for n in range(1, len(slides) + 1)}
    shown = f"<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    return packed(
        {
            "[Content_Types].xml": _types("presentationml.presentation"),
            "ppt/presentation.xml": shown,
            "ppt/_rels/presentation.xml.rels": _rels(targets),
            **files,
            **(parts or {}),
        }
    )


def ofd(*pages: Sequence[tuple[str, str]]) -> bytes:
    """An OFD file; a page is its texts, each with its place ``left top width height``."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    files: dict[str, str] = {}
    listed = ""
    for number, texts in enumerate(pages):
        written = "".join(
            f'<ofd:TextObject Boundary="{box}"><ofd:TextCode>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
            for text, box in texts
        )
        page = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{written}</ofd:Layer></ofd:Content>"
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"{page}</ofd:Page>"
        listed += f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Author>张三丰</ofd:Author>"
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{listed}</ofd:Pages>"
            "</ofd:Document>",
            **files,
        }
    )


def pdf_of(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, counted from 1, the first of which is its catalogue."""
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        data = content.encode("latin-1") if isinstance(content, str) else content
        made += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"<</Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(made)}\n%%EOF\n"
    table_of_places = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n{end}"
    return made + table_of_places.encode()


def stream(data: bytes, more: str = "") -> bytes:
    """A stream as a PDF writes it, packed."""
    pressed = zlib.compress(data)
    head = f"<</Length {len(pressed)} /Filter /FlateDecode {more}>>"
    return head.encode() + b"\nstream\n" + pressed + b"\nendstream"


def pdf(
    *pages: str,
    catalogue: str = "",
    page: str = "",
    trailer: str = "",
    font: str = "/Subtype /Type1 /BaseFont /Helvetica",
    more: Sequence[str] = (),
) -> bytes:
    """A PDF with one line of Latin text a page; a page without text is a picture of one.

    ``more`` are further objects, counted from 4 + two a page; the others go into dictionaries.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | bytes] = [
        f"<</Type /Catalog /Pages 2 0 R {catalogue}>>",
        f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>",
        f"<</Type /Font {font}>>",
    ]
    for number, text in enumerate(pages):
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            f" /Resources <</Font <</F1 3 0 R>>>> {page}>>"
        )
        drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else "q 595 0 0 842 0 0 cm /I Do Q"
        objects.append(stream(drawn.encode("latin-1")))
    return pdf_of([*objects, *more], trailer)


def ole(stream_name: str, content: bytes, *others: str) -> bytes:
    """A compound file as before 2007: one stream with this content, and the names of others."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")

    def entry(name: str, kind: int, first: int) -> bytes:
        written = name.encode("utf-16-le") + b"\0\0"
        made = written.ljust(64, b"\0") + struct.pack("<HB", len(written), kind)
        return made.ljust(116, b"\0") + struct.pack("<I", first) + b"\0" * 8

    entries = [entry("Root Entry", 5, 0), entry(stream_name, 2, 2)]
    entries += [entry(name, 1, 0) for name in others]
    directory = b"".join(entries).ljust(1024, b"\0")
    return bytes(header) + directory + content.ljust(4096, b"\0")


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    lock = f"/Filter /Standard /V 1 /R 2 /P -44 /O <{'00' * 32}> /U <{'11' * 32}>"
    objects = ["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids []>>", f"<<{lock}>>"]
    return pdf_of(objects, " /Encrypt 3 0 R /ID [<00> <00>]")


def pdf_of_lookalikes() -> bytes:
    """A PDF whose text, copied, has radicals where it shows characters."""
    chars = "<41> <2F2D> <42> <2ED3>"
    cmap = f"begincmap 2 beginbfchar {chars} endbfchar endcmap"
    widths = "/FirstChar 65 /LastChar 66 /Widths [500 500]"
    font = f"/Subtype /TrueType /BaseFont /Odd {widths} /ToUnicode 6 0 R"
    return pdf("ABABABABABAB", font=font, more=[stream(cmap.encode())])
