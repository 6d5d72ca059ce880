"""A saved web page becomes blocks: its text alone, and what the page says of it.

``maintext`` finds the part that holds the text, ``flow`` reads it (``tags``, ``looks``,
``listing``, ``grids``, ``pictures``), ``statements`` are what stands around it. ``reader`` runs it.
"""

from gongkai.importing.web.reader import read_blocks, takes

__all__ = ["read_blocks", "takes"]
