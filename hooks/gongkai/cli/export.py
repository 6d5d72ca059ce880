"""``gongkai export``: the column for an archive, or for a reader without a network."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import click

from gongkai.cli.project import config_option, find_config
from gongkai.column import Column, read_column
from gongkai.handing_over import bag, offline, warc
from gongkai.handing_over.parts import Parts
from gongkai.permanence.manifest import FILE, Manifest, read_manifest
from gongkai.permanence.verifying import verify_ledger, verify_site, verify_sources
from gongkai.problems import Problem, as_text, error, real_path, shown_path, tally

_OUT = click.Path(path_type=Path)
_INSTALL = "在项目文件夹里运行 pip install -e '.[export]'"


@click.command()
@click.option("--bag", "bag_out", type=_OUT, metavar="OUT", help="BagIt 包（文件夹），移交档案馆")
@click.option("--warc", "warc_out", type=_OUT, metavar="OUT", help="WARC 1.1 文件，如 site.warc.gz")
@click.option("--zip", "zip_out", type=_OUT, metavar="OUT", help="ZIP 文件，解压就能看的网站")
@click.option("--year", type=int, help="只要一个年度的报告；和 --bag 一起用")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="建好的网站；不写就是 mkdocs.yml 的 site_dir",
)
@config_option
def export(
    bag_out: Path | None,
    warc_out: Path | None,
    zip_out: Path | None,
    year: int | None,
    site: Path | None,
    config: Path | None,
) -> None:
    """把建好的网站和报告打包：移交档案馆，或者离线查看。

    先核对：网站和清单、报告、台账要对得上。已有的 OUT 从不覆盖；撤回的报告，正文和附件不在包里。

    退出码：0 写好了，1 有错误，没有写完，2 用法不对。
    """
    outs = {"--bag": bag_out, "--warc": warc_out, "--zip": zip_out}
    wanted = {option: out for option, out in outs.items() if out}
    if not wanted:
        raise click.UsageError("要写什么：--bag、--warc、--zip，至少一个")
    if year is not None and list(wanted) != ["--bag"]:
        raise click.UsageError("--year 只和 --bag 一起用")
    column = read_column(find_config(config), may_split=True)
    folder = site or column.settings.site_dir
    if not folder.is_dir():
        place = shown_path(folder, Path.cwd())
        raise click.UsageError(f"没有建好的网站 {place}：先运行 mkdocs build，或用 --site 指明")
    if not column.settings.site_url:
        raise click.UsageError("mkdocs.yml 里没有 site_url：包里要写明网站的网址")
    if year is not None and all(r.folder_year != year for r in column.archive.reports):
        raise click.UsageError(f"没有 {year} 年度的报告")
    _refuse_places(wanted, (folder, column.settings.reports_dir))
    _refuse_lack(wanted)
    manifest, problems = _sound(column, folder)
    if manifest is None or problems:
        _stop(problems)
        return
    parts = Parts(folder, manifest, column.archive, column.settings, column.ledger)
    writers: dict[str, Callable[[Path], int]] = {
        "--bag": lambda out: bag.write_bag(parts, out, year),
        "--warc": lambda out: warc.write_warc(parts, out),
        "--zip": lambda out: offline.write_zip(parts, out),
    }
    for option, out in wanted.items():
        _write(writers[option], out)


def _refuse_places(wanted: dict[str, Path], folders: Iterable[Path]) -> None:
    """What is written into the site or beside the reports would be published with them."""
    for option, out in wanted.items():
        for folder in folders:
            if real_path(out).is_relative_to(real_path(folder)):
                raise click.UsageError(f"{option} {out} 在 {folder} 里面：写到别处")
    if len(set(map(real_path, wanted.values()))) < len(wanted):
        raise click.UsageError("写到不同的地方：每个包一个名字")


def _refuse_lack(wanted: dict[str, Path]) -> None:
    needs = {"--bag": bag.NEEDS, "--warc": warc.NEEDS}
    for option in wanted:
        if option in needs and find_spec(needs[option]) is None:
            click.echo(f"没有写：{option} 要先安装程序库 {needs[option]}：{_INSTALL}", err=True)
            sys.exit(1)


def _sound(column: Column, site: Path) -> tuple[Manifest | None, list[Problem]]:
    """The manifest of a site that is whole, of these reports and of this ledger."""
    if column.errors:
        return None, list(column.errors)
    manifest, problems = read_manifest(site)
    if manifest is None:
        return None, problems
    problems += verify_sources(manifest, site / FILE, column.archive.reports)
    problems += verify_site(site, manifest)
    problems += verify_ledger(manifest, column.ledger)
    return manifest, problems


def _stop(problems: list[Problem]) -> None:
    click.echo(as_text(problems, Path.cwd()), nl=False, err=True)
    click.echo(f"没有写：{tally(problems)}。", err=True)
    sys.exit(1)


def _write(write: Callable[[Path], int], out: Path) -> None:
    if os.path.lexists(out):
        _stop([error(out, (1, 1), "file-exists", "已经有了，没有覆盖", "换一个名字")])
    try:
        count = write(out)
    except FileExistsError:
        _stop([error(out, (1, 1), "file-exists", "已经有了，没有覆盖", "换一个名字")])
        return
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or failure
        message, hint = f"没有写成：{reason}", "核对文件夹的权限和磁盘"
        _stop([error(out, (1, 1), "file-unwritable", message, hint)])
        return
    click.echo(f"写好了 {shown_path(out, Path.cwd())}：{count} 个文件。")
