"""A report is taken back: its file says since when and why, and holds no more than it has to.

Only lines of the file are changed that have to be; its address stays. Called by
``gongkai withdraw``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from shlex import quote
from urllib.parse import unquote

from gongkai.front_matter import LABELS, parted, yaml_text
from gongkai.report import Report, Status

PRIVATE = ("summary", "keywords", "attachments", "related", "original_url", "allow", "source")
"""Fields that may repeat what stands in the text; no page needs them once it is gone."""
_OF_REPORT = re.compile(r"/reports/(\d{4}/[^/]+)\.html")
_GOES_ON = re.compile(r"[ \t#-]|$")
"""How a line begins that belongs to the key above it."""


def withdrawn(
    text: str, day: date, reason: str, replaced_by: str = "", *, is_private: bool = False
) -> str:
    """The file's text as withdrawn; of one with personal data the text and what repeats it goes."""
    values = {"status": Status.WITHDRAWN.value, "status_date": str(day), "status_reason": reason}
    values |= {"replaced_by": replaced_by} if replaced_by else {}
    gone = [*values, *(PRIVATE if is_private else ())]
    parts = parted(text)
    assert parts, "a report that was read has both parts"
    head = [line for line in parts.head if not (is_private and line.lstrip().startswith("#"))]
    kept = _without(head, gone)
    body = "" if is_private else parts.body
    return "\n".join(["---", *kept, *_written(values), "---", body])


def names_of(report: Report) -> tuple[str, ...]:
    """What a report may be called by: ``2023/a``, its file, its address."""
    return (
        report.id,
        f"{report.id}.md",
        f"{report.path.parent.parent.name}/{report.id}.md",
        f"/reports/{report.id}.html",
        f"reports/{report.id}.html",
    )


def ids_of(report: Report) -> tuple[str, ...]:
    """``2023/a``, and what it was called before it was moved: its old contents lie there too."""
    before = (
        match[1] for alias in report.aliases if (match := _OF_REPORT.fullmatch(unquote(alias)))
    )
    return tuple(dict.fromkeys((report.id, *before)))


def history_steps(reports: str, ids: Sequence[str]) -> tuple[str, ...]:
    """How a report's earlier contents leave the repository too.

    ``reports``: the reports folder seen from the repository's top; ``ids``: the report's own and
    earlier ones. Source: git-filter-repo, which forgets ``origin`` lest somebody push unawares, and
    GitHub's page on removing sensitive data.
    """
    keep, *_ = files = [quote(f"{reports}/{name}.md") for name in ids]
    folders = [quote(f"{reports}/{name}/") for name in ids]
    chosen = " ".join(f"--path {path}" for path in (*files, *folders))
    return (
        "先提交现在的改动，另存一份项目的完整拷贝，并请所有人停止提交。",
        "pip install git-filter-repo",
        f"cp {keep} /tmp/withdrawn.md",
        "git remote get-url origin > /tmp/origin.txt",
        f"git filter-repo --force --invert-paths {chosen}",
        f"mkdir -p {quote(f'{reports}/{ids[0]}'.rpartition('/')[0])}",
        f"cp /tmp/withdrawn.md {keep} && git add {keep}",
        "git commit -m '撤回的报告只留下说明'",
        'git remote add origin "$(cat /tmp/origin.txt)"',
        "git push --force --set-upstream --all origin && git push --force --tags origin",
        "自己的 git 服务器，在它的仓库里运行 git gc --prune=now；代码托管网站，请它的客服清缓存。",
        "请每个有拷贝的人删去旧拷贝、重新克隆。",
        "重新构建，上传，删去服务器上旧的文件和备份；搜索引擎的快照，到各家的投诉页面申请删除。",
    )


def _without(head: Iterable[str], keys: Iterable[str]) -> list[str]:
    names = "|".join(re.escape(name) for key in keys for name in (key, LABELS[key]))
    of_key = re.compile(rf"""["']?(?:{names})["']?\s*:""")
    kept: list[str] = []
    is_gone = False
    for line in head:
        if of_key.match(line):
            is_gone = True
        elif not _GOES_ON.match(line):
            is_gone = False
        if not is_gone:
            kept.append(line)
    return kept


def _written(values: Mapping[str, str]) -> list[str]:
    return [f"{LABELS[key]}: {yaml_text(value)}" for key, value in values.items()]
