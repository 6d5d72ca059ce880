"""Files of withdrawn reports at the site's address: none of them may answer any more."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from gongkai.checksums import Print
from gongkai.permanence import site_rules
from gongkai.problems import Problem
from gongkai.visiting.live import Live, NotGot, not_got

MOST = 1000
"""Addresses that one run asks for; of more than that others each time."""
NO_FILE = "reports/0000/gongkai-verify.txt"
"""No report is of that year: a server that has this has everything."""
_ONE_BYTE = Print("", 0)
"""Nothing is read of a file but the one byte that says that it is there."""


def still_there(live: Live, names: Sequence[str]) -> list[Problem]:
    """Those that answer, and those of which nobody knows."""
    if not names:
        return []
    asked = sorted(random.sample(names, MOST) if len(names) > MOST else names)
    if not isinstance(live.bytes_of(NO_FILE, 0), NotGot):
        message = "服务器对没有的网址也照样回答，看不出撤回的文件还在不在"
        hint = "请管服务器的人让没有的网址答 404"
        return [site_rules.UNANSWERED.problem(Path(NO_FILE), (1, 1), message, hint)]
    found = live.prints(dict.fromkeys(asked, _ONE_BYTE))
    problems: list[Problem] = []
    for name in sorted(found):
        got = found[name]
        if not isinstance(got, NotGot):
            message = "撤回了的报告，这个文件网上还打得开"
            hint = "在服务器上删去它；以后用镜像的办法上传，如 rsync --delete"
            problems.append(site_rules.LEFT.problem(Path(name), (1, 1), message, hint))
        elif not got.is_gone:
            problems.append(not_got(Path(name), got))
    if left := len(asked) - len(found):
        message = f"撤回了的报告还有 {left} 个文件没有问过：时间到了，或者一连许多个没有回答"
        problems.append(not_got(Path(asked[0]), NotGot(message)))
    return problems
