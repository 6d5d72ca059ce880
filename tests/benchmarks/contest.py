"""The two builds that are compared: this project's, and plain MkDocs with Material.

Both read the same report files and write one HTML file a report. The plain one is what a webmaster
has without this project: the theme as it comes, the same Markdown extensions, reports kept out of
the navigation (in it, they cost the square of their number) and no search.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load

from .measure import Usage, run

PROJECT = Path(__file__).resolve().parents[2]
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
_REPORT_PAGE = re.compile(r"reports/\d{4}/(?!index\.html|page-\d+\.html)[^/]+\.html")
_CHECK = ("-c", "from gongkai.cli import main; main()", "check")


@dataclass(frozen=True, slots=True)
class Site:
    """What a build wrote."""

    files: int
    size: int
    """Bytes of all files."""
    reports: int
    """How many report pages."""
    report_size: int
    """Bytes of all report pages."""


@dataclass(frozen=True, slots=True)
class Builder:
    """One of the two: how to build its site, and where the site goes."""

    name: str
    project: Path
    """Folder with its ``mkdocs.yml``."""
    site: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    is_watched: bool = False
    """Whether the memory of all processes together is looked at; it costs a little time."""

    def build(self) -> Usage:
        """A cold build: no site, and nothing kept from an earlier one."""
        put_aside(self.site)
        put_aside(self.project / ".cache")
        return self.again()

    def again(self) -> Usage:
        """A build over what the last one left."""
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(self.site)]
        environment = {**QUIET, **self.environment}
        return run(command, self.project, environment, is_watched=self.is_watched)

    def look(self) -> Site:
        """Sizes of the site as it was last built."""
        return look(self.site)


def put_aside(folder: Path) -> None:
    """Moves what an earlier build left away, if there is any, and does not remove it.

    ext4 does not give out the number of a file that was just removed, and looks at each of them
    whenever a file is made. Measured: 20,000 files took 0.6 s, and up to 10 s after as many had
    been removed.
    """
    if folder.exists():
        folder.rename(f"{folder}-{time.monotonic_ns()}")


def look(site: Path) -> Site:
    """Sizes of a site that has its reports at ``reports/<year>/<name>.html``."""
    sizes = {
        path.relative_to(site).as_posix(): path.stat().st_size
        for path in site.rglob("*")
        if path.is_file()
    }
    pages = [size for name, size in sizes.items() if _REPORT_PAGE.fullmatch(name)]
    return Site(len(sizes), sum(sizes.values()), len(pages), sum(pages))


def gongkai(archive: Path, folder: Path, *, is_watched: bool = False) -> Builder:
    """This project over another archive.

    In a folder of its own, so that what a build keeps for the next can be moved aside. Templates
    are copied, for they may be changed; the rest is linked, compiled modules included.
    """
    project = folder / "project"
    project.mkdir()
    shutil.copytree(PROJECT / "overrides", project / "overrides")
    shutil.copy(PROJECT / "mkdocs.yml", project)
    for name in ("docs", "hooks"):
        (project / name).symlink_to(PROJECT / name)
    environment = {"REPORTS_DIR": str(archive)}
    return Builder("Gongkai", project, folder / "site", environment, is_watched)


def plain(
    archive: Path, folder: Path, plugins: Sequence[object] = (), *, is_watched: bool = False
) -> Builder:
    """Writes a project that has nothing but the reports, a home page and the theme."""
    docs = folder / "docs"
    shutil.copytree(archive, docs / "reports", ignore=shutil.ignore_patterns("units.yml"))
    (docs / "index.md").write_text("# 政府信息公开\n", encoding="utf-8")
    ours = yaml_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    config = {
        "site_name": ours["site_name"],
        "site_url": ours["site_url"],
        "use_directory_urls": ours["use_directory_urls"],
        "theme": {"name": "material", "language": "zh"},
        "nav": [{"首页": "index.md"}],
        "not_in_nav": "/reports/\n",
        "plugins": list(plugins),
        # An extension of our own is part of what is measured, not of what it is measured against.
        "markdown_extensions": [e for e in ours["markdown_extensions"] if "gongkai" not in str(e)],
    }
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return Builder("plain", folder, folder / "site", is_watched=is_watched)


def check(archive: Path) -> Usage:
    """``gongkai check`` over an archive; raises when it finds an error."""
    return run([sys.executable, *_CHECK], PROJECT, {"REPORTS_DIR": str(archive)})


def alternate(first: Builder, second: Builder, runs: int) -> Iterator[tuple[Usage, Usage]]:
    """Pairs of builds in turn, so that both meet the same weather; one unmeasured pair first."""
    first.build(), second.build()
    for _ in range(runs):
        yield first.build(), second.build()
