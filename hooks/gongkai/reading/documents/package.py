"""Zip packages with XML parts (OOXML, OFD), opened with limits; nothing is unpacked to disk.

A part's declared length bounds what the library unpacks of it, so that limits can be kept before
the first byte is read. XML is read as a stream, and refused where it declares anything: the
formats forbid a document type, and only attacks have one.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from io import BytesIO
from typing import IO, Protocol
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from gongkai.reading.documents.document import Refused

MOST_PARTS = 10_000
"""Each slide of a presentation has four: a thousand slides have less than half of it."""
MOST_UNPACKED = 300_000_000
"""Bytes of all parts together, three times as many as a packed file may have."""
MOST_OF_A_PART = 150_000_000
"""Bytes of one part that is read: a sheet with three million cells has 90 MB."""
MOST_PRESSED = 200
"""Times that a large part may be larger than it is packed; a table of figures comes to 27."""
_SMALL = 10_000_000
"""Bytes below which it does not matter how tightly a part is packed."""
MOST_LEVELS = 400
"""Elements inside elements: a table in a table adds six."""
_READABLE = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-", "windows-125")
"""Beginnings of encodings; at others, GB 2312 too, the library raises anything. Source: ECMA-376,
part 2, 6.2.5 (the first two are allowed)."""
_CHUNK = 1 << 16
_LONG = 11
"""Figures of the shortest number that may be somebody's."""
_RUNNING = frozenset({"ocx", "ddeLink", "oleLink"})
"""Elements for controls, and for links that run a program. Source: ECMA-376, part 1, 18.14."""
_FETCHED = ("/attachedTemplate", "/aFChunk", "/frame")
"""Types of relations to documents that are opened together with this one."""
_FAILURES = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the library raises for a package that is broken or packed in an unusual way."""


class Handler(Protocol):
    """What takes up the content of an XML part; names come without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _FoundRoot(Exception):
    """Ends the reading of a part of which only the first element is asked."""


class Package:
    """One zip, its parts in the order of their names as people count: 2 before 10."""

    def __init__(self, data: bytes) -> None:
        """Raises :class:`Refused` where it is broken or too large."""
        # The number of entries stands in the last 22 bytes, before any comment.
        at = data.rfind(b"PK\x05\x06")
        if at >= 0 and int.from_bytes(data[at + 10 : at + 12], "little") > MOST_PARTS:
            raise Refused("里面的文件太多")
        try:
            self._zip = ZipFile(BytesIO(data))
        except _FAILURES as failure:
            raise Refused("文件不完整或已损坏") from failure
        self.parts = tuple(info for info in self._zip.infolist() if not info.is_dir())
        if len(self.parts) > MOST_PARTS:
            raise Refused("里面的文件太多")
        if sum(info.file_size for info in self.parts) > MOST_UNPACKED:
            raise Refused("解开后太大")
        self.parts = tuple(sorted(self.parts, key=lambda info: _as_counted(info.filename)))
        self.names = frozenset(info.filename for info in self.parts)
        self.aside: dict[str, dict[str, None]] = {}
        """Part → values of its attributes that may hold a number; readers look at texts alone."""
        self.runs = False
        """Whether any part asks for a program, or for a document that may bring one."""

    @property
    def is_encrypted(self) -> bool:
        return any(info.flag_bits & 1 for info in self.parts)

    @cached_property
    def roots(self) -> Mapping[ZipInfo, str]:
        """Every part that is XML, and the name of its first element."""
        found = ((info, self._root(info)) for info in self.parts)
        return {info: root for info, root in found if root}

    def of_root(self, *names: str) -> Iterator[tuple[ZipInfo, str]]:
        """The parts whose first element has one of these names."""
        return ((info, root) for info, root in self.roots.items() if root in names)

    def start_of(self, info: ZipInfo, length: int = 512) -> bytes:
        """A part's first bytes, to tell what it is."""
        with self._open(info) as stream:
            return _read(stream, length)

    def read(self, info: ZipInfo) -> bytes:
        """The whole of a part."""
        with self._open(info) as stream:
            return _read(stream, MOST_OF_A_PART)

    def parse(self, info: ZipInfo, handler: Handler) -> None:
        """Hands a part's elements and texts to ``handler``, in their order."""

        def watch(name: str, attributes: Mapping[str, str]) -> None:
            values = attributes.values()
            self.runs |= name in _RUNNING or any(map(_runs, values))
            long = [v for v in values if len(v) >= _LONG and sum(map(str.isdigit, v)) >= _LONG]
            if long:
                self.aside.setdefault(info.filename, {}).update(dict.fromkeys(long))

        with self._open(info) as stream:
            parse_xml(stream, handler, watch)

    def relations(self, info: ZipInfo) -> Mapping[str, str]:
        """Id → name of the part that it stands for, as the part's ``_rels`` say."""
        folder, name = posixpath.split(info.filename)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        part = next((i for i in self.parts if i.filename == rels), None)
        if part is None:
            return {}
        handler = _Relations(folder)
        self.parse(part, handler)
        return handler.targets

    def _root(self, info: ZipInfo) -> str:
        start = self.start_of(info).removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
            return ""
        handler = _Root()
        try:
            self.parse(info, handler)
        except _FoundRoot:
            return handler.name
        except Refused:
            if info.filename.lower().endswith((".xml", ".rels")):
                raise
        return ""

    def _open(self, info: ZipInfo) -> IO[bytes]:
        if info.file_size > MOST_OF_A_PART or (
            info.file_size > _SMALL and info.file_size > MOST_PRESSED * info.compress_size
        ):
            raise Refused("解开后太大")
        try:
            return self._zip.open(info)
        except _FAILURES as failure:
            raise Refused("文件不完整或已损坏") from failure


