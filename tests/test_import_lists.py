"""Lists: bullets of pages, of Word and typed ones become Markdown's; numbers stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.importing import web, word
from gongkai.importing.blocks import Block, Heading, Item, Paragraph
from gongkai.importing.lists import with_lists
from gongkai.importing.markdown import as_markdown
from gongkai.importing.tidying import tidy
from made_files import docx, word_part

PATH = Path("原文")
TITLE = "云渡县信访局2023年法治政府建设年度报告"
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"]


def written(blocks: Sequence[Block]) -> str:
    """What becomes of a report's blocks below its title."""
    return as_markdown(tidy([Paragraph(TITLE), *blocks], PATH).blocks)


def of_page(inner: str) -> str:
    blocks, _ = web.read_blocks(f"<h1>{TITLE}</h1><div id=zoom>{inner}</div>".encode(), PATH)
    assert blocks is not None
    return as_markdown(tidy(blocks, PATH).blocks)


def typed(*lines: str) -> str:
    return written([Paragraph(line, n) for n, line in enumerate(lines, start=2)])


# --- web pages


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<ul><li>办信三件。<li>接访五批。</ul>", "- 办信三件。\n- 接访五批。\n"),
        (
            "<ul><li>办信<ul><li>来信<li>来电</ul><li>接访</ul>",
            "- 办信\n    - 来信\n    - 来电\n- 接访\n",
        ),
        (
            "<p>如下，</p><ul><li><p>办信，</p><p>三件。</p><li>接访</ul><p>完。</p>",
            "如下，\n\n- 办信，\n\n    三件。\n\n- 接访\n\n完。\n",
        ),
        # Numbers are text, whoever writes them, and so is what stands below one.
        ("<ol><li>办信。<li>接访。</ol>", "1.办信。\n\n2.接访。\n"),
        ("<ol><li>办信<ul><li>来信</ul></ol>", "1.办信\n\n- 来信\n"),
        ("<ul><li>办信<ol><li>来信</ol></ul>", "- 办信\n\n    1.来信\n"),
        (
            "<ul><li>（1）办信。<li>① 接访。<li>1.复查。</ul>",
            "（1）办信。\n\n① 接访。\n\n1.复查。\n",
        ),
        ("<ul><li>一、办信<li>三件。</ul>", "## 一、办信\n\n- 三件。\n"),
        # What a reader sees without bullets has none, and what lays out a page is no list.
        ("<ul style='list-style:none'><li>办信。<li>接访。</ul>", "办信。\n\n接访。\n"),
        (
            "<ul><li><p>甲，</p><p>乙。</p><p>丙。</p><p>丁。</p></ul>",
            "甲，\n\n乙。\n\n丙。\n\n丁。\n",
        ),
        # A bullet typed behind a bullet is one.
        ("<ul><li>• 办信。<li>●接访。</ul>", "- 办信。\n- 接访。\n"),
    ],
)
def test_bullets_of_a_page_are_a_list(inner: str, text: str) -> None:
    assert of_page(f"{inner}<p>以上，共八件。</p>") == f"{text}\n以上，共八件。\n"


# --- Word


