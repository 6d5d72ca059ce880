"""Pages as government sites serve them, wrapped around a report's lines; used by the tests of the
import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"

NAVIGATION = """\
<div class="header"><a href="/">网站首页</a><a href="/xw/">新闻中心</a><a href="/gk/">政务公开</a>
<form action="/search"><input name="q" value="请输入关键字"><button>搜索</button></form></div>
<div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/gk/">公开</a> &gt; 正文</div>
<ul class="menu"><li><a href="/a">公开指南</a></li><li><a href="/b">公开制度</a></li>
<li><a href="/c">法定主动公开内容</a></li></ul>
"""
METADATA = """\
<table class="xxgk_table"><tr><td>索 引 号：</td><td>000014349/2024-00110</td>
<td>主题分类：</td><td>综合政务、政务公开</td></tr>
<tr><td>发布机构：</td><td>{publisher}</td><td>成文日期：</td><td>2024年1月15日</td></tr>
<tr><td>名　　称：</td><td colspan="3">{title}</td></tr></table>
"""
SHARING = """\
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="tools"><a href="javascript:window.print()">打印本页</a><a href="#">关闭窗口</a></div>
<div class="pages"><p>上一篇：<a href="/1.html">关于开展某项工作的通知，请各单位遵照执行</a></p>
<p>下一篇：<a href="/2.html">某某会议召开</a></p></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/3.html">年度报告一览</a></li></ul></div>
"""
FOOTER = """\
<div class="footer"><p>主办单位：云渡县人民政府办公室　地址：文昌路1号　电话：0310-6012345</p>
<p>网站标识码：1304000009　冀ICP备00000000号</p><p>Copyright © 2024 All Rights Reserved</p></div>
<script>document.write("脚本写的文字。")</script>
"""
STYLES = ("trs", "zoom", "word")


def page(
    title: str,
    lines: Iterable[str],
    style: str = "trs",
    *,
    published: str = "",
    source: str = "",
    charset: str = "utf-8",
    has_table: bool = True,
) -> str:
    """A whole page; ``published`` and ``source`` stand where such pages state them."""
    meta = f'<meta name="ArticleTitle" content="{title}">\n'
    meta += f'<meta name="PubDate" content="{published}">\n' if published else ""
    said = f"<span>发布时间：{published}</span>&nbsp;&nbsp;" if published else ""
    said += f"<span>来源：{source}</span>" if source else ""
    table = METADATA.format(title=title, publisher=source or "云渡县信访局")
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html><head>\n'
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n{meta}'
        f"<title>{title}_年度报告_云渡县人民政府</title>\n"
        "<style>.TRS_Editor P{font-size:12pt;}</style></head><body>\n"
        f"{NAVIGATION}{table if has_table else ''}"
        f'<div class="main"><h1>{title}</h1>\n<div class="info">{said}\n'
        '<span>字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></span></div>\n'
        f"{container(lines, style)}\n{SHARING}</div>\n{FOOTER}</body></html>\n"
    )


def container(lines: Iterable[str], style: str) -> str:
    """The text alone, as three kinds of editor write it."""
    if style == "trs":
        inner = "\n".join(f"<P align=justify>　　{escape(line)}</P>" for line in lines)
        return f"<div class=TRS_Editor><style>.TRS_Editor P{{}}</style>{inner}</div>"
    if style == "zoom":
        inner = "<br />\n<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in lines)
        return f'<div id="zoom" class="content">{inner}</div>'
    assert style == "word"
    font = "font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:仿宋_GB2312"
    inner = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US style='{font}'>"
        f"{wrapped(line)}</span><o:p></o:p></p>"
        for line in lines
    )
    return f'<div class="article-content">{inner}</div>'


def wrapped(text: str, width: int = 30) -> str:
    """A text broken as Word breaks it: at a space, or between two Chinese characters."""
    pieces, line = [], ""
    for char in text:
        if len(line) >= width and ord(line[-1]) > 0x3000 and ord(char) > 0x3000:
            pieces.append(line)
            line = ""
        line += char
    return "\n".join(escape(piece) for piece in (*pieces, line))


def seed_lines(path: Path) -> list[str]:
    """The lines of a seed's report, without what its page had around it."""
    text = re.sub(r"\[bookmark: \w+\]", "", path.read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if path.name.startswith("001"):
        lines = [
            line for line in lines if not re.match(r"新闻|首页|日期|字号|相关|分享|footer", line)
        ]
    return lines[2:] if path.name.startswith("004") else lines


def folded(texts: Sequence[str]) -> list[str]:
    """Texts to compare: NFKC, without white space."""
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
