"""What programs that visit a site ask for first: ``robots.txt`` and ``security.txt``."""

from __future__ import annotations

from gongkai import paths
from gongkai.settings import Security, Settings


def robots(settings: Settings) -> str:
    """Everybody may read everything: a disclosure column is there to be found (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.address(paths.SITEMAP_XML)}\n"


def security_text(security: Security, settings: Settings) -> str:
    """Whom to tell of a weakness (RFC 9116); the last day counts until its end, in China."""
    return (
        f"Contact: {security.contact}\n"
        f"Expires: {security.expires}T23:59:59+08:00\n"
        "Preferred-Languages: zh, en\n"
        f"Canonical: {settings.address(paths.SECURITY)}\n"
    )
