"""A BagIt bag (RFC 8493): pages, sources and data, with checksums that any archive can check.

``data/site`` holds the pages and attachments at their public addresses, ``data/sources`` the
reports as they were written, ``data/metadata`` the catalogue and the site's manifest. The bag is
made, and then validated, by the Library of Congress's own bagit (public domain).
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from gongkai import __version__
from gongkai.files import new_folder
from gongkai.handing_over.parts import Parts
from gongkai.problems import one_line

NEEDS = "bagit"
_CHECKSUMS = ("sha256", "sha512")
_WHAT = (
    "site 是网页和附件，sources 是报告的原文，metadata 是目录和网站的清单。"
    "台账（sources/ledger.jsonl）里的 sha256 是 sources 里的报告的校验值；"
    "site 里供下载的 .md 是重新写成的，校验值不同。"
)
_LEFT_OUT = "只有这一年度的网页；它们链接的首页、别的年度、单位的网页等不在这个包里，点了打不开。"


def write_bag(parts: Parts, out: Path, year: int | None) -> int:
    """Writes a valid bag in a folder that was not there; how many files it holds.

    Raises ``OSError``, and ``ValueError`` where bagit does not find it valid.
    """
    import bagit  # an extra: only who hands over needs it

    # It tells what it does on standard error, and failures with a traceback.
    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    with new_folder(out) as folder:
        count = _fill(parts, folder, year)
        try:
            bag = bagit.make_bag(str(folder), _info(parts, year), checksums=list(_CHECKSUMS))
            _sort_tag_manifests(folder)
            bag.validate()
        except bagit.BagError as failure:
            raise ValueError(str(failure)) from failure
    return count


def _fill(parts: Parts, folder: Path, year: int | None) -> int:
    files = [
        *((f"site/{name}", path) for name, path in parts.site_files(year)),
        *((f"sources/{name}", path) for name, path in parts.sources(year)),
        *((f"metadata/{name}", path) for name, path in parts.seals()),
    ]
    for name, path in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    table = folder / "metadata/catalogue.csv"
    table.write_text(parts.catalogue(year), encoding="utf-8", newline="")
    return len(files) + 1


def _sort_tag_manifests(folder: Path) -> None:
    """bagit writes their lines in the order in which the folder happens to list its files."""
    for path in folder.glob("tagmanifest-*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        by_name = sorted(lines, key=lambda line: line.partition(" ")[2])
        path.write_text("".join(by_name), encoding="utf-8", newline="\n")


def _info(parts: Parts, year: int | None) -> dict[str, str]:
    """``bag-info.txt`` in the words of RFC 8493, 2.2.2; what the settings lack is left out."""
    settings = parts.settings
    which = f"{year} 年度" if year else "全部"
    values = {
        "Source-Organization": settings.sponsor,
        "Organization-Address": settings.contact.address,
        "Contact-Phone": settings.contact.phone,
        "Contact-Email": settings.contact.email,
        "External-Identifier": settings.site_url,
        "External-Description": f"{settings.site_name}：{which}公开的报告。{_WHAT}"
        f"{_LEFT_OUT if year else ''}",
        "Bagging-Date": str(parts.day),
        "Bag-Software-Agent": f"gongkai {__version__}",
    }
    return {key: one_line(value) for key, value in values.items() if value}
