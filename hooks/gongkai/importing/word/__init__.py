"""A Word file becomes blocks, in one walk through its text.

``parts`` (bytes → trees, by ``packed`` and ``nodes``) → ``stories`` (stories → blocks), by
``styles``, ``numbering``, ``tables``, ``notes``, and ``paragraphs`` of ``runs``; these by
``wrappers``, ``fields``, ``signs``, ``links``, ``scripts`` and ``drawings`` of ``graphics`` →
``contents`` (no table of contents). What was met on the way, at its ``place``, is ``findings``,
``said`` in words, and whole in what is ``left_out``. ``reader`` runs it.
"""

from gongkai.importing.word.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
