"""What everything that is made or remembered depends on: software, settings, templates.

A digest is a hash over all that decides, written in one way: the same in every run and place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FunctionType

from gongkai.settings import Settings

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
_PLACES = ("path", "reports_dir", "docs_dir", "site_dir")


def digest(*parts: str) -> str:
    """SHA-256, shortened to 32 hexadecimal digits, of texts one after the other."""
    found = sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.hexdigest()[:32]


@cache
def of_software() -> str:
    """All that decides what a finished file looks like."""
    hooks = of_files(_PACKAGE.parent.glob("*.py"), _PACKAGE.parent)
    return digest(sys.version, of_package(), hooks, of_libraries(_LIBRARIES))


@cache
def of_package() -> str:
    """Our own code; read once, for it does not change while it runs. Measured: 10 ms."""
    return of_files(_PACKAGE.rglob("*.py"), _PACKAGE)


def of_libraries(names: Iterable[str]) -> str:
    """Their versions; one that is not there has none."""
    found: list[str] = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(name)
    return "\n".join(found)


def of_settings(settings: Settings) -> str:
    """All of them but where files lie, which nothing that is made or remembered says: a copy of the
    project may use what came with it.

    To know which of the others count would be one more thing to go wrong, and they change a few
    times a year.
    """
    values = {
        field.name: _in_order(getattr(settings, field.name))
        for field in fields(settings)
        if field.name not in _PLACES
    }
    return digest(repr(values))


def _in_order(value: object) -> object:
    """The same in one fixed order: that of a set changes from one process to the next."""
    return sorted(value) if isinstance(value, frozenset) else value


def of_files(paths: Iterable[Path], root: Path) -> str:
    """Names below ``root`` and contents of files; one that cannot be read counts as empty."""
    found = sha256()
    for path in sorted(paths):
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError:
            data = b""
        name = path.relative_to(root) if path.is_relative_to(root) else path
        found.update(f"{name.as_posix()} {len(data)}\0".encode("utf-8", "surrogatepass"))
        found.update(data)
    return found.hexdigest()


def written(value: object) -> str:
    """A setting of any kind, as a text that is the same in every run; an object is its type."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{k}: {written(v)}' for k, v in value.items())}}}"
    if isinstance(value, (str, bytes, int, float, bool, type(None), Path)):
        return repr(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, (FunctionType, type)):
        return f"{value.__module__}.{value.__qualname__}"
    return f"{type(value).__module__}.{type(value).__qualname__}"
