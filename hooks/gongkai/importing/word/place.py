"""Where the reading of a Word file stands, and what was met so far; shared by all who read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.importing.word.fields import Fields
from gongkai.importing.word.findings import Findings
from gongkai.importing.word.parts import Story


@dataclass
class Place:
    """Goes through a file once, from the first paragraph of its text to the last of its notes."""

    findings: Findings = field(default_factory=Findings)
    line: int = 0
    """Number of the paragraph, counted from 1; 0 before the first."""
    relations: Mapping[str, str] = field(default_factory=dict)
    """Of the story: id → part."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Of the story: id → address."""
    fields: Fields = field(default_factory=Fields)
    """Those that are open here."""

    contents: int = 0
    """Elements around here that the file says to hold a table of contents."""

    def begin(self, story: Story) -> None:
        """Goes to the beginning of a part, or of a piece of it."""
        self.relations, self.links = story.relations, story.links
        self.fields = Fields()

    @property
    def near(self) -> int:
        """The paragraph to name in a finding about what stands between paragraphs."""
        return max(1, self.line)
