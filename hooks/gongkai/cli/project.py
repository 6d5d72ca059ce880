"""Finding the project that a command works on."""

from __future__ import annotations

from pathlib import Path

import click

CONFIG = "mkdocs.yml"


def find_config(given: Path | None) -> Path:
    """``--config``, or the nearest ``mkdocs.yml`` in this folder or above it."""
    if given:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return folder / CONFIG
    raise click.UsageError(
        "这里和上层文件夹都没有 mkdocs.yml：请到项目文件夹里运行，或用 --config 指明"
    )


config_option = click.option(
    "--config",
    "-f",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="mkdocs.yml 的位置；不写则从当前文件夹往上找",
)
