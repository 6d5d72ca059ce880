"""A PDF becomes blocks: signs on pages, of which nobody said what belongs together.

``pages``: ``glyphs`` → ``lines`` and ``tables``; over all pages ``furniture`` is taken out, and
``paragraphs`` are what is left. ``reader`` runs it.
"""

from gongkai.importing.pdf.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
