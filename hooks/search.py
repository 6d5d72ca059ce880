"""Writes the search index beside the pages; nothing of it is loaded before somebody searches."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine
from gongkai.publishing.files import write_files
from gongkai.publishing.search import search_files


def on_post_build(config: MkDocsConfig) -> None:
    engine.settle_memory()
    write_files(Path(config.site_dir), search_files(engine.build_of(config).column.archive))
