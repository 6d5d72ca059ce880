"""Every way to break a file that we could think of, and what ``gongkai check`` says about it.

One entry a kind: the whole broken file, then the finding as it is printed (place, severity, code)
and a part of its message and of its hint. What an entry does not give is sound (``worlds.BASE``).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import made_files
from gongkai.reading import nodes
from worlds import BODY, LOADERS, findings, report_text, run_check, world


def with_text(content: str | bytes | None) -> str | bytes | None:
    """``正文。`` in a file below stands for a sound text, so that nothing is said about it."""
    return content.replace("正文。\n", BODY) if isinstance(content, str) else content


@dataclass(frozen=True)
class Kind:
    """One way to break one file."""

    name: str
    path: str
    text: str | bytes
    finding: str
    """``line:column: severity[code]``."""
    message: str
    hint: str
    beside: Mapping[str, str | bytes | None] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    """Further findings about the same fault: ``path:line:column: severity[code]``."""
    sound: int = 1
    """How many sound reports the run reads all the same."""

    @property
    def is_error(self) -> bool:
        return " error[" in self.finding

    @property
    def expected(self) -> list[str]:
        return sorted([f"{self.path}:{self.finding}", *self.also])

    def build(self, folder: Path) -> Path:
        files = {self.path: self.text, **self.beside}
        config = world(folder, {name: with_text(content) for name, content in files.items()})
        self.link(folder)
        return config

    def link(self, folder: Path) -> None:
        for name, target in self.links.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)


REPORTS = (
    # --- no text at all, or not in UTF-8
    Kind(
        "GB18030",
        "reports/2023/gb18030.md",
        report_text().encode("gb18030"),
        "2:1: error[encoding]",
        "不是 UTF-8 编码，看起来是 GB18030（GBK）",
        "编码选 UTF-8",
    ),
    Kind(
        "Big5",
        "reports/2023/big5.md",
        "---\n標題: 雲渡縣司法局2023年法治政府建設年度報告\n---\n\n一年來的工作。\n".encode("big5"),
        "2:1: error[encoding]",
        "看起来是 Big5（繁体）",
        "编码选 UTF-8",
    ),
    Kind(
        "UTF-16 with a byte-order mark",
        "reports/2023/utf16-bom.md",
        report_text().encode("utf-16"),
        "1:1: error[encoding]",
        "看起来是 UTF-16",
        "编码选 UTF-8",
    ),
    Kind(
        "UTF-16 without a byte-order mark",
        "reports/2023/utf16.md",
        report_text().encode("utf-16-le"),
        "2:1: error[encoding]",
        "看起来是 UTF-16",
        "编码选 UTF-8",
    ),
    Kind(
        "UTF-16 of ASCII only, which is valid UTF-8",
        "reports/2023/utf16-ascii.md",
        "---\ntitle: Report\n---\n".encode("utf-16-le"),
        "1:1: error[encoding]",
        "含有空字符，可能是 UTF-16",
        "编码选 UTF-8",
    ),
    Kind(
        "one byte that belongs to no encoding",
        "reports/2023/latin1.md",
        b"---\ntitle: caf\xe9\n---\n",
        "2:1: error[encoding]",
        "不是 UTF-8 编码的文本",
        "编码选 UTF-8",
    ),
    Kind(
        "a Word file with another ending",
        "reports/2023/docx.md",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml",
        "1:1: error[file-not-text]",
        "这是 Word、Excel 或压缩文件",
        "gongkai import",
    ),
    Kind(
        "an old Word file with another ending",
        "reports/2023/doc.md",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
        "1:1: error[file-not-text]",
        "这是旧版 Word 或 WPS 文件",
        "gongkai import",
    ),
    Kind(
        "a PDF with another ending",
        "reports/2023/pdf.md",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "1:1: error[file-not-text]",
        "这是 PDF 文件",
        "不要只改扩展名",
    ),
    Kind(
        "empty",
        "reports/2023/empty.md",
        b"",
        "1:1: error[file-empty]",
        "文件是空的",
        "不要的文件就删去",
    ),
    Kind(
        "only whitespace",
        "reports/2023/blank.md",
        "\ufeff  \n\t\r\n\n",
        "1:1: error[file-empty]",
        "文件是空的",
        "写上内容",
    ),
    Kind(
        "a link to nothing",
        "reports/2023/dead-link.md",
        b"",
        "1:1: error[file-unreadable]",
        "没有这个文件（或链接已断）",
        "换成文件本身",
        links={"reports/2023/dead-link.md": "../nowhere.md"},
    ),
    Kind(
        "a link to itself",
        "reports/2023/circle.md",
        b"",
        "1:1: error[file-unreadable]",
        "链接绕成了圈",
        "换成文件本身",
        links={"reports/2023/circle.md": "circle.md"},
    ),
    # --- front matter as a whole
    Kind(
        "no front matter",
        "reports/2023/plain.md",
        "# 云渡县司法局2023年法治政府建设年度报告\n\n一年来，县司法局依法履行职责。\n",
        "1:1: error[front-matter-missing]",
        "开头没有报告的信息",
        "第一行只写三个减号 ---",
    ),
    Kind(
        "front matter that does not end",
        "reports/2023/open.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n\n一年来。\n",
        "1:1: error[front-matter-open]",
        "报告的信息没有结束",
        "另起一行，只写三个减号 ---",
    ),
    Kind(
        "no body",
        "reports/2023/no-body.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---",
        "6:1: error[body-empty]",
        "没有正文",
        "写在第二个 --- 下面",
    ),
    Kind(
        "a body of empty lines",
        "reports/2023/blank-body.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n \n\n",
        "8:1: error[body-empty]",
        "没有正文",
        "写在第二个 --- 下面",
    ),
    Kind(
        "empty front matter",
        "reports/2023/empty-front.md",
        "---\n---\n\n正文。\n",
        "2:1: error[key-missing]",
        "报告缺少“发布日期”",
        "加一行 发布日期: …（首次向社会公开的时间",
        also=("reports/2023/empty-front.md:2:1: error[key-missing]",) * 3,
    ),
    # --- YAML
    Kind(
        "colon in a value",
        "reports/2023/colon.md",
        "---\n标题: 报告: 二\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "2:7: error[yaml-syntax]",
        "读不懂这里：值里有冒号加空格",
        "给冒号后面的整个值加上引号",
    ),
    Kind(
        "full-width colon after one key",
        "reports/2023/wide-colon.md",
        "---\n标题: 报告\n年度：2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:3: error[yaml-syntax]",
        "键后面是全角冒号",
        "改为半角冒号，后面空一格",
    ),
    Kind(
        "full-width colon after the first keys",
        "reports/2023/wide-colons.md",
        "---\n标题：报告\n年度：2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "2:3: error[yaml-syntax]",
        "键后面是全角冒号",
        "改为半角冒号，后面空一格",
    ),
    Kind(
        "full-width colon after the last key",
        "reports/2023/wide-colon-last.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期：2024-03-05\n---\n\n正文。\n",
        "5:5: error[yaml-syntax]",
        "键后面是全角冒号",
        "改为半角冒号，后面空一格",
    ),
    Kind(
        "full-width colon after every key",
        "reports/2023/all-wide.md",
        "---\n标题：报告\n年度：2023\n单位：云渡县司法局\n发布日期：2024-03-05\n---\n\n正文。\n",
        "2:1: error[not-a-mapping]",
        "报告应是若干行“键: 值”",
        "冒号要用半角",
    ),
    Kind(
        "no space after a colon",
        "reports/2023/no-space.md",
        "---\n标题: 报告\n年度:2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:4: error[yaml-syntax]",
        "冒号后面没有空格",
        "在冒号后面空一格",
    ),
    Kind(
        "no space after any colon",
        "reports/2023/no-spaces.md",
        "---\n标题:报告\n年度:2023\n单位:云渡县司法局\n发布日期:2024-03-05\n---\n\n正文。\n",
        "2:1: error[not-a-mapping]",
        "报告应是若干行“键: 值”",
        "冒号后面要空一格",
    ),
    Kind(
        "a line without a colon",
        "reports/2023/no-colon.md",
        "---\n标题: 报告\n二〇二三年\n年度: 2023\n单位: 云渡县司法局\n---\n\n正文。\n",
        "3:1: error[yaml-syntax]",
        "这一行没有冒号",
        "写成 键: 值",
    ),
    Kind(
        "a line indented by mistake",
        "reports/2023/indent.md",
        "---\n标题: 报告\n 年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:4: error[yaml-syntax]",
        "这一行缩进得比上一行多",
        "同一层的键从同一列开始",
    ),
    Kind(
        "tab as indent",
        "reports/2023/tab.md",
        "---\n标题: 报告\n附件:\n\t- 文件: a.pdf\n\t  名称: 甲\n---\n\n正文。\n",
        "4:1: error[yaml-syntax]",
        "用了制表符（Tab）",
        "改用空格",
    ),
    Kind(
        "no space after the dash of a list",
        "reports/2023/dash.md",
        "---\n标题: 报告\n附件:\n  -文件: a.pdf\n   名称: 甲\n---\n\n正文。\n",
        "4:4: error[yaml-syntax]",
        "列表的 - 后面没有空格",
        "在 - 后面空一格",
    ),
    Kind(
        "quote without its other half",
        "reports/2023/quote.md",
        '---\n标题: "报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n',
        "2:5: error[yaml-syntax]",
        "引号没有配对",
        "补上另一半引号",
    ),
    Kind(
        "text behind a quoted part",
        "reports/2023/quoted-part.md",
        '---\n标题: "法治"报告\n年度: 2023\n单位: 云渡县司法局\n---\n\n正文。\n',
        "2:9: error[yaml-syntax]",
        "引号之后还有文字",
        "把里面的引号改为“”",
    ),
    Kind(
        "a Windows path in double quotes",
        "reports/2023/backslash.md",
        '---\n标题: "D:\\文件"\n年度: 2023\n---\n\n正文。\n',
        "2:5: error[yaml-syntax]",
        "双引号里的 \\ 有特殊意思",
        "改用单引号",
    ),
    Kind(
        "bracket without its other half",
        "reports/2023/bracket.md",
        "---\n标题: 报告\n关键词: [法治, 行政\n年度: 2023\n---\n\n正文。\n",
        "3:6: error[yaml-syntax]",
        "括号没有配对",
        "补上 ] 或 }",
    ),
    Kind(
        "text behind a bracketed part",
        "reports/2023/bracketed-part.md",
        "---\n标题: [云渡县]年度报告\n年度: 2023\n---\n\n正文。\n",
        "2:5: error[yaml-syntax]",
        "括号之后还有文字",
        "给整个值加上引号",
    ),
    Kind(
        "a value that begins with a sign of YAML",
        "reports/2023/star.md",
        "---\n标题: *重要*报告\n年度: 2023\n---\n\n正文。\n",
        "2:5: error[yaml-syntax]",
        "“*”在 YAML 里有特殊意思",
        "给整个值加上引号",
    ),
    Kind(
        "alias",
        "reports/2023/alias.md",
        "---\n标题: *report\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "2:5: error[yaml-alias]",
        "“*report”在 YAML 里是引用，不是文字",
        "给整个值加上引号",
    ),
    Kind(
        "anchor",
        "reports/2023/anchor.md",
        "---\n标题: &a 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "2:5: error[yaml-anchor]",
        "“&a”在 YAML 里是锚点，不是文字",
        "给整个值加上引号",
    ),
    Kind(
        "tag",
        "reports/2023/tag.md",
        "---\n标题: !!str 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "2:5: error[yaml-tag]",
        "“!!str”在 YAML 里是类型标记，不是文字",
        "给整个值加上引号",
    ),
    Kind(
        "tag in angle brackets",
        "reports/2023/tag-verbatim.md",
        "---\n标题: !<x> 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "2:5: error[yaml-tag]",
        "“x”在 YAML 里是类型标记，不是文字",
        "给整个值加上引号",
    ),
    Kind(
        "two documents",
        "reports/2023/documents.md",
        "---\n标题: 报告\n--- # 第二段\n年度: 2023\n---\n\n正文。\n",
        "3:1: error[yaml-documents]",
        "这里开始了第二段 YAML",
        "删去多余的 ---",
    ),
    Kind(
        "deep nesting",
        "reports/2023/deep.md",
        f"---\n标题: {'[' * 5000}\n---\n\n正文。\n",
        "2:17: error[yaml-depth]",
        "嵌套太深",
        "写成一两层",
    ),
    Kind(
        "a key that is a list",
        "reports/2023/key-list.md",
        "---\n[标题, 年度]: 报告\n---\n\n正文。\n",
        "2:1: error[yaml-key]",
        "键必须是文字",
        "键: 值",
    ),
    Kind(
        "control character",
        "reports/2023/control.md",
        "---\n标题: 报告\n年度: 20\x0123\n---\n\n正文。\n",
        "3:7: error[yaml-character]",
        "看不见的字符 U+0001",
        "重新键入这一行",
    ),
    Kind(
        "line separator from Word",
        "reports/2023/separator.md",
        "---\n标题: 年度\u2028报告\n年度: 2023\n---\n\n正文。\n",
        "2:7: error[yaml-character]",
        "看不见的字符 U+2028",
        "重新键入这一行",
    ),
    Kind(
        "zero-width space in a value",
        "reports/2023/zero-width.md",
        "---\n标题: 报告\n年度: 2023\u200b\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "3:5: error[value-character]",
        "“年度”：含有看不见的字符 U+200B",
        "删去它，重新键入",
    ),
    # --- keys
    Kind(
        "unknown Chinese key",
        "reports/2023/key-chinese.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "发文文号: 云司〔2024〕3号\n---\n\n正文。\n",
        "6:1: error[key-unknown]",
        "不认识的键“发文文号”",
        "是不是“发文字号”？",
    ),
    Kind(
        "unknown English key",
        "reports/2023/key-english.md",
        "---\ntitle: 报告\nyear: 2023\nunit: yundu-sifaju\npublish_date: 2024-03-05\n"
        "publishdate: 2024-03-05\n---\n\n正文。\n",
        "6:1: error[key-unknown]",
        "不认识的键“publishdate”",
        "是不是“publish_date”？",
    ),
    Kind(
        "unknown key like no other",
        "reports/2023/key-other.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\nQQ: 1\n"
        "---\n\n正文。\n",
        "6:1: error[key-unknown]",
        "不认识的键“QQ”",
        "可用的键：标题、年度、单位、发布日期",
    ),
    Kind(
        "doubled key",
        "reports/2023/key-twice.md",
        "---\n标题: 报告\n年度: 2023\n年度: 2024\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "4:1: error[key-duplicate]",
        "“年度”写了两次，第一次是第 3 行的“年度”",
        "只留一个",
    ),
    Kind(
        "doubled key, once in either language",
        "reports/2023/key-both.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\ntitle: 报告\n"
        "---\n\n正文。\n",
        "6:1: error[key-duplicate]",
        "“标题”写了两次，第一次是第 2 行的“标题”",
        "只留一个",
    ),
    Kind(
        "needed value left empty",
        "reports/2023/value-empty.md",
        "---\n标题:\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "2:1: error[value-empty]",
        "“标题”还没有填写",
        "写上报告的标题",
    ),
    Kind(
        "needed value null",
        "reports/2023/value-null.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: ~\n---\n\n正文。\n",
        "5:1: error[value-empty]",
        "“发布日期”还没有填写",
        "写上首次向社会公开的时间",
    ),
    Kind(
        "needed key left out",
        "reports/2023/key-missing.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n---\n\n正文。\n",
        "2:1: error[key-missing]",
        "报告缺少“发布日期”",
        "加一行 发布日期: …",
    ),
    Kind(
        "needed key of a list's entry left out",
        "reports/2023/item-key.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "例外:\n  - 规则: late-deadline\n---\n\n正文。\n",
        "7:5: error[key-missing]",
        "“例外”缺少“理由”",
        "加一行 理由: …（为什么接受）",
    ),
    # --- values
    Kind(
        "year with a leading zero",
        "reports/2023/year-010.md",
        "---\n标题: 报告\n年度: 010\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:5: error[year-format]",
        "“年度”：“010”不是四位数字的年份",
        "写四位数字，如 2024",
    ),
    Kind(
        "year with 年",
        "reports/2023/year-nian.md",
        "---\n标题: 报告\n年度: 2023年\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:5: error[year-format]",
        "“2023年”不是四位数字的年份",
        "写作 2023",
    ),
    Kind(
        "year in full-width digits",
        "reports/2023/year-wide.md",
        "---\n标题: 报告\n年度: ２０２３\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "---\n\n正文。\n",
        "3:5: error[year-format]",
        "“２０２３”不是四位数字的年份",
        "写作 2023",
    ),
    Kind(
        "year before 1949",
        "reports/2023/year-1900.md",
        "---\n标题: 报告\n年度: 1900\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "3:5: error[year-range]",
        "1900 早于 1949 年",
        "核对年度",
    ),
    Kind(
        "a day that is not in the calendar",
        "reports/2023/date-0230.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-02-30\n---\n\n正文。\n",
        "5:7: error[date-impossible]",
        "“发布日期”：2024 年 2 月没有 30 日",
        "按原文件核对日期",
    ),
    Kind(
        "date with slashes",
        "reports/2023/date-slash.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024/3/5\n---\n\n正文。\n",
        "5:7: error[date-format]",
        "“2024/3/5”不是日期",
        "如果是指这一天，写作 2024-03-05",
    ),
    Kind(
        "date in full-width digits",
        "reports/2023/date-wide.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: ２０２４-０３-０５\n"
        "---\n\n正文。\n",
        "5:7: error[date-format]",
        "“２０２４-０３-０５”不是日期",
        "如果是指这一天，写作 2024-03-05",
    ),
    Kind(
        "time without a day",
        "reports/2023/date-time.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 12:30:00\n---\n\n正文。\n",
        "5:7: error[date-format]",
        "“12:30:00”不是日期",
        "写作 2024-03-05 或 2024-03-05 09:30",
    ),
    Kind(
        "an hour that is not in the day",
        "reports/2023/date-25.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05 25:00\n"
        "---\n\n正文。\n",
        "5:7: error[date-impossible]",
        "没有 25:00 这个时刻",
        "从 00:00 到 23:59",
    ),
    Kind(
        "yes as a date",
        "reports/2023/date-yes.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: yes\n---\n\n正文。\n",
        "5:7: error[date-format]",
        "“yes”不是日期",
        "写作 2024-03-05",
    ),
    Kind(
        "minutes where only a day belongs",
        "reports/2023/day-minute.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "成文日期: 2024-03-01 09:30\n---\n\n正文。\n",
        "6:7: error[date-format]",
        "“成文日期”：“2024-03-01 09:30”不是 年-月-日 形式的日期",
        "写作 2024-03-01",
    ),
    Kind(
        "list where text is wanted",
        "reports/2023/list-for-text.md",
        "---\n标题: [报告]\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "2:5: error[value-type]",
        "“标题”应是一个值（文字），不是列表或键值",
        "要加引号",
    ),
    Kind(
        "text where a list is wanted",
        "reports/2023/text-for-list.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "关键词: 法治、行政\n---\n\n正文。\n",
        "6:6: error[value-type]",
        "“关键词”应是列表",
        "写作 关键词: [甲, 乙]",
    ),
    Kind(
        "text where a list of records is wanted",
        "reports/2023/text-for-records.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件: a.pdf\n---\n\n正文。\n",
        "6:5: error[value-type]",
        "“附件”应是列表",
        "每项另起一行，以 - 开头，如 - 文件: …",
    ),
    Kind(
        "text where a record is wanted",
        "reports/2023/text-for-record.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件: [a.pdf]\n---\n\n正文。\n",
        "6:6: error[not-a-mapping]",
        "“附件”应是若干行“键: 值”",
        "写成 键: 值",
    ),
    Kind(
        "empty item of a list",
        "reports/2023/item-empty.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "关键词:\n  - 法治\n  -\n---\n\n正文。\n",
        "8:4: error[value-empty]",
        "“关键词”的第 2 项是空的",
        "填上或删去",
    ),
    Kind(
        "empty entry of a list of records",
        "reports/2023/record-empty.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件:\n  -\n---\n\n正文。\n",
        "7:4: error[value-empty]",
        "“附件”的第 1 项是空的",
        "填上或删去",
    ),
    Kind(
        "document number in round brackets",
        "reports/2023/document-number.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "发文字号: 云司（2024）3号\n---\n\n正文。\n",
        "6:7: error[value-pattern]",
        "“发文字号”：“云司（2024）3号”不合格式",
        "六角括号括起的四位年份",
    ),
    Kind(
        "unknown status",
        "reports/2023/status.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n有效性: 撤回\n"
        "---\n\n正文。\n",
        "6:6: error[value-choice]",
        "“有效性”：不能是“撤回”",
        "是不是“已撤回”？",
    ),
    Kind(
        "attachment above its folder",
        "reports/2023/file-above.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件:\n  - 文件: ../x.pdf\n    名称: 甲\n---\n\n正文。\n",
        "7:9: error[attachment-outside]",
        "“../x.pdf”不在报告自己的文件夹里",
        "这里只写文件名",
    ),
    Kind(
        "attachment by its absolute path",
        "reports/2023/file-absolute.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件:\n  - 文件: /etc/passwd\n    名称: 甲\n---\n\n正文。\n",
        "7:9: error[attachment-outside]",
        "“/etc/passwd”不在报告自己的文件夹里",
        "这里只写文件名",
    ),
    Kind(
        "attachment by its Windows path",
        "reports/2023/file-windows.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "附件:\n  - 文件: D:\\报告\\x.pdf\n    名称: 甲\n---\n\n正文。\n",
        "7:9: error[attachment-outside]",
        "不在报告自己的文件夹里",
        "这里只写文件名",
    ),
    Kind(
        "old address with a domain",
        "reports/2023/alias-domain.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "旧网址: [http://www.yundu.gov.cn/1.html]\n---\n\n正文。\n",
        "6:7: error[value-path]",
        "不是站内地址",
        "以 / 开头，不写域名",
    ),
    Kind(
        "original address without a scheme",
        "reports/2023/original.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "原文链接: www.yundu.gov.cn/1.html\n---\n\n正文。\n",
        "6:7: error[value-address]",
        "“www.yundu.gov.cn/1.html”不是网址",
        "以 https:// 开头",
    ),
    Kind(
        "script as a related document",
        "reports/2023/related.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "相关文件:\n  - 标题: 条例\n    网址: javascript:alert(1)\n---\n\n正文。\n",
        "8:9: error[value-pattern]",
        "“网址”：“javascript:alert(1)”不合格式",
        "格式：以 https:// 开头的网址，或以 / 开头的站内地址",
    ),
    Kind(
        "checksum cut short",
        "reports/2023/sha256.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法局\n发布日期: 2024-03-05\n"
        "导入来源:\n  文件: 报告.docx\n  校验值: abc123\n---\n\n正文。\n",
        "8:8: error[value-pattern]",
        "“校验值”：“abc123”不合格式",
        "格式：64 位数字和小写字母",
    ),
    # --- units
    Kind(
        "unknown unit like a known one",
        "reports/2023/unit-near.md",
        "---\n标题: 报告\n年度: 2023\n单位: 云渡县司法厅\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "4:5: error[unit-unknown]",
        "单位“云渡县司法厅”不在 units.yml 里",
        "是不是“云渡县司法局”？",
    ),
    Kind(
        "unknown unit",
        "reports/2023/unit-new.md",
        "---\n标题: 报告\n年度: 2023\n单位: 柳桥区教体委\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "4:5: error[unit-unknown]",
        "单位“柳桥区教体委”不在 units.yml 里",
        "新单位先写进 units.yml",
    ),
    # --- what the report says against itself, its folder or the clock (each in a year of its own)
    Kind(
        "unknown category",
        "reports/1991/category.md",
        "---\n标题: 报告\n年度: 1991\n单位: 云渡县司法局\n发布日期: 1992-03-05\n"
        "类别: 法治政府建设报告\n---\n\n正文。\n",
        "6:5: error[category-unknown]",
        "没有“法治政府建设报告”这个类别",
        "是不是“法治政府建设年度报告”？",
    ),
    Kind(
        "unknown category like no other",
        "reports/1990/category.md",
        "---\n标题: 报告\n年度: 1990\n单位: 云渡县司法局\n发布日期: 1991-03-05\n"
        "类别: 通报\n---\n\n正文。\n",
        "6:5: error[category-unknown]",
        "没有“通报”这个类别",
        "可用的类别：法治政府建设年度报告、政府信息公开工作年度报告",
    ),
    Kind(
        "published tomorrow",
        "reports/2024/future.md",
        "---\n标题: 报告\n年度: 2024\n单位: 云渡县司法局\n发布日期: 2025-01-03\n---\n\n正文。\n",
        "5:7: error[date-future]",
        "发布日期 2025-01-03 还没有到",
        "定时发布请到时再构建",
    ),
    Kind(
        "published one minute from now",
        "reports/2024/future-minute.md",
        "---\n标题: 报告\n年度: 2024\n单位: 云渡县信访局\n发布日期: 2025-01-02 10:31\n"
        "---\n\n正文。\n",
        "5:7: error[date-future]",
        "发布日期 2025-01-02 10:31 还没有到",
        "核对日期",
    ),
    Kind(
        "corrected tomorrow",
        "reports/1992/future-revision.md",
        "---\n标题: 报告\n年度: 1992\n单位: 云渡县司法局\n发布日期: 1993-03-05\n"
        "更正记录:\n  - {日期: 2025-01-03, 说明: 更正件数}\n---\n\n正文。\n",
        "7:5: error[date-future]",
        "更正日期 2025-01-03 还没有到",
        "核对日期",
    ),
    Kind(
        "year after its publication",
        "reports/1994/year-after.md",
        "---\n标题: 报告\n年度: 1994\n单位: 云渡县司法局\n发布日期: 1993-03-05\n---\n\n正文。\n",
        "3:5: error[year-after-publication]",
        "年度 1994 晚于发布日期 1993-03-05",
        "一般是发布日期的上一年",
    ),
    Kind(
        "last year of the calendar",
        "reports/9999/year-9999.md",
        "---\n标题: 报告\n年度: 9999\n单位: 云渡县司法局\n发布日期: 1993-03-05\n---\n\n正文。\n",
        "3:5: error[year-after-publication]",
        "年度 9999 晚于发布日期 1993-03-05",
        "一般是发布日期的上一年",
    ),
    Kind(
        "last day of the calendar",
        "reports/1993/date-9999.md",
        "---\n标题: 报告\n年度: 1993\n单位: 云渡县司法局\n发布日期: 1994-03-05\n"
        "成文日期: 9999-12-31\n---\n\n正文。\n",
        "6:7: error[date-future]",
        "成文日期 9999-12-31 还没有到",
        "核对日期",
        also=("reports/1993/date-9999.md:6:7: warning[date-order]",),
    ),
    Kind(
        "folder of another year",
        "reports/1996/folder.md",
        "---\n标题: 报告\n年度: 1995\n单位: 云渡县司法局\n发布日期: 1996-03-05\n---\n\n正文。\n",
        "3:5: error[year-folder]",
        "年度 1995 的报告放在了 1996 文件夹里",
        "移到 reports/1995/，或改正年度",
    ),
    Kind(
        "two reports of one unit, year and category",
        "reports/1997/twin-b.md",
        "---\n标题: 报告\n年度: 1997\n单位: 县司法局\n发布日期: 1998-03-05\n---\n\n正文。\n",
        "4:5: error[report-duplicate]",
        "云渡县司法局 1997 年度的法治政府建设年度报告已有一份：1997/twin-a.md",
        "删去多余的一份，或把旧的一份改为 失效",
        beside={
            "reports/1997/twin-a.md": report_text(年度=1997, 发布日期="1998-03-05"),
        },
        sound=2,
    ),
    Kind(
        "doubled index number",
        "reports/1999/index-number.md",
        "---\n标题: 报告\n年度: 1999\n单位: 云渡县司法局\n发布日期: 2000-03-05\n"
        "索引号: YD-001\n---\n\n正文。\n",
        "6:6: error[index-number-duplicate]",
        "索引号“YD-001”已用于 1998/index-number.md",
        "每份报告的索引号不同",
        beside={
            "reports/1998/index-number.md": report_text(
                年度=1998, 发布日期="1999-03-05", 索引号="YD-001"
            ),
        },
        sound=2,
    ),
    Kind(
        "withdrawn without date and reason",
        "reports/2001/withdrawn.md",
        "---\n标题: 报告\n年度: 2001\n单位: 云渡县司法局\n发布日期: 2002-03-05\n有效性: 已撤回\n"
        "---\n",
        "6:6: error[status-incomplete]",
        "有效性是“已撤回”，缺少“状态日期”和“状态说明”",
        "加上“状态日期: …”、“状态说明: …”，写明从哪天起、为什么",
    ),
    Kind(
        "repealed without a reason",
        "reports/2002/repealed.md",
        "---\n标题: 报告\n年度: 2002\n单位: 云渡县司法局\n发布日期: 2003-03-05\n有效性: 废止\n"
        "状态日期: 2004-01-01\n---\n\n正文。\n",
        "6:6: error[status-incomplete]",
        "有效性是“废止”，缺少“状态说明”",
        "加上“状态说明: …”，",
    ),
    Kind(
        "replaced by a report that is not there",
        "reports/2003/replaced.md",
        "---\n标题: 报告\n年度: 2003\n单位: 云渡县司法局\n发布日期: 2004-03-05\n"
        "替代文件: 2023/yundu-sifajv\n---\n\n正文。\n",
        "6:7: error[replacement-missing]",
        "替代文件“2023/yundu-sifajv”不是本站的另一份报告",
        "是不是“2023/yundu-sifaju”？",
    ),
    Kind(
        "replaced by itself",
        "reports/2004/replaced.md",
        "---\n标题: 报告\n年度: 2004\n单位: 云渡县司法局\n发布日期: 2005-03-05\n"
        "替代文件: 2004/replaced\n---\n\n正文。\n",
        "6:7: error[replacement-missing]",
        "替代文件“2004/replaced”不是本站的另一份报告",
        "",
    ),
    Kind(
        "old address that is a report's own",
        "reports/2005/address.md",
        "---\n标题: 报告\n年度: 2005\n单位: 云渡县司法局\n发布日期: 2006-03-05\n"
        "旧网址: [/old/1.html, /reports/2023/yundu-sifaju.html]\n---\n\n正文。\n",
        "6:20: error[address-shared]",
        "旧网址 /reports/2023/yundu-sifaju.html 是 2023/yundu-sifaju.md 现在的网址",
        "从“旧网址”里删去 /reports/2023/yundu-sifaju.html",
    ),
    # --- files
    Kind(
        "missing attachment with a name like one that is there",
        "reports/2006/attachment.md",
        "---\n标题: 报告\n年度: 2006\n单位: 云渡县司法局\n发布日期: 2007-03-05\n"
        "附件:\n  - 文件: 统计表2.xlsx\n    名称: 统计表\n---\n\n正文。\n",
        "7:9: error[attachment-missing]",
        "没有附件“统计表2.xlsx”",
        "是不是“统计表1.xlsx”？",
        beside={"reports/2006/attachment/统计表1.xlsx": b"x"},
        also=("reports/2006/attachment.md:1:1: warning[attachment-unlisted]",),
    ),
    Kind(
        "missing attachment",
        "reports/2007/attachment.md",
        "---\n标题: 报告\n年度: 2007\n单位: 云渡县司法局\n发布日期: 2008-03-05\n"
        "附件:\n  - {文件: a.pdf, 名称: 甲}\n---\n\n正文。\n",
        "7:10: error[attachment-missing]",
        "没有附件“a.pdf”",
        "把文件放进 2007/attachment/ 文件夹",
    ),
    Kind(
        "attachment with a name too long for any disk",
        "reports/2008/attachment.md",
        "---\n标题: 报告\n年度: 2008\n单位: 云渡县司法局\n发布日期: 2009-03-05\n"
        f"附件:\n  - 文件: {'长' * 200}.pdf\n    名称: 甲\n---\n\n正文。\n",
        "7:9: error[attachment-missing]",
        "没有附件“长长长",
        "把文件放进",
    ),
    Kind(
        "empty attachment",
        "reports/2009/attachment.md",
        "---\n标题: 报告\n年度: 2009\n单位: 云渡县司法局\n发布日期: 2010-03-05\n"
        "附件:\n  - {文件: a.pdf, 名称: 甲}\n---\n\n正文。\n",
        "7:10: error[attachment-empty]",
        "附件“a.pdf”是空文件",
        "换成正确的文件",
        beside={"reports/2009/attachment/a.pdf": b""},
    ),
    Kind(
        "attachment that is a link out of its folder",
        "reports/2010/attachment.md",
        "---\n标题: 报告\n年度: 2010\n单位: 云渡县司法局\n发布日期: 2011-03-05\n"
        "附件:\n  - {文件: a.pdf, 名称: 甲}\n---\n\n正文。\n",
        "7:10: error[attachment-outside]",
        "附件“a.pdf”实际在别处",
        "放文件本身，不放链接",
        links={"reports/2010/attachment/a.pdf": "../../../mkdocs.yml"},
    ),
    Kind(
        "folder of attachments that is a link",
        "reports/2011/attachment.md",
        "---\n标题: 报告\n年度: 2011\n单位: 云渡县司法局\n发布日期: 2012-03-05\n"
        "附件:\n  - {文件: mkdocs.yml, 名称: 甲}\n---\n\n正文。\n",
        "7:10: error[attachment-outside]",
        "附件“mkdocs.yml”实际在别处",
        "放文件本身，不放链接",
        links={"reports/2011/attachment": "../.."},
    ),
    Kind(
        "report outside the folders of years",
        "reports/misplaced.md",
        report_text(),
        "1:1: error[report-misplaced]",
        "不会公开",
        "改为 reports/<年度>/misplaced.md",
    ),
    Kind(
        "report in a folder inside a year",
        "reports/2023/sub/misplaced.md",
        report_text(),
        "1:1: error[report-misplaced]",
        "不会公开",
        "改为 reports/2023/misplaced.md",
    ),
    Kind(
        "report with its ending in capitals",
        "reports/2023/capitals.MD",
        report_text(),
        "1:1: error[report-misplaced]",
        "不会公开",
        "改为 reports/2023/capitals.md",
    ),
    Kind(
        "Word file beside the reports",
        "reports/2023/报告.docx",
        b"PK\x03\x04",
        "1:1: warning[file-unused]",
        "这不是报告",
        "若是报告，扩展名只留 .md，或用 gongkai import 导入",
    ),
    Kind(
        "attachments of no report",
        "reports/2023/no-report/a.pdf",
        b"x",
        "1:1: warning[file-unused]",
        "也不在哪份报告的同名文件夹里",
        "若是附件，放进报告的同名文件夹",
    ),
    Kind(
        "file name with a space",
        "reports/2012/bad slug.md",
        "---\n标题: 报告\n年度: 2012\n单位: 云渡县司法局\n发布日期: 2013-03-05\n---\n\n正文。\n",
        "1:1: error[slug-invalid]",
        "文件名“bad slug”不能作网址",
        "用小写拼音、数字和 -",
    ),
    Kind(
        "file name of an index page",
        "reports/2012/page-2.md",
        "---\n标题: 报告\n年度: 2012\n单位: 云渡县司法局\n发布日期: 2013-03-05\n---\n\n正文。\n",
        "1:1: error[slug-reserved]",
        "文件名“page-2”留给年度目录页",
        "用小写拼音、数字和 -",
    ),
    Kind(
        "file name that the engine takes for an index",
        "reports/2012/README.md",
        "---\n标题: 报告\n年度: 2012\n单位: 云渡县司法局\n发布日期: 2013-03-05\n---\n\n正文。\n",
        "1:1: error[slug-reserved]",
        "文件名“README”留给年度目录页",
        "用小写拼音、数字和 -",
    ),
    Kind(
        "attachment with a hidden name",
        "reports/2000/attachment.md",
        "---\n标题: 报告\n年度: 2000\n单位: 云渡县司法局\n发布日期: 2001-03-05\n"
        "附件:\n  - {文件: .a.pdf, 名称: 甲}\n---\n\n正文。\n",
        "7:10: error[attachment-unpublishable]",
        "附件“.a.pdf”不能作附件公开",
        "不用 .md 文件和以 . 开头的文件名",
        beside={"reports/2000/attachment/.a.pdf": b"x"},
    ),
    # --- warnings
    Kind(
        "published before its year was over",
        "reports/2021/not-over.md",
        "---\n标题: 报告\n年度: 2021\n单位: 云渡县司法局\n发布日期: 2021-12-31\n---\n\n正文。\n",
        "5:7: warning[year-not-over]",
        "2021 年度还没有过完，就在 2021-12-31 公开了年度报告",
        "核对年份",
        sound=2,
    ),
    Kind(
        "Chinese file name",
        "reports/2013/司法局.md",
        "---\n标题: 报告\n年度: 2013\n单位: 云渡县司法局\n发布日期: 2014-03-05\n---\n\n正文。\n",
        "1:1: warning[slug-style]",
        "文件名“司法局”作网址不便抄写",
        "已经公开的不要改名，写进“例外”",
        sound=2,
    ),
    Kind(
        "comment that eats text",
        "reports/2014/comment.md",
        "---\n标题: 报告 #1 修订\n年度: 2014\n单位: 云渡县司法局\n发布日期: 2015-03-05\n"
        "---\n\n正文。\n",
        "2:7: warning[yaml-comment]",
        "“#1 修订”被当作注释，不会公开",
        "给整个值加引号",
        sound=2,
    ),
    Kind(
        "written after its publication",
        "reports/2015/written.md",
        "---\n标题: 报告\n年度: 2015\n单位: 云渡县司法局\n发布日期: 2016-03-05\n"
        "成文日期: 2016-03-06\n---\n\n正文。\n",
        "6:7: warning[date-order]",
        "成文日期 2016-03-06 晚于发布日期 2016-03-05",
        "核对两个日期",
        sound=2,
    ),
    Kind(
        "entered before its publication",
        "reports/2016/added.md",
        "---\n标题: 报告\n年度: 2016\n单位: 云渡县司法局\n发布日期: 2017-03-05\n"
        "收录日期: 2017-03-04\n---\n\n正文。\n",
        "6:7: warning[date-order]",
        "收录日期 2017-03-04 早于发布日期 2017-03-05",
        "核对两个日期",
        sound=2,
    ),
    Kind(
        "public more than 20 working days after it was written",
        "reports/2017/late.md",
        "---\n标题: 报告\n年度: 2017\n单位: 云渡县司法局\n发布日期: 2018-03-06\n"
        "成文日期: 2018-02-05\n---\n\n正文。\n",
        "5:7: warning[late-disclosure]",
        "应不晚于 2018-03-05（未计法定节假日）",
        "照实保留",
        sound=2,
    ),
    Kind(
        "public after the deadline of its category",
        "reports/2018/late.md",
        "---\n标题: 报告\n年度: 2018\n单位: 云渡县司法局\n发布日期: 2019-04-02\n---\n\n正文。\n",
        "5:7: warning[late-deadline]",
        "2018 年度的法治政府建设年度报告应在 2019-04-01 前公开",
        "不要为了合格而改日期",
        sound=2,
    ),
    Kind(
        "file beside a report that no one names",
        "reports/2019/unlisted.md",
        "---\n标题: 报告\n年度: 2019\n单位: 云渡县司法局\n发布日期: 2020-03-05\n---\n\n"
        "![表](unlisted/图%201.jpeg)\n\n正文。\n",
        "1:1: warning[attachment-unlisted]",
        "文件夹里的“图 1.jpe”没有列为附件，不会公开",
        "列入“附件”，或删去它",
        beside={
            "reports/2019/unlisted/图 1.jpeg": made_files.JPEG,
            "reports/2019/unlisted/图 1.jpe": b"x",
            "reports/2019/unlisted/.DS_Store": b"x",
        },
        sound=2,
    ),
)

ONE_UNIT = "- {编号: yundu-sifaju, 名称: 云渡县司法局}\n"

OTHERS = (
    # --- units.yml
    Kind(
        "no register of units",
        "reports/units.yml",
        "",
        "1:1: error[file-empty]",
        "文件是空的",
        "写上内容",
        sound=0,
    ),
    Kind(
        "register of comments only",
        "reports/units.yml",
        "# 单位名册\n",
        "1:1: error[units-empty]",
        "单位名册里没有单位",
        "每个单位写编号和名称",
        also=("reports/2023/yundu-sifaju.md:4:5: error[unit-unknown]",),
        sound=0,
    ),
    Kind(
        "register that is no YAML",
        "reports/units.yml",
        "- 编号: yundu-sifaju\n  名称: 云渡县: 司法局\n",
        "2:10: error[yaml-syntax]",
        "值里有冒号加空格",
        "加上引号",
        sound=0,
    ),
    Kind(
        "register in GB18030",
        "reports/units.yml",
        ONE_UNIT.encode("gb18030"),
        "1:1: error[encoding]",
        "看起来是 GB18030",
        "编码选 UTF-8",
        sound=0,
    ),
    Kind(
        "register that is no list",
        "reports/units.yml",
        "编号: yundu-sifaju\n名称: 云渡县司法局\n",
        "1:1: error[value-type]",
        "单位名册应是列表",
        "每个单位以 - 编号: … 开头",
        sound=0,
    ),
    Kind(
        "entry that is no record",
        "reports/units.yml",
        f"{ONE_UNIT}- 云渡县信访局\n",
        "2:3: error[not-a-mapping]",
        "单位应是若干行“键: 值”",
        "写成 键: 值",
    ),
    Kind(
        "doubled id",
        "reports/units.yml",
        f"{ONE_UNIT}- {{编号: yundu-sifaju, 名称: 云渡县信访局}}\n",
        "2:1: error[unit-duplicate]",
        "编号“yundu-sifaju”已被第 1 行的“云渡县司法局”用了",
        "每个单位不同",
    ),
    Kind(
        "name of two units",
        "reports/units.yml",
        "- {编号: yundu-sifaju, 名称: 云渡县司法局, 简称: [县局]}\n"
        "- {编号: yundu-xinfangju, 名称: 云渡县信访局, 简称: [县局]}\n",
        "2:1: error[unit-name-shared]",
        "“县局”同时是第 1 行“云渡县司法局”和“云渡县信访局”的名称",
        "一个名称同一时间只属于一个单位",
    ),
    Kind(
        "former names that overlap",
        "reports/units.yml",
        "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  曾用名:\n"
        "    - {名称: 司法科, 终止: 2010-05}\n    - {名称: 司法处, 起始: 2010-04, 终止: 2015}\n",
        "5:7: error[unit-former-overlap]",
        "曾用名“司法处”与“司法科”的时间重叠",
        "写清起始和终止",
    ),
    Kind(
        "former name that ends before it begins",
        "reports/units.yml",
        "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  曾用名:\n"
        "    - {名称: 司法科, 起始: 2010, 终止: 2010}\n",
        "4:7: error[unit-period]",
        "曾用名“司法科”的终止不晚于起始",
        "核对两个时间",
    ),
    Kind(
        "years in the wrong order",
        "reports/units.yml",
        "- {编号: yundu-sifaju, 名称: 云渡县司法局, 起始: 2022, 终止: 2021}\n",
        "1:48: error[unit-period]",
        "“终止”早于“起始”",
        "核对两个年度",
    ),
    Kind(
        "id with capitals and underscore",
        "reports/units.yml",
        f"{ONE_UNIT}- {{编号: Yundu_XFJ, 名称: 云渡县信访局}}\n",
        "2:8: error[value-pattern]",
        "“编号”：“Yundu_XFJ”不合格式",
        "格式：小写字母、数字，用 - 连接",
    ),
    Kind(
        "id that the index of units needs",
        "reports/units.yml",
        f"{ONE_UNIT}- {{编号: index, 名称: 云渡县信访局}}\n",
        "2:8: error[unit-reserved]",
        "编号“index”留给单位总目录页",
        "换一个编号",
    ),
    Kind(
        "credit code with an O: the unit's reports are not at fault",
        "reports/units.yml",
        "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  统一社会信用代码: 11999921MBOK24713D\n",
        "3:13: error[value-pattern]",
        "“11999921MBOK24713D”不合格式",
        "没有 I、O、S、V、Z",
    ),
    Kind(
        "unknown key of a unit",
        "reports/units.yml",
        "- {编号: yundu-sifaju, 名称: 云渡县司法局, 曾用: 司法科}\n",
        "1:34: error[key-unknown]",
        "不认识的键“曾用”",
        "是不是“曾用名”？",
    ),
    Kind(
        "unit without a name",
        "reports/units.yml",
        f"{ONE_UNIT}- {{编号: yundu-xinfangju}}\n",
        "2:3: error[key-missing]",
        "单位缺少“名称”",
        "加一行 名称: …（现在的全称）",
    ),
    Kind(
        "former name of two units, used on a day when it was no one's",
        "reports/2023/ambiguous.md",
        "---\n标题: 报告\n年度: 2023\n单位: 司法科\n发布日期: 2024-03-05\n---\n\n正文。\n",
        "4:5: error[unit-unknown]",
        "发布日期 2024-03-05 时，没有单位叫“司法科”",
        "写单位的编号",
        beside={
            "reports/units.yml": "- 编号: yundu-sifaju\n  名称: 云渡县司法局\n"
            "  曾用名: [{名称: 司法科, 终止: 2010}]\n"
            "- 编号: yundu-xinfangju\n  名称: 云渡县信访局\n"
            "  曾用名: [{名称: 司法科, 起始: 2012, 终止: 2015}]\n",
        },
    ),
    # --- mkdocs.yml
    Kind(
        "empty settings",
        "mkdocs.yml",
        "# 空的\n",
        "1:1: error[settings-missing]",
        "没有 extra.gongkai",
        "在 mkdocs.yml 的 extra 下加 gongkai",
    ),
    Kind(
        "settings that are no YAML",
        "mkdocs.yml",
        "site_name: 云渡县: 公开\nextra:\n  gongkai:\n    demo: true\n",
        "1:15: error[yaml-syntax]",
        "值里有冒号加空格",
        "加上引号",
    ),
    Kind(
        "settings without our section",
        "mkdocs.yml",
        "site_name: 云渡县政府信息公开\nextra:\n  social: []\n",
        "1:1: error[settings-missing]",
        "没有 extra.gongkai",
        "在 mkdocs.yml 的 extra 下加 gongkai",
    ),
    Kind(
        "section that is no record",
        "mkdocs.yml",
        "site_name: 云渡县政府信息公开\nextra:\n  gongkai: true\n",
        "3:12: error[not-a-mapping]",
        "“extra.gongkai”应是若干行“键: 值”",
        "写成 键: 值",
    ),
    Kind(
        "extra written twice, of which MkDocs keeps the last",
        "mkdocs.yml",
        "extra:\n  gongkai:\n    demo: true\nextra:\n  social: []\n",
        "4:1: error[key-duplicate]",
        "“extra”写了两次，第一次在第 1 行",
        "合成一个",
    ),
    Kind(
        "section written twice",
        "mkdocs.yml",
        "extra:\n  gongkai:\n    demo: true\n  gongkai:\n    demo: false\n",
        "4:3: error[key-duplicate]",
        "“gongkai”写了两次，第一次在第 2 行",
        "合成一个",
    ),
    Kind(
        "demo: yes, without ten findings about the footer",
        "mkdocs.yml",
        "extra:\n  gongkai:\n    demo: yes\n",
        "3:11: error[value-choice]",
        "“演示”：不能是“yes”",
        "写 true 或 false",
    ),
    Kind(
        "real site with placeholders",
        "mkdocs.yml",
        "site_url: https://xxgk.example.gov.cn/\n"
        "extra:\n"
        "  gongkai:\n"
        "    demo: false\n"
        '    site_id_code: "3600000001"\n'
        "    sponsor: 某某县人民政府办公室\n"
        "    contact: {address: 文昌路1号, phone: 0999-1234567}\n"
        "    icp: 赣ICP备00000000号\n"
        "    police_record: 京公网安备11000002000001号\n"
        "    official_mark_url: https://bszs.conac.cn/sitename?id=xxxx\n"
        "    error_report_url: https://zfwzgl.www.gov.cn/\n"
        "    column_description: 待填\n"
        "    column_keywords: [信息公开]\n",
        "6:14: error[identity-placeholder]",
        "“主办单位”还是示例：某某县人民政府办公室",
        "换成真实的信息；只是试用就写 demo: true",
        also=(
            "mkdocs.yml:1:11: error[identity-placeholder]",
            "mkdocs.yml:7:14: error[identity-placeholder]",
            "mkdocs.yml:8:10: error[identity-placeholder]",
            "mkdocs.yml:10:24: error[identity-placeholder]",
            "mkdocs.yml:12:25: error[identity-placeholder]",
        ),
    ),
    Kind(
        "real site with values left out",
        "mkdocs.yml",
        "extra:\n"
        "  gongkai:\n"
        "    demo: false\n"
        '    site_id_code: "1304000009"\n'
        "    sponsor: 云渡县人民政府办公室\n"
        "    icp: 京ICP备05070218号\n"
        "    police_record:\n"
        "    official_mark_url: https://bszs.conac.cn/sitename?method=show&id=1\n"
        "    error_report_url: https://zfwzgl.www.gov.cn/\n"
        "    column_description: 公开云渡县各单位的年度报告。\n"
        "    column_keywords: [信息公开]\n",
        "7:5: error[identity-missing]",
        "缺少“公安备案号”，页脚和页面标签要用",
        "在 extra.gongkai 写 police_record: …；只是试用就写 demo: true",
        also=(
            "mkdocs.yml:3:5: error[identity-missing]",
            "mkdocs.yml:3:5: error[identity-missing]",
        ),
    ),
    Kind(
        "site id code that is too short, and is not also called missing",
        "mkdocs.yml",
        "site_url: https://xxgk.yundu.gov.cn/\n"
        "extra:\n"
        "  gongkai:\n"
        "    demo: false\n"
        '    site_id_code: "13040"\n'
        "    sponsor: 云渡县人民政府办公室\n"
        "    contact: {address: 文昌路1号, phone: 0310-6012345}\n"
        "    icp: 京ICP备05070218号\n"
        "    police_record: 京公网安备11000002000001号\n"
        "    official_mark_url: https://bszs.conac.cn/sitename?method=show&id=1\n"
        "    error_report_url: https://zfwzgl.www.gov.cn/\n"
        "    column_description: 公开云渡县各单位的年度报告。\n"
        "    column_keywords: [信息公开]\n",
        "5:19: error[value-pattern]",
        "“网站标识码”：“13040”不合格式",
        "格式：10 位数字，部委网站为 bm 加 8 位数字",
    ),
    Kind(
        "site address that is none",
        "mkdocs.yml",
        "site_url: http://[\nextra: {gongkai: {demo: true}}\n",
        "1:11: error[value-address]",
        "“site_url”：“http://[”不是网址",
        "以 https:// 开头",
    ),
    Kind(
        "pattern of the index number that is none",
        "mkdocs.yml",
        'extra:\n  gongkai:\n    demo: true\n    index_number: {pattern: "[0-9"}\n',
        "4:29: error[value-pattern]",
        "索引号的“格式”不是正则表达式",
        "不限定格式就删去这一行",
    ),
    Kind(
        "deadline on February 30th",
        "mkdocs.yml",
        'extra:\n  gongkai:\n    demo: true\n    categories: [{name: 年报, deadline: "02-30"}]\n',
        "4:39: error[value-pattern]",
        "“期限”：“02-30”不合格式",
        "格式：月-日，如 04-01",
    ),
)

_EVERY = pytest.mark.parametrize("kind", [*REPORTS, *OTHERS], ids=lambda kind: kind.name)


@_EVERY
@pytest.mark.parametrize("loader", LOADERS)
def test_the_finding_is_said_and_nothing_else(
    kind: Kind, loader: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "_Loader", loader)
    monkeypatch.chdir(tmp_path)
    result = run_check(kind.build(tmp_path))
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert result.exit_code == (1 if kind.is_error else 0)
    said = findings(result.stderr)
    assert sorted(line.partition("] ")[0] + "]" for line, _ in said) == kind.expected
    start = f"{kind.path}:{kind.finding} "
    assert [
        (line, hint)
        for line, hint in said
        if line.startswith(start) and kind.message in line and kind.hint in hint
    ], said
    assert all(hint for _, hint in said), "each finding says how to mend it"
    assert not any("`" in line + hint for line, hint in said), "a terminal shows no Markdown"
    assert f"读到 {kind.sound} 份完好的报告" in result.stderr.splitlines()[-1]


@_EVERY
def test_strict_fails_on_a_warning_too(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_check(kind.build(tmp_path), "--strict").exit_code == 1


def test_all_broken_reports_in_one_archive_give_all_their_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len({kind.path for kind in REPORTS}) == len(REPORTS)
    for kind in REPORTS:
        kind.build(tmp_path)
    result = run_check(tmp_path / "mkdocs.yml")
    assert "Traceback" not in result.output
    assert result.exit_code == 1
    said = sorted(line.partition("] ")[0] + "]" for line, _ in findings(result.stderr))
    assert said == sorted(place for kind in REPORTS for place in kind.expected)
    # Of the kinds that are only warned about the report is read, like the sound ones beside them.
    sound = 1 + sum(kind.sound - 1 for kind in REPORTS)
    errors = sum(" error[" in place for place in said)
    assert result.stderr.splitlines()[-1] == (
        f"读到 {sound} 份完好的报告：{errors} 个错误，{len(said) - errors} 个警告"
    )


def test_faults_of_the_register_do_not_hide_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    register = (
        "- {编号: yundu-sifaju, 名称: 云渡县司法局, 统一社会信用代码: 1}\n"
        "- {编号: YX, 名称: 云渡县信访局}\n"
        "- {编号: yundu-sifaju, 名称: 云渡县教育局, 起始: 2022, 终止: 2021}\n"
        "- 云渡县\n"
        "- {编号: yundu-shuiliju, 名称: 云渡县司法局}\n"
    )
    result = run_check(world(tmp_path, {"reports/units.yml": register}))
    assert [line.partition("] ")[0] for line, _ in findings(result.stderr)] == [
        "reports/units.yml:1:44: error[value-pattern",
        "reports/units.yml:2:8: error[value-pattern",
        "reports/units.yml:3:1: error[unit-duplicate",
        "reports/units.yml:3:48: error[unit-period",
        "reports/units.yml:4:3: error[not-a-mapping",
        "reports/units.yml:5:1: error[unit-name-shared",
    ]
    assert "读到 1 份完好的报告" in result.stderr


def test_missing_folder_and_register_are_said_where_they_were_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = world(tmp_path, {"mkdocs.yml": "extra: {gongkai: {demo: true, reports_dir: reprots}}"})
    assert findings(run_check(config).stderr) == [
        (
            "reprots:1:1: error[folder-missing] 没有这个报告文件夹",
            "核对 mkdocs.yml 里的 reports_dir，或环境变量 REPORTS_DIR",
        ),
        (
            "reprots/units.yml:1:1: error[units-missing] 没有单位名册",
            "建立这个文件，每个单位写编号和名称；gongkai import 会自动加上",
        ),
    ]


def test_file_name_in_another_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unzipping on Linux makes of a name from Chinese Windows."""
    monkeypatch.chdir(tmp_path)
    config = world(tmp_path)
    path = tmp_path / "reports/2023" / os.fsdecode("司法局.md".encode("gbk"))
    try:
        path.write_text(report_text(单位="云渡县信访局"), encoding="utf-8")
    except OSError as failure:
        if failure.errno != errno.EILSEQ:
            raise
        pytest.skip("this disk takes no such name")
    for style in ("text", "json", "github"):
        result = run_check(config, "--format", style)
        assert result.exit_code == 1, result.exception
        assert "slug-invalid" in result.output
        assert "udcb7" in result.output
        assert not [c for c in result.output if "\ud800" <= c <= "\udfff"]
