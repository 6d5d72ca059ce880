"""Writes the search index beside the pages; nothing of it is loaded before somebody searches."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine


def on_files(files: Files, config: MkDocsConfig) -> None:
    engine.build_of(config).search.begin()


def on_post_build(config: MkDocsConfig) -> None:
    engine.finish_search(config)
