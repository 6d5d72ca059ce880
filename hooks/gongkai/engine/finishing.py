"""The generated part of the site is made, proved and listed, while MkDocs does the rest."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from gongkai import fingerprints, paths
from gongkai.beside import Crew, WorkFailed, batches
from gongkai.checksums import Print
from gongkai.engine.builds import Build, build_of, source_name
from gongkai.engine.rendering import Rendering
from gongkai.indexing import Indexing
from gongkai.making import AT_ONCE, Made, Task, data_tasks, made, put
from gongkai.permanence.manifest import write_manifest
from gongkai.publishing import leaving, pages, redirects
from gongkai.publishing.pages import SitePage

_LARGE = 5
"""Tasks at the head of the list that may be as much work as many others."""
log = logging.getLogger("mkdocs.gongkai")


def put_site_aside(config: MkDocsConfig) -> None:
    """Before MkDocs empties the site's folder."""
    build_of(config).shelf.put_aside()


def put_site_back(config: MkDocsConfig) -> None:
    """Before anything is written into it."""
    build_of(config).shelf.put_back()
    # MkDocs leaves what begins with a dot. This one is ours; the settings may have it no longer.
    with suppress(OSError):
        (Path(config.site_dir) / paths.SECURITY).unlink(missing_ok=True)


def begin_to_make(config: MkDocsConfig, files: Files, env: jinja2.Environment) -> None:
    """Everything but hand-written pages is planned, and made by whoever has time."""
    build = build_of(config)
    rendering = Rendering(config, files, env)
    archive, settings = build.column.archive, build.column.settings
    base = fingerprints.digest(fingerprints.of_software(), fingerprints.of_settings(settings))
    indexing = Indexing(build.shelf, archive, base, build.known)
    tasks = [
        *data_tasks(build.shelf, build.column, base, build.known),
        *_page_tasks(list(build.pages.values()), build, rendering),
        *_redirect_tasks(build, rendering),
    ]
    # A step of the index is as much work as many files, and so is a file that tells of all reports:
    # these are begun first, each by itself.
    first = [[task] for task in (*indexing.next_step(()), *tasks[:_LARGE])]
    crew = Crew(made, [*first, *batches(tasks[_LARGE:], AT_ONCE)], may_split=not build.is_preview)
    crew.begin()
    build.rest = partial(_finish, crew, build, indexing, rendering)


def finish_making(config: MkDocsConfig) -> None:
    """Waits for what is being made, and takes away what the site has no longer."""
    build = build_of(config)
    assert build.rest is not None
    try:
        build.rest()
        build.shelf.close()
    except WorkFailed as failure:
        raise Abort(f"没有建成：{failure or '原因见上面'}。") from None
    except OSError as failure:
        raise Abort(f"没有建成：写不进 {config.site_dir}：{failure.strerror}。") from None


def _finish(
    crew: Crew[Sequence[Task], Made], build: Build, indexing: Indexing, rendering: Rendering
) -> None:
    """What is being made, then what can be made only after it."""
    found = _taken_in(crew, build)
    while tasks := indexing.next_step(found):
        crew = Crew(made, [[task] for task in tasks], may_split=not build.is_preview)
        crew.begin()
        found = _taken_in(crew, build)
    _add_notices(build, rendering)


def _taken_in(crew: Crew[Sequence[Task], Made], build: Build) -> list[object]:
    found: list[object] = []
    for done in crew.finish():
        build.shelf.rows.update(done.files)
        found += done.found
    return found


def _page_tasks(
    site_pages: Sequence[SitePage], build: Build, rendering: Rendering
) -> Iterator[Task]:
    for page in site_pages:
        name, key = unquote(page.path), rendering.key(page)
        if not build.shelf.stands(name, key):
            yield partial(rendering.put, page, name, key)


def _redirect_tasks(build: Build, rendering: Rendering) -> Iterator[Task]:
    """A page at every old address that a file can answer to."""
    for redirect in redirects.redirects(build.column.archive):
        key = fingerprints.digest(rendering.depends, repr(redirect))
        if redirect.file and not build.shelf.stands(redirect.file, key):
            canonical = build.column.settings.address(redirect.path)
            show = partial(rendering.moved.render, redirect=redirect, canonical=canonical)
            yield partial(put, build.shelf, redirect.file, key, show)


def _add_notices(build: Build, rendering: Rendering) -> None:
    """The notices before other sites: which there are is known when all texts are rendered."""
    archive, settings = build.column.archive, build.column.settings
    noted = (url for row in build.shelf.rows.values() for url in row.notes)
    urls = {*leaving.addresses(archive, settings), *build.footer.leaving, *build.left_for, *noted}
    notices = list(map(pages.leaving_page, sorted(urls)))
    build.pages |= {source_name(page): page for page in notices}
    done = made([list(_page_tasks(notices, build, rendering))])
    build.shelf.rows.update(done.files)


def prove(config: MkDocsConfig) -> None:
    """Fails when a page or file that the archive calls for is not in the site folder."""
    site, build = config.site_dir, build_of(config)
    called_for = chain(
        (page.path for page in build.pages.values()),
        paths.data_files(build.column.archive, build.column.settings),
    )
    lacking = [path for path in called_for if not os.path.isfile(f"{site}/{unquote(path)}")]  # noqa: PTH113
    if lacking:
        raise Abort(f"少了 {len(lacking)} 个页面或文件，如 {lacking[0]}：请报告这个程序错误。")
    reports = len(build.column.archive.reports)
    log.info(f"建好了：{reports} 份报告。打开 {Path(site) / 'index.html'} 就能看。")


def write_site_manifest(config: MkDocsConfig) -> None:
    """What every file of the site is known by; after it nothing more is written."""
    site, build = Path(config.site_dir), build_of(config)
    if build.is_preview:
        return
    try:
        known = {n: Print(r.sha256, r.size) for n, r in build.shelf.rows.items()}
        write_manifest(site, build.column.ledger, build.column.archive.reports, known)
    except OSError as failure:
        raise Abort(f"没有建成：清单写不进 {site}：{failure.strerror or failure}。") from None
