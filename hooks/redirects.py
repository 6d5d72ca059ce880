"""Old addresses: a page at each that leads on, and one map of them all for nginx."""

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import redirects


def on_files(files: Files, config: MkDocsConfig) -> None:
    column = engine.build_of(config).column
    content = redirects.as_nginx_map(column.archive, column.settings)
    engine.add_data(files, config, paths.REDIRECTS_MAP, content)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.add_redirects(files, config, env)
