"""PDFs by hand, for what no office program writes: any sign at any place of a page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from made_files import pdf_of, stream

Sign = tuple[float, float, float, str]
"""Left, baseline from below, size, text; a font's number may follow."""
WIDTH, HEIGHT = 595, 842
FONTS = ("AAAAAA+SimSun", "BBBBBB+SimHei", "#BF#AC#CC#E5_GB2312")
"""The last is 楷体 as Chinese Windows writes it."""
SCAN = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"
"""Draws a picture over the whole page."""
_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def drawn(*pages: Sequence[Sign | tuple[float, float, float, str, int] | str]) -> bytes:
    """A page for each sequence; what is one string is drawn as the language of PDF says it."""
    fonts = "".join(f"/F{number} {4 + 2 * number} 0 R " for number in range(len(FONTS)))
    first = 4 + 2 * len(FONTS) + 1
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | bytes] = [
        "<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>",
        stream(_MAP),
    ]
    for number, name in enumerate(FONTS):
        below = f"{5 + 2 * number} 0 R"
        objects.append(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
            f" /DescendantFonts [{below}] /ToUnicode 3 0 R>>"
        )
        objects.append(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 1000 /W [32 126 500]"
            " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
            f" /FontDescriptor <</Type /FontDescriptor /FontName /{name} /Flags 4"
            " /FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120>>>>"
        )
    picture = "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects.append(stream(b"\x80", f"/Type /XObject {picture}"))
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Contents {first + 2 * number + 1} 0 R"
            f" /Resources <</Font <<{fonts}>> /XObject <</I {first - 1} 0 R>>>>>>"
        )
        objects.append(stream("\n".join(map(_written, page)).encode()))
    return pdf_of(objects)


def column(*lines: str, size: float = 16, top: float = 740, left: float = 90) -> list[Sign]:
    """Lines one below the other; a full one has 26 signs of size 16, a new paragraph's 24."""
    return [
        (left + size * (len(line) - len(line.lstrip("　"))), top - 28 * n, size, line.lstrip("　"))
        for n, line in enumerate(lines)
    ]


def locked(data: bytes, password: str = "x") -> bytes:
    """The same PDF behind a password."""
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _written(sign: Sign | tuple[float, float, float, str, int] | str) -> str:
    if isinstance(sign, str):
        return sign
    left, base, size, text, *font = sign
    code = text.encode("utf-16-be").hex()
    return f"BT /F{font[0] if font else 0} {size} Tf {left} {base} Td <{code}> Tj ET"
