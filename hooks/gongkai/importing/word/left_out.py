"""All that stands in a Word file and not in its text, to the character; called by ``reader``.

``said`` quotes a few words of it to a person: here it is whole, for the list of what was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.importing.blocks import Removed, with_notes
from gongkai.importing.word.findings import Findings, Told
from gongkai.importing.word.margins import margin_text
from gongkai.importing.word.parts import WordFile


def left_out(file: WordFile, found: Findings, contents: Sequence[Told]) -> Iterator[Removed]:
    """What each paragraph has of a kind; ``contents`` are the lines of a table of contents."""
    kinds = (
        ("修订删去的", "；", found.deleted),
        ("隐藏的文字", "", found.hidden),  # Word cuts a sentence into runs anywhere
        ("合并的单元格盖住的", "；", found.covered),
        ("目录", "；", contents),
    )
    for why, between, told in kinds:
        for line, group in groupby(told, lambda one: one[0]):
            if text := between.join(text for _, text in group if text):
                yield Removed(max(1, line), _plain(text), why)
    for text in dict.fromkeys(filter(None, map(margin_text, file.margins))):
        yield Removed(1, text, "页眉、页脚")
    yield from (Removed(1, text, "批注") for text in file.comments if text)


def _plain(text: str) -> str:
    return with_notes(text, lambda number: f"〔注{number}〕")
