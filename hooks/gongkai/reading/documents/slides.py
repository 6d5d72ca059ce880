"""PowerPoint files (pptx): slides in their order, their notes and comments, the layouts below."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.reading.documents.document import Draft
from gongkai.reading.documents.flow import Flow
from gongkai.reading.documents.package import Package, reference
from gongkai.reading.documents.parts import Inner, read_rest

_PLACES = {
    "sldLayout": "版式",
    "sldMaster": "母版",
    "notesMaster": "备注的母版",
    "handoutMaster": "讲义的母版",
    "notes": "备注",
    "cmLst": "批注",
}


def read(package: Package, draft: Draft, inner: Inner) -> None:
    """Everything that is written in the package."""
    taken = dict(package.of_root("presentation", "sld", *_PLACES))
    by_name = {info.filename: info for info in taken}
    order: list[str] = []
    for info in (i for i, root in taken.items() if root == "presentation"):
        slides = _Slides()
        package.parse(info, slides)
        targets = package.relations(info)
        order += [targets.get(name, "") for name in slides.ids]
    places: dict[str, str] = {}
    # A slide that the presentation does not list is shown to nobody, and is in the file.
    left = [i.filename for i, root in taken.items() if root == "sld" and i.filename not in order]
    for number, name in enumerate([*order, *left], start=1):
        if slide := by_name.get(name):
            places[name] = f"第 {number} 张幻灯片"
            for target in package.relations(slide).values():
                places.setdefault(target, f"第 {number} 张幻灯片的备注和批注")
    for info, root in taken.items():
        if root != "presentation":
            place = _PLACES.get(root, "")
            if root in ("sld", "notes", "cmLst"):
                place = places.get(info.filename, place)
            package.parse(info, _Slide(draft, place))
    read_rest(package, draft, taken, inner)


class _Slide(Flow):
    """Takes one slide, and notes whether it is shown."""

    def __init__(self, draft: Draft, place: str) -> None:
        super().__init__(draft, place)
        self._hidden, self._shown_as = draft.hidden, place

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sld" and attributes.get("show") in ("0", "false"):
            self._hidden.append(self._shown_as)
        super().start(name, attributes)


class _Slides:
    """Takes the order of the slides."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId":
            self.ids.append(reference(attributes))

    def text(self, data: str) -> None:
        """Everything stands in the attributes."""

    def end(self, name: str) -> None:
        """Everything stands in the attributes."""
