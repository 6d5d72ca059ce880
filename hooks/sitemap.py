"""What search engines and other visitors' programs ask for first: site maps, robots, security.

The site maps alone of all files for machines list pages that are written by hand.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import sitemap, well_known


def on_files(files: Files, config: MkDocsConfig) -> None:
    build = engine.build_of(config)
    settings = build.column.settings
    every_page = [*build.pages.values(), *engine.hand_written_pages(files, config)]
    found = [*sitemap.site_maps(every_page, settings), (paths.ROBOTS, well_known.robots(settings))]
    if settings.security:
        found.append((paths.SECURITY, well_known.security_text(settings.security, settings)))
    for name, content in found:
        engine.add_data(files, config, name, content)
