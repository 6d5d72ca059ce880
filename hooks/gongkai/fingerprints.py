"""What everything that is made depends on: the software, and whatever else is the same for all.

A digest is a hash over all that decides, written in one way; what cannot be written so raises.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FunctionType

_PACKAGE = Path(__file__).parent
_LIBRARIES = (
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "Markdown",
    "Jinja2",
    "MarkupSafe",
    "segno",
)
"""What decides, besides our own code, what a finished file looks like."""


def digest(*parts: str) -> str:
    """SHA-256, shortened to 32 hexadecimal digits, of texts one after the other."""
    found = sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.hexdigest()[:32]


@cache
def of_software() -> str:
    """Our own code and the libraries that have a say; read once, for it does not change while it
    runs."""
    found = [sys.version, of_files(_PACKAGE.rglob("*.py")), of_files(_PACKAGE.parent.glob("*.py"))]
    for library in _LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(library)
    return digest(*found)


def of_files(paths: Iterable[Path]) -> str:
    """Names and contents of files, such as templates; one that cannot be read counts as empty."""
    found = sha256()
    for path in sorted(paths):
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            data = b""
        found.update(f"{path.as_posix()} {len(data)}\0".encode("utf-8", "surrogatepass"))
        found.update(data)
    return found.hexdigest()


def written(value: object) -> str:
    """A setting of any kind as a text that is the same in every run."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{k}: {written(v)}' for k, v in value.items())}}}"
    if isinstance(value, (str, bytes, int, float, bool, type(None), Path)):
        return repr(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, (FunctionType, type)):
        return f"{value.__module__}.{value.__qualname__}"
    return f"{type(value).__module__}.{type(value).__qualname__}"
