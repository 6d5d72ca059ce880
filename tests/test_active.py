"""What a report's text may contain: every way to smuggle in a script is refused, prose is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser

from gongkai.checks.active import ATTRIBUTES, ELEMENTS, offences
from gongkai.engine import refuse_active
from worlds import column, report_text

REFUSED = {
    "content-element": [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
        "\\<script>alert(1)\\</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<style>body{display:none}</style>",
        "<iframe src=https://x.example></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<frameset><frame src=//x.example></frameset>",
        "<object data=//x.example></object>",
        "<embed src=//x.example>",
        "<applet code=x></applet>",
        "<form action=//x.example><input name=a></form>",
        "<button formaction=javascript:alert(1)>按</button>",
        "<input autofocus onfocus=alert(1)>",
        "<textarea></textarea>",
        "<select onchange=alert(1)></select>",
        "<svg onload=alert(1)></svg>",
        "<svg><animate onbegin=alert(1)></svg>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></mtext></math>",
        "<base href=//x.example/>",
        "<link rel=stylesheet href=//x.example/a.css>",
        "<body onload=alert(1)>",
        "<video><source onerror=alert(1)></video>",
        "<audio src=x onerror=alert(1)></audio>",
        "<marquee onstart=alert(1)>走</marquee>",
        "<template><img src=x></template>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<title>x</title>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<o:p></o:p>",
        "<font color=red>红</font>",
        "<x onclick=alert(1)>点</x>",
        "| 甲 | 乙 |\n| --- | --- |\n| <script>alert(1)</script> | 2 |",
        "- 一\n- <iframe src=x></iframe>",
        '<div markdown="1">\n<script>alert(1)</script>\n</div>',
        "脚注[^1]\n\n[^1]: <script>alert(1)</script>",
    ],
    "content-attribute": [
        '<p onclick="alert(1)">点</p>',
        "<img src=x.png onerror=alert(1) alt=x>",
        "<a href=# onmouseover=alert(1)>点</a>",
        "<details open ontoggle=alert(1)>看</details>",
        "<p style='background:url(//x.example)'>字</p>",
        '<p style="position:fixed">盖住</p>',
        "<a href=x target=_blank ping=//x.example>点</a>",
        "<img srcset='//x.example/a.png 2x' alt=x src=x.png>",
        "<p contenteditable>改</p>",
        "字\n{ onclick=alert(1) }",
        "**字**{ onmouseover=alert(1) }",
        "[点](x.html){ onclick=alert(1) }",
        "![图](x.png){ onerror=alert(1) }",
        "## 标题 { onclick=alert(1) }",
        "字\n{ style=position:fixed }",
        "<td background=//x.example>字</td>",
        "<p nonce=a is=b slot=c>字</p>",
    ],
    "content-address": [
        "[点](javascript:alert(1))",
        "[点](JavaScript:alert(1))",
        "[点](javascript&colon;alert(1))",
        "[点](&#106;avascript:alert(1))",
        "[点](data:text/html,<script>alert(1)</script>)",
        "[点](vbscript:msgbox(1))",
        "[点](file:///C:/a.doc)",
        "[点][1]\n\n[1]: javascript:alert(1)",
        "<a href='javascript:alert(1)'>点</a>",
        "<a href=' &#1;javascript:alert(1)'>点</a>",
        "<a href=java&NewLine;script:alert(1)>点</a>",
        "<q cite=javascript:alert(1)>引</q>",
        "[点](x.html){ href=javascript:alert(1) }",
    ],
    "content-picture": [
        "![图](https://x.example/a.png)",
        "![图](//x.example/a.png)",
        "![图](data:image/png;base64,AAAA)",
        "<img src=\\\\x.example\\a.png alt=x>",
        "![图][1]\n\n[1]: http://x.example/a.gif",
        "[![图](https://x.example/a.png)](x.html)",
    ],
    "content-comment": ["前文 <!-- 张三的电话 --> 后文", "<!--[if mso]> x <![endif]-->"],
    "content-broken": [
        "<javascript:alert(1)>",
        "<a/href=javascript:alert(1)>点</a>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?>",
    ],
}
"""Code → texts, of which each must be refused; most with this code, some with another besides."""

DISARMED = [
    "前文 <script\n>alert(1)</script\n> 后文",
    "<meta http-equiv=refresh content=0;url=//x.example>",
    "[点](<java\tscript:alert(1)>)",
    "<img src=x onerror=alert(1) //",
    "<p title='没有关上>字</p>",
]
"""Texts that Markdown itself shows as they are."""

ACCEPTED = [
    "一段话，**着重**，*强调*，`代码`。",
    "A < B，B > C，5 <6，x<y。",
    "## 标题\n\n1. 一\n2. 二\n\n- 甲\n- 乙",
    "| 甲 | 乙 |\n| :-- | --: |\n| 1 | 2 |",
    '<table><caption>表</caption><thead><tr><th scope="col" colspan="2">甲</th></tr></thead>'
    "<tbody><tr><td rowspan=2>1</td></tr></tbody></table>",
    "[链接](https://www.gov.cn/a?b=1&c=2 '标题')，[邮箱](mailto:a@yundu.gov.cn)",
    "[电话](tel:03106012345)",
    "[站内](../2023/a.html#s-1)，[附件](yundu-sifaju/表1.xlsx)",
    "![图：办件量](yundu-sifaju/图1.png)",
    "<https://www.gov.cn/>",
    "脚注[^1]\n\n[^1]: 说明。",
    "字<br>字<br/>字 H<sub>2</sub>O，<u>下划线</u>",
    '<div class="a" markdown="1">\n**字**\n</div>',
    "段落\n{ .note #ren }",
    "&lt;script&gt;alert(1)&lt;/script&gt;，&amp;，&copy;",
    "    <script>四个空格是代码</script>",
    "`<script>`和`javascript:alert(1)`",
    '<p title="a>b">字</p>',
    "<ruby>汉<rp>(</rp><rt>han</rt><rp>)</rp></ruby>",
    "javascript: 只是文字，{ 括号 }，[方括号]，[甲](乙)：丙",
    "> 引用\n\n---\n\n结束",
]


def html(text: str) -> str:
    """As the site's Markdown makes it."""
    extensions = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"]
    return str(Markdown(extensions=extensions).convert(text))


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts]
)
def test_what_is_active_is_refused(code: str, text: str) -> None:
    codes = {offence.code for offence in offences(html(text))}
    assert codes, html(text)
    assert code in codes or text.startswith(("<scr<", "<noscript", "<xmp", "<![", "<!--[")), codes


