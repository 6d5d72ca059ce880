"""Rules over what stands in the files that go public, as a whole column is checked.

Every number here is made up when the test runs; none stands in this file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import made_bombs
from gongkai.checks import contents, examinations
from gongkai.checks.attachments import public_files
from gongkai.checks.content_rules import RULES
from gongkai.checks.examining import EXAMINING, examine
from gongkai.problems import FORMATS, Problem
from gongkai.reading.documents import Document, Passage, Reader
from made_files import (
    JPEG,
    PNG,
    docx,
    ofd,
    ole,
    packed,
    paragraph,
    pdf,
    pptx,
    properties,
    table,
    word_part,
    xlsx,
)
from numbers_of_nobody import card_number, citizen_number
from worlds import MKDOCS, column, report_text

NUMBER = citizen_number(201)
FOLDER = "reports/2023/yundu-sifaju"
REPORT = f"{FOLDER}.md"
CACHE = ".cache/gongkai/attachments"


def found(
    tmp_path: Path, name: str, data: bytes, more: str = "", body: str = "", **fields: object
) -> list[Problem]:
    """All findings about a sound report with one attachment."""
    fields = {"附件": f"[{{文件: {name}, 名称: 名单}}]", **fields}
    text = report_text(**fields) + body
    files = {REPORT: text, f"{FOLDER}/{name}": data, "mkdocs.yml": MKDOCS + more}
    return list(column(tmp_path, files).problems)


def changed(kind: str) -> str:
    return f'<w:p><w:{kind} w:id="1"><w:r><w:t>甲</w:t></w:r></w:{kind}></w:p>'


COMMENT = word_part("comments", f'<w:comment w:id="1">{paragraph("再核")}</w:comment>')
OPENS = "/OpenAction <</S /JavaScript /JS (1)>>"

BROKEN: list[tuple[str, str, bytes, str, str]] = [
    ("attachment-type", "名单.zip", packed({"a.txt": "甲"}), "是压缩文件（zip）", "PDF"),
    ("attachment-type", "名单.html", b"<html><p>1", "是网页", "PDF"),
    ("attachment-type", "图.svg", b"<svg></svg>", "是 SVG 图片", "PDF"),
    ("attachment-type", "程序.exe", b"MZ\0\0", "是程序", "PDF"),
    ("attachment-type", "名单.abc", b"abc", "的扩展名是“abc”", "附件 → 类型"),
    ("attachment-content", "名单.docx", packed({"a.txt": "甲"}), "其实是压缩文件", "正确的文件"),
    ("attachment-content", "名单.pdf", b"<html><p>1", "其实是网页", "PDF"),
    ("attachment-content", "照片.jpg", PNG, "其实是 PNG 图片", "把扩展名改为 .png"),
    ("attachment-content", "名单.xls", xlsx({"表": [["甲"]]}), "其实是 Excel", "改为 .xlsx"),
    ("attachment-content", "名单.doc", b"{\\rtf1 }", "其实是 RTF 文件", "另存为 PDF"),
    ("attachment-encrypted", "名单.xlsx", ole("EncryptedPackage", b""), "加了密码", "没有密码"),
    ("attachment-macros", "名单.docx", docx(parts={"word/vbaProject.bin": b"x"}), "宏", "不带宏"),
    ("attachment-active", "名单.pdf", pdf("A", catalogue=OPENS), "脚本", "重新打印"),
    ("attachment-broken", "名单.docx", docx()[:300], "不完整", "另存一份"),
    ("attachment-broken", "名单.pdf", pdf("A")[:200], "不完整", "另存一份"),
    (
        "attachment-hidden",
        "名单.xlsx",
        xlsx({"表": [["甲"]], "原始": []}, states={"原始": "hidden"}),
        "隐藏的工作表“原始”",
        "取消隐藏",
    ),
    ("attachment-hidden", "名单.pptx", pptx(["一", "二"], hidden=[2]), "第 2 张幻灯片", "取消隐藏"),
    (
        "attachment-comments",
        "名单.docx",
        docx(parts={"word/comments.xml": COMMENT}),
        "1 条",
        "删去",
    ),
    ("attachment-changes", "名单.docx", docx(changed("ins")), "1 处修订", "接受全部修订"),
    ("attachment-changes", "名单.docx", docx(changed("moveFrom")), "1 处修订", "接受全部修订"),
    (
        "attachment-author",
        "名单.docx",
        docx(parts={"docProps/core.xml": properties("张三丰")}),
        "作者的名字：张**",
        "检查文档",
    ),
    ("attachment-unscanned", "名单.pdf", pdf("A", "", "", "A", ""), "第 2—3、5 页没有文字", "人工"),
    ("attachment-unscanned", "名单.pdf", pdf("", ""), "全部 2 页都没有文字", "人工查看"),
    ("attachment-unscanned", "名单.doc", ole("WordDocument", b""), "旧格式，只能粗查", "另存为"),
]


@pytest.mark.parametrize(
    ("code", "name", "data", "message", "hint"), BROKEN, ids=[f"{r[0]} {r[1]}" for r in BROKEN]
)
def test_each_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, code: str, name: str, data: bytes, message: str, hint: str
) -> None:
    (problem,) = found(tmp_path, name, data)
    rule = {rule.code: rule for rule in RULES}[code]
    assert (problem.code, problem.severity) == (code, rule.severity)
    assert problem.message.startswith(f"附件“{name}”")
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.path.name, problem.line) == ("yundu-sifaju.md", 6)


def test_every_rule_is_tried() -> None:
    assert {row[0] for row in BROKEN} | {"attachment-large"} == {rule.code for rule in RULES}


SOUND: list[tuple[str, bytes]] = [
    ("名单.docx", docx(table(["姓名", "分数"], ["张某", "90"]))),
    ("名单.DOCX", docx()),
    ("名单.xlsx", xlsx({"表": [["张某", 13.5]]})),
    ("名单.pptx", pptx(["一"])),
    ("名单.pdf", pdf("A page of text.")),
    ("名单.csv", "张某,90\r\n".encode("gb18030")),
    ("名单.txt", "张某\n".encode("utf-16")),
    ("照片.jpeg", JPEG),
    ("照片.png", PNG),
    ("单位.docx", docx(parts={"docProps/core.xml": properties("云渡县司法局")})),
]


@pytest.mark.parametrize(("name", "data"), SOUND, ids=[row[0] for row in SOUND])
def test_what_is_sound_gives_no_finding(tmp_path: Path, name: str, data: bytes) -> None:
    assert found(tmp_path, name, data) == []


def test_the_settings_say_what_may_be_published_and_how_large(tmp_path: Path) -> None:
    more = "    附件: {类型: [zip], 大小: 1}\n"
    data = packed({"a.txt": "甲"})
    problems = found(tmp_path / "a", "名单.zip", data, more)
    assert [p.code for p in problems] == ["attachment-unscanned"]
    (problem,) = found(tmp_path / "b", "名单.pdf", pdf("A"), more)
    assert problem.code == "attachment-type"
    more = "    附件: {大小: 1}\n"
    (problem,) = found(tmp_path / "c", "名单.png", PNG + b"\0" * 1_600_000, more)
    assert (problem.code, problem.is_error) == ("attachment-large", False)
    assert "有 2 MB，超过 1 MB" in problem.message


def test_settings_that_are_wrong_are_not_judged_by(tmp_path: Path) -> None:
    problems = found(tmp_path, "名单.zip", packed({"a.txt": "甲"}), "    附件: {类型: [ZIP]}\n")
    assert [p.code for p in problems] == ["value-pattern", "attachment-unscanned"]


def test_a_warning_about_an_attachment_may_be_accepted(tmp_path: Path) -> None:
    reason = "[{规则: attachment-unscanned, 理由: 已逐页看过}]"
    assert found(tmp_path, "名单.pdf", pdf(""), 例外=reason) == []


TRACKED = (
    '<w:p><w:del w:id="1"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    "<w:r><w:t>略</w:t></w:r></w:p>"
)
HIDING: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "paragraph": ("a.docx", lambda n: docx(paragraph(n)), "第 1 段"),
    "runs": ("a.docx", lambda n: docx(paragraph(n[:6], n[6:14], n[14:])), "第 1 段"),
    "row": ("a.docx", lambda n: docx(table(["张某", n])), "第 1 个表格第 1 行"),
    "cells": ("a.docx", lambda n: docx(table([n[:6], n[6:14], n[14:]])), "第 1 个表格第 1 行"),
    "deleted": ("a.docx", lambda n: docx(TRACKED.format(n)), "第 1 段（修订前）"),
    "header": (
        "a.docx",
        lambda n: docx(parts={"word/header1.xml": word_part("hdr", paragraph(n))}),
        "页眉",
    ),
    "comment": (
        "a.docx",
        lambda n: docx(parts={"word/comments.xml": word_part("comments", paragraph(n))}),
        "批注",
    ),
    "property": (
        "a.docx",
        lambda n: docx(parts={"docProps/app.xml": f"<Properties><A>{n}</A></Properties>"}),
        "文件的属性",
    ),
    "embedded": (
        "a.docx",
        lambda n: docx(parts={"word/embeddings/表.xlsx": xlsx({"名单": [[n]]})}),
        "内嵌的文件“表.xlsx”工作表“名单”第 1 行",
    ),
    "hidden sheet": (
        "a.xlsx",
        lambda n: xlsx({"表": [[1]], "原始": [["张某", n]]}, states={"原始": "hidden"}),
        "工作表“原始”第 1 行",
    ),
    "name of a sheet": ("a.xlsx", lambda n: xlsx({n: [[1]]}), "工作表的名称"),
    "notes": ("a.pptx", lambda n: pptx(["一"], notes={1: n}), "第 1 张幻灯片的备注和批注"),
    "page": ("a.pdf", lambda n: pdf("A", f"No. {n}"), "第 2 页"),
    "OFD page": ("a.ofd", lambda n: ofd([(n, "1 1 9 9")]), "第 1 页"),
    "GBK table": ("a.csv", lambda n: f"姓名,证号\r\n张某,{n}\r\n".encode("gb18030"), "第 2 行"),
    "UTF-16 text": ("a.txt", lambda n: f"张某{n}".encode("utf-16"), "第 1 行"),
    "old table": ("a.xls", lambda n: ole("Workbook", b"\x09\x08\0\0" + n.encode()), "文件里"),
}


@pytest.mark.parametrize("hiding", sorted(HIDING))
def test_a_number_is_found_wherever_it_stands_and_never_printed(
    tmp_path: Path, hiding: str
) -> None:
    name, make, where = HIDING[hiding]
    problems = found(tmp_path, name, make(NUMBER))
    leaks = [p for p in problems if p.code == "privacy-id"]
    masked = f"{NUMBER[:2]}{'*' * 14}{NUMBER[-2:]}"
    assert f"附件“{name}”{where}：疑似身份证号 {masked}" in [p.message for p in leaks]
    assert all(p.is_error for p in leaks)
    kept = [path.read_text(encoding="utf-8") for path in (tmp_path / CACHE).iterdir()]
    for said in (*kept, *(write(problems, tmp_path) for write in FORMATS.values())):
        assert NUMBER[2:16] not in re.sub(r"\s", "", said)


def test_a_mobile_that_is_stored_as_a_number_is_seen(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "a.xlsx", xlsx({"表": [["张某", 13912345678]]}))
    assert (problem.code, problem.is_error) == ("privacy-mobile", False)


def test_of_many_numbers_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    rows = [[citizen_number(seed)] for seed in range(42)]
    problems = found(tmp_path, "a.xlsx", xlsx({"名单": [*rows, [f"卡号 {card_number(1)}"]]}))
    messages = [p.message for p in problems if p.code == "privacy-id"]
    assert len(messages) == 6
    assert "附件“a.xlsx”里还有 37 处疑似身份证号" in messages
    assert [p.code for p in problems].count("privacy-card") == 1


def test_no_name_of_a_sheet_prints_a_number_either() -> None:
    place = f"工作表“{' '.join(NUMBER)}”第 1 行"
    document = Document("xlsx", (Passage(place, NUMBER),), hidden=(f"工作表“{NUMBER}”",))
    said = json.dumps(examine(document).as_json(), ensure_ascii=False)
    assert NUMBER not in re.sub(r"[\s*]", "", said)
    assert NUMBER[2:16] not in re.sub(r"\s", "", said)


def test_a_picture_in_the_text_is_looked_at_too_and_told_by_its_place(tmp_path: Path) -> None:
    text = report_text() + "\n看图：![图](yundu-sifaju/%E5%9B%BE.png)\n"
    files = {REPORT: text, f"{FOLDER}/图.png": JPEG}
    (problem,) = column(tmp_path, files).problems
    line = text.split("\n").index("看图：![图](yundu-sifaju/%E5%9B%BE.png)") + 1
    assert (problem.code, problem.line, problem.column) == ("attachment-content", line, 9)
    assert problem.message == "正文里的“图.png”其实是 JPEG 图片"


def test_only_what_goes_public_is_read(tmp_path: Path) -> None:
    withdrawn = report_text(
        有效性="已撤回",
        状态日期="2024-05-01",
        状态说明="误含名单",
        附件="[{文件: a.txt, 名称: 甲}]",
    )
    files = {REPORT: withdrawn, f"{FOLDER}/a.txt": NUMBER, f"{FOLDER}/b.txt": NUMBER}
    codes = {p.code for p in column(tmp_path, files).problems}
    assert codes <= {"attachment-unlisted", "report-missing"}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / "名单.txt").write_text(NUMBER, encoding="utf-8")
    (tmp_path / FOLDER / "a.txt").symlink_to(tmp_path / "名单.txt")
    files = {REPORT: report_text(附件="[{文件: a.txt, 名称: 甲}]")}
    assert [p.code for p in column(tmp_path, files).problems] == ["attachment-outside"]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are really read."""
    read: list[Path] = []
    ask = Reader.ask

    def counted(self: Reader, path: Path) -> object:
        read.append(path)
        return ask(self, path)

    monkeypatch.setattr(Reader, "ask", counted)
    return read


