"""Writes, beside the pages, what needs the reports alone: search index, open data, downloads.

Nothing of it is loaded before somebody searches, downloads or subscribes.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine


def on_files(files: Files, config: MkDocsConfig) -> None:
    engine.build_of(config).beside.begin()


def on_post_build(config: MkDocsConfig) -> None:
    engine.finish_beside(config)
