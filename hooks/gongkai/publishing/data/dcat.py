"""``dcat.jsonld``: the catalogue for open-data portals, which harvest it.

Source: DCAT-AP 3.0. The catalogue of reports is one dataset, with its two files as distributions,
and each report is a dataset of its own, which a portal can list, find by year and download with its
attachments. One in a file of its own would be ten thousand files to fetch; all in this one are
1.7 KB each. A withdrawn report stays as a dataset that says so and has nothing to download, for
otherwise a portal that has harvested it would never hear of its withdrawal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai import media_types, paths
from gongkai.archive import Archive
from gongkai.publishing import report_page
from gongkai.publishing.data.attached import Attached, attached
from gongkai.publishing.data.rows import Rows
from gongkai.report import Report, Status
from gongkai.settings import Settings
from gongkai.units import Unit

_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CHINESE = f"{_EU}language/ZHO"
_GOVERNMENT = f"{_EU}data-theme/GOVE"
_STATUS = {Status.WITHDRAWN: "http://purl.org/adms/status/Withdrawn"}
_DEPRECATED = "http://purl.org/adms/status/Deprecated"
_FORMATS = {"jpg": "JPEG"} | {
    ending: ending.upper()
    for ending in (
        *("csv", "json", "txt", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip"),
        *("jpeg", "png", "gif"),
    )
}
"""Ending → its name in the list of the EU, which has none for Markdown, OFD and WPS."""
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


def _iri(name: str) -> dict[str, str]:
    return {"@id": name, "@type": "@id"}


def _text(name: str) -> dict[str, str]:
    return {"@id": name, "@language": "zh"}


_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": _text("dct:title"),
    "description": _text("dct:description"),
    "keyword": _text("dcat:keyword"),
    "name": _text("foaf:name"),
    "label": _text("skos:prefLabel"),
    "fn": _text("vcard:fn"),
    "email": _iri("vcard:hasEmail"),
    "identifier": "dct:identifier",
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "start": {"@id": "dcat:startDate", "@type": "xsd:date"},
    "end": {"@id": "dcat:endDate", "@type": "xsd:date"},
    "temporal": "dct:temporal",
    "publisher": _iri("dct:publisher"),
    "language": _iri("dct:language"),
    "license": _iri("dct:license"),
    "theme": _iri("dcat:theme"),
    "status": _iri("adms:status"),
    "homepage": _iri("foaf:homepage"),
    "page": _iri("dcat:landingPage"),
    "contact": _iri("dcat:contactPoint"),
    "dataset": _iri("dcat:dataset"),
    "distribution": _iri("dcat:distribution"),
    "access": _iri("dcat:accessURL"),
    "download": _iri("dcat:downloadURL"),
    "media": _iri("dcat:mediaType"),
    "format": _iri("dct:format"),
    "size": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "notes": {"@id": "adms:versionNotes", "@language": "zh"},
}
"""Short names for what stands in the file ten thousand times."""
_NEXT = ",\n"


def rows(archive: Archive, settings: Settings) -> Rows:
    """The document, one dataset a line."""
    first = [
        f'{{"@context":{_json(_CONTEXT)},\n"@graph":[\n',
        _json(_catalog(archive, settings)).removesuffix("}") + ',"dataset":[\n',
        _json(_whole(archive, settings)),
        _NEXT if archive.reports else "",
    ]
    last = ["\n]}", *(f"{_NEXT}{_json(node)}" for node in _named(archive, settings)), "\n]}\n"]

    def row(report: Report) -> str:
        return _json(_dataset(report, settings))

    return Rows(archive.reports, "".join(first), row, _NEXT, "".join(last))


def _catalog(archive: Archive, settings: Settings) -> dict[str, Any]:
    return _filled(
        {
            "@id": settings.address(f"{paths.DCAT}#catalog"),
            "@type": "dcat:Catalog",
            "title": settings.site_name,
            "description": settings.column_description or f"{settings.site_name}的全部报告。",
            "publisher": _sponsor(settings),
            "homepage": _page(paths.HOME, settings),
            "language": _CHINESE,
            "license": _license(settings),
            "modified": _day(archive.last_change),
        }
    )


def _whole(archive: Archive, settings: Settings) -> dict[str, Any]:
    """The catalogue of reports as a dataset."""
    years = archive.years
    return _filled(
        {
            "@id": settings.address(f"{paths.DCAT}#catalogue"),
            "@type": "dcat:Dataset",
            "title": f"{settings.site_name}目录",
            "description": "每份报告的名称、单位、年度、日期、有效性和网址，一份报告一条。",
            "publisher": _sponsor(settings),
            "contact": settings.address(f"{paths.DCAT}#contact"),
            "keyword": list(settings.column_keywords),
            "theme": _GOVERNMENT,
            "language": _CHINESE,
            "modified": _day(archive.last_change),
            "temporal": _period(years[0], years[-1]) if years else None,
            "page": _page(paths.DATA, settings),
            "distribution": [
                _distribution(path, paths.DATA, settings)
                for path in (paths.CATALOGUE_CSV, paths.CATALOGUE_JSON)
            ],
        }
    )


def _dataset(report: Report, settings: Settings) -> dict[str, Any]:
    path = paths.of_report(report)
    withdrawn = report.is_withdrawn
    in_force = report.status is Status.IN_FORCE
    downloads = () if withdrawn else (paths.of_text(report), paths.of_markdown(report))
    return _filled(
        {
            "@id": settings.address(f"{path}#dataset"),
            "@type": "dcat:Dataset",
            "title": report.title,
            "description": report_page.status_sentence(report) if withdrawn else report.summary,
            "identifier": report.index_number,
            "issued": _day(report.publish_date.day),
            "modified": _day(report.last_change),
            "publisher": _unit(report.unit, settings),
            "contact": settings.address(f"{paths.DCAT}#contact"),
            "keyword": [] if withdrawn else list(report.keywords),
            "theme": _GOVERNMENT,
            "language": _CHINESE,
            "temporal": _period(report.year, report.year),
            "status": "" if in_force else _STATUS.get(report.status, _DEPRECATED),
            "notes": "" if withdrawn else _corrections(report),
            "page": _page(path, settings),
            "distribution": [
                *(_distribution(p, path, settings) for p in downloads),
                *(_attachment(a, path, settings) for a in attached(report, settings)),
            ],
        }
    )


def _corrections(report: Report) -> str:
    """How often it was corrected, and when last; ``modified`` may be younger for other reasons."""
    if not report.revisions:
        return ""
    newest = max(revision.date for revision in report.revisions)
    return f"公开以后更正 {len(report.revisions)} 次，最近一次是 {newest}。"


def _attachment(file: Attached, page: str, settings: Settings) -> dict[str, Any]:
    found = _file(file.url, file.type, page, settings)
    return _filled({**found, "title": file.title, "size": str(file.size or "")})


def _distribution(path: str, page: str, settings: Settings) -> dict[str, Any]:
    return _file(settings.address(path), media_types.of(path), page, settings)


def _file(address: str, media: str, page: str, settings: Settings) -> dict[str, Any]:
    """One file; ``page`` is where a person gets it."""
    form = _FORMATS.get(media_types.ending(address), "")
    return _filled(
        {
            "@id": f"{address}#file",
            "@type": "dcat:Distribution",
            "access": settings.address(page),
            "download": address,
            "media": _MEDIA + media,
            "format": form and f"{_EU}file-type/{form}",
            "license": _license(settings),
        }
    )


def _named(archive: Archive, settings: Settings) -> Iterator[dict[str, Any]]:
    """What is named above and must have a kind: who publishes, and the words of public lists."""
    contact = settings.contact.email
    yield {
        "@id": _sponsor(settings),
        "@type": "foaf:Agent",
        "name": settings.sponsor or settings.site_name,
    }
    yield _filled(
        {
            "@id": settings.address(f"{paths.DCAT}#contact"),
            "@type": ["vcard:Kind", "vcard:Organization"],
            "fn": settings.sponsor or settings.site_name,
            "email": f"mailto:{contact}" if _EMAIL.fullmatch(contact) else "",
        }
    )
    for unit in archive.register.units:
        if unit.id in archive.by_unit:
            yield {"@id": _unit(unit, settings), "@type": "foaf:Agent", "name": unit.name}
    if settings.license.name:
        yield {
            "@id": _license(settings),
            "@type": "dct:LicenseDocument",
            "title": settings.license.name,
        }
    yield {"@id": _CHINESE, "@type": "dct:LinguisticSystem"}
    yield {"@id": _GOVERNMENT, "@type": "skos:Concept", "label": "政府和公共部门"}
    yield {"@id": _STATUS[Status.WITHDRAWN], "@type": "skos:Concept", "label": "已撤回"}
    yield {"@id": _DEPRECATED, "@type": "skos:Concept", "label": "不再有效"}
    names = ["a.csv", "a.json", "a.txt", "a.md"]
    names += (a.file for report in archive.public for a in report.attachments)
    for media in dict.fromkeys(map(media_types.of, names)):
        yield {"@id": _MEDIA + media, "@type": "dct:MediaType"}
    for form in dict.fromkeys(_FORMATS.get(media_types.ending(name), "") for name in names):
        if form:
            yield {"@id": f"{_EU}file-type/{form}", "@type": "dct:MediaTypeOrExtent"}


def _page(path: str, settings: Settings) -> dict[str, str]:
    return {"@id": settings.address(path), "@type": "foaf:Document"}


def _sponsor(settings: Settings) -> str:
    return settings.address("#organization")


def _unit(unit: Unit, settings: Settings) -> str:
    return settings.address(paths.of_unit(unit))


def _license(settings: Settings) -> str:
    if not settings.license.name:
        return ""
    return settings.license.url or settings.address(f"{paths.DATA}#license")


def _period(first: int, last: int) -> dict[str, str]:
    return {"@type": "dct:PeriodOfTime", "start": f"{first}-01-01", "end": f"{last}-12-31"}


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
