"""Rules over links to other sites: what came of asking for each address becomes findings.

Nothing here asks anybody: ``visiting`` does, for ``gongkai check --external`` and never in a build.
All are warnings: the other site may be mended tomorrow, and a report's text is not to be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gongkai.addresses import host_of, plain
from gongkai.archive import Archive
from gongkai.checks.links import hand_written_links, is_own, placed_links
from gongkai.problems import Problem, Severity
from gongkai.rules import Example, Rule
from gongkai.settings import Settings

_SOURCE = "国办发〔2017〕47号：定期巡检链接，清除错链、断链；检查指标：外部链接打不开的扣分"

DEAD = Rule(
    "link-dead",
    Severity.WARNING,
    finds="打不开的外部链接",
    reason="对方已经没有这个网页，或者网站关了。检查时每一个都要扣分。",
    source=_SOURCE,
    wrong="链接指着一个已经关闭的网站",
    right="链接指着一个打得开的网页",
    example=Example.FILES,
)
MOVED = Rule(
    "link-moved",
    Severity.WARNING,
    finds="搬了家的外部链接",
    reason="网页永久搬到了别处，旧网址早晚会失效；转到别的网站的，可能已经换了主人。",
    source=_SOURCE,
    wrong="链接指着的网页永久转到了另一个网站",
    right="链接直接写新的网址",
    example=Example.FILES,
)
INSECURE = Rule(
    "link-insecure",
    Severity.WARNING,
    finds="可以用 https 而没有用的链接",
    reason="http 的网页在路上可能被人改动；对方已经支持 https，换成它就好。",
    source="国办发〔2017〕47号：网站安全；浏览器对 http 网页的警告",
    wrong="链接写 http://，而对方的 https:// 也打得开",
    right="链接写 https://",
    example=Example.FILES,
)
UNCHECKED = Rule(
    "link-unchecked",
    Severity.WARNING,
    finds="没有查清的外部链接",
    reason="对方没有按时回答，或者不许程序访问，要用浏览器看一看。",
    source=_SOURCE,
    wrong="对方十秒没有回答",
    right="对方正常回答",
    example=Example.FILES,
)
RULES = (DEAD, MOVED, INSECURE, UNCHECKED)
CODES = frozenset(rule.code for rule in RULES)


class Outcome(StrEnum):
    """What came of asking for an address."""

    GOOD = "good"
    GONE = "gone"
    NO_HOST = "no-host"
    REFUSED = "refused"
    NO_TRUST = "no-trust"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"


_DEAD = {
    Outcome.GONE: "对方说没有这个网页",
    Outcome.NO_HOST: "没有这个网站",
    Outcome.REFUSED: "网站没有开",
    Outcome.NO_TRUST: "网站的证书不对，浏览器会拦住",
    Outcome.UNSAFE: "转到了不是网页的地址",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered, redirects followed."""

    outcome: Outcome
    status: int = 0
    """HTTP status, where there was one."""
    moved_to: str = ""
    """Where it leads, if that is for good or to another site."""
    is_secure_too: bool = False
    """Of an ``http`` address: whether ``https`` answers as well."""

    @property
    def is_good(self) -> bool:
        return self.outcome is Outcome.GOOD


@dataclass(frozen=True, slots=True)
class Outward:
    """One link that leads out of the site."""

    path: Path
    place: tuple[int, int]
    url: str


def outward(archive: Archive, settings: Settings) -> Iterator[Outward]:
    """Every link to another site, of reports, of the pages written by hand and of the footer."""
    for report in archive.public:
        for link, offset in placed_links(report.body):
            yield Outward(report.path, report.place_in_body(offset), link.address)
        for number, related in enumerate(report.related):
            yield Outward(report.path, report.place(f"related.{number}.url"), related.url)
        if report.original_url:
            yield Outward(report.path, report.place("original_url"), report.original_url)
    for path, place, link in hand_written_links(settings):
        yield Outward(path, place, link.address)
    for key in ("official_mark_url", "error_report_url"):
        yield Outward(settings.path, settings.place(key), getattr(settings, key))


def asked(archive: Archive, settings: Settings) -> tuple[Outward, ...]:
    """Those of them that are web addresses of other hosts."""
    return tuple(
        link
        for link in outward(archive, settings)
        if plain(link.url).startswith(("http://", "https://"))
        and host_of(link.url)
        and not is_own(link.url, settings)
    )


def judged(links: tuple[Outward, ...], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """A finding for each place that has a bad address; none for what was not asked yet."""
    for link in links:
        answer = answers.get(plain(link.url))
        if answer is None:
            continue
        shown = link.url if len(link.url) <= 80 else f"{link.url[:80]}…"
        if why := _DEAD.get(answer.outcome):
            hint = "核对网址；没有了的，改成新的网址，或删去链接只留文字"
            yield DEAD.problem(link.path, link.place, f"“{shown}”打不开：{why}", hint)
        elif not answer.is_good:
            why = f"对方回答 {answer.status}" if answer.status else "对方没有按时回答"
            hint = "用浏览器打开看一看；打得开的不用改"
            yield UNCHECKED.problem(link.path, link.place, f"“{shown}”没有查清：{why}", hint)
        elif answer.moved_to:
            message = f"“{shown}”转到了 {answer.moved_to}"
            hint = "打开看一看还是不是原来的内容；是的，改成新的网址"
            yield MOVED.problem(link.path, link.place, message, hint)
        elif answer.is_secure_too:
            hint = "把 http:// 改成 https://"
            yield INSECURE.problem(link.path, link.place, f"“{shown}”可以用 https", hint)
