"""Rules over the site itself: a real site carries the real names and numbers of its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai import settings as model
from gongkai.problems import Problem, error
from gongkai.settings import Contact, Settings

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
    if settings.demo or settings.unread & {"demo", "gongkai"}:
        return
    keys = [*model.IDENTITY, "site_url", *(["site_domain"] if settings.site_domain else [])]
    for key in keys:
        value = _as_text(getattr(settings, key))
        label = _LABELS.get(key, key)
        if key in settings.unread or (key == "site_url" and "site_domain" in settings.unread):
            continue
        if not value:
            yield error(
                settings.path,
                settings.place(key),
                "identity-missing",
                f"缺少“{label}”，页脚和页面标签要用",
                f"在 {'mkdocs.yml' if key == 'site_url' else 'extra.gongkai'} 写 {key}: …；"
                "只是试用就写 demo: true",
            )
        elif _PLACEHOLDER.search(value):
            yield error(
                settings.path,
                settings.place(key),
                "identity-placeholder",
                f"“{label}”还是示例：{value}",
                "换成真实的信息；只是试用就写 demo: true",
            )


def logo(settings: Settings) -> Iterator[Problem]:
    """``logo-missing``: E, for a picture that is not there is seen on every page."""
    folder = settings.docs_dir.resolve()
    path = (folder / settings.logo).resolve()
    if settings.logo and not (path.is_file() and path.is_relative_to(folder)):
        yield error(
            settings.path,
            settings.place("logo"),
            "logo-missing",
            f"“theme.logo”：docs 文件夹里没有 {settings.logo}",
            "图片要在本站：放进 docs，写它在 docs 里的路径，如 assets/logo.svg；"
            "不用标志就删去这一行",
        )


def _as_text(value: object) -> str:
    if isinstance(value, Contact):
        return " ".join(filter(None, (value.address, value.phone, value.email)))
    return " ".join(value) if isinstance(value, tuple) else str(value)
