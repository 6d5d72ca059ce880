"""Python-Markdown alone: ``python -m tests.benchmarks.finding.yardstick ARCHIVE``.

Prints the seconds that it takes to render all reports, with the extensions that MkDocs switches on.
Seconds depend on the machine: this is what other seconds are compared with.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from markdown import Markdown


def main(archive: str) -> None:
    """Renders each report's body and throws it away."""
    texts = [
        p.read_text(encoding="utf-8").split("---\n", 2)[2] for p in Path(archive).rglob("*.md")
    ]
    engine = Markdown(extensions=["toc", "tables", "fenced_code"])
    start = time.perf_counter()
    for text in texts:
        engine.reset().convert(text)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1])
