"""What a finished file depends on, as texts that change with it.

The software and the settings are left out: every file depends on those. A report is known by its
file's SHA-256, its place and its unit as the register has it; the rest follows from them.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from gongkai.archive import Archive
from gongkai.report import Report
from gongkai.units import Register, Unit


def of_report(report: Report) -> str:
    """What is made of one report alone."""
    return f"{report.id} {report.sha256} {_of_unit(report.unit)}{_of_files(report)}\n"


def _of_files(report: Report) -> str:
    """Their sizes are told wherever attachments are."""
    return "".join(
        f" {attachment.file} {path.stat().st_size if path.is_file() else 0}"
        for attachment in report.attachments
        for path in (report.folder / attachment.file,)
    )


@lru_cache(maxsize=1 << 14)
def _of_unit(unit: Unit) -> str:
    return repr(unit)


def of_register(register: Register) -> str:
    """What may be made of any unit."""
    return sha256(repr(register.units).encode("utf-8", "surrogatepass")).hexdigest()


def of_archive(archive: Archive) -> str:
    """What is made of all reports, and of the register."""
    digest = sha256(of_register(archive.register).encode())
    for report in archive.reports:
        said = f"{report.id} {report.sha256}{_of_files(report)}\n"
        digest.update(said.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
