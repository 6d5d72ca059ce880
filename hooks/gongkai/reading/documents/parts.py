"""What every package may carry besides its text: properties, charts, data, files inside the file.

Called last by the readers of each format with the parts that they have taken; whatever is left is
looked through here, or said to be unread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from zipfile import ZipInfo

from gongkai.reading.documents.document import Draft, Refused
from gongkai.reading.documents.kinds import PICTURES, kind_of
from gongkai.reading.documents.package import Package, value
from gongkai.reading.documents.text_files import decoded

Inner = Callable[[bytes, Draft], None]
"""Reads a file inside the file; :mod:`scan` gives it, because it knows every format."""

_AUTHORS = frozenset(
    {"creator", "initial-creator", "lastModifiedBy", "Manager", "Author", "author"}
)
"""Elements whose text is somebody's name."""
_AUTHOR_OF = {"cmAuthor": "name", "author": "name", "person": "displayName"}
"""Elements that have somebody's name in an attribute."""
_COMMENTS = frozenset({"comment", "cm"})
"""Elements that are counted; Excel writes each ``threadedComment`` as a comment once more."""
_BLOCKS = frozenset({*_COMMENTS, "threadedComment", "si", "p", "h"})
"""Elements whose texts are one text."""
_PROPERTIES = frozenset({"coreProperties", "Properties", "OFD"})
_PLACES = {
    "comments": "批注",
    "ThreadedComments": "批注",
    "PageAnnot": "批注",
    "pivotCacheRecords": "数据透视表的缓存",
    "pivotCacheDefinition": "数据透视表的缓存",
    "chartSpace": "图表",
    "wsDr": "图形",
    "externalLink": "外部链接的缓存",
    "connections": "数据连接",
}


def read_rest(package: Package, draft: Draft, taken: Collection[ZipInfo], inner: Inner) -> None:
    """All parts but those that are taken."""
    for info in package.parts:
        if info in taken:
            continue
        root = package.roots.get(info, "")
        if root:
            _read_xml(package, info, root, draft)
        else:
            _read_other(package, info, draft, inner)


def _read_xml(package: Package, info: ZipInfo, root: str, draft: Draft) -> None:
    if root in ("Types", "theme", "styles", "styleSheet", "fonts"):
        return
    if root == "macrosheet":
        draft.has_macros = True
    if root in _PROPERTIES:
        place = "文件的属性"
    else:
        place = _PLACES.get(root, f"文件内部的 {info.filename}")
    package.parse(info, Loose(draft, place, has_values=root.startswith("pivotCache")))


def _read_other(package: Package, info: ZipInfo, draft: Draft, inner: Inner) -> None:
    name = info.filename.rpartition("/")[2]
    if name.lower() == "vbaproject.bin":
        draft.has_macros = True
        return
    start = package.start_of(info, 4096)
    kind = kind_of(start)
    if kind in PICTURES:
        return
    if not kind:
        draft.unscanned = draft.unscanned or f"里面的 {name} 读不了"
        return
    if kind in ("text", "html", "xml", "svg", "rtf"):
        draft.add(f"文件内部的 {info.filename}", decoded(package.read(info)))
        return
    if kind == "exe":
        draft.is_active = True
        return
    if draft.inside:
        draft.unscanned = "里面的文件还嵌着别的文件"
        return
    draft.inside = f"内嵌的文件“{name}”"
    try:
        inner(package.read(info), draft)
    except Refused as refusal:
        raise Refused(f"内嵌的文件“{name}”：{refusal}") from refusal
    finally:
        draft.inside = ""


class Loose:
    """Takes any part: the texts of a block together, the others one beside the other."""

    def __init__(self, draft: Draft, place: str, *, has_values: bool = False) -> None:
        self._draft = draft
        self._place = place
        self._has_values = has_values
        self._pieces: list[str] = []
        self._block: list[str] = []
        self._blocks = 0
        self._element: list[str] = []
        self._name: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._element.append(name)
        if name in _AUTHORS:
            self._name = []
        if name in _BLOCKS:
            self._blocks += 1
        self._draft.comments += name in _COMMENTS
        if attributes:
            if who := _AUTHOR_OF.get(name):
                self._draft.add_author(value(attributes, who))
            if self._has_values and (found := value(attributes, "v")):
                self._pieces.append(found)

    def text(self, data: str) -> None:
        if self._element and self._element[-1] in _AUTHORS:
            self._name.append(data)
        if self._blocks:
            self._block.append(data)
        elif data.strip():
            self._pieces.append(data)

    def end(self, name: str) -> None:
        self._element.pop()
        if name in _AUTHORS:
            self._draft.add_author("".join(self._name))
        if name in _BLOCKS:
            self._blocks -= 1
            if not self._blocks:
                self._draft.add(self._place, "".join(self._block))
                self._block = []
        if not self._element:
            self._draft.add(self._place, " | ".join(self._pieces))
