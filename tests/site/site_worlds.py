"""Made-up archives for what the real one does not hold: every status, hostile text, a long year.

Each function writes one reports folder. Units, names and numbers are invented.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEXT = (
    "本年度办理行政执法案件二十件，全部按期办结。\n\n"
    "## 一、主要举措\n\n公开清单，逐项公布结果。\n\n"
    "## 二、存在的不足\n\n执法人员不足，有的案卷不够规范，培训次数也不多。\n\n"
    "## 三、第一责任人履职情况\n\n局长带头学法述法，重要的执法决定都经集体讨论。\n\n"
    "## 四、下一年的安排\n\n再配两名执法人员，每季度评查一次案卷。\n"
)
"""A text in which no rule finds anything wrong."""


def write(folder: Path, units: list[dict[str, Any]], reports: Mapping[str, Any]) -> Path:
    """``reports`` is name → (fields, text); a name is ``<year>/<slug>``.

    Values are written as JSON, which is YAML with every character quoted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.yml").write_text(
        "".join(f"- {json.dumps(unit, ensure_ascii=False)}\n" for unit in units), encoding="utf-8"
    )
    for name, (fields, text) in reports.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(front_matter(fields) + text, encoding="utf-8")
    return folder


def front_matter(fields: Mapping[str, Any]) -> str:
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{''.join(lines)}---\n"


def fields(year: int = 2024, unit: str = "云溪县司法局", **more: Any) -> dict[str, Any]:
    """Front matter that is complete and right; ``more`` changes or adds."""
    return {
        "title": f"{unit}{year}年法治政府建设年度报告",
        "year": str(year),
        "unit": unit,
        "publish_date": f"{year + 1}-03-05 09:30",
        **more,
    }


def simple(folder: Path) -> Path:
    """One unit, one report, nothing wrong with it."""
    return write(
        folder,
        [{"id": "yunxi-sifaju", "name": "云溪县司法局", "to": "2024"}],
        {"2024/yunxi-sifaju": (fields(), TEXT)},
    )


def empty(folder: Path) -> Path:
    """Units, and nothing published yet."""
    return write(folder, [{"id": "yunxi-sifaju", "name": "云溪县司法局", "from": "2024"}], {})


