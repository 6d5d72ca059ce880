"""Rules over the site itself: a real site carries the real names and numbers of its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai import settings as model
from gongkai.problems import Problem, Severity, real_path
from gongkai.rules import Example, Rule
from gongkai.settings import Contact, Settings

_TAGS = "国办发〔2017〕47号附件《网页设计规范》：网站标签和栏目标签为必选"
IDENTITY_MISSING = Rule(
    "identity-missing",
    Severity.ERROR,
    finds="缺少网站必备的信息",
    reason="页脚和页面标签要写明网站是谁办的、怎样联系。缺了，读者分不清是不是真的政府网站。",
    source=_TAGS,
    wrong="column_description:",
    right="column_description: 公开云渡县各单位的年度报告。",
    example=Example.SETTINGS,
)
IDENTITY_PLACEHOLDER = Rule(
    "identity-placeholder",
    Severity.ERROR,
    finds="还留着示例的信息",
    reason="示例的网址、名称和备案号放到网上，就是假的。",
    source=_TAGS,
    wrong="site_url: https://xxgk.example.gov.cn/",
    right="site_url: https://xxgk.yundu.gov.cn/",
    example=Example.SETTINGS,
)
LOGO_MISSING = Rule(
    "logo-missing",
    Severity.ERROR,
    finds="网站的标志不在本站",
    reason="标志在每一页上，找不到这张图，每一页都缺一块。",
    source="约定：图片放进 docs/assets，见手册第四节",
    wrong="theme.logo 写 assets/logo.svg，docs/assets 里没有这张图",
    right="把 logo.svg 放进 docs/assets",
    example=Example.FILES,
)
SECURITY_EXPIRED = Rule(
    "security-expired",
    Severity.WARNING,
    finds="安全联系方式到期了",
    reason="到期的联系方式没有人敢信，发现漏洞的人就不知道告诉谁。",
    source="RFC 9116, 2.5.5",
    wrong="security: {contact: mailto:anquan@yundu.gov.cn, expires: 2024-12-31}",
    right="security: {contact: mailto:anquan@yundu.gov.cn, expires: 2025-12-31}",
    example=Example.SETTINGS,
)
RULES = (IDENTITY_MISSING, IDENTITY_PLACEHOLDER, LOGO_MISSING, SECURITY_EXPIRED)

_PLACEHOLDER = re.compile(
    r"example|示例|待填|待定|某[某市县区]|×{2,}|(?<![a-z])x{2,}(?![a-z])|0{8,}"
    r"|1234567|9999990001|望川|(?<!\d)123456(?!\d)|todo|\?\?|？？",
    re.IGNORECASE,
)
"""Words of examples, this project's own included. Real values pass: ``xxgk.….gov.cn``, and
3600000001, the 标识码 of a province."""
_LABELS = {field.key: field.label for field in model.FIELDS}


def identity(settings: Settings) -> Iterator[Problem]:
    """``identity-missing``, ``identity-placeholder``: E unless ``demo: true`` (47号, annex)."""
    if settings.may_be_demo:
        return
    keys = [*model.IDENTITY, "site_name", "site_url"]
    keys += ["site_domain"] if settings.site_domain else []
    for key in keys:
        value = _as_text(getattr(settings, key))
        label = _LABELS.get(key, key)
        if key in settings.unread or (key == "site_url" and "site_domain" in settings.unread):
            continue
        if not value and key != "site_name":  # MkDocs itself asks for it
            yield IDENTITY_MISSING.problem(
                settings.path,
                settings.place(key),
                f"缺少“{label}”，页脚和页面标签要用",
                f"在 {'mkdocs.yml' if key.startswith('site_') else 'extra.gongkai'} 写 {key}: …；"
                "只是试用就写 demo: true",
            )
        elif _PLACEHOLDER.search(value):
            yield IDENTITY_PLACEHOLDER.problem(
                settings.path,
                settings.place(key),
                f"“{label}”还是示例：{value}",
                "换成真实的信息；只是试用就写 demo: true",
            )


def logo(settings: Settings) -> Iterator[Problem]:
    """``logo-missing``: E, for a picture that is not there is seen on every page."""
    folder = real_path(settings.docs_dir)
    path = real_path(folder / settings.logo)
    if settings.logo and not (path.is_file() and path.is_relative_to(folder)):
        yield LOGO_MISSING.problem(
            settings.path,
            settings.place("logo"),
            f"“theme.logo”：docs 文件夹里没有 {settings.logo}",
            "图片要在本站：放进 docs，写它在 docs 里的路径，如 assets/logo.svg；"
            "不用标志就删去这一行",
        )


def security(settings: Settings, today: date) -> Iterator[Problem]:
    """``security-expired``: W, for a contact of which nobody knows whether it still holds."""
    if settings.security and settings.security.expires < today:
        yield SECURITY_EXPIRED.problem(
            settings.path,
            settings.place("security"),
            f"“安全联系”{settings.security.expires} 到期了",
            "核对联系方式，写一年以内的新日期",
        )


def _as_text(value: object) -> str:
    if isinstance(value, Contact):
        return " ".join(filter(None, (value.address, value.phone, value.email)))
    return " ".join(value) if isinstance(value, tuple) else str(value)
