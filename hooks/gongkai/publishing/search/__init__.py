"""The search index: exact Chinese search without a server, a dictionary or a binary.

``folding`` (what spellings have in common) → ``texts`` (what a report is found by) → ``grams``
(where which four characters stand) → ``postings`` (the same as text) → ``shards`` (files that the
search page loads). ``building`` makes all of them, ``patching`` those that an edit changes. The
other half, which asks the index, is ``overrides/assets/gongkai/search/``.
"""

from gongkai.publishing.search.building import (
    Bucket,
    Gatherer,
    Plan,
    Slice,
    finish,
    gather,
    index_files,
    make,
    plan,
    search_files,
)
from gongkai.publishing.search.catalogue import numbered
from gongkai.publishing.search.patching import Patch, patch
from gongkai.publishing.search.state import State
from gongkai.publishing.search.texts import Text, text_name, text_of

__all__ = [
    "Bucket",
    "Gatherer",
    "Patch",
    "Plan",
    "Slice",
    "State",
    "Text",
    "finish",
    "gather",
    "index_files",
    "make",
    "numbered",
    "patch",
    "plan",
    "search_files",
    "text_name",
    "text_of",
]
