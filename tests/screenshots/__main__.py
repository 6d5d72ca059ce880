"""``make screenshots``: every kind of page in every view, to look at before a change lands.

Builds the project's own site and writes the pictures into a folder, with a sheet that shows them
all, ``index.html``; a report's page also as it is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser
from tests.benchmarks.server import serving
from tests.chromium import chromium
from tests.views import DESK, LOOKS, PAGES, PHONE, REPORT, SETTLED, reader

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / ".cache" / "screenshots"
SIZES = {"desk": DESK, "phone": PHONE}
VIEWS = [(size, look, elder) for size, look, elder in product(SIZES, LOOKS, ("", "on"))]

SHEET = """<!DOCTYPE html><meta charset="utf-8"><title>Screenshots</title>
<style>
  body { display: flex; flex-wrap: wrap; gap: 1em; font: 12px sans-serif }
  figure { margin: 0 }
  img { width: 20em; height: 26em; object-fit: cover; object-position: top }
</style>
"""


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures go")
    parser.add_argument("--page", choices=PAGES, nargs="+", default=list(PAGES), help="only these")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as site:
        built = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site], cwd=PROJECT
        )
        if built.returncode:
            return built.returncode
        with serving(Path(site)) as (base, _), chromium() as browser:
            names = list(pictures(browser, base, options.page, options.folder))
    (options.folder / "index.html").write_text(SHEET + "".join(map(_figure, names)), "utf-8")
    print(f"{len(names)} pictures: {options.folder / 'index.html'}")
    return 0


def _figure(name: str) -> str:
    picture = f'<img src="{escape(name)}" loading="lazy" alt="">'
    return f"<figure>{picture}<figcaption>{escape(name)}</figcaption></figure>\n"


def pictures(browser: Browser, base: str, kinds: list[str], folder: Path) -> Iterator[str]:
    """Takes them one by one; yields their names."""
    for size, look, elder in VIEWS:
        with reader(browser, SIZES[size], look, elder=elder) as tab:
            for kind in kinds:
                tab.goto(base + PAGES[kind])
                tab.wait_for_function(SETTLED)
                name = f"{kind}--{size}-{look}{'-elder' if elder else ''}.png"
                tab.screenshot(path=folder / name, full_page=True)
                yield name
    with reader(browser) as tab:
        tab.goto(base + REPORT)
        tab.pdf(path=folder / "report.pdf", prefer_css_page_size=True)


if __name__ == "__main__":
    sys.exit(main())
