"""One file that an import is asked to bring in: told apart by content, read when needed.

What a file is, its content says, never its name. ``finding`` makes them, ``preparing`` reads them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.importing import office, pdf, text, web, word
from gongkai.importing.blocks import Block
from gongkai.importing.packages import read_member
from gongkai.problems import Problem

Reader = Callable[[bytes, Path], tuple[tuple[Block, ...] | None, list[Problem]]]
"""The seam between formats and everything else: bytes → blocks, or findings that say why not."""

READERS: Sequence[tuple[Callable[[bytes], bool], Reader]] = (
    (word.takes, word.read_blocks),
    (pdf.takes, pdf.read_blocks),
    (web.takes, web.read_blocks),
    (office.takes, office.read_blocks),
    (lambda data: True, text.read_blocks),
)
"""Which reader takes which bytes; the first that takes them reads them."""

ENDINGS = (
    *(".txt", ".docx", ".pdf"),
    *(".html", ".htm", ".shtml", ".xhtml"),
    *(".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt"),
)
"""What is looked for in a folder; a file named by itself may be called anything."""
_CHANGED = "文件在导入的时候变了"


@dataclass(frozen=True, slots=True)
class Source:
    """One original, as it was found."""

    path: Path
    """As it is named in messages; of a file in a zip the zip's path is its beginning."""
    sha256: str = ""
    """Of the original bytes: proves years later what the report was made from."""
    package: Path | None = None
    """The zip that it lies in."""
    number: int = 0
    """Its place in there."""
    title: str = ""
    """What it is called where its text has no title: by a list given along, or by its name."""
    reader: Reader | None = None
    """What takes its bytes, settled when they were read for the checksum."""

    def data(self) -> bytes:
        """Its bytes, the same as were found; raises ``OSError`` where they no longer are."""
        if self.package is None:
            data = self.path.read_bytes()
        else:
            data = read_member(self.package, self.number)
        if self.sha256 and hashlib.sha256(data).hexdigest() != self.sha256:
            raise OSError(_CHANGED)
        return data

    def read(self) -> tuple[tuple[Block, ...] | None, list[Problem]]:
        """Its blocks, by the reader that takes such bytes; raises ``OSError``."""
        return self.blocks(self.data())

    def blocks(self, data: bytes) -> tuple[tuple[Block, ...] | None, list[Problem]]:
        """The same of its bytes where they are at hand."""
        return (self.reader or _reader(data))(data, self.path)

    def is_for(self, reader: Reader) -> bool:
        """Whether that reader takes its bytes."""
        try:
            return (self.reader or _reader(self.data())) is reader
        except Exception:  # which is said when it is read
            return False


def as_found(path: Path, data: bytes, package: Path | None = None, number: int = 0) -> Source:
    """An original with what its bytes tell, so that they need not be read again to know it."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        reader = _reader(data)
    except Exception:  # which is said when it is read
        reader = None
    return Source(path, sha256, package, number, reader=reader)


def _reader(data: bytes) -> Reader:
    return next(read for takes, read in READERS if takes(data))
