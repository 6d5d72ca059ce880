"""What an earlier build left is never taken for what is public now."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_dirty_build_is_refused(tmp_path: Path) -> None:
    """It would keep the attachments of a report that was withdrawn since."""
    command = [sys.executable, "-m", "mkdocs", "build", "--dirty", "-d", str(tmp_path / "site")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "不能用 --dirty" in done.stdout
    assert not (tmp_path / "site").exists()
