"""Reads and checks the reports before anything is built; an error stops the build here.

In ``mkdocs serve`` a broken report does not stop the others: its page shows its findings instead.
"""

from mkdocs.config.defaults import MkDocsConfig

from gongkai import engine

_command = "build"  # outlives a rebuild, as the command does


def on_startup(command: str, dirty: bool) -> None:
    global _command
    _command = command
    engine.refuse_leftovers(is_preview=command == "serve", dirty=dirty)


def on_config(config: MkDocsConfig) -> None:
    engine.start(config, is_preview=_command == "serve")
