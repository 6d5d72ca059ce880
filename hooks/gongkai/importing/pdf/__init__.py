"""A PDF becomes blocks: signs on pages, of which nobody said what belongs together.

``pages``: ``glyphs`` → ``lines`` (with ``scripts``) and ``tables``, and what is ``filled`` in; over
all pages ``furniture`` is taken out, and ``paragraphs`` are what is left. ``reader`` runs it.
"""

from gongkai.importing.pdf.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
