"""One page of each kind and the ways that readers see it: for browser tests and screenshots."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from playwright.sync_api import Browser, Page

REPORT = "reports/2023/yundu-sifaju.html"
LEAVING_FROM = "reports/2024/yundu-sifaju.html"
"""A report that links to a site which is not the government's."""
ELSEWHERE = "https://ribao.example.com/yundu/2025-03/fuyi-tiaojie.html"
"""That link."""
PAGES = {
    "home": "index.html",
    "guide": "guide.html",
    "rules": "rules.html",
    "help": "help.html",
    "accessibility": "accessibility.html",
    "report": REPORT,
    "units": "units/index.html",
    "unit": "units/yundu-sifaju.html",
    "years": "reports/index.html",
    "year": "reports/2023/index.html",
    "annual-reports": "annual-reports.html",
    "coverage": "coverage.html",
    "coverage-narrowed": "coverage.html?region=云渡县&year=2023",
    "catalogue": "catalogue.html",
    "data": "data.html",
    "sitemap": "sitemap.html",
    "search": "search.html?q=司法局",
    "search-nothing": "search.html?q=没有这样的话",
    "leaving": f"leaving/{sha256(ELSEWHERE.encode()).hexdigest()[:16]}.html",
    "not-found": "404.html",
}
DESK, PHONE = (1280, 800), (320, 640)
LOOKS = ("light", "dark", "contrast")
SETTLED = "document.querySelector('#search-results')?.getAttribute('aria-busy') !== 'true'"
"""A script that is true when a page, also that of the search, shows what it is going to show."""


@contextmanager
def reader(
    browser: Browser, size: tuple[int, int] = DESK, look: str = "light", **chosen: str
) -> Iterator[Page]:
    """A tab of someone with such a screen and system, who has made these choices before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
    )
    if look == "contrast":
        chosen["contrast"] = "high"
    kept = ",".join(f'"{name}":"{value}"' for name, value in chosen.items())
    context.add_init_script(
        f"localStorage.getItem('gongkai-display') ?? "
        f"localStorage.setItem('gongkai-display', '{{{kept}}}')"
    )
    try:
        yield context.new_page()
    finally:
        context.close()
