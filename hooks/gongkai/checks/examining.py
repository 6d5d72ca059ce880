"""A document is examined: what its content breaks, whoever publishes it under whatever name.

Run in the second process, because looking through a text that was made to be slow takes as long
as reading it; only findings leave that process, with every number masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.checks import content_rules as rules
from gongkai.checks.examinations import Examination, Finding
from gongkai.checks.privacy import Leak, leaks
from gongkai.reading.documents import Document

EXAMINING = "gongkai.checks.examining"
"""This module, as the second process is told to run it."""
_SINGLY = 5
"""Findings of one rule in one file that are told one by one; a list of names has thousands."""


def examine(document: Document) -> Examination:
    """What there is to say about a content, whoever publishes it."""
    findings = () if document.fault else (*_of_the_whole(document), *_leaks_in(document))
    return Examination(document.kind, document.is_encrypted, safe(document.fault), findings)


def _of_the_whole(document: Document) -> Iterator[Finding]:
    if document.is_encrypted:
        hint = "另存为没有密码、不限制打印和复制的文件：有限制的，读屏软件读不了，也没法检查"
        yield Finding.of(rules.ENCRYPTED, "加了密码或限制", hint)
    if document.has_macros:
        hint = "另存为不带宏的 docx、xlsx 或 pptx"
        yield Finding.of(rules.MACROS, "里有宏", hint)
    if document.is_active:
        hint = "用原来的文件重新打印成 PDF；里面的文件另作附件"
        yield Finding.of(rules.ACTIVE, "里有脚本、程序或别的文件", hint)
    if document.hidden:
        message = f"里有隐藏的{_listed([safe(name) for name in document.hidden])}"
        yield Finding.of(rules.HIDDEN, message, "取消隐藏看一看；不公开的就删去")
    if document.comments:
        message = f"里有 {document.comments} 条批注"
        yield Finding.of(rules.COMMENTS, message, "删去全部批注再公开")
    if document.tracked_changes:
        message = f"里有 {document.tracked_changes} 处修订记录，读者能看到改了什么"
        yield Finding.of(rules.CHANGES, message, "在“审阅”里接受全部修订，再保存")
    if document.authors:
        names = _listed([f"{name[0]}{'*' * min(2, len(name) - 1)}" for name in document.authors])
        hint = "在“文件 → 信息 → 检查文档”里删去个人信息；PDF 从删过的文件重新导出"
        yield Finding.of(rules.AUTHOR, f"的属性或批注里有作者的名字：{names}", hint)
    if document.pages_without_text:
        hint = "请人工查看这些页；扫描件先做文字识别（OCR）再公开，读屏软件也要靠它"
        pages = _pages(document)
        message = f"{pages}没有文字，没有检查里面有没有身份证号"
        yield Finding.of(rules.UNSCANNED, message, hint)
    if document.unscanned:
        hint = "另存为 PDF、docx 或 xlsx 再公开；不能的请人工查看"
        yield Finding.of(rules.UNSCANNED, f"没有全部检查：{safe(document.unscanned)}", hint)


def _pages(document: Document) -> str:
    """``第 3、5—8 页``; no list where it is all of them."""
    numbers = document.pages_without_text
    if len(numbers) == document.pages:
        return f"全部 {document.pages} 页都" if document.pages > 1 else ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return f"第 {_listed(['—'.join(map(str, run)) for run in runs])} 页"


def _leaks_in(document: Document) -> Iterator[Finding]:
    """The first few of each rule by their places, the others counted."""
    counts: Counter[str] = Counter()
    last: dict[str, Leak] = {}
    for passage in document.passages:
        for leak in leaks(passage.text):
            counts[leak.rule.code] += 1
            last[leak.rule.code] = leak
            if counts[leak.rule.code] <= _SINGLY:
                message = f"{safe(passage.where)}：{leak.message}"
                yield Finding.of(leak.rule, message, leak.hint)
    for code, leak in last.items():
        if (more := counts[code] - _SINGLY) > 0:
            yield Finding.of(leak.rule, f"里还有 {more} 处疑似{leak.rule.finds}", leak.hint)


def safe(where: str) -> str:
    """A place or a name without its figures, where they are themselves a number of somebody."""
    if any(leaks(where)):
        return "".join("*" if char.isdigit() else char for char in where)
    return where


def _listed(names: Sequence[str]) -> str:
    """The first few of several."""
    shown = "、".join(names[:_SINGLY])
    return shown if len(names) <= _SINGLY else f"{shown}等 {len(names)} 个"


if __name__ == "__main__":
    from gongkai.reading.documents.worker import serve

    serve(lambda document: examine(document).as_json())
