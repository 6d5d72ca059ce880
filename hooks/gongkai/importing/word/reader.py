"""Bytes of a Word file (.docx) become paragraphs, tables, pictures, notes; called by ``sources``.

The package is opened within limits and rewritten (``plain``), so that mammoth, which reads
what came out, meets nothing that it would lose or break at. Its document becomes blocks here.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZipFile

from gongkai.importing.blocks import Block
from gongkai.importing.word.blocks import blocks_of
from gongkai.importing.word.numbering import Numbering
from gongkai.importing.word.parts import WordFile, is_locked, is_word, open_word
from gongkai.importing.word.plain import Plain
from gongkai.importing.word.said import about, lost_signs
from gongkai.importing.word.styles import Styles
from gongkai.problems import Problem, error
from gongkai.reading.documents.document import Refused

_OFFICE = "http://schemas.openxmlformats.org"
_NAMESPACES = {
    "xmlns:w": f"{_OFFICE}/wordprocessingml/2006/main",
    "xmlns:r": f"{_OFFICE}/officeDocument/2006/relationships",
    "xmlns:wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": f"{_OFFICE}/drawingml/2006/main",
    "xmlns:pic": f"{_OFFICE}/drawingml/2006/picture",
    "xmlns:v": "urn:schemas-microsoft-com:vml",
}
_AGAIN = "用 Word 或 WPS 打开，另存为 .docx 再导入"


def takes(data: bytes) -> bool:
    """Whether bytes are a Word file, whatever it is called; or have a password and may be one."""
    return is_locked(data) or is_word(data)


def read_blocks(data: bytes, path: Path) -> tuple[tuple[Block, ...] | None, list[Problem]]:
    """The text in its order, numbers written out; warnings about what is not in it."""
    if is_locked(data):
        hint = "用原来的程序打开，去掉密码另存一份再导入"
        return None, [error(path, (1, 1), "import-encrypted", "文件有密码", hint)]
    try:
        from mammoth import docx
    except ImportError:
        message = "读 Word 文件要先安装 mammoth"
        hint = "在项目文件夹里运行 pip install -e '.[import]'"
        return None, [error(path, (1, 1), "import-lacks", message, hint)]
    try:
        file = open_word(data)
        styles = Styles(file.styles, file.theme)
        plain = Plain(styles, Numbering(file.numbering, styles), file.kind_of)
        read = docx.read(BytesIO(_rewritten(file, plain)))
        blocks = blocks_of(read.value, file.picture)
        unknown = {message.message.partition("ignored: ")[2] for message in read.messages}
        plain.findings.lost += lost_signs(plain.findings.signs, unknown)
        problems = list(about(file, plain.findings, path))
    except Refused as refusal:
        return None, [error(path, (1, 1), "import-failed", f"读不了：{refusal}", _AGAIN)]
    except RecursionError:
        return None, [error(path, (1, 1), "import-failed", "读不了：里面嵌套的层数太多", _AGAIN)]
    return blocks, problems


def _rewritten(file: WordFile, plain: Plain) -> bytes:
    """The package that mammoth reads: the text, the notes, and for each picture the name of its
    part, for one picture may be shown a thousand times."""
    parts = {}
    for name, root, story in (
        ("document", "document", file.body),
        ("footnotes", "footnote", file.footnotes),
        ("endnotes", "endnote", file.endnotes),
    ):
        made = Element(f"w:{name}", _NAMESPACES)
        if name == "document":
            SubElement(made, "w:body").extend(plain.story(story, story.root))
        for note in story.root.iter(root):
            if not note.get("type"):  # the others are lines between text and notes
                written = SubElement(made, f"w:{root}", {"w:id": note.get("id", "")})
                written.extend(plain.story(story, note))
        parts[name] = made
    targets = {name: f"/media/{key}" for name, key in plain.pictures.items()}
    rels = Element("Relationships", {"xmlns": f"{_OFFICE}/package/2006/relationships"})
    for name, key in plain.pictures.items():
        where = {"Id": key, "Type": "image", "Target": targets[name]}
        SubElement(rels, "Relationship", where)
    made_of = BytesIO()
    with ZipFile(made_of, "w") as package:
        for name, root_element in parts.items():
            package.writestr(f"word/{name}.xml", tostring(root_element, "utf-8"))
            package.writestr(f"word/_rels/{name}.xml.rels", tostring(rels, "utf-8"))
        for name, target in targets.items():
            package.writestr(target.lstrip("/"), name)
    return made_of.getvalue()
