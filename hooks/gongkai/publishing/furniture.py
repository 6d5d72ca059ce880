"""What stands on every page: the footer's statutory items and who is responsible.

Source: 国办发〔2017〕47号, 底部功能区 of the annex: mark of party and government bodies, platform
for reporting errors, site code, sponsor and contact, ICP and police records, site map.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.publishing import paths
from gongkai.settings import Settings


@dataclass(frozen=True, slots=True)
class FooterItem:
    """One item: a label, its text, and where it leads."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer, from the settings alone; items without a value are left out."""

    links: tuple[FooterItem, ...]
    """Pages of this site, by path."""
    platforms: tuple[FooterItem, ...]
    """The two national platforms."""
    facts: tuple[FooterItem, ...]


def footer(settings: Settings) -> Footer:
    """Built once for the whole site."""
    contact = settings.contact
    digits = "".join(re.findall(r"\d+", settings.police_record))
    police = f"https://beian.mps.gov.cn/#/query/webSearch?code={digits}" if digits else ""
    facts = (
        FooterItem("主办单位", settings.sponsor),
        FooterItem("地址", contact.address),
        FooterItem("电话", contact.phone),
        FooterItem("邮箱", contact.email),
        FooterItem("办公时间", contact.hours),
        FooterItem("网站标识码", settings.site_id_code),
        FooterItem("ICP备案", settings.icp, "https://beian.miit.gov.cn/"),
        FooterItem("公安备案", settings.police_record, police),
    )
    platforms = (
        FooterItem("党政机关网站标识", "党政机关网站标识", settings.official_mark_url),
        FooterItem("我为政府网站找错", "我为政府网站找错", settings.error_report_url),
    )
    return Footer(
        (
            FooterItem("网站地图", "网站地图", paths.SITEMAP),
            FooterItem("公开情况一览", "公开情况一览", paths.COVERAGE),
            FooterItem("使用帮助", "使用帮助", paths.HELP),
            FooterItem("无障碍声明", "无障碍声明", paths.ACCESSIBILITY),
        ),
        tuple(item for item in platforms if item.url),
        tuple(item for item in facts if item.text),
    )
