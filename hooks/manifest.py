"""Writes manifest.json when all else stands: what every file of the site is known by."""

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine


def on_post_build(config: MkDocsConfig) -> None:
    engine.write_site_manifest(config)
