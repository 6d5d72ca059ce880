"""Originals are read and tidied on all cores, and come in the order that was asked for.

Files that only LibreOffice reads are converted in groups, for its start takes as long as thirty
files do. Called by ``planning``; the processes are ``workers``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from gongkai.importing import office, pdf, text, web, word
from gongkai.importing.folders import reason
from gongkai.importing.sources import Source
from gongkai.importing.tidying import Tidied, tidy
from gongkai.importing.workers import Lost, Worker, wait_for_any
from gongkai.problems import Problem, error, warning
from gongkai.reading.documents.scan import read_document

SECONDS = 120.0
"""For one file: a PDF of 500 pages with tables takes 60 on a slow core."""
FEW = 8
"""Files below which starting processes costs more than it saves."""
SCANNED = "import-scanned"
"""Code of the finding that a file has pictures of its text only: the text is left to a person."""
_AHEAD = 4
"""Files a process may be ahead of the one that is waited for: what is ready stays in memory."""
_SEARCHED = 200
"""Files further on that are looked through for more to convert in one group."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One original, read and tidied."""

    source: Source
    tidied: Tidied | None
    """None where it could not be read."""
    problems: tuple[Problem, ...] = ()
    kind: str = ""
    """What its bytes are, whatever it is called; see :mod:`~gongkai.reading.documents.kinds`."""

    @property
    def is_scanned(self) -> bool:
        return any(problem.code == SCANNED for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """The task to read one original."""

    number: int
    source: Source
    docx: bytes | None = None
    """What LibreOffice made of it, if it did."""


@dataclass(frozen=True, slots=True)
class Converting:
    """The task to have LibreOffice make docx of a group."""

    numbers: tuple[int, ...]
    sources: tuple[Source, ...]


Task: TypeAlias = Reading | Converting
Answer: TypeAlias = Prepared | list[bytes | Problem]


def serve(task: Task) -> Answer:
    """Does a task; what happens over a file is a finding like any other."""
    if isinstance(task, Reading):
        return prepare(task.source, task.docx)
    try:
        return office.convert_many([(source.path, source.data()) for source in task.sources])
    except Exception:  # each is read by itself then, and says why it cannot be
        return []


def prepare(source: Source, docx: bytes | None = None) -> Prepared:
    """Reads one original, or the docx that was made of it."""
    try:
        return _prepare(source, docx)
    except OSError as failure:
        message = f"读不了这个文件：{reason(failure)}"
        return _failed(source, message, "核对文件还在不在原处，再导入一次")
    except Exception:  # a library may raise anything on bytes that were made to break it
        return _failed(source, "读的时候出错", "用原来的程序打开，另存一份再导入")


def _prepare(source: Source, docx: bytes | None) -> Prepared:
    data = source.data()
    blocks, problems = word.read_blocks(docx, source.path) if docx else source.blocks(data)
    if blocks is None and source.title and any(p.code == SCANNED for p in problems):
        blocks = ()
    if blocks is None:
        return Prepared(source, None, tuple(problems))
    kind, runs = _kind(data)
    if runs:
        problems = [*problems, _about_macros(source)]
    return Prepared(source, tidy(blocks, source.path, source.title), tuple(problems), kind)


def _kind(data: bytes) -> tuple[str, bool]:
    """What an original is, and whether it does something when it is opened; of a PDF the checks
    say that later, for they look at it all over again."""
    if pdf.takes(data):
        return "pdf", False
    document = read_document(data)
    # A piece of a page is a page to its reader, and a text to the checks.
    kind = "html" if document.kind == "text" and web.takes(data) else document.kind
    return kind, document.has_macros or document.is_active


def _about_macros(source: Source) -> Problem:
    message = "原件打开时会运行程序（宏或嵌入的内容），只导入了文字，原件没有作附件"
    hint = "要公开原件的，另存为没有宏的，再写进“附件”"
    return warning(source.path, (1, 1), "import-macros", message, hint)


def prepared(
    sources: Sequence[Source],
    processes: int,
    seconds: float = SECONDS,
    serve: Callable[[Task], Answer] = serve,
) -> Iterator[Prepared]:
    """Each original in turn; in this process where all are plain text, and few or for one core."""
    is_small = processes < 2 or len(sources) < FEW
    if is_small and all(source.is_for(text.read_blocks) for source in sources):
        yield from map(prepare, sources)
        return
    workers = [Worker(serve) for _ in range(max(1, min(processes, len(sources))))]
    try:
        yield from _in_order(sources, workers, seconds)
    finally:
        for worker in workers:
            worker.end()


def _in_order(
    sources: Sequence[Source], workers: Sequence[Worker[Task, Answer]], seconds: float
) -> Iterator[Prepared]:
    queue = _Queue(sources)
    wanted = 0
    while wanted < len(sources):
        if wanted in queue.ready:
            yield queue.ready.pop(wanted)
            wanted += 1
            continue
        for worker in workers:
            if worker.task is None and (task := queue.next(wanted, len(workers))):
                files = len(task.sources) if isinstance(task, Converting) else 1
                worker.ask(task, seconds * files)
        busy = [worker for worker in workers if worker.task is not None]
        wait_for_any(busy)
        for worker in busy:
            task = worker.task
            answer = worker.answer()
            if task and answer is not None:
                queue.take(task, answer)


class _Queue:
    """What is still to be asked of the workers, and what they have answered."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.ready: dict[int, Prepared] = {}
        """Number of an original → what became of it."""
        self._sources = sources
        self._waiting = deque(range(len(sources)))
        self._docx: dict[int, bytes] = {}
        self._held: set[int] = set()
        """Those that are being converted just now."""
        self._is_single: dict[int, bool] = {}
        """Whether an original is read by itself: it is none to convert, or was tried."""

    def next(self, wanted: int, workers: int) -> Task | None:
        """The next task, for an original that is not too far from the one that is waited for.

        To convert, it may be further: what comes of it is small, and each worker takes a group.
        """
        for number in self._waiting:
            if number >= wanted + workers * max(_AHEAD, office.MOST_AT_ONCE):
                return None
            if number in self._held:
                continue
            if not self._is_alone(number):
                return self._converting(number)
            if number < wanted + workers * _AHEAD:
                self._waiting.remove(number)
                return Reading(number, self._sources[number], self._docx.pop(number, None))
        return None

    def _converting(self, first: int) -> Converting:
        near = (n for n in self._waiting if first <= n < first + _SEARCHED)
        group = tuple(islice((n for n in near if not self._is_alone(n)), office.MOST_AT_ONCE))
        self._held.update(group)
        self._is_single.update(dict.fromkeys(group, True))
        return Converting(group, tuple(self._sources[number] for number in group))

    def _is_alone(self, number: int) -> bool:
        if number not in self._is_single:
            self._is_single[number] = not self._sources[number].is_for(office.read_blocks)
        return self._is_single[number]

    def take(self, task: Task, answer: Answer | Lost) -> None:
        """Takes up what became of a task; a group that was lost is read one by one."""
        if isinstance(task, Converting):
            self._held.difference_update(task.numbers)
            answers = answer if isinstance(answer, list) else []
            for number, docx in zip(task.numbers, answers, strict=bool(answers)):
                if isinstance(docx, Problem):
                    self._waiting.remove(number)
                    self.ready[number] = Prepared(self._sources[number], None, (docx,))
                else:
                    self._docx[number] = docx
        elif isinstance(answer, Prepared):
            self.ready[task.number] = answer
        elif answer is Lost.SLOW:
            hint = "用原来的程序另存一份；太大的拆开"
            self.ready[task.number] = _failed(task.source, "读得太久，没有读完", hint)
        else:
            hint = "用原来的程序打开，另存一份再导入"
            self.ready[task.number] = _failed(task.source, "读的时候内存不够或出错", hint)


def _failed(source: Source, message: str, hint: str) -> Prepared:
    return Prepared(source, None, (error(source.path, (1, 1), "import-failed", message, hint),))
