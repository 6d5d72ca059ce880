"""Links out of the government's sites: which they are, and the notice that they go over."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from gongkai import paths
from gongkai.publishing.leaving import WebLink, addresses, over_notices, web_link
from gongkai.settings import Settings
from worlds import column, report_text

SETTINGS = Settings(
    Path("mkdocs.yml"),
    site_url="https://xxgk.yundu.example.org/gk/",
)
PAGE = "reports/2024/a.html"


@pytest.mark.parametrize(
    ("url", "is_elsewhere"),
    [
        ("https://www.gov.cn/zhengce/", False),
        ("https://GOV.CN", False),
        ("https://beian.miit.gov.cn./", False),
        ("https://xxgk.yundu.example.org/a", False),
        ("https://bszs.conac.cn/1", False),
        ("https://www.gov.cn.evil.com/", True),
        ("https://notgov.cn/", True),
        ("https://gov.cn@evil.com/", True),
        ("https://evil.com/?to=https://www.gov.cn/", True),
        ("https://[broken", True),
        ("https://evil.com\\.gov.cn/", True),
        ("https://evil.com\\@www.gov.cn/", True),
        ("https://evil.com;.gov.cn/", True),
        ("https://evil.com；.gov.cn/", True),
        ("https:///www.gov.cn", True),
        ("ftp://evil.com/", True),
        ("https://中国政府网.政务/", False),
    ],
)
def test_which_addresses_are_elsewhere(url: str, is_elsewhere: bool) -> None:
    assert SETTINGS.is_elsewhere(url) is is_elsewhere


def test_a_link_says_where_it_leads() -> None:
    assert web_link("本站", "/help.html", SETTINGS) == WebLink("本站", "/help.html", "help.html")
    assert web_link("首页", "/", SETTINGS).path == paths.HOME
    near = web_link("法", "https://flk.npc.gov.cn/", SETTINGS)
    assert (near.path, near.leaves) == ("", False)
    away = web_link("报", "https://a.com/1", SETTINGS)
    assert away.leaves
    assert away.path == paths.of_leaving("https://a.com/1") != paths.of_leaving("https://a.com/2")
    assert web_link("报", "//a.com/1", SETTINGS).leaves


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="https://a.com/?x=1&amp;y=2">甲</a>', "https://a.com/?x=1&y=2"),
        ("<a class=x href='http://a.com/'>甲</a>", "http://a.com/"),
        ('<A HREF="HTTPS://A.com/">甲</A>', "https://A.com/"),
        ('<a href="//a.com/" rel="noopener">甲</a>', "https://a.com/"),
        ('<a\nhref="https://a.com/" title="乙">甲</a>', "https://a.com/"),
        ("<a href=https://a.com/ rel=noopener>甲</a>", "https://a.com/"),
        ('<a href = " https://a.com/">甲</a>', "https://a.com/"),
        ('<a title="a>b" href="https:/a.com/">甲</a>', "https://a.com/"),
        ('<a href="/\\a.com/">甲</a>', "https://a.com/"),
        ('<a href="&#104;ttps://a.com/">甲</a>', "https://a.com/"),
        ('<a href="ftp://a.com/">甲</a>', "ftp://a.com/"),
        ('<a href="ht&#10;tps:\\\\a.com/">甲</a>', "https://a.com/"),
    ],
)
def test_a_texts_link_out_goes_over_the_notice(html: str, url: str) -> None:
    turned, found = over_notices(f"<p>{html}</p>", PAGE, SETTINGS)
    assert found == [url]
    assert f' href="../../{paths.of_leaving(url)}"' in turned
    assert turned.count("rel=") == 1
    assert "a.com" not in turned.replace(f'data-url="{escape(url)}"', "")
    assert turned.lower().endswith(">甲</a></p>")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.gov.cn/">甲</a>',
        '<a href="../2023/a.html">甲</a>',
        '<a href="mailto:a@b.com">甲</a>',
        '<a id="x">//</a>',
        '<abbr href="https://a.com/">甲</abbr>',
        '<!-- <a href="https://a.com/">甲</a> -->',
        '<a data-href="https://a.com/" href="/x">甲</a>',
        '<a href="javascript:void(0)">甲</a>',
        "没有链接的一段，https://a.com/ 只是文字",
    ],
)
def test_every_other_link_stays_as_it_is(html: str) -> None:
    assert over_notices(html, PAGE, SETTINGS) == (html, [])


def test_front_matter_leads_out_too(tmp_path: Path) -> None:
    links = [
        {"title": "报", "url": "https://a.com/1"},
        {"title": "法", "url": "https://flk.npc.gov.cn/"},
        {"title": "本站", "url": "/help.html"},
    ]
    report = report_text(相关文件=links, 原文链接="https://b.com/old.html")
    files = {"reports/2023/yundu-sifaju.md": report, "docs/help.md": "# 帮助\n"}
    found = column(tmp_path, files)
    assert found.errors == ()
    assert list(addresses(found.archive, found.settings)) == [
        "https://a.com/1",
        "https://b.com/old.html",
    ]


def test_a_link_that_says_its_address_is_not_said_twice_on_paper() -> None:
    for words, is_said in (("https://a.com/", True), ("甲", False)):
        turned, _ = over_notices(f'<a href="https://a.com/">{words}</a>', PAGE, SETTINGS)
        assert ("data-said" in turned) is is_said
