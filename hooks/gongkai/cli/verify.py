"""``gongkai verify``: a built, downloaded or live site against its manifest and the ledger."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from gongkai.checksums import Print
from gongkai.cli.project import config_option, find_config
from gongkai.files import write_file
from gongkai.permanence import Ledger, read_ledger
from gongkai.permanence.leftovers import leftovers_of_withdrawn
from gongkai.permanence.manifest import (
    FILE,
    MOST_BYTES,
    SIGNATURE,
    Manifest,
    parse_manifest,
    read_manifest,
)
from gongkai.permanence.signing import MOST_BYTES as MOST_OF_A_SIGNATURE
from gongkai.permanence.signing import sign as signed
from gongkai.permanence.signing import verify_signature
from gongkai.permanence.verifying import verify_is_current, verify_ledger, verify_site
from gongkai.problems import FORMATS, Problem, one_line, tally
from gongkai.reading import read_reports, read_settings, read_units
from gongkai.settings import Settings
from gongkai.visiting.leftovers import still_there
from gongkai.visiting.live import Live, NotGot, Patience, judged, not_got

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class _Project:
    """What of the project counts here; nothing where the command runs elsewhere."""

    settings: Settings | None
    ledger: Ledger | None
    problems: tuple[Problem, ...]


@click.command()
@click.argument(
    "site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--url", help="核对网上的网站，如 https://xxgk.example.gov.cn/")
@click.option("--sample", type=click.IntRange(min=1), help="只抽查几个文件；和 --url 一起用")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=Patience().minutes,
    help="核对网上的网站最多用几分钟",
)
@click.option("--megabytes", type=click.IntRange(min=1), default=4096, help="从网上最多取多少 MB")
@click.option("--sign", "key", type=_FILE, help="核对无误，就用这把 SSH 私钥给清单签名")
@click.option("--verify", "signers", type=_FILE, help="也核对签名；这是可以签名的人的名单")
@click.option(
    "--format", "style", type=click.Choice(list(FORMATS)), default="text", help="输出的格式"
)
@config_option
def verify(
    site: Path | None,
    url: str | None,
    sample: int | None,
    minutes: float,
    megabytes: int,
    key: Path | None,
    signers: Path | None,
    style: str,
    config: Path | None,
) -> None:
    """按清单 manifest.json 核对网站：哪些文件改了、少了、多了。

    SITE 是建好的或下载来的网站的文件夹；不写就是 mkdocs.yml 的 site_dir。
    在项目文件夹里运行，也核对台账；加 --url，还问撤回了的文件是不是都打不开了。

    退出码：0 都对得上，1 有对不上的，2 用法不对。
    """
    if url and (site or key):
        raise click.UsageError("--url 核对网上的网站，不能和 SITE、--sign 一起用")
    if sample and not url:
        raise click.UsageError("--sample 只和 --url 一起用")
    project = _project(config)
    is_unread = False
    if url:
        live = Live(_base(url), Patience(minutes=minutes))
        manifest, count, problems = _of_address(live, sample, megabytes, signers)
        if manifest:
            is_unread = not signers and not isinstance(live.bytes_of(SIGNATURE, 0), NotGot)
            names, found = _withdrawn(project, manifest)
            problems += [*still_there(live, names), *found]
    else:
        folder = _folder(site, project)
        manifest, count, problems = _of_folder(folder, signers if not key else None)
        is_unread = not signers and not key and (folder / SIGNATURE).is_file()
    if manifest:
        problems += project.problems
        if project.ledger and not project.problems:
            apart = verify_ledger(manifest, project.ledger)
            problems += apart
            if (url or key) and not apart:
                problems += verify_is_current(manifest, project.ledger, Path(FILE))
        if key and not url and not problems:
            problems += _sign(folder, key)
            if signers and not problems:
                problems += _signature(folder, signers)
    total = len(manifest.files) if manifest else 0
    said = f"{total} 个文件中抽查 {count} 个" if count < total else f"核对了 {count} 个文件"
    unread = f"旁边的签名 {SIGNATURE} 没有核对：核对用 --verify 名单。" if is_unread else ""
    _end(problems, style, f"{said}，都对得上。", unread)


def _project(config: Path | None) -> _Project:
    try:
        path = find_config(config)
    except click.UsageError:
        return _Project(None, None, ())
    settings, _ = read_settings(path)
    ledger, problems = read_ledger(settings.reports_dir)
    return _Project(settings, ledger, tuple(problems))


def _withdrawn(project: _Project, manifest: Manifest) -> tuple[list[str], list[Problem]]:
    """Files that the project's withdrawn reports had, and the site is not to have.

    Of a report that cannot be read nobody knows whether it is one: that is said.
    """
    if not project.settings:
        return [], []
    register, problems = read_units(project.settings.reports_dir)
    read = read_reports(project.settings, register)
    names = [
        n for n in leftovers_of_withdrawn(read.reports, project.ledger) if n not in manifest.files
    ]
    return names, [p for p in (*problems, *read.problems) if p.is_error]


def _folder(site: Path | None, project: _Project) -> Path:
    if site:
        return site
    if not project.settings:
        raise click.UsageError("请写明网站的文件夹，或到项目文件夹里运行")
    if not project.settings.site_dir.is_dir():
        raise click.UsageError(
            f"没有建好的网站 {project.settings.site_dir}：先运行 mkdocs build，或写明网站的文件夹"
        )
    return project.settings.site_dir


def _of_folder(folder: Path, signers: Path | None) -> tuple[Manifest | None, int, list[Problem]]:
    manifest, problems = read_manifest(folder)
    if not manifest:
        return None, 0, problems
    problems += verify_site(folder, manifest)
    if signers:
        problems += _signature(folder, signers)
    return manifest, len(manifest.files), problems


def _signature(folder: Path, signers: Path) -> list[Problem]:
    path = folder / SIGNATURE
    signature = None
    if path.is_file():
        with path.open("rb") as file:
            signature = file.read(MOST_OF_A_SIGNATURE + 1)
    manifest = folder / FILE
    return _said(*verify_signature(manifest.read_bytes(), signature, signers, manifest))


def _said(signer: str, problems: list[Problem]) -> list[Problem]:
    if signer:
        click.echo(one_line(f"签名是对的，签的人：{signer}"), err=True)
    return problems


def _sign(folder: Path, key: Path) -> list[Problem]:
    signature, problems = signed(folder / FILE, key)
    if problems:
        return problems
    path = folder / SIGNATURE
    if failed := write_file(path, signature, "签名"):
        return failed
    click.echo(f"签好了：{path.name}，和 {FILE} 一起放到网上。", err=True)
    return []


def _base(url: str) -> str:
    """The address of the site's folder, from that of it or of its manifest."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
        _ = parts.port
    except ValueError:
        is_web = is_plain = False
    if not (is_web and is_plain):
        raise click.UsageError("--url 写网站的网址，以 https:// 或 http:// 开头，不带 ? 和口令")
    return url.removesuffix(FILE).removesuffix("index.html").rstrip("/") + "/"


