"""OFD files, the national format for fixed pages.

Source: GB/T 33190-2016, 7.4 (document), 7.7 (pages), 11.3 (text: ``TextObject``, ``TextCode``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from gongkai.reading.documents.document import Draft
from gongkai.reading.documents.package import Package
from gongkai.reading.documents.parts import Inner, read_rest

_SAME_LINE = 1.0
"""Millimetres by which the tops of two texts of one line differ at most."""
_TOUCHING = 1.5
"""Millimetres between two texts that are read as one: some programs place each figure alone."""


def read(package: Package, draft: Draft, inner: Inner) -> None:
    """Everything that is written in the package."""
    taken = dict(package.of_root("Page", "Document"))
    order: list[str] = []
    for info in (i for i, root in taken.items() if root == "Document"):
        pages = _Pages(posixpath.dirname(info.filename))
        package.parse(info, pages)
        order += pages.names
    for info in (i for i, root in taken.items() if root == "Page"):
        name = info.filename
        place = f"第 {order.index(name) + 1} 页" if name in order else "模板页"
        package.parse(info, _Page(draft, place))
    read_rest(package, draft, taken, inner)


class _Pages:
    """Takes the order of the pages."""

    def __init__(self, folder: str) -> None:
        self.names: list[str] = []
        self._folder = folder
        self._is_inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Pages":
            self._is_inside = True
        elif name == "Page" and self._is_inside:
            path = posixpath.join("/", self._folder, attributes.get("BaseLoc", ""))
            self.names.append(posixpath.normpath(path).lstrip("/"))

    def text(self, data: str) -> None:
        """Everything stands in the attributes."""

    def end(self, name: str) -> None:
        if name == "Pages":
            self._is_inside = False


class _Page:
    """Takes one page: texts that touch are one, those of one line stand side by side."""

    def __init__(self, draft: Draft, place: str) -> None:
        self._draft = draft
        self._place = place
        self._pieces: list[str] = []
        self._is_text = False
        self._box = (0.0, 0.0, 0.0)
        """Left, top and width of the text before."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "TextObject":
            left, top, width = _box(attributes.get("Boundary", ""))
            before_left, before_top, before_width = self._box
            gap = left - before_left - before_width
            is_same_line = abs(top - before_top) <= _SAME_LINE
            self._pieces.append("\n" if not is_same_line else "" if abs(gap) <= _TOUCHING else " ")
            self._box = left, top, width
        self._is_text = name == "TextCode"

    def text(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "Page":
            self._draft.add(self._place, "".join(self._pieces))


def _box(text: str) -> tuple[float, float, float]:
    try:
        left, top, width, _ = (float(number) for number in text.split())
    except ValueError:
        return 0.0, 0.0, 0.0
    return left, top, width
