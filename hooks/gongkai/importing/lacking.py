"""What is said where the libraries of the extra ``import`` are not installed; called by readers."""

from __future__ import annotations

from pathlib import Path

from gongkai.problems import Problem, error


def libraries_lack(what: str, path: Path) -> Problem:
    """``what``: the kind of file that cannot be read without them."""
    hint = "在项目文件夹里运行 pip install -e '.[import]'"
    return error(path, (1, 1), "import-lacks", f"读{what}要先安装程序库", hint)
