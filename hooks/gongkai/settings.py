"""Who publishes the site and by which rules: ``extra.gongkai`` in ``mkdocs.yml``, typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date
from pathlib import Path
from types import MappingProxyType

from gongkai.addresses import host_of
from gongkai.fields import Field, Kind
from gongkai.problems import Severity
from gongkai.report import ACCEPTANCE_FIELDS, Acceptance

COLUMN_TYPES = (
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依法申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
)
"""Values of the ``ColumnType`` tag named in the annex of 国办发〔2017〕47号."""

ATTACHMENT_TYPES = (
    *("pdf", "ofd", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "wps", "et", "dps"),
    *("csv", "txt", "jpg", "jpeg", "png", "gif", "webp"),
)
"""Endings of files that may be published: documents, tables and pictures that every reader can
open. No archives, whose content nobody sees before it is opened; no web pages and programs."""
ATTACHMENT_SIZE = 20
"""Megabytes that a file should not exceed: on a slow mobile line they take a minute."""

CATEGORY_FIELDS = (
    Field("name", "名称", Kind.TEXT, "类别的名称", needed=True),
    Field(
        "deadline",
        "期限",
        Kind.TEXT,
        "次年的这一天之前应当公开，如 04-01；不写则不提醒",
        pattern=r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
        r"|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31",
        pattern_hint="月-日，如 04-01",
    ),
    Field("required", "每年必有", Kind.FLAG, "缺了是否在覆盖表里标出；不写为第一个类别标出"),
)
INDEX_NUMBER_FIELDS = (
    Field("required", "必填", Kind.FLAG, "报告是否必须有索引号"),
    Field("pattern", "格式", Kind.TEXT, "正则表达式，整个索引号要符合"),
)
_RUNS = (
    "x?html?|shtml|mht|mhtml|svg|xml|js|mjs|exe|com|bat|cmd|msi|dll|scr|jar|vbs|ps1|sh|php|jsp|asp"
)
"""Endings of what a browser or a computer would run."""
ATTACHMENT_FIELDS = (
    Field(
        "types",
        "类型",
        Kind.TEXTS,
        f"可以公开的扩展名；不写为 {'、'.join(ATTACHMENT_TYPES)}",
        pattern=rf"(?!(?:{_RUNS})\Z)[a-z0-9]{{1,10}}",
        pattern_hint="只写扩展名，用小写，不带点，如 pdf；网页、脚本和程序不能公开",
    ),
    Field(
        "largest",
        "大小",
        Kind.TEXT,
        f"一个附件最大多少 MB，超过就提醒；不写为 {ATTACHMENT_SIZE}",
        pattern=r"[1-9][0-9]{0,3}",
        pattern_hint="整数，如 20",
    ),
)
CONTACT_FIELDS = (
    Field("address", "地址", Kind.TEXT, "办公地址"),
    Field("phone", "电话", Kind.TEXT, "办公电话"),
    Field("email", "邮箱", Kind.TEXT, "电子邮箱"),
    Field("hours", "时间", Kind.TEXT, "办公时间"),
)
SECURITY_FIELDS = (
    Field(
        "contact",
        "联系",
        Kind.TEXT,
        "发现漏洞的人找谁：mailto:邮箱、tel:电话或 https 网址",
        needed=True,
        pattern=r"(?:mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9-]+|https://\S+)",
        pattern_hint="mailto:邮箱、tel:+86-…，或以 https:// 开头的网址",
    ),
    Field("expires", "到期", Kind.DAY, "这条联系方式有效到哪一天，不超过一年", needed=True),
)
LICENSE_FIELDS = (
    Field("name", "名称", Kind.TEXT, "许可的名称", needed=True),
    Field("url", "网址", Kind.ADDRESS, "许可的全文在哪里"),
)

MASK_FIELDS = tuple(
    Field(
        key,
        label,
        Kind.TEXT,
        f"露出的位数，不写为 {shown}",
        pattern=r"[0-6]\+[0-4]",
        pattern_hint="前几位+后几位，最多 6+4",
    )
    for key, label, shown in (
        ("id", "身份证号", "6+4"),
        ("mobile", "手机号", "3+4"),
        ("card", "银行卡号", "6+4"),
    )
)
SLIP_FIELDS = (
    Field("wrong", "误", Kind.TEXT, "错误的写法", needed=True),
    Field("right", "正", Kind.TEXT, "正确的写法", needed=True),
)
SEVERITIES = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.NOTE}
SEVERITY_FIELDS = (
    Field("code", "规则", Kind.TEXT, "规则的代码", needed=True),
    Field("severity", "轻重", Kind.TEXT, "改成", needed=True, choices=tuple(SEVERITIES)),
)

FIELDS = (
    Field("demo", "演示", Kind.FLAG, "true：每页写明是演示；false：下面的信息必须真实齐全"),
    Field("reports_dir", "报告文件夹", Kind.TEXT, "不写为 reports"),
    Field(
        "site_id_code",
        "网站标识码",
        Kind.TEXT,
        "bm 加 8 位数字，或 10 位数字",
        pattern=r"bm[0-9]{8}|[0-9]{10}",
        pattern_hint="10 位数字，部委网站为 bm 加 8 位数字",
    ),
    Field("site_domain", "网站域名", Kind.TEXT, "不写取自 site_url"),
    Field("sponsor", "主办单位", Kind.TEXT, "网站主办单位"),
    Field("contact", "联系方式", Kind.RECORD, "页脚的联系方式", fields=CONTACT_FIELDS),
    Field(
        "security",
        "安全联系",
        Kind.RECORD,
        "写进 security.txt：发现漏洞时联系谁",
        fields=SECURITY_FIELDS,
    ),
    Field("icp", "ICP备案号", Kind.TEXT, "如 京ICP备05070218号"),
    Field("police_record", "公安备案号", Kind.TEXT, "如 京公网安备11010202000001号"),
    Field("official_mark_url", "党政机关标识", Kind.ADDRESS, "党政机关网站标识的查询网址"),
    Field("error_report_url", "找错平台", Kind.ADDRESS, "“我为政府网站找错”的网址"),
    Field("column_name", "栏目名称", Kind.TEXT, "不写为 政府信息公开"),
    Field("column_description", "栏目描述", Kind.TEXT, "栏目的设置目的和主要内容"),
    Field("column_keywords", "栏目关键词", Kind.TEXTS, "栏目的关键词"),
    Field(
        "government_domains",
        "政府域名",
        Kind.TEXTS,
        "这些域名和它们下级的网站直接打开，其他网站先经过离开提示；不写为 gov.cn、conac.cn、政务",
        pattern=r"[^\s/:*.A-Z][^\s/:*A-Z]*",
        pattern_hint="只写域名，用小写，如 gov.cn，不带 https://、* 和开头的点",
    ),
    Field("categories", "类别", Kind.RECORDS, "报告的类别，第一个是默认的", fields=CATEGORY_FIELDS),
    Field("index_number", "索引号", Kind.RECORD, "索引号的要求", fields=INDEX_NUMBER_FIELDS),
    Field(
        "masks", "遮盖", Kind.RECORD, "号码遮住后露出前几位、后几位，全站一致", fields=MASK_FIELDS
    ),
    Field("slips", "错别字", Kind.RECORDS, "要提醒的错误写法，加在自带的之外", fields=SLIP_FIELDS),
    Field("names", "专名", Kind.TEXTS, "领导人、机构的正确名称：读音相同的别字会提醒"),
    Field("keep_originals", "保留原件", Kind.FLAG, "导入的原文件是否作为附件公开；不写为 true"),
    Field("allow", "例外", Kind.RECORDS, "全站接受的检查结果", fields=ACCEPTANCE_FIELDS[:2]),
    Field(
        "severities",
        "轻重",
        Kind.RECORDS,
        "改变规则的轻重：都可以改重，只有警告可以改轻",
        fields=SEVERITY_FIELDS,
    ),
    Field("attachments", "附件", Kind.RECORD, "可公开的类型，大小几 MB", fields=ATTACHMENT_FIELDS),
    Field(
        "license",
        "使用许可",
        Kind.RECORD,
        "别人可以怎样使用开放数据；不写就不声明",
        fields=LICENSE_FIELDS,
    ),
)
"""``extra.gongkai`` in ``mkdocs.yml``."""

IDENTITY = (
    "site_id_code",
    "sponsor",
    "contact",
    "icp",
    "police_record",
    "official_mark_url",
    "error_report_url",
    "column_description",
    "column_keywords",
)
"""Keys that a real site must have. Source: 国办发〔2017〕47号, footer and tags of the annex."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of report, and when it falls due."""

    name: str
    deadline: tuple[int, int] | None = None
    """Month and day of the year after, before which it is to be public."""
    required: bool = False
    """Whether every unit owes one a year."""

    def due(self, year: int) -> date | None:
        """The day by which the report on ``year`` is to be public."""
        return date(year + 1, *self.deadline) if self.deadline and year < MAXYEAR else None

    def days_late(self, year: int, day: date) -> int:
        """How many days after it was due a report on ``year`` was public on ``day``; 0 in time."""
        due = self.due(year)
        return max(0, (day - due).days) if due else 0


