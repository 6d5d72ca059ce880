"""A Word file becomes blocks: the package is rewritten in what mammoth reads without loss.

``parts`` (bytes → trees) → ``plain``, by ``styles``, ``numbering``, ``tables``, ``graphics``,
``fields``, ``signs`` and ``links``, in the elements of ``written`` → mammoth → ``blocks``; what
was met on the way is ``findings``, and ``said`` in words. ``reader`` runs it.
"""

from gongkai.importing.word.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
