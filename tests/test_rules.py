"""Every rule is explained, and its two examples are true: the wrong one is found, the right is not.

A rule whose example is told in words has a case in ``CASES``, which makes the files. To add one,
write ``"code": Worlds(wrong={…}, right={…})`` with the files that differ from ``worlds.BASE``.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

from gongkai import checks
from gongkai.checks.external import Answer, Outcome, asked, judged
from gongkai.cli import main
from gongkai.files import write_new
from gongkai.importing import plan_import
from gongkai.importing.blocks import Image, Paragraph
from gongkai.importing.drafting import draft_report
from gongkai.importing.manifest import Manifest, read_manifest
from gongkai.importing.preparing import Prepared, prepare
from gongkai.importing.sources import Source
from gongkai.importing.tidying import tidy
from gongkai.importing.word import read_blocks
from gongkai.permanence import Ledger, read_ledger
from gongkai.permanence.leftovers import leftovers_of_withdrawn
from gongkai.permanence.manifest import read_manifest as read_site_manifest
from gongkai.permanence.manifest import write_manifest
from gongkai.permanence.signing import sign, verify_signature
from gongkai.permanence.verifying import (
    verify_is_current,
    verify_ledger,
    verify_site,
    verify_sources,
)
from gongkai.problems import Problem, error
from gongkai.reading import read_settings, read_units
from gongkai.rules import Example, Rule
from gongkai.visiting.leftovers import still_there
from gongkai.visiting.live import Live, Patience
from gongkai.visiting.live import judged as judged_live
from made_files import locked_pdf, ole, pdf, pdf_of_lookalikes
from made_pdfs import SCAN, Sign, drawn
from made_pdfs import column as lines_of_pdf
from made_sites import NO_LEDGER, made_site, needs_ssh_keygen, served
from made_words import add, changed, inner, of_lines, office, saved, with_emf
from numbers_of_nobody import card_number, citizen_number
from test_contents import BROKEN
from worlds import BASE, MKDOCS, SOUND, UNITS, column, report_text, world

KEPT = ("gongkai.permanence.rules", "gongkai.permanence.site_rules")
HOUSE = Path(checks.__file__).parents[1]
REPORT = "reports/2023/yundu-sifaju.md"
OTHER = "reports/2022/yundu-sifaju.md"
BESIDE = "reports/2023/yundu-sifaju/tongji.txt"
LISTED = "[{文件: tongji.txt, 名称: 统计表}]"
Files = Mapping[str, str | bytes | None]


def tables() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Each module that has a table, and the table."""
    names = [f"gongkai.checks.{module.name}" for module in pkgutil.iter_modules(checks.__path__)]
    for name in (*names, "gongkai.reading.rules", "gongkai.importing.rules", *KEPT):
        rules = getattr(importlib.import_module(name), "RULES", None)
        if rules is not None:
            yield name, rules


RULES = [rule for _, rules in tables() for rule in rules]
TOLD = [rule for rule in RULES if rule.example is Example.FILES]
WRITTEN = [rule for rule in RULES if rule.example is not Example.FILES]


# --- examples that are written out

SETTINGS = """\
site_name: 云渡县政府信息公开
site_url: https://xxgk.yundu.gov.cn/
extra:
  gongkai:
    demo: false
    site_id_code: "1304000009"
    sponsor: 云渡县人民政府办公室
    contact: {address: 文昌路1号, phone: 0310-6012345}
    icp: 京ICP备05070218号
    police_record: 京公网安备11000002000001号
    official_mark_url: https://bszs.conac.cn/sitename?method=show&id=1
    error_report_url: https://zfwzgl.www.gov.cn/
    column_description: 公开云渡县各单位的年度报告。
    column_keywords: [信息公开]
"""
"""Those of a real site, for only there do the rules about its owner speak."""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
PLACEHOLDERS = {
    "〈身份证号〉": citizen_number(11),
    "〈旧身份证号〉": "110999" + "750229"[:4] + "01" + "123",
    "〈银行卡号〉": card_number(11),
    "〈手机号〉": "139" + "1234" + "5678",
}
"""What stands in an example for a number → one of nobody."""
_KEY = re.compile(r"(?m)^([\w\[][^:：\n]*)[:：]")
"""A key that begins its line; what is indented belongs to the one above."""


def filled(text: str) -> str:
    """An example with numbers for their placeholders."""
    for placeholder, number in PLACEHOLDERS.items():
        text = text.replace(placeholder, number)
    assert not re.search("〈.+〉", text), "a placeholder that no one fills"
    return text


def with_lines(text: str, lines: str, indent: str = "") -> str:
    """``text`` with an example's lines at its end, and without its own of the same keys."""
    for key in {match[1] for match in _KEY.finditer(lines)}:
        text = re.sub(rf"(?m)^{indent}{re.escape(key)}:.*\n", "", text)
    return text + "".join(f"{indent}{line}\n" for line in lines.splitlines())


