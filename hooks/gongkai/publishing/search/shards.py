"""The index as files that a page can load with ``<script>``: no server, no ``eval``, no binary.

``search/catalogue.js`` says which reports there are, ``search/triples/*.js`` and
``search/fours/*.js`` which of them hold which characters, ``search/text/<year>/<slug>.js`` what
one of them says. Each carries a checksum, so that a damaged file is noticed. All are made of the
archive alone; a withdrawn report is in none of them.
"""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from gongkai.archive import Archive
from gongkai.plain import plain_text
from gongkai.publishing.search.folding import fold
from gongkai.publishing.search.grams import FIELD_END, UNITS, Grams
from gongkai.publishing.search.postings import FOURS, TRIPLES, Signs, shard_size, shards
from gongkai.report import Report

FOLDER = "search"
T = TypeVar("T", bound=Hashable)
_SURROGATE = re.compile("[\ud800-\udfff]")


def search_files(archive: Archive) -> Iterator[tuple[str, str]]:
    """Name and content of every file of the index, in a fixed order."""
    reports = archive.public
    spread: dict[str, list[int]] = {TRIPLES: [], FOURS: []}
    signs = Signs()
    with tempfile.TemporaryFile() as file:
        grams = Grams(file, len(reports))
        for report in reports:
            body = plain_text(report.body)
            fields = own_fields(report)
            yield text_name(report), _script("text", report.id, json_text([fields, body]))
            folded = map(fold, [*heading_fields(report), *fields, body])
            whole = FIELD_END.join(folded) + FIELD_END * UNITS
            grams.add(whole.encode("utf-16-le", "surrogatepass"))
        size = shard_size(grams.count)
        for number, bucket in enumerate(grams.buckets()):
            for kind, contents in shards(bucket, signs, size).items():
                spread[kind].append(len(contents))
                for file_number, content in enumerate(contents):
                    key = f"{number}-{file_number}"
                    yield f"{FOLDER}/{kind}/{key}.js", _script(kind, key, content, grams.stamp)
    head = {"stamp": grams.stamp, "wraps": grams.wraps, "spread": spread}
    content = json_text(head | catalogue(archive))
    yield f"{FOLDER}/catalogue.js", _script("catalogue", 0, content)


def heading_fields(report: Report) -> list[str]:
    """What a report is found by and the catalogue knows: title, unit, year, category."""
    return [
        report.title,
        *report.unit.names,
        report.unit_name,
        f"{report.year}年度",
        report.category,
    ]


def own_fields(report: Report) -> list[str]:
    """What it is found by besides its text and only its own file knows."""
    fields = [report.index_number, report.document_number, *report.keywords]
    return [field for field in fields if field]


def catalogue(archive: Archive) -> dict[str, object]:
    """All reports as columns, newest first; read by ``readCatalogue`` in ``engine.js``.

    Titles repeat but for unit and year, so each is the number of a pattern.
    """
    reports = archive.public
    used = {report.unit.id for report in reports}
    units = [unit for unit in archive.register.units if unit.id in used]
    unit_numbers = {unit.id: number for number, unit in enumerate(units)}
    names = _numbered((report.unit_name, unit_numbers[report.unit.id]) for report in reports)
    categories = _numbered(report.category for report in reports)
    titles = _numbered(_pattern(report) for report in reports)
    days = [(report.publish_date.day - date(1970, 1, 1)).days for report in reports]
    return {
        "units": [{"id": unit.id, "name": unit.name, "names": unit.names} for unit in units],
        "names": list(names),
        "categories": list(categories),
        "titles": list(titles),
        "name": [names[r.unit_name, unit_numbers[r.unit.id]] for r in reports],
        "category": [categories[r.category] for r in reports],
        "title": [titles[_pattern(r)] for r in reports],
        "year": [r.year for r in reports],
        "day": [b - a for a, b in zip([0, *days], days, strict=False)],
        "slugs": ["" if r.slug == r.unit.id else r.slug for r in reports],
    }


_UNIT, _YEAR = "\x01", "\x02"
"""Stand for unit and year in a pattern; no title can hold them, since reading refuses them."""


def _pattern(report: Report) -> str:
    return report.title.replace(report.unit_name, _UNIT).replace(str(report.year), _YEAR)


def _numbered(values: Iterable[T]) -> dict[T, int]:
    """Each value once, in the order of its first coming, with its number."""
    found: dict[T, int] = {}
    for value in values:
        found.setdefault(value, len(found))
    return found


def text_name(report: Report) -> str:
    """Depends on the report alone, so that an unchanged report's file stays as it is."""
    return f"{FOLDER}/text/{report.id}.js"


def json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _script(kind: str, key: str | int, text: str, stamp: int = 1) -> str:
    """A call that hands ``text`` to the page with its checksum.

    That is Adler-32 over UTF-16-LE, for postings begun from the stamp in the catalogue: those of an
    earlier build that a browser still keeps count as damaged, for their numbers mean other reports.
    """
    checksum = zlib.adler32(text.encode("utf-16-le", "surrogatepass"), stamp)
    literal = json_text(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # Half of a character outside the basic plane cannot be written as UTF-8.
    literal = _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", literal)
    return f"gongkaiSearch.{kind}({json_text(key)},{checksum},{literal})\n"
