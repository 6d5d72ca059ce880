"""Excel files (xlsx): every row of every sheet, hidden or not, with the values that cells show.

A number is given as a reader would copy it: ``1.39E10`` in the file is a telephone on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from zipfile import ZipInfo

from gongkai.reading.documents.document import Draft, Refused
from gongkai.reading.documents.package import Package, reference, value
from gongkai.reading.documents.parts import Inner, read_rest

MOST_CELLS = 3_000_000
"""Cells with a value in one sheet; reading so many takes 5 of the 8 seconds that a file has."""
_WITH_EXPONENT = re.compile(r"-?[0-9](?:\.[0-9]{1,30})?[eE]\+?[0-9]{1,2}")
_WHOLE = re.compile(r"(-?[0-9]{1,30})\.0+")


def read(package: Package, draft: Draft, inner: Inner) -> None:
    """Everything that is written in the package."""
    taken = dict(package.of_root("worksheet", "chartsheet", "dialogsheet", "workbook", "sst"))
    names: dict[str, str] = {}
    shared: list[str] = []
    for info, root in taken.items():
        if root == "workbook":
            names |= _read_workbook(package, info, draft)
        elif root == "sst":
            strings = _Strings()
            package.parse(info, strings)
            shared = strings.found
    used = bytearray(len(shared))
    for info, root in taken.items():
        if root not in ("workbook", "sst"):
            name = names.get(info.filename, info.filename.rpartition("/")[2])
            package.parse(info, _Sheet(draft, name, shared, used))
    for number, text in enumerate(shared):
        if not used[number]:
            draft.add("表格里没有用到的文字", text)
    read_rest(package, draft, taken, inner)


def _read_workbook(package: Package, info: ZipInfo, draft: Draft) -> dict[str, str]:
    """Part → name of each sheet."""
    workbook = _Workbook()
    package.parse(info, workbook)
    targets = package.relations(info)
    names: dict[str, str] = {}
    for name, relation, state in workbook.sheets:
        names[targets.get(relation, "")] = name
        draft.add("工作表的名称", name)
        if state in ("hidden", "veryHidden"):
            draft.hidden.append(f"工作表“{name}”")
    draft.add("定义的名称", " | ".join(workbook.others))
    return names


def shown(number: str) -> str:
    """A number as the sheet shows it, without the computer's way of writing it."""
    if "." not in number and "E" not in number and "e" not in number:
        return number
    if _WITH_EXPONENT.fullmatch(number):
        amount = Decimal(number)
        if amount == amount.to_integral_value():
            return f"{amount:.0f}"
    whole = _WHOLE.fullmatch(number)
    return whole[1] if whole else number


class _Workbook:
    """Takes the sheets' names and states, and the names that are defined."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.others: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            sheet = value(attributes, "name"), reference(attributes), value(attributes, "state")
            self.sheets.append(sheet)

    def text(self, data: str) -> None:
        if data.strip():
            self.others.append(data)

    def end(self, name: str) -> None:
        """Nothing is open for longer than an element."""


class _Strings:
    """Takes the texts that cells refer to by number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        self._is_text = name == "t"

    def text(self, data: str) -> None:
        if self._is_text:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "si":
            self.found.append("".join(self._pieces))


class _Sheet:
    """Takes one sheet, a passage a row."""

    def __init__(self, draft: Draft, name: str, shared: Sequence[str], used: bytearray) -> None:
        self._draft = draft
        self._name = name
        self._shared = shared
        self._used = used
        self._cells: list[str] = []
        self._others: list[str] = []
        self._pieces: list[str] = []
        self._type = ""
        self._row = self._count = 0
        self._is_cell = self._is_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._type = attributes.get("t", "n")
            self._is_cell = True
            self._pieces = []
        elif name in ("v", "t"):
            self._is_value = True
        elif name == "row":
            number = attributes.get("r", "")
            is_number = number.isascii() and number.isdecimal() and len(number) < 10
            self._row = int(number) if is_number else self._row + 1

    def text(self, data: str) -> None:
        if self._is_value:
            self._pieces.append(data)
        elif not self._is_cell and data.strip():
            self._others.append(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._is_value = False
        elif name == "c":
            self._is_cell = False
            if self._pieces:
                self._cells.append(self._value("".join(self._pieces)))
        elif name == "row" and self._cells:
            self._count += len(self._cells)
            if self._count > MOST_CELLS:
                raise Refused("表格太大，检查不完")
            self._draft.add(f"工作表“{self._name}”第 {self._row} 行", " | ".join(self._cells))
            self._cells = []
        elif name == "worksheet":
            self._draft.add(f"工作表“{self._name}”的页眉页脚或设置", " | ".join(self._others))

    def _value(self, text: str) -> str:
        if self._type == "s":
            number = int(text) if text.isascii() and text.strip().isdecimal() else -1
            if not 0 <= number < len(self._shared):
                return text
            self._used[number] = 1
            return self._shared[number]
        return shown(text) if self._type == "n" else text