def example_files(kind: Example, text: str) -> Files:
    """The world in which an example stands, as far as it differs from ``worlds.BASE``."""
    _, front_matter, body = SOUND.split("---\n")
    if kind is Example.REPORT:
        return {REPORT: text}
    if kind is Example.FRONT_MATTER:
        return {REPORT: f"---\n{with_lines(front_matter, text)}---\n{body}"}
    if kind is Example.BODY:
        picture = "reports/2023/yundu-sifaju/xianchang.png"
        return {REPORT: f"---\n{front_matter}---\n\n{text}\n", picture: PICTURE}
    if kind is Example.SETTINGS:
        indent = "" if text.startswith("site_url:") else "    "
        return {"mkdocs.yml": with_lines(SETTINGS, text, indent)}
    assert kind is Example.UNITS
    return {"reports/units.yml": text}


@pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule.code)
def test_a_written_example_is_true(rule: Rule, tmp_path: Path) -> None:
    def found(text: str, name: str) -> Iterable[Problem]:
        return column(tmp_path / name, example_files(rule.example, filled(text))).problems

    judge(rule, found(rule.wrong, "wrong"), found(rule.right, "right"))


def judge(rule: Rule, wrong: Iterable[Problem], right: Iterable[Problem]) -> None:
    """The wrong one is found, as severe as the table says; the right one has no error at all."""
    assert {p.severity for p in wrong if p.code == rule.code} == {rule.severity}, wrong
    assert [p for p in right if p.is_error or p.code == rule.code] == []


# --- examples that are told in words


@dataclass(frozen=True)
class Worlds:
    """A case of two worlds, each by the files in which it differs from ``worlds.BASE``."""

    wrong: Files
    right: Files

    def __call__(self, folder: Path, wrong: bool) -> Iterable[Problem]:
        return column(folder, self.wrong if wrong else self.right).problems


ORIGINAL = """\
云渡县信访局2023年法治政府建设年度报告
发布日期：2024-03-05
2023年，工作如下。
全年办信三件。
"""


@dataclass(frozen=True)
class Imports:
    """A case of originals by name, of which the right ones are ``ORIGINAL`` alone."""

    wrong: Files
    beside: Files = field(default_factory=dict)
    """What else the wrong world has, such as another register."""

    def __call__(self, folder: Path, wrong: bool) -> Iterable[Problem]:
        originals = self.wrong if wrong else {"a.txt": ORIGINAL}
        files = {f"in/{name}": text for name, text in originals.items()}
        settings, _ = read_settings(world(folder, {**(self.beside if wrong else {}), **files}))
        (folder / "in").mkdir(exist_ok=True)
        run = plan_import([folder / "in"], settings, date(2025, 1, 2))
        outcomes = list(run.outcomes(write=True))
        return [*run.problems, *(p for outcome in outcomes for p in outcome.problems)]


@dataclass(frozen=True)
class Listed:
    """A case of a list given along with the original ``a.txt``."""

    wrong: str
    right: str

    def __call__(self, folder: Path, wrong: bool) -> Iterable[Problem]:
        files = {"in/a.txt": ORIGINAL, "list.csv": self.wrong if wrong else self.right}
        settings, _ = read_settings(world(folder, files))
        manifest, problems = read_manifest(folder / "list.csv")
        run = plan_import([folder / "in"], settings, date(2025, 1, 2), manifest)
        outcomes = list(run.outcomes(write=False))
        said = [p for outcome in outcomes for p in outcome.problems]
        return [*problems, *run.problems, *said]


def vanished(folder: Path, wrong: bool) -> Iterable[Problem]:
    settings, _ = read_settings(world(folder, {"in/a.txt": ORIGINAL}))
    run = plan_import([folder / "in"], settings, date(2025, 1, 2))
    if wrong:
        (folder / "in/a.txt").unlink()
    return [p for outcome in run.outcomes(write=False) for p in outcome.problems]


def imported_twice(folder: Path, wrong: bool) -> Iterable[Problem]:
    """The list is complete before the first import, or only after it."""
    original = ORIGINAL.replace("发布日期：2024-03-05\n", "")
    settings, _ = read_settings(world(folder, {"in/a.txt": original}))
    rows = {"a.txt": {"publish_date": "2024/3/5"}}
    full = Manifest(folder / "list.csv", rows, {"a.txt": 2})
    first = plan_import([folder / "in"], settings, date(2025, 1, 2), None if wrong else full)
    assert len(list(first.outcomes(write=True))) == 1
    second = plan_import([folder / "in"], settings, date(2025, 1, 3), full)
    return [p for outcome in second.outcomes(write=True) for p in outcome.problems]


