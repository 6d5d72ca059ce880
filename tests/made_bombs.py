"""Files made to break their reader: small on disk, and huge or endless to whoever believes them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from made_files import docx, pdf, pdf_of, stream, word_part, xlsx

_MEGABYTE = b"\0" * (1 << 20)


def zeros() -> bytes:
    """A gigabyte of zeros in one part."""
    made = BytesIO(docx())
    with (
        ZipFile(made, "a", ZIP_DEFLATED) as package,
        package.open("word/media/a.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(1024):
            part.write(_MEGABYTE)
    return made.getvalue()


def spaces() -> bytes:
    """An XML part that begins well and goes on with 140 MB of nothing."""
    body = '<w:document xmlns:w="w"><w:body>' + " " * 140_000_000 + "</w:body></w:document>"
    return docx(parts={"word/document2.xml": body})


def liar() -> bytes:
    """A part that says it is one byte long and is ten million."""
    data = bytearray(docx(parts={"word/header1.xml": word_part("hdr", " " * 10_000_000)}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/header1.xml"))
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    return bytes(data)


def many_parts() -> bytes:
    """A hundred thousand parts."""
    made = BytesIO(docx())
    with ZipFile(made, "a", ZIP_STORED) as package:
        for number in range(100_000):
            package.writestr(f"customXml/{number}.xml", "")
    return made.getvalue()


def entities() -> bytes:
    """Ten entities, each ten times the one before: a billion words."""
    declared = '<!ENTITY a0 "哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    head = f"<!DOCTYPE w:document [{declared}]>"
    part = word_part("document", "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")
    return docx(parts={"word/document.xml": head + part})


def outside() -> bytes:
    """An entity that stands for a file of the machine."""
    head = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    part = word_part("document", "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")
    return docx(parts={"word/document.xml": head + part})


def deep() -> bytes:
    """A hundred thousand levels of elements."""
    return docx("<w:p>" * 100_000 + "</w:p>" * 100_000)


def many_cells() -> bytes:
    """Five million cells, pressed to a few hundred kilobytes."""
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    sheet = f"<worksheet><sheetData>{row * 5000}</sheetData></worksheet>"
    return xlsx({"表": []}, parts={"xl/worksheets/sheet1.xml": sheet})


def long_text() -> bytes:
    """A hundred million characters of text in a part."""
    return docx(
        parts={"word/header1.xml": word_part("hdr", f"<w:p><w:t>{'1a' * 50_000_000}</w:t></w:p>")}
    )


def parts_in_parts() -> bytes:
    """Files inside files inside files."""
    data = docx()
    for number in range(8):
        data = docx(parts={f"word/embeddings/{n}.docx": data for n in range(number)})
    return data


def pages_claimed() -> bytes:
    """One page that claims to be a hundred thousand."""
    return pdf("A").replace(b"/Count 1 ", b"/Count 100000 ")


def pages_repeated() -> bytes:
    """One page that is listed a hundred thousand times."""
    kids = "3 0 R " * 100_000
    return pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            f"<</Type /Pages /Count 1 /Kids [{kids}]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 1 1]>>",
        ]
    )


def pages_in_a_circle() -> bytes:
    """A tree of pages that holds itself."""
    return pdf_of(["<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [2 0 R]>>"])


def page_of_zeros() -> bytes:
    """A page whose program is a gigabyte of zeros."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(_MEGABYTE) for _ in range(1024)) + packer.flush()
    head = f"<</Length {len(data)} /Filter /FlateDecode>>\nstream\n".encode()
    return pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] /Contents 4 0 R>>",
            head + data + b"\nendstream",
        ]
    )


def page_of_operators() -> bytes:
    """A page whose program has two million texts."""
    return pdf_of(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] /Contents 4 0 R"
            " /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
            stream(b"BT /F1 1 Tf " + b"(1) Tj 1 1 Td " * 2_000_000 + b"ET"),
        ]
    )


def figures() -> bytes:
    """Six megabytes of figures that might all belong to one number."""
    return b"1 " * 3_000_000


def truncated() -> bytes:
    """The first half of a PDF."""
    data = pdf(*["A"] * 20)
    return data[: len(data) // 2]


def noise() -> bytes:
    """No file at all."""
    return random.Random(1).randbytes(100_000)


BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    made.__name__: (name, made)
    for name, made in [
        ("a.docx", zeros),
        ("a.docx", spaces),
        ("a.docx", liar),
        ("a.docx", many_parts),
        ("a.docx", entities),
        ("a.docx", outside),
        ("a.docx", deep),
        ("a.xlsx", many_cells),
        ("a.docx", long_text),
        ("a.pdf", pages_claimed),
        ("a.pdf", pages_repeated),
        ("a.pdf", pages_in_a_circle),
        ("a.pdf", page_of_zeros),
        ("a.pdf", truncated),
    ]
}
"""Each with the name that it has; every one ends as a file that cannot be read."""
NOISE = dict.fromkeys(("a.pdf", "a.docx", "a.xlsx", "a.doc", "a.txt", "a.jpg"), noise)
"""What is no file at all is not what its name says."""
