"""What a page says of itself to machines: the tags of 国办发〔2017〕47号 and JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gongkai import paths
from gongkai.publishing.pages import Kind, SitePage
from gongkai.publishing.report_page import status_mark
from gongkai.report import Report
from gongkai.settings import Settings


@dataclass(frozen=True, slots=True)
class Head:
    """Everything in ``<head>`` that depends on the page."""

    title: str
    """Of the browser's tab: unlike that of any other page."""
    canonical: str
    tags: tuple[tuple[str, str], ...]
    """``<meta name= content=>``: the description and the tags of the 47号 annex; never empty."""
    published: str
    """``article:published_time``; empty but on reports."""
    json_ld: str
    """A JSON-LD document that is safe inside ``<script>``."""


def head(page: SitePage, settings: Settings) -> Head:
    """The head of any page. 404 has no address and so no canonical."""
    canonical = "" if page.path == paths.NOT_FOUND else settings.address(page.path)
    is_home = page.path == paths.HOME
    return Head(
        settings.site_name if is_home else f"{_unique_title(page)} - {settings.site_name}",
        canonical,
        tuple((name, value) for name, value in _tags(page, settings, canonical) if value),
        page.report.publish_date.iso if page.report else "",
        _script_safe(_json_ld(page, settings, canonical)),
    )


def _unique_title(page: SitePage) -> str:
    """Two units may give their reports one title: the unit's name tells the tabs apart."""
    report = page.report
    if page.tab_title:
        return page.tab_title
    if report is None or (report.unit_name in report.title and str(report.year) in report.title):
        return (status_mark(report) if report else "") + page.title
    return f"{status_mark(report)}{page.title}（{report.unit_name}，{report.year} 年度）"


def _tags(page: SitePage, settings: Settings, canonical: str) -> list[tuple[str, str]]:
    """Names, order and formats as the annex of 国办发〔2017〕47号 gives them.

    ``PubDate`` must have a minute; a report that gives none has 00:00 in this tag alone, and
    nowhere that a reader sees. HTML minds no capitals in names and allows one description a page,
    so the optional ``Description`` of content pages is the ``description`` that every page has.
    """
    report = page.report if page.kind is Kind.CONTENT else None
    tags = [
        ("description", page.description),
        ("SiteName", settings.site_name),
        ("SiteDomain", settings.domain),
        ("SiteIDCode", settings.site_id_code),
        ("ColumnName", page.column),
        ("ColumnDescription", settings.column_description or page.description),
        ("ColumnKeywords", ",".join(settings.column_keywords) or page.column),
        ("ColumnType", page.column_type),
    ]
    if report is None:
        return tags
    day, minute = report.publish_date.day, report.publish_date.minute
    shown = () if report.is_withdrawn else report.keywords
    return [
        *tags,
        ("ArticleTitle", report.title),
        ("PubDate", f"{day} {minute:%H:%M}" if minute else f"{day} 00:00"),
        ("ContentSource", report.source),
        ("Keywords", ",".join(shown)),
        ("Url", canonical),
    ]


def _json_ld(page: SitePage, settings: Settings, canonical: str) -> dict[str, Any]:
    """schema.org: the report, who publishes it, and the trail that leads to it."""
    graph: list[dict[str, Any]] = []
    site = {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.address('')}#organization",
        "name": settings.sponsor or settings.site_name,
        "url": settings.address(""),
    }
    if page.path == paths.HOME:
        website = {"@type": "WebSite", "name": settings.site_name, "url": settings.address("")}
        graph += [site, {**website, "inLanguage": "zh-CN", "publisher": {"@id": site["@id"]}}]
    if page.report:
        graph.append(_report(page.report, page, settings, canonical))
    if page.crumbs:
        trail = [*((c.title, settings.address(c.path)) for c in page.crumbs)]
        trail += [(page.title, canonical)] if canonical else []
        items = [
            {"@type": "ListItem", "position": n, "name": name, "item": url}
            for n, (name, url) in enumerate(trail, start=1)
        ]
        graph.append({"@type": "BreadcrumbList", "itemListElement": items})
    return {"@context": "https://schema.org", "@graph": graph}


def _report(report: Report, page: SitePage, settings: Settings, canonical: str) -> dict[str, Any]:
    unit = {
        "@type": "GovernmentOrganization",
        "@id": settings.address(paths.of_unit(report.unit)),
        "name": report.unit_name,
        "url": settings.address(paths.of_unit(report.unit)),
    }
    found: dict[str, Any] = {
        "@type": "Report",
        "@id": canonical,
        "url": canonical,
        "name": report.title,
        "headline": report.title,
        "description": page.description,
        "inLanguage": "zh-CN",
        "datePublished": report.publish_date.iso,
        "dateModified": max(str(report.publish_date.iso), str(report.last_change)),
        "temporalCoverage": str(report.year),
        "reportNumber": report.document_number,
        "identifier": report.index_number,
        "keywords": [] if report.is_withdrawn else list(report.keywords),
        "creativeWorkStatus": report.status.value,
        "author": unit,
        "publisher": unit,
    }
    if report.written_date:
        found["dateCreated"] = str(report.written_date)
    return {key: value for key, value in found.items() if value}


def _script_safe(data: dict[str, Any]) -> str:
    """JSON in which no text can end the script element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
