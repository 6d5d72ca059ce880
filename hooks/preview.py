"""``mkdocs serve``: watches what the pages are made of, so that saving a file shows it."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> None:
    reports = engine.build_of(config).column.settings.reports_dir
    engine.watch(server, [reports, Path(config.theme.dirs[0])])
