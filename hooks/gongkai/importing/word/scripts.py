"""What stands high or low in a Word file is written in small characters; called by ``stories``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.importing.scripts import small
from gongkai.importing.word.run import Run


def write_scripts(runs: Sequence[Run]) -> Iterator[str]:
    """Changes what stands high or low in a paragraph; texts that have no such forms stay, and
    are told.

    Runs beside each other are one text: Word cuts 10⁻² anywhere. The mark of a footnote is none.
    """
    for script, group in groupby(runs, lambda run: "" if run.has_note else run.look.script):
        together = list(group) if script else []
        text = "".join(run.text for run in together)
        if not text.strip():
            continue
        if written := small(text, script):
            together[0].pieces = [written]
            for run in together[1:]:
                run.pieces = []
        else:
            yield text.strip()
