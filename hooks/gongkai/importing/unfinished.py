"""A report that may be no good record yet, read as keys and values only.

One whose date is still to be filled in has errors, and so is none for :mod:`gongkai.reading`.
Called by ``already`` and ``reviewing``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gongkai import fields
from gongkai.front_matter import parted
from gongkai.reading import nodes
from gongkai.report import FIELDS

_CHECKSUM = re.compile(r"""(?:校验值|sha256)["']?\s*:\s*["']?([0-9a-f]{64})\b""")


@dataclass(frozen=True)
class Unfinished:
    """What stands in one file."""

    path: Path
    front_matter: str
    """All of a file that has no such part."""
    body: str

    @property
    def originals(self) -> list[str]:
        """SHA-256 of what it was imported from, even where nothing else can be read."""
        return _CHECKSUM.findall(self.front_matter)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """English key → what stands there, in as much as can be read; empty where it is no text."""
        node, _ = nodes.parse(self.front_matter, self.path)
        known = fields.by_any_key(FIELDS)
        pairs = node.pairs if isinstance(node, nodes.Mapping) else ()
        return {
            known[key.text].key: value.text if isinstance(value, nodes.Scalar) else ""
            for key, value in pairs
            if key.text in known
        }


def read_unfinished(path: Path) -> Unfinished:
    """One file; raises ``OSError``."""
    text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    parts = parted(text)
    if parts is None:
        return Unfinished(path, text, "")
    return Unfinished(path, parts.front_matter, parts.body.strip())
