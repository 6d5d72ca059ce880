"""A site as a reader gets it: files that a real ``mkdocs build`` wrote, and ways to look at them.

Used by every test here. What a page should say comes from ``report_sources``, never from the
generator.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import bs4
import yaml

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS: dict[str, Any] = yaml.safe_load(
    (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", "")
)
"""``mkdocs.yml``, without what MkDocs alone understands."""
NAME, URL = SETTINGS["site_name"], SETTINGS["site_url"]
PARTS = ("mkdocs.yml", "docs", "hooks", "overrides", "reports", ".gitignore")
"""What a build reads, and git's list of what it must not see."""
STUCK = 300
"""Seconds after which a process counts as hung. Nothing measures speed here."""
NOW = "1798761600"
"""2027-01-01: the day on which every made-up world is built, so that no test grows old."""


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would steer a build."""
    steering = ("REPORTS_DIR", "SOURCE_DATE_EPOCH", "PYTHONWARNINGS")
    kept = {key: value for key, value in os.environ.items() if key not in steering}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **more}


def build(
    site: Path, *options: str, project: Path = PROJECT, engine: str = "mkdocs", **variables: str
) -> subprocess.CompletedProcess[str]:
    """``mkdocs build -d SITE`` in a process of its own, its output caught."""
    return subprocess.run(
        [sys.executable, "-m", engine, "build", "-d", str(site), *options],
        cwd=project,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=STUCK,
        check=False,
    )


def built(site: Path, *options: str, project: Path = PROJECT, **variables: str) -> Site:
    """A build that must succeed."""
    done = build(site, *options, project=project, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    reports = variables.get("REPORTS_DIR")
    return Site(site, Path(reports) if reports else project / "reports")


def copy_project(target: Path) -> Path:
    """The project alone, as a fresh clone would have it."""
    target.mkdir(parents=True)
    for name in PARTS:
        part = PROJECT / name
        if part.is_dir():
            shutil.copytree(
                part, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        else:
            shutil.copy(part, target / name)
    return target


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file's name and bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a page points to."""

    page: str
    """The page that points."""
    element: str
    """``a[href]``, ``img[src]`` …"""
    url: str
    """As written."""


_POINTING = {
    "href": ("a", "area", "link", "base"),
    "src": ("img", "script", "iframe", "audio", "video", "source", "embed", "input", "track"),
    "data": ("object",),
    "poster": ("video",),
    "action": ("form",),
    "formaction": ("button", "input"),
    "cite": ("blockquote", "q", "ins", "del"),
}


@dataclass(frozen=True)
class Site:
    """A folder with a built site, and the folder of the reports that it was built from."""

    folder: Path
    reports: Path
    url: str = URL
    _soups: dict[str, bs4.BeautifulSoup] = field(default_factory=dict, repr=False)

    @property
    def pages(self) -> list[str]:
        """Addresses of all pages but those that only lead on."""
        return [page for page in self._html_files if page not in self.leading_on]

    @cached_property
    def leading_on(self) -> frozenset[str]:
        """Old addresses that lead to a report."""
        return frozenset(p for p in self._html_files if 'http-equiv="refresh"' in self.text(p))

    @cached_property
    def _html_files(self) -> list[str]:
        found = self.folder.rglob("*.html")
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def has(self, path: str) -> bool:
        """Whether there is a page or file of this name."""
        return (self.folder / path).is_file()

    def text(self, path: str) -> str:
        """A file's text."""
        return (self.folder / path).read_text(encoding="utf-8")

    def soup(self, path: str) -> bs4.BeautifulSoup:
        """A page as a browser parses it."""
        if path not in self._soups:
            self._soups[path] = bs4.BeautifulSoup(self.text(path), "html5lib")
        return self._soups[path]

    def one(self, path: str, selector: str) -> bs4.Tag:
        """The only element of a page that a selector finds."""
        found = self.soup(path).select(selector)
        assert len(found) == 1, f"{path}: {len(found)} × {selector}"
        return found[0]

    def metas(self, path: str) -> Mapping[str, list[str]]:
        """Content of each ``<meta name=>``."""
        found: dict[str, list[str]] = {}
        for meta in self.soup(path).select("head meta[name]"):
            found.setdefault(str(meta["name"]), []).append(str(meta["content"]))
        return found

    def references(self, path: str) -> list[Reference]:
        """Everything that a page points to."""
        found = []
        for attribute, names in _POINTING.items():
            for element in self.soup(path).find_all(names, attrs={attribute: True}):
                label = f"{element.name}[{attribute}]"
                found.append(Reference(path, label, str(element[attribute])))
        for element in self.soup(path).find_all(srcset=True):
            for candidate in str(element["srcset"]).split(","):
                found.append(Reference(path, "[srcset]", candidate.split()[0]))
        return found

    def target(self, reference: Reference) -> tuple[str, str] | None:
        """Path inside the site and fragment, as they are; nothing where it leads out of it."""
        url = reference.url
        if url.startswith(self.url):
            url = "/" + url.removeprefix(self.url)
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            return None
        written, base = unquote(parts.path), posixpath.dirname(reference.page)
        path = written if written.startswith("/") else f"{base}/{written}"
        if not written:
            path = reference.page
        elif path.endswith("/"):
            path += "index.html"
        return posixpath.normpath(path.lstrip("/")), unquote(parts.fragment)

    def address(self, page: str) -> str:
        """A page's absolute address, as it must be written."""
        return self.url + quote(page)


def words(element: bs4.Tag) -> str:
    """An element's text as it reads."""
    return " ".join(element.get_text(" ").split())
