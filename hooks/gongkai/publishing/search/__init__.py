"""The search index: exact Chinese search without a server, a dictionary or a binary.

``folding`` (what spellings have in common) → ``grams`` (where which four characters stand) →
``postings`` (the same as text) → ``shards`` (files that the search page loads). The other half,
which asks the index, is ``overrides/assets/gongkai/search/``.
"""

from gongkai.publishing.search.shards import search_files

__all__ = ["search_files"]