@pytest.mark.parametrize("text", ACCEPTED + DISARMED)
def test_what_is_not_is_published(text: str) -> None:
    assert list(offences(html(text))) == []


def test_the_finding_says_where_and_what_to_do(tmp_path: Path) -> None:
    report = report_text() + "\n第二段。\n\n第三段，[点这里](javascript:alert(1))。\n"
    (problem,) = column(tmp_path, {"reports/2023/yundu-sifaju.md": report}).errors
    assert problem.code == "content-address"
    assert report.splitlines()[problem.line - 1].startswith("第三段")
    assert problem.column == report.splitlines()[problem.line - 1].index("javascript") + 1
    assert "https://" in problem.hint


def test_the_build_looks_at_its_own_result_too(tmp_path: Path) -> None:
    (report,) = column(tmp_path).archive.reports
    refuse_active(report, html(ACCEPTED[0]))
    with pytest.raises(Abort, match=r"yundu-sifaju\.md.*<script>"):
        refuse_active(report, "<script>alert(1)</script>")


@given(st.text(st.sampled_from("<>/ \"'=abscriptonx:!-[](){}#&;`\n"), max_size=60))
def test_whatever_passes_is_made_of_known_parts(text: str) -> None:
    """Read by another parser than ours: that of the page's own tests."""
    from bs4 import BeautifulSoup, Comment

    made = html(text)
    if list(offences(made)):
        return
    soup = BeautifulSoup(f"<body>{made}", "html5lib").body
    assert soup is not None
    for element in soup.find_all(True):
        assert element.name in ELEMENTS, made
        assert {n for n in element.attrs if n != "style"} <= ATTRIBUTES, made
        for name in ("href", "src"):
            assert not str(element.get(name, "")).lower().lstrip().startswith("javascript:"), made
    assert not soup.find_all(string=lambda t: isinstance(t, Comment))


@pytest.mark.browser
def test_nothing_that_passes_runs_in_a_browser(browser: Browser) -> None:
    texts = [*ACCEPTED, *DISARMED, *(text for texts in REFUSED.values() for text in texts)]
    passed = [made for made in map(html, texts) if not list(offences(made))]
    assert len(passed) == len(ACCEPTED + DISARMED)
    tab = browser.new_page()
    said: list[str] = []
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.set_content(f"<body>{''.join(f'<div>{made}</div>' for made in passed)}")
    schemes = tab.evaluate("[...document.links].map((link) => link.protocol)")
    assert len(schemes) > 5
    assert "javascript:" not in schemes
    assert set(schemes) <= {":", "about:", "http:", "https:", "mailto:", "tel:"}
    assert said == []
    # The same without the rule: this test can see what runs.
    tab.set_content("".join(html(text) for text in REFUSED["content-attribute"]))
    tab.wait_for_timeout(200)
    assert said != []
    tab.close()
