"""The search index: exact Chinese search without a server, a dictionary or a binary.

``folding`` (what spellings have in common) → ``grams`` (where which four characters stand) →
``postings`` (the same as text) → ``shards`` (files that the search page loads). The other half,
which asks the index, is ``overrides/assets/gongkai/search/``.
"""

from gongkai.publishing.search.shards import (
    index_files,
    search_files,
    text_content,
    text_name,
)

__all__ = ["index_files", "search_files", "text_content", "text_name"]