def test_the_same_content_is_read_once(tmp_path: Path, count: list[Path]) -> None:
    attachments = "[{文件: a.txt, 名称: 甲}, {文件: b.txt, 名称: 乙}]"
    other = report_text(单位="云渡县信访局", 附件="[{文件: c.txt, 名称: 丙}]")
    files = {
        REPORT: report_text(附件=attachments),
        "reports/2023/yundu-xinfangju.md": other,
        f"{FOLDER}/a.txt": NUMBER,
        f"{FOLDER}/b.txt": NUMBER,
        "reports/2023/yundu-xinfangju/c.txt": NUMBER,
    }
    first = column(tmp_path, files).problems
    assert [p.code for p in first] == ["privacy-id"] * 3
    assert len(count) == 1
    assert column(tmp_path, files).problems == first
    assert len(count) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"rules": 1}',
        "[" * 100_000,
        '{"rules": "RULES"}',
        '{"rules": "RULES", "kind": "text", "is_encrypted": false, "fault": "", "findings": [1]}',
        '{"rules": "RULES", "kind": "text", "is_encrypted": false, "fault": "", "findings": 1}',
        '{"rules": "RULES", "kind": "?", "is_encrypted": false, "fault": "", "findings": []}',
    ],
)
def test_a_shelf_that_is_damaged_is_filled_again(
    tmp_path: Path, count: list[Path], damage: str
) -> None:
    first = found(tmp_path, "a.txt", NUMBER.encode())
    (kept,) = (tmp_path / CACHE).iterdir()
    kept.write_text(damage.replace("RULES", examinations.digest_of_rules()), encoding="utf-8")
    assert found(tmp_path, "a.txt", NUMBER.encode()) == first
    assert len(count) == 2


