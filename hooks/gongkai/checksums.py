"""What a file's bytes are known by: the one way to work that out.

Asked for the manifest, the ledger, and attachments that were looked through before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Print:
    """A file, told from every other."""

    sha256: str
    size: int


def print_of(path: Path) -> Print:
    """Of a file of any size; raises ``OSError``."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Print(digest.hexdigest(), size)
