"""The notes of a Word file, numbered in the order in which the text refers to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from gongkai.importing.blocks import note_mark
from gongkai.importing.word.nodes import Node
from gongkai.importing.word.parts import Story


class Notes:
    """Footnotes and endnotes together: a page on the web has one end."""

    def __init__(self, stories: Mapping[str, Story]) -> None:
        """``stories`` are the parts with notes, by the name of one of theirs."""
        self._all = {
            (kind, node.get("id", "")): (story, node)
            for kind, story in stories.items()
            for node in story.root.iter(kind)
            if not node.get("type")  # the others are lines between text and notes
        }
        self._numbers: dict[tuple[str, str], int] = {}
        self._waiting = deque[tuple[str, str]]()

    def mark(self, kind: str, key: str) -> str:
        """What stands in the text for a note; empty where the note is not there."""
        if (kind, key) not in self._all:
            return ""
        if (kind, key) not in self._numbers:
            self._numbers[kind, key] = len(self._numbers) + 1
            self._waiting.append((kind, key))
        return note_mark(self._numbers[kind, key])

    def referred(self) -> Iterator[tuple[int, Story, Node]]:
        """Number, part and element of each; a note may refer to another, which comes then too."""
        while self._waiting:
            key = self._waiting.popleft()
            yield self._numbers[key], *self._all[key]
