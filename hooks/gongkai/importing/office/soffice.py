"""LibreOffice without a window: files in, docx out; called by ``reader``.

A file is made by others: macros, links to elsewhere and the network are switched off in a profile
that lives as long as the one run, and a run that does not end is ended with its children.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_PLACES = {
    "linux": ("/usr/lib/libreoffice/program/soffice", "/opt/libreoffice*/program/soffice"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "win32": (
        "C:/Program Files/LibreOffice/program/soffice.com",
        "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    ),
}
"""Where it is when it is not on the search path, by ``sys.platform``."""
_NAMES = ("soffice", "libreoffice", "soffice.com")
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # A proxy that nobody answers at: nothing leaves the machine.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Path, name and value; level 3 is the highest: no macro runs, signed or not."""


def find_soffice() -> str | None:
    """The program's path, or none where it is not installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    for place in _PLACES.get(sys.platform, ()):
        folder, *pattern = place.split("*")
        parent = Path(folder).parent
        paths = parent.glob(place[len(f"{parent}/") :]) if pattern else (Path(place),)
        for path in sorted(paths, reverse=True):
            if path.is_file():
                return str(path)
    return None


def to_docx(program: str, files: Mapping[str, bytes], seconds: float) -> dict[str, bytes]:
    """Name → docx of each file that could be converted; names end as their format asks."""
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        (base / "in").mkdir()
        (base / "out").mkdir()
        for name, data in files.items():
            (base / "in" / name).write_bytes(data)
        _write_profile(base / "profile")
        command = [
            program,
            f"-env:UserInstallation={(base / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(base / "out")),
            *(str(base / "in" / name) for name in files),
        ]
        _run(command, base, seconds)
        made = {name: base / "out" / f"{Path(name).stem}.docx" for name in files}
        return {name: path.read_bytes() for name, path in made.items() if path.is_file()}


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n'
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Runs to its end, or to the end of its time; what it wrote tells whether it worked."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            # Questions go nowhere, and temporary files go with the folder.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            start_new_session=True,
        )
    except OSError:
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and everything that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(command, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
