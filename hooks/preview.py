"""``mkdocs serve``: watches what the pages are made of, so that saving a file shows it."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> None:
    for folder in (engine.build_of(config).column.settings.reports_dir, *config.theme.dirs[:1]):
        server.watch(str(folder))
