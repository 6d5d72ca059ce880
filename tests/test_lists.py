"""Lists without a build: what a unit's page says of its years."""

from __future__ import annotations

from pathlib import Path

from gongkai.publishing import lists
from worlds import column, report_text


def test_a_unit_names_its_withdrawn_years(tmp_path: Path) -> None:
    """A year that another report stands for is published, and none that was withdrawn lacks."""
    gone = {"有效性": "已撤回", "状态日期": "2024-06-01", "状态说明": "件数有误"}
    files: dict[str, str | bytes | None] = {}
    for name, values in (("2021/a", {}), ("2022/a", gone), ("2023/a", gone), ("2019/a", {})):
        year = int(name[:4])
        values = {"年度": year, "发布日期": f"{year + 1}-03-05", **values}
        files[f"reports/{name}.md"] = report_text(**values)
    found = column(tmp_path, files)
    view = lists.unit(found.archive, found.archive.register.units[0], found.settings)
    assert view.published == (2023, 2021, 2019)
    assert view.withdrawn == (2022,)
    assert view.missing == (2020,)
