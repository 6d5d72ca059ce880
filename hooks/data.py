"""Files for machines: the catalogue as open data, site maps, and where old addresses lead."""

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import catalogue, redirects, sitemap, well_known


def on_files(files: Files, config: MkDocsConfig) -> None:
    build = engine.build_of(config)
    column = build.column
    every_page = [*build.pages.values(), *engine.hand_written_pages(files, config)]
    archive, settings = column.archive, column.settings
    found = [
        (paths.CATALOGUE_JSON, catalogue.as_json(archive, settings)),
        (paths.CATALOGUE_CSV, catalogue.as_csv(archive, settings)),
        *sitemap.site_maps(every_page, settings),
        (paths.REDIRECTS_MAP, redirects.as_nginx_map(archive, settings)),
        (paths.ROBOTS, well_known.robots(settings)),
    ]
    if settings.security:
        found.append((paths.SECURITY, well_known.security_text(settings.security, settings)))
    for name, content in found:
        engine.add_data(files, config, name, content)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.add_redirects(files, config, env)
