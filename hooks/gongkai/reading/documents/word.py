"""Word files (docx): text, tables, text boxes, notes, comments, and what was changed."""

from __future__ import annotations

from gongkai.reading.documents.document import Draft
from gongkai.reading.documents.flow import Flow
from gongkai.reading.documents.package import Package
from gongkai.reading.documents.parts import Inner, read_rest

_PLACES = {
    "document": "",
    "hdr": "页眉",
    "ftr": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "glossaryDocument": "自动图文集",
}
"""What a part is, by its first element: its name may be any."""


def read(package: Package, draft: Draft, inner: Inner) -> None:
    """Everything that is written in the package."""
    taken = dict(package.of_root(*_PLACES))
    for info, root in taken.items():
        package.parse(info, Flow(draft, _PLACES[root]))
    read_rest(package, draft, taken, inner)
