"""The site's settings, read from ``mkdocs.yml`` without MkDocs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.checks.site import logo
from gongkai.problems import Problem, Severity
from gongkai.reading import read_settings
from gongkai.report import Acceptance
from gongkai.settings import (
    DISCLOSURE_REPORT,
    IDENTITY,
    LAW_REPORT,
    Category,
    Contact,
    License,
    Security,
    Settings,
)
from gongkai.settings import FIELDS as SETTINGS_FIELDS
from worlds import world


def read(
    folder: Path, text: str, environment: dict[str, str] | None = None
) -> tuple[Settings, list[Problem]]:
    return read_settings(world(folder, {"mkdocs.yml": text}), environment or {})


def test_defaults_fill_what_is_left_out(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "extra: {gongkai: {演示: true}}\n")
    assert problems == []
    assert settings == Settings(
        tmp_path / "mkdocs.yml",
        reports_dir=tmp_path / "reports",
        docs_dir=tmp_path / "docs",
        site_dir=tmp_path / "site",
        demo=True,
    )
    assert settings.column_name == "政府信息公开"
    assert settings.categories == (LAW_REPORT, DISCLOSURE_REPORT)
    assert settings.main_category is LAW_REPORT
    assert not settings.index_number_required


CHINESE = """\
site_name: 云渡县政府信息公开
site_url: https://xxgk.yundu.gov.cn/gk/
extra:
  gongkai:
    演示: false   # 注释在设置里是正常的
    报告文件夹: content
    网站标识码: "1304000009"
    网站域名: www.yundu.gov.cn
    主办单位: 云渡县人民政府办公室
    联系方式: {地址: 文昌路1号, 电话: 0310-6012345, 邮箱: a@yundu.gov.cn, 时间: 工作日}
    ICP备案号: 冀ICP备05070218号
    公安备案号: 冀公网安备13040002000001号
    党政机关标识: https://bszs.conac.cn/1
    找错平台: https://zfwzgl.www.gov.cn/1
    栏目名称: 信息公开
    栏目描述: 公开年度报告
    栏目关键词: [信息公开, 年报]
    政府域名: [gov.cn]
    类别:
      - {名称: 甲}
      - {名称: 乙, 期限: "03-31", 每年必有: true}
    索引号: {必填: true, 格式: "[0-9]+"}
    遮盖: {身份证号: 3+0, 手机号: 3+2, 银行卡号: 4+4}
    错别字: [{误: 望川巿, 正: 望川市}]
    专名: [望川市人民政府]
    保留原件: false
    例外: [{规则: slug-style, 理由: 早年的文件名}]
    轻重: [{规则: privacy-mobile, 轻重: 错误}, {规则: late-deadline, 轻重: 提示}]
    附件: {类型: [pdf, zip], 大小: 5}
    安全联系: {联系: "mailto:a@yundu.gov.cn", 到期: 2025-12-31}
    使用许可: {名称: 开放许可, 网址: "https://data.yundu.gov.cn/xuke"}
"""

ENGLISH = """\
site_name: 云渡县政府信息公开
site_url: https://xxgk.yundu.gov.cn/gk/
extra:
  gongkai:
    demo: false
    reports_dir: content
    site_id_code: "1304000009"
    site_domain: www.yundu.gov.cn
    sponsor: 云渡县人民政府办公室
    contact: {address: 文昌路1号, phone: 0310-6012345, email: a@yundu.gov.cn, hours: 工作日}
    icp: 冀ICP备05070218号
    police_record: 冀公网安备13040002000001号
    official_mark_url: https://bszs.conac.cn/1
    error_report_url: https://zfwzgl.www.gov.cn/1
    column_name: 信息公开
    column_description: 公开年度报告
    column_keywords: [信息公开, 年报]
    government_domains: [gov.cn]
    categories:
      - {name: 甲}
      - {name: 乙, deadline: "03-31", required: true}
    index_number: {required: true, pattern: "[0-9]+"}
    masks: {id: 3+0, mobile: 3+2, card: 4+4}
    slips: [{wrong: 望川巿, right: 望川市}]
    names: [望川市人民政府]
    keep_originals: false
    allow: [{code: slug-style, reason: 早年的文件名}]
    severities: [{code: privacy-mobile, severity: 错误}, {code: late-deadline, severity: 提示}]
    attachments: {types: [pdf, zip], largest: 5}
    security: {contact: "mailto:a@yundu.gov.cn", expires: 2025-12-31}
    license: {name: 开放许可, url: "https://data.yundu.gov.cn/xuke"}
