"""Our pages and files as MkDocs knows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from gongkai.checks.attachments import public_files
from gongkai.engine.builds import build_of, source_name
from gongkai.publishing import pages
from gongkai.publishing.pages import SitePage

_UNUSED_THEME_FILES = (
    "assets/javascripts/",
    "assets/images/",
    "assets/_mkdocstrings",
    "assets/stylesheets/palette.",
)


class ColumnFiles(Files):
    """MkDocs' files; those of our pages are made when the menu or a link asks for them."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        super().__init__(files)
        self._config = config
        self._made: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        if (found := super().get_file_from_path(path)) is not None:
            return found
        name = PurePath(path).as_posix()
        page = build_of(self._config).pages.get(name)
        if page is None:
            return None
        return self._made.setdefault(name, self._made.get(name) or as_file(page, self._config))

    def of(self, page: SitePage) -> File:
        """The menu's file, so that it knows which page it is on, or a new one."""
        return self._made.get(source_name(page)) or as_file(page, self._config)


def as_file(page: SitePage, config: MkDocsConfig) -> File:
    """A generated page as MkDocs knows pages, by itself not in the navigation."""
    # A first empty line keeps MkDocs from taking the text for metadata.
    file = File.generated(config, source_name(page), content="\n" + page.body)
    file.inclusion = InclusionLevel.NOT_IN_NAV
    return file


def add_attachments(files: Files, config: MkDocsConfig) -> None:
    """Files that a public report lists or shows, and nothing else from its folder."""
    for report in build_of(config).column.archive.public:
        for path in public_files(report):
            inside = path.relative_to(report.folder).as_posix()
            name = f"reports/{report.folder_year}/{report.slug}/{inside}"
            files.append(File.generated(config, name, abs_src_path=str(path)))


def add_data(files: Files, config: MkDocsConfig, name: str, content: str) -> None:
    """A finished file of the site; it takes the place of one that the theme brings."""
    if theirs := files.get_file_from_path(name):
        files.remove(theirs)
    file = File.generated(config, name, content=content)
    file.inclusion = InclusionLevel.NOT_IN_NAV  # MkDocs leaves out names that begin with a dot
    files.append(file)


def drop_unused_theme_files(files: Files, config: MkDocsConfig) -> None:
    """The theme's scripts, search workers and pictures: no page of ours asks for them."""
    for file in list(files):
        is_theirs = file.src_dir in config.theme.dirs
        if is_theirs and file.src_uri.startswith(_UNUSED_THEME_FILES):
            files.remove(file)


def hand_written_pages(files: Files, config: MkDocsConfig) -> Iterator[SitePage]:
    """Pages from ``docs/``, for the site map."""
    build = build_of(config)
    for file in files.documentation_pages():
        if file.generated_by is None:
            yield pages.hand_written_page(quote(file.dest_uri), "", "", build.home)
