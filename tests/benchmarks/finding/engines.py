"""The three searches: how each is built for an archive, and how a reader asks it.

Material's search and Pagefind are set up as their documentation says for Chinese, over the same
pages of plain MkDocs with Material.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.benchmarks import contest
from tests.benchmarks.measure import Usage, run

_REPORT = re.compile(r"reports/(\d{4}/[^/.?#]+)\.html")


@dataclass(frozen=True)
class Engine:
    """A search, built."""

    name: str
    site: Path
    page: str
    """Where a reader asks."""
    own: tuple[str, ...]
    """Parts of the paths of the search's own files; the rest would be loaded without it."""
    excerpts: tuple[str, ...]
    """Of these, the ones that only excerpts are read from."""
    cost: Usage
    """Making the index."""
    ask: str
    """A script: ``[words, pages]`` → ``{count, links, ids, time}``, time in milliseconds.

    Links may go on for so many pages of results; ids, where an engine has them, name all."""
    names: Callable[[list[str]], set[str]] = set
    """From the ids that a script gives to reports' ids."""

    def size(self) -> int:
        """Bytes of the search's own files."""
        files = (path for path in self.site.rglob("*") if path.is_file())
        return sum(
            path.stat().st_size
            for path in files
            if any(part in f"/{path.relative_to(self.site).as_posix()}" for part in self.own)
        )


def report_ids(links: list[str]) -> list[str]:
    """``/reports/2024/x.html?q=…`` → ``2024/x``, each once, in order."""
    found = [match[1] for link in links if (match := _REPORT.search(link))]
    return list(dict.fromkeys(found))


GONGKAI = """async ([words, pages]) => {
  const list = document.querySelector("#search-results");
  const start = performance.now();
  document.querySelector("#q").value = words;
  document.querySelector("form.gk-search").requestSubmit();
  while (list.getAttribute("aria-busy") === "true") await new Promise(requestAnimationFrame);
  const time = performance.now() - start;
  const said = document.querySelector("#search-status").textContent;
  const shown = () => [...list.querySelectorAll("li > a")].map((a) => a.getAttribute("href"));
  const links = shown();
  const count = Number((said.match(/\\d+/) || [0])[0]);
  for (let page = 2; page <= pages && links.length < count; page += 1) {
    history.replaceState(null, "", `?q=${encodeURIComponent(words)}&page=${page}`);
    dispatchEvent(new PopStateEvent("popstate"));
    while (list.getAttribute("aria-busy") === "true") await new Promise(requestAnimationFrame);
    links.push(...shown());
  }
  return { time, count, links };
}"""

MATERIAL = """async ([words, pages]) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const meta = document.querySelector("[data-md-component=search-result] .md-search-result__meta");
  const type = (text) => {
    input.value = text;
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const settle = async (test) => {
    while (!test(meta.textContent)) await new Promise((done) => setTimeout(done, 4));
  };
  document.querySelector("#__search").checked = true;
  input.focus();
  await settle((text) => !text.includes("正在初始化"));
  type("");
  await settle((text) => text.includes("键入"));
  const start = performance.now();
  type(words);
  await settle((text) => !text.includes("键入"));
  const time = performance.now() - start;
  const items = document.querySelectorAll(".md-search-result__item > a");
  return {
    time,
    count: Number((meta.textContent.match(/\\d+/) || [0])[0]),
    links: [...items].map((a) => a.getAttribute("href")),
  };
}"""

PAGEFIND = """async ([words, pages]) => {
  const start = performance.now();
  const engine = await import("/pagefind/pagefind.js");
  const { results } = await engine.search(words);
  const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return {
    time: performance.now() - start,
    count: results.length,
    links: data.map((result) => result.url),
    ids: results.map((result) => result.id),
  };
}"""


def gongkai(archive: Path, folder: Path) -> Engine:
    """This project's site; the index is also made alone, for its cost."""
    builder = contest.gongkai(archive, _new(folder))
    builder.build()
    module = [sys.executable, "-m", "tests.benchmarks.finding.index"]
    paths = contest.PROJECT / "mkdocs.yml", archive, folder / "index"
    whole = run([*module, *map(str, paths)], contest.PROJECT, {})
    return gongkai_site(builder.site, replace(whole, wall=float(whole.said)))


def gongkai_site(site: Path, cost: Usage) -> Engine:
    """A site of this project that stands."""
    own = ("/search/", "/assets/gongkai/search/")
    return Engine("Gongkai", site, "search.html", own, ("/search/text/",), cost, GONGKAI)


def material(archive: Path, folder: Path, alone: Usage) -> Engine:
    """Material's search with jieba; its cost is what it adds to a build without search."""
    builder = contest.plain(archive, _new(folder), MATERIAL_SEARCH)
    whole = builder.build()
    cost = Usage(whole.wall - alone.wall, whole.cpu - alone.cpu, whole.peak)
    own = ("/search/", "workers/search")
    return Engine("Material, jieba", builder.site, "index.html", own, (), cost, MATERIAL)


MATERIAL_SEARCH = [{"search": {"lang": "zh", "separator": r"[\s\u200b\-]"}}]


def pagefind(plain: contest.Builder) -> Engine:
    """Pagefind, extended for Chinese, over the pages of the plain site."""
    command = [sys.executable, "-m", "pagefind", "--site", str(plain.site)]
    cost = run([*command, "--root-selector", "article"], contest.PROJECT, {})
    return pagefind_site(plain.site, cost)


def pagefind_site(site: Path, cost: Usage) -> Engine:
    """A site that Pagefind has indexed."""
    own, excerpts = ("/pagefind/",), ("/pagefind/fragment/",)
    return Engine("Pagefind", site, "index.html", own, excerpts, cost, PAGEFIND, _fragments(site))


def _fragments(site: Path) -> Callable[[list[str]], set[str]]:
    """Which report a result is: a result names a file that says so."""
    urls: dict[str, str] = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes())
        data: dict[str, Any] = json.loads(text[text.index(b"{") :])
        urls[path.name.removesuffix(".pf_fragment")] = data["url"]
    return lambda ids: set(report_ids([urls[name] for name in ids if name in urls]))


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