LAW_REPORT = Category("法治政府建设年度报告", (4, 1), required=True)
"""督察工作规定（厅字〔2019〕28号）第二十四条: public before April 1st of the next year."""
DISCLOSURE_REPORT = Category("政府信息公开工作年度报告", (1, 31))
"""政府信息公开条例第四十九条: public before January 31st of the next year."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the site's sponsor."""

    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Security:
    """Whom to tell of a weakness of the site, and until which day that holds."""

    contact: str
    expires: date


@dataclass(frozen=True, slots=True)
class License:
    """What others may do with the data; empty where nothing is said."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The site as a whole."""

    path: Path
    """The ``mkdocs.yml`` it was read from."""
    site_name: str = ""
    site_url: str = ""
    reports_dir: Path = Path("reports")
    docs_dir: Path = Path("docs")
    site_dir: Path = Path("site")
    """Where a build puts the site, unless it is told another place."""
    logo: str = ""
    """``theme.logo``: a picture in ``docs/`` that stands before the name on every page."""
    demo: bool = False
    site_id_code: str = ""
    site_domain: str = ""
    sponsor: str = ""
    contact: Contact = Contact()
    security: Security | None = None
    icp: str = ""
    police_record: str = ""
    official_mark_url: str = ""
    error_report_url: str = ""
    column_name: str = "政府信息公开"
    column_description: str = ""
    column_keywords: tuple[str, ...] = ()
    government_domains: tuple[str, ...] = ("gov.cn", "conac.cn", "政务", "xn--zfr164b")
    """Those of government, in letters and in Chinese, and of the registry of its sites' marks."""
    categories: tuple[Category, ...] = (LAW_REPORT, DISCLOSURE_REPORT)
    index_number_required: bool = False
    index_number_pattern: str = ""
    masks: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({"id": (6, 4), "mobile": (3, 4), "card": (6, 4)})
    )
    """Figures that a masked number shows, first and last: ``id``, ``mobile``, ``card``."""
    slips: tuple[tuple[str, str], ...] = ()
    """Wrong forms to warn of, each with the right one, besides those that come with the rules."""
    names: tuple[str, ...] = ()
    """Leaders and institutions, as they are rightly written."""
    keep_originals: bool = True
    """Whether an import publishes the file that a report was made from, as its attachment."""
    allow: tuple[Acceptance, ...] = ()
    """Findings that are accepted in the whole site."""
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """Rules' codes → the severity that the site gives them."""
    attachment_types: tuple[str, ...] = ATTACHMENT_TYPES
    """Endings, without the dot, of files that may be published."""
    attachment_size: int = ATTACHMENT_SIZE
    """Megabytes above which a file is warned of."""
    license: License = License()
    unread: frozenset[str] = frozenset()
    """Keys whose value is wrong, which is said already: no rule judges the default in its place."""
    places: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )
    """Line and column of each key that the file gives."""

    @property
    def domain(self) -> str:
        """Host name for the ``SiteDomain`` tag."""
        return self.site_domain or host_of(self.site_url)

    @property
    def main_category(self) -> Category:
        """What a report is where its file does not say."""
        return self.categories[0]

    @property
    def disclosure_category(self) -> str:
        """Name of the category of 政府信息公开年报, whichever of its usual names it has."""
        names = [c.name for c in self.categories if "政府信息公开" in c.name]
        return names[0] if names else DISCLOSURE_REPORT.name

    def category(self, name: str) -> Category | None:
        return next((c for c in self.categories if c.name == name), None)

    def is_elsewhere(self, url: str) -> bool:
        """Whether a web address is outside this site and the government's domains.

        What is no host name belongs to nobody: a browser may read it in its own way.
        """
        host = host_of(url).rstrip(".")
        near = (self.site_domain, host_of(self.site_url), *self.government_domains)
        is_near = any(host == name or host.endswith(f".{name}") for name in near if name)
        return not (is_near and re.fullmatch(r"[\w.-]+", host))

    def address(self, path: str) -> str:
        """The absolute address of a path of the site (``reports/2024/a.html``)."""
        return f"{self.site_url.rstrip('/')}/{path.lstrip('/')}"

    @property
    def may_be_demo(self) -> bool:
        """Whether it is a demonstration, or nobody can tell."""
        return self.demo or bool(self.unread & {"demo", "gongkai"})

    def place(self, key: str) -> tuple[int, int]:
        """Where a value stands in ``mkdocs.yml``; where it is missing, the section's own place."""
        return self.places.get(key) or self.places.get("gongkai") or (1, 1)
