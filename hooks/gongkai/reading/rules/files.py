"""Findings about files as such: bytes, names, folders, and the two lines of ``---``."""

from __future__ import annotations

from gongkai.problems import Severity
from gongkai.rules import Example, Rule

SOUND = """\
---
标题: 云渡县司法局2023年法治政府建设年度报告
年度: 2023
单位: 云渡县司法局
发布日期: 2024-03-05
---

一年来，县司法局依法履行职责。
"""
"""A whole report as it should be."""

FILES = (
    Rule(
        "file-unreadable",
        Severity.ERROR,
        finds="读不了的文件",
        reason="程序读不到这个文件，里面的内容就不会公开。",
        source="常识：读不到的不能公开",
        wrong="yundu-sifaju.md 是一个链接，它指向的文件已经删去",
        right="放文件本身，不放链接",
        example=Example.FILES,
    ),
    Rule(
        "file-empty",
        Severity.ERROR,
        finds="空文件",
        reason="公开出来是一个没有字的页面，读者会以为报告丢了。",
        source="常识：空白的页面等于没有公开",
        wrong="yundu-sifaju.md 是 0 字节",
        right="yundu-sifaju.md 里有报告的信息和全文",
        example=Example.FILES,
    ),
    Rule(
        "file-not-text",
        Severity.ERROR,
        finds="不是文本的文件",
        reason="Word 和 PDF 文件改了扩展名也不会变成文本，公开出来全是乱码。",
        source="约定：报告是 UTF-8 编码的文本，见手册第二节",
        wrong="把报告的 Word 文件改名为 yundu-sifaju.md",
        right="在 Word 里另存为纯文本，再用 gongkai import 导入",
        example=Example.FILES,
    ),
    Rule(
        "encoding",
        Severity.ERROR,
        finds="不是 UTF-8 编码",
        reason="别的编码只能猜着读，猜错一个字就改了公文。",
        source="约定：报告是 UTF-8 编码的文本，见手册第二节",
        wrong="记事本保存时，编码选了 ANSI",
        right="记事本保存时，编码选 UTF-8",
        example=Example.FILES,
    ),
    Rule(
        "folder-missing",
        Severity.ERROR,
        finds="没有报告文件夹",
        reason="找不到文件夹，一份报告也不会公开。",
        source="约定：报告文件夹写在 mkdocs.yml 的 reports_dir 里，见手册第四节",
        wrong="reports_dir 写成 reprots",
        right="reports_dir 写 reports，或者不写",
        example=Example.FILES,
    ),
    Rule(
        "report-misplaced",
        Severity.ERROR,
        finds="报告不在年度文件夹里",
        reason="放错地方的报告不会公开，又没有人发现。",
        source="约定：报告放在 reports/年度/文件名.md，见手册第二节",
        wrong="reports/yundu-xinfangju.md",
        right="reports/2023/yundu-xinfangju.md",
        example=Example.FILES,
    ),
    Rule(
        "file-unused",
        Severity.WARNING,
        finds="不属于任何报告的文件",
        reason="它不会公开：是报告的，格式不对；是附件的，放错了地方。",
        source="约定：附件放进与报告同名的文件夹，见手册第二节",
        wrong="reports/2023/tongji.txt",
        right="reports/2023/yundu-sifaju/tongji.txt，并且写进“附件”",
        example=Example.FILES,
    ),
    Rule(
        "slug-invalid",
        Severity.ERROR,
        finds="文件名不能作网址",
        reason="文件名就是网址。空格、问号等在网址里另有意思，读者打不开这一页。",
        source="约定：文件名就是网址，见手册第二节",
        wrong="yundu sifaju.md",
        right="yundu-sifaju.md",
        example=Example.FILES,
    ),
    Rule(
        "slug-reserved",
        Severity.ERROR,
        finds="文件名已留给目录页",
        reason="这个网址是年度目录的，报告和目录只能留一个。",
        source="约定：index、readme 和 page-数字 留给目录页",
        wrong="page-2.md",
        right="yundu-sifaju.md",
        example=Example.FILES,
    ),
    Rule(
        "slug-style",
        Severity.WARNING,
        finds="文件名不便抄写",
        reason="网址里的汉字抄出来是一长串百分号，大小写念起来又分不清，读者在电话里说不明白。",
        source="英国政府的网址规范：小写字母，词间用 -",
        wrong="司法局.md",
        right="yundu-sifaju.md",
        example=Example.FILES,
    ),
    Rule(
        "front-matter-missing",
        Severity.ERROR,
        finds="开头没有报告的信息",
        reason="没有标题、单位和日期，不知道是谁的报告，也放不进目录。",
        source="约定：报告的信息写在开头的两行 --- 之间，见手册第二节",
        wrong="云渡县司法局2023年法治政府建设年度报告\n\n一年来，县司法局依法履行职责。\n",
        right=SOUND,
        example=Example.REPORT,
    ),
    Rule(
        "front-matter-open",
        Severity.ERROR,
        finds="报告的信息没有结束",
        reason="少了第二个 ---，就分不清哪里是信息、哪里是正文。",
        source="约定：报告的信息写在开头的两行 --- 之间，见手册第二节",
        wrong="---\n标题: 云渡县司法局2023年法治政府建设年度报告\n年度: 2023\n单位: 云渡县司法局\n"
        "发布日期: 2024-03-05\n\n一年来，县司法局依法履行职责。\n",
        right=SOUND,
        example=Example.REPORT,
    ),
    Rule(
        "body-empty",
        Severity.ERROR,
        finds="没有正文",
        reason="页面上只有标题，读者读不到报告，机器也检索不到。",
        source="经验：有的检测程序只认页面上的全文，不认链接",
        wrong="---\n标题: 云渡县司法局2023年法治政府建设年度报告\n年度: 2023\n单位: 云渡县司法局\n"
        "发布日期: 2024-03-05\n---\n",
        right=SOUND,
        example=Example.REPORT,
    ),
    Rule(
        "settings-missing",
        Severity.ERROR,
        finds="没有网站的设置",
        reason="不知道网站是谁办的、有哪些类别，页脚和目录都做不出来。",
        source="约定：网站的设置写在 mkdocs.yml 的 extra.gongkai 里，见手册第四节",
        wrong="mkdocs.yml 里只有 site_name",
        right="mkdocs.yml 里有 extra，下一层是 gongkai",
        example=Example.FILES,
    ),
)
