"""Rules over what was published before: nothing of it goes, moves or changes silently."""

from __future__ import annotations

from gongkai.problems import Severity
from gongkai.rules import Example, Rule

_LEDGER = "约定：台账 reports/ledger.jsonl，见手册第七节"

BROKEN = Rule(
    "ledger-broken",
    Severity.ERROR,
    finds="台账改动过",
    reason="台账证明公开过什么、改没改过；它自己改了，就什么也证明不了。",
    source=_LEDGER,
    wrong="台账第一行的标题用编辑器改了",
    right="台账只由 gongkai publish 往后加",
    example=Example.FILES,
)
CHANGED = Rule(
    "published-changed",
    Severity.ERROR,
    finds="公开过的报告改了，没有说明",
    reason="读者引用的是原来的文字，悄悄改了，谁也说不清当初公开的是什么。",
    source="GOV.UK：重要的改动写明日期和内容",
    wrong="公开以后改了正文里的件数，没有加“更正记录”",
    right="改了件数，“更正记录”加了一条：日期和改了什么",
    example=Example.FILES,
)
REVISION_LOST = Rule(
    "published-revision",
    Severity.ERROR,
    finds="公开过的更正记录不见了",
    reason="更正记录也是公开过的内容，只能往后加。",
    source=_LEDGER,
    wrong="公开过的一条“更正记录”删去了",
    right="原来的“更正记录”都在，新的加在后面",
    example=Example.FILES,
)
OUT_OF_ORDER = Rule(
    "published-order",
    Severity.ERROR,
    finds="新的更正早于公开过的日期",
    reason="更正按日期排，订阅的人按日期收：日期早于已经公开过的，谁也看不出又改了。",
    source="RFC 4287 第 4.2.15 节：有意义的改动，updated 要往后移",
    wrong="2024-03-05 公开的报告，新加的更正记录写 日期: 2024-03-01",
    right="更正记录写更正公开的那一天",
    example=Example.FILES,
)
BACKDATED = Rule(
    "published-backdated",
    Severity.WARNING,
    finds="更正的日期早于上次记入台账",
    reason="记入台账那天公开的还是没有更正的文字，日期多半写早了。",
    source="国办秘函〔2019〕19号，单项否决：弄虚作假（如伪造发稿日期）",
    wrong="2024-04-01 记入台账的报告，更正记录写 日期: 2024-03-10",
    right="更正记录写更正公开的那一天",
    example=Example.FILES,
)
GONE = Rule(
    "published-gone",
    Severity.ERROR,
    finds="公开过的报告不见了",
    reason="公开过的网址要一直打得开：别处引用着它，读者收藏着它。",
    source="W3C, Cool URIs（Tim Berners-Lee，1998）",
    wrong="公开过的 2023/yundu-sifaju.md 删去了",
    right="文件还在；或者改了名，新文件的“旧网址”写着 /reports/2023/yundu-sifaju.html",
    example=Example.FILES,
)
RENUMBERED = Rule(
    "published-unit",
    Severity.ERROR,
    finds="公开过报告的单位改了编号",
    reason="编号是单位页面和订阅的网址：改了，收藏着它的读者就打不开了。",
    source="W3C, Cool URIs（Tim Berners-Lee，1998）",
    wrong="公开以后，units.yml 里的 yundu-sifaju 改成了 yundu-fazhiju",
    right="单位改了名称，编号仍是 yundu-sifaju",
    example=Example.FILES,
)
RENAMED = Rule(
    "published-name",
    Severity.ERROR,
    finds="公开过的报告换了发布机构的名称",
    reason="“发布机构”是公开过的信息：悄悄换了，读者查不到当初是谁公开的，也不能再用旧名找到它。",
    source="约定：机构改名，旧名留作曾用名，见手册第三节",
    wrong="公开以后，units.yml 里的 云渡县司法局 改成了 云渡县法治局",
    right="名称改成了 云渡县法治局，“曾用名”里写着 云渡县司法局，终止在公开以后",
    example=Example.FILES,
)
BEHIND = Rule(
    "ledger-behind",
    Severity.WARNING,
    finds="有公开还没有记入台账",
    reason="没有记入台账的，以后改了、丢了都查不出来。",
    source=_LEDGER,
    wrong="新加了一份报告，还没有运行 gongkai publish",
    right="定稿以后运行了 gongkai publish，再构建、上传",
    example=Example.FILES,
)
BY_HAND = Rule(
    "withdraw-by-hand",
    Severity.ERROR,
    finds="撤回的几行要由人来写",
    reason="这份报告的信息写法特别，程序硬改会把它改坏，所以什么也没有改。",
    source=_LEDGER,
    wrong="报告的信息全部写在一对 { } 里",
    right="每一项各占一行，如 有效性: 有效",
    example=Example.FILES,
)
TWICE = Rule(
    "withdraw-twice",
    Severity.ERROR,
    finds="报告早已撤回",
    reason="从哪天起、为什么撤回，读者已经看到了，不能换成另一天、另一句话而不作说明。",
    source=_LEDGER,
    wrong="撤回了的报告再用 gongkai withdraw 撤回一次",
    right="改“状态说明”那一行，“更正记录”加一条说明改了什么",
    example=Example.FILES,
)
SHOWN_ALL_THE_SAME = frozenset({CHANGED.code, REVISION_LOST.code, OUT_OF_ORDER.code})
"""Of a report that has one of these, nothing is wrong in itself."""
RULES = (
    CHANGED,
    REVISION_LOST,
    OUT_OF_ORDER,
    BACKDATED,
    GONE,
    RENUMBERED,
    RENAMED,
    BEHIND,
    BROKEN,
    BY_HAND,
    TWICE,
)
