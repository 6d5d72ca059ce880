"""The search index: exact Chinese search without a server, a dictionary or a binary.

``folding`` (what spellings have in common) → ``postings`` (which reports hold which pair or triple
of characters) → ``shards`` (files that the search page loads). The other half, which asks the
index, is ``overrides/assets/gongkai/search/``.
"""

from gongkai.publishing.search.shards import search_files

__all__ = ["search_files"]