def pictured(folder: Path, wrong: bool) -> Iterable[Problem]:
    settings, _ = read_settings(world(folder))
    path = folder / "a.docx"
    blocks = [Paragraph("云渡县信访局2023年法治政府建设年度报告"), Paragraph("工作如下。")]
    blocks += [Image(PICTURE, "png")] if wrong else []
    ready = Prepared(Source(path, "0" * 64), tidy(blocks, path))
    register, _ = read_units(settings.reports_dir)
    return draft_report(ready, settings, register, date(2025, 1, 2), Manifest())[1]


def titled(title: str) -> Imports:
    """The original under another title."""
    return Imports({"a.txt": ORIGINAL.replace("云渡县信访局2023年法治政府建设年度报告", title)})


def dead_link(folder: Path, wrong: bool) -> Iterable[Problem]:
    if wrong:
        (folder / REPORT).parent.mkdir(parents=True)
        (folder / REPORT).symlink_to("nowhere.md")
    return column(folder, {REPORT: None} if wrong else {}).problems


def same_name(folder: Path, wrong: bool) -> Iterable[Problem]:
    world(folder)
    return write_new(folder / (REPORT if wrong else OTHER), SOUND)


def web_page(text: str, beside: str = "") -> str:
    """The original as a page that names its text."""
    title = "云渡县信访局2023年法治政府建设年度报告"
    head = f"<!DOCTYPE html><title>{title}</title><meta name=PubDate content=2024-03-05>"
    return f"{head}<body><div id=zoom>{text}</div>{beside}"


def directory_with(name: str) -> bytes:
    """The least of an OLE file: its mark, and a directory with one stream."""
    mark = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    return mark + f"{name}\0".encode("utf-16-le").ljust(128, b"\0")


OLD_WORD = Imports({"a.doc": directory_with("WordDocument")})


def without_office(folder: Path, wrong: bool) -> Iterable[Problem]:
    with mock.patch("gongkai.importing.office.reader.find_soffice", return_value=None):
        return OLD_WORD(folder, wrong)


def without_sound_office(folder: Path, wrong: bool) -> Iterable[Problem]:
    with (
        mock.patch("gongkai.importing.office.reader.find_soffice", return_value="soffice"),
        mock.patch("gongkai.importing.office.reader.to_docx", return_value={}),
    ):
        return OLD_WORD(folder, wrong)


EARLIER = report_text(年度=2022, 发布日期="2023-03-05")
YEARLY = MKDOCS.replace("required: false", "required: true")
NUMBERED = f"{MKDOCS}    index_number: {{required: true, pattern: 'YD[0-9]{{3}}'}}\n"
NAMED = "reports/2023/{}.md"

