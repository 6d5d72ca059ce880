"""What is noted while a Word file is read: ``said`` tells it a person, ``left_out`` keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field

Told = tuple[int, str]
"""A paragraph, and what is told of it."""


@dataclass
class Findings:
    """What a person should know of the reading."""

    deleted: list[Told] = field(default_factory=list)
    """Text of each piece that was marked as deleted."""
    inserted: list[int] = field(default_factory=list)
    hidden: list[Told] = field(default_factory=list)
    """Text of each piece that does not show."""
    struck: list[Told] = field(default_factory=list)
    """Text of each piece that is struck through, and in the report all the same."""
    flattened: list[Told] = field(default_factory=list)
    """Each superscript or subscript that has no characters of its own."""
    covered: list[Told] = field(default_factory=list)
    """Text of each cell that another covers."""
    contents: dict[int, bool] = field(default_factory=dict)
    """Paragraphs that the file has in a table of contents, and whether that is sure of each."""
    lost: list[Told] = field(default_factory=list)
    """Name of what only the original shows."""
    links: list[Told] = field(default_factory=list)
    """Each web address that the text does not say, and its words before it."""
    signs: list[int] = field(default_factory=list)
    """Paragraph of each sign that no common character looks like."""
    private: list[Told] = field(default_factory=list)
    """Each character that no common font has."""
    pictures: list[Told] = field(default_factory=list)
    """Why a picture is not there or not as it was."""
