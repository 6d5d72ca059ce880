"""Files for machines: the catalogue as open data, and the site map."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from gongkai import engine, paths
from gongkai.publishing import catalogue, sitemap


def on_files(files: Files, config: MkDocsConfig) -> None:
    build = engine.build_of(config)
    column = build.column
    every_page = [*build.pages.values(), *engine.hand_written_pages(files, config)]
    for name, content in (
        (paths.CATALOGUE_JSON, catalogue.as_json(column.archive, column.settings)),
        (paths.CATALOGUE_CSV, catalogue.as_csv(column.archive, column.settings)),
        (paths.SITEMAP_XML, sitemap.as_xml(every_page, column.settings)),
    ):
        engine.add_data(files, config, name, content)
