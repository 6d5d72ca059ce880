"""A Word file becomes blocks, in one walk through its text.

``parts`` (bytes → trees) → ``plain`` (stories → blocks), by ``styles``, ``numbering``, ``tables``,
``notes``, and ``paragraphs`` of ``runs``; these by ``wrappers``, ``fields``, ``signs``, ``links``
and ``drawings`` of ``graphics``. What was met on the way is ``findings``, at its ``place``, and
``said`` in words. ``reader`` runs it.
"""

from gongkai.importing.word.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