def test_new_rules_read_again(
    tmp_path: Path, count: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found(tmp_path, "a.txt", b"x")
    monkeypatch.setattr(examinations, "digest_of_rules", lambda: "new")
    found(tmp_path, "a.txt", b"x")
    assert len(count) == 2


def test_a_shelf_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file", encoding="utf-8")
    assert [p.code for p in found(tmp_path, "a.txt", NUMBER.encode())] == ["privacy-id"]


@pytest.mark.parametrize("bomb", sorted(made_bombs.BOMBS))
def test_a_hostile_file_ends_as_one_finding(tmp_path: Path, bomb: str) -> None:
    name, make = made_bombs.BOMBS[bomb]
    (problem,) = found(tmp_path, name, make())
    assert (problem.code, problem.is_error) == ("attachment-broken", True)


def test_a_text_that_is_slow_to_look_through_ends_too(tmp_path: Path) -> None:
    problems = found(tmp_path, "a.txt", made_bombs.figures())
    assert [p.code for p in problems] in ([], ["attachment-broken"])


def test_a_map_is_left_to_people(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "a.pdf", made_bombs.page_of_operators())
    assert problem.code == "attachment-unscanned"


@pytest.mark.parametrize("name", made_bombs.NOISE)
def test_noise_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    (problem,) = found(tmp_path, name, made_bombs.noise())
    assert problem.code == "attachment-content"


def test_nothing_in_a_hidden_folder_goes_public(tmp_path: Path) -> None:
    text = report_text() + "\n[表](yundu-sifaju/.x/a.csv)\n"
    read = column(tmp_path, {REPORT: text, f"{FOLDER}/.x/a.csv": f"甲,{NUMBER}\n"})
    assert public_files(read.archive.reports[0]) == []
    assert [p.code for p in read.problems] == ["link-broken"]


W = 'xmlns:w="w"'
RELATION = '<Relationships xmlns="r"><Relationship Id="a" Type="{}" Target="{}"/></Relationships>'
ASIDE: dict[str, Callable[[str], dict[str, str | bytes]]] = {
    "document variable": lambda n: {
        "word/settings.xml": f'<w:settings {W}><w:docVar w:name="a" w:val="{n}"/></w:settings>'
    },
    "tooltip": lambda n: {"word/header1.xml": word_part("hdr", f'<w:hyperlink w:tooltip="{n}"/>')},
    "relation": lambda n: {"word/_rels/a.xml.rels": RELATION.format("x/hyperlink", f"mailto:{n}")},
}


@pytest.mark.parametrize("where", ASIDE)
def test_a_number_in_an_attribute_is_found(tmp_path: Path, where: str) -> None:
    problems = found(tmp_path, "名单.docx", docx(parts=ASIDE[where](NUMBER)))
    assert "privacy-id" in [p.code for p in problems]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.docx",
            docx(parts={"word/_rels/b.rels": RELATION.format("x/attachedTemplate", "http://a/")}),
        ),
        ("a.docx", docx(parts={"word/_rels/b.rels": RELATION.format("x/aFChunk", "c.html")})),
        ("a.docx", docx(parts={"word/activeX/b.xml": '<ax:ocx xmlns:ax="x" ax:classid="1"/>'})),
        (
            "a.xlsx",
            xlsx(
                {"表": [["甲"]]},
                parts={"xl/externalLinks/b.xml": '<a xmlns="x"><ddeLink ddeService="cmd"/></a>'},
            ),
        ),
    ],
    ids=["template", "chunk", "control", "link"],
)
def test_what_runs_in_an_office_file_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    assert "attachment-active" in [p.code for p in found(tmp_path, name, data)]


def test_a_file_that_changes_while_it_is_read_is_not_remembered(tmp_path: Path) -> None:
    class Swaps(Reader):
        def ask(self, path: Path) -> Mapping[str, Any] | str:
            path.write_text("甲,乙\n", encoding="utf-8")
            return super().ask(path)

    folder = tmp_path / "shelf"
    file = tmp_path / "a.csv"
    file.write_text(f"甲,{NUMBER}\n", encoding="utf-8")
    with Swaps(EXAMINING) as reader:
        contents._examination(file, examinations.Shelf(folder), reader)
    assert list(folder.glob("*")) == []
