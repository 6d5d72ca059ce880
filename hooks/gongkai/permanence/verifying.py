"""A site against its manifest, and the manifest against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from gongkai import paths
from gongkai.checksums import Print, print_of
from gongkai.permanence import site_rules
from gongkai.permanence.ledger import Ledger
from gongkai.permanence.manifest import (
    FILE,
    LedgerMark,
    Manifest,
    read_mark,
    site_files,
    sources_print,
)
from gongkai.problems import Problem, shown_path
from gongkai.report import Report

_BACK = "重新构建，或者从备份取回原来的；弄清是谁改的"


def verify_site(site: Path, manifest: Manifest) -> Iterator[Problem]:
    """What changed, is missing or was added, in the order of the paths.

    Only files that were found by walking the folder are opened: a manifest leads nowhere else.
    """
    here = dict(site_files(site))
    for name in sorted({*here, *manifest.files}):
        expected = manifest.files.get(name)
        path = site / name
        if expected is None:
            hint = "不该有的就删去；该有的就重新构建"
            yield site_rules.EXTRA.problem(path, (1, 1), "网站里多了这个文件，清单里没有", hint)
        elif name not in here:
            yield missing(path)
        elif not here[name]:
            yield site_rules.CHANGED.problem(path, (1, 1), "是链接，不是文件本身", _BACK)
        elif problem := _compared(path, expected):
            yield problem


def missing(path: Path, where: str = "网站里") -> Problem:
    """A file that the manifest names and nobody has."""
    hint = "把它传上去；找不到就重新构建"
    return site_rules.MISSING.problem(path, (1, 1), f"清单里有这个文件，{where}没有", hint)


def changed(path: Path, expected: Print, size: int | None, where: str = "") -> Problem:
    """A file that is not what the manifest says; None for one longer than it was read."""
    if size == expected.size:
        said = "内容和清单不一样，大小没有变"
    else:
        now = "更长" if size is None else f"是 {size} 字节"
        said = f"内容和清单不一样：应当是 {expected.size} 字节，现在{now}"
    return site_rules.CHANGED.problem(path, (1, 1), f"{where}{said}", _BACK)


def _compared(path: Path, expected: Print) -> Problem | None:
    try:
        size = path.stat().st_size
        if size == expected.size and print_of(path) == expected:
            return None
    except OSError as failure:
        message = f"读不了这个文件：{failure.strerror or failure}"
        return site_rules.CHANGED.problem(path, (1, 1), message, "核对文件的权限和磁盘")
    return changed(path, expected, size)


def verify_ledger(manifest: Manifest, ledger: Ledger) -> list[Problem]:
    """The line that was the ledger's last when the site was built still stands in it."""
    hint = f"从版本库里取回原来的 {ledger.path.name}；或者这不是本项目的网站"
    return _apart(manifest.ledger, ledger, hint)


def verify_is_current(manifest: Manifest, ledger: Ledger, path: Path) -> list[Problem]:
    """What readers get was built from the ledger as it is now: an older site, signed or not, would
    show what was withdrawn since. ``path``: where the manifest lies."""
    missing = len(ledger.lines) - (manifest.ledger.entries if manifest.ledger else 0)
    if missing <= 0:
        return []
    message = f"这是旧的网站：建站以后台账又记了 {missing} 条"
    return [site_rules.BEHIND.problem(path, (1, 1), message, "重新构建、签名、上传")]


def verify_site_before(site: Path, ledger: Ledger, reports: Iterable[Report]) -> list[Problem]:
    """The same of the site that stands where the next one will be built.

    A ledger that lost its last lines, or is gone as a whole, looks like one that has not come that
    far yet: only the site that was built from it remembers. A site that has none of the reports is
    of another archive, which one project may hold as well; the ledger of that one lies elsewhere.
    """
    mark = read_mark(site)
    if mark is None or not any((site / unquote(paths.of_report(r))).is_file() for r in reports):
        return []
    name = shown_path(ledger.path, Path.cwd())
    hint = (
        f"台账丢了、少了的，取回来：git checkout -- {name}，提交过的用 git log -- {name} 找；"
        "换了分支、合并过台账的，用 mkdocs build -d 建到别处，"
        f"或者删去旧网站的 {shown_path(site / FILE, Path.cwd())} 再建"
    )
    return _apart(mark, ledger, hint)


def _apart(mark: LedgerMark | None, ledger: Ledger, hint: str) -> list[Problem]:
    if mark is None:
        return []
    count = len(ledger.lines)
    if mark.entries > count:
        message = f"建站时台账有 {mark.entries} 条，现在只有 {count} 条：后面的不见了"
    elif ledger.head_after(mark.entries) != mark.head:
        message = f"台账的第 {mark.entries} 条不是建站时的那一条"
    else:
        return []
    return [site_rules.LEDGER_APART.problem(ledger.path, (max(1, count), 1), message, hint)]


def verify_sources(manifest: Manifest, path: Path, reports: Iterable[Report]) -> list[Problem]:
    """The site, whose manifest lies at ``path``, was built from the reports as they are now."""
    if manifest.sources == sources_print(reports):
        return []
    message = "建站以后报告改过、加过或者撤回过"
    return [site_rules.STALE.problem(path, (1, 1), message, "先运行 mkdocs build，再移交")]