"""


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["Chinese", "English"])
def test_every_setting_is_read_in_either_language(tmp_path: Path, text: str) -> None:
    settings, problems = read(tmp_path, text)
    assert problems == []
    assert settings == Settings(
        path=tmp_path / "mkdocs.yml",
        site_name="云渡县政府信息公开",
        site_url="https://xxgk.yundu.gov.cn/gk/",
        reports_dir=tmp_path / "content",
        docs_dir=tmp_path / "docs",
        site_dir=tmp_path / "site",
        demo=False,
        site_id_code="1304000009",
        site_domain="www.yundu.gov.cn",
        sponsor="云渡县人民政府办公室",
        contact=Contact("文昌路1号", "0310-6012345", "a@yundu.gov.cn", "工作日"),
        security=Security("mailto:a@yundu.gov.cn", date(2025, 12, 31)),
        icp="冀ICP备05070218号",
        police_record="冀公网安备13040002000001号",
        official_mark_url="https://bszs.conac.cn/1",
        error_report_url="https://zfwzgl.www.gov.cn/1",
        column_name="信息公开",
        column_description="公开年度报告",
        column_keywords=("信息公开", "年报"),
        government_domains=("gov.cn",),
        categories=(Category("甲", None, required=True), Category("乙", (3, 31), required=True)),
        index_number_required=True,
        index_number_pattern="[0-9]+",
        masks={"id": (3, 0), "mobile": (3, 2), "card": (4, 4)},
        slips=(("望川巿", "望川市"),),
        names=("望川市人民政府",),
        keep_originals=False,
        allow=(Acceptance("slug-style", "早年的文件名"),),
        severities={"privacy-mobile": Severity.ERROR, "late-deadline": Severity.NOTE},
        attachment_types=("pdf", "zip"),
        attachment_size=5,
        license=License("开放许可", "https://data.yundu.gov.cn/xuke"),
    )
    assert settings.domain == "www.yundu.gov.cn"
    assert settings.address("/reports/2024/a.html") == (
        "https://xxgk.yundu.gov.cn/gk/reports/2024/a.html"
    )
    assert settings.place("demo")[0] == 5
    assert settings.place("categories.1.deadline")[0] == 21
    assert settings.place("gongkai") == settings.place("not given") == (5, 5)
    assert set(settings.places) >= {field.key for field in SETTINGS_FIELDS}


def test_only_the_first_category_is_due_every_year_unless_said(tmp_path: Path) -> None:
    text = "extra: {gongkai: {demo: true, 类别: [{名称: 甲, 每年必有: false}, {名称: 乙}]}}"
    settings, _ = read(tmp_path / "a", text)
    assert [c.required for c in settings.categories] == [False, False]
    text = "extra: {gongkai: {demo: true, 类别: [{名称: 甲}, {名称: 乙}]}}"
    settings, _ = read(tmp_path / "b", text)
    assert [c.required for c in settings.categories] == [True, False]
    assert settings.category("乙") == Category("乙")
    assert settings.category("丙") is None


def test_the_domain_is_that_of_the_address_unless_given() -> None:
    assert Settings(Path("x"), site_url="https://a.gov.cn:8080/b/").domain == "a.gov.cn"
    assert Settings(Path("x"), site_url="https://a.gov.cn/", site_domain="b").domain == "b"
    assert Settings(Path("x")).domain == ""


def test_due_is_in_the_year_after() -> None:
    assert LAW_REPORT.due(2023) == date(2024, 4, 1)
    assert DISCLOSURE_REPORT.due(2023) == date(2024, 1, 31)
    assert Category("甲").due(2023) is None
    assert LAW_REPORT.due(9999) is None, "the calendar ends"


@pytest.mark.parametrize(
    ("value", "environment", "folder"),
    [
        ("!ENV [REPORTS_DIR, reports]", {}, "reports"),
        ("!ENV [REPORTS_DIR, reports]", {"REPORTS_DIR": "other"}, "other"),
        ("!ENV [REPORTS_DIR, reports]", {"REPORTS_DIR": "/else/where"}, "/else/where"),
        ("!ENV [FIRST, REPORTS_DIR, reports]", {"REPORTS_DIR": "b", "FIRST": "a"}, "a"),
        ("!ENV [FIRST, REPORTS_DIR, reports]", {"REPORTS_DIR": "b"}, "b"),
        ("!ENV REPORTS_DIR", {"REPORTS_DIR": "b"}, "b"),
        ("!ENV REPORTS_DIR", {}, "reports"),
        ("!ENV [REPORTS_DIR]", {"REPORTS_DIR": "b"}, "b"),
        ("!ENV [REPORTS_DIR]", {}, "reports"),
        ("!ENV []", {"": "b"}, "b"),
        ("!ENV []", {}, "reports"),
        ("!ENV [REPORTS_DIR, reports]", {"REPORTS_DIR": ""}, "reports"),
    ],
)
def test_env_is_what_mkdocs_makes_of_it(
    tmp_path: Path, value: str, environment: dict[str, str], folder: str
) -> None:
    settings, problems = read(
        tmp_path, f"extra: {{gongkai: {{demo: true, reports_dir: {value}}}}}", environment
    )
    assert problems == []
    assert settings.reports_dir == tmp_path / folder


def test_env_stands_for_the_sites_address_too(tmp_path: Path) -> None:
    text = "site_url: !ENV [URL, 'https://a.gov.cn/']\nextra: {gongkai: {demo: true}}"
    assert read(tmp_path, text)[0].site_url == "https://a.gov.cn/"
    assert read(tmp_path, text, {"URL": "https://b.gov.cn/"})[0].site_url == "https://b.gov.cn/"
    _, (problem,) = read(tmp_path, text, {"URL": "b.gov.cn"})
    assert (problem.code, problem.line, problem.column) == ("value-address", 1, 11)


def test_tags_of_mkdocs_elsewhere_are_no_ones_business(tmp_path: Path) -> None:
    text = (
        "markdown_extensions:\n  - toc:\n      slugify: !!python/name:a.b\n  - &x tables\n  - *x\n"
        "extra: {gongkai: {demo: true}}\n"
    )
    assert read(tmp_path, text)[1] == []


@pytest.mark.parametrize(
    "text",
    ["", "a: b: c", "extra: []", "[]", "extra: {gongkai: [demo]}", "extra: {}", b"\xff\xfe"],
)
def test_without_our_section_the_folder_is_still_beside_the_file(tmp_path: Path, text: str) -> None:
    settings, problems = read(tmp_path, text)
    assert [p.is_error for p in problems] == [True]
    assert settings.reports_dir == tmp_path / "reports"
    assert settings.unread == {"gongkai"}


def test_what_cannot_be_read_is_remembered(tmp_path: Path) -> None:
    text = (
        "site_url: a\nextra: {gongkai: {demo: maybe, 网站标识码: 1, 类别: [a],"
        ' 联系方式: {电话: 1, QQ: 1}, 索引号: {格式: "("}}}'
    )
    settings, problems = read(tmp_path, text)
    assert len(problems) == 6
    assert settings.unread == {"demo", "site_id_code", "categories", "contact", "site_domain"}
    assert settings.index_number_pattern == ""
    assert settings.site_url == ""


def test_identity_names_settings_that_exist() -> None:
    assert set(IDENTITY) <= {field.key for field in SETTINGS_FIELDS}


def test_the_logo_is_looked_for_where_mkdocs_takes_it(tmp_path: Path) -> None:
    text = "docs_dir: pages\ntheme:\n  name: material\n  logo: assets/logo.svg\n" + CHINESE
    settings, problems = read(tmp_path, text + "site_dir: out\n")
    assert problems == []
    assert (settings.docs_dir, settings.logo) == (tmp_path / "pages", "assets/logo.svg")
    assert settings.site_dir == tmp_path / "out"
    assert settings.place("logo") == (4, 9)
    (problem,) = logo(settings)
    assert (problem.code, problem.line) == ("logo-missing", 4)
    world(tmp_path, {"pages/assets/logo.svg": "<svg/>"})
    assert list(logo(settings)) == []
    assert list(logo(Settings(tmp_path / "mkdocs.yml"))) == []


@pytest.mark.parametrize("name", ["null", "false", "~", ""])
def test_no_logo_may_be_said(tmp_path: Path, name: str) -> None:
    settings, problems = read(tmp_path, f"theme:\n  name: material\n  logo: {name}\n{CHINESE}")
    assert (settings.logo, problems) == ("", [])


@pytest.mark.parametrize("name", ["../mkdocs.yml", "/etc/hostname", "."])
def test_a_logo_outside_docs_is_none(tmp_path: Path, name: str) -> None:
    settings, _ = read(tmp_path, f"theme:\n  name: material\n  logo: {name}\n{CHINESE}")
    assert [problem.code for problem in logo(settings)] == ["logo-missing"]


@pytest.mark.parametrize("domain", ["GOV.CN", "*.gov.cn", ".gov.cn", "https://gov.cn", "gov.cn/"])
def test_what_is_no_domain_is_said(tmp_path: Path, domain: str) -> None:
    _, (problem,) = read(tmp_path, f'extra: {{gongkai: {{演示: true, 政府域名: ["{domain}"]}}}}\n')
    assert problem.code == "value-pattern"
    assert "只写域名" in problem.hint


def test_government_domains_are_configured(tmp_path: Path) -> None:
    text = "extra: {gongkai: {演示: true, 政府域名: [gov.cn, yundu.org]}}\n"
    settings, problems = read(tmp_path, text)
    assert problems == []
    assert not settings.is_elsewhere("https://www.yundu.org/")
    assert settings.is_elsewhere("https://bszs.conac.cn/")
