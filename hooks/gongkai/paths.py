"""Addresses: the path of everything inside the site, without a leading slash.

Published addresses are permanent; this module is the only one that makes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from gongkai.addresses import is_other_coding, unquoted
from gongkai.archive import Archive
from gongkai.report import Attachment, Report
from gongkai.settings import Settings
from gongkai.units import Unit

HOME = "index.html"
YEARS = "reports/index.html"
UNITS = "units/index.html"
COVERAGE = "coverage.html"
CATALOGUE = "catalogue.html"
CATALOGUE_JSON = "catalogue.json"
CATALOGUE_CSV = "catalogue.csv"
DCAT = "dcat.jsonld"
DATA = "data.html"
FEED = "feed"
"""Of the whole site; :data:`FEED_ENDINGS` follow."""
ANNUAL_REPORTS = "annual-reports.html"
SEARCH = "search.html"
SITEMAP = "sitemap.html"
SITEMAP_XML = "sitemap.xml"
ROBOTS = "robots.txt"
OWN_FOLDERS = frozenset({"assets", "leaving", "search", "feeds", ".well-known"})
"""What the theme and the build fill: no page of a person's is there."""
SECURITY = ".well-known/security.txt"
REDIRECTS_MAP = "redirects.map"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
"""Beside the manifest, where somebody has signed it."""
GUIDE = "guide.html"
RULES = "rules.html"
HELP = "help.html"
ACCESSIBILITY = "accessibility.html"
NOT_FOUND = "404.html"

FEED_ENDINGS = (".xml", ".json")
"""Atom and JSON Feed."""

LONGEST_NAME = 255
"""Bytes that a file's name may have on every common file system."""

YEAR_PAGE_SIZE = 200
"""Reports on one page of a year: about 60 KB of HTML."""

_SAFE = re.compile(r"[A-Za-z0-9_.~-]*")
"""What needs no percent signs."""


def of_report(report: Report) -> str:
    """``reports/<year>/<slug>.html``."""
    return of_file(str(report.folder_year), report.slug)


@lru_cache(maxsize=1 << 17)
def of_file(folder: str, stem: str) -> str:
    """The same, of a file that is no report yet; its name may be no text at all."""
    # Each is asked for some twenty times in a run.
    name = stem if _SAFE.fullmatch(stem) else quote(stem, errors="replace")
    return f"reports/{folder}/{name}.html"


def address_of(report: Report) -> str:
    """``/reports/<year>/<slug>.html``, as old addresses and the ledger are written."""
    return f"/{of_report(report)}"


def of_text(report: Report) -> str:
    """``reports/<year>/<slug>.txt``: its text without any marks."""
    return of_report(report).removesuffix(".html") + ".txt"


def of_markdown(report: Report) -> str:
    """``reports/<year>/<slug>.md``: its data and its text, as a file of this project."""
    return of_report(report).removesuffix(".html") + ".md"


def of_attachment(report: Report, attachment: Attachment) -> str:
    """``reports/<year>/<slug>/<file>``."""
    return f"reports/{report.folder_year}/{quote(report.slug)}/{quote(attachment.file)}"


def of_search_text(report_id: str) -> str:
    """``search/text/<year>/<slug>.js``: its text as the search page loads it, not quoted."""
    return f"search/text/{report_id}.js"


def of_year(year: int, number: int = 1) -> str:
    """``reports/<year>/index.html``; further pages of a long year are ``page-2.html`` and so on."""
    name = "index" if number == 1 else f"page-{number}"
    return f"reports/{year}/{name}.html"


def of_unit(unit: Unit) -> str:
    """``units/<id>.html``."""
    return f"units/{unit.id}.html"


def of_sitemap(number: int) -> str:
    """``sitemap-<number>.xml``, where the pages are too many for one."""
    return f"sitemap-{number}.xml"


def of_old(address: str) -> str:
    """The file that answers to an old address (``/art/1.html``, ``/col/2/``, ``/about``).

    Empty for one that no file can answer to: with a query, with the ending of a program, or with a
    name that no disk can hold. Those are led on by the server alone.
    """
    path, has_query, _ = unquoted(address).lstrip("/").partition("?")
    name = path.rpartition("/")[2]
    is_too_long = any(
        len(part.encode("utf-8", "replace")) > LONGEST_NAME for part in path.split("/")
    )
    if has_query or "\0" in path or is_too_long or is_other_coding(path):
        return ""
    if not name or "." not in name:
        return f"{path.rstrip('/')}/index.html".lstrip("/")
    return path if name.lower().endswith((".html", ".htm", ".xhtml")) else ""


def of_unit_feed(unit: Unit) -> str:
    """``feeds/units/<id>``, which :data:`FEED_ENDINGS` follow."""
    return f"feeds/units/{unit.id}"


def of_category_feed(name: str) -> str:
    """``feeds/categories/<hash>``, which :data:`FEED_ENDINGS` follow.

    The name alone makes it: a number would change hands when the settings are put in another
    order, and initials when a dictionary of readings changes.
    """
    return f"feeds/categories/{sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"


def data_files(archive: Archive, settings: Settings) -> Iterator[str]:
    """Every file for machines but the site map and the search index."""
    yield from (CATALOGUE_JSON, CATALOGUE_CSV, DCAT)
    feeds = (
        FEED,
        *map(of_unit_feed, archive.register.units),
        *dict.fromkeys(of_category_feed(c.name) for c in settings.categories),
    )
    yield from (f"{feed}{ending}" for feed in feeds for ending in FEED_ENDINGS)
    for report in archive.public:
        yield of_text(report)
        yield of_markdown(report)


def generated(archive: Archive) -> Iterator[str]:
    """Every page that no one writes by hand, but for the notices before other sites."""
    yield from map(of_report, archive.reports)
    for year, reports in archive.by_year.items():
        count = -(-len(reports) // YEAR_PAGE_SIZE)
        yield from (of_year(year, number) for number in range(1, count + 1))
    yield from map(of_unit, archive.register.units)
    yield from (YEARS, UNITS, COVERAGE, CATALOGUE, DATA, ANNUAL_REPORTS, SITEMAP)


def of_leaving(url: str) -> str:
    """``leaving/<hash>.html``: the notice before another site."""
    return f"leaving/{sha256(url.encode('utf-8', 'replace')).hexdigest()[:16]}.html"


def anchor(text: str, separator: str) -> str:
    """A heading's id: its own letters and figures, so that it survives a reordering."""
    kept = unicodedata.normalize("NFKC", text)
    kept = re.sub(r"[^\w\s-]", "", kept).strip().lower()
    slug = re.sub(r"[\s_]+", separator, kept)
    return slug if slug and not slug[0].isdigit() else f"s{separator}{slug}"