def picture() -> bytes:
    """A PNG of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


MARKDOWN = """\
本年度受理行政复议申请五十六件[^1]，**按期办结**。办理情况见下图和下表，也可以看\
[附件](zhuangtai/shuju.csv)和[上一年度的报告](../2023/zhuangtai.md#一主要举措)。

## 一、主要举措

![办理件数的柱状图，一月最多](zhuangtai/tu.png)

| 月份 | 受理 | 办结 |
| :--- | ---: | :---: |
| 一月 | 12 | 11 |
| 二月 | 8 | 8 |

### （一）分类处理

1. 能当场答复的，当场答复。
2. 不能当场答复的：
    - 说明理由；
    - 约定时间。

<table>
<caption>"办理"情况（原件第2页）</caption>
<thead><tr><th>渠道</th><th>件数</th></tr></thead>
<tbody><tr><th scope="row">网上</th><td>12</td></tr></tbody>
</table>

> 群众评价：办得快。

## 一、主要举措

标题与前面重复，锚点不能重复。第一行末尾有两个空格，
接着换行。
这一行另起。

---

代码 `a < b && c` 按原样显示[^2]。

[^1]: 其中一件由上级转来。
[^2]: 同上[^1]。
"""
"""Everything that the site's Markdown knows, in one text."""


def statuses(folder: Path) -> Path:
    """Every status and every part that a report's page can have."""
    more = {
        "attachments": [{"file": "shuju.csv", "title": "办理数据"}],
        "related": [
            {"title": "中华人民共和国行政复议法", "url": "https://flk.npc.gov.cn/"},
            {"title": "上一年度的报告", "url": "/reports/2023/zhuangtai.html"},
        ],
        "keywords": ["行政复议", "调解"],
        "index_number": "11999921MB0K24713D/2025-00001",
        "document_number": "云司〔2025〕3号",
        "written_date": "2025-02-27",
        "added": "2026-01-05",
        "source": "云溪县人民政府办公室",
        "original_url": "https://old.example.gov.cn/2025/art_1.html",
    }
    secret = {
        **more,
        "index_number": "11999921MB0K24713D/2022-00009",
        "document_number": "云司〔2022〕9号",
        "written_date": "2022-02-27",
        "keywords": ["藏起来的关键词"],
        "summary": "藏起来的内容概述",
        "source": "云溪县人民政府办公室",
        "related": [{"title": "藏起来的相关文件", "url": "https://flk.npc.gov.cn/"}],
        "revisions": [{"date": "2022-04-01", "note": "藏起来的更正"}],
        "attachments": [{"file": "mimi.csv", "title": "藏起来的附件"}],
        "original_url": "https://old.example.gov.cn/2022/chehui.html",
        "status": "已撤回",
        "status_date": "2022-05-06",
        "status_reason": "附件误含不应公开的内容。",
        "replaced_by": "2021/zhuangtai-xin",
    }
    revisions = [
        {"date": "2025-04-02", "note": "第一部分的件数误写为65件，更正为56件。"},
        {"date": "2025-06-01", "note": "补写附件。"},
    ]
    unit = "云溪县司法局"
    ended = {"status_date": "2026-02-03", "status_reason": "期限已满。"}
    earlier = {"publish_date": "2022-03-01", "status": "废止", **ended}
    write(
        folder,
        [
            {
                "id": "yunxi-sifaju",
                "name": unit,
                "short_names": ["县司法局"],
                "region": "云溪县",
                "level": "县级",
                "from": "2018",
            },
            {
                "id": "yunxi-shuiwuju",
                "name": "云溪县水务局",
                "former_names": [{"name": "云溪县水利局", "from": "2010", "to": "2022-06"}],
                "region": "云溪县",
                "from": "2021",
                "to": "2022",
            },
            {"id": "yunxi-xinjian", "name": "云溪县数据局", "from": "2024"},
        ],
        {
            "2024/zhuangtai": (fields(2024, revisions=revisions, **more), MARKDOWN),
            "2023/zhuangtai": (fields(2023), TEXT),
            "2022/zhuangtai": (
                fields(2022, status="废止", replaced_by="2023/zhuangtai", **ended),
                TEXT,
            ),
            "2021/zhuangtai": (
                fields(2021, unit="县司法局", **secret),
                "被撤回的正文说了一件不该公开的事情。\n\n![图](zhuangtai/mimi.png)\n",
            ),
            "2021/zhuangtai-xin": (
                fields(2021, title="修订后的年度报告", publish_date="2022-05-06"),
                TEXT,
            ),
            "2020/zhuangtai": (fields(2020, status="失效", **ended), TEXT),
            "2018/zhuangtai": (
                fields(2018, status="已归档", status_date="2026-02-03", publish_date="2019-03-01"),
                TEXT,
            ),
            "2021/shuiliju": (fields(2021, unit="云溪县水利局"), TEXT),
            "2021/a-shuiliju-jiu": (fields(2021, unit="云溪县水利局", **earlier), TEXT),
            "2020/shuiliju": (fields(2020, unit="云溪县水利局"), TEXT),
            "2022/shuiwuju": (
                fields(2022, unit="云溪县水务局", publish_date="2023-04-01 17:30"),
                TEXT,
            ),
            "2024/shujuju-xxgk": (
                fields(
                    2024,
                    unit="云溪县数据局",
                    category="政府信息公开工作年度报告",
                    publish_date="2025-01-20",
                ),
                TEXT,
            ),
            "2024/zhuangtai-xxgk": (
                fields(
                    2024,
                    title="云溪县司法局2024年政府信息公开工作年度报告",
                    category="政府信息公开工作年度报告",
                    publish_date="2025-01-20",
                ),
                TEXT,
            ),
        },
    )
    for name, content in {
        "2024/zhuangtai/shuju.csv": "\ufeff月份,受理\r\n1,12\r\n".encode(),
        "2024/zhuangtai/tu.png": picture(),
        "2024/zhuangtai/caogao.txt": "没有列为附件的草稿".encode(),
        "2021/zhuangtai/mimi.csv": "不该公开的附件".encode(),
        "2021/zhuangtai/mimi.png": picture(),
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder


EVIL = (
    """<script>alert(1)</script><img src=x onerror=alert(2)> "双" '单' & &amp; """
    """</title></style>-->"""
)
"""Text that would end each place that it is put in, if it were taken for markup."""
CHINESE = "替代报告"
"""A file name that a webmaster would like, and that an address must encode."""
EVIL_FILE = """附件 & 'a' #1 100% [x](y).csv"""
"""A file name full of what an address must escape."""


def hostile(folder: Path) -> Path:
    """Text that looks like markup wherever a webmaster can write text."""
    unit = f"云溪县{EVIL}局"
    write(
        folder,
        [
            {
                "id": "yunxi-e",
                "name": unit,
                "short_names": [f"简称{EVIL}"],
                "former_names": [{"name": f"曾用名{EVIL}", "from": "2010", "to": "2022"}],
                "region": f"地区{EVIL}",
                "level": f"层级{EVIL}",
                "from": "2022",
            }
        ],
        {
            "2024/yunxi-e": (
                fields(
                    2024,
                    unit="yunxi-e",
                    title=f"标题{EVIL}",
                    source=f"来源{EVIL}",
                    summary=f"=概述{EVIL}",
                    index_number=f"索引{EVIL}",
                    keywords=[f"关键词{EVIL}", "乙,丙"],
                    revisions=[{"date": "2025-04-02", "note": f"更正{EVIL}"}],
                    attachments=[{"file": EVIL_FILE, "title": f"附件{EVIL}"}],
                    related=[
                        {"title": f"相关{EVIL}", "url": "https://example.gov.cn/?a=1&b=\"'<x>"},
                    ],
                    original_url="https://example.gov.cn/?q=\"onmouseover='alert(3)'",
                    status="失效",
                    status_date="2026-01-01",
                    status_reason=f"说明{EVIL}",
                    replaced_by=f"2023/{CHINESE}",
                ),
                "正文里的 `<script>alert(4)</script>` 是代码。\n\n"
                '## 一、标题里有 `<b>` 和 & 和 "引号"\n\n'
                "| `<i>` | & |\n| --- | --- |\n| `<script>alert(5)</script>` | \"' |\n\n"
                "## 二、`<img src=x onerror=alert(6)>`\n\n另一段。\n",
            ),
            f"2023/{CHINESE}": (fields(2023, unit="yunxi-e", title=f"替代{EVIL}"), TEXT),
            "2022/yunxi-e": (
                fields(
                    2022,
                    unit="yunxi-e",
                    title=f"撤回{EVIL}",
                    status="已撤回",
                    status_date="2026-01-01",
                    status_reason=f"理由{EVIL}",
                    replaced_by=f"2023/{CHINESE}",
                ),
                TEXT,
            ),
        },
    )
    attachment = folder / "2024" / "yunxi-e" / EVIL_FILE
    attachment.parent.mkdir()
    attachment.write_text("甲,乙\n", encoding="utf-8")
    return folder


LONG, FULL = 2024, 2023
"""The year with one report more than a page holds, and the year with a page just full."""


def long_years(folder: Path) -> Path:
    """201 units: all reported on one year, all but the last on the year before."""
    units = [
        {"id": f"danwei-{n:03}", "name": f"云溪县第{n:03}局", "to": "2024"} for n in range(201)
    ]
    reports = {
        f"{year}/danwei-{n:03}": (
            fields(
                year,
                unit=str(unit["name"]),
                publish_date=f"{year + 1}-03-05 {n // 60:02}:{n % 60:02}",
            ),
            TEXT,
        )
        for year, count in ((LONG, 201), (FULL, 200))
        for n, unit in enumerate(units[:count])
    }
    return write(folder, units, reports)