def _of_address(
    live: Live, sample: int | None, megabytes: int, signers: Path | None
) -> tuple[Manifest | None, int, list[Problem]]:
    data = live.bytes_of(FILE, MOST_BYTES)
    if isinstance(data, NotGot):
        return None, 0, [not_got(Path(FILE), NotGot(f"{live.base}{FILE}：{data.reason}"))]
    manifest, problems = parse_manifest(data, Path(FILE))
    if not manifest:
        return None, 0, problems
    wanted = _sample(manifest.files, sample)
    total = sum(found.size for found in wanted.values()) >> 20
    if total > megabytes:
        raise click.UsageError(f"要取 {total} MB，多于 --megabytes {megabytes}：抽查用 --sample")
    is_watched = sys.stderr.isatty()

    def said(done: int) -> None:
        if is_watched:
            click.echo(f"\r{done} / {len(wanted)}", nl=done == len(wanted), err=True)

    problems = list(judged(wanted, live.prints(wanted, said)))
    if signers:
        got = live.bytes_of(SIGNATURE, MOST_OF_A_SIGNATURE)
        signature = None if isinstance(got, NotGot) else got
        problems += _said(*verify_signature(data, signature, signers, Path(FILE)))
    return manifest, len(wanted), problems


def _sample(files: Mapping[str, Print], count: int | None) -> Mapping[str, Print]:
    """Other files on each run, so that many runs see all."""
    names = list(files)
    chosen = random.sample(names, count) if count and count < len(names) else names
    return {name: files[name] for name in chosen}


def _end(problems: list[Problem], style: str, good: str, more: str) -> None:
    is_for_people = style == "text"
    click.echo(FORMATS[style](problems, Path.cwd()), nl=False, err=is_for_people)
    if is_for_people:
        click.echo((f"对不上：{tally(problems)}。" if problems else good) + more, err=True)
    sys.exit(1 if problems else 0)
