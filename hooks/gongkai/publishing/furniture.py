"""What stands on every page: the footer's statutory items and who is responsible.

Source: 国办发〔2017〕47号, 底部功能区 of the annex: mark of party and government bodies, platform
for reporting errors, site code, sponsor and contact, ICP and police records, site map.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai import paths
from gongkai.publishing.leaving import WebLink, web_link
from gongkai.settings import Settings


@dataclass(frozen=True, slots=True)
class Fact:
    """Who is responsible, as a label and its text, which may lead somewhere."""

    label: str
    text: str
    link: WebLink | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer, from the settings alone; items without a value are left out."""

    links: tuple[WebLink, ...]
    """Pages of this site, then the two national platforms."""
    facts: tuple[Fact, ...]

    @property
    def leaving(self) -> Iterator[str]:
        """Addresses of its links out of the government's sites."""
        for link in (*self.links, *(fact.link for fact in self.facts)):
            if link and link.leaves:
                yield link.url


def footer(settings: Settings) -> Footer:
    """Built once for the whole site."""
    contact = settings.contact
    digits = "".join(re.findall(r"\d+", settings.police_record))
    police = f"https://beian.mps.gov.cn/#/query/webSearch?code={digits}" if digits else ""
    facts = (
        ("主办单位", settings.sponsor, ""),
        ("地址", contact.address, ""),
        ("电话", contact.phone, ""),
        ("邮箱", contact.email, ""),
        ("办公时间", contact.hours, ""),
        ("网站标识码", settings.site_id_code, ""),
        ("ICP备案", settings.icp, "https://beian.miit.gov.cn/"),
        ("公安备案", settings.police_record, police),
    )
    links = (
        ("网站地图", f"/{paths.SITEMAP}"),
        ("公开情况一览", f"/{paths.COVERAGE}"),
        ("使用帮助", f"/{paths.HELP}"),
        ("无障碍声明", f"/{paths.ACCESSIBILITY}"),
        ("党政机关网站标识", settings.official_mark_url),
        ("我为政府网站找错", settings.error_report_url),
    )
    return Footer(
        tuple(web_link(title, url, settings) for title, url in links if url),
        tuple(
            Fact(label, text, web_link(text, url, settings) if url else None)
            for label, text, url in facts
            if text
        ),
    )
