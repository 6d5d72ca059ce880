"""Small worlds for tests: a whole project written from strings into a folder.

A test shows everything it depends on: what it does not give stands in ``BASE`` below, a sound
project that gives no finding at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.column import Column, read_column
from gongkai.dates import CHINA

NOW = datetime(2025, 1, 2, 10, 30, tzinfo=CHINA)
"""The minute in which every test lives, unless it says otherwise."""

LOADERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    *([pytest.param(yaml.CSafeLoader, id="libyaml")] if yaml.__with_libyaml__ else []),
]
"""Both parsers that may read our files, for ``monkeypatch.setattr(nodes, "_Loader", …)``."""

MKDOCS = """\
site_name: 云渡县政府信息公开
site_url: https://xxgk.yundu.gov.cn/
extra:
  gongkai:
    demo: true
    categories:
      - {name: 法治政府建设年度报告, deadline: "04-01", required: false}
      - {name: 政府信息公开工作年度报告, deadline: "01-31"}
"""

UNITS = """\
- 编号: yundu-sifaju
  名称: 云渡县司法局
  简称: [县司法局]
- 编号: yundu-xinfangju
  名称: 云渡县信访局
"""

BODY = """\
一年来，县司法局依法履行职责。

## 一、主要举措和成效

全年办结行政复议案件三十五件，开展执法培训四次，覆盖全部执法人员。

## 二、存在的不足和原因

基层执法力量不足，培训的针对性有待提高。

## 三、主要负责人履行推进法治建设第一责任人职责的情况

局长主持学法四次，带头述法，重要事项集体讨论。

## 四、下一年的安排

下一步将充实基层力量，把培训办到乡镇。
"""
"""The text of a sound report: long enough, and with all that it must have."""

SOUND = f"""\
---
标题: 云渡县司法局2023年法治政府建设年度报告
年度: 2023
单位: 云渡县司法局
发布日期: 2024-03-05
---

{BODY}"""

BASE: Mapping[str, str | bytes | None] = {
    "mkdocs.yml": MKDOCS,
    "reports/units.yml": UNITS,
    "reports/2023/yundu-sifaju.md": SOUND,
}


def world(folder: Path, files: Mapping[str, str | bytes | None] = BASE) -> Path:
    """Writes ``BASE`` with ``files`` over it (``None`` leaves one out); the path of the config."""
    for name, content in {**BASE, **files}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "mkdocs.yml"


def column(
    folder: Path, files: Mapping[str, str | bytes | None] = BASE, now: datetime = NOW
) -> Column:
    """The column that such a world reads as."""
    return read_column(world(folder, files), now, environment={})


def report_text(**values: object) -> str:
    """A sound report with some values changed, added or (``None``) left out, by Chinese key."""
    given = {
        "标题": "云渡县司法局2023年法治政府建设年度报告",
        "年度": 2023,
        "单位": "云渡县司法局",
        "发布日期": "2024-03-05",
        **values,
    }
    lines = [f"{key}: {value}" for key, value in given.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", BODY])


def run_check(config: Path, *arguments: str, now: datetime = NOW) -> Result:
    """``gongkai check`` as the command line runs it, at a fixed minute."""
    clock = {"SOURCE_DATE_EPOCH": str(int(now.timestamp())), "REPORTS_DIR": None}
    return CliRunner().invoke(main, ["check", "--config", str(config), *arguments], env=clock)


def findings(output: str) -> list[tuple[str, str]]:
    """What ``check`` printed as text: (finding, hint below it) pairs, the tally left out."""
    found: list[tuple[str, str]] = []
    for line in output.splitlines()[:-1]:
        if line.startswith("    ") and found:
            found[-1] = (found[-1][0], line[4:])
        else:
            found.append((line, ""))
    return found
