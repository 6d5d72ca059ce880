"""A headless Chromium for the browser tests and the search's benchmark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromium(Exception):
    """Neither the machine nor Playwright has one."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's, or the one that Playwright installed; ended with the ``with``."""
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, _NAMES)), playwright.chromium.executable_path)
        if not Path(path).is_file():
            raise NoChromium("no Chromium on this machine: tests/install_browser.sh installs one")
        started = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield started
        started.close()
