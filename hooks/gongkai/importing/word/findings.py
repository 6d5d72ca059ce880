"""What ``plain`` notes while it rewrites a Word file, and ``said`` tells a person."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sign:
    """A character that only one font has."""

    line: int
    """Paragraph that it stands in."""
    font: str
    char: str
    """Its place in the font, in four figures of base 16."""


@dataclass
class Findings:
    """What a person should know of the rewriting."""

    deleted: list[tuple[int, str]] = field(default_factory=list)
    """Paragraph and text of each piece that was marked as deleted."""
    inserted: list[int] = field(default_factory=list)
    hidden: list[tuple[int, str]] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    """Paragraph and name of what only the original shows."""
    links: list[tuple[int, str]] = field(default_factory=list)
    """Paragraph of each web address that the text does not say, and its words before it."""
    signs: list[Sign] = field(default_factory=list)
    """All of them: mammoth knows which of them have a common character."""
    private: list[tuple[int, str]] = field(default_factory=list)
    """Paragraph and character of each that no common font has."""
    pictures: list[tuple[int, str]] = field(default_factory=list)
    """Paragraph, and why its picture is not there or not as it was."""