def level(index: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def of_word(body: str, *levels: str, styles: str = "") -> str:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {
        "word/numbering.xml": word_part("numbering", numbering),
        "word/styles.xml": word_part("styles", styles),
    }
    blocks, _ = word.read_blocks(docx(body, parts), PATH)
    assert blocks is not None
    return written(blocks)


def item(text: str, index: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


BULLETS = (level(0, "bullet", "\uf0b7"), level(1, "bullet", "o"), level(2, "bullet", "■"))


def test_words_bullets_are_a_list() -> None:
    body = item("办信") + item("来信", 1) + item("县内", 2) + item("接访")
    wanted = "- 办信\n    - 来信\n        - 县内\n- 接访\n"
    assert of_word(body, *BULLETS) == wanted


def test_a_style_says_how_deep_its_bullets_are() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="List Bullet"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="List Bullet 2"/></w:style>'
    )
    body = item("办信", style="A") + item("来信", style="B") + item("接访", style="A")
    assert of_word(body, BULLETS[0], styles=styles) == "- 办信\n    - 来信\n- 接访\n"


def test_words_numbers_stay_text() -> None:
    assert of_word(item("办信") + item("接访"), level(0, "decimal", "%1.")) == (
        "1\\. 办信\n\n2\\. 接访\n"
    )
    assert of_word(item("办信"), level(0, "decimal", "（%1）")) == "（1）办信\n"


@pytest.mark.parametrize("sign", ["——", "√", "※", "★"])
def test_a_sign_that_says_something_stays_text(sign: str) -> None:
    assert of_word(item("办信"), level(0, "bullet", sign)).replace(" ", "") == f"{sign}办信\n"


def test_a_bullet_in_a_cell_or_on_a_heading_stays_text() -> None:
    cells = "".join(f"<w:tc>{item(text)}</w:tc>" for text in ("办信", "接访"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert "• 办信</td><td>• 接访" in of_word(table, BULLETS[0])
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/></w:style>'
    assert of_word(item("办信", style="A"), BULLETS[0], styles=styles) == "## • 办信\n"


# --- typed bullets


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("• 办信", "• 接访"), "- 办信\n- 接访\n"),
        (("●办信。", "●接访。", "完。"), "- 办信。\n- 接访。\n\n完。\n"),
        (("■ 办信", "◆ 来信", "◆ 来电", "■ 接访"), "- 办信\n    - 来信\n    - 来电\n- 接访\n"),
        (("- 办信", "- 接访"), "- 办信\n- 接访\n"),
        (("一、举措", "• 办信", "• 接访"), "## 一、举措\n\n- 办信\n- 接访\n"),
        # One sign, or one each, is no list.
        (("• 办信", "接访"), "• 办信\n\n接访\n"),
        (("• 办信", "■ 接访"), "• 办信\n\n■ 接访\n"),
        # Official numbers, dashes, marks and figures stay to the character.
        (("1. 办信", "2. 接访"), "1\\. 办信\n\n2\\. 接访\n"),
        (("（1）办信", "（2）接访"), "（1）办信\n\n（2）接访\n"),
        (("• 1.办信", "• 2.接访"), "• 1.办信\n\n• 2.接访\n"),
        (("——办信", "——接访"), "——办信\n\n——接访\n"),
        (("★办信", "★接访"), "★办信\n\n★接访\n"),
        (("-3℃", "-5℃"), "\\-3℃\n\n\\-5℃\n"),
    ],
)
def test_signs_at_the_beginning_of_several_paragraphs_are_a_list(
    lines: Sequence[str], text: str
) -> None:
    assert typed(*lines) == text


# --- Markdown

TEXTS = st.lists(
    st.sampled_from([*"\\`*_{}[]()<>#+-.!|~=:&/1a 一。", "1. ", "~~~", "[^1]", "***", "{: #x }"]),
    min_size=1,
    max_size=8,
).map("".join)
ITEMS = st.none() | st.builds(Item, st.integers(1, 9), st.booleans())
PARAGRAPHS = st.builds(lambda text, item: Paragraph(text.strip() or "甲", item=item), TEXTS, ITEMS)


@given(st.lists(PARAGRAPHS | st.just(Heading(2, "一、甲")), min_size=1, max_size=8))
@example([Paragraph("甲|乙", item=Item()), Paragraph(":-|-", item=Item())])
@example([Paragraph("甲"), Paragraph("===", item=Item()), Paragraph("乙", item=Item(2, False))])
def test_a_list_says_what_the_original_says(blocks: list[Block]) -> None:
    html = markdown.markdown(as_markdown(blocks), extensions=EXTENSIONS)
    page = BeautifulSoup(html, "html.parser")
    wanted = "".join("".join(block.text.split()) for block in blocks)
    assert "".join(page.get_text().split()) == wanted
    assert {tag.name for tag in page(True)} <= {"h2", "p", "ul", "li"}
    firsts = [b for b in blocks if isinstance(b, Paragraph) and b.item and b.item.is_first]
    assert len(page("li")) == len(firsts)


def test_a_list_may_begin_deep_and_leave_a_depth_out() -> None:
    depths = (3, 3, 1, 4, 2)
    blocks = [Paragraph("甲", item=Item(depth)) for depth in depths]
    assert as_markdown(blocks) == "- 甲\n- 甲\n- 甲\n    - 甲\n    - 甲\n"


SIGNED = st.text("•●-—1. 一、（）甲", max_size=6).filter(str.strip)


@given(st.lists(SIGNED.map(str.strip), max_size=8))
def test_only_signs_become_marks(lines: list[str]) -> None:
    found = list(with_lists([Paragraph(line) for line in lines]))
    assert len(found) == len(lines)
    for block, line in zip(found, lines, strict=True):
        assert isinstance(block, Paragraph)
        lead = line.removesuffix(block.text)
        assert (lead.strip() in ("•", "●", "-")) if block.item else block.text == line
