"""Writes the search index beside the pages; nothing of it is loaded before somebody searches."""

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine
from gongkai.publishing.search import search_files


def on_post_build(config: MkDocsConfig) -> None:
    engine.settle_memory()
    for name, content in search_files(engine.build_of(config).column.archive):
        engine.write_data(config, name, content)
