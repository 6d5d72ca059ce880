"""Finished files, written straight into the site: there are too many of them to hold."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_files(folder: Path, files: Iterable[tuple[str, str | Iterable[str]]]) -> None:
    """Writes each name's content, whole or in pieces, below ``folder``, as UTF-8.

    A folder is made when a file first asks for it, and not looked for before: with tens of
    thousands of files the questions take longer than the answers.
    """
    for name, content in files:
        path = f"{folder}/{name}"
        pieces = (content,) if isinstance(content, str) else content
        try:
            file = open(path, "wb")  # noqa: PTH123, SIM115
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path))  # noqa: PTH103, PTH120
            file = open(path, "wb")  # noqa: PTH123, SIM115
        with file:
            for piece in pieces:
                file.write(piece.encode("utf-8"))
