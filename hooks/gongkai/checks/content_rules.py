"""The rules over what stands in attachments, as a table; :mod:`contents` applies them."""

from __future__ import annotations

from gongkai.problems import Severity
from gongkai.rules import Example, Rule

_PDF_A = "GB/T 23286.1-2009（PDF/A-1）"
_PERSONAL = "个人信息保护法（2021）第六条、第二十五条"


def _rule(
    code: str, severity: Severity, finds: str, reason: str, source: str, wrong: str, right: str
) -> Rule:
    return Rule(code, severity, finds, reason, source, wrong, right, Example.FILES)


TYPE = _rule(
    "attachment-type",
    Severity.ERROR,
    "附件的格式不在可以公开的格式里",
    "压缩文件要打开才知道里面有什么，网页和程序能在读者的电脑上运行。",
    "OWASP, File Upload Cheat Sheet: Extension Validation",
    "附件“名单.zip”",
    "附件“名单.xlsx”",
)
CONTENT = _rule(
    "attachment-content",
    Severity.ERROR,
    "附件的内容和扩展名不符",
    "读者的电脑按扩展名打开文件，不符的打不开；也可能是放错了文件。",
    "OWASP, File Upload Cheat Sheet: File Signature Validation",
    "把一张 PNG 图片改名为“照片.jpg”",
    "“照片.png”",
)
LARGE = _rule(
    "attachment-large",
    Severity.WARNING,
    "附件太大",
    "很多读者用手机看，信号不好时 20 MB 要下载一分钟。",
    "3 Mbit/s 的移动网络，20 MB 用 53 秒",
    "一份 60 MB 的扫描件",
    "压缩图片以后 8 MB 的同一份文件",
)
ENCRYPTED = _rule(
    "attachment-encrypted",
    Severity.ERROR,
    "附件加了密码或限制",
    "读者打不开，或读屏软件读不了；里面有没有身份证号也没法检查。",
    f"{_PDF_A} 6.1.3",
    "限制复制和打印的 PDF 文件",
    "没有密码和限制的 PDF 文件",
)
MACROS = _rule(
    "attachment-macros",
    Severity.ERROR,
    "附件里有宏",
    "宏是程序，能在读者的电脑上做任何事；多数单位的电脑也会拦下这样的文件。",
    "OWASP, File Upload Cheat Sheet: Microsoft Office Documents",
    "带宏的“统计表.xlsm”",
    "另存为不带宏的“统计表.xlsx”",
)
ACTIVE = _rule(
    "attachment-active",
    Severity.ERROR,
    "里面有脚本、程序或别的文件",
    "打开它就可能运行程序；嵌在里面的文件没有人看过。",
    f"{_PDF_A} 6.6.1、6.1.11",
    "打开时运行 JavaScript 的 PDF 文件",
    "重新打印成的 PDF 文件",
)
BROKEN = _rule(
    "attachment-broken",
    Severity.ERROR,
    "附件读不了",
    "读者多半也打不开；里面有没有身份证号没法检查。",
    "OWASP, File Upload Cheat Sheet: File Content Validation",
    "只传了一半的 PDF 文件",
    "完整的 PDF 文件",
)
HIDDEN = _rule(
    "attachment-hidden",
    Severity.WARNING,
    "附件里有隐藏的工作表或幻灯片",
    "谁都能取消隐藏；隐藏的往往正是不想公开的原始数据。",
    _PERSONAL,
    "公示表里隐藏着工作表“原始名单”",
    "只有要公开的工作表",
)
COMMENTS = _rule(
    "attachment-comments",
    Severity.WARNING,
    "附件里有批注",
    "批注是内部的意见，带着写的人的名字。",
    _PERSONAL,
    "留着批注“这里再核一下”的 Word 文件",
    "删去批注以后的文件",
)
CHANGES = _rule(
    "attachment-changes",
    Severity.WARNING,
    "附件里有修订记录",
    "读者能看到删去了什么、是谁改的。",
    _PERSONAL,
    "开着修订改过、没有接受修订的 Word 文件",
    "接受全部修订以后的文件",
)
AUTHOR = _rule(
    "attachment-author",
    Severity.WARNING,
    "附件的属性或批注里有作者的名字",
    "经办人的名字一般不必公开。",
    _PERSONAL,
    "属性里的作者是〈姓名〉的 Word 文件",
    "属性里没有作者，或作者是单位的文件",
)
UNSCANNED = _rule(
    "attachment-unscanned",
    Severity.WARNING,
    "附件没有全部检查",
    "扫描件和旧格式里的文字程序读不全，漏掉的身份证号只有人能看见。",
    "个人信息保护法（2021）第二十八条",
    "没有做文字识别的扫描件",
    "有文字的 PDF、docx 或 xlsx 文件",
)

RULES = (
    TYPE,
    CONTENT,
    LARGE,
    ENCRYPTED,
    MACROS,
    ACTIVE,
    BROKEN,
    HIDDEN,
    COMMENTS,
    CHANGES,
    AUTHOR,
    UNSCANNED,
)
"""Every rule of this family."""
