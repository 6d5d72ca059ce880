"""Counts what was built: every page that the archive calls for stands in the site, or it fails."""

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine


def on_post_build(config: MkDocsConfig) -> None:
    engine.prove(config)
