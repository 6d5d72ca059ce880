"""Old addresses: one map of them all for nginx; the pages that lead on are made with the others."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import redirects


def on_files(files: Files, config: MkDocsConfig) -> None:
    column = engine.build_of(config).column
    content = redirects.as_nginx_map(column.archive, column.settings)
    engine.add_data(files, config, paths.REDIRECTS_MAP, content)
