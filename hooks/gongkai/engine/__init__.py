"""The one room that knows MkDocs: it turns our pages and files into MkDocs', and back.

MkDocs 1.x is no longer developed, so everything that would have to be rewritten for its successor
stands here and in ``hooks/*.py``, which alone call it. ``builds`` (how a build begins, what it
shares) → ``files`` (ours among MkDocs') → ``rendering`` (a page becomes a file) → ``finishing``
(all of them, by all cores). ``watching`` is the preview's.
"""

from gongkai.engine.builds import (
    build_of,
    note_menu,
    refuse_leftovers,
    report_problems,
    settle_memory,
    start,
)
from gongkai.engine.files import (
    ColumnFiles,
    add_attachments,
    add_data,
    drop_unused_theme_files,
    hand_written_pages,
)
from gongkai.engine.finishing import (
    begin_to_make,
    finish_making,
    prove,
    put_site_aside,
    put_site_back,
    write_site_manifest,
)
from gongkai.engine.rendering import page_of, readable_content, refuse_active
from gongkai.engine.watching import watch

__all__ = [
    "ColumnFiles",
    "add_attachments",
    "add_data",
    "begin_to_make",
    "build_of",
    "drop_unused_theme_files",
    "finish_making",
    "hand_written_pages",
    "note_menu",
    "page_of",
    "prove",
    "put_site_aside",
    "put_site_back",
    "readable_content",
    "refuse_active",
    "refuse_leftovers",
    "report_problems",
    "settle_memory",
    "start",
    "watch",
    "write_site_manifest",
]
