"""The search index alone: ``python -m tests.benchmarks.finding.index CONFIG ARCHIVE OUT``.

Prints the seconds from an archive that has been read to an index that is written. The process's
memory is the archive's and the index's; it imports nothing of the benchmarks, which would count.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from gongkai.column import read_column
from gongkai.publishing.files import write_files
from gongkai.publishing.search import search_files


def main(config: str, archive: str, out: str) -> None:
    """Reads an archive and writes its index, as a build does."""
    column = read_column(Path(config), environment={"REPORTS_DIR": archive})
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    write_files(Path(out), search_files(column.archive))
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:])
