"""Makes what an earlier build has not finished: pages, open data, search index; by all cores.

An unchanged report is not rendered again: its files stand in the site, or on the shelf.
"""

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine


def on_pre_build(config: MkDocsConfig) -> None:
    engine.put_site_aside(config)


def on_files(files: Files, config: MkDocsConfig) -> None:
    engine.put_site_back(config)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.begin_to_make(config, files, env)


def on_post_build(config: MkDocsConfig) -> None:
    engine.finish_making(config)
