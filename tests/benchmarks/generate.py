"""A synthetic archive of any size: ``python -m tests.benchmarks.generate N FOLDER``.

Deterministic from its seed, and valid: ``gongkai check`` finds nothing in it. Reports lie on a full
grid of units × years, so that no year is missing; each has :data:`HEADINGS` headings, about
2,700 Chinese characters and 9 KB. Used by the benchmarks, and by tests that need many reports.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from math import isqrt
from pathlib import Path
from random import Random

from .prose import HEADINGS, Prose
from .words import BUREAUS, COUNTIES, PLACE_FIRST, PLACE_SECOND, TABLES

__all__ = ["HEADINGS", "LAST_YEAR", "SEED", "Office", "offices", "reports", "write_archive"]

SEED = 20240401
LAST_YEAR = 2024
"""Units end with it, so that the archive stays complete whatever day it is checked on."""
MOST_YEARS = 20
TOWNS_AT_ONCE = 10
RENAMED = 2019
"""The year in which some bureaus got their present names."""


@dataclass(frozen=True, slots=True)
class Office:
    """One unit of the register."""

    id: str
    name: str
    region: str
    level: str
    sign: str
    """代字 of its documents."""
    former_name: str = ""

    def name_in(self, year: int) -> str:
        return self.former_name if self.former_name and year < RENAMED else self.name


def offices() -> Iterator[Office]:
    """County by county: 30 bureaus and ten towns each; then ten more towns of each county."""
    towns = [
        (first + second, first_pinyin + second_pinyin)
        for first, first_pinyin in PLACE_FIRST.items()
        for second, second_pinyin in PLACE_SECOND.items()
    ]
    for start in count(0, TOWNS_AT_ONCE):
        if start >= len(towns):
            return
        for county, pinyin in COUNTIES.items():
            sign = county[0]
            for bureau in BUREAUS if not start else ():
                former = county + bureau.former if bureau.former else ""
                identity = f"{pinyin}-{bureau.pinyin}"
                yield Office(
                    identity, county + bureau.name, county, "县级", sign + bureau.sign, former
                )
            mine = Random(pinyin).sample(towns, len(towns))
            for town, town_pinyin in mine[start : start + TOWNS_AT_ONCE]:
                name = f"{county}{town}镇人民政府"
                yield Office(
                    f"{pinyin}-{town_pinyin}zhen", name, county, "乡镇级", f"{sign}{town}政"
                )


def grid(total: int) -> list[tuple[Office, range]]:
    """Units, each with the years that it reports on; the last unit began late if need be."""
    span = max(1, min(MOST_YEARS, isqrt(total // 2)))
    rows: list[tuple[Office, range]] = []
    left = total
    for office in offices():
        if left <= 0:
            return rows
        rows.append((office, range(LAST_YEAR + 1 - min(span, left), LAST_YEAR + 1)))
        left -= span
    if left > 0:
        raise ValueError(f"{total} reports are more than the word lists have units for")
    return rows


def reports(total: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Name inside the archive (``2024/chengpu-sifaju.md``) and text of each report.

    A report depends on the seed, its unit and its year alone, not on ``total``.
    """
    for office, years in grid(total):
        for year in years:
            yield f"{year}/{office.id}.md", _report(office, year, seed)


def write_archive(total: int, folder: Path, seed: int = SEED) -> Path:
    """Writes ``units.yml`` and ``total`` reports into a folder, which may exist; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "units.yml", _register(grid(total)))
    for name, text in reports(total, seed):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        _write(path, text)
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _register(rows: list[tuple[Office, range]]) -> str:
    entries = ["# 合成的单位名册：地名和单位都是编造的，只供测试。\n"]
    for office, years in rows:
        lines = [f"- id: {office.id}", f"  name: {office.name}"]
        if office.former_name:
            lines += ["  former_names:", f"    - {{name: {office.former_name}, to: {RENAMED}}}"]
        lines += [f"  region: {office.region}", f"  level: {office.level}"]
        lines += [f"  from: {years.start}", f"  to: {years.stop - 1}"]
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def _report(office: Office, year: int, seed: int) -> str:
    rng = Random(f"{seed}/{office.id}/{year}")
    published = date(year + 1, 1, 15) + timedelta(days=rng.randrange(70))
    written = published - timedelta(days=rng.randrange(1, 15))
    minute = f" {rng.randrange(8, 18):02}:{rng.randrange(60):02}"
    name = office.name_in(published.year)
    number = rng.randrange(1, 60)
    front_matter = [
        f"标题: {name}{year}年度法治政府建设报告",
        f"年度: {year}",
        f"单位: {office.id}",
        f"发布日期: {published}{minute if rng.random() < 0.5 else ''}",
        f"成文日期: {written}",
        f"索引号: {office.id.upper()}/{year + 1}-{number:05}",
        f"发文字号: {office.sign}〔{year + 1}〕{number}号",
        f"关键词: [{', '.join(rng.sample(TABLES['subjects'], 4))}]",
    ]
    body = Prose(rng, name, year).body(has_table=year % 3 == 0)
    return "\n".join(["---", *front_matter, "---", "", body])


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a synthetic archive of N reports.")
    parser.add_argument("total", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write_archive(options.total, options.folder, options.seed)
    print(f"{options.total} reports in {options.folder}")


if __name__ == "__main__":
    main()
