"""A WARC 1.1 file (ISO 28500:2017): the site as a web archive would have harvested it.

One response record for each file, at its public address, so that any replay software shows it;
dates are those of the reports, and record ids come from address and content. Written by warcio
(Apache License 2.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from gongkai import __version__, media_types
from gongkai.checksums import print_of
from gongkai.files import new_file
from gongkai.handing_over.parts import Parts
from gongkai.problems import one_line

NEEDS = "warcio"
_INDEX = "index.html"


def write_warc(parts: Parts, out: Path) -> int:
    """Writes it, compressed where the name ends in .gz; how many records. Raises ``OSError``."""
    from warcio.warcwriter import WARCWriter  # an extra: only who hands over needs it

    with new_file(out) as file:
        writer = WARCWriter(file, gzip=out.suffix == ".gz", warc_version="1.1")
        head = _warcinfo(parts, writer)
        writer.write_record(head)
        info_id = head.rec_headers.get_header("WARC-Record-ID")
        count = 1
        for address, name, path in _addresses(parts):
            with path.open("rb") as payload:
                record = _response(writer, address, name, path, payload, info_id, parts)
                writer.write_record(record)
            count += 1
    return count


def _addresses(parts: Parts) -> Iterator[tuple[str, str, Path]]:
    """Address, path in the site, file; a folder's index answers for the folder too."""
    for name, path in parts.site_files():
        yield parts.settings.address(quote(name)), name, path
        if name == _INDEX or name.endswith(f"/{_INDEX}"):
            yield parts.settings.address(quote(name.removesuffix(_INDEX))), name, path


def _response(
    writer: Any, address: str, name: str, path: Path, payload: Any, info_id: str, parts: Parts
) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    found = parts.manifest.files.get(name) or print_of(path)
    http = StatusAndHeaders(
        "200 OK",
        [
            ("Content-Type", media_types.served(name)),
            ("Content-Length", str(found.size)),
        ],
        protocol="HTTP/1.1",
    )
    headers = {
        "WARC-Record-ID": _id(address, found.sha256),
        "WARC-Date": _moment(parts.day_of(name)),
        "WARC-Warcinfo-ID": info_id,
    }
    return writer.create_warc_record(
        address,
        "response",
        payload=payload,
        length=found.size,
        http_headers=http,
        warc_headers_dict=headers,
    )


def _warcinfo(parts: Parts, writer: Any) -> Any:
    settings = parts.settings
    values = {
        "software": f"gongkai {__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": settings.site_name,
        "publisher": settings.sponsor,
        "description": f"{settings.site_name}，截至 {parts.day}",
    }
    text = "".join(f"{key}: {one_line(value)}\r\n" for key, value in values.items() if value)
    data = text.encode()
    headers = {
        "WARC-Record-ID": _id(settings.site_url, f"{parts.manifest.sources} {parts.day}"),
        "WARC-Date": _moment(parts.day),
    }
    return writer.create_warc_record(
        "", "warcinfo", payload=BytesIO(data), length=len(data), warc_headers_dict=headers
    )


def _id(address: str, content: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{address} {content}')}>"


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