CASES: dict[str, Callable[[Path, bool], Iterable[Problem]]] = {
    # dates
    "report-missing": Worlds(
        wrong={
            "mkdocs.yml": YEARLY,
            "reports/2021/a.md": report_text(年度=2021, 发布日期="2022-03-05"),
        },
        right={
            "mkdocs.yml": YEARLY,
            "reports/2021/a.md": report_text(年度=2021, 发布日期="2022-03-05"),
            OTHER: EARLIER,
        },
    ),
    # identity
    "index-number-missing": Worlds(
        wrong={"mkdocs.yml": NUMBERED},
        right={"mkdocs.yml": NUMBERED, REPORT: report_text(索引号="YD021")},
    ),
    "index-number-pattern": Worlds(
        wrong={"mkdocs.yml": NUMBERED, REPORT: report_text(索引号="YD-21")},
        right={"mkdocs.yml": NUMBERED, REPORT: report_text(索引号="YD021")},
    ),
    "index-number-duplicate": Worlds(
        wrong={
            REPORT: report_text(索引号="YD-001"),
            OTHER: report_text(年度=2022, 发布日期="2023-03-05", 索引号="YD-001"),
        },
        right={
            REPORT: report_text(索引号="YD-002"),
            OTHER: report_text(年度=2022, 发布日期="2023-03-05", 索引号="YD-001"),
        },
    ),
    "report-duplicate": Worlds(
        wrong={"reports/2023/second.md": report_text()},
        right={
            "reports/2023/second.md": report_text(
                有效性="废止", 状态日期="2024-06-01", 状态说明="已由新的报告代替"
            )
        },
    ),
    "address-shared": Worlds(
        wrong={
            REPORT: report_text(旧网址="[/old/1.html]"),
            OTHER: report_text(年度=2022, 发布日期="2023-03-05", 旧网址="[/old/1.html]"),
        },
        right={REPORT: report_text(旧网址="[/old/1.html]"), OTHER: EARLIER},
    ),
    # status
    "replacement-missing": Worlds(
        wrong={OTHER: EARLIER.replace("---\n\n", "替代文件: 2023/yundu-sifajv\n---\n\n")},
        right={OTHER: EARLIER.replace("---\n\n", "替代文件: 2023/yundu-sifaju\n---\n\n")},
    ),
    "replacement-circle": Worlds(
        wrong={
            REPORT: report_text(替代文件="2022/yundu-sifaju"),
            OTHER: EARLIER.replace("---\n\n", "替代文件: 2023/yundu-sifaju\n---\n\n"),
        },
        right={OTHER: EARLIER.replace("---\n\n", "替代文件: 2023/yundu-sifaju\n---\n\n")},
    ),
    # attachments
    "attachment-missing": Worlds(
        wrong={REPORT: report_text(附件=LISTED)},
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    "attachment-outside": Worlds(
        wrong={
            REPORT: report_text(附件="[{文件: ../tongji.txt, 名称: 统计表}]"),
            "reports/2023/tongji.txt": "办信三件。",
        },
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    "attachment-empty": Worlds(
        wrong={REPORT: report_text(附件=LISTED), BESIDE: ""},
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    "attachment-unpublishable": Worlds(
        wrong={
            REPORT: report_text(附件="[{文件: .tongji.txt, 名称: 统计表}]"),
            "reports/2023/yundu-sifaju/.tongji.txt": "办信三件。",
        },
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    "attachment-unlisted": Worlds(
        wrong={BESIDE: "办信三件。"},
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    # the site
    "logo-missing": Worlds(
        wrong={"mkdocs.yml": f"{MKDOCS}theme: {{logo: assets/logo.svg}}\n"},
        right={
            "mkdocs.yml": f"{MKDOCS}theme: {{logo: assets/logo.svg}}\n",
            "docs/assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        },
    ),
    "settings-missing": Worlds(wrong={"mkdocs.yml": "site_name: 云渡县政府信息公开\n"}, right={}),
    # files
    "file-unreadable": dead_link,
    "file-empty": Worlds(wrong={REPORT: b""}, right={}),
    "file-not-text": Worlds(wrong={REPORT: b"PK\x03\x04\x14\x00\x06\x00"}, right={}),
    "encoding": Worlds(wrong={REPORT: SOUND.encode("gb18030")}, right={}),
    "folder-missing": Worlds(wrong={"mkdocs.yml": f"{MKDOCS}    reports_dir: reprots\n"}, right={}),
    "report-misplaced": Worlds(
        wrong={"reports/yundu-xinfangju.md": report_text(单位="云渡县信访局")},
        right={"reports/2023/yundu-xinfangju.md": report_text(单位="云渡县信访局")},
    ),
    "file-unused": Worlds(
        wrong={"reports/2023/tongji.txt": "办信三件。"},
        right={REPORT: report_text(附件=LISTED), BESIDE: "办信三件。"},
    ),
    "slug-invalid": Worlds(wrong={REPORT: None, NAMED.format("yundu sifaju"): SOUND}, right={}),
    "slug-reserved": Worlds(wrong={REPORT: None, NAMED.format("page-2"): SOUND}, right={}),
    "slug-style": Worlds(wrong={REPORT: None, NAMED.format("司法局"): SOUND}, right={}),
    "units-missing": Worlds(wrong={"reports/units.yml": None}, right={}),
    "yaml-character": Worlds(wrong={REPORT: SOUND.replace(": 2023", ": 20\x0123")}, right={}),
    "value-character": Worlds(
        wrong={REPORT: SOUND.replace("年度报告", "年度\u200b报告")}, right={}
    ),
    # import and new
    "import-nothing": Imports({}),
    "import-skipped": Imports({"a.txt": ORIGINAL, "b.xls": "x"}),
    "import-no-title": Imports({"a.txt": "今天天气不错。\n"}),
    "import-no-unit": titled("2023年法治政府建设年度报告"),
    "import-no-year": Imports(
        {"a.txt": "云渡县信访局法治政府建设年度报告\n发布日期：2024-03-05\n全年办信三件。\n"}
    ),
    "import-unit": titled("2023年法治政府建设年度报告\n来源：云渡县信访局"),
    "import-unit-region": titled("区信访办2023年法治政府建设年度报告"),
    "import-unit-near": titled("云渡县司法局青石司法所2023年法治政府建设年度报告"),
    "import-year": titled("云渡县信访局2023年法治政府建设情况和2024年安排的报告"),
    "import-category": titled("云渡县信访局2023年工作报告"),
    "import-date-missing": Imports({"a.txt": ORIGINAL.replace("发布日期：2024-03-05\n", "")}),
    "import-date": Imports({"a.txt": ORIGINAL.replace("2024-03-05", "2024年3月")}),
    "import-above-title": Imports({"a.txt": f"附件1\n{ORIGINAL}"}),
    "import-furniture": Imports({"a.txt": ORIGINAL.replace("全年", "分享到:\n全年")}),
    "import-lost": Imports({"a.txt": f"{ORIGINAL}[image: 现场.png]\n"}),
    "import-wrapped": Imports(
        {"a.txt": ORIGINAL + "".join(f"{'全年办信，' * 6}\n" for _ in range(3)) + "完。\n"}
    ),
    "import-encoding": Imports({"a.html": web_page("全年办信三件。").encode() + b"\xe5\x8a"}),
    "import-main-text": Imports(
        {
            "a.html": web_page(
                "<p>全年办信三件，接访五批。", "<p>领导强调，明年要把信访工作做得更好更实。"
            )
        }
    ),
    "import-no-text": Imports({"a.html": web_page("<a href=a.doc>报告.doc</a>")}),
    "import-image": Imports({"a.html": web_page("<p>全年。<img src=//x.gov.cn/a.png>")}),
    "import-attachment": Imports(
        {"a.html": web_page(f"<p>{'全年办信三件。' * 5}<p><a href=a.xls>统计表.xls</a>")}
    ),
    "import-lacks": without_office,
    "import-encrypted": Imports({"a.doc": directory_with("EncryptedPackage")}),
    "import-convert": without_sound_office,
    "import-exists": titled("云渡县司法局2023年法治政府建设年度报告"),
    "import-rival": Imports({"a.txt": ORIGINAL, "b.txt": ORIGINAL.replace("三件", "四件")}),
    "units-append": Imports(
        {"a.txt": ORIGINAL},
        beside={"reports/units.yml": "[{编号: yundu-sifaju, 名称: 云渡县司法局}]\n"},
    ),
    "file-exists": same_name,
    "file-unwritable": Imports({"a.txt": ORIGINAL}, beside={REPORT: None, "reports/2023": "x"}),
}
"""Code → makes the files of one example in a folder, and gives what is found."""


def with_file(name: str, data: bytes, settings: str = "") -> Files:
    """A sound report with one attachment."""
    report = report_text(附件=f"[{{文件: {name}, 名称: 名单}}]")
    folder = REPORT.removesuffix(".md")
    return {REPORT: report, f"{folder}/{name}": data, "mkdocs.yml": MKDOCS + settings}


SOUND_FILE = with_file("名单.csv", "张某,90\r\n".encode("gb18030"))
CASES |= {
    code: Worlds(wrong=with_file(name, data), right=SOUND_FILE) for code, name, data, *_ in BROKEN
}
CASES["attachment-large"] = Worlds(
    wrong=with_file("图.png", PICTURE + b"\0" * 1_600_000, "    附件: {大小: 1}\n"),
    right=with_file("图.png", PICTURE, "    附件: {大小: 1}\n"),
)


def answered(answer: Answer) -> Callable[[Path, bool], Iterable[Problem]]:
    """A link to another site that answers so; in the right world it answers well."""

    def found(folder: Path, wrong: bool) -> Iterable[Problem]:
        text = f"{report_text()}\n[甲](http://a.example/)\n"
        read = column(folder, {REPORT: text})
        good = Answer(Outcome.GOOD, 200)
        links = asked(read.archive, read.settings)
        return list(judged(links, {"http://a.example/": answer if wrong else good}))

    return found


CASES |= {
    "link-dead": answered(Answer(Outcome.GONE, 404)),
    "link-moved": answered(Answer(Outcome.GOOD, 200, "https://b.example/")),
    "link-insecure": answered(Answer(Outcome.GOOD, 200, is_secure_too=True)),
    "link-unchecked": answered(Answer(Outcome.UNKNOWN)),
}


def worded(
    xml: str = "", header: str = "", change: Callable[[dict[str, bytes]], None] | None = None
) -> bytes:
    """The original as a Word file, with raw XML in its last paragraph."""
    document = office()
    for line in ORIGINAL.splitlines():
        last = add(document, line)
    document.sections[0].header.paragraphs[0].text = header
    inner(last, xml)
    return changed(saved(document), change) if change else saved(document)


def commented(parts: dict[str, bytes]) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts["word/comments.xml"] = f'<w:comments {w}><w:comment w:id="0"/></w:comments>'.encode()


DELETED = '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
STRUCK = "<w:r><w:rPr><w:strike/></w:rPr><w:t>划</w:t></w:r>"
CONTENTS = "目录\n一、总体……1\n二、不足……12\n"
LINE = "Annual report of an office."
WATERMARK = "q .7 .7 -.7 .7 99 99 cm BT /F0 60 Tf <51855BC6> Tj ET Q"
"""内密, rising to the right."""


def downward(text: str) -> list[Sign]:
    """Signs one below the other."""
    return [(290, 780 - 12 * place, 12, sign) for place, sign in enumerate(text)]


ORIGINALS: dict[str, tuple[str, bytes, bytes]] = {
    "import-header": ("a.docx", worded(header="内部资料"), worded()),
    "import-changes": ("a.docx", worded(DELETED), worded()),
    "import-comments": ("a.docx", worded(change=commented), worded()),
    "import-hidden": ("a.docx", worded(HIDDEN), worded()),
    "import-struck": ("a.docx", worded(STRUCK), worded()),
    "import-contents": (
        "a.docx",
        of_lines(f"目录\n一、总体……1\n二、不足……12\n{ORIGINAL}"),
        worded(),
    ),
    "import-image": ("a.docx", with_emf(), worded()),
    "import-scanned": ("a.pdf", pdf("", ""), pdf(LINE)),
    "import-encrypted": ("a.pdf", locked_pdf(), pdf(LINE)),
    "import-blank": ("a.pdf", pdf(LINE, "", LINE), pdf(LINE)),
    "import-lookalike": ("a.pdf", pdf_of_lookalikes(), pdf(LINE)),
    "import-ocr": ("a.pdf", drawn([SCAN, *lines_of_pdf(LINE)]), pdf(LINE)),
    "import-columns": ("a.pdf", drawn(downward(LINE)), pdf(LINE)),
    "import-aslant": ("a.pdf", drawn([*lines_of_pdf(LINE), WATERMARK]), pdf(LINE)),
}
"""Code → name of an original, its bytes with the fault and without."""


def readable(code: str) -> Callable[[Path, bool], Iterable[Problem]]:
    """What reading the original alone says: what becomes of it stands elsewhere."""
    name, bad, good = ORIGINALS[code]

    def found(folder: Path, wrong: bool) -> Iterable[Problem]:
        path = world(folder).parent / name
        path.write_bytes(bad if wrong else good)
        return Source(path, "").read()[1]

    return found


def lacking(folder: Path, wrong: bool) -> Iterable[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        if wrong:
            patch.setitem(sys.modules, "mammoth", None)
        return read_blocks(worded(), folder / "a.docx")[1]


def with_macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = ole("VBA", b"AutoOpen")


def running(folder: Path, wrong: bool) -> Iterable[Problem]:
    path = world(folder).parent / "a.docx"
    path.write_bytes(worded(change=with_macro) if wrong else worded())
    return prepare(Source(path, "")).problems


def published(config: Path) -> None:
    """Everything in it, on 1 April 2024."""
    clock = {"SOURCE_DATE_EPOCH": "1711929600"}
    command = ["publish", "--config", str(config)]
    assert CliRunner().invoke(main, command, env=clock).exit_code == 0


@dataclass(frozen=True)
class Published:
    """A case of what was done to a project after its one report was published."""

    wrong: Files
    right: Files = field(default_factory=dict)

    def __call__(self, folder: Path, wrong: bool) -> Iterable[Problem]:
        published(world(folder))
        for name, content in (self.wrong if wrong else self.right).items():
            path = folder / name
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return column(folder, dict.fromkeys(BASE, None)).problems


def altered(folder: Path, wrong: bool) -> Iterable[Problem]:
    published(world(folder))
    ledger = folder / "reports/ledger.jsonl"
    if wrong:
        ledger.write_bytes(ledger.read_bytes().replace("司法局".encode(), "司法厅".encode(), 1))
    return column(folder, dict.fromkeys(BASE, None)).problems


def twice(folder: Path, wrong: bool) -> Iterable[Problem]:
    gone = report_text(有效性="已撤回", 状态日期="2024-07-01", 状态说明="内容有误")
    return withdraw_found(folder, world(folder, {REPORT: gone if wrong else SOUND}))


def by_hand(folder: Path, wrong: bool) -> Iterable[Problem]:
    head, _, body = SOUND.removeprefix("---\n").partition("---\n")
    flow = ", ".join(line.replace(": ", ": '") + "'" for line in head.splitlines())
    text = f"---\n{{{flow}}}\n---\n{body}" if wrong else SOUND
    return withdraw_found(folder, world(folder, {REPORT: text}))


def withdraw_found(folder: Path, config: Path) -> Iterable[Problem]:
    command = ["withdraw", "2023/yundu-sifaju", "--reason", "有误", "--config", str(config)]
    said = CliRunner().invoke(main, command).stderr
    path = folder / REPORT
    return [error(path, (1, 1), code, "", "") for code in re.findall(r"error\[([\w-]+)\]", said)]


def corrected(day: str, text: str = SOUND.replace("三十五", "三十六")) -> str:
    line = f"更正记录: [{{日期: {day}, 说明: 件数写错了}}]"
    return text.replace("\n---\n", f"\n{line}\n---\n", 1)


def revised(folder: Path, wrong: bool) -> Iterable[Problem]:
    published(world(folder, {REPORT: corrected("2024-03-30", SOUND)}))
    return column(folder, {REPORT: SOUND} if wrong else dict.fromkeys(BASE, None)).problems


def told_of(folder: Path, wrong: bool) -> Iterable[Problem]:
    place = "望川市" if wrong else "云渡县"
    real = MKDOCS.replace("demo: true", "demo: false")
    files = {"mkdocs.yml": real, "docs/guide.md": f"# 指南\n\n地址：{place}文昌路1号\n"}
    return [p for p in column(folder, files).problems if p.path.suffix == ".md"]


MORE = report_text(标题="云渡县信访局2023年法治政府建设年度报告", 单位="云渡县信访局")
CASES |= {
    "example-left": told_of,
    "published-changed": Published(
        wrong={REPORT: SOUND.replace("三十五", "三十六")},
        right={REPORT: corrected("2024-06-01")},
    ),
    "published-revision": revised,
    "published-order": Published(
        wrong={REPORT: corrected("2024-03-01")}, right={REPORT: corrected("2024-06-01")}
    ),
    "published-backdated": Published(
        wrong={REPORT: corrected("2024-03-10")}, right={REPORT: corrected("2024-06-01")}
    ),
    "published-gone": Published(
        wrong={REPORT: None},
        right={
            REPORT: None,
            "reports/2023/sifaju.md": report_text(旧网址="[/reports/2023/yundu-sifaju.html]"),
        },
    ),
    "published-unit": Published(
        wrong={"reports/units.yml": UNITS.replace("编号: yundu-sifaju", "编号: yundu-fazhiju")},
        right={"reports/units.yml": UNITS.replace("简称: [县司法局]", "简称: [县法治局]")},
    ),
    "published-name": Published(
        wrong={
            "reports/units.yml": UNITS.replace("名称: 云渡县司法局", "名称: 云渡县法治局"),
            REPORT: SOUND.replace("单位: 云渡县司法局", "单位: yundu-sifaju"),
        },
        right={
            "reports/units.yml": UNITS.replace(
                "名称: 云渡县司法局",
                "名称: 云渡县法治局\n  曾用名: [{名称: 云渡县司法局, 终止: 2024-06}]",
            )
        },
    ),
    "ledger-behind": Published(wrong={"reports/2023/yundu-xinfangju.md": MORE}),
    "ledger-broken": altered,
    "withdraw-by-hand": by_hand,
    "withdraw-twice": twice,
}


def compared(change: Callable[[Path], object]) -> Callable[[Path, bool], Iterable[Problem]]:
    """A case of a built site, wrong after a change."""

    def case(folder: Path, wrong: bool) -> Iterable[Problem]:
        site = made_site(folder)
        if wrong:
            change(site)
        manifest, problems = read_site_manifest(site)
        return [*problems, *(verify_site(site, manifest) if manifest else ())]

    return case


def shortened_ledger(folder: Path, wrong: bool) -> Iterable[Problem]:
    published(world(folder))
    ledger, _ = read_ledger(folder / "reports")
    manifest, _ = read_site_manifest(made_site(folder / "site", ledger=ledger))
    assert manifest
    return verify_ledger(manifest, Ledger(ledger.path) if wrong else ledger)


def unsigned(folder: Path, wrong: bool) -> Iterable[Problem]:
    needs_ssh_keygen()
    path = made_site(folder) / "manifest.json"
    key = folder / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(command, check=True)
    signers = folder / "signers"
    signers.write_text("a@example.gov.cn " + key.with_suffix(".pub").read_text())
    signature = None if wrong else sign(path, key)[0]
    return verify_signature(path.read_bytes(), signature, signers, path)[1]


def failing_server(folder: Path, wrong: bool) -> Iterable[Problem]:
    def answer(handler: SimpleHTTPRequestHandler) -> bool:
        if wrong:
            handler.send_error(500)
        return wrong

    manifest, _ = read_site_manifest(made_site(folder))
    assert manifest
    with served(folder, answer) as base:
        found = Live(base, Patience(pause=0)).prints(manifest.files)
    return list(judged_live(manifest.files, found))


def copied_over(folder: Path, wrong: bool) -> Iterable[Problem]:
    gone = report_text(有效性="已撤回", 状态日期="2024-07-01", 状态说明="内容有误")
    reports = column(folder / "project", {REPORT: gone}).archive.reports
    site = made_site(folder / "site")
    if wrong:
        (site / "reports/2023/yundu-sifaju.txt").write_text("正文", encoding="utf-8")
    with served(site) as base:
        return still_there(Live(base, Patience(pause=0)), leftovers_of_withdrawn(reports))


def gone_on(folder: Path, wrong: bool) -> Iterable[Problem]:
    published(world(folder))
    ledger, _ = read_ledger(folder / "reports")
    site = made_site(folder / "site", ledger=Ledger(ledger.path) if wrong else ledger)
    manifest, _ = read_site_manifest(site)
    assert manifest
    return verify_is_current(manifest, ledger, site / "manifest.json")


def built_before(folder: Path, wrong: bool) -> Iterable[Problem]:
    reports = column(folder / "project").archive.reports
    write_manifest(made_site(folder / "site"), NO_LEDGER, [] if wrong else reports)
    manifest, _ = read_site_manifest(folder / "site")
    assert manifest
    return verify_sources(manifest, folder / "site/manifest.json", reports)


CASES |= {
    "site-manifest": compared(lambda site: (site / "manifest.json").unlink()),
    "site-changed": compared(lambda site: (site / "index.html").write_bytes(b"<script>")),
    "site-missing": compared(lambda site: (site / "index.html").unlink()),
    "site-extra": compared(lambda site: (site / "reports/2023/old.html").write_bytes(b"")),
    "site-ledger": shortened_ledger,
    "site-signature": unsigned,
    "site-unanswered": failing_server,
    "site-stale": built_before,
    "site-behind": gone_on,
    "site-withdrawn": copied_over,
}
CASES |= {code: readable(code) for code in ORIGINALS}
CASES |= {"import-lacks": lacking, "import-macros": running}
CASES |= {
    "page-active": Worlds(
        wrong={"docs/guide.md": "# 指南\n\n<script>1</script>\n"},
        right={"docs/guide.md": "# 指南\n\n[目录](catalogue.md)\n"},
    ),
    "import-failed": vanished,
    "import-zip": Imports({"旧报告.zip": b"PK\3\4" + b"x" * 99}),
    "import-picture": pictured,
    "manifest-column": Listed(
        "文件名,单位\na.txt,云渡县信访局\n", "文件,单位\na.txt,云渡县信访局\n"
    ),
    "manifest-twice": Listed("文件,年度\na.txt,2023\na.txt,2022\n", "文件,年度\na.txt,2023\n"),
    "manifest-value": Listed(
        "文件,发布日期\na.txt,2024年春\n", "文件,发布日期\na.txt,2024-03-05\n"
    ),
    "manifest-unwritten": imported_twice,
    "manifest-unused": Listed("文件,年度\nb.txt,2023\n", "文件,年度\na.txt,2023\n"),
}


@pytest.mark.parametrize("rule", TOLD, ids=lambda rule: rule.code)
def test_an_example_in_words_is_true(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert rule.code in CASES, "no case makes the files of this example"
    case = CASES[rule.code]
    judge(rule, case(tmp_path / "wrong", True), case(tmp_path / "right", False))


def test_every_case_is_of_a_rule() -> None:
    assert set(CASES) <= {rule.code for rule in RULES}


# --- the tables


def test_a_code_is_explained_once() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_explained_in_full_and_in_plain_chinese(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert rule.wrong != rule.right
    said = [rule.finds, rule.reason, rule.source]
    told = [rule.wrong, rule.right]
    assert all(text.strip() for text in said + told)
    assert len(rule.finds) <= 20
    assert not rule.finds.endswith("。")
    assert rule.reason.endswith("。")
    assert len(re.findall("[。？！]", rule.reason)) <= 2
    for text in said + (told if rule.example is Example.FILES else []):
        assert not re.search(r"[\u4e00-\u9fff”）》〕][,.;:?!()][\u4e00-\u9fff“（《]", text), text
        assert not re.search(r"[\"'`]", text), text


# --- what the code says

SAYS = {"error": 2, "warning": 2, "Fault": 0, "_Fault": 1, "fault": 1}
"""Functions that take a code → at which place."""
PASSED_ON = {
    "reading/nodes.py fault.code": (),  # of a _Fault
    "reading/records.py code": ("yaml-tag", "yaml-anchor", "yaml-alias"),  # _MARKS, and fault()
    "reading/records.py value.code": (),  # of a Fault
    "reading/settings.py fault.code": (),  # of a Fault
}
"""Where a code is no literal, and the codes that come from there and nowhere else."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        yield path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def said_codes() -> set[str]:
    """Every code that the house says outside its tables."""
    found: set[str] = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            function = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = SAYS.get(function)
            if place is None or len(node.args) <= place:
                continue
            code = node.args[place]
            if isinstance(code, ast.Constant):
                found.add(str(code.value))
            else:
                found.update(PASSED_ON.get(f"{name} {ast.unparse(code)}", ["unknown: " + name]))
    return found


def used_constants() -> set[str]:
    """Codes of rules that are constants used outside their table, or in another module."""
    imported = {
        (f"{node.module}", alias.name)
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    by_alias: dict[str, list[tuple[str, ast.Module]]] = {}
    for _, tree in modules():
        for node in ast.walk(tree):
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                whole = f"{node.module}.{alias.name}"
                by_alias.setdefault(whole, []).append((alias.asname or alias.name, tree))
    found: set[str] = set()
    for name, rules in tables():
        module = importlib.import_module(name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        of_the_table = {
            id(inner)
            for node in tree.body
            if ast.unparse(node).startswith("RULES")
            for inner in ast.walk(node)
        }
        names = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name)
            and isinstance(node.ctx, ast.Load)
            and id(node) not in of_the_table
        }
        names |= {inner for outer, inner in imported if outer == name}
        names |= {
            node.attr
            for alias, other in by_alias.get(name, ())
            for node in ast.walk(other)
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == alias
        }
        found |= {rule.code for rule in rules if any(vars(module).get(n) is rule for n in names)}
    return found


def test_everything_that_is_said_is_explained() -> None:
    assert said_codes() - {rule.code for rule in RULES} == set()


def test_everything_that_is_explained_is_said() -> None:
    assert {rule.code for rule in RULES} - said_codes() - used_constants() == set()
