"""An archive of synthetic reports as Hugo's content: the same texts, front matter that it knows.

Not for archives in general: it reads front matter as ``generate`` writes it, one line a field.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

PROJECT = Path(__file__).with_name("project")


def write_project(archive: Path, folder: Path) -> Path:
    """Writes a whole project into a folder that does not exist; returns it."""
    shutil.copytree(PROJECT, folder)
    content = folder / "content"
    for name, text in _content(archive):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def write_report(archive: Path, name: str, project: Path) -> None:
    """Writes one report again: ``2024/chengpu-sifaju.md``."""
    text = report((archive / name).read_text(encoding="utf-8"))
    (project / "content/reports" / name).write_text(text, encoding="utf-8", newline="\n")


def report(text: str) -> str:
    """A report with other front matter and the same body."""
    _, front, body = text.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    day, _, minute = fields["发布日期"].partition(" ")
    return _page(
        {
            "title": fields["标题"],
            "date": f"{day}T{minute or '00:00'}:00+08:00",
            "units": [fields["单位"]],
            "keywords": fields["关键词"].strip("[]").split(", "),
            "params": {
                "year": fields["年度"],
                "written": fields["成文日期"],
                "index": fields["索引号"],
                "number": fields["发文字号"],
            },
        },
        body,
    )


def _content(archive: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    yield "_index.md", _page({"title": "首页"})
    yield "map.md", _page({"title": "网站地图", "layout": "map"})
    yield "search.md", _page({"title": "检索", "layout": "search"})
    yield "reports/_index.md", _page({"title": "按年度"})
    yield "units/_index.md", _page({"title": "按单位"})
    for unit in yaml.load((archive / "units.yml").read_bytes(), yaml.CSafeLoader):
        params = {"region": unit["region"], "level": unit["level"]}
        yield f"units/{unit['id']}/_index.md", _page({"title": unit["name"], "params": params})
    for year in sorted(path for path in archive.iterdir() if path.is_dir()):
        yield f"reports/{year.name}/_index.md", _page({"title": f"{year.name}年度"})
        for path in sorted(year.iterdir()):
            name = path.relative_to(archive).as_posix()
            yield f"reports/{name}", report(path.read_text(encoding="utf-8"))


def _page(fields: Mapping[str, object], body: str = "") -> str:
    """Front matter in YAML, of which each value is also JSON."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", body])