def parse_xml(
    stream: IO[bytes],
    handler: Handler,
    watch: Callable[[str, Mapping[str, str]], None] | None = None,
) -> None:
    """Reads XML as a stream; raises :class:`Refused` where it is broken or declares a type.

    ``watch`` sees each element with attributes before ``handler`` does.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_LEVELS:
            raise Refused("里面嵌套的层数太多")
        name = name.rpartition(":")[2] if ":" in name else name
        if attributes and watch:
            watch(name, attributes)
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition(":")[2] if ":" in name else name)

    def refuse(*_: object) -> None:
        raise Refused("里面有 XML 的类型声明，正常的文件没有")

    def declare(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and not encoding.lower().startswith(_READABLE):
            raise Refused("里面文字的编码不对，要另存为 UTF-8")

    parser.XmlDeclHandler = declare
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        while chunk := _read(stream, _CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as failure:
        raise Refused("文件不完整或已损坏") from failure


def _runs(text: str) -> bool:
    return text.startswith("ppaction://program") or text.endswith(_FETCHED)


def value(attributes: Mapping[str, str], name: str) -> str:
    """An attribute's value, whatever its prefix."""
    if name in attributes:
        return attributes[name]
    return next((v for key, v in attributes.items() if key.endswith(f":{name}")), "")


def reference(attributes: Mapping[str, str]) -> str:
    """The id by which a part refers to another (``r:id``): never the element's own ``id``."""
    return next((v for key, v in attributes.items() if key.endswith(":id")), "")


def _read(stream: IO[bytes], length: int) -> bytes:
    try:
        return stream.read(length)
    except _FAILURES as failure:
        raise Refused("文件不完整或已损坏") from failure


def _as_counted(name: str) -> tuple[object, ...]:
    """``slide2`` before ``slide10``: figures count as the number that they are."""
    pieces: list[str] = []
    for char in name:
        if pieces and char.isdecimal() == pieces[-1][-1].isdecimal():
            pieces[-1] += char
        else:
            pieces.append(char)
    return tuple(
        (1, len(p.lstrip("0")), p.lstrip("0"), p) if p[0].isdecimal() else (0, p) for p in pieces
    )


class _Root:
    """Takes the first element's name and stops."""

    def __init__(self) -> None:
        self.name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        raise _FoundRoot

    def end(self, name: str) -> None:
        """Is never reached."""

    def text(self, data: str) -> None:
        """Is never reached."""


class _Relations:
    """Takes the table of a part's references."""

    def __init__(self, folder: str) -> None:
        self.targets: dict[str, str] = {}
        self._folder = folder

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self._folder, attributes.get("Target", ""))
            self.targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def end(self, name: str) -> None:
        """Everything stands in the attributes."""

    def text(self, data: str) -> None:
        """Everything stands in the attributes."""
