"""Files for machines: the catalogue as open data, the site map, and where old addresses lead."""

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import catalogue, redirects, sitemap


def on_files(files: Files, config: MkDocsConfig) -> None:
    build = engine.build_of(config)
    column = build.column
    every_page = [*build.pages.values(), *engine.hand_written_pages(files, config)]
    for name, content in (
        (paths.CATALOGUE_JSON, catalogue.as_json(column.archive, column.settings)),
        (paths.CATALOGUE_CSV, catalogue.as_csv(column.archive, column.settings)),
        (paths.SITEMAP_XML, sitemap.as_xml(every_page, column.settings)),
        (paths.REDIRECTS_MAP, redirects.as_nginx_map(column.archive, column.settings)),
    ):
        engine.add_data(files, config, name, content)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    engine.add_redirects(files, config, env)
