"""The site as a ZIP that anyone can unpack and open: no page of it needs a server.

Order, times and permissions come from the reports and the paths, so that the same site gives the
same file.
"""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from gongkai.addresses import host_of
from gongkai.files import new_file
from gongkai.handing_over.parts import Parts

_FIRST = date(1980, 1, 1)
_LAST = date(2107, 12, 31)
"""The days that a ZIP can tell."""
_UNIX = 3
_MODE = 0o100644 << 16
_CHUNK = 1 << 18


def write_zip(parts: Parts, out: Path) -> int:
    """Writes it, all files in one folder; how many they are. Raises ``OSError``."""
    folder = host_of(parts.settings.site_url) or "site"
    count = 0
    with new_file(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in parts.site_files():
            day = min(max(parts.day_of(name), _FIRST), _LAST)
            info = zipfile.ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = _UNIX, _MODE
            info.file_size = path.stat().st_size  # tells whether it needs the long form
            with path.open("rb") as source, archive.open(info, "w") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
            count += 1
    return count
