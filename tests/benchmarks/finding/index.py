"""The search index alone: ``python -m tests.benchmarks.finding.index CONFIG ARCHIVE OUT``.

Prints the seconds from an archive that has been read to an index that is written. The process's
memory is the archive's and the index's; it imports nothing of the benchmarks, which would count.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

from gongkai.column import read_column
from gongkai.publishing.search import search_files


def main(config: str, archive: str, out: str) -> None:
    """Reads an archive and writes its index, as a build does."""
    column = read_column(Path(config), environment={"REPORTS_DIR": archive})
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    for name, content in search_files(column.archive):
        _write(f"{out}/{name}", content)
    print(time.perf_counter() - start)


def _write(path: str, content: str) -> None:
    """A folder is made when a file first asks for it: so many questions would be measured too."""
    try:
        file = open(path, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path))  # noqa: PTH103, PTH120
        file = open(path, "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(content.encode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
