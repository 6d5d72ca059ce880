"""``mkdocs serve``: watches what the pages are made of, so that saving a file shows it."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> None:
    reports_dir = engine.build_of(config).column.settings.reports_dir
    for folder in (reports_dir, Path(config.theme.dirs[0])):
        if folder.is_dir():
            server.watch(str(folder))
